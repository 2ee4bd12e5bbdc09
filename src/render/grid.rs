//! Columns beside each other: how wide each is, and how they are drawn.
//!
//! Dates, numbers, words and ids keep their width where there is room; texts and lists share what is left.

mod column;
mod draw;
mod room;

use std::collections::HashMap;

use super::{Elision, Options, text};
use crate::answer::Answer;

use column::{Column, Content, Weight};
pub(super) use column::{Drawn, WIDEST};

/// What stands between two columns.
const BETWEEN: usize = 3;
/// The least that a column takes where none may be left out, so that words can be read in it.
const LEAST: usize = 4;

/// A number that is wider says less than what is drawn for it.
const WIDEST_DRAWN: usize = 24;

/// The columns of an answer, laid out.
pub(super) struct Grid<'a> {
    columns: Vec<Column<'a>>,
    options: &'a Options,
    /// The lines that a row has at most.
    lines: usize,
    left_out: Vec<String>,
    /// Whether a last column stands for those that are left out.
    is_marked: bool,
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
            is_marked: false,
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
        if self.options.numbered && !has_room(&self.columns[0]) {
            self.columns.remove(0);
        }
        let elide = self.options.elide;
        self.left_out = room::share(&mut self.columns, width, elide, self.is_marked);
    }

    /// Gives rows one line where words would break.
    pub(super) fn cut_where_tight(&mut self) {
        let mut columns = self.columns.iter();
        if self.options.elide && columns.any(|column| column.width < column.tight) {
            self.lines = 1;
        }
    }

    /// Has a last column stand for those that are left out.
    pub(super) fn mark_left_out(&mut self) {
        self.is_marked = true;
    }

    /// Keeps the first columns of the answer whatever the width, or else the first that is not the
    /// same in every row.
    ///
    /// Where these do not tell the rows apart, what repeats may.
    pub(super) fn keep_first(&mut self, answer: &Answer, count: usize) {
        let columns = || self.columns.iter().enumerate();
        let mut own = columns().filter(|(_, column)| column.is_of_answer());
        let kept: Vec<usize> = match count {
            0 => {
                let first = own.clone().find(|(_, it)| it.weight > Weight::Same);
                first
                    .or(own.next())
                    .map(|(place, _)| place)
                    .into_iter()
                    .collect()
            }
            count => own.take(count).map(|(place, _)| place).collect(),
        };
        let rows: Vec<usize> = self.options.rows(answer).collect();
        let tells_apart = |place: &usize| self.columns[*place].tells_apart(&rows, self.options);
        let repeated_are_needed = !kept.iter().any(tells_apart);
        for (place, column) in self.columns.iter_mut().enumerate() {
            if kept.contains(&place) {
                column.weight = Weight::Kept;
            } else if repeated_are_needed && column.weight == Weight::Repeated {
                column.weight = Weight::Varied;
            }
        }
    }

    /// Keeps the column at a place among those of the grid, and of the others as few as tell the rows
    /// apart, where rows have so many lines at most.
    pub(super) fn keep_telling(&mut self, answer: &Answer, drawn: Option<usize>, lines: usize) {
        let rows: Vec<usize> = self.options.rows(answer).collect();
        let numbers = usize::from(self.options.numbered);
        let drawn = drawn.map(|place| place + numbers);
        let (mut groups, mut count) = (vec![0; rows.len()], 1);
        for (place, column) in self.columns.iter_mut().enumerate() {
            let Content::Cells(own) = column.content else {
                continue;
            };
            // One line of a text, or a number, tells no more than another label.
            if lines == 1 {
                column.weight = column.weight.min(Weight::Varied);
            }
            if Some(place) == drawn {
                if column.tight <= WIDEST_DRAWN {
                    column.weight = Weight::Kept;
                }
            } else if column.weight > Weight::Same && count < rows.len() {
                let mut known = HashMap::new();
                for (group, row) in groups.iter_mut().zip(&rows) {
                    let text = text::line(&own.cells[*row], self.options).into_owned();
                    let next = known.len();
                    *group = *known.entry((*group, text)).or_insert(next);
                }
                if known.len() > count {
                    column.weight = Weight::Kept;
                    count = known.len();
                }
            }
        }
    }

    /// Returns what the columns that are kept take at the least.
    pub(super) fn kept_width(&self) -> usize {
        let kept = self.columns.iter();
        let kept = kept.filter(|column| column.weight == Weight::Kept);
        let (count, width) = kept.fold((0_usize, 0), |(count, width), column| {
            (count + 1, width + column.tight)
        });
        width + count.saturating_sub(1) * BETWEEN
    }

    /// Tells whether a reader would miss much in a width: more than half of what there is to tell, or
    /// the longest of the texts.
    pub(super) fn loses_much(&self, width: usize) -> bool {
        room::misses_much(
            &self.columns,
            &room::too_many(&self.columns, width, self.is_marked),
        )
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
