//! Where commands and statements begin and end in a text.

use std::borrow::Cow;
use std::ops::Range;

use crate::syntax::{self, Completeness, LineScan};

/// The commands that need no sign where they stand alone.
const BARE: [&str; 3] = ["help", "quit", "exit"];

/// A part of a text, by its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line with a command.
    Command(Range<usize>),
    /// Statements, or more stages for the query before.
    Statements(Range<usize>),
}

/// Cuts a text into commands and statements, in order.
///
/// A line is a command where it begins with `.` or `\` and a statement may begin there. A line that
/// reads well alone and cannot go on with a statement that is complete begins the next; a `;` ends
/// a statement, and what stands between `;` is asked together.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    // Where the statements that are being gathered begin, and the last of them.
    let (mut begin, mut last) = (0, 0);
    // The scan of the last, and whether anything but blanks stands in it.
    let (mut scan, mut holds) = (LineScan::new(text), false);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let gathered = || text[last..start].trim();
        // The parser is asked only where a line could end something: it reads all of a statement.
        if is_command(line) && !(holds && completeness(gathered()) == Completeness::NeedsMore) {
            push_statements(text, begin..start, &mut pieces);
            let content = start..start + line.trim_end().len();
            pieces.push(Piece::Command(content));
            (begin, last) = (end, end);
            (scan, holds) = (LineScan::new(&text[end..]), false);
            continue;
        }
        if holds && !scan.is_open() && begins_anew(gathered, line) {
            push_statements(text, begin..start, &mut pieces);
            (begin, last) = (start, start);
            (scan, holds) = (LineScan::new(&text[start..]), false);
        }
        scan.take(line.len());
        holds |= !line.trim().is_empty();
        if scan.ends_statement() {
            last = end;
            (scan, holds) = (LineScan::new(&text[end..]), false);
        }
    }
    push_statements(text, begin..text.len(), &mut pieces);
    pieces
}

/// Tells whether a text has commands, which only a session understands.
pub(crate) fn has_commands(text: &str) -> bool {
    // Most texts have no line that looks like one.
    text.lines().any(is_command)
        && pieces(text)
            .iter()
            .any(|piece| matches!(piece, Piece::Command(_)))
}

/// Tells whether a text is done, be it a command, statements or more stages.
pub(super) fn completeness(text: &str) -> Completeness {
    syntax::completeness(&Led::new(text).whole)
}

/// Tells whether a text goes on with the query before.
pub(super) fn is_refinement(text: &str) -> bool {
    text.trim_start().starts_with('|')
}

/// A text behind what leads to it, without which it can't be read.
pub(super) struct Led<'t> {
    /// Both of them.
    pub(super) whole: Cow<'t, str>,
    /// Where the text begins.
    start: usize,
}

impl<'t> Led<'t> {
    /// Has stages alone go on from the query before; nothing leads to another text.
    pub(super) fn new(text: &'t str) -> Led<'t> {
        match is_refinement(text) {
            true => Led::by("_ ", text),
            false => Led {
                whole: Cow::Borrowed(text),
                start: 0,
            },
        }
    }

    /// Has something lead to a text.
    pub(super) fn by(lead: &str, text: &str) -> Led<'t> {
        Led {
            whole: Cow::Owned(format!("{lead}{text}")),
            start: lead.len(),
        }
    }

    /// Returns where a place of the text lies in the whole.
    pub(super) fn place(&self, at: usize) -> usize {
        self.start + at
    }

    /// Returns which part of the text a part of the whole is; none where it is of something else.
    pub(super) fn own(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let start = part.start.checked_sub(self.start)?;
        (part.end <= self.whole.len()).then(|| start..part.end - self.start)
    }
}

/// Tells whether a line is a command where a statement may begin.
pub(super) fn is_command(line: &str) -> bool {
    line.starts_with(['.', '\\'])
}

/// Returns the command that a text is without a sign.
pub(super) fn bare_command(text: &str) -> Option<String> {
    let word = text.trim();
    let is_bare = BARE.iter().any(|bare| bare.eq_ignore_ascii_case(word));
    is_bare.then(|| format!(".{word}"))
}

/// Tells whether what was gathered is complete, and a line behind it begins another statement.
fn begins_anew<'t>(gathered: impl Fn() -> &'t str, line: &str) -> bool {
    !line.trim().is_empty()
        && !is_refinement(line)
        && completeness(line) != Completeness::Broken
        && completeness(gathered()) == Completeness::Complete
        && completeness(&format!("{}\n{line}", gathered())) == Completeness::Broken
}

