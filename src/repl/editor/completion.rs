//! What Tab offers.

use rustyline::completion::Pair;

use super::view::View;
use crate::repl::commands::COMMANDS;
use crate::repl::script;
use crate::value::term_safe;

/// More than this are of no use, and the editor can't list any number.
const MOST: usize = 200;

/// Returns where the word begins that may be replaced, and by what.
pub(super) fn candidates(_view: &View, text: &str, cursor: usize) -> (usize, Vec<Pair>) {
    let typed = &text[..text.floor_char_boundary(cursor)];
    if !script::is_command(typed) || typed.contains(char::is_whitespace) {
        return (cursor, Vec::new());
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
        assert!(offered("claims").is_empty());
        assert!(offered(".mode c").is_empty());
    }
}
