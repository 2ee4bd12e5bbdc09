//! The settings of a session, one row each: `.config`, and the commands named like them.
//!
//! To add one: a row of [`SETTINGS`], and where it deserves a command of its own, a row of
//! [`COMMANDS`](super::COMMANDS) that calls [`command`].

use std::path::{MAIN_SEPARATOR, PathBuf};

use super::commands::{Flow, Refusal, forbidden};
use super::session::Session;
use crate::console::options::Options;
use crate::console::pager::Pager;
use crate::diagnostic::{Diagnostic, did_you_mean, nearest, quoted_list};
use crate::render;
use crate::value::{Day, term_safe, unquoted};

/// The least width that may be set.
const LEAST_WIDTH: usize = 16;

/// A setting.
pub(super) struct Setting {
    /// Its name.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) takes: &'static str,
    /// What it says, in one line.
    pub(super) help: &'static str,
    /// Tells whether the command line said something of it.
    pub(super) given: fn(&Options) -> bool,
    /// Returns its value as it would be typed.
    pub(super) show: fn(&Session) -> String,
    /// Sets it to what was typed.
    pub(super) set: fn(&mut Session, &str) -> Result<(), Refusal>,
}

/// Every setting.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        name: "mode",
        takes: "MODE | auto",
        help: "how answers are written; auto takes what suits the terminal, or the name of a file",
        given: |options| options.format.is_some(),
        show: |session| {
            let mode = session.output.layout.mode.map(|mode| mode.name);
            mode.unwrap_or("auto").to_owned()
        },
        set: set_mode,
    },
    Setting {
        name: "width",
        takes: "COLUMNS | auto",
        help: "the columns a table may take; 0 for as many as it needs",
        given: |options| options.width.is_some(),
        show: |session| automatic(session.output.layout.width),
        set: |session, value| {
            session.output.layout.width = width(value)?;
            Ok(())
        },
    },
    Setting {
        name: "maxrows",
        takes: "ROWS | auto",
        help: "the rows of an answer that are shown; 0 for all",
        given: |options| options.max_rows.is_some(),
        show: |session| automatic(session.output.layout.max_rows),
        set: |session, value| {
            session.output.layout.max_rows = number(value, "rows")?;
            Ok(())
        },
    },
    Setting {
        name: "null",
        takes: "TEXT",
        help: "what stands for an absent value",
        given: |options| options.null.is_some(),
        show: |session| format!("\"{}\"", session.output.layout.null),
        set: |session, value| {
            session.output.layout.null = unquoted(value).to_owned();
            Ok(())
        },
    },
    Setting {
        name: "numbered",
        takes: "on | off | auto",
        help: "whether the rows of an answer are numbered; auto numbers them on a terminal",
        given: |options| options.numbered,
        show: |session| {
            let numbered = session.output.layout.numbered.map(on_off);
            numbered.unwrap_or("auto").to_owned()
        },
        set: |session, value| {
            let is_auto = value.eq_ignore_ascii_case("auto");
            session.output.layout.numbered = if is_auto { None } else { Some(truth(value)?) };
            Ok(())
        },
    },
    Setting {
        name: "pager",
        takes: "on | off | COMMAND",
        help: "what shows an answer that is longer than the screen; on takes $WHOSAID_PAGER, $PAGER or less",
        given: |options| options.safe,
        show: |session| match &session.output.pager {
            Pager::On => "on".to_owned(),
            Pager::Off => "off".to_owned(),
            Pager::Command(command) => command.clone(),
        },
        set: set_pager,
    },
    Setting {
        name: "originals",
        takes: "FOLDER | off",
        help: "the original texts whose passages ‘.why’ shows",
        given: |_| false,
        show: |session| match &session.originals_folder {
            Some(folder) => folder.display().to_string(),
            None => "off".to_owned(),
        },
        set: set_originals,
    },
    Setting {
        name: "timer",
        takes: "on | off",
        help: "whether the time a query took is told",
        given: |_| false,
        show: |session| on_off(session.timer).to_owned(),
        set: |session, value| {
            session.timer = truth(value)?;
            Ok(())
        },
    },
    Setting {
        name: "keep_going",
        takes: "on | off",
        help: "whether a text of several goes on behind one that fails",
        given: |options| options.keep_going,
        show: |session| on_off(session.options.keep_going).to_owned(),
        set: |session, value| {
            session.options.keep_going = truth(value)?;
            Ok(())
        },
    },
    Setting {
        name: "watch",
        takes: "on | off",
        help: "whether the ledger's files are read again as soon as they have changed",
        given: |_| false,
        show: |session| on_off(session.is_watching()).to_owned(),
        set: |session, value| session.watch(truth(value)?),
    },
    Setting {
        name: "today",
        takes: "DATE | auto",
        help: "the day that today is in queries",
        given: |options| options.today.is_some(),
        show: |session| {
            let day = session.settings.today.map(|day| day.to_string());
            day.unwrap_or_else(|| "auto".to_owned())
        },
        set: |session, value| {
            let value = unquoted(value);
            let refusal = || Refusal::Usage(format!("‘{}’ is no day", term_safe(value)));
            let is_auto = value.eq_ignore_ascii_case("auto");
            let day = || Day::parse(value).ok_or_else(refusal);
            session.settings.today = if is_auto { None } else { Some(day()?) };
            Ok(())
        },
    },
];

