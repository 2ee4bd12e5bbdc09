//! What timelines, bars and sparks share: labels on the left, something drawn on the right.

use std::io;

use super::grid::{self, Drawn, Grid};
use super::{Elision, Options, text};
use crate::answer::Answer;
use crate::value::fit::cut;

/// What stands between the labels and what is drawn.
const BETWEEN: usize = 3;

/// Returns options by which an absent label is seen.
pub(super) fn with_labels(options: &Options) -> Options {
    let mut options = options.clone();
    if options.null.is_empty() {
        text::ABSENT.clone_into(&mut options.null);
    }
    options
}

/// Labels laid out so that something can be drawn beside them.
pub(super) struct Chart<'a> {
    labels: Grid<'a>,
    options: &'a Options,
}

/// Returns the least width of so many columns of labels, none left out, and a drawing beside them.
pub(super) fn least_width(labels: usize, drawn: usize) -> usize {
    match labels {
        0 => drawn,
        labels => grid::least_width(labels) + BETWEEN + drawn,
    }
}

/// Returns the columns that labels have: a width less two fifths, or less all that is `wanted` to draw
/// in, and less what stands between.
pub(super) fn room_for_labels(width: usize, wanted: usize) -> usize {
    let share = width * 3 / 5;
    share
        .max(width.saturating_sub(wanted))
        .saturating_sub(BETWEEN)
}

/// Writes that an answer has no column to draw.
pub(super) fn write_lack(
    answer: &Answer,
    options: &Options,
    what: &str,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    if !answer.columns.is_empty() {
        let lack = format!("(no column of {what})");
        writeln!(out, "{}", cut(&lack, options.width.unwrap_or(usize::MAX)).0)?;
    }
    Ok(Vec::new())
}

impl<'a> Chart<'a> {
    /// Lays columns out as labels of so many `lines` at most where they may be cut, that leave two
    /// fifths of the width, or all that is `wanted`, and `least` at any rate.
    ///
    /// Where there is no room for all, the labels that tell rows apart stay, and the last of the
    /// columns where that `is_drawn`.
    pub(super) fn beside(
        answer: &'a Answer,
        options: &'a Options,
        places: impl IntoIterator<Item = usize>,
        is_drawn: bool,
        (least, wanted): (usize, usize),
        lines: usize,
    ) -> Chart<'a> {
        let places: Vec<usize> = places.into_iter().collect();
        let drawn = places.len().checked_sub(1).filter(|_| is_drawn);
        let mut labels = Grid::measure(answer, options, places);
        if let Some(width) = options.width {
            let needed = match options.elide {
                true => {
                    labels.keep_telling(answer, drawn, lines);
                    labels.kept_width()
                }
                false => grid::least_width(labels.len()),
            };
            let most = width.saturating_sub(BETWEEN + least);
            if most == 0 {
                labels.leave_out();
            } else {
                let room = room_for_labels(width, wanted).max(needed).min(most);
                labels.fit(Some(room), lines);
                labels.cut_where_tight();
            }
        }
        Chart { labels, options }
    }

    /// Returns the columns that are left to draw in: `natural` where there is no width.
    pub(super) fn room(&self, natural: usize) -> usize {
        let labels = match self.labels.len() {
            0 => 0,
            _ => self.labels.width() + BETWEEN,
        };
        let width = self.options.width;
        let room = |width: usize| width.saturating_sub(labels).clamp(1, grid::WIDEST);
        width.map_or(natural, room)
    }

    /// Writes the labels of each row, and beside them what is drawn for it.
    pub(super) fn write(
        mut self,
        answer: &Answer,
        heading: String,
        rule: Option<String>,
        width: usize,
        draw: Box<dyn Fn(usize) -> String + 'a>,
        out: &mut dyn io::Write,
    ) -> io::Result<Vec<Elision>> {
        self.labels.push_drawn(Drawn {
            heading,
            rule,
            width,
            draw,
        });
        self.labels.write(answer, out)?;
        let mut elisions = self.labels.elisions();
        elisions.extend(Elision::of_rows(answer, self.options));
        Ok(elisions)
    }
}
