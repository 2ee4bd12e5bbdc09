//! What Tab offers for a file or a folder.

use std::fs;
use std::path::Path;

use super::Offer;
use crate::console::ledger;
use crate::value::counted;

/// Returns the files and folders that a path may go on with, and where in it they begin.
pub(super) fn files(given: &str) -> (usize, Vec<Offer>) {
    entries(given, |name, path| {
        if path.is_dir() {
            Some(Offer::new(format!("{name}/"), ""))
        } else {
            Some(Offer::new(name, ""))
        }
    })
}

/// Returns the folders that a path may go on with; it is told which are ledgers.
pub(super) fn folders(given: &str) -> (usize, Vec<Offer>) {
    entries(given, |name, path| {
        let what = if ledger::is_ledger(path) {
            "a ledger"
        } else {
            ""
        };
        path.is_dir().then(|| Offer::new(format!("{name}/"), what))
    })
}

fn entries(given: &str, offer: impl Fn(&str, &Path) -> Option<Offer>) -> (usize, Vec<Offer>) {
    // Quotation marks may stand around it.
    let quoted = given.chars().next().filter(|c| matches!(c, '"' | '\''));
    let quote = quoted.map_or(0, char::len_utf8);
    let start = given.rfind('/').map_or(quote, |at| at + 1);
    let (folder, begun) = (&given[quote.min(start)..start], &given[start..]);
    let folder = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = fs::read_dir(folder) else {
        return (given.len(), Vec::new());
    };
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(begun))
        .filter(|name| begun.starts_with('.') || !name.starts_with('.'));
    let (mut names, odd): (Vec<String>, Vec<String>) = names.partition(|name| can_be_typed(name));
    names.sort_unstable();
    let note = (!odd.is_empty()).then(|| Offer {
        is_note: true,
        ..Offer::new(
            format!("… {} that cannot be typed", counted(odd.len(), "name")),
            "",
        )
    });
    let offers = names
        .iter()
        .filter_map(|name| offer(name, &Path::new(folder).join(name)))
        .map(|offer| match quoted {
            // Behind a folder more may come.
            Some(quote) if !offer.insert.ends_with('/') => Offer {
                insert: format!("{}{quote}", offer.insert),
                ..offer
            },
            Some(_) | None => offer,
        });
    let offers: Vec<Offer> = offers.collect();
    // Alone it would be written.
    let note = note.filter(|_| !offers.is_empty());
    (start, offers.into_iter().chain(note).collect())
}

/// Tells whether a name can stand on a line.
pub(super) fn can_be_typed(name: &str) -> bool {
    !name.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER)
}
