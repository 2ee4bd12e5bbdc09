//! Aligned columns for a person.

use std::io;

use super::grid::{self, Grid};
use super::total::labelled;
use super::{Elision, Options, vertical};
use crate::answer::Answer;

/// The lines that a value takes at most where it may be cut.
const MOST_LINES: usize = 20;

/// Returns the least width that an answer can be wrapped to with all its columns.
pub(super) fn least_width(answer: &Answer) -> usize {
    grid::least_width(answer.columns.len())
}

/// Writes a heading, a rule and the rows; cells wrap where a width is given.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    if answer.columns.is_empty() {
        return Ok(Vec::new());
    }
    let labelled = labelled(answer);
    let answer = &*labelled;
    let mut grid = Grid::measure(answer, options, 0..answer.columns.len());
    grid.keep_first(answer, options.kept);
    grid.mark_left_out();
    if let Some(width) = options.width.filter(|_| options.auto) {
        let is_single = options.rows(answer).count() == 1;
        if is_single && grid.width() > width {
            return vertical::write(answer, options, out);
        }
        if options.elide && options.kept == 0 && grid.loses_much(width) {
            let mut elisions = vec![Elision::Table];
            elisions.extend(vertical::write(answer, options, out)?);
            return Ok(elisions);
        }
    }
    grid.fit(options.width, MOST_LINES);
    grid.write(answer, out)?;
    let mut elisions = grid.elisions();
    elisions.extend(Elision::of_rows(answer, options));
    Ok(elisions)
}
