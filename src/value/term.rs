//! Text from data made safe for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_normalization::char::is_combining_mark;

/// The marks that a letter bears at most: more of them cover the lines around it.
const MOST_MARKS: usize = 8;

/// Makes control characters, bidirectional overrides and what is not shown at all visible symbols.
///
/// Controls become their pictures (`␛`), what else is unseen its number (`⟨U+202E⟩`). Joiners stay
/// between letters of the scripts that need them, a variation selector behind the sign it is for,
/// and marks on a letter up to eight.
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

/// Puts `�` for what [`term_safe`] makes visible, so that the characters stay as many.
///
/// The controls of ASCII stay: whoever draws lines of a source text has signs for them.
pub fn term_masked(text: &str) -> Cow<'_, str> {
    let is_masked = |(at, c): (usize, char)| !c.is_ascii() && is_unsafe(text, at, c);
    if !text.char_indices().any(is_masked) {
        return Cow::Borrowed(text);
    }
    let masked = text.char_indices().map(|(at, c)| match is_masked((at, c)) {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    });
    Cow::Owned(masked.collect())
}

/// Escapes what [`term_safe`] makes visible in a text of JSON, which means the same afterwards.
pub fn json_safe(json: &str) -> Cow<'_, str> {
    if let Cow::Borrowed(safe) = term_safe(json) {
        return Cow::Borrowed(safe);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for (at, c) in json.char_indices() {
        // It stands inside strings: outside them JSON is ASCII.
        if c == '\n' || !is_unsafe(json, at, c) {
            safe.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(safe, "\\u{unit:04x}").expect("a string takes all that is written");
        }
    }
    Cow::Owned(safe)
}

fn is_unsafe(text: &str, at: usize, c: char) -> bool {
    match c {
        '\u{200C}' | '\u{200D}' => !joins_letters(text, at, c),
        '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{180F}' => !is_selected(text, at),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => true,
        _ if c.is_ascii() => false,
        '\u{300}'.. if is_combining_mark(c) => is_unseen(c) || is_heaped(text, at),
        _ => is_unseen(c),
    }
}

/// Tells whether a joiner stands between letters that are not ASCII, and that stay as they are.
fn joins_letters(text: &str, at: usize, joiner: char) -> bool {
    let behind = at + joiner.len_utf8();
    let letter = |(at, c): (usize, char)| {
        let is_letter = !c.is_ascii() && (c.is_alphabetic() || is_combining_mark(c));
        is_letter && !is_unsafe(text, at, c)
    };
    let before = text[..at].char_indices().next_back();
    let next = text[behind..].chars().next().map(|c| (behind, c));
    before.is_some_and(letter) && next.is_some_and(letter)
}

/// Tells whether a variation selector stands behind a sign that may have a variant.
///
/// A row of them is shown nowhere, and may hide a text.
fn is_selected(text: &str, at: usize) -> bool {
    let sign = |c: char| matches!(c, '#' | '*' | '0'..='9') || !c.is_ascii() && !is_unshown(c);
    text[..at].chars().next_back().is_some_and(sign)
}

/// Tells whether a character has no shape of its own, be it safe in its place or not.
fn is_unshown(c: char) -> bool {
    let selects = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{180B}'..='\u{180D}' | '\u{180F}');
    selects || matches!(c, '\u{200C}' | '\u{200D}') || c.is_control() || is_unseen(c)
}

/// Tells whether so many marks stand before a mark that it is one too many.
fn is_heaped(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev();
    before
        .take_while(|c| is_combining_mark(*c))
        .take(MOST_MARKS)
        .count()
        == MOST_MARKS
}

/// Characters that change how others are shown, or that are not shown at all.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}' | '\u{16FE4}'
        | '\u{1D159}' | '\u{1BCA0}'..='\u{1BCA3}'
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
            ("❤\u{FE0F} 1\u{FE0F}\u{20E3}", "❤\u{FE0F} 1\u{FE0F}\u{20E3}"),
            ("❤\u{FE0F}\u{FE01} a\u{FE00}", "❤\u{FE0F}⟨U+FE01⟩ a⟨U+FE00⟩"),
            ("\u{FE0F}x", "⟨U+FE0F⟩x"),
            ("a\u{E0100}\u{3164}", "a⟨U+E0100⟩⟨U+3164⟩"),
            ("\u{202E}\u{FE0F}", "⟨U+202E⟩⟨U+FE0F⟩"),
        ];
        for (text, safe) in cases {
            assert_eq!(term_safe(text), safe);
        }
    }

    #[test]
    fn json_is_safe_and_means_the_same() {
        let text = "a\u{9B}\u{202E}❤\u{FE0F}\u{E0041}\n\"";
        let json = serde_json::to_string(text).expect("a text");
        let safe = json_safe(&json);
        assert_eq!(safe, r#""a\u009b\u202e❤️\udb40\udc41\n\"""#);
        assert_eq!(serde_json::from_str::<String>(&safe).expect("json"), text);
        assert!(matches!(json_safe("{\"a\": \"ü\"}"), Cow::Borrowed(_)));
    }

    #[test]
    fn masked_text_has_as_many_characters() {
        let text = "a\u{1B}\u{9B}\u{202E}\u{200B}❤\u{FE0F}\u{FE01}\u{E0041}\n";
        assert_eq!(term_masked(text), "a\u{1B}���❤\u{FE0F}��\n");
        assert!(matches!(term_masked("a\u{1B}ü"), Cow::Borrowed(_)));
    }

    #[test]
    fn marks_are_heaped_up_to_eight() {
        let marked = |marks| format!("a{}b", "\u{301}".repeat(marks));
        assert_eq!(term_safe(&marked(8)), marked(8));
        let safe = term_safe(&marked(10)).into_owned();
        assert_eq!(safe, marked(8).replace('b', "⟨U+0301⟩⟨U+0301⟩b"));
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
        fn safe_text_is_safe(text in "(?s).{0,20}|[a-zی\u{200C}\u{200D}\u{FE0F}\u{301}\u{1B}\u{202E}]{0,30}") {
            let safe = term_safe(&text).into_owned();
            assert!(!safe.chars().any(char::is_control));
            assert_eq!(term_safe(&safe), safe.as_str());
        }
    }
}
