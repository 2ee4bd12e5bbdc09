//! What in a file of a ledger is written in our own words.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::diagnostic::Span;

/// Keys whose texts are names, headlines among them, or direct speech that is kept.
const KEPT: [&str; 7] = [
    "name",
    "title",
    "aka",
    "hidden",
    "weak",
    "described",
    "words",
];

/// A text that must be in our own words, and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnText {
    /// The text; of comments that follow each other line by line, all of them.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Lists the texts of a file that must be in our own words: all but names and kept words.
///
/// Comments come last. Where the file is not TOML it lists what can be read of it.
pub fn own_texts(file: &str) -> Vec<OwnText> {
    let (root, _) = DeTable::parse_recoverable(file);
    let mut walk = Walk::default();
    walk.table(root.get_ref(), false);
    let comments = comments(file, &walk.quoted);
    walk.texts.extend(comments);
    walk.texts
}

#[derive(Default)]
struct Walk {
    texts: Vec<OwnText>,
    /// Where keys and texts stand, in which a `#` begins no comment.
    quoted: Vec<Range<usize>>,
}

impl Walk {
    fn table(&mut self, table: &DeTable<'_>, kept: bool) {
        for (key, value) in table {
            self.quoted.push(key.span());
            self.value(value, kept || is_kept(key));
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, kept: bool) {
        match value.get_ref() {
            DeValue::String(text) => {
                let span = value.span();
                if !kept {
                    self.texts.push(OwnText {
                        text: text.to_string(),
                        span: Span::new(span.start, span.end),
                    });
                }
                self.quoted.push(span);
            }
            DeValue::Array(items) => items.iter().for_each(|item| self.value(item, kept)),
            DeValue::Table(table) => self.table(table, kept),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {}
        }
    }
}

fn is_kept(key: &Spanned<DeString<'_>>) -> bool {
    KEPT.iter().any(|kept| kept == key.get_ref())
}

/// Lists the comments, those on lines of their own that follow each other as one.
fn comments(file: &str, quoted: &[Range<usize>]) -> Vec<OwnText> {
    let mut quoted = quoted.to_vec();
    quoted.sort_by_key(|range| range.start);
    let is_quoted = |at: usize| {
        let next = quoted.partition_point(|range| range.start <= at);
        next > 0 && quoted[next - 1].contains(&at)
    };
    let mut found: Vec<OwnText> = Vec::new();
    let mut follows = false;
    let mut line_start = 0;
    for line in file.split_inclusive('\n') {
        let marks = line.match_indices('#').map(|(at, _)| at);
        let mut marks = marks.filter(|at| !is_quoted(line_start + at));
        let mark = marks.next();
        let alone = mark.is_some_and(|at| line[..at].trim().is_empty());
        if let Some(mark) = mark {
            let text = line[mark..].trim_end();
            let (start, end) = (line_start + mark, line_start + mark + text.len());
            let text = text.trim_start_matches('#');
            match found.last_mut().filter(|_| follows && alone) {
                Some(block) => {
                    block.text.push('\n');
                    block.text.push_str(text);
                    block.span = block.span.to(Span::new(start, end));
                }
                None => found.push(OwnText {
                    text: text.to_owned(),
                    span: Span::new(start, end),
                }),
            }
        }
        follows = alone;
        line_start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_texts_are_listed_with_their_places() {
        let file = "# One,\n  ## two.\n\n# Three.\r\n[[claim]]\n\
                    text = \"Four # five\" # six\n# Seven.\n\
                    name = \"no\"\naka = [{ text = \"no\", in = [\"no\"] }]\nwords = 'no # no'\n\
                    at = 12\ntrue = [[true, 1.5, 1979-05-27], { why = '''\n# eight''' }] # nine\n\
                    \"#ten\" = 'ten'\n";
        let texts = own_texts(file);
        let listed: Vec<&str> = texts.iter().map(|it| &*it.text).collect();
        let mut sorted = listed.clone();
        sorted.sort_unstable();
        let expected = [
            " One,\n two.",
            " Seven.",
            " Three.",
            " nine",
            " six",
            "# eight",
            "Four # five",
            "ten",
        ];
        assert_eq!(sorted, expected);
        for (start, text) in [
            ("\"Four", "Four # five"),
            ("# One", " One,\n two."),
            ("# nine", " nine"),
        ] {
            let found = texts.iter().find(|it| it.text == text).expect(text);
            assert!(file[found.span.range()].starts_with(start), "{text}");
        }
    }

    #[test]
    fn any_text_can_be_listed() {
        for file in ["", "#", "\u{FEFF}# a", "a = ", "[[x\n# a", "a = \"\"\"# b"] {
            own_texts(file);
        }
    }
}
