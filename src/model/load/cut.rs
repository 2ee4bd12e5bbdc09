//! A long file, cut into pieces that can be read apart.

use std::ops::Range;

use memchr::memmem;

use crate::model::Kind;

/// The bytes of a piece, at the least.
pub(super) const PIECE: usize = 1 << 18;

/// What texts of several lines stand in.
const MARKS: [&str; 2] = ["\"\"\"", "'''"];

/// Cuts a text before tables of its own, such as `[[claim]]`; into one piece where it is short, or
/// where it is not plain where its tables begin.
///
/// Whoever reads the pieces must read the text as a whole where one is not TOML by itself, or is
/// anything but tables in double brackets: it may lean on the piece before.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let whole = || std::iter::once(0..text.len()).collect();
    if text.len() < 2 * PIECE {
        return whole();
    }
    let mut pieces = Vec::with_capacity(text.len() / PIECE);
    let (mut start, mut at, mut is_begun) = (0, 0, false);
    let mut marks = Marks::new(text);
    while at < text.len() {
        let newline = memchr::memchr(b'\n', &text.as_bytes()[at..]);
        let end = newline.map_or(text.len(), |to| at + to + 1);
        if let Some((from, mark)) = marks.next_from(at).filter(|(from, _)| *from < end) {
            match behind_marked(text, at, from, mark).filter(|_| is_begun) {
                Some(behind) => at = behind,
                None => return whole(),
            }
            continue;
        }
        let line = &text[at..end];
        if begins_table(line) {
            if is_begun && at - start >= PIECE {
                pieces.push(start..at);
                start = at;
            }
            is_begun = true;
        } else if !is_begun && !is_blank(line) {
            // What stands before all tables belongs to the file.
            return whole();
        }
        at = end;
    }
    pieces.push(start..text.len());
    pieces
}

/// The places of marks, each kind sought once from end to end.
struct Marks<'t> {
    text: &'t str,
    next: [Option<usize>; MARKS.len()],
}

impl<'t> Marks<'t> {
    fn new(text: &'t str) -> Self {
        let next = MARKS.map(|mark| memmem::find(text.as_bytes(), mark.as_bytes()));
        Marks { text, next }
    }

    /// Returns the first mark from a place on that does not lie before those asked for.
    fn next_from(&mut self, at: usize) -> Option<(usize, &'static str)> {
        for (next, mark) in self.next.iter_mut().zip(MARKS) {
            if next.is_some_and(|next| next < at) {
                let found = memmem::find(&self.text.as_bytes()[at..], mark.as_bytes());
                *next = found.map(|found| at + found);
            }
        }
        let found = self.next.iter().zip(MARKS);
        found.filter_map(|(at, mark)| Some(((*at)?, mark))).min()
    }
}

/// Returns where the line goes on behind a text of several lines; none where it is not plain that
/// the mark begins one, and the next of its kind ends it.
fn behind_marked(text: &str, line: usize, from: usize, mark: &str) -> Option<usize> {
    if text[line..from].contains(['#', '"', '\'']) {
        return None;
    }
    let inner = from + mark.len();
    let end = inner + memmem::find(&text.as_bytes()[inner..], mark.as_bytes())?;
    let behind = end + mark.len();
    let is_plain = !text[..end].ends_with('\\') && !text[behind..].starts_with(['"', '\'']);
    is_plain.then_some(behind)
}

fn begins_table(line: &str) -> bool {
    let name = line.trim_end().strip_prefix("[[");
    let name = name.and_then(|rest| rest.strip_suffix("]]"));
    name.is_some_and(|name| Kind::ALL.iter().any(|kind| kind.schema().singular == name))
}

fn is_blank(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a text of so many tables, each followed by what a function gives for it.
    fn tables(count: usize, more: impl Fn(usize) -> String) -> String {
        let table = |number| format!("[[claim]]\nid = \"c{number}\"\n{}\n", more(number));
        (0..count).map(table).collect()
    }

    fn filler() -> String {
        format!("note = \"{}\"", "x".repeat(PIECE / 4))
    }

    #[test]
    fn long_texts_are_cut_before_tables() {
        let text = tables(12, |number| match number {
            2 => filler() + "\n[[claim.report]]\nat = \"p1\"",
            5 => "words = \"\"\"\n[[claim]]\n'''\"\"\" # Not a table.\n".to_owned() + &filler(),
            7 => "words = '''\n[[claim]]\n\"\"\"'''\n".to_owned() + &filler(),
            _ => filler(),
        });
        let text = "# Nothing.\n\n".to_owned() + &text;
        let pieces = pieces(&text);
        assert!(pieces.len() > 2, "{pieces:?}");
        let mut end = 0;
        for (number, piece) in pieces.into_iter().enumerate() {
            assert_eq!(piece.start, end);
            end = piece.end;
            let piece = &text[piece];
            assert!(
                number == 0 || piece.starts_with("[[claim]]\nid"),
                "{number}"
            );
            assert!(toml::de::DeTable::parse(piece).is_ok(), "{number}");
        }
        assert_eq!(end, text.len());
    }

    #[test]
    fn other_texts_are_left_whole() {
        let long = tables(12, |_| filler());
        for text in [
            tables(3, |_| String::new()),
            "title = 1\n".to_owned() + &long,
            "title = \"\"\"\n\"\"\"\n".to_owned() + &long,
            tables(12, |_| filler() + "\nx = '\"\"\"'"),
            tables(12, |_| filler() + " # \"\"\""),
            tables(12, |_| filler() + "\nx = \"\"\" \\\"\"\" \"\"\""),
            tables(12, |_| filler() + "\nx = \"\"\"\"x\"\"\"\""),
            long + "x = \"\"\"",
        ] {
            let count = pieces(&text).len();
            assert_eq!(count, 1, "{}", &text[text.len() - 40..]);
        }
    }
}
