//! What Tab offers in a command: its name, then what it takes.

use super::{Offer, behind, of_the_language, parameter, path};
use crate::answer::{Cell, Digits};
use crate::console::saved;
use crate::diagnostic::nearest;
use crate::model::Kind;
use crate::render;
use crate::repl::commands::{self, Argument, COMMANDS, Command};
use crate::repl::editor::view::View;
use crate::repl::script::Led;
use crate::repl::settings::{self, SETTINGS};
use crate::repl::topics;

/// What a saved query takes besides values of its parameters.
const OPTIONS: [(&str, &str); 2] = [
    ("--format", "how this answer is written"),
    ("--param", "a value of a parameter"),
];
/// The rows that are offered at most, and the cells that are shown of each.
const MOST_ROWS: usize = 20;
const MOST_CELLS: usize = 3;

/// Returns where the word begins that may be replaced, and by what.
pub(super) fn offers(view: &View, typed: &str) -> (usize, Vec<Offer>) {
    match behind_the_name(typed) {
        Some((command, start)) => {
            let (at, offers) = of_arguments(view, command.argument, command.takes, &typed[start..]);
            (start + at, offers)
        }
        None if typed.contains(char::is_whitespace) => (typed.len(), Vec::new()),
        None => (0, names(typed)),
    }
}

/// Returns the command whose name is done, and where its arguments begin.
fn behind_the_name(typed: &str) -> Option<(&'static Command, usize)> {
    let (command, arguments) = commands::find(typed)?;
    let length = typed.trim_end().len();
    if !arguments.is_empty() {
        return Some((command, length - arguments.len()));
    }
    (length < typed.len()).then_some((command, typed.len()))
}

/// Returns the commands that a line may become; the names that other prompts have for them where it
/// is one of those.
fn names(typed: &str) -> Vec<Offer> {
    let (sign, begun) = typed.split_at(1);
    let offer = |name: String, command: &Command| {
        let blank = if command.takes.is_empty() { "" } else { " " };
        Offer {
            insert: format!("{name}{blank}"),
            label: format!("{name} {}", command.takes),
            detail: command.help.to_owned(),
            is_note: false,
        }
    };
    let named = COMMANDS.iter().map(|it| (it.name, it));
    let begins = |&(name, _): &(&str, &Command)| has_prefix(name, begun);
    let own = |(name, command)| offer(format!("{sign}{name}"), command);
    let mut offers: Vec<Offer> = named.clone().filter(begins).map(own).collect();
    if sign == "\\" || offers.is_empty() {
        let aliases = COMMANDS
            .iter()
            .flat_map(|it| it.aliases.iter().map(move |alias| (*alias, it)));
        let aliases = aliases.filter(|(alias, _)| has_prefix(alias, typed));
        offers.extend(aliases.map(|(alias, command)| offer(alias.to_owned(), command)));
    }
    if offers.is_empty() {
        let near = nearest(begun, COMMANDS.iter().map(|it| it.name));
        let near = named.filter(|(name, _)| Some(*name) == near);
        offers.extend(near.map(own));
    }
    offers
}

/// Returns what a command that takes an argument may be given, and where in what it was given that
/// begins.
fn of_arguments(view: &View, argument: Argument, takes: &str, given: &str) -> (usize, Vec<Offer>) {
    let words = takes.split(|c: char| c.is_whitespace() || "[]|".contains(c));
    let is_word = |word: &&str| !word.is_empty() && !word.contains(char::is_uppercase);
    let words = words.filter(|word| is_word(word) && word.is_ascii());
    let mut offers: Vec<Offer> = words.map(|word| Offer::new(word, "")).collect();
    match argument {
        Argument::Free => {}
        Argument::Word(words) => offers = words.iter().map(|it| Offer::new(*it, "")).collect(),
        Argument::Mode => {
            offers.splice(0..0, modes());
        }
        Argument::File => return path::files(given),
        Argument::Ledger => {
            let (at, mut folders) = path::folders(given);
            folders.extend(beginning(offers, given));
            return (at, folders);
        }
        Argument::SavedQuery => return of_saved_queries(view, given),
        Argument::Run => return of_a_run(view, given),
        Argument::Parameter => return parameter::of_param(view, given),
        Argument::GivenParameter => return (0, parameter::of_given(view, given)),
        Argument::Field => return of_fields(view, given),
        Argument::Record => return of_records(view, given),
        Argument::Schema => offers = of_the_schema(given),
        Argument::Topic => {
            let topics = topics::names().into_iter();
            offers = topics.map(|name| Offer::new(name, "")).collect();
            let mut offers = near(offers, given);
            for offer in offers.iter_mut().take(super::MOST) {
                offer.detail = topics::in_a_line(&offer.label);
            }
            return (0, offers);
        }
        Argument::Setting => return of_settings(view, given),
        Argument::Query => return of_a_query_or_code(view, given),
    }
    (0, near(offers, given))
}

