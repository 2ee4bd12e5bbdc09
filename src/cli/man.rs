//! `man`: the manual pages of the program and of its commands.

use std::io;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::command_line;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, did_you_mean, quoted_list};

/// What the program's own page says behind its options: headings, and what is explained below.
const SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "EXIT STATUS",
        &[
            ("0", "All is well, even where an answer has no rows."),
            (
                "1",
                "A golden table differs, a check or an assertion failed.",
            ),
            ("2", "The command line is wrong."),
            ("3", "A query is wrong."),
            ("4", "The ledger cannot be opened."),
            ("5", "Something failed while it ran."),
            ("130", "It was interrupted."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            (
                "WHOSAID_LEDGER",
                "The ledger's folder where no option names one.",
            ),
            ("NO_COLOR", "Turns colours off where it is set to anything."),
        ],
    ),
    (
        "FILES",
        &[
            ("seeds/*.toml", "The ledger, where no other is named."),
            (
                "queries/NAME.who",
                "A saved query, here, in the ledger or beside it.",
            ),
            (
                "tests/**/*.golden",
                "Cases of queries with their exact tables.",
            ),
        ],
    ),
];

/// Writes the page of a command, named by its words; of the program without any.
pub(super) fn run(words: &[String], options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut root = command_line::command();
    root.build();
    let mut command = &root;
    for word in words {
        let Some(below) = command.find_subcommand(word) else {
            messages.report(&unknown(word, command).into());
            return Err(Stop::Usage);
        };
        command = below;
    }
    let page = page(command, words).map_err(|error| {
        messages.error("unwritable", format!("cannot write the page: {error}"));
        Stop::Runtime
    })?;
    Output::new(options).text(&page, &messages)
}

fn page(command: &Command, words: &[String]) -> io::Result<String> {
    // A page is named as `git-log` is: by its words.
    let name: Vec<&str> = std::iter::once("whosaid")
        .chain(words.iter().map(String::as_str))
        .collect();
    let version = concat!("whosaid ", env!("CARGO_PKG_VERSION"));
    let page = Man::new(command.clone().display_name(name.join("-")))
        .source(version)
        .manual("whosaid");
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    if words.is_empty() {
        for (heading, entries) in SECTIONS {
            section(heading, entries).to_writer(&mut bytes)?;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn section(heading: &str, entries: &[(&str, &str)]) -> Roff {
    let mut section = Roff::new();
    section.control("SH", [heading]);
    for (term, text) in entries {
        section.control("TP", []);
        section.text([bold(*term)]);
        section.text([roman(*text)]);
    }
    section
}

fn unknown(word: &str, command: &Command) -> Diagnostic {
    let message = format!("there is no command ‘{word}’");
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let help = match (command_line::near_command(word), names.is_empty()) {
        (Some(near), false) => did_you_mean(near),
        (_, false) => format!("the commands are {}", quoted_list(names)),
        (_, true) => format!("‘{}’ has no commands of its own", command.get_name()),
    };
    Diagnostic::error("no-command", message).help(help)
}
