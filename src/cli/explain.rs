//! `explain`: what a code of `check` means, and the list of checks.

use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::answer::{Answer, Cell, Column, Data};
use crate::check::{CHECKS, Check, explained, explanation};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::value::Type;

/// Prints the section of the page on a code; without one, lists the checks.
pub(super) fn run(code: Option<&str>, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let Some(code) = code else {
        return output.answer(&list(), &messages);
    };
    let lower = code.trim_matches(['[', ']']).to_lowercase();
    match explanation(&lower) {
        Some(section) => output.text(&format!("{section}\n"), &messages),
        None => {
            messages.report(&unknown(code).into());
            Err(Stop::Usage)
        }
    }
}

fn unknown(code: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-code", format!("‘{code}’ is not explained"));
    let diagnostic = match nearest(code, explained()) {
        Some(near) => diagnostic.help(format!("did you mean ‘{near}’?")),
        None => diagnostic,
    };
    diagnostic.help("whosaid explain lists the checks; what the loader refuses is explained too")
}

fn list() -> Answer {
    let column = |name: &str, text: fn(&Check) -> &'static str| Column {
        name: name.to_owned(),
        ty: Type::Text,
        cells: CHECKS
            .iter()
            .map(|check| Cell::One(Data::Text(text(check).into())))
            .collect(),
    };
    Answer {
        columns: vec![
            column("code", |check| check.code),
            column("tier", |check| check.tier.name()),
            column("severity", |check| match check.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            }),
            column("needs", |check| match check.of_originals {
                true => "--originals",
                false => "",
            }),
            column("finds", |check| check.summary),
        ],
        certain: vec![true; CHECKS.len()],
        notes: Vec::new(),
    }
}
