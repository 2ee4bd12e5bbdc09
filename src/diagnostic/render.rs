//! Diagnostics as text for a person and as lines for a machine.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::lines::Lines;
use super::{Diagnostic, Label, Report, Severity, Source};
use crate::value::fit::broken;
use crate::value::{json_safe, term_masked, term_safe};

/// The columns a drawn source line may take; longer ones are cut around the place.
const WIDTH: usize = 120;
/// The columns of the narrowest screen that messages are broken for.
const LEAST: usize = 40;
/// The bytes of source between two places that are still drawn as one stretch.
const STRETCH: usize = 4096;
/// The bytes kept behind a place in a longer line than that.
const MARGIN: usize = 600;

impl Report {
    /// Draws every diagnostic under its source line, with a blank line between them.
    pub fn render(&self, color: bool) -> String {
        self.drawn(color, None)
    }

    /// Draws them for a screen of so many columns: messages are broken between words.
    pub fn render_within(&self, columns: usize, color: bool) -> String {
        self.drawn(color, Some(columns.max(LEAST)))
    }

    fn drawn(&self, color: bool, columns: Option<usize>) -> String {
        let diagnostics = self.diagnostics.iter();
        let drawn: Vec<String> = diagnostics.map(|each| each.drawn(color, columns)).collect();
        drawn.join("\n")
    }

    /// Returns a JSON object a line for every diagnostic: `severity`, `code`, `message`, `places`
    /// (the main one first) and `helps`.
    pub fn json(&self) -> String {
        let mut lines = Lines::default();
        let line = |each: &Diagnostic| {
            let json = serde_json::to_string(&each.json(&mut lines));
            let json = json.expect("texts and numbers can always be written");
            json_safe(&json).into_owned() + "\n"
        };
        self.diagnostics.iter().map(line).collect()
    }

    /// Returns a line `file:line:column: message [code]` for every diagnostic.
    pub fn lines(&self) -> String {
        let mut lines = Lines::default();
        self.diagnostics
            .iter()
            .map(|each| each.line_with(&mut lines) + "\n")
            .collect()
    }
}

impl Diagnostic {
    /// Draws it under its source lines.
    pub fn render(&self, color: bool) -> String {
        self.drawn(color, None)
    }

    fn drawn(&self, color: bool, columns: Option<usize>) -> String {
        let (level, name) = match self.severity {
            Severity::Warning => (Level::WARNING, "warning: "),
            Severity::Error => (Level::ERROR, "error: "),
        };
        let fitted = |text: &str, lead: usize| match columns {
            Some(columns) => broken(&term_safe(text), columns - lead, 0).into_owned(),
            None => term_safe(text).into_owned(),
        };
        let title = fitted(&self.message, name.len());
        let mut group = Group::with_title(level.primary_title(title));
        let labels: Vec<Drawn> = self.labels.iter().map(Drawn::new).collect();
        let mut last_line = 0;
        for (place, (source, stretch, labels)) in stretches(&labels).into_iter().enumerate() {
            let (first_line, _) = source.line_column(Label::offset(stretch.start));
            last_line =
                last_line.max(first_line + source.text[stretch.clone()].matches('\n').count());
            let annotations = labels
                .iter()
                .map(|label| label.annotation(&stretch, place == 0));
            group = group.element(
                Snippet::source(term_masked(&source.text[stretch.clone()]))
                    .path(term_safe(&source.name))
                    .line_start(first_line)
                    .annotations(annotations),
            );
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let renderer = renderer.term_width(columns.map_or(WIDTH, |columns| columns.min(WIDTH)));
        let lead = match labels.is_empty() {
            true => "help: ".len(),
            // It stands below the numbers of lines.
            false => last_line.to_string().len() + " = help: ".len(),
        };
        let helps = self.helps.iter().map(|help| fitted(help, lead));
        if labels.is_empty() {
            // Without a source line there is nothing for helps to hang under.
            let titles = helps.map(|help| Group::with_title(Level::HELP.primary_title(help)));
            let groups = std::iter::once(group).chain(titles);
            return groups
                .map(|group| renderer.render(&[group]) + "\n")
                .collect();
        }
        group = group.elements(helps.map(|help| Level::HELP.message(help)));
        renderer.render(&[group]) + "\n"
    }

    /// Writes it in one line: `file:line:column: message [code]`, other places and the first help
    /// behind.
    pub fn line(&self) -> String {
        self.line_with(&mut Lines::default())
    }

    fn line_with(&self, lines: &mut Lines) -> String {
        let mut line = String::new();
        let mut places = self.labels.iter();
        if let Some(main) = places.next() {
            line = format!("{}: ", place(main, lines));
        }
        if self.severity == Severity::Warning {
            line.push_str("warning: ");
        }
        line.push_str(&self.message);
        write!(line, " [{}]", self.code).expect("a string takes all");
        for other in places {
            let separator = if other.text.is_empty() { "" } else { ": " };
            write!(line, " ({}{separator}{})", other.text, place(other, lines))
                .expect("a string takes all");
        }
        if let Some(help) = self.helps.first() {
            write!(line, "; {help}").expect("a string takes all");
        }
        term_safe(&line).into_owned()
    }

    fn json(&self, lines: &mut Lines) -> Json<'_> {
        let places = self.labels.iter();
        Json {
            severity: match self.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            },
            code: self.code,
            message: &self.message,
            places: places.map(|label| Place::new(label, lines)).collect(),
            helps: &self.helps,
        }
    }
}

