//! `explain`: what a code means, and the list of those of checks and of queries.

use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::answer::{Answer, Cell, Column, Data};
use crate::check::{CHECKS, Check};
use crate::diagnostic::{Diagnostic, LEDGER_PAGE, QUERY_PAGE, Section, Severity, nearest};
use crate::value::Type;

/// The chapter of the page on queries whose codes are no errors.
const WARNINGS: &str = "Warnings";

/// Prints the sections of the pages on a code; without one, lists the codes.
pub(super) fn run(code: Option<&str>, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let Some(code) = code else {
        return output.answer(&list(true), &messages);
    };
    let lower = code.trim_matches(['[', ']']).to_lowercase();
    // Some codes can be of a ledger and of a query.
    let sections = sections().filter(|section| section.code == lower);
    let texts: Vec<&str> = sections.map(|section| section.text).collect();
    if texts.is_empty() {
        messages.report(&unknown(code).into());
        return Err(Stop::Usage);
    }
    output.text(&(texts.join("\n\n") + "\n"), &messages)
}

/// Lists the checks.
pub(super) fn checks(options: &Options) -> Result<(), Stop> {
    Output::new(options).answer(&list(false), &Messages::new(options))
}

fn sections() -> impl Iterator<Item = Section> {
    LEDGER_PAGE.sections().chain(QUERY_PAGE.sections())
}

fn unknown(code: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-code", format!("‘{code}’ is not explained"));
    let diagnostic = match nearest(code, sections().map(|section| section.code)) {
        Some(near) => diagnostic.help(format!("did you mean ‘{near}’?")),
        None => diagnostic,
    };
    diagnostic.help("whosaid explain lists the codes of checks and of queries; what the loader refuses is explained too")
}

/// Returns the list of the checks and, where it is wanted, of what can be wrong with a query.
fn list(with_queries: bool) -> Answer {
    let queries = QUERY_PAGE.sections().filter(|_| with_queries).map(of_query);
    let rows: Vec<[String; 5]> = CHECKS.iter().map(of_check).chain(queries).collect();
    let columns = ["code", "tier", "severity", "needs", "finds"].into_iter();
    let columns = columns.enumerate().map(|(place, name)| Column {
        name: name.to_owned(),
        ty: Type::Text,
        cells: rows
            .iter()
            .map(|row| Cell::One(Data::Text(row[place].as_str().into())))
            .collect(),
    });
    Answer {
        columns: columns.collect(),
        certain: vec![true; rows.len()],
        notes: Vec::new(),
    }
}

fn of_check(check: &Check) -> [String; 5] {
    let severity = match check.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let needs = if check.of_originals {
        "--originals"
    } else {
        ""
    };
    let cells = [
        check.code,
        check.tier.name(),
        severity,
        needs,
        check.summary,
    ];
    cells.map(str::to_owned)
}

fn of_query(section: Section) -> [String; 5] {
    let severity = if section.chapter == WARNINGS {
        "warning"
    } else {
        "error"
    };
    let cells = [section.code, "query", severity, "", &section.summary()];
    cells.map(str::to_owned)
}