fn push_statements(text: &str, at: Range<usize>, pieces: &mut Vec<Piece>) {
    if !text[at.clone()].trim().is_empty() {
        pieces.push(Piece::Statements(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the pieces of a text, commands behind a `!`.
    fn cut(text: &str) -> Vec<String> {
        let shown = |piece: Piece| match piece {
            Piece::Command(at) => format!("!{}", &text[at]),
            Piece::Statements(at) => text[at].trim().to_owned(),
        };
        pieces(text).into_iter().map(shown).collect()
    }

    #[test]
    fn places_are_found_behind_what_leads_to_them() {
        let led = Led::new("| count");
        assert_eq!((&*led.whole, led.place(2)), ("_ | count", 4));
        assert_eq!(led.own(&(4..9)), Some(2..7));
        assert_eq!(led.own(&(0..1)), None);
        assert_eq!(led.own(&(4..10)), None);
        let led = Led::new("claims");
        assert_eq!((&*led.whole, led.place(2)), ("claims", 2));
        assert_eq!(led.own(&(0..6)), Some(0..6));
    }

    #[test]
    fn a_command_begins_where_a_statement_may() {
        let cases: [(&str, &[&str]); 10] = [
            ("", &[]),
            (" \n", &[]),
            (".mode csv", &["!.mode csv"]),
            (
                ".mode csv\r\nclaims\n\\q\n",
                &["!.mode csv", "claims", "!\\q"],
            ),
            (
                "claims where text = \"\n.quit\n\"\n.quit",
                &["claims where text = \"\n.quit\n\"", "!.quit"],
            ),
            ("claims where\n.quit", &["claims where\n.quit"]),
            ("claims\n  .source", &["claims\n  .source"]),
            ("claims;\n.quit", &["claims;", "!.quit"]),
            ("claims wher x\n.quit", &["claims wher x", "!.quit"]),
            ("| count\n.quit", &["| count", "!.quit"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text:?}");
        }
    }

    /// Cuts a text by the parser alone, line by line.
    fn cut_by_the_parser(text: &str) -> Vec<Piece> {
        let ends_statement = |text: &str| {
            let mut scan = LineScan::new(text);
            scan.take(text.len());
            scan.ends_statement()
        };
        let mut pieces = Vec::new();
        let (mut begin, mut last, mut at) = (0, 0, 0);
        for line in text.split_inclusive('\n') {
            let (start, end) = (at, at + line.len());
            at = end;
            let gathered = text[last..start].trim();
            let state = completeness(gathered);
            if is_command(line) && state != Completeness::NeedsMore {
                push_statements(text, begin..start, &mut pieces);
                pieces.push(Piece::Command(start..start + line.trim_end().len()));
                (begin, last) = (end, end);
            } else if !gathered.is_empty()
                && state == Completeness::Complete
                && !line.trim().is_empty()
                && !is_refinement(line)
                && completeness(&format!("{gathered}\n{line}")) == Completeness::Broken
                && completeness(line) != Completeness::Broken
            {
                push_statements(text, begin..start, &mut pieces);
                (begin, last) = (start, start);
            }
            if ends_statement(&text[last..end]) {
                last = end;
            }
        }
        push_statements(text, begin..text.len(), &mut pieces);
        pieces
    }

    proptest::proptest! {
        #[test]
        fn asking_the_parser_seldom_cuts_as_asking_it_always(
            parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..24)
        ) {
            let text: String = parts.concat();
            proptest::prop_assert_eq!(pieces(&text), cut_by_the_parser(&text), "{:?}", text);
        }
    }

    /// What texts are made of, lines above all.
    const PARTS: &[&str] = &[
        "claims",
        "sources ",
        " where ",
        "a = ",
        "1",
        "\"x\"",
        "\"",
        "“",
        "”",
        "`",
        "(",
        ")",
        "[",
        "]",
        " in (",
        ",",
        "|",
        "| count",
        "let x = ",
        "## d",
        "# c",
        ";",
        " ; ",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\n.mode csv\n",
        "\n.quit",
        ".x",
        "\n\\q\n",
        "\nclaims\n",
        "\nsources\n",
        "\n| take 1\n",
        "\nlet y = claims;\n",
        "\n and b = 2",
        " /x/ ",
        "/",
        "'",
        "1..",
        "\u{feff}",
        "\u{85}",
        "  ",
    ];

    #[test]
    fn a_line_that_cannot_go_on_begins_anew() {
        let cases: [(&str, &[&str]); 7] = [
            ("claims\nsources", &["claims", "sources"]),
            ("claims\n| count\n", &["claims\n| count"]),
            (
                "let x = claims\nx | count",
                &["let x = claims", "x | count"],
            ),
            ("claims;\nsources", &["claims;\nsources"]),
            ("claims;\nsources\nnames", &["claims;\nsources", "names"]),
            (
                "claims\n## of all\nsources",
                &["claims\n## of all", "sources"],
            ),
            ("claims\n annd b = 2", &["claims\n annd b = 2"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text), expected, "{text:?}");
        }
    }
}
