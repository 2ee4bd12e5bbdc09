//! What is typed, in colours, with the names that nothing bears underlined.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::ops::Range;
use std::time::{Duration, Instant};

use super::view::View;
use super::warming::Warming;
use crate::repl::script::{self, Led};
use crate::syntax::{Class, tokens};
use crate::value::term_safe;

/// A longer text is coloured but not looked into.
const MOST_LOOKED_INTO: usize = 4096;
/// Where looking into a text takes longer, it is done between words only.
const SLOW: Duration = Duration::from_millis(10);

/// What a diagnostic is called that tells of a name that stands for nothing.
const UNRESOLVED: [&str; 9] = [
    "unborne-name",
    "unknown-collection",
    "unknown-column",
    "unknown-field",
    "unknown-function",
    "unknown-parameter",
    "unknown-part",
    "unknown-stage",
    "unknown-word",
];

/// Remembers what was found in the text that is typed.
#[derive(Default)]
pub(super) struct Marks {
    text: RefCell<String>,
    found: RefCell<Vec<Range<usize>>>,
    slow: Cell<bool>,
    warming: Warming,
}

impl Marks {
    /// Marks nothing yet.
    pub(super) fn new(warming: &Warming) -> Marks {
        Marks {
            warming: warming.clone(),
            ..Marks::default()
        }
    }

    /// Tells whether names are found without waiting for what they are looked up in.
    pub(super) fn is_ready(&self) -> bool {
        !self.warming.goes_on()
    }

    /// Looks into the text anew.
    pub(super) fn forget(&self) {
        self.text.borrow_mut().clear();
        self.found.borrow_mut().clear();
    }

    /// Returns where names stand that nothing bears, but for the word that is being typed.
    fn unresolved(&self, view: &View, text: &str, cursor: usize) -> Vec<Range<usize>> {
        // To wait for what names are looked up in would hold every key up.
        if !self.is_ready() {
            return Vec::new();
        }
        let is_typing = text[..cursor].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if *self.text.borrow() != text && !(self.slow.get() && is_typing) {
            let begun = Instant::now();
            *self.found.borrow_mut() = unresolved(view, text);
            self.text.borrow_mut().clear();
            self.text.borrow_mut().push_str(text);
            self.slow.set(begun.elapsed() > SLOW);
        }
        if *self.text.borrow() != text {
            return Vec::new();
        }
        let found = self.found.borrow();
        let done = found.iter().filter(|at| !(is_typing && at.end == cursor));
        done.cloned().collect()
    }
}

/// Writes a text in colours; what would steer the terminal is left out.
pub(super) fn highlighted<'l>(
    view: &View,
    marks: &Marks,
    text: &'l str,
    cursor: usize,
) -> Cow<'l, str> {
    if !view.colored {
        return harmless(text);
    }
    if script::is_command(text) {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (name, rest) = (harmless(&text[..end]), harmless(&text[end..]));
        return Cow::Owned(format!("\x1b[1m{name}\x1b[0m{rest}"));
    }
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    let unresolved = marks.unresolved(view, text, cursor);
    let mut shown = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for token in tokens(text) {
        shown.push_str(&harmless(&text[at..token.span.start]));
        let own = harmless(&text[token.span.clone()]);
        let is_marked = unresolved
            .iter()
            .any(|mark| mark.start < token.span.end && token.span.start < mark.end);
        let _ = match (color(token.class), is_marked) {
            ("", false) => write!(shown, "{own}"),
            ("", true) => write!(shown, "\x1b[4;31m{own}\x1b[0m"),
            (color, false) => write!(shown, "\x1b[{color}m{own}\x1b[0m"),
            (color, true) => write!(shown, "\x1b[{color};4;31m{own}\x1b[0m"),
        };
        at = token.span.end;
    }
    shown.push_str(&harmless(&text[at..]));
    Cow::Owned(shown)
}

