//! Rows as the branches of a tree.
//!
//! Each row is a path from its first column to its last; rows that begin alike share that beginning,
//! and stand where the first of them does. Columns of numbers and truths at the end are facts, written behind the
//! last name. Where a column of records has a column of lists of the same kind behind it, the two,
//! and a column of records behind them, are one chain: `source → relay → outlet`.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::line::Line;
use super::total::labelled;
use super::{Elision, Options, text};
use crate::answer::{Answer, Cell, Column};
use crate::value::fit::{isolated, wrap};
use crate::value::{Type, term_safe};

/// The lines that a name takes at most where it may be cut.
const MOST_LINES: usize = 5;
/// The columns that a level is moved to the right by.
const INDENT: usize = 3;

/// Writes the tree.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    let labelled = labelled(answer);
    let answer = &*labelled;
    let rows: Vec<usize> = options.rows(answer).collect();
    let tree = Tree::of(answer, options, &rows);
    if tree.levels.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tree.grouped(rows);
    let branches: Vec<Branch> = tree.branches(&rows);
    let follows = follows(&branches, tree.levels.len());
    let mut cut = 0;
    for (branch, follows) in branches.iter().zip(&follows) {
        for level in branch.from..branch.until {
            let pieces = tree.name(branch, level);
            cut += usize::from(tree.write_name(&pieces, level, follows, out)?);
        }
    }
    let cut = (cut > 0).then_some(Elision::Cells(cut));
    let rows = Elision::of_rows(answer, options);
    Ok(cut.into_iter().chain(rows).collect())
}

struct Tree<'a> {
    answer: &'a Answer,
    options: &'a Options,
    /// The columns of each level, more than one where they are a chain.
    levels: Vec<Range<usize>>,
    /// The columns of facts behind them.
    facts: Range<usize>,
}

/// What a row adds to the tree.
struct Branch {
    row: usize,
    /// The first level that it does not share with the row before.
    from: usize,
    /// The level behind its last.
    until: usize,
}

