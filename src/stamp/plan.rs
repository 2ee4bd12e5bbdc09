//! What is changed in a ledger's files, and what is left.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::edit::{self, Edit};
use super::passages::{self, Passage};
use super::survey::Survey;
use super::texts::Text;
use crate::diagnostic::{Diagnostic, Lines, Report, Source, Span};
use crate::files;
use crate::model::{Kind, Ledger, Record};
use crate::value::term_safe;

/// What stamping does to a ledger: changes of its files, and what is left to a person.
#[derive(Debug, Default)]
pub struct Plan {
    /// The changes, in order of place.
    pub changes: Vec<Change>,
    /// What is left as it is, in order of place.
    pub left: Report,
}

/// A change of one value.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file it is made in.
    pub file: Arc<Source>,
    /// The value it is about: the one replaced, or the one that another is put behind.
    pub span: Span,
    /// What is done.
    pub act: Act,
    /// What is done, in words.
    pub text: String,
    /// The line and column of the value.
    line_column: (usize, usize),
    edit: Edit,
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Writes a hash where there was none.
    Fill,
    /// Writes the place where a passage stands now.
    Anchor,
    /// Writes another hash than there was.
    Refresh,
}

/// What came of writing a plan.
#[derive(Debug, Default)]
pub struct Written {
    /// The files that were written, by name.
    pub files: Vec<String>,
    /// Why others were not.
    pub errors: Report,
}

impl Plan {
    /// Plans how to mend a ledger; hashes of what has changed are written anew only by force.
    pub fn new(ledger: &Ledger, survey: &Survey, force: bool) -> Plan {
        let mut planner = Planner {
            ledger,
            force,
            plan: Plan::default(),
        };
        for (row, text) in &survey.texts {
            planner.document(*row, text);
        }
        let document = Kind::Reports.place("document");
        for (row, passage) in &survey.passages {
            let (id, report) = planner.record(Kind::Reports, *row);
            let page = report
                .link(document)
                .and_then(|it| survey.texts.get(&it.row));
            planner.report(id, report, passage, page);
        }
        let mut plan = planner.plan;
        let place = |file: &Source, span: Span| (file.name.clone(), span.start);
        plan.changes.sort_by_key(|it| place(&it.file, it.span));
        let mut lines = Lines::default();
        for change in &mut plan.changes {
            let start = change.span.range().start;
            change.line_column = lines.line_column(&change.file, start);
        }
        plan.left.diagnostics.sort_by_key(|it| {
            let label = it.labels.first();
            label.map(|label| place(&label.source, label.span))
        });
        plan
    }

    /// Writes the files that change, each whole or not at all.
    pub fn write(&self) -> Written {
        let mut written = Written::default();
        for (file, edits) in self.edits() {
            match write(file, &edits) {
                Ok(()) => written.files.push(file.name.clone()),
                Err(diagnostic) => written.errors.diagnostics.push(diagnostic),
            }
        }
        written
    }

    fn edits(&self) -> Vec<(&Source, Vec<Edit>)> {
        let mut files: BTreeMap<&str, (&Source, Vec<Edit>)> = BTreeMap::new();
        for change in &self.changes {
            let file = files.entry(&change.file.name);
            let (_, edits) = file.or_insert((&change.file, Vec::new()));
            edits.push(change.edit.clone());
        }
        files.into_values().collect()
    }
}

impl Change {
    /// Writes it in one line: `file:line:column: what is done`.
    pub fn line(&self) -> String {
        let (line, column) = self.line_column;
        let text = format!("{}:{line}:{column}: {}", self.file.name, self.text);
        term_safe(&text).into_owned()
    }
}

fn write(file: &Source, edits: &[Edit]) -> Result<(), Diagnostic> {
    let path = Path::new(&file.name);
    let unwritable = |why: &dyn std::fmt::Display| {
        let message = format!("cannot write ‘{}’: {why}", file.name);
        Diagnostic::error("unwritable", message)
    };
    // Somebody may have it open in an editor.
    let now = std::fs::read(path).map_err(|error| unwritable(&error))?;
    if now != file.text.as_bytes() {
        return Err(unwritable(&"it has changed since it was read").help("try again"));
    }
    files::replace(path, &edit::apply(&file.text, edits)).map_err(|error| unwritable(&error))
}

/// Makes a plan.
struct Planner<'l> {
    ledger: &'l Ledger,
    force: bool,
    plan: Plan,
}

impl<'l> Planner<'l> {
    fn record(&self, kind: Kind, row: u32) -> (&'l str, &'l Record) {
        let entry = self.ledger.table(kind).records.get_index(row as usize);
        let (id, record) = entry.expect("a survey names records of its ledger");
        (id, record)
    }

