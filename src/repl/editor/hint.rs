//! What might come, greyed behind the cursor.

use rustyline::hint::Hint;
use rustyline::history::{History, SearchDirection};

use crate::model::Kind;
use crate::operator::{AGGREGATES, FUNCTIONS, WINDOWS};
use crate::repl::commands::{self, COMMANDS};
use crate::repl::script;
use crate::syntax::{Class, STAGES, Token, tokens};
use crate::value::term_safe;

/// So many fields are hinted at.
const MOST_FIELDS: usize = 6;
/// So many stages.
const MOST_STAGES: usize = 6;
/// So many entries of the history are looked at for one that would run.
const MOST_TRIED: usize = 8;

/// What might come: what is shown, and what the right arrow takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    shown: String,
    taken: Option<String>,
}

impl Hint for Suggestion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.taken.as_deref()
    }
}

impl Suggestion {
    /// Makes one that can be taken: the rest of an entry of the history, for one.
    pub(super) fn rest(rest: &str) -> Option<Suggestion> {
        let first = rest.lines().next().unwrap_or_default();
        let more = if first.len() < rest.len() { " …" } else { "" };
        (!rest.is_empty()).then(|| Suggestion {
            shown: term_safe(first).into_owned() + more,
            taken: Some(rest.to_owned()),
        })
    }

    /// Makes one that only tells how to go on.
    fn told(shown: impl Into<String>) -> Option<Suggestion> {
        let shown = shown.into();
        (!shown.is_empty()).then_some(Suggestion { shown, taken: None })
    }
}

/// Returns the rest of the latest entry that begins with a text, has more, and would run.
pub(super) fn of_the_history(
    history: &dyn History,
    text: &str,
    runs: impl Fn(&str) -> bool,
) -> Option<Suggestion> {
    let (mut end, mut tried) = (history.len(), 0);
    while let Some(last) = end.checked_sub(1).filter(|_| tried < MOST_TRIED) {
        let found = history.starts_with(text, last, SearchDirection::Reverse);
        let found = found.ok()??;
        if let Some(suggestion) = Suggestion::rest(&found.entry[text.len()..]) {
            tried += 1;
            if runs(&found.entry) {
                return Some(suggestion);
            }
        }
        end = found.idx;
    }
    None
}

/// Returns what the language or the commands let come behind a text.
pub(super) fn of_the_language(text: &str) -> Option<Suggestion> {
    if script::is_command(text) {
        return of_a_command(text);
    }
    let tokens = tokens(text);
    let last = tokens.last()?;
    let own = &text[last.span.clone()];
    let is_touched = last.span.end == text.len();
    let before = tokens.len().checked_sub(2).map(|place| &tokens[place]);
    match last.class {
        Class::Sign if own == "(" && is_touched => {
            let name = &text[before.filter(|it| it.class == Class::Call)?.span.clone()];
            Suggestion::told(arguments(name)?)
        }
        Class::Sign if own == "|" => {
            let stages = STAGES.iter().take(MOST_STAGES).map(|stage| stage.name);
            let blank = if is_touched { " " } else { "" };
            let stages = stages.collect::<Vec<_>>().join(", ");
            Suggestion::told(format!("{blank}{stages}, …"))
        }
        Class::Stage => {
            let stage = stage(own)?;
            let takes = stage.usage[stage.name.len()..].trim_start();
            let blank = if is_touched { " " } else { "" };
            (!takes.is_empty()).then(|| Suggestion::told(format!("{blank}{takes}")))?
        }
        Class::Keyword if own.eq_ignore_ascii_case("where") && !is_touched => {
            Suggestion::told(fields(text, &tokens)?)
        }
        Class::Name if is_touched && before.is_some_and(|it| text[it.span.clone()] == *"|") => {
            begun(own, STAGES.iter().map(|stage| stage.name))
        }
        Class::Name if is_touched && before.is_none() => {
            begun(own, Kind::ALL.iter().map(|kind| kind.collection()))
        }
        Class::Keyword
        | Class::Call
        | Class::Name
        | Class::String
        | Class::OpenString
        | Class::Number
        | Class::Regex
        | Class::Parameter
        | Class::Sign
        | Class::Comment
        | Class::Foreign => None,
    }
}