/// A diagnostic as machines read it.
#[derive(Serialize)]
struct Json<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    places: Vec<Place<'a>>,
    helps: &'a [String],
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

impl<'a> Place<'a> {
    fn new(label: &'a Label, lines: &mut Lines) -> Self {
        let range = label.clamped();
        let (line, column) = lines.line_column(&label.source, range.start);
        let (end_line, end_column) = lines.line_column(&label.source, range.end);
        Place {
            file: &label.source.name,
            line,
            column,
            end_line,
            end_column,
            text: &label.text,
        }
    }
}

impl Label {
    /// Returns the bytes it stands over, within the text and on character boundaries; an empty
    /// place at the end of the text stands right behind the last word.
    fn clamped(&self) -> Range<usize> {
        let text = &self.source.text;
        let range = self.span.range();
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text
            .ceil_char_boundary(range.end.min(text.len()))
            .max(start);
        if start == end && text[start..].trim().is_empty() {
            let start = text[..start].trim_end().len();
            return start..start;
        }
        start..end
    }

    fn offset(byte: usize) -> u32 {
        u32::try_from(byte).unwrap_or(u32::MAX)
    }
}

fn place(label: &Label, lines: &mut Lines) -> String {
    let Place {
        file, line, column, ..
    } = Place::new(label, lines);
    format!("{file}:{line}:{column}")
}

/// A label with the stretch that carets stand under: what of it is on its first line.
struct Drawn<'a> {
    label: &'a Label,
    range: Range<usize>,
    line: Range<usize>,
}

impl<'a> Drawn<'a> {
    fn new(label: &'a Label) -> Self {
        let text = &label.source.text;
        let Range { start, end } = label.clamped();
        let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let until = text[start..]
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let end = if end > until {
            start + text[start..until].trim_end().len()
        } else {
            end
        };
        Drawn {
            label,
            range: start..end,
            line: from..until,
        }
    }

    fn annotation(&self, stretch: &Range<usize>, primary: bool) -> Annotation<'a> {
        let kind = if primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        // A place in what is drawn of the text.
        let source = &self.label.source.text;
        let within = |at: usize| {
            let before = stretch.start..at.clamp(stretch.start, stretch.end);
            term_masked(&source[before]).len()
        };
        let text = term_safe(&self.label.text);
        kind.span(within(self.range.start)..within(self.range.end))
            .label((!text.is_empty()).then_some(text))
    }
}

type Stretch<'d, 'a> = (&'a Arc<Source>, Range<usize>, Vec<&'d Drawn<'a>>);

/// Gathers labels that stand near each other in one text; the main one stays first.
fn stretches<'d, 'a>(labels: &'d [Drawn<'a>]) -> Vec<Stretch<'d, 'a>> {
    let mut stretches: Vec<Stretch<'d, 'a>> = Vec::new();
    for drawn in labels {
        let line = &drawn.line;
        let near = stretches.iter_mut().find_map(|(source, stretch, labels)| {
            let hull = stretch.start.min(line.start)..stretch.end.max(line.end);
            let joins = Arc::ptr_eq(source, &drawn.label.source) && hull.len() <= STRETCH;
            joins.then_some((stretch, labels, hull))
        });
        match near {
            Some((stretch, labels, hull)) => {
                *stretch = hull;
                labels.push(drawn);
            }
            None => stretches.push((&drawn.label.source, window(drawn), vec![drawn])),
        }
    }
    stretches
}

/// Returns the label's line; of a very long one, no more than reaches a little past the label.
/// What stands before it must stay for the column to be counted; the renderer trims it.
fn window(drawn: &Drawn<'_>) -> Range<usize> {
    let text = &drawn.label.source.text;
    if drawn.line.len() <= STRETCH {
        return drawn.line.clone();
    }
    let end = (drawn.range.start + MARGIN).min(drawn.line.end);
    drawn.line.start..text.floor_char_boundary(end)
}

#[cfg(test)]
mod tests;
