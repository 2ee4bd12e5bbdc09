//! `locate`: where words stand in a text, as a report says it.

use super::article;
use super::messages::Messages;
use super::options::{Locate, Options};
use super::output::Output;
use super::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::originals::{locate, passage_hash, words};
use crate::value::counted;

/// Writes `at` and `hash` of each passage that has the words; fails where none has.
pub(super) fn run(asked: &Locate, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    if words(&asked.words).is_empty() {
        let message = format!("there are no words in ‘{}’", asked.words);
        return Err(usage(Diagnostic::error("no-words", message)));
    }
    let (original, _) = article::read(&asked.file).map_err(usage)?;
    let places = locate(&original, &asked.words);
    if places.is_empty() {
        let message = format!("these words do not stand in ‘{}’", asked.file.display());
        let help = "they stand in one paragraph, in order; … stands for words left out";
        let diagnostic = Diagnostic::error("not-located", message).help(help);
        messages.report(&diagnostic.into());
        return Err(Stop::Failed);
    }
    let shown = places.iter().filter_map(|place| {
        let hash = passage_hash(&original.passage(*place).ok()?);
        Some(format!("at = \"{place}\"\nhash = \"{hash}\"\n"))
    });
    let shown: Vec<String> = shown.collect();
    Output::new(options).text(&shown.join("\n"), &messages)?;
    if places.len() > 1 {
        messages.note(&format!("they stand in {}", counted(places.len(), "place")));
    }
    Ok(())
}
