//! What help can tell of: the tables of the language and the chapters of its page.

mod grammar;

use std::fmt::Write;

use super::commands::{self, COMMANDS};
use super::page;
use crate::diagnostic::{LEDGER_PAGE, QUERY_PAGE};
use crate::model::Kind;
use crate::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, WINDOWS};
use crate::render::MODES;
use crate::syntax::{KEYWORDS, STAGES};
use crate::value::{Type, Word};
pub(super) use grammar::chapters;

/// Returns what there is to say of a topic, its lines as wide as that; empty where it is none. Case
/// does not count.
pub(super) fn about(topic: &str, columns: Option<usize>) -> String {
    let mut text = page::rows(&of_words(topic), columns);
    let is_word = rows().any(|(name, ..)| name.eq_ignore_ascii_case(topic));
    if let Some((heading, passage)) = grammar::passage(topic).filter(|_| is_word) {
        let passage = page::chapter(passage, columns);
        let _ = write!(text, "\n{passage}\n    .help {heading}\n");
        return text;
    }
    let sections = QUERY_PAGE.sections().chain(LEDGER_PAGE.sections());
    let mut sections = sections.filter(|section| section.code.eq_ignore_ascii_case(topic));
    let found = if text.is_empty() {
        grammar::chapter(topic).or_else(|| sections.next().map(|section| section.text))
    } else {
        let mut headings = chapters();
        let named = headings.find(|heading| heading.eq_ignore_ascii_case(topic));
        named.and_then(grammar::chapter)
    };
    if let Some(found) = found {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&page::chapter(found, columns));
    }
    text
}

/// Returns what sort of topic it is, in a line.
pub(super) fn in_a_line(topic: &str) -> String {
    let words = of_words(topic);
    let line = words.lines().next();
    let of_page = || match chapters().any(|chapter| chapter == topic) {
        true => "a chapter of the language",
        false => "what the code means",
    };
    line.unwrap_or_else(of_page).to_owned()
}

/// Returns what the tables say of a command or a word of the language.
fn of_words(topic: &str) -> String {
    let mut text = String::new();
    if let Some(command) = command(topic) {
        text.push_str(&of_command(command));
    }
    for (name, what, usage, help) in rows() {
        if name.eq_ignore_ascii_case(topic) {
            let _ = writeln!(text, "{what} {usage}\n    {help}");
        }
    }
    for mode in MODES
        .iter()
        .filter(|it| it.name.eq_ignore_ascii_case(topic))
    {
        let (name, help) = (mode.name, mode.help);
        let _ = writeln!(text, "mode {name}\n    {help}\n    .mode {name}");
    }
    let collections = Kind::ALL.into_iter().map(Kind::schema);
    for schema in collections.filter(|it| it.collection.eq_ignore_ascii_case(topic)) {
        let (name, help) = (schema.collection, schema.help);
        let _ = writeln!(
            text,
            "collection {name}\n    {help}\n    its fields: .schema {name}"
        );
    }
    text + &of_fields(topic)
}

/// Returns what the tables say of a field, `claims.said` or `said`, or of a word that fields hold.
fn of_fields(topic: &str) -> String {
    let mut text = String::new();
    let (collection, name) = match topic.split_once('.') {
        Some((collection, name)) => (Some(collection), name),
        None => (None, topic),
    };
    let is = |own: &str, asked: &str| own.eq_ignore_ascii_case(asked);
    for schema in Kind::ALL.into_iter().map(Kind::schema) {
        if collection.is_some_and(|asked| !is(schema.collection, asked)) {
            continue;
        }
        for field in schema.fields {
            let path = format!("{}.{}", schema.collection, field.name);
            if is(field.name, name) {
                let _ = writeln!(text, "field {path}\n    {}\n    .schema {path}", field.help);
            }
            let Type::Word(vocabulary) = field.ty else {
                continue;
            };
            let mut words = vocabulary.words.iter();
            let spelt =
                |word: &&Word| is(word.name, name) || word.also.iter().any(|also| is(also, name));
            if let Some(word) = words.find(spelt).filter(|_| collection.is_none()) {
                let (word, help) = (word.name, word.help);
                let _ = writeln!(
                    text,
                    "word {word} of {path}\n    {help}\n    .schema {path}"
                );
            }
        }
    }
    text
}

/// Returns the names of everything that help can tell of, in order, each once; signs come last.
pub(super) fn names() -> Vec<String> {
    let commands = COMMANDS.iter().map(|command| command.name);
    let rows = rows().map(|(name, ..)| name);
    let collections = Kind::ALL.into_iter().map(Kind::collection);
    let names = commands.chain(rows).chain(collections).chain(chapters());
    let modes = MODES.iter().map(|mode| mode.name);
    let names = names.chain(codes()).chain(modes);
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort_unstable_by_key(|name| (!name.starts_with(char::is_alphabetic), name.clone()));
    names.dedup();
    names
}

/// Returns the codes of errors, in the order of their pages.
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    let sections = QUERY_PAGE.sections().chain(LEDGER_PAGE.sections());
    sections.map(|section| section.code)
}

fn command(topic: &str) -> Option<&'static commands::Command> {
    let signed = if topic.starts_with(['.', '\\']) {
        topic.to_owned()
    } else {
        format!(".{topic}")
    };
    let (command, rest) = commands::find(&signed)?;
    rest.is_empty().then_some(command)
}

fn of_command(command: &commands::Command) -> String {
    let mut text = format!("command {}\n    {}\n", command.usage(), command.help);
    if !command.aliases.is_empty() {
        let _ = writeln!(text, "    also: {}", command.aliases.join(", "));
    }
    if command.name == "mode" {
        for mode in MODES {
            let _ = writeln!(text, "    {}: {}", mode.name, mode.help);
        }
    }
    text
}

/// The name, the sort, the way to write it and the help of each word of the language.
type Row = (&'static str, &'static str, String, &'static str);

fn rows() -> impl Iterator<Item = Row> {
    let owned = |usage: &str| usage.to_owned();
    let stages = STAGES
        .iter()
        .map(move |it| (it.name, "stage", format!("| {}", it.usage), it.help));
    let functions = FUNCTIONS
        .iter()
        .map(move |it| (it.name, "function", owned(it.usage), it.help));
    let aggregates = AGGREGATES
        .iter()
        .map(move |it| (it.name, "aggregate", owned(it.usage), it.help));
    let windows = WINDOWS
        .iter()
        .map(move |it| (it.name, "window", owned(it.usage), it.help));
    let parts = PARTS
        .iter()
        .map(|it| (it.name, "part", format!("VALUE.{}", it.name), it.help));
    let is_operator = |word: &str| {
        let mut operators = INFIX.iter().map(|it| it.spelling);
        operators.any(|it| it == word) || PREFIX.iter().any(|it| it.spelling == word)
    };
    let keywords = KEYWORDS
        .iter()
        .filter(move |it| !is_operator(it.name) && STAGES.iter().all(|row| row.name != it.name))
        .map(move |it| (it.name, "keyword", owned(it.usage), it.help));
    let infix = INFIX.iter().map(move |it| {
        let usage = format!("LEFT {} RIGHT", it.spelling);
        (it.spelling, "operator", usage, it.help)
    });
    let prefix = PREFIX.iter().map(|it| {
        let usage = format!("{} VALUE", it.spelling);
        (it.spelling, "operator", usage, it.help)
    });
    let language = stages.chain(functions).chain(aggregates).chain(windows);
    let operators = infix.chain(prefix);
    language.chain(parts).chain(operators).chain(keywords)
}
