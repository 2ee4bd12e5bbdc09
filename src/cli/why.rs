//! `why`: the evidence for records, or for a row of an answer.

use crate::console::input;
use crate::console::messages::Messages;
use crate::console::options::{Options, Why};
use crate::console::params;
use crate::console::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::render::Listing;
use crate::repl::Session;

/// How the records below a row are listed for a script.
const LISTING: Listing = Listing {
    whole: 5,
    one: "whosaid why KIND:ID",
    all: "--format json",
};

/// Draws the evidence for records, or for a row.
pub(super) fn run(asked: &Why, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    if let Some(format) = options.format.as_deref().filter(|it| !is_known(it)) {
        let message = format!("‘why’ writes no {format}");
        let help = "write ‘--format json’, or leave it out for text";
        messages.report(
            &Diagnostic::error("unknown-format", message)
                .help(help)
                .into(),
        );
        return Err(Stop::Usage);
    }
    let query = asked.query.as_ref().map(std::slice::from_ref);
    let sources = query.map(input::queries).unwrap_or_default();
    params::expect_declared(&sources, options, &messages)?;
    let mut session = Session::open(options)?;
    if let Some(folder) = &asked.originals {
        session.hold_against(folder)?;
    }
    match sources.first() {
        Some(query) => {
            let settings = session.settings.clone();
            session.why_row(query, settings, asked.row, LISTING)
        }
        None => session.why(&asked.records),
    }
}

fn is_known(format: &str) -> bool {
    ["table", "json"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(format))
}
