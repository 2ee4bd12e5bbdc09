//! What a person keeps for every session: settings in `config.toml`, and a text to begin with in
//! `startup.who`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::commands::{Flow, Refusal};
use super::session::Session;
use super::settings::{self, Setting, on_off};
use crate::cli::input;
use crate::diagnostic::{Diagnostic, Report, Severity, Source, Span};

/// The names of the two files, and what each is.
pub(super) const FILES: [(&str, &str); 2] = [
    ("config.toml", "the settings that a prompt begins with"),
    (
        "startup.who",
        "commands and queries that a prompt begins with",
    ),
];

/// Returns the folder of both: `$XDG_CONFIG_HOME/whosaid`, or `~/.config/whosaid`.
pub(super) fn folder() -> Option<PathBuf> {
    Some(own_folder("XDG_CONFIG_HOME", ".config")?.join("whosaid"))
}

/// Returns the folder that a variable names, or else one below `$HOME`.
pub(super) fn own_folder(variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute(variable).or_else(|| absolute("HOME").map(|home| home.join(below_home)))
}

/// Sets what the settings of a folder say and does what its text says; what is wrong is told, and
/// keeps nothing from going on.
pub(super) fn begin(session: &mut Session, folder: &Path) -> Flow {
    let [settings, text] = FILES.map(|(name, _)| folder.join(name));
    if settings.exists() {
        let wrong = apply(session, &settings);
        session.messages.report(&wrong);
    }
    if !text.exists() {
        return Flow::Next;
    }
    if let Ok(source) = input::query_file(&text, &session.messages) {
        // What is wrong with it was told.
        let _ = session.script(&source);
    }
    session.flow().clone()
}

/// Sets what a file of settings says, but for what the command line says; returns what is wrong.
fn apply(session: &mut Session, path: &Path) -> Report {
    let name = path.display().to_string();
    let source = fs::read(path)
        .map_err(|error| {
            let message = format!("cannot read ‘{name}’: {error}");
            Diagnostic::warning("unreadable", message)
        })
        .and_then(|bytes| Source::decode(name.clone(), bytes));
    let source = match source {
        Ok(source) => source,
        Err(diagnostic) => return warning(diagnostic).into(),
    };
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    let mut report = Report::default();
    for error in &errors {
        let at = error
            .span()
            .map_or(Span::default(), |at| Span::new(at.start, at.end));
        let wrong = Diagnostic::warning("config-form", error.message());
        report.diagnostics.push(wrong.at(&source, at));
    }
    let mut entries: Vec<_> = root.into_inner().into_iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let key_at = Span::new(key.span().start, key.span().end);
        let value_at = Span::new(value.span().start, value.span().end);
        let (setting, at) = match settings::find(key.get_ref()) {
            Ok(setting) => (Ok(setting), value_at),
            Err(refusal) => (Err(refusal), key_at),
        };
        let set = setting.and_then(|setting| {
            let value = written(&value, &source, setting)?;
            // What the command line says holds.
            if !(setting.given)(&session.options) {
                (setting.set)(session, &value)?;
            }
            Ok(())
        });
        match set {
            Ok(()) | Err(Refusal::Told(_)) => {}
            Err(Refusal::Wrong(diagnostic)) => {
                report.diagnostics.push(warning(diagnostic).at(&source, at));
            }
            Err(Refusal::Usage(message)) => {
                let takes = settings::find(key.get_ref()).map_or("", |setting| setting.takes);
                let wrong = Diagnostic::warning("config-value", message).at(&source, at);
                let help = format!("‘{}’ takes {takes}", key.get_ref());
                report.diagnostics.push(wrong.help(help));
            }
        }
    }
    report
}

fn warning(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic {
        severity: Severity::Warning,
        ..diagnostic
    }
}

/// Returns a value as it would be typed behind the setting's name.
fn written(
    value: &Spanned<DeValue<'_>>,
    source: &Arc<Source>,
    setting: &Setting,
) -> Result<String, Refusal> {
    match value.get_ref() {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Boolean(truth) => Ok(on_off(*truth).to_owned()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
            Ok(source.text[value.span()].to_owned())
        }
        DeValue::Array(_) | DeValue::Table(_) => Err(Refusal::Usage(format!(
            "‘{}’ takes one value",
            setting.name
        ))),
    }
}

