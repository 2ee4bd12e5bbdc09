//! A text scanned line by line, for what reads it as it grows.

use super::Scanner;

/// The scan of a text, as far as it was taken.
pub struct LineScan<'t> {
    scanner: Scanner<'t>,
    /// The end of the last line that was taken.
    end: usize,
}

impl<'t> LineScan<'t> {
    /// Begins to scan a text.
    pub fn new(text: &'t str) -> LineScan<'t> {
        LineScan {
            scanner: Scanner::new(text),
            end: 0,
        }
    }

    /// Takes the next line, of so many bytes.
    pub fn take(&mut self, length: usize) {
        self.end += length;
        while self.scanner.at < self.end && self.scanner.step() {}
    }

    /// Tells whether a string or a bracket is open, so that no statement can be complete.
    pub fn is_open(&self) -> bool {
        let scanner = &self.scanner;
        scanner.at > self.end || scanner.unclosed.is_some() || !scanner.frames.is_empty()
    }

    /// Tells whether a `;` ends what was taken, comments aside.
    pub fn ends_statement(&self) -> bool {
        let scanner = &self.scanner;
        let has_ended = !scanner.semicolons.is_empty() && scanner.last_end.is_none();
        has_ended && !self.is_open()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::LineScan;
    use crate::syntax::layout::Layout;

    const PARTS: &[&str] = &[
        "claims", " where ", "a", "\"", "“", "”", "`", "(", ")", "[", "]", "{", "}", "|", ";", "#",
        "##", "/", "'", "$where", "\\", ",", "\n", "\n", "\r\n", " ", "1..",
    ];

    proptest! {
        #[test]
        fn line_by_line_it_finds_what_is_found_at_once(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..24)
        ) {
            let text: String = parts.concat();
            let (mut scan, mut end) = (LineScan::new(&text), 0);
            for line in text.split_inclusive('\n') {
                scan.take(line.len());
                end += line.len();
                let layout = Layout::scan(&text[..end]);
                let is_open = layout.unclosed.is_some() || !layout.open.is_empty();
                prop_assert_eq!(scan.is_open(), is_open, "{:?} {:?}", text, end);
                let last = layout.semicolons.last();
                let ended = last.is_some_and(|semicolon| *semicolon >= layout.whole().end);
                let ends = layout.unclosed.is_none() && ended;
                prop_assert_eq!(scan.ends_statement(), ends, "{:?} {:?}", text, end);
            }
        }
    }
}