fn of_a_command(text: &str) -> Option<Suggestion> {
    if let Some((command, arguments)) = commands::find(text) {
        let blank = if text.ends_with(' ') { "" } else { " " };
        let takes = (arguments.is_empty() && !command.takes.is_empty()).then_some(command.takes)?;
        return Suggestion::told(format!("{blank}{takes}"));
    }
    let typed = text.strip_prefix(['.', '\\'])?;
    begun(typed, COMMANDS.iter().map(|command| command.name))
}

/// Returns the rest of the only name that begins so.
fn begun<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> Option<Suggestion> {
    let begins = |name: &&str| {
        let start = name.get(..typed.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    let mut names = names.filter(begins);
    let name = names.next().filter(|_| !typed.is_empty())?;
    let is_only = names.next().is_none();
    is_only.then(|| Suggestion::rest(&name[typed.len()..]))?
}

fn stage(word: &str) -> Option<&'static crate::syntax::StageWord> {
    STAGES
        .iter()
        .find(|stage| stage.name.eq_ignore_ascii_case(word))
}

/// Returns what stands in the brackets of a function.
fn arguments(name: &str) -> Option<&'static str> {
    let functions = FUNCTIONS.iter().map(|row| (row.name, row.usage));
    let aggregates = AGGREGATES.iter().map(|row| (row.name, row.usage));
    let windows = WINDOWS.iter().map(|row| (row.name, row.usage));
    let mut all = functions.chain(aggregates).chain(windows);
    let (_, usage) = all.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    usage.split_once('(').map(|(_, arguments)| arguments)
}

/// Returns fields of the collection that a text begins with, where it is the only one.
fn fields(text: &str, tokens: &[Token]) -> Option<String> {
    let [head, _where] = tokens else {
        return None;
    };
    let head = &text[head.span.clone()];
    let (kind, _) = Kind::named(head)?;
    let fields = kind.schema().fields.iter().take(MOST_FIELDS);
    let fields: Vec<&str> = fields.map(|field| field.name).collect();
    Some(fields.join(", ") + ", …")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::editor::history::Entries;

    #[test]
    fn what_may_come_is_told() {
        let cases = [
            ("", ""),
            ("clai", "ms"),
            ("claims", ""),
            ("claims | sel", "ect"),
            ("claims | s", ""),
            ("claims | take", " NUMBER"),
            ("claims |", " where"),
            ("claims |\n         ", "where"),
            ("claims where bucket(", "date, 2"),
            ("claims where nothing(", ""),
            ("claims where ", "id, "),
            ("Outlets where ", "id, "),
            ("claims where x", ""),
            (".sch", "ema"),
            (".schema", " [COLLECTION[.FIELD]]"),
            (".schema ", "[COLLECTION[.FIELD]]"),
            (".schema claims", ""),
            (".quit", ""),
            ("\\d", " [COLL"),
        ];
        for (text, expected) in cases {
            let hint = of_the_language(text);
            let shown = hint.as_ref().map(Suggestion::display).unwrap_or_default();
            let fits = match expected {
                "" => shown.is_empty(),
                expected => shown.starts_with(&expected[..expected.len().min(5)]),
            };
            assert!(fits, "{text}: {shown}");
        }
        assert_eq!(
            of_the_language("clai").expect("one").completion(),
            Some("ms")
        );
        assert_eq!(of_the_language(".schema").expect("one").completion(), None);
    }

    #[test]
    fn the_first_line_of_the_history_is_shown_and_all_is_taken() {
        let hint = Suggestion::rest("a\u{1b}b\nc").expect("one");
        assert_eq!(
            (hint.display(), hint.completion()),
            ("a␛b …", Some("a\u{1b}b\nc"))
        );
        assert_eq!(Suggestion::rest(""), None);
        let mut entries = Entries::default();
        for line in ["claims | count", "claims", "sources"] {
            entries.add(line).expect("nothing can fail");
        }
        let latest = |text: &str| of_the_history(&entries, text, |_| true).map(|it| it.shown);
        assert_eq!(latest("claims").as_deref(), Some(" | count"));
        let ran = of_the_history(&entries, "claims", |entry| entry != "claims | count");
        assert_eq!(ran, None);
        assert_eq!(latest("s").as_deref(), Some("ources"));
        assert_eq!(latest("x"), None);
    }
}
