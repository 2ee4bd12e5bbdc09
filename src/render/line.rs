//! One line on its way out.

use std::io;

/// A line that is put together from the left; blanks at its end are dropped.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    /// Blanks that are written once something stands behind them.
    blanks: usize,
    color: bool,
}

impl Line {
    pub(super) fn new(color: bool) -> Line {
        Line {
            color,
            ..Line::default()
        }
    }

    /// Puts blanks.
    pub(super) fn blanks(&mut self, count: usize) -> &mut Line {
        self.blanks += count;
        self
    }

    /// Puts text.
    pub(super) fn text(&mut self, text: &str) -> &mut Line {
        if text.is_empty() {
            return self;
        }
        for _ in 0..std::mem::take(&mut self.blanks) {
            self.text.push(' ');
        }
        self.text.push_str(text);
        self
    }

    /// Puts a heading.
    pub(super) fn bold(&mut self, text: &str) -> &mut Line {
        self.styled("\u{1B}[1m", text)
    }

    /// Puts a part of a rule.
    pub(super) fn dim(&mut self, text: &str) -> &mut Line {
        self.styled("\u{1B}[2m", text)
    }

    fn styled(&mut self, style: &str, text: &str) -> &mut Line {
        if !self.color || text.is_empty() {
            return self.text(text);
        }
        self.text(style).text(text).text("\u{1B}[0m")
    }

    /// Writes it, and begins the next.
    pub(super) fn end(&mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let written = writeln!(out, "{}", self.text.trim_end());
        self.text.clear();
        self.blanks = 0;
        written
    }
}
