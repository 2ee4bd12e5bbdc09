//! `explain`: what a code means, and the list of codes.

use super::listing::listing;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::answer::Answer;
use crate::check::{CHECKS, Check, explained, explanation, gist};
use crate::diagnostic::{Diagnostic, Severity, nearest};

/// Prints the section of the page on a code; without one, lists the codes.
pub(super) fn run(code: Option<&str>, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let Some(code) = code else {
        return output.answer(&codes(), &messages);
    };
    let plain = code.trim_matches(['[', ']']).to_lowercase();
    let plain = plain.replace(['_', ' '], "-");
    match explanation(&plain) {
        Some(section) => output.text(&format!("{section}\n"), &messages),
        None => {
            messages.report(&unknown(code, &plain).into());
            Err(Stop::Usage)
        }
    }
}

fn unknown(code: &str, plain: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-code", format!("‘{code}’ is not explained"));
    match nearest(plain, explained()) {
        Some(near) => diagnostic.help(format!("did you mean ‘{near}’?")),
        None => diagnostic.help("‘whosaid explain’ lists all codes"),
    }
}

const HEADINGS: [&str; 5] = ["code", "tier", "severity", "needs", "finds"];

/// Lists what the loader refuses, then the checks.
fn codes() -> Answer {
    let is_check = |code: &str| CHECKS.iter().any(|check| check.code == code);
    let loader = explained().filter(|code| !is_check(code)).map(|code| {
        let gist = gist(code).unwrap_or_default();
        [code, "loader", "", "", gist.as_str()].map(str::to_owned)
    });
    listing(HEADINGS, loader.chain(CHECKS.iter().map(row)))
}

/// Lists the checks.
pub(super) fn checks() -> Answer {
    listing(HEADINGS, CHECKS.iter().map(row))
}

fn row(check: &Check) -> [String; 5] {
    let severity = match check.severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let needs = if check.of_originals {
        "--originals"
    } else {
        ""
    };
    let tier = check.tier.name();
    [check.code, tier, severity, needs, check.summary].map(str::to_owned)
}
