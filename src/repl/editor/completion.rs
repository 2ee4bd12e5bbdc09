//! What Tab offers.

use rustyline::completion::Pair;

use super::view::View;
use crate::repl::commands::COMMANDS;
use crate::repl::script;
use crate::value::term_safe;

/// More than this are of no use, and the editor can't list any number.
const MOST: usize = 200;

/// Returns where the word begins that may be replaced, and by what.
pub(super) fn candidates(view: &View, text: &str, cursor: usize) -> (usize, Vec<Pair>) {
    let typed = &text[..text.floor_char_boundary(cursor)];
    if script::is_command(typed) {
        return commands(typed);
    }
    // Stages alone go on from the query before.
    let lead = if script::is_refinement(text) {
        "_ "
    } else {
        ""
    };
    let (text, cursor) = (format!("{lead}{text}"), cursor + lead.len());
    let found = view.ledger.complete(&text, cursor, &view.settings);
    let pairs = found.candidates.into_iter().take(MOST).map(|candidate| {
        let (label, detail) = (term_safe(&candidate.label), term_safe(&candidate.detail));
        Pair {
            display: format!("{label}  {detail}").trim_end().to_owned(),
            replacement: candidate.insert,
        }
    });
    let start = found.replaces.start.saturating_sub(lead.len());
    (start, pairs.collect())
}

/// Returns the commands that a line may become.
fn commands(typed: &str) -> (usize, Vec<Pair>) {
    if typed.contains(char::is_whitespace) {
        return (typed.len(), Vec::new());
    }
    let (sign, begun) = typed.split_at(1);
    let names = COMMANDS.iter().filter(|command| {
        let start = command.name.get(..begun.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(begun))
    });
    let pair = |name: &str| Pair {
        display: term_safe(&format!("{sign}{name}")).into_owned(),
        replacement: format!("{sign}{name} "),
    };
    let pairs = names.map(|command| pair(command.name));
    (0, pairs.take(MOST).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    #[test]
    fn commands_are_completed() {
        let talk = Talk::new();
        let view = View::of(&talk.session);
        let offered = |text: &str| {
            let (at, pairs) = candidates(&view, text, text.len());
            assert!(at <= text.len());
            let offered = pairs.into_iter().map(|pair| pair.replacement);
            offered.collect::<Vec<_>>()
        };
        assert_eq!(offered(".sch"), [".schema "]);
        assert_eq!(offered("\\SCH"), ["\\schema "]);
        assert_eq!(offered(".").len(), COMMANDS.len());
        assert!(offered(".mode c").is_empty());
    }

    #[test]
    fn the_language_is_completed() {
        let mut talk = Talk::new();
        talk.line("claims");
        let view = View::of(&talk.session);
        for (text, start, expected) in [("clai", 0, "claims"), ("| selec", 2, "select")] {
            let (at, pairs) = candidates(&view, text, text.len());
            let first = pairs.first().map(|pair| pair.replacement.trim_end());
            assert_eq!((at, first), (start, Some(expected)), "{text}");
        }
    }
}
