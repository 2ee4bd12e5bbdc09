//! Aligned columns for a person.

use std::io;

use comfy_table::{
    Cell, CellAlignment, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle,
};

use super::{Options, text};
use crate::answer::{Answer, Digits};
use crate::value::term_safe;

/// The least that a column of a wrapped table takes, so that words can be read in it.
const LEAST: usize = 4;
/// What stands between two columns.
const BETWEEN: usize = 3;

/// Returns the least width that an answer can be wrapped to.
pub(super) fn least_width(answer: &Answer) -> usize {
    let columns = answer.columns.len();
    columns * LEAST + columns.saturating_sub(1) * BETWEEN
}

const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'));

/// Writes a heading, a rule and the rows; cells wrap where a width is given.
pub(super) fn write(answer: &Answer, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if answer.columns.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table
        .load_style(STYLE)
        .set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = options.width {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        table
            .set_width(width)
            .set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(answer.columns.iter().map(|column| cell(&column.name)));
    for row in options.rows(answer) {
        let cells = answer.columns.iter().map(|column| &column.cells[row]);
        table.add_row(cells.map(|data| cell(&text::cell(data, options, Digits::Few))));
    }
    for (place, column) in answer.columns.iter().enumerate() {
        let drawn = table
            .column_mut(place)
            .expect("the heading made every column");
        // No blank at either edge of the table.
        drawn.set_padding((
            u16::from(place > 0),
            u16::from(place + 1 < answer.columns.len()),
        ));
        if text::is_numeric(column) {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn cell(text: &str) -> Cell {
    Cell::new_owned(term_safe(text).into_owned())
}
