//! Single values of a TOML text changed, all else left byte for byte.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::Span;

/// A change of one value; what is written needs no escaping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Writes another text in the place of the one that stands there.
    Replace {
        /// The place of the old value.
        value: Span,
        /// The text.
        text: String,
    },
    /// Writes another key right behind the one whose value stands there.
    Add {
        /// The place of that value.
        behind: Span,
        /// The key.
        key: &'static str,
        /// The text.
        text: String,
    },
}

/// Where the key of a value is.
#[derive(Clone, Copy)]
struct Home {
    /// The byte where the key begins.
    key: usize,
    /// Whether the table it is in stands in braces.
    inline: bool,
}

/// Carries edits out; each value is changed once at most.
pub(super) fn apply(file: &str, edits: &[Edit]) -> String {
    let (root, _) = DeTable::parse_recoverable(file);
    let mut homes = BTreeMap::new();
    gather(root.get_ref(), &(0..0), &mut homes);
    let mut splices: Vec<(usize, usize, String)> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Replace { value, text } => {
                let range = value.range();
                // What stands in single quotes keeps them.
                let quote = match file.get(range.clone())?.starts_with('\'') {
                    true => '\'',
                    false => '"',
                };
                Some((range.start, range.end, format!("{quote}{text}{quote}")))
            }
            Edit::Add { behind, key, text } => {
                let range = behind.range();
                let home = homes.get(&(range.start, range.end))?;
                let (at, added) = added(file, home, *behind, &format!("{key} = \"{text}\""));
                Some((at, at, added))
            }
        })
        .collect();
    splices.sort();
    let mut edited = String::with_capacity(file.len() + 40 * splices.len());
    let mut from = 0;
    for (start, end, text) in &splices {
        edited.push_str(&file[from..*start]);
        edited.push_str(text);
        from = *end;
    }
    edited.push_str(&file[from..]);
    edited
}

/// Returns where a pair goes behind a value, and what is written there.
fn added(file: &str, home: &Home, behind: Span, pair: &str) -> (usize, String) {
    let value_end = behind.range().end;
    if home.inline {
        return (value_end, format!(", {pair}"));
    }
    let rest = &file[value_end..];
    let line = rest.lines().next().unwrap_or_default();
    let newline = match rest.find('\n') {
        Some(_) if rest[line.len()..].starts_with('\r') => "\r\n",
        Some(_) => "\n",
        // The last line has no end; those before it tell.
        None if file.contains("\r\n") => "\r\n",
        None => "\n",
    };
    let before = &file[..home.key];
    let indent = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let indent = indent.trim_start_matches('\u{FEFF}');
    (value_end + line.len(), format!("{newline}{indent}{pair}"))
}

/// Gathers where the key of every value of a table is, by the value's place.
///
/// The place of a table in braces is all of it, that of another its heading.
fn gather(table: &DeTable<'_>, place: &Range<usize>, homes: &mut BTreeMap<(usize, usize), Home>) {
    for (key, it) in table {
        let span = it.span();
        let inline = place.end >= span.end && place.start < span.start;
        let key = key.span().start;
        let home = homes.entry((span.start, span.end));
        home.or_insert(Home { key, inline });
        within(it.get_ref(), &span, homes);
    }
}

