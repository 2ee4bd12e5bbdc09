//! Columns beside each other: how wide each is, and how they are drawn.
//!
//! Exact columns (ids, dates, numbers, words) keep their width; texts and lists share what is left.

mod column;
mod room;

use std::borrow::Cow;
use std::io;

use super::fit::{Wrapped, isolated, width};
use super::line::Line;
use super::{Elision, Options, text};
use crate::answer::Answer;

pub(super) use column::Drawn;
use column::{Column, Content};

/// What stands between two columns.
const BETWEEN: usize = 3;
/// The least that a column takes where none may be left out, so that words can be read in it.
const LEAST: usize = 4;

/// The columns of an answer, laid out.
pub(super) struct Grid<'a> {
    columns: Vec<Column<'a>>,
    options: &'a Options,
    /// The lines that a row has at most.
    lines: usize,
    left_out: Vec<String>,
    cut: usize,
}

/// Returns the least width that so many columns are wrapped to where none may be left out.
pub(super) fn least_width(columns: usize) -> usize {
    columns * LEAST + columns.saturating_sub(1) * BETWEEN
}

impl<'a> Grid<'a> {
    /// Measures columns of an answer, which are chosen by their places.
    pub(super) fn measure(
        answer: &'a Answer,
        options: &'a Options,
        places: impl IntoIterator<Item = usize>,
    ) -> Grid<'a> {
        let rows: Vec<usize> = options.rows(answer).collect();
        let numbers = options.numbered.then(|| Column::numbers(rows.len()));
        let cells = places
            .into_iter()
            .map(|place| Column::measure(&answer.columns[place], &rows, options));
        Grid {
            columns: numbers.into_iter().chain(cells).collect(),
            options,
            lines: usize::MAX,
            left_out: Vec::new(),
            cut: 0,
        }
    }

    /// Fits it into a width, with so many lines a row at most where cells may be cut.
    pub(super) fn fit(&mut self, width: Option<usize>, lines: usize) {
        let Some(width) = width else {
            return;
        };
        if self.options.elide {
            self.lines = lines;
        }
        // The number of a row goes where not even one letter has room beside it.
        let has_room = |numbers: &Column<'_>| numbers.width + BETWEEN < width;
        let has_numbers = self.options.numbered && has_room(&self.columns[0]);
        if self.options.numbered && !has_numbers {
            self.columns.remove(0);
        }
        let first = usize::from(has_numbers);
        self.left_out = room::share(&mut self.columns, width, first, self.options.elide);
    }

    /// Puts a column behind the others that something draws in.
    pub(super) fn push_drawn(&mut self, drawn: Drawn<'a>) {
        self.columns.push(Column::drawn(drawn));
    }

    /// Returns the columns of the screen that it takes.
    pub(super) fn width(&self) -> usize {
        let columns: usize = self.columns.iter().map(|column| column.width).sum();
        columns + self.columns.len().saturating_sub(1) * BETWEEN
    }

    /// Leaves all columns out.
    pub(super) fn leave_out(&mut self) {
        let columns = std::mem::take(&mut self.columns).into_iter();
        self.left_out = columns.map(|column| column.heading).collect();
    }

    /// Returns the number of columns.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Writes the heading and the rule below it.
    pub(super) fn write_heading(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let headings = self.columns.iter();
        let headings: Vec<[Cow<'_, str>; 1]> = headings
            .map(|column| [Cow::Borrowed(column.heading.as_str())])
            .collect();
        let columns = self.columns.iter().zip(&headings);
        let wrapped: Vec<Wrapped<'_>> = columns
            .map(|(column, heading)| column.lines(heading, usize::MAX))
            .collect();
        self.write_lines(&wrapped, true, out)?;
        self.write_rule('┼', out)
    }

    /// Writes a rule across all columns.
    pub(super) fn write_rule(&self, crossing: char, out: &mut dyn io::Write) -> io::Result<()> {
        let mut rule = String::new();
        for (place, column) in self.columns.iter().enumerate() {
            if place > 0 {
                rule.extend(['─', crossing, '─']);
            }
            match &column.rule {
                Some(drawn) => rule.push_str(drawn),
                None => rule.extend(std::iter::repeat_n('─', column.width)),
            }
        }
        Line::new(self.options.color).dim(&rule).end(out)
    }

    /// Writes the rows, a total behind a rule and without a number.
    pub(super) fn write_rows(
        &mut self,
        answer: &Answer,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        for (number, row) in self.options.rows(answer).enumerate() {
            let is_total = answer.total_row() == Some(row);
            if is_total && number > 0 {
                self.write_rule('┼', out)?;
            }
            let number = (!is_total).then_some(number + 1);
            self.write_row(row, number, out)?;
        }
        Ok(())
    }

    fn write_row(
        &mut self,
        row: usize,
        number: Option<usize>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let pieces: Vec<Vec<Cow<'_, str>>> = self
            .columns
            .iter()
            .map(|column| match &column.content {
                Content::Number => number
                    .map(|number| Cow::Owned(number.to_string()))
                    .into_iter()
                    .collect(),
                Content::Cells(column) => text::pieces(&column.cells[row], self.options),
                Content::Drawn(draw) => vec![Cow::Owned(draw(row))],
            })
            .collect();
        let columns = self.columns.iter().zip(&pieces);
        let wrapped: Vec<Wrapped<'_>> = columns
            .map(|(column, pieces)| column.lines(pieces, self.lines))
            .collect();
        let cut = wrapped.iter().filter(|wrapped| wrapped.is_cut).count();
        self.write_lines(&wrapped, false, out)?;
        self.cut += cut;
        Ok(())
    }

    /// Writes the lines of cells beside each other.
    fn write_lines(
        &self,
        cells: &[Wrapped<'_>],
        is_heading: bool,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let mut line = Line::new(self.options.color);
        for at in 0..most {
            for (place, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
                if place > 0 {
                    line.blanks(1).dim("│").blanks(1);
                }
                let text = cell.lines.get(at).map_or("", |text| text);
                let blanks = column.width.saturating_sub(width(text));
                let text = isolated(text, self.options.terminal);
                if column.right {
                    line.blanks(blanks);
                }
                if is_heading {
                    line.bold(&text);
                } else {
                    line.text(&text);
                }
                if !column.right {
                    line.blanks(blanks);
                }
            }
            line.end(out)?;
        }
        Ok(())
    }

    /// Returns what was left out.
    pub(super) fn elisions(self) -> Vec<Elision> {
        let columns = (!self.left_out.is_empty()).then_some(Elision::Columns(self.left_out));
        let cells = (self.cut > 0).then_some(Elision::Cells(self.cut));
        columns.into_iter().chain(cells).collect()
    }
}