/// The theme: the colours of eight that every terminal has.
fn color(class: Class) -> &'static str {
    match class {
        Class::Keyword => "34",
        Class::Stage => "1;34",
        Class::Call => "35",
        Class::Name | Class::Sign => "",
        Class::String | Class::OpenString => "32",
        Class::Number | Class::Regex => "36",
        Class::Parameter => "33",
        Class::Comment => "2",
        Class::Foreign => "31",
    }
}

/// Leaves out what would steer a terminal, so that the text stays as wide as the editor counts it.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let is_harmless = |c: char| {
        c == '\n' || c == '\t' || matches!(term_safe(c.encode_utf8(&mut [0; 4])), Cow::Borrowed(_))
    };
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| is_harmless(*c)).collect())
}

/// Returns where names stand in a text that nothing bears.
fn unresolved(view: &View, text: &str) -> Vec<Range<usize>> {
    if text.len() > MOST_LOOKED_INTO || script::is_command(text) {
        return Vec::new();
    }
    let led = Led::new(text);
    let query = view.ledger.query(&*led.whole);
    let report = query.with(view.settings.clone()).diagnose();
    let mut found = Vec::new();
    for diagnostic in report.diagnostics {
        let Some(label) = diagnostic.labels.first() else {
            continue;
        };
        if let Some(own) = led.own(&label.span.range())
            && UNRESOLVED.contains(&diagnostic.code)
        {
            // In a text that can't be read yet, what was said before is out of sight.
            if !view.knows(&text[own.clone()]) {
                found.push(own);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    /// Colours a text with the cursor at its end, colours written as `{34}`.
    fn shown(talk: &Talk, text: &str) -> String {
        let view = View::colored(&talk.session);
        let shown = highlighted(&view, &Marks::default(), text, text.len()).into_owned();
        shown
            .replace("\x1b[0m", "{}")
            .replace("\x1b[", "{")
            .split('m')
            .collect::<Vec<_>>()
            .join("m")
    }

    #[test]
    fn tokens_have_their_colours() {
        let talk = Talk::new();
        assert_eq!(
            shown(&talk, "claims where stance = deny | count # all"),
            "claims {34mwhere{} stance = deny | {1;34mcount{} {2m# all{}"
        );
        assert_eq!(shown(&talk, ".mode csv"), "{1m.mode{} csv");
    }

    #[test]
    fn names_that_nothing_bears_are_marked_when_they_are_typed() {
        let mut talk = Talk::new();
        assert_eq!(
            shown(&talk, "claims where sorce"),
            "claims {34mwhere{} sorce"
        );
        assert_eq!(
            shown(&talk, "claims where sorce = \"Hamas\""),
            "claims {34mwhere{} {4;31msorce{} = {32m\"Hamas\"{}"
        );
        let marked = shown(&talk, "claims where source = \"Nobody at all\"");
        assert!(marked.contains("{32;4;31m\"Nobody at all\"{}"), "{marked}");
        assert_eq!(shown(&talk, "clams "), "{4;31mclams{} ");
        assert_eq!(shown(&talk, "denied | "), "{4;31mdenied{} | ");
        talk.line("let denied = claims where stance = deny");
        assert_eq!(shown(&talk, "denied | "), "denied | ");
        assert_eq!(
            shown(&talk, "denied | select id"),
            "denied | {1;34mselect{} id"
        );
        talk.line("denied");
        let marked = shown(&talk, "| select sorce, id");
        assert_eq!(marked, "| {1;34mselect{} {4;31msorce{}, id");
    }

    #[test]
    fn what_steers_a_terminal_is_left_out() {
        let talk = Talk::new();
        for text in [
            "claims\u{1b}[2J",
            "\"a\u{202e}b\"",
            "# \u{7}",
            ".mode \u{9b}",
        ] {
            let shown = shown(&talk, text).replace("{", "");
            assert!(
                !shown.contains(['\u{1b}', '\u{202e}', '\u{7}', '\u{9b}']),
                "{shown:?}"
            );
        }
        let mut view = View::colored(&talk.session);
        view.colored = false;
        let plain = highlighted(&view, &Marks::default(), "claims \u{1b}where", 0);
        assert_eq!(plain, "claims where");
    }
}
