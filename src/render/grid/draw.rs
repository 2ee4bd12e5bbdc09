//! How columns are drawn: `comfy-table` gets cells that are wrapped, and widths that are settled.

use std::io;

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};

use super::Grid;
use super::column::Column;
use crate::answer::Answer;
use crate::value::fit::{Wrapped, isolated, wrap_name};

/// The most rows that are drawn at a time, so that a long answer comes out while it is drawn.
const ROWS: usize = 1000;
/// The most columns of the screen, all rows together, that are drawn at a time.
const AREA: usize = 1 << 20;

// What a terminal takes for a style has a width where text is measured. Until lines are drawn these
// stand for it: nothing that was made safe has them, and they take no column.
const BOLD: char = '\u{206A}';
const PLAIN: char = '\u{206B}';
const BAR: char = '\u{206C}';

impl Grid<'_> {
    /// Writes the heading, a rule below it and the rows; a total behind a rule and without a number.
    pub(in crate::render) fn write(
        &mut self,
        answer: &Answer,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let rule = self.write_heading(out)?;
        let total = answer.total_row();
        let rows = self.options.rows(answer);
        let (totals, rows): (Vec<usize>, Vec<usize>) = rows.partition(|row| total == Some(*row));
        let at_a_time = (AREA / self.width().max(1)).clamp(1, ROWS);
        let mut number = 0;
        for batch in rows.chunks(at_a_time) {
            let mut table = Table::new();
            for row in batch {
                number += 1;
                table.add_row(self.row(*row, Some(number)));
            }
            self.write_lines(table, out)?;
        }
        for total in totals {
            if number > 0 {
                writeln!(out, "{rule}")?;
            }
            let mut table = Table::new();
            table.add_row(self.row(total, None));
            self.write_lines(table, out)?;
        }
        Ok(())
    }

    /// Writes the heading and the rule below it, which it returns.
    fn write_heading(&self, out: &mut dyn io::Write) -> io::Result<String> {
        let headings = self.columns.iter().map(|column| {
            let heading = wrap_name(&column.heading, column.width);
            self.cell(&heading, true)
        });
        let mut table = Table::new();
        table.set_header(headings.collect::<Vec<Cell>>());
        self.lay_out(&mut table);
        let mut lines: Vec<String> = table.lines().collect();
        let rule = self.with_drawn(lines.pop().unwrap_or_default());
        let rule = match self.options.color {
            true => format!("\u{1B}[2m{rule}\u{1B}[0m"),
            false => rule,
        };
        for line in lines {
            writeln!(out, "{}", self.dressed(&line))?;
        }
        writeln!(out, "{rule}")?;
        Ok(rule)
    }

    fn write_lines(&self, mut table: Table, out: &mut dyn io::Write) -> io::Result<()> {
        self.lay_out(&mut table);
        for line in table.lines() {
            writeln!(out, "{}", self.dressed(&line))?;
        }
        Ok(())
    }

    /// Settles how a table of these columns looks, once it has cells.
    fn lay_out(&self, table: &mut Table) {
        let bar = if self.options.color { BAR } else { '│' };
        let lines = ContentLineStyle::none().junction(bar);
        let rule = LineStyle::none().fill('─').junction('┼');
        let style = TableStyle::new()
            .header_lines(lines)
            .header_separator(rule)
            .content_lines(lines);
        table
            .load_style(style)
            .set_content_arrangement(ContentArrangement::Disabled);
        let last = self.columns.len() - 1;
        for (place, (column, laid_out)) in
            self.columns.iter().zip(table.column_iter_mut()).enumerate()
        {
            // No blank at either edge of the table.
            let padding = (u16::from(place > 0), u16::from(place < last));
            let width = u16::try_from(column.width).unwrap_or(u16::MAX);
            let width = width.saturating_add(padding.0 + padding.1);
            laid_out
                .set_padding(padding)
                .set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if column.right {
                laid_out.set_cell_alignment(CellAlignment::Right);
            }
        }
    }

    /// Makes a cell of lines, each shut off from what stands beside it.
    fn cell(&self, wrapped: &Wrapped<'_>, is_heading: bool) -> Cell {
        let lines = wrapped.lines.iter().map(|line| {
            let line = isolated(line, self.options.terminal);
            match is_heading && self.options.color && !line.is_empty() {
                true => format!("{BOLD}{line}{PLAIN}"),
                false => line.into_owned(),
            }
        });
        Cell::new_owned(lines.collect::<Vec<_>>().join("\n"))
    }

    /// Makes the cells of a row; counts those that had to be cut.
    fn row(&mut self, row: usize, number: Option<usize>) -> Vec<Cell> {
        let cells = self.columns.iter().map(|column| {
            let pieces = column.pieces(row, number, self.options);
            let wrapped = column.lines(&pieces, self.lines);
            (self.cell(&wrapped, false), wrapped.is_cut)
        });
        let (cells, are_cut): (Vec<Cell>, Vec<bool>) = cells.unzip();
        self.cut += are_cut.into_iter().filter(|is_cut| *is_cut).count();
        cells
    }

    /// Drops blanks at the end of a line, and puts in what the terminal takes for styles.
    fn dressed(&self, line: &str) -> String {
        let line = line.trim_end();
        if !self.options.color {
            return line.to_owned();
        }
        line.replace(BOLD, "\u{1B}[1m")
            .replace(PLAIN, "\u{1B}[0m")
            .replace(BAR, "\u{1B}[2m│\u{1B}[0m")
    }

    /// Puts what the last column draws in the rule in its place.
    fn with_drawn(&self, rule: String) -> String {
        let drawn = |column: &Column<'_>| Some((column.rule.clone()?, column.width));
        let Some((drawn, width)) = self.columns.last().and_then(drawn) else {
            return rule;
        };
        let before = rule.chars().count().saturating_sub(width);
        let rule = rule.chars().take(before).chain(drawn.chars());
        rule.collect::<String>().trim_end().to_owned()
    }
}