/// Shows a setting, or sets it where there is a value.
pub(super) fn command(session: &mut Session, name: &str, value: &str) -> Result<Flow, Refusal> {
    let setting = find(name)?;
    if value.is_empty() {
        session.say(&format!("{}: {}", setting.name, (setting.show)(session)));
    } else {
        (setting.set)(session, value)?;
    }
    Ok(Flow::Next)
}

/// Finds a setting; case does not count.
pub(super) fn find(name: &str) -> Result<&'static Setting, Refusal> {
    let names = || SETTINGS.iter().map(|setting| setting.name);
    let found = SETTINGS
        .iter()
        .find(|setting| setting.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        let message = format!("there is no setting ‘{}’", term_safe(name));
        let diagnostic = Diagnostic::error("unknown-setting", message);
        let help = match nearest(name, names()) {
            Some(near) => did_you_mean(near),
            None => format!("the settings are {}", quoted_list(names())),
        };
        diagnostic.help(help).into()
    })
}

fn set_mode(session: &mut Session, value: &str) -> Result<(), Refusal> {
    let value = unquoted(value);
    let is_auto = value.eq_ignore_ascii_case("auto");
    session.output.layout.mode = if is_auto { None } else { Some(mode(value)?) };
    Ok(())
}

/// Finds an output mode; case does not count.
pub(super) fn mode(value: &str) -> Result<&'static render::Mode, Refusal> {
    let names = || render::MODES.iter().map(|mode| mode.name);
    render::mode(value).ok_or_else(|| {
        let message = format!("there is no mode ‘{}’", term_safe(value));
        let diagnostic = Diagnostic::error("unknown-mode", message);
        let diagnostic = match nearest(value, names()) {
            Some(near) => diagnostic.near(near),
            None => diagnostic,
        };
        let help = format!("the modes are {}", quoted_list(names()));
        diagnostic.help(help).into()
    })
}

fn set_pager(session: &mut Session, value: &str) -> Result<(), Refusal> {
    let pager = match (truth(value), unquoted(value).trim()) {
        (Ok(true), _) => Pager::On,
        (Ok(false), _) | (_, "") => Pager::Off,
        (Err(_), command) => Pager::Command(command.to_owned()),
    };
    if session.safe && pager != Pager::Off {
        return Err(forbidden("a pager").into());
    }
    session.output.pager = pager;
    Ok(())
}

fn set_originals(session: &mut Session, value: &str) -> Result<(), Refusal> {
    if value.eq_ignore_ascii_case("off") {
        (session.originals, session.originals_folder) = (None, None);
        return Ok(());
    }
    if session.safe {
        return Err(forbidden("a folder of original texts").into());
    }
    Ok(session.hold_against(&path(value))?)
}

/// Reads the columns that tables may take.
fn width(value: &str) -> Result<Option<usize>, Refusal> {
    let columns = number(value, "columns")?;
    match columns {
        Some(columns @ 1..LEAST_WIDTH) => Err(Refusal::Usage(format!(
            "a width of {columns} has no room for words: it is {LEAST_WIDTH} at the least, or 0"
        ))),
        columns => Ok(columns),
    }
}

fn automatic(value: Option<usize>) -> String {
    value.map_or_else(|| "auto".to_owned(), |value| value.to_string())
}

/// Reads a number, or `auto` for none.
fn number(value: &str, of: &str) -> Result<Option<usize>, Refusal> {
    let value = unquoted(value);
    if value.eq_ignore_ascii_case("auto") {
        return Ok(None);
    }
    let number = value.parse().map_err(|_| {
        let shown = term_safe(value);
        Refusal::Usage(format!("‘{shown}’ is no number of {of}"))
    })?;
    Ok(Some(number))
}

/// Reads `on` or `off`, or what others write for them.
pub(super) fn truth(value: &str) -> Result<bool, Refusal> {
    match unquoted(value).to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err(Refusal::Usage(format!(
            "‘{}’ is neither ‘on’ nor ‘off’",
            term_safe(value)
        ))),
    }
}

/// Writes what [`truth`] reads.
pub(super) fn on_off(truth: bool) -> &'static str {
    if truth { "on" } else { "off" }
}

/// Reads a path, which may stand in quotation marks and begin in the person's own folder.
pub(super) fn path(value: &str) -> PathBuf {
    let path = unquoted(value);
    let below = path.strip_prefix('~');
    let below = below.filter(|below| below.is_empty() || below.starts_with(MAIN_SEPARATOR));
    match below.zip(std::env::var_os("HOME")) {
        Some((below, home)) => PathBuf::from(home).join(below.trim_start_matches(MAIN_SEPARATOR)),
        None => PathBuf::from(path),
    }
}
