//! A text token by token, as the scan of it meets them.

use std::ops::Range;

use super::{Layout, Scanner, lex};

impl Layout {
    /// Passes over a text token by token, comments and `;` among them; tells of each where it
    /// stands, and whether it stands where an operand may, and behind a pipe.
    pub(in crate::syntax) fn walk(text: &str, mut tell: impl FnMut(Range<usize>, bool, bool)) {
        let mut scanner = Scanner::new(text);
        loop {
            let (start, operand) = (scanner.at, scanner.operand_next);
            let behind_pipe = scanner.after_pipe;
            if !scanner.step() {
                return;
            }
            let is_blank = text[start..].starts_with(lex::is_blank);
            if !is_blank {
                tell(start..scanner.at, operand, behind_pipe);
            }
        }
    }
}
