//! Texts of several lines: when one is done, and how its lines are aligned.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use rustyline::{Cmd, ConditionalEventHandler, Event, EventContext, RepeatCount};

use super::PROMPT;
use super::guard::guarded;
use super::paging::Paging;
use crate::repl::script;
use crate::syntax::{Class, Completeness, tokens};

/// Tells whether Enter runs a text: it is complete or past mending, or its last line is empty.
pub(super) fn is_done(text: &str) -> bool {
    let last = text.rsplit_once('\n').map(|(_, last)| last);
    let is_forced = last.is_some_and(|last| last.trim().is_empty());
    is_forced
        || script::pieces(text).last().is_none_or(|piece| match piece {
            script::Piece::Command(_) => true,
            script::Piece::Statements(at) => {
                script::bare_command(&text[at.clone()]).is_some()
                    || script::completeness(&text[at.clone()]) != Completeness::NeedsMore
            }
        })
}

/// Takes out the empty lines behind each other line of a text that was pasted with two ends a line.
pub(super) fn undoubled(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let own = lines.iter().step_by(2);
    let between = lines.iter().skip(1).step_by(2);
    // The last may have an end of its own behind it.
    let is_own = |(place, line): (usize, &&str)| place * 2 + 1 == lines.len() || !line.is_empty();
    let is_doubled = lines.len() > 2
        && own.clone().enumerate().all(is_own)
        && between.into_iter().all(|line| line.is_empty());
    match is_doubled {
        true => own.copied().collect::<Vec<_>>().join("\n"),
        false => text.to_owned(),
    }
}

/// Takes the blanks away that align the lines of a text with its first, but for those in strings.
pub(super) fn unaligned(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    for (line, is_free) in later_lines(text, &mut own) {
        let aligned = line.strip_prefix(ALIGNED).filter(|_| is_free);
        own.push_str(aligned.unwrap_or(line));
    }
    own
}

/// Aligns the lines of a text with its first, but for those in strings.
pub(super) fn aligned(text: &str) -> String {
    let mut own = String::with_capacity(text.len());
    for (line, is_free) in later_lines(text, &mut own) {
        own.push_str(if is_free { ALIGNED } else { "" });
        own.push_str(line);
    }
    own
}

/// Writes the first line of a text; returns the others, and whether each begins outside strings.
fn later_lines<'t>(text: &'t str, own: &mut String) -> Vec<(&'t str, bool)> {
    let tokens = tokens(text);
    let is_free = |at: usize| {
        !tokens.iter().any(|token| {
            let is_string = matches!(token.class, Class::String | Class::OpenString);
            is_string && token.span.contains(&at)
        })
    };
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    own.push_str(first);
    let mut at = first.len();
    let mut later = Vec::new();
    for line in lines {
        later.push((line, is_free(at)));
        at += line.len();
    }
    later
}

/// The blanks below the prompt.
const ALIGNED: &str = "         ";
const _: () = assert!(ALIGNED.len() == PROMPT.len());

/// Makes Enter begin a line below the first while more must come.
pub(super) struct Enter;

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let text = context.line();
        if guarded(|| is_done(text)).unwrap_or(true) {
            // The editor submits it.
            return None;
        }
        Some(Cmd::Insert(1, next_line(&text[..context.pos()])))
    }
}

/// Makes Alt-Enter begin a line whether or not more must come.
pub(super) struct NewLine;

impl ConditionalEventHandler for NewLine {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        Some(Cmd::Insert(1, next_line(&context.line()[..context.pos()])))
    }
}

/// Returns the beginning of a line behind a text; within a string nothing is added to it.
fn next_line(before: &str) -> String {
    let last = tokens(before).pop();
    match last.map(|token| token.class) {
        Some(Class::OpenString) => "\n".to_owned(),
        Some(_) | None => format!("\n{ALIGNED}"),
    }
}

/// Makes a key drop what is being written, or leave a list of what may be typed.
pub(super) struct Discard(pub(super) Paging);

impl ConditionalEventHandler for Discard {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        if let Some(leave) = self.0.leave() {
            return Some(leave);
        }
        clear_hint(context);
        Some(Cmd::Interrupt)
    }
}

/// Takes the greyed text away, as the editor leaves it on the screen of a line that is dropped.
fn clear_hint(context: &EventContext) {
    // There is one only while the cursor stands right before it.
    if context.has_hint() {
        let mut terminal = std::io::stdout();
        let cleared = terminal.write_all(b"\x1b[J");
        // Where that fails it stays, and no harm is done.
        let _ = cleared.and_then(|()| terminal.flush());
    }
}

/// A text on its way to the person's own editor.
#[derive(Clone, Default)]
pub(super) struct Handed(Arc<Mutex<Option<String>>>);

impl Handed {
    /// Returns the text, once.
    pub(super) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Makes a key hand over the text.
impl ConditionalEventHandler for Handed {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let text = context.line().to_owned();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
        clear_hint(context);
        Some(Cmd::Interrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_runs_what_is_done() {
        let cases = [
            ("", true),
            ("claims", true),
            ("claims where", false),
            ("claims |", false),
            ("claims where (a = \"b", false),
            ("claims where text = \"a\n", true),
            ("claims where\n         ", true),
            ("clams wher x", true),
            ("| count", true),
            ("| count by", false),
            ("|", false),
            (".mode", true),
            ("claims\n.quit", true),
            (".mode csv\nclaims where", false),
            ("let x =", false),
            ("help", true),
        ];
        for (text, done) in cases {
            assert_eq!(is_done(text), done, "{text:?}");
        }
    }

    #[test]
    fn what_was_pasted_with_two_ends_a_line_has_one() {
        for (text, expected) in [
            ("claims\n\n| count\n\n| take 1", "claims\n| count\n| take 1"),
            ("claims\n\n| count\n\n", "claims\n| count\n"),
            ("claims\n\n| count\n| take 1", "claims\n\n| count\n| take 1"),
            ("claims\n", "claims\n"),
            ("claims\n         ", "claims\n         "),
            ("\n\nclaims", "\n\nclaims"),
            ("", ""),
        ] {
            assert_eq!(undoubled(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_are_aligned_and_strings_are_left_alone() {
        assert_eq!(next_line("claims where"), "\n         ");
        assert_eq!(next_line("claims where text = \"a"), "\n");
        let typed = "claims\n         | count\n            by source\n  | take 1";
        assert_eq!(
            unaligned(typed),
            "claims\n| count\n   by source\n  | take 1"
        );
        assert_eq!(unaligned(&aligned(&unaligned(typed))), unaligned(typed));
        assert_eq!(aligned("claims\n| count"), "claims\n         | count");
        let string = "claims where text = \"a\n         b\"";
        assert_eq!(unaligned(string), string);
        assert_eq!(aligned(string), string);
    }
}