    fn document(&mut self, row: u32, text: &Text) {
        let (id, document) = self.record(Kind::Documents, row);
        let field = Kind::Documents.place("sha256");
        match text {
            Text::Known(_) => {}
            Text::New { path, sha256 } => {
                let held = Kind::Documents.place("held");
                let what = format!("document ‘{id}’ gets the SHA-256 of ‘{}’", path.display());
                self.add(document, held, ("sha256", sha256), what);
            }
            Text::Changed { path, sha256 } if self.force => {
                let what = format!(
                    "document ‘{id}’ gets the SHA-256 that ‘{}’ has now",
                    path.display()
                );
                self.replace(document, field, Act::Refresh, sha256.clone(), what);
            }
            Text::Changed { .. } => {
                let help = "--force writes the SHA-256 that it has now".to_owned();
                self.miss("original-changed", text, (id, document), help);
            }
            Text::Unclear(_) => {
                let help = "write the SHA-256 of the right one as ‘sha256’".to_owned();
                self.miss("original-missing", text, (id, document), help);
            }
            Text::Unreadable(_) | Text::Missing => {
                let help = format!("put it there as UTF-8 text, in a file named ‘{id}.txt’");
                self.miss("original-missing", text, (id, document), help);
            }
        }
    }

    /// Leaves a document as it is, and says why.
    fn miss(
        &mut self,
        code: &'static str,
        text: &Text,
        (id, document): (&str, &Record),
        help: String,
    ) {
        if let Some(message) = text.objection(id) {
            let diagnostic = Diagnostic::error(code, message).help(help);
            self.leave(
                document.place_of(Kind::Documents.place("sha256")),
                diagnostic,
            );
        }
    }

    fn report(&mut self, id: &str, report: &Record, passage: &Passage, page: Option<&Text>) {
        let (at, hash) = (Kind::Reports.place("at"), Kind::Reports.place("hash"));
        let place = report.text(at).unwrap_or_default();
        let unsure = matches!(page, Some(Text::Changed { .. })) && !self.force;
        match passage {
            Passage::There => {}
            Passage::Unstamped { .. } if unsure => {
                let message = format!(
                    "the report ‘{id}’ gets no hash: the original text of its document has changed"
                );
                let diagnostic = Diagnostic::error("unstamped", message).help(
                    "see that its place still holds; --force writes the hash of what is there",
                );
                self.leave(report.place_of(at), diagnostic);
            }
            Passage::Unstamped { hash } => {
                let what = format!("report ‘{id}’ gets the hash of {place}");
                self.add(report, at, ("hash", hash), what);
            }
            Passage::Moved { to, times } => {
                let new = passages::moved(*to, *times);
                let what = format!("report ‘{id}’ moves from {place} to {new}");
                self.replace(report, at, Act::Anchor, to.to_string(), what);
            }
            Passage::Changed { hash: now } if self.force => {
                let what = format!("report ‘{id}’ gets the hash of what is at {place} now");
                self.replace(report, hash, Act::Refresh, now.clone(), what);
            }
            Passage::Changed { .. } => {
                let help = "see whether the claim still holds, and mend ‘at’; \
                            --force writes the hash of what is there now";
                self.object("passage-changed", passage, (id, report), (hash, help));
            }
            Passage::OutOfRange(_) => {
                self.object("out-of-range", passage, (id, report), (at, "mend ‘at’"));
            }
        }
    }

    /// Leaves a report as it is, and says why.
    fn object(
        &mut self,
        code: &'static str,
        passage: &Passage,
        (id, report): (&str, &Record),
        (field, help): (u8, &str),
    ) {
        let at = report.text(Kind::Reports.place("at")).unwrap_or_default();
        if let Some(message) = passage.objection(id, at) {
            let diagnostic = Diagnostic::error(code, message).help(help);
            self.leave(report.place_of(field), diagnostic);
        }
    }

    /// Writes another key behind that of a field, or behind the id where that is not written.
    fn add(&mut self, record: &Record, behind: u8, pair: (&'static str, &str), what: String) {
        let (file, span) = record.place_of(behind);
        let edit = Edit::Add {
            behind: span,
            key: pair.0,
            text: pair.1.to_owned(),
        };
        self.change((file, span), Act::Fill, what, edit);
    }

    fn replace(&mut self, record: &Record, field: u8, act: Act, text: String, what: String) {
        let (file, span) = record.place_of(field);
        let edit = Edit::Replace { value: span, text };
        self.change((file, span), act, what, edit);
    }

    /// Adds a change; a record that stands in no file has none.
    fn change(&mut self, (file, span): (u32, Span), act: Act, text: String, edit: Edit) {
        if let Some(file) = self.ledger.files.get(file as usize) {
            self.plan.changes.push(Change {
                file: Arc::clone(file),
                span,
                act,
                text,
                line_column: (0, 0),
                edit,
            });
        }
    }

    fn leave(&mut self, (file, span): (u32, Span), diagnostic: Diagnostic) {
        let diagnostic = match self.ledger.files.get(file as usize) {
            Some(file) => diagnostic.at(file, span),
            None => diagnostic,
        };
        self.plan.left.diagnostics.push(diagnostic);
    }
}