fn modes() -> impl Iterator<Item = Offer> {
    let modes = render::MODES.iter();
    modes.map(|mode| Offer::new(mode.name, mode.help))
}

/// Keeps the offers that begin with what was typed; where none does, the one that is nearly it.
pub(super) fn near(offers: Vec<Offer>, typed: &str) -> Vec<Offer> {
    let typed = typed.trim_end();
    let begins = |offer: &Offer| has_prefix(&offer.label, typed);
    if offers.iter().any(begins) || typed.is_empty() {
        return beginning(offers, typed);
    }
    let labels = offers.iter().map(|offer| offer.label.as_str());
    let Some(name) = nearest(typed, labels).map(str::to_owned) else {
        return Vec::new();
    };
    let mut offers = offers;
    offers.retain(|offer| offer.label == name);
    offers
}

fn beginning(mut offers: Vec<Offer>, typed: &str) -> Vec<Offer> {
    offers.retain(|offer| has_prefix(&offer.label, typed));
    offers
}

/// Returns the saved queries by their names.
fn of_saved_queries(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let quoted = given.strip_prefix('"');
    let typed = quoted.unwrap_or(given);
    if quoted.is_none() && given.contains(char::is_whitespace) {
        return (given.len(), Vec::new());
    }
    let saved = saved::described(&view.options).into_iter();
    let offers = saved.filter(|it| path::can_be_typed(&it.name)).map(|it| {
        let is_word = quoted.is_none() && !it.name.contains(char::is_whitespace);
        let insert = if is_word {
            it.name.clone()
        } else {
            format!("\"{}\"", it.name)
        };
        Offer {
            insert,
            ..Offer::new(it.name, it.answers)
        }
    });
    (0, near(offers.collect(), typed))
}

/// Returns the saved queries; behind one, the parameters it takes, options, and the values of both.
fn of_a_run(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let start = parameter::last_word(given);
    if start == 0 {
        return of_saved_queries(view, given);
    }
    let (before, begun) = given.split_at(start);
    let mode = match before.split_whitespace().next_back() {
        Some("--format") => Some(begun),
        Some(_) | None => begun.strip_prefix("--format="),
    };
    if let Some(mode) = mode {
        return (given.len() - mode.len(), near(modes().collect(), mode));
    }
    if begun.starts_with('-') {
        let options = OPTIONS.map(|(name, help)| Offer {
            insert: format!("{name} "),
            ..Offer::new(name, help)
        });
        return (start, near(options.into(), begun));
    }
    let name = given
        .strip_prefix('"')
        .and_then(|rest| rest.split('"').next());
    let name = name.or(given.split_whitespace().next()).unwrap_or_default();
    let mut saved = saved::described(&view.options).into_iter();
    let Some(query) = saved.find(|it| it.name == name) else {
        return (given.len(), Vec::new());
    };
    parameter::of_saved(view, &query, given)
}

/// Returns what the language lets stand at the end of a query; the codes of errors where one was begun.
fn of_a_query_or_code(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let (at, mut offers) = of_the_language(view, given, given.len());
    let codes = topics::codes().map(|code| Offer::new(code, "what the code means"));
    let codes = beginning(codes.collect(), given);
    if given.is_empty() || codes.is_empty() {
        return (at, offers);
    }
    if at > 0 {
        return (0, codes);
    }
    offers.extend(codes);
    (0, offers)
}