impl<'a> Tree<'a> {
    fn of(answer: &'a Answer, options: &'a Options, rows: &[usize]) -> Tree<'a> {
        let columns = &answer.columns;
        let facts = columns
            .iter()
            .rev()
            .take_while(|column| is_fact(column))
            .count();
        let names = (columns.len() - facts).max(1).min(columns.len());
        let mut levels = Vec::new();
        let mut from = 0;
        while from < names {
            let until = from + chain(&columns[from..names], rows);
            levels.push(from..until);
            from = until;
        }
        Tree {
            answer,
            options,
            levels,
            facts: names..columns.len(),
        }
    }

    fn cells(&self, level: usize, row: usize) -> impl Iterator<Item = &'a Cell> {
        let columns = &self.answer.columns[self.levels[level].clone()];
        columns.iter().map(move |column| &column.cells[row])
    }

    /// Puts rows that begin alike behind the first of them; what has no like stays where it is.
    fn grouped(&self, mut rows: Vec<usize>) -> Vec<usize> {
        let total = rows.pop_if(|row| self.answer.total_row() == Some(*row));
        // Of each row its group at each level, by the order in which groups appear.
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
        for level in 0..self.levels.len() {
            let mut met: FxHashMap<(Option<usize>, Vec<Cow<'_, str>>), usize> =
                FxHashMap::default();
            for (group, row) in groups.iter_mut().zip(&rows) {
                let cells = self.cells(level, *row);
                let texts = cells.map(|cell| text::line(cell, self.options));
                let next = met.len();
                let key = (group.last().copied(), texts.collect());
                group.push(*met.entry(key).or_insert(next));
            }
        }
        let mut rows: Vec<(Vec<usize>, usize)> = groups.into_iter().zip(rows).collect();
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        rows.into_iter().map(|(_, row)| row).chain(total).collect()
    }

    fn branches(&self, rows: &[usize]) -> Vec<Branch> {
        let branches = rows.iter().enumerate().map(|(at, row)| {
            let has_name = |level: &usize| {
                self.cells(*level, *row)
                    .any(|cell| !text::values(cell).is_empty())
            };
            let shared = |other: Option<&usize>| other.map_or(0, |other| self.shared(*other, *row));
            let before = shared(at.checked_sub(1).map(|before| &rows[before]));
            let next = shared(rows.get(at + 1));
            let named = (0..self.levels.len())
                .rfind(has_name)
                .map_or(1, |at| at + 1);
            // Where others hang from its last name, its facts would look like theirs together.
            let is_among_others = before >= named || next >= named && !self.facts.is_empty();
            let until = (named + usize::from(is_among_others)).min(self.levels.len());
            Branch {
                row: *row,
                // A row that is all like the one before is one more branch.
                from: before.min(until - 1),
                until,
            }
        });
        branches.collect()
    }

    /// Returns how many levels two rows begin with alike.
    fn shared(&self, a: usize, b: usize) -> usize {
        let differs = |level: &usize| self.cells(*level, a).ne(self.cells(*level, b));
        let levels = self.levels.len();
        (0..levels).find(differs).unwrap_or(levels)
    }

    /// Returns the name of a branch at a level, with the facts where it is the last.
    fn name(&self, branch: &Branch, level: usize) -> Vec<Cow<'a, str>> {
        let mut pieces: Vec<Cow<'a, str>> = Vec::new();
        for (place, cell) in self.cells(level, branch.row).enumerate() {
            let values = text::pieces(cell, self.options);
            if place == 0 && !text::values(cell).is_empty() {
                pieces.extend(values);
            } else if place > 0 {
                let relays = text::values(cell).iter();
                let relays = relays.map(|relay| text::shown(relay.text(text::DIGITS)));
                pieces.extend(relays.map(|relay| Cow::Owned(format!("→ {relay}"))));
            }
        }
        if pieces.is_empty() || pieces[0].starts_with('→') {
            let absent = match self.options.null.as_str() {
                "" => Cow::Borrowed(text::ABSENT),
                null => term_safe(null),
            };
            pieces.insert(0, absent);
        }
        if level + 1 == branch.until {
            let facts = self.answer.columns[self.facts.clone()].iter();
            pieces.extend(facts.map(|column| {
                let value = text::line(&column.cells[branch.row], self.options);
                Cow::Owned(format!("· {} {value}", term_safe(&column.name)))
            }));
        }
        pieces
    }

    /// Writes a name behind the lines of the branches it hangs from; tells whether it was cut.
    fn write_name(
        &self,
        pieces: &[Cow<'_, str>],
        level: usize,
        follows: &[bool],
        out: &mut dyn io::Write,
    ) -> io::Result<bool> {
        let most = self.options.width.unwrap_or(usize::MAX);
        let indent = match (self.levels.len() - 1) * INDENT {
            deepest if deepest > most / 2 => 1,
            _enough_room => INDENT,
        };
        // The name has one column at any rate.
        let indented = (level * indent).min(most.saturating_sub(1));
        let lines = match self.options.elide && self.options.width.is_some() {
            true => MOST_LINES,
            false => usize::MAX,
        };
        let wrapped = wrap(pieces, most.saturating_sub(indented), lines);
        let mut line = Line::new(self.options.color);
        for (at, text) in wrapped.lines.iter().enumerate() {
            let mut lines = String::new();
            for (above, follows) in follows.iter().enumerate().take(level + 1).skip(1) {
                let sign = match (above == level && at == 0, follows) {
                    (true, true) => "├─ ",
                    (true, false) => "└─ ",
                    (false, true) => "│  ",
                    (false, false) => "   ",
                };
                lines.extend(sign.chars().take(indent));
            }
            let lines: String = lines.chars().take(indented).collect();
            let drawn = lines.trim_end();
            line.dim(drawn).blanks(indented - drawn.chars().count());
            line.text(&isolated(text, self.options.terminal)).end(out)?;
        }
        Ok(wrapped.is_cut)
    }
}

/// Tells, for each level of each branch, whether another hangs from the same place after it.
fn follows(branches: &[Branch], levels: usize) -> Vec<Vec<bool>> {
    let mut state = vec![false; levels];
    let mut follows: Vec<Vec<bool>> = Vec::with_capacity(branches.len());
    for branch in branches.iter().rev() {
        follows.push(state.clone());
        state[branch.from] = true;
        state[branch.from + 1..].fill(false);
    }
    follows.reverse();
    follows
}

fn is_fact(column: &Column) -> bool {
    match column.ty {
        Type::Number | Type::Duration | Type::Truth => true,
        Type::Text | Type::Word(_) | Type::Date(_) | Type::Record(_) => false,
    }
}

/// Returns how many of the first columns are one level: all of a chain, otherwise one.
fn chain(columns: &[Column], rows: &[usize]) -> usize {
    let is_list = |column: &Column| {
        rows.iter()
            .any(|row| matches!(column.cells[*row], Cell::Many(_)))
    };
    let is_record = |column: &Column| matches!(column.ty, Type::Record(_));
    match columns {
        [from, through, rest @ ..]
            if is_record(from) && from.ty == through.ty && is_list(through) =>
        {
            2 + usize::from(rest.first().is_some_and(is_record))
        }
        _no_chain => 1,
    }
}
