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

/// What rules between rows are drawn with, until the one before a total is chosen; no text from
/// data holds it.
const RULE: char = '\u{1}';

const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction('│'))
    .header_separator(LineStyle::none().fill('─').junction('┼'))
    .content_lines(ContentLineStyle::none().junction('│'));

/// Writes a heading, a rule and the rows, a total behind another rule; cells wrap where a width is
/// given.
pub(super) fn write(answer: &Answer, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if answer.columns.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    let style = match answer.total_row() {
        Some(_) => STYLE.row_separator(LineStyle::none().fill(RULE).junction('┼')),
        None => STYLE,
    };
    table
        .load_style(style)
        .set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = options.width {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        table
            .set_width(width)
            .set_content_arrangement(ContentArrangement::Dynamic);
    }
    table.set_header(answer.columns.iter().map(|column| cell(&column.name)));
    for row in options.rows(answer) {
        let texts = (0..answer.columns.len())
            .map(|place| text::of(answer, row, place, options, Digits::Few));
        table.add_row(texts.map(|text| cell(&text)));
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
    let lines: Vec<String> = table.lines().collect();
    let before_total = lines.iter().rposition(|line| line.starts_with(RULE));
    for (place, line) in lines.iter().enumerate() {
        if !line.starts_with(RULE) {
            writeln!(out, "{}", line.trim_end())?;
        } else if before_total == Some(place) {
            writeln!(out, "{}", line.replace(RULE, "─"))?;
        }
    }
    Ok(())
}

fn cell(text: &str) -> Cell {
    Cell::new_owned(term_safe(text).into_owned())
}