/// Returns the rows by which the settings tell where the files are.
pub(super) fn places() -> Vec<[String; 4]> {
    let Some(folder) = folder() else {
        return Vec::new();
    };
    let rows = FILES.map(|(name, help)| {
        let path = folder.join(name);
        let state = if path.exists() { "" } else { "; there is none" };
        [
            name.to_owned(),
            path.display().to_string(),
            String::new(),
            format!("{help}{state}"),
        ]
    });
    rows.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::{Folder, Talk};

    fn begun(name: &str, files: &[(&str, &str)]) -> (Talk, Flow, String) {
        let (mut talk, folder) = (Talk::new(), Folder::new(name));
        for (name, text) in files {
            folder.write(name, text);
        }
        let flow = begin(&mut talk.session, &folder.0);
        let told = talk.told();
        (talk, flow, told)
    }

    #[test]
    fn settings_are_read_whatever_form_they_have() {
        let text = "mode = \"csv\"\nmaxrows = 3\ntimer = true\ntoday = 2025-01-31\nnull = \"-\"\n";
        let (mut talk, flow, told) = begun("config", &[("config.toml", text)]);
        assert_eq!((flow, told.as_str()), (Flow::Next, ""));
        for (setting, shown) in [
            ("mode", "csv"),
            ("maxrows", "3"),
            ("timer", "on"),
            ("today", "2025-01-31"),
            ("null", "\"-\""),
        ] {
            let line = format!(".config {setting}");
            assert_eq!(talk.messages(&line), format!("{setting}: {shown}\n"));
        }
    }

    #[test]
    fn what_is_wrong_is_told_and_the_rest_is_set() {
        let text =
            "mde = \"csv\"\nmode = \"cvs\"\nwidth = \"wide\"\nnull = [1]\nmaxrows = 3\n[x]\n";
        let (mut talk, _, told) = begun("config-wrong", &[("config.toml", text)]);
        for expected in [
            "config.toml:1:1",
            "did you mean ‘mode’?",
            "config.toml:2:8",
            "did you mean ‘csv’?",
            "config.toml:3:9",
            "‘width’ takes COLUMNS | auto",
            "config.toml:4:8",
            "config.toml:6:2",
        ] {
            assert!(told.contains(expected), "{expected}: {told}");
        }
        assert!(!told.contains("error"), "{told}");
        assert_eq!(talk.messages(".maxrows"), "maxrows: 3\n");
        let (_, flow, told) = begun("config-form", &[("config.toml", "mode = \n")]);
        assert!(
            told.contains("config.toml:1") && told.contains("warning"),
            "{told}"
        );
        assert_eq!(flow, Flow::Next);
    }

    #[test]
    fn what_was_cut_is_shown_by_the_command_that_is_named() {
        let (mut talk, folder) = (Talk::new(), Folder::new("config-many"));
        talk.session.messages.be_brief();
        let wrong = ["mde", "wdth", "nul", "pgr", "tmer"].map(|key| format!("{key} = 1\n"));
        folder.write("config.toml", &wrong.concat());
        assert_eq!(begin(&mut talk.session, &folder.0), Flow::Next);
        assert!(talk.told().contains("2 more; ‘.errors’ shows all"));
        assert!(talk.messages(".errors").contains("tmer"));
    }

    #[test]
    fn what_the_command_line_says_holds() {
        let folder = Folder::new("config-line");
        let text =
            "mode = \"csv\"\nwidth = 50\nnull = \"-\"\nkeep_going = false\ntoday = 2025-01-31\n";
        folder.write("config.toml", text);
        let mut talk = Talk::new();
        let options = &mut talk.session.options;
        options.format = Some("table".to_owned());
        // What is the default is said, too.
        options.null = Some(String::new());
        options.keep_going = true;
        assert_eq!(begin(&mut talk.session, &folder.0), Flow::Next);
        for (setting, shown) in [
            ("mode", "auto"),
            ("width", "50"),
            ("null", "\"\""),
            ("keep_going", "on"),
            ("today", "2025-01-31"),
        ] {
            let line = format!(".config {setting}");
            assert_eq!(talk.messages(&line), format!("{setting}: {shown}\n"));
        }
    }

    #[test]
    fn a_text_is_done_first() {
        let text = "let denied = claims where stance = deny;\n.mode csv\n";
        let (mut talk, flow, told) = begun("startup", &[("startup.who", text)]);
        assert_eq!(flow, Flow::Next);
        assert!(told.contains("‘denied’ is defined"), "{told}");
        assert_eq!(talk.results("denied | count"), "count\n11\n");
        let (mut talk, flow, told) = begun("startup-wrong", &[("startup.who", "clams")]);
        assert_eq!(flow, Flow::Next);
        assert!(
            told.contains("startup.who:1:1") && told.contains("‘claims’"),
            "{told}"
        );
        assert!(talk.results("claims | count").contains("count"));
        let (_, flow, _) = begun("startup-quit", &[("startup.who", ".quit")]);
        assert_eq!(flow, Flow::Leave);
        let text = ".config keep_going on\nclams\n.quit\nclaims | count\n";
        let (_, flow, told) = begun("startup-quits", &[("startup.who", text)]);
        assert_eq!(flow, Flow::Leave, "{told}");
    }

    #[test]
    fn the_settings_tell_where_they_are() {
        let mut talk = Talk::new();
        let all = talk.results(".config");
        assert!(
            all.contains("config.toml") && all.contains("startup.who"),
            "{all}"
        );
    }
}
