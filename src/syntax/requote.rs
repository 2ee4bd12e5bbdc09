//! Quotes that were forgotten: where one is missing, what looks like a text is what stands between
//! two of them.

use std::ops::Range;

use super::lex;
use super::tokens::{Class, Token, tokens};
use crate::operator::INFIX;

/// What stands between conditions and between stages.
const JOINTS: [&str; 3] = [" and ", " or ", " | "];

/// A text in which a quote was put in or taken out before a cursor.
#[derive(Debug)]
pub struct Requoted {
    /// The text.
    pub text: String,
    /// Where the cursor stands in it.
    pub cursor: usize,
    /// Whether it cannot have been meant as it was written: what is in quotes ends with an operator.
    pub is_sure: bool,
}

impl Requoted {
    /// Closes the quote of a text before what looks like a further condition or stage in it, or takes
    /// out one before nothing else; none where no text that ends at the cursor holds any.
    pub fn of(text: &str, cursor: usize) -> Option<Requoted> {
        let before = text.get(..cursor)?;
        let span = last_quoted(before)?;
        let own = &before[span.clone()];
        let mark = own.chars().next()?;
        let closer = closer(mark)?;
        let content = &own[mark.len_utf8()..];
        let ends = content.strip_suffix(closer);
        let is_sure = ends.is_some();
        let content = ends.unwrap_or(content);
        if is_sure && !ends_with_operator(content) {
            return None;
        }
        let lower = content.to_ascii_lowercase();
        let joints = JOINTS.iter().filter_map(|joint| lower.find(joint));
        let joint = joints.min()?;
        let start = span.start + mark.len_utf8();
        let mut changed = text.to_owned();
        let cursor = if content[..joint].trim().is_empty() {
            changed.replace_range(span.start..start, " ");
            cursor + 1 - mark.len_utf8()
        } else {
            changed.insert(start + joint, closer);
            cursor + closer.len_utf8()
        };
        Some(Requoted {
            text: changed,
            cursor,
            is_sure,
        })
    }
}

/// Finds what is in quotes, or seems to be, and ends a text, or stands before its last word without
/// a blank.
fn last_quoted(text: &str) -> Option<Range<usize>> {
    let tokens = tokens(text);
    let mut last = tokens.iter().rev().filter(|token| is_quoted(token));
    let quoted = last.next()?;
    let behind = &text[quoted.span.end..];
    behind
        .chars()
        .all(lex::is_word)
        .then(|| quoted.span.clone())
}

fn is_quoted(token: &Token) -> bool {
    matches!(
        token.class,
        Class::String | Class::OpenString | Class::Foreign | Class::Regex
    )
}

/// Returns what closes what a mark opens.
fn closer(mark: char) -> Option<char> {
    Some(match mark {
        '“' => '”',
        '‘' => '’',
        '„' => '“',
        '«' => '»',
        '"' | '\'' | '/' => mark,
        _other => return None,
    })
}

/// Tells whether a text ends with what an operand must follow.
fn ends_with_operator(text: &str) -> bool {
    let text = text.trim_end().to_ascii_lowercase();
    INFIX.iter().any(|row| {
        let before = text.strip_suffix(row.spelling);
        let is_word = row.spelling.ends_with(lex::is_word);
        before.is_some_and(|before| !is_word || !before.ends_with(lex::is_word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_closed_or_taken_out_before_what_looks_like_more() {
        let cases = [
            ("a = \"deny and b = \"", "a = \"deny\" and b = \"", true),
            (
                "a = \"deny and b = \"tur",
                "a = \"deny\" and b = \"tur",
                true,
            ),
            ("a = 'deny AND b = '", "a = 'deny' AND b = '", true),
            (
                "a = “deny | where b in “",
                "a = “deny” | where b in “",
                false,
            ),
            ("a = deny\" and b = \"", "a = deny  and b = \"", true),
            ("a = deny' and b = \"", "a = deny  and b = \"", false),
            ("a = \"deny and b", "a = \"deny\" and b", false),
        ];
        for (text, expected, is_sure) in cases {
            let found = Requoted::of(text, text.len()).expect(text);
            assert_eq!((&*found.text, found.is_sure), (expected, is_sure));
            assert_eq!(found.cursor, expected.len());
        }
        for text in [
            "a = \"b and c\"",
            "a = \"deny",
            "a = \"b and c = \" ",
            "",
            "a and b",
        ] {
            assert!(Requoted::of(text, text.len()).is_none(), "{text}");
        }
    }
}