/// Returns the collections with their fields, and the fields of the query before.
fn of_fields(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let of = |head: &str, path: &str| {
        let (at, mut offers) = behind(
            view,
            &Led::by(&format!("{head} | count by "), path),
            path.len(),
        );
        // What is no path counts nothing that has a name.
        offers.retain(|offer| !offer.insert.ends_with(['(', ' ']));
        (given.len() - path.len() + at, offers)
    };
    if let Some((collection, path)) = given.split_once('.')
        && !of_the_schema(collection)
            .iter()
            .all(|it| it.label != collection)
    {
        return of(collection, path);
    }
    let (at, mut offers) = of("_", given);
    offers.extend(beginning(of_the_schema(""), given));
    (at, offers)
}

/// Returns records by their ids; behind the option for original texts, folders.
fn of_records(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let start = given.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (before, begun) = given.split_at(start);
    if before.trim_end().ends_with("--originals") {
        let (at, folders) = path::folders(begun);
        return (start + at, folders);
    }
    if begun.starts_with('-') {
        let option = Offer::new("--originals", "a folder of the original texts");
        return (start, near(vec![option], begun));
    }
    let records = view.ledger.records_like(begun, super::MOST).into_iter();
    let offers = records.map(|(written, record)| {
        let what = format!("{} · {}", record.kind.schema().singular, record.label);
        Offer::new(written, what)
    });
    let rows = match before.trim().is_empty() {
        true => of_rows(view, begun),
        false => Vec::new(),
    };
    (start, rows.into_iter().chain(offers).collect())
}

/// Returns the rows of the last answer by their numbers, each with what it begins with.
fn of_rows(view: &View, begun: &str) -> Vec<Offer> {
    let certain = view.answer.iter().flat_map(|answer| answer.iter());
    let certain = certain.filter(|row| row.is_certain());
    let numbered = (1_usize..).map(|number| number.to_string()).zip(certain);
    let begun = numbered.filter(|(number, _)| number.starts_with(begun));
    let offers = begun.take(MOST_ROWS).map(|(number, row)| {
        let cells = row.cells().filter_map(|(_, cell)| match cell {
            Cell::Null => None,
            Cell::One(value) => Some(value),
            Cell::Many(values) => values.first(),
        });
        let texts = cells.take(MOST_CELLS).map(|value| value.text(Digits::Few));
        Offer::new(number, texts.collect::<Vec<_>>().join(" · "))
    });
    offers.collect()
}

/// Returns the collections and their views; behind a dot, the fields.
fn of_the_schema(given: &str) -> Vec<Offer> {
    let Some((collection, _)) = given.split_once('.') else {
        let schemas = Kind::ALL.into_iter().map(Kind::schema);
        return schemas
            .flat_map(|schema| {
                let views = schema.views.iter().map(|view| (view.name, view.help));
                std::iter::once((schema.collection, schema.help)).chain(views)
            })
            .map(|(name, help)| Offer::new(name, help))
            .collect();
    };
    let named = Kind::named(collection).into_iter();
    let fields = named.flat_map(|(kind, _)| kind.schema().fields);
    fields
        .map(|field| Offer::new(format!("{collection}.{}", field.name), field.help))
        .collect()
}

/// Returns the settings; behind one, what it may be set to.
fn of_settings(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let Some((name, value)) = given.split_once(char::is_whitespace) else {
        let offers = SETTINGS.iter().map(|it| Offer::new(it.name, it.help));
        return (0, near(offers.collect(), given));
    };
    let Ok(setting) = settings::find(name) else {
        return (given.len(), Vec::new());
    };
    let command = COMMANDS.iter().find(|command| command.name == setting.name);
    let argument = match command {
        Some(command) => command.argument,
        None if setting.takes.starts_with("FOLDER") => Argument::Ledger,
        None => Argument::Free,
    };
    let value = value.trim_start();
    let (at, offers) = of_arguments(view, argument, setting.takes, value);
    (given.len() - value.len() + at, offers)
}

fn has_prefix(name: &str, prefix: &str) -> bool {
    let start = name.get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests;
