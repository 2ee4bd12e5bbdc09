//! One column of a grid, and what it holds.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::answer;
use crate::render::{Options, text};
use crate::value::fit::{Wrapped, cut, cut_within, name_parts, width, width_up_to, wrap};
use crate::value::{Type, term_safe};

/// The least that a text or a list is wrapped to while other columns can be left out instead.
const LEAST_TEXT: usize = 12;
/// A word that is no wider stays on one line, where it is not far into a long text.
const WIDEST_WORD: usize = 14;
const LOOKED_INTO: usize = 200;
/// A text that is longer than this is hard to read in the least that texts are wrapped to.
const LONG_TEXT: usize = 40;
/// What such a text takes while ids can break instead.
const LEAST_LONG: usize = 20;
/// The least that an id breaks at.
const LEAST_ID: usize = 12;
/// An item of a list that is no wider stays on one line.
const WIDEST_ITEM: usize = 20;
/// A column of texts without blanks that is no wider is one of ids.
const WIDEST_ID: usize = 32;
/// A part of a heading that is no wider does not break.
const WIDEST_PART: usize = 16;

/// What stands for columns that are left out.
const MARK: &str = "…";
/// The rows that are looked at for values that repeat, and how often one does on average.
const LOOKED_AT: usize = 1000;
const REPEATS: usize = 3;
/// The name of the field that tells who speaks.
const SOURCE: &str = "source";

/// A column is no wider, whatever it holds: longer lines break.
pub(in crate::render) const WIDEST: usize = 60_000;

/// A column of a grid.
pub(super) struct Column<'a> {
    pub(super) heading: String,
    pub(super) content: Content<'a>,
    /// How it takes less room.
    pub(super) sort: Sort,
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

/// How a column takes less room than it would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// It does not: what it holds is read as a whole or not at all.
    Whole,
    /// A range of dates breaks behind its slash.
    Dates,
    /// An id breaks behind its signs.
    Ids,
    /// A text wraps between words, a list between values.
    Texts,
}

/// How much a reader misses without a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// No row has a value.
    Empty,
    /// All rows have the same.
    Same,
    /// Its values are long, and few of them stand in many rows.
    Repeated,
    /// It has not.
    Varied,
    /// It holds texts or numbers, no lists, and not the same in all rows.
    Telling,
    /// It tells who speaks.
    Source,
    /// It is never left out.
    Kept,
}

