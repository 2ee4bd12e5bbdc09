//! What the parsers share: the text, the errors so far, how deep and how far they have come.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::sync::Arc;

use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult};

use super::layout::{GivenUp, Layout, Piece, Unclosed};
use super::slot::Slot;
use super::{MAX_DEPTH, lex};
use crate::diagnostic::{Diagnostic, Source, Span};

/// What every parser here returns.
pub(super) type Read<'t, T> = IResult<&'t str, T, Problem>;

/// Why a parser failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// Nothing of its kind stands here; the reader remembers the furthest place and what was wanted.
    Unread,
    /// The diagnostic has been made.
    Told,
}

impl ParseError<&str> for Problem {
    fn from_error_kind(_: &str, _: ErrorKind) -> Self {
        Problem::Unread
    }

    fn append(_: &str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// What a parser wanted in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A kind of thing.
    Kind(Slot),
    /// This very word or sign.
    Token(&'static str),
}

/// Reads one piece of a text: a head with its `where`, one stage, or a lone expression.
///
/// The parsers take the rest of the piece as `&str`; its length tells the place.
pub(super) struct Reader<'s> {
    source: &'s Arc<Source>,
    layout: &'s Layout,
    piece: Piece,
    depth: Cell<usize>,
    tallest: Cell<usize>,
    last: Cell<Span>,
    furthest: RefCell<Furthest>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

/// The furthest place where something was wanted and did not stand.
#[derive(Default)]
struct Furthest {
    at: usize,
    wanted: Vec<Wanted>,
    helps: Vec<String>,
}

impl<'s> Reader<'s> {
    /// Makes the reader of one piece.
    pub(super) fn new(source: &'s Arc<Source>, layout: &'s Layout, piece: Piece) -> Self {
        Reader {
            source,
            layout,
            piece,
            depth: Cell::new(0),
            tallest: Cell::new(0),
            last: Cell::new(piece.lead),
            furthest: RefCell::default(),
            diagnostics: RefCell::default(),
        }
    }

    /// Returns the text of the piece.
    pub(super) fn text(&self) -> &'s str {
        &self.source.text[self.piece.start..self.piece.end]
    }

    /// Tells whether a stage follows the piece.
    pub(super) fn goes_on(&self) -> bool {
        lex::blank(&self.source.text[self.piece.end..]).starts_with('|')
    }

    /// Returns the place where the rest begins.
    pub(super) fn at(&self, rest: &str) -> usize {
        self.piece.end - rest.len()
    }

    /// Returns the stretch between two rests.
    pub(super) fn span(&self, from: &str, to: &str) -> Span {
        Span::new(self.at(from), self.at(to))
    }

    /// Notes that a token was read, so that errors can say after which they stand.
    pub(super) fn passed(&self, from: &str, to: &str) {
        let span = self.span(from, to);
        if span.end >= self.last.get().end {
            self.last.set(span);
        }
    }

    /// Makes the failure that says what was wanted here.
    pub(super) fn want(&self, rest: &str, what: Wanted) -> Err<Problem> {
        self.wanted(rest, what);
        Err::Error(Problem::Unread)
    }

    /// Notes what could have followed here.
    pub(super) fn wanted(&self, rest: &str, what: Wanted) {
        let at = self.at(lex::blank(rest));
        self.layout.note(at, what);
        let mut furthest = self.furthest.borrow_mut();
        if at > furthest.at {
            *furthest = Furthest {
                at,
                ..Furthest::default()
            };
        }
        if at == furthest.at && !furthest.wanted.contains(&what) {
            furthest.wanted.push(what);
        }
    }

    /// Notes what could have followed here for those who ask, though messages need not name it.
    pub(super) fn may_follow(&self, rest: &str, what: Wanted) {
        self.layout.note(self.at(lex::blank(rest)), what);
    }

    /// Adds a help to whatever is said about this place.
    pub(super) fn advise(&self, rest: &str, help: String) {
        let mut furthest = self.furthest.borrow_mut();
        if self.at(lex::blank(rest)) == furthest.at && !furthest.helps.contains(&help) {
            furthest.helps.push(help);
        }
    }

    /// Adds a help to whatever is said about this place, if nothing has been advised there.
    pub(super) fn advise_first(&self, rest: &str, help: impl Into<String>) {
        if self.furthest.borrow().helps.is_empty() {
            self.advise(rest, help.into());
        }
    }

    /// Advises about a comma that nothing follows.
    pub(super) fn advise_after_comma(&self, rest: &str) {
        // Nothing was read last where a piece begins.
        if self.source.text.get(self.last.get().range()) == Some(",") {
            self.advise(rest, "take the last comma away".to_owned());
        }
    }

    /// Reports an error from which reading goes on.
    pub(super) fn report(&self, diagnostic: Diagnostic, span: Span) {
        self.diagnostics
            .borrow_mut()
            .push(diagnostic.at(self.source, span));
    }

    /// Reports an error that ends the piece.
    pub(super) fn fail(&self, diagnostic: Diagnostic, span: Span) -> Err<Problem> {
        self.report(diagnostic, span);
        Err::Failure(Problem::Told)
    }

    /// Reports an opening bracket that nothing closes, unless something else stands in the place of its end.
    pub(super) fn unclosed(&self, open: Span, rest: &str, closer: &'static str) -> Err<Problem> {
        if !lex::blank(rest).is_empty() {
            return Err::Failure(Problem::Unread);
        }
        let bracket = &self.source.text[open.range()];
        let diagnostic =
            Diagnostic::error("unclosed-bracket", format!("‘{bracket}’ is not closed"));
        self.fail(
            diagnostic.help(format!("write ‘{closer}’ where it ends")),
            open,
        )
    }

    /// Fails for a quote that nothing closes; the scan has reported it, unless it took it for
    /// part of something else.
    pub(super) fn unclosed_quote(&self, start: &str) -> Err<Problem> {
        if self.layout.unclosed.is_some() {
            return Err::Failure(Problem::Told);
        }
        let (at, open) = (self.at(start), start.chars().next().unwrap_or('"'));
        let unclosed = Unclosed::new(at, open);
        self.fail(unclosed.diagnostic(), unclosed.span)
    }

    /// Tells whether what stands in the bracket that begins here can only be a query.
    pub(super) fn holds_query(&self, open: &str) -> bool {
        self.layout.holds_query(self.at(open))
    }

    /// Goes one level down, unless it is deep enough; [`Reader::leave`] goes up again.
    pub(super) fn enter(&self, start: &str) -> Result<(), Err<Problem>> {
        if self.depth.get() >= MAX_DEPTH {
            let at = self.at(start);
            let len = start.chars().next().map_or(0, char::len_utf8);
            return Err(self.too_deep(Span::new(at, at + len)));
        }
        self.depth.set(self.depth.get() + 1);
        Ok(())
    }

    /// Goes one level up.
    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }

