//! `explain`: what a code means, and the list of codes.

use std::sync::Arc;

use super::listing::listing;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::answer::Answer;
use crate::check::{CHECKS, Check};
use crate::diagnostic::{
    Diagnostic, LEDGER_PAGE, QUERY_PAGE, Section, Severity, nearest, quoted_list,
};
use crate::value::term_safe;

/// The chapter of the page on queries whose codes are no errors.
const WARNINGS: &str = "Warnings";

/// Prints the sections of the pages on a code; without one, lists the codes.
pub(crate) fn run(code: Option<&str>, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let Some(code) = code else {
        return output.answer(&Arc::new(codes()), &messages);
    };
    let Some(text) = text(code) else {
        messages.report(&unknown(code).into());
        return Err(Stop::Usage);
    };
    output.text(&text, &messages)
}

/// Returns the sections of the pages on a code; none where it is no code.
pub(crate) fn text(code: &str) -> Option<String> {
    let plain = plain(code);
    // Some codes can be of a ledger and of a query.
    let sections = sections().filter(|section| section.code == plain);
    let texts: Vec<&str> = sections.map(|section| section.text).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n") + "\n")
}

/// Returns every code, once.
pub(super) fn all() -> Vec<String> {
    let mut codes: Vec<String> = sections().map(|it| it.code.to_owned()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Writes a code as the pages do.
fn plain(code: &str) -> String {
    let plain = code.trim_matches(['[', ']']).to_lowercase();
    plain.replace(['_', ' '], "-")
}

fn sections() -> impl Iterator<Item = Section> {
    LEDGER_PAGE.sections().chain(QUERY_PAGE.sections())
}

/// Tells whether a text is written as codes are, several words with hyphens between.
pub(crate) fn is_like_a_code(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
    text.contains('-') && text.split(['-', '_']).all(is_part)
}

/// Says that a code is none, with those that are near.
pub(crate) fn unknown(code: &str) -> Diagnostic {
    let message = format!("there is no code ‘{}’", term_safe(code));
    let diagnostic = Diagnostic::error("unknown-code", message);
    let plain = plain(code);
    let diagnostic = match nearest(&plain, sections().map(|section| section.code)) {
        Some(near) => diagnostic.near(near),
        None => match alike(&plain)[..] {
            [] => diagnostic,
            ref alike => diagnostic.help(format!(
                "codes of the same words are {}",
                quoted_list(alike.iter().copied())
            )),
        },
    };
    diagnostic.help("‘whosaid explain’ lists all codes")
}

/// Returns the first codes that share a word with another that is none.
fn alike(code: &str) -> Vec<&'static str> {
    let long = |word: &&str| word.len() > 3;
    let words: Vec<&str> = code.split('-').filter(long).collect();
    let shares = |code: &&str| code.split('-').any(|word| words.contains(&word));
    let mut found: Vec<&str> = sections()
        .map(|section| section.code)
        .filter(shares)
        .collect();
    found.dedup();
    found.truncate(6);
    found
}

const HEADINGS: [&str; 5] = ["code", "tier", "severity", "needs", "finds"];

/// Lists what the loader refuses, then the checks, then what can be wrong with a query.
fn codes() -> Answer {
    let is_check = |section: &Section| CHECKS.iter().any(|check| check.code == section.code);
    let loader = LEDGER_PAGE.sections().filter(|section| !is_check(section));
    let loader =
        loader.map(|section| [section.code, "loader", "", "", &section.gist()].map(str::to_owned));
    let queries = QUERY_PAGE.sections().map(of_query);
    listing(
        HEADINGS,
        loader.chain(CHECKS.iter().map(row)).chain(queries),
    )
}

/// Lists the checks.
pub(crate) fn checks() -> Answer {
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

fn of_query(section: Section) -> [String; 5] {
    let severity = if section.chapter == WARNINGS {
        "warning"
    } else {
        "error"
    };
    [section.code, "query", severity, "", &section.gist()].map(str::to_owned)
}
