//! One column of a grid, and what it holds.

use std::borrow::Cow;

use crate::answer;
use crate::render::{Options, text};
use crate::value::fit::{Wrapped, cut, width_up_to, wrap};
use crate::value::{Type, term_safe};

/// The least that a text or a list is wrapped to while other columns can be left out instead.
const LEAST_TEXT: usize = 12;
/// An item of a list that is no wider stays on one line.
const WIDEST_ITEM: usize = 20;
/// A column of texts without blanks that is no wider is one of ids.
const WIDEST_ID: usize = 32;
/// The heading of an exact column may break so that the column is no wider than what it holds, or this.
const LEAST_HEADING: usize = 6;

/// A column is no wider, whatever it holds: longer lines break.
pub(in crate::render) const WIDEST: usize = 60_000;

/// A column of a grid.
pub(super) struct Column<'a> {
    pub(super) heading: String,
    pub(super) content: Content<'a>,
    /// Whether what it holds is read as a whole or not at all.
    pub(super) is_exact: bool,
    /// Whether its values stand to the right.
    pub(super) right: bool,
    /// What it takes where nothing is wrapped.
    pub(super) natural: usize,
    /// What it takes at the least while other columns can be left out.
    pub(super) least: usize,
    /// What it takes before another column is left out.
    pub(super) tight: usize,
    /// What it takes.
    pub(super) width: usize,
    /// How much a reader misses without it.
    pub(super) weight: Weight,
    /// What stands for it in the rule below the heading, where that is not a plain line.
    pub(super) rule: Option<String>,
}

/// What the rows hold in a column.
pub(super) enum Content<'a> {
    /// The number of the row.
    Number,
    /// The cells of a column of the answer.
    Cells(&'a answer::Column),
    /// What is drawn for a row.
    Drawn(Box<dyn Fn(usize) -> String + 'a>),
}

/// A column that something draws in.
pub(in crate::render) struct Drawn<'a> {
    pub(in crate::render) heading: String,
    pub(in crate::render) rule: Option<String>,
    pub(in crate::render) width: usize,
    /// Draws a row of the answer, no wider than that.
    pub(in crate::render) draw: Box<dyn Fn(usize) -> String + 'a>,
}

/// How much a reader misses without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// No row has a value.
    Empty,
    /// All rows have the same.
    Same,
    /// It tells rows apart.
    Varied,
}

impl<'a> Column<'a> {
    /// Makes the column of row numbers.
    pub(super) fn numbers(rows: usize) -> Column<'a> {
        let natural = rows.to_string().len();
        Column {
            heading: "#".to_owned(),
            content: Content::Number,
            is_exact: true,
            right: true,
            natural,
            least: natural,
            tight: natural,
            width: natural,
            weight: Weight::Varied,
            rule: None,
        }
    }

    /// Makes a column that something draws in.
    pub(super) fn drawn(drawn: Drawn<'a>) -> Column<'a> {
        Column {
            heading: drawn.heading,
            content: Content::Drawn(drawn.draw),
            is_exact: true,
            right: false,
            natural: drawn.width,
            least: drawn.width,
            tight: drawn.width,
            width: drawn.width,
            weight: Weight::Varied,
            rule: drawn.rule,
        }
    }

    /// Measures what these rows hold.
    pub(super) fn measure(
        column: &'a answer::Column,
        rows: &[usize],
        options: &Options,
    ) -> Column<'a> {
        let heading = term_safe(&column.name).into_owned();
        let most = options.width.unwrap_or(WIDEST).min(WIDEST);
        let mut measured = Measured::default();
        for row in rows {
            measured.add(&text::pieces(&column.cells[*row], options), most);
        }
        let heading_width = width_up_to(&heading, most);
        let natural = measured.cells.max(heading_width).clamp(1, WIDEST);
        let is_exact = is_exact(column.ty, &measured);
        let least = if is_exact {
            let least = measured.cells.max(heading_width.min(LEAST_HEADING));
            least.clamp(1, natural)
        } else {
            LEAST_TEXT.max(measured.item.min(WIDEST_ITEM)).min(natural)
        };
        let tight = match column.ty {
            Type::Date(_) if is_exact => {
                let part = measured.part.max(heading_width.min(LEAST_HEADING));
                part.clamp(1, least)
            }
            _no_range => least,
        };
        Column {
            heading,
            content: Content::Cells(column),
            is_exact,
            right: text::is_numeric(column),
            natural,
            least,
            tight,
            width: natural,
            weight: weight(column, rows),
            rule: None,
        }
    }

    /// Returns what stands in it in a row of the answer, which may have a number.
    pub(super) fn pieces(
        &'a self,
        row: usize,
        number: Option<usize>,
        options: &'a Options,
    ) -> Vec<Cow<'a, str>> {
        match &self.content {
            Content::Number => {
                let number = number.map(|number| Cow::Owned(number.to_string()));
                number.into_iter().collect()
            }
            Content::Cells(column) => text::pieces(&column.cells[row], options),
            Content::Drawn(draw) => vec![Cow::Owned(draw(row))],
        }
    }

    /// Wraps what stands in it; what is drawn stands as it is.
    pub(super) fn lines<'p>(&self, pieces: &'p [Cow<'p, str>], most: usize) -> Wrapped<'p> {
        match (&self.content, pieces) {
            (Content::Drawn(_), [drawn]) => Wrapped {
                lines: vec![cut(drawn, self.width).0],
                is_cut: false,
            },
            (Content::Drawn(_) | Content::Number | Content::Cells(_), pieces) => {
                wrap(pieces, self.width, most)
            }
        }
    }
}

#[derive(Default)]
struct Measured {
    /// The widest cell.
    cells: usize,
    /// The widest value of a list.
    item: usize,
    /// The widest part of a cell up to a slash, where a range of dates breaks well.
    part: usize,
    /// Whether some cell has a blank in it.
    has_blanks: bool,
}

impl Measured {
    fn add(&mut self, pieces: &[Cow<'_, str>], most: usize) {
        let mut cell = pieces.len().saturating_sub(1);
        for piece in pieces {
            let parts = piece.get(..WIDEST_ID).unwrap_or(piece).split_inclusive('/');
            self.part = parts.map(str::len).fold(self.part, usize::max);
            let wide = width_up_to(piece, most);
            cell = cell.saturating_add(wide);
            if pieces.len() > 1 {
                self.item = self.item.max(wide);
            }
        }
        self.cells = self.cells.max(cell);
        self.has_blanks |= pieces.len() > 1 || cell <= WIDEST_ID && pieces[0].contains(' ');
    }
}

/// Tells whether a column holds what is read as a whole or not at all.
fn is_exact(ty: Type, measured: &Measured) -> bool {
    match ty {
        Type::Word(_) | Type::Truth | Type::Date(_) | Type::Number | Type::Duration => {
            measured.item == 0
        }
        Type::Text | Type::Record(_) => !measured.has_blanks && measured.cells <= WIDEST_ID,
    }
}

fn weight(column: &answer::Column, rows: &[usize]) -> Weight {
    let mut cells = rows.iter().map(|row| &column.cells[*row]);
    let Some(first) = cells.next() else {
        return Weight::Varied;
    };
    if rows.len() > 1 && cells.all(|cell| cell == first) {
        return match text::values(first) {
            [] => Weight::Empty,
            [..] => Weight::Same,
        };
    }
    match text::values(first) {
        [] if rows.len() == 1 => Weight::Empty,
        [..] => Weight::Varied,
    }
}
