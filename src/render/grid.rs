//! Columns beside each other: how wide each is, and how they are drawn.
//!
//! Exact columns (ids, dates, numbers, words) keep their width; texts and lists share what is left.

mod column;
mod draw;
mod room;

use super::{Elision, Options};
use crate::answer::Answer;

use column::Column;
pub(super) use column::{Drawn, WIDEST};

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

    /// Returns the columns of the screen that it takes where so many first columns are wrapped as far
    /// as they should be, and the others not at all.
    pub(super) fn wrapped_width(&self, wrapped: usize) -> usize {
        let columns = self.columns.iter().enumerate();
        let widths = columns.map(|(place, column)| match place < wrapped {
            true => column.least,
            false => column.natural,
        });
        widths.sum::<usize>() + self.columns.len().saturating_sub(1) * BETWEEN
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

    /// Returns what was left out.
    pub(super) fn elisions(self) -> Vec<Elision> {
        let columns = (!self.left_out.is_empty()).then_some(Elision::Columns(self.left_out));
        let cells = (self.cut > 0).then_some(Elision::Cells(self.cut));
        columns.into_iter().chain(cells).collect()
    }
}
