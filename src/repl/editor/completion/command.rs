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
            let modes = render::MODES.iter();
            offers.splice(0..0, modes.map(|mode| Offer::new(mode.name, mode.help)));
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

/// Returns the saved queries; behind one, the parameters it takes.
fn of_a_run(view: &View, given: &str) -> (usize, Vec<Offer>) {
    let start = parameter::last_word(given);
    if start == 0 {
        return of_saved_queries(view, given);
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
    let argument = command.map_or(Argument::Free, |command| command.argument);
    let value = value.trim_start();
    let (at, offers) = of_arguments(view, argument, setting.takes, value);
    (given.len() - value.len() + at, offers)
}

fn has_prefix(name: &str, prefix: &str) -> bool {
    let start = name.get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    /// Returns where what Tab offers begins, and what it writes.
    fn offered(talk: &Talk, typed: &str) -> (usize, Vec<String>) {
        let (at, offers) = offers(&View::of(&talk.session), typed);
        assert!(typed.is_char_boundary(at), "{typed}");
        let inserts = offers.into_iter().map(|offer| offer.insert);
        (at, inserts.collect())
    }

    #[test]
    fn names_are_completed() {
        let talk = Talk::new();
        let offered = |typed: &str| offered(&talk, typed).1;
        assert_eq!(offered(".sch"), [".schema "]);
        assert_eq!(offered("\\SCH"), ["\\schema "]);
        assert_eq!(offered(".qui"), [".quit"]);
        assert_eq!(offered(".").len(), COMMANDS.len());
        assert_eq!(offered("\\con"), ["\\config ", "\\connect "]);
        assert_eq!(offered(".nullv"), [".nullvalue "]);
        assert_eq!(offered(".shcema"), [".schema "]);
        assert!(offered(".xyzxyz").is_empty() && offered(".xyzxyz a").is_empty());
        assert!(offered(".é").is_empty());
    }

    #[test]
    fn the_rows_on_the_screen_are_offered_by_their_numbers() {
        let mut talk = Talk::new();
        talk.line("claims where id = \"003-moved-denied\" | select id, stance");
        assert_eq!(offered(&talk, ".why ").1[..1], ["1"]);
        let (_, offers) = offers(&View::of(&talk.session), ".why 1");
        assert_eq!(offers[0].detail, "003-moved-denied · deny");
        assert!(!offered(&talk, ".why 1 ").1.contains(&"1".to_owned()));
        talk.line("claims");
        let (_, written) = offered(&talk, ".why 1");
        let numbers = written
            .iter()
            .take_while(|it| it.parse::<u32>().is_ok() && it.starts_with('1'));
        assert_eq!(numbers.count(), MOST_ROWS);
        assert_eq!(offered(&talk, ".why 0").1[0], "000-plots-against-pa");
    }

    #[test]
    fn arguments_are_completed_by_what_they_are() {
        let talk = Talk::new();
        let cases: [(&str, usize, &[&str]); 25] = [
            (".mode cs", 6, &["csv"]),
            (".mode", 0, &[".mode "]),
            (".mode  js", 7, &["json", "jsonl"]),
            (".mode au", 6, &["auto"]),
            (".mode cvs", 6, &["csv"]),
            ("\\pset format cs", 13, &["csv"]),
            (".timer o", 7, &["on", "off"]),
            (".open --s", 6, &["--sample"]),
            (".schema outl", 8, &["outlets"]),
            (".schema claims.stan", 8, &["claims.stance"]),
            (".config nu", 8, &["null", "numbered"]),
            (".config mode js", 13, &["json", "jsonl"]),
            (".help whe", 6, &["where"]),
            (".explain claims where stan", 22, &["stance"]),
            (".why 003-moved-denied/1", 5, &["003-moved-denied/1"]),
            (".why MOVED-DENIED/2", 5, &["003-moved-denied/2"]),
            (".why 1 --or", 7, &["--originals"]),
            (
                ".why claim:003-moved-denied",
                5,
                &["claim:003-moved-denied"],
            ),
            (
                ".why Document:00",
                5,
                &[
                    "document:000",
                    "document:001",
                    "document:002",
                    "document:003",
                    "document:004",
                ],
            ),
            (".values claims.stan", 15, &["stance"]),
            (".values claims.source.par", 22, &["party"]),
            (".stats outl", 7, &["outlets"]),
            ("\\d outl", 3, &["outlets"]),
            (".null ", 6, &["\"\""]),
            (".explain unborne-na", 9, &["unborne-name"]),
        ];
        for (typed, start, expected) in cases {
            let (at, inserts) = offered(&talk, typed);
            let inserts: Vec<&str> = inserts.iter().map(String::as_str).collect();
            assert_eq!((at, inserts.as_slice()), (start, expected), "{typed}");
        }
        for typed in [
            ".schema x.y",
            ".config x y",
            ".timer ö",
            ".run x y",
            ".quit x",
        ] {
            assert!(offered(&talk, typed).1.is_empty(), "{typed}");
        }
    }

    #[test]
    fn parameters_and_their_values_are_completed() {
        let mut talk = Talk::new();
        talk.line("param $who: sources = \"Hamas\"; claims where source = $who");
        talk.line(".param since=2019");
        let (at, names) = offered(&talk, ".param ");
        assert_eq!(
            (at, names),
            (7, vec!["who=".to_owned(), "since=".to_owned()])
        );
        assert_eq!(offered(&talk, ".param $w"), (8, vec!["who=".to_owned()]));
        assert_eq!(offered(&talk, ".param -s"), (8, vec!["since".to_owned()]));
        for value in ["Turkish diplomatic s", "\"Turkish diplomatic s"] {
            let (at, names) = offered(&talk, &format!(".param who={value}"));
            assert_eq!((at, &*names[0]), (11, "\"Turkish diplomatic source\""));
        }
        assert_eq!(
            offered(&talk, ".param who = Hamas so").1[0],
            "\"Hamas source\""
        );
        assert!(offered(&talk, ".param since=2").1.is_empty());
        assert!(offered(&talk, ".param other=2").1.is_empty());
    }

    #[test]
    fn saved_queries_and_their_parameters_are_completed() {
        let mut talk = Talk::new();
        let manifest = env!("CARGO_MANIFEST_DIR");
        talk.line(&format!(".open \"{manifest}/seeds\""));
        let (at, names) = offered(&talk, ".run ");
        assert!(
            at == 5 && names.contains(&"attribution".to_owned()),
            "{names:?}"
        );
        let (_, offers) = offers(&View::of(&talk.session), ".run attribution");
        assert!(!offers[0].detail.is_empty());
        let (at, params) = offered(&talk, ".run attribution ");
        assert_eq!((at, params), (17, vec!["document=".to_owned()]));
        assert!(offered(&talk, ".run attribution x").1.is_empty());
        let (at, values) = offered(&talk, ".run attribution document=\"Were Hamas's l");
        let title = "\"Were Hamas's leaders moved from Qatar to Turkey?\"";
        assert_eq!((at, values), (26, vec![title.to_owned()]));
    }

    #[test]
    fn files_and_folders_are_completed() {
        let talk = Talk::new();
        let manifest = env!("CARGO_MANIFEST_DIR");
        let typed = format!(".read {manifest}/gramm");
        let start = typed.len() - "gramm".len();
        assert_eq!(
            offered(&talk, &typed),
            (start, vec!["grammar.md".to_owned()])
        );
        let typed = format!(".read \"{manifest}/se");
        assert_eq!(offered(&talk, &typed).1, ["seeds/"]);
        let (_, offers) = offers(&View::of(&talk.session), &format!(".open {manifest}/se"));
        assert_eq!(
            (offers[0].insert.as_str(), offers[0].detail.as_str()),
            ("seeds/", "a ledger")
        );
        assert!(offered(&talk, ".open gramm").1.is_empty());
        assert!(offered(&talk, ".read no-such-folder/x").1.is_empty());
        assert!(
            offered(&talk, ".read ")
                .1
                .iter()
                .all(|name| !name.starts_with('.'))
        );
    }
}
