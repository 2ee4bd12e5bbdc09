//! A block of lines a row, a value each.

use std::borrow::Cow;
use std::io;

use super::line::Line;
use super::total::labelled;
use super::{Elision, Options, text};
use crate::answer::Answer;
use crate::value::fit::{isolated, width, wrap};
use crate::value::term_safe;

/// The lines that a value takes at most where it may be cut.
const MOST_LINES: usize = 100;
/// What stands between a name and its value.
const BETWEEN: usize = 3;
/// The least width that has room for values beside their names.
const LEAST: usize = 16;
/// How far the rule between two blocks reaches below the values.
const RULE: usize = 20;

/// Writes `name │ value` a line, and a rule between two rows.
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
    let mut block = Block::of(answer, options);
    for (number, row) in options.rows(answer).enumerate() {
        if number > 0 {
            block.write_rule(out)?;
        }
        let number = (answer.total_row() != Some(row)).then_some(number + 1);
        block.write(answer, row, number, out)?;
    }
    let cut = (block.cut > 0).then_some(Elision::Cells(block.cut));
    let rows = Elision::of_rows(answer, options);
    Ok(cut.into_iter().chain(rows).collect())
}

struct Block<'a> {
    options: &'a Options,
    names: Vec<String>,
    /// The columns that names take; none where each stands on a line of its own.
    name_width: Option<usize>,
    value_width: usize,
    lines: usize,
    cut: usize,
}

impl<'a> Block<'a> {
    fn of(answer: &Answer, options: &'a Options) -> Block<'a> {
        let numbers = options.numbered.then(|| "#".to_owned());
        let names = answer.columns.iter();
        let names = names.map(|column| term_safe(&column.name).into_owned());
        let names: Vec<String> = numbers.into_iter().chain(names).collect();
        let widest = names.iter().map(|name| width(name)).max().unwrap_or(0);
        let (name_width, value_width) = match options.width {
            None => (Some(widest), usize::MAX),
            Some(most) if most < LEAST => (None, most),
            Some(most) => {
                let name_width = widest.min(most / 3);
                (Some(name_width), most - name_width - BETWEEN)
            }
        };
        let elides = options.elide && options.width.is_some();
        Block {
            options,
            names,
            name_width,
            value_width,
            lines: if elides { MOST_LINES } else { usize::MAX },
            cut: 0,
        }
    }

    fn write_rule(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let rule = match self.name_width {
            Some(names) => {
                let values = RULE.min(self.value_width);
                format!("{}─┼─{}", "─".repeat(names), "─".repeat(values))
            }
            None => "─".repeat(self.value_width),
        };
        Line::new(self.options.color).dim(&rule).end(out)
    }

    fn write(
        &mut self,
        answer: &Answer,
        row: usize,
        number: Option<usize>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        let number = self.options.numbered.then(|| {
            vec![Cow::Owned(
                number.map_or(String::new(), |number| number.to_string()),
            )]
        });
        let values = answer.columns.iter();
        let values = values.map(|column| text::pieces(&column.cells[row], self.options));
        for (place, pieces) in number.into_iter().chain(values).enumerate() {
            self.cut += usize::from(self.write_value(place, &pieces, out)?);
        }
        Ok(())
    }

    /// Writes one value beside its name; tells whether it was cut.
    fn write_value(
        &self,
        place: usize,
        pieces: &[Cow<'_, str>],
        out: &mut dyn io::Write,
    ) -> io::Result<bool> {
        let values = wrap(pieces, self.value_width, self.lines);
        let name = [Cow::Borrowed(self.names[place].as_str())];
        let names = wrap(
            &name,
            self.name_width.unwrap_or(self.value_width),
            usize::MAX,
        );
        let mut line = Line::new(self.options.color);
        let isolates = self.options.terminal;
        let Some(name_width) = self.name_width else {
            for name in &names.lines {
                line.bold(&isolated(name, isolates)).end(out)?;
            }
            for value in &values.lines {
                line.text(&isolated(value, isolates)).end(out)?;
            }
            return Ok(values.is_cut);
        };
        for at in 0..names.lines.len().max(values.lines.len()) {
            let part = |lines: &'_ [Cow<'_, str>]| lines.get(at).map_or("", |line| line).to_owned();
            let (name, value) = (part(&names.lines), part(&values.lines));
            line.bold(&isolated(&name, isolates));
            line.blanks(name_width.saturating_sub(width(&name)));
            line.blanks(1).dim("│").blanks(1);
            line.text(&isolated(&value, isolates)).end(out)?;
        }
        Ok(values.is_cut)
    }
}