    /// Reads something and returns how tall its tallest expression is.
    pub(super) fn measured<'t, T>(
        &self,
        input: &'t str,
        read: impl FnOnce(&'t str) -> Read<'t, T>,
    ) -> Read<'t, (T, usize)> {
        let outer = self.tallest.replace(0);
        let result = read(input);
        let height = self.tallest.replace(outer);
        result.map(|(rest, output)| (rest, (output, height)))
    }

    /// Notes the height of a finished expression.
    pub(super) fn stands(&self, height: usize) {
        self.tallest.set(self.tallest.get().max(height));
    }

    /// Reports an expression that is nested too deeply.
    pub(super) fn too_deep(&self, span: Span) -> Err<Problem> {
        let message = format!("this is nested more than {MAX_DEPTH} deep");
        let help = "take brackets away, or spread it over several ‘where’ or ‘derive’";
        self.fail(Diagnostic::error("too-deep", message).help(help), span)
    }

    /// Ends the reading: returns what was read, if it reached the end, and all that was reported.
    pub(super) fn finish<T>(self, read: Read<'_, T>) -> (Option<T>, Vec<Diagnostic>) {
        self.note_end(&read);
        let output = match read {
            Ok((rest, output)) if lex::blank(rest).is_empty() => Some(output),
            Ok((rest, _)) => {
                self.leftover(rest);
                None
            }
            Err(
                Err::Error(Problem::Unread) | Err::Failure(Problem::Unread) | Err::Incomplete(_),
            ) => {
                self.unread();
                None
            }
            Err(Err::Error(Problem::Told) | Err::Failure(Problem::Told)) => None,
        };
        (output, self.diagnostics.into_inner())
    }

    /// Notes where the reading was given up, if it was.
    fn note_end<T>(&self, read: &Read<'_, T>) {
        let told = match read {
            Ok((rest, _)) if lex::blank(rest).is_empty() => return,
            Err(Err::Error(Problem::Told) | Err::Failure(Problem::Told)) => true,
            Ok(_) | Err(_) => false,
        };
        let diagnostics = self.diagnostics.borrow();
        let told = diagnostics.last().filter(|_| told);
        let refused = told.and_then(|diagnostic| diagnostic.labels.first());
        let furthest = self.furthest.borrow();
        self.layout.give_up(GivenUp {
            at: furthest.at.max(self.piece.start),
            wanted: furthest.wanted.clone(),
            last: self.last.get().range(),
            refused: refused.map(|label| label.span.range()),
        });
    }

    fn leftover(&self, rest: &str) {
        let rest = lex::blank(rest);
        let at = self.at(rest);
        if let Some(bracket) = rest.chars().next().filter(|c| ")]}".contains(*c)) {
            let diagnostic =
                Diagnostic::error("expected", format!("‘{bracket}’ closes no bracket"));
            self.report(diagnostic, Span::new(at, at + 1));
        } else {
            self.unread();
        }
    }

    fn unread(&self) {
        let Furthest { at, wanted, helps } = self.furthest.take();
        let at = at.max(self.piece.start);
        let rest = &self.source.text[at..self.piece.end];
        if let Some(sign) = lex::foreign_comment(rest) {
            let message = format!("‘{sign}’ begins no comment here");
            let diagnostic = Diagnostic::error("foreign-syntax", message);
            self.report(
                diagnostic.help("comments begin with ‘#’"),
                Span::new(at, at + sign.len()),
            );
            return;
        }
        let mut message = format!("expected {}", joined(&wanted));
        let last = self.last.get();
        if last.start < last.end {
            message += &format!(" after {}", quoted(&self.source.text[last.range()]));
        }
        let found = token(rest);
        if !found.is_empty() {
            message += &format!(", not {}", quoted(found));
        }
        let mut diagnostic = Diagnostic::error("expected", message);
        diagnostic.helps = helps;
        self.report(diagnostic, Span::new(at, at + found.len()));
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wanted::Kind(slot) => slot.fmt(f),
            Wanted::Token(token) => write!(f, "‘{token}’"),
        }
    }
}

/// Writes a stretch of the query in quotes, shortened where it is long.
pub(super) fn quoted(text: &str) -> String {
    const ENOUGH: usize = 40;
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = line.char_indices().nth(ENOUGH) {
        line.truncate(cut);
        line.push('…');
    }
    format!("‘{line}’")
}

/// Returns the token that begins here.
pub(super) fn token(rest: &str) -> &str {
    let len = match rest.chars().next() {
        None => 0,
        Some('"' | '“') => lex::string_len(rest).unwrap_or(rest.len()),
        Some(c) if lex::is_word(c) => lex::glued_len(rest),
        Some('.') if rest.starts_with("..") => 2,
        Some(c) => c.len_utf8(),
    };
    &rest[..len]
}

/// Writes `a, b or c`.
fn joined(wanted: &[Wanted]) -> String {
    let wanted: Vec<String> = wanted.iter().map(Wanted::to_string).collect();
    match &wanted[..] {
        [] => "something else".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}