fn within(value: &DeValue<'_>, place: &Range<usize>, homes: &mut BTreeMap<(usize, usize), Home>) {
    match value {
        DeValue::Table(table) => gather(table, place, homes),
        DeValue::Array(items) => {
            for item in items {
                within(item.get_ref(), &item.span(), homes);
            }
        }
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the place of the only `needle` in a text.
    fn place(file: &str, needle: &str) -> Span {
        let at = file.find(needle).expect("the test names a value");
        assert_eq!(file.matches(needle).count(), 1, "{needle}");
        Span::new(at, at + needle.len())
    }

    fn add(file: &str, behind: &str) -> String {
        let behind = place(file, behind);
        let (key, text) = ("hash", "0".to_owned());
        apply(file, &[Edit::Add { behind, key, text }])
    }

    fn replace(file: &str, value: &str) -> String {
        let (value, text) = (place(file, value), "p2".to_owned());
        apply(file, &[Edit::Replace { value, text }])
    }

    #[test]
    fn a_key_comes_right_behind_another() {
        let cases = [
            ("[[x]]\nat = \"p1\"\n", "[[x]]\nat = \"p1\"\nhash = \"0\"\n"),
            ("[[x]]\nat = \"p1\"", "[[x]]\nat = \"p1\"\nhash = \"0\""),
            (
                "\u{FEFF}[[x]]\r\n\t'at'=\"p1\" # é\r\nb = 1\r\n",
                "\u{FEFF}[[x]]\r\n\t'at'=\"p1\" # é\r\n\thash = \"0\"\r\nb = 1\r\n",
            ),
            (
                "[[x]]\r\nat = \"p1\"",
                "[[x]]\r\nat = \"p1\"\r\nhash = \"0\"",
            ),
            (
                "[[x]]\nat = \"p1\" \r\n\n",
                "[[x]]\nat = \"p1\" \r\nhash = \"0\"\r\n\n",
            ),
            (
                "[[x.y]]\nat = \"p1\"\n[[x.y]]\nat = \"p9\"\n",
                "[[x.y]]\nat = \"p1\"\nhash = \"0\"\n[[x.y]]\nat = \"p9\"\n",
            ),
            ("x = [{at=\"p1\"}]", "x = [{at=\"p1\", hash = \"0\"}]"),
            (
                "[[x]]\ny = [ { at = \"p1\", b = 1 }, { at = \"p9\" } ] # c\n",
                "[[x]]\ny = [ { at = \"p1\", hash = \"0\", b = 1 }, { at = \"p9\" } ] # c\n",
            ),
            (
                "x = [\n  { at = \"p1\" }, # one\n  { at = \"p9\" },\n]\n",
                "x = [\n  { at = \"p1\", hash = \"0\" }, # one\n  { at = \"p9\" },\n]\n",
            ),
            (
                "\u{FEFF}at = \"p1\"\n",
                "\u{FEFF}at = \"p1\"\nhash = \"0\"\n",
            ),
        ];
        for (file, expected) in cases {
            assert_eq!(add(file, "\"p1\""), expected, "{file:?}");
        }
    }

    #[test]
    fn a_value_is_replaced_within_its_quotes() {
        let cases = [
            ("at = \"p1\" # c", "\"p1\"", "at = \"p2\" # c"),
            ("at = 'p1'", "'p1'", "at = 'p2'"),
            (
                "at = \"\"\"\np1\"\"\"\nb = 1",
                "\"\"\"\np1\"\"\"",
                "at = \"p2\"\nb = 1",
            ),
            ("at = '''p1'''", "'''p1'''", "at = 'p2'"),
        ];
        for (file, value, expected) in cases {
            assert_eq!(replace(file, value), expected, "{file:?}");
        }
    }

    #[test]
    fn many_edits_are_carried_out_at_once() {
        let file = "[[x]]\nat = \"p1\"\nhash = \"9\"\n[[x]]\nat = \"p3\"\n";
        let edits = [
            Edit::Add {
                behind: place(file, "\"p3\""),
                key: "hash",
                text: "3".into(),
            },
            Edit::Replace {
                value: place(file, "\"9\""),
                text: "1".into(),
            },
            Edit::Replace {
                value: place(file, "\"p1\""),
                text: "p2".into(),
            },
        ];
        let expected = "[[x]]\nat = \"p2\"\nhash = \"1\"\n[[x]]\nat = \"p3\"\nhash = \"3\"\n";
        assert_eq!(apply(file, &edits), expected);
        assert_eq!(apply(file, &[]), file);
    }
}
