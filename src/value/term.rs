//! Text from data made safe for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;

/// Makes control characters and bidirectional overrides visible symbols.
///
/// Controls become their pictures (`␛`), what else is unseen its number (`⟨U+202E⟩`). Joiners stay
/// between letters of the scripts that need them.
pub fn term_safe(text: &str) -> Cow<'_, str> {
    let Some((first, _)) = text.char_indices().find(|(at, c)| is_unsafe(text, *at, *c)) else {
        return Cow::Borrowed(text);
    };
    let mut safe = String::with_capacity(text.len() + 16);
    safe.push_str(&text[..first]);
    for (at, c) in text[first..].char_indices() {
        if is_unsafe(text, first + at, c) {
            push_visible(&mut safe, c);
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

fn is_unsafe(text: &str, at: usize, c: char) -> bool {
    match c {
        '\u{200C}' | '\u{200D}' => !joins_letters(text, at, c),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        _ if c.is_ascii() => false,
        _ => is_unseen(c),
    }
}

/// Tells whether a joiner stands between letters that are not ASCII.
fn joins_letters(text: &str, at: usize, joiner: char) -> bool {
    let letter = |c: char| !c.is_ascii() && (c.is_alphabetic() || is_combining_mark(c));
    text[..at].chars().next_back().is_some_and(letter)
        && text[at + joiner.len_utf8()..]
            .chars()
            .next()
            .is_some_and(letter)
}

/// Characters that change how others are shown, or that are not shown at all.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

fn push_visible(safe: &mut String, c: char) {
    let picture = match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7F}' => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => safe.push(picture),
        None => {
            write!(safe, "⟨U+{:04X}⟩", u32::from(c)).expect("a string takes all that is written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_becomes_visible() {
        let cases = [
            ("\u{1B}[31mred\u{7}", "␛[31mred␇"),
            ("a\nb\tc\r\0", "a␊b␉c␍␀"),
            ("\u{7F}", "␡"),
            ("\u{9B}31m", "⟨U+009B⟩31m"),
            ("abc\u{202E}fed", "abc⟨U+202E⟩fed"),
            ("\u{2066}a\u{2069}", "⟨U+2066⟩a⟨U+2069⟩"),
            (
                "\u{200E}\u{200F}\u{61C}\u{200B}\u{2060}\u{FEFF}",
                "⟨U+200E⟩⟨U+200F⟩⟨U+061C⟩⟨U+200B⟩⟨U+2060⟩⟨U+FEFF⟩",
            ),
            ("a\u{2028}b\u{2029}", "a⟨U+2028⟩b⟨U+2029⟩"),
            ("\u{E0041}\u{FFF9}", "⟨U+E0041⟩⟨U+FFF9⟩"),
            ("a\u{200D}b", "a⟨U+200D⟩b"),
            ("\u{200C}ی", "⟨U+200C⟩ی"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
        ];
        for (text, safe) in cases {
            assert_eq!(term_safe(text), safe);
        }
    }

    #[test]
    fn harmless_text_is_borrowed() {
        for text in [
            "",
            "plain",
            "Türkiye – “Erdoğan”",
            "حماس",
            "弗拉基米尔·普京",
            "می\u{200C}خواهم",
        ] {
            assert!(
                matches!(term_safe(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn safe_text_is_safe(text in "(?s).{0,20}|[a-zی\u{200C}\u{200D}\u{1B}\u{202E}]{0,12}") {
            let safe = term_safe(&text).into_owned();
            assert!(!safe.chars().any(char::is_control));
            assert_eq!(term_safe(&safe), safe.as_str());
        }
    }
}