impl<'a> Column<'a> {
    /// Makes the column of row numbers.
    pub(super) fn numbers(rows: usize) -> Column<'a> {
        let natural = rows.to_string().len();
        Column {
            heading: "#".to_owned(),
            content: Content::Number,
            sort: Sort::Whole,
            right: true,
            natural,
            least: natural,
            tight: natural,
            width: natural,
            weight: Weight::Kept,
            rule: None,
        }
    }

    /// Makes a column that something draws in.
    pub(super) fn drawn(drawn: Drawn<'a>) -> Column<'a> {
        Column {
            heading: drawn.heading,
            content: Content::Drawn(drawn.draw),
            sort: Sort::Whole,
            right: false,
            natural: drawn.width,
            least: drawn.width,
            tight: drawn.width,
            width: drawn.width,
            weight: Weight::Kept,
            rule: drawn.rule,
        }
    }

    /// Makes the column that stands for those that are left out.
    pub(super) fn mark() -> Column<'a> {
        Column::drawn(Drawn {
            heading: MARK.to_owned(),
            rule: None,
            width: width(MARK),
            draw: Box::new(|_row| MARK.to_owned()),
        })
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
        let natural = measured.cells.max(width_up_to(&heading, most));
        let natural = natural.clamp(1, WIDEST);
        let parts = name_parts(&heading).map(width);
        let headed = parts.max().unwrap_or_default().min(WIDEST_PART);
        let sort = sort(column.ty, &measured);
        let least = match sort {
            Sort::Whole | Sort::Dates | Sort::Ids => measured.cells,
            Sort::Texts if measured.item == 0 && natural > LONG_TEXT => LEAST_LONG,
            Sort::Texts => measured.words().max(measured.item.min(WIDEST_ITEM)),
        };
        let least = least.max(headed).clamp(1, natural);
        let tight = match sort {
            Sort::Whole => least,
            Sort::Dates => measured.date_part,
            Sort::Ids => measured.id_part.max(LEAST_ID),
            Sort::Texts => measured.words(),
        };
        let tight = tight.max(headed).clamp(1, least);
        Column {
            heading,
            content: Content::Cells(column),
            sort,
            right: text::is_numeric(column),
            natural,
            least,
            tight,
            width: natural,
            weight: weight(column, sort, &measured, rows, options),
            rule: None,
        }
    }

    /// Tells whether it is a column of the answer.
    pub(super) fn is_of_answer(&self) -> bool {
        match self.content {
            Content::Cells(_) => true,
            Content::Number | Content::Drawn(_) => false,
        }
    }

    /// Tells whether it holds long values that stand in many rows.
    pub(super) fn is_repeated(&self) -> bool {
        let is_long = self.natural > LONG_TEXT;
        self.weight == Weight::Repeated || is_long && self.weight == Weight::Same
    }

    /// Tells whether each of some rows has a value of its own in it, as far as they are looked at.
    pub(super) fn tells_apart(&self, rows: &[usize], options: &Options) -> bool {
        let rows = &rows[..rows.len().min(LOOKED_AT)];
        match self.content {
            Content::Cells(column) => different(column, rows, options) == rows.len(),
            Content::Number | Content::Drawn(_) => false,
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
            (Content::Cells(_), pieces) if most == 1 => {
                let line = pieces.join(" ");
                let (line, is_cut) = match self.sort {
                    Sort::Ids => cut_within(&line, self.width),
                    Sort::Whole | Sort::Dates | Sort::Texts => cut(&line, self.width),
                };
                Wrapped {
                    lines: vec![Cow::Owned(line.into_owned())],
                    is_cut,
                }
            }
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
    date_part: usize,
    /// The widest part of a cell up to a sign, where an id breaks well.
    id_part: usize,
    /// The widest part of a word, as far as it does not break.
    word: usize,
    /// Whether some cell has a blank in it.
    has_blanks: bool,
}

impl Measured {
    fn add(&mut self, pieces: &[Cow<'_, str>], most: usize) {
        let mut cell = pieces.len().saturating_sub(1);
        for piece in pieces {
            let start = piece.get(..WIDEST_ID).unwrap_or(piece);
            let parts = start.split_inclusive('/').map(str::len);
            self.date_part = parts.fold(self.date_part, usize::max);
            let parts = name_parts(start).map(str::len);
            self.id_part = parts.fold(self.id_part, usize::max);
            if self.word < WIDEST_WORD {
                let start = piece.get(..LOOKED_INTO).unwrap_or(piece);
                let parts = start.split(' ').flat_map(name_parts).map(width);
                self.word = parts.fold(self.word, usize::max);
            }
            let wide = width_up_to(piece, most);
            cell = cell.saturating_add(wide);
            if pieces.len() > 1 {
                self.item = self.item.max(wide);
            }
        }
        self.cells = self.cells.max(cell);
        self.has_blanks |= pieces.len() > 1 || cell <= WIDEST_ID && pieces[0].contains(' ');
    }

    /// Returns the least that texts are wrapped to while there is room for it.
    fn words(&self) -> usize {
        self.word.clamp(LEAST_TEXT, WIDEST_WORD)
    }
}

fn sort(ty: Type, measured: &Measured) -> Sort {
    let is_id = !measured.has_blanks && measured.cells <= WIDEST_ID;
    match ty {
        Type::Date(_) if measured.item == 0 => Sort::Dates,
        Type::Word(_) | Type::Truth | Type::Number | Type::Duration if measured.item == 0 => {
            Sort::Whole
        }
        Type::Text | Type::Record(_) if is_id => Sort::Ids,
        Type::Text
        | Type::Record(_)
        | Type::Word(_)
        | Type::Truth
        | Type::Date(_)
        | Type::Number
        | Type::Duration => Sort::Texts,
    }
}

fn weight(
    column: &answer::Column,
    sort: Sort,
    measured: &Measured,
    rows: &[usize],
    options: &Options,
) -> Weight {
    let is_source = column.name.rsplit('.').next() == Some(SOURCE);
    let is_list = measured.item > 0;
    let looked_at = &rows[..rows.len().min(LOOKED_AT)];
    let repeats = || different(column, looked_at, options) * REPEATS <= looked_at.len();
    let varied = match (column.ty, sort) {
        (Type::Record(_), _) if is_source => Weight::Source,
        _ if measured.cells > LONG_TEXT && repeats() => Weight::Repeated,
        (Type::Number | Type::Duration, _) => Weight::Telling,
        (Type::Text, Sort::Texts) if !is_list => Weight::Telling,
        (Type::Text | Type::Word(_) | Type::Truth | Type::Date(_) | Type::Record(_), _) => {
            Weight::Varied
        }
    };
    let mut cells = rows.iter().map(|row| &column.cells[*row]);
    let Some(first) = cells.next() else {
        return varied;
    };
    if rows.len() > 1 && cells.all(|cell| cell == first) {
        return match text::values(first) {
            [] => Weight::Empty,
            [..] if varied == Weight::Source => varied,
            [..] => Weight::Same,
        };
    }
    match text::values(first) {
        [] if rows.len() == 1 => Weight::Empty,
        [..] => varied,
    }
}

/// Counts the different values that stand in some rows.
fn different(column: &answer::Column, rows: &[usize], options: &Options) -> usize {
    let texts = rows
        .iter()
        .map(|row| text::line(&column.cells[*row], options));
    texts.collect::<HashSet<_>>().len()
}
