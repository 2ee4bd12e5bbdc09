//! What in a command stands for nothing: its name, or what it is given.

use std::ops::Range;
use std::path::Path;

use crate::console::{saved, schema};
use crate::render;
use crate::repl::commands::{self, Argument, Command};
use crate::repl::editor::view::View;
use crate::repl::{settings, topics};
use crate::value::unquoted;

/// Returns where words stand in a command that name nothing there is.
pub(super) fn unresolved(view: &View, text: &str) -> Vec<Range<usize>> {
    let Some((command, arguments)) = commands::find(text) else {
        let name = 0..text.find(char::is_whitespace).unwrap_or(text.len());
        return vec![name];
    };
    let start = text.trim_end().len() - arguments.len();
    let words = words(arguments).into_iter();
    let named = words.take(named_by(command.argument));
    let wrong = named.filter(|at| !is_known(view, command, &arguments[at.clone()]));
    wrong.map(|at| start + at.start..start + at.end).collect()
}

/// Returns how many words behind a command name something that there is.
fn named_by(argument: Argument) -> usize {
    match argument {
        Argument::Mode
        | Argument::SavedQuery
        | Argument::Run
        | Argument::Schema
        | Argument::Topic
        | Argument::Setting => 1,
        Argument::Record => usize::MAX,
        Argument::Free
        | Argument::Word(_)
        | Argument::File
        | Argument::Ledger
        | Argument::Parameter
        | Argument::GivenParameter
        | Argument::Field
        | Argument::Query => 0,
    }
}

/// Tells whether there is what a word names, or it may be none.
fn is_known(view: &View, command: &Command, word: &str) -> bool {
    let name = unquoted(word.trim_end_matches(';'));
    match command.argument {
        Argument::Mode => name.eq_ignore_ascii_case("auto") || render::mode(name).is_some(),
        Argument::SavedQuery | Argument::Run => {
            saved::find(Path::new(name), &view.options).is_some()
        }
        Argument::Schema => schema::listed(Some(name)).is_ok(),
        // What is longer than a word may be a topic of several.
        Argument::Topic => !topics::about(name, None).is_empty(),
        Argument::Setting => settings::find(name).is_ok(),
        Argument::Record => {
            let is_row = name.parse::<usize>().is_ok();
            is_row || name.starts_with('-') || view.ledger.find(name).is_ok()
        }
        _any_text => true,
    }
}

/// Returns where the words of a text stand; blanks in quotation marks belong to a word.
fn words(text: &str) -> Vec<Range<usize>> {
    let (mut words, mut begun, mut is_quoted) = (Vec::new(), None, false);
    for (at, c) in text.char_indices() {
        is_quoted ^= c == '"';
        if c.is_whitespace() && !is_quoted {
            words.extend(begun.take().map(|start| start..at));
        } else {
            begun.get_or_insert(at);
        }
    }
    words.extend(begun.map(|start| start..text.len()));
    words
}
