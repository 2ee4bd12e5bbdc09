//! A light scan of a whole text: its statements, their pieces between pipes, and what its brackets hold.
//!
//! Each piece is parsed by itself, so that every broken stage gives an error of its own. The scan
//! knows strings, regexes, comments and brackets; it takes every text in one pass.

mod lines;
mod walk;

pub use lines::LineScan;

use std::cell::RefCell;
use std::ops::Range;

use super::lex;
use super::reader::Wanted;
use super::words::operand_follows;
use crate::diagnostic::{Diagnostic, Span};

/// Where the parts of a text lie.
pub(super) struct Layout {
    /// The statements that hold anything, in order.
    pub(super) statements: Vec<Portion>,
    /// The string or quoted name that never ends.
    pub(super) unclosed: Option<Unclosed>,
    /// All comments, in order.
    pub(super) comments: Vec<Comment>,
    /// The place of every semicolon, in order.
    pub(super) semicolons: Vec<usize>,
    /// The last token.
    pub(super) last: Option<Span>,
    /// What closes the brackets that are open at the end, the innermost last.
    pub(super) open: Vec<char>,
    /// Each opening bracket and whether only a query can stand in it, by place.
    brackets: Vec<(usize, bool)>,
    /// A place where all is noted that the parsers want there.
    watched: Option<Watched>,
    /// Where reading was given up.
    given_up: RefCell<Vec<GivenUp>>,
}

/// A place where the reading of a piece was given up.
#[derive(Debug)]
pub(super) struct GivenUp {
    /// Where it is.
    pub(super) at: usize,
    /// What was wanted there.
    pub(super) wanted: Vec<Wanted>,
    /// The last token that was read.
    pub(super) last: Range<usize>,
    /// What was read and refused, if that was the reason.
    pub(super) refused: Option<Range<usize>>,
}

/// A place, blanks included, and what is wanted there.
struct Watched {
    place: Range<usize>,
    wanted: RefCell<Vec<Wanted>>,
}

/// One statement, cut at the pipes that stand in no bracket.
pub(super) struct Portion {
    /// The `##` lines before it.
    pub(super) doc: String,
    /// At least one.
    pub(super) pieces: Vec<Piece>,
}

/// A comment, from its first mark on, without the blanks at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    /// Where it stands.
    pub(super) span: Span,
    /// Whether nothing but blanks stands before it on its line.
    pub(super) own_line: bool,
}

/// What stands between two pipes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// The pipe before it; empty for the first.
    pub(super) lead: Span,
    /// Where its first token begins.
    pub(super) start: usize,
    /// Where its last token ends.
    pub(super) end: usize,
}

/// A quote that opens what nothing closes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unclosed {
    /// The opening quote.
    pub(super) span: Span,
    /// The quote that was missed.
    closer: char,
}

impl Layout {
    /// Scans a text.
    pub(super) fn scan(text: &str) -> Layout {
        let mut scanner = Scanner::new(text);
        while scanner.step() {}
        let open = scanner.frames.iter().map(|frame| frame.closer).collect();
        scanner.end_statement();
        Layout {
            last: scanner.last,
            open,
            watched: None,
            given_up: RefCell::default(),
            statements: scanner.statements,
            unclosed: scanner.unclosed,
            comments: scanner.comments,
            semicolons: scanner.semicolons,
            brackets: scanner.brackets,
        }
    }

    /// Has all noted that the parsers want between two places, where nothing but blanks stands.
    pub(super) fn watching(self, place: Range<usize>) -> Layout {
        let wanted = RefCell::default();
        Layout {
            watched: Some(Watched { place, wanted }),
            ..self
        }
    }

    /// Notes what is wanted at a place, if it is the one that is watched.
    pub(super) fn note(&self, at: usize, what: Wanted) {
        if let Some(Watched { place, wanted }) = &self.watched
            && (place.start..=place.end).contains(&at)
            && !wanted.borrow().contains(&what)
        {
            wanted.borrow_mut().push(what);
        }
    }

    /// Returns what was wanted at the place that was watched.
    pub(super) fn noted(self) -> Vec<Wanted> {
        self.watched
            .map_or_else(Vec::new, |watched| watched.wanted.into_inner())
    }

    /// Notes that the reading of a piece was given up.
    pub(super) fn give_up(&self, given_up: GivenUp) {
        self.given_up.borrow_mut().push(given_up);
    }

    /// Returns where reading was given up, in order.
    pub(super) fn given_up(self) -> Vec<GivenUp> {
        self.given_up.into_inner()
    }

    /// Returns the whole of a text as one piece, blanks around it taken away.
    pub(super) fn whole(&self) -> Piece {
        let pieces = || self.statements.iter().flat_map(|portion| &portion.pieces);
        let start = pieces()
            .next()
            .map_or(0, |piece| piece.start.min(piece.end));
        let end = pieces()
            .next_back()
            .map_or(0, |piece| piece.end.max(piece.lead.range().end));
        Piece {
            lead: Span::new(start, start),
            start,
            end,
        }
    }

    /// Tells whether what stands in the bracket at this place can only be a query.
    pub(super) fn holds_query(&self, open: usize) -> bool {
        let found = self.brackets.binary_search_by_key(&open, |(at, _)| *at);
        found.is_ok_and(|index| self.brackets[index].1)
    }
}

impl Unclosed {
    /// Makes it of the place and the quote.
    pub(super) fn new(at: usize, open: char) -> Unclosed {
        Unclosed {
            span: Span::new(at, at + open.len_utf8()),
            closer: if open == '“' { '”' } else { open },
        }
    }

    /// Says so.
    pub(super) fn diagnostic(self) -> Diagnostic {
        let what = if self.closer == '`' { "name" } else { "string" };
        let diagnostic = Diagnostic::error("unclosed-string", format!("this {what} is not closed"));
        diagnostic.help(format!("write {} where it ends", self.closer))
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    last: Option<Span>,
    /// Where the last token of the statement ended; none before its first.
    last_end: Option<usize>,
    first_start: usize,
    /// Whether an operand may stand next, so that `/` begins a regex.
    operand_next: bool,
    after_pipe: bool,
    doc: Vec<&'t str>,
    /// The pipes outside all brackets.
    pipes: Vec<Pipe>,
    frames: Vec<Frame>,
    /// How many of them `)`, `]` and `}` would close.
    open: [usize; 3],
    statements: Vec<Portion>,
    unclosed: Option<Unclosed>,
    comments: Vec<Comment>,
    semicolons: Vec<usize>,
    brackets: Vec<(usize, bool)>,
}

struct Pipe {
    at: usize,
    /// Where the token before it ended.
    before: usize,
}

/// An open bracket.
struct Frame {
    index: usize,
    closer: char,
    pipes: Vec<Pipe>,
    /// The bracket that stands first in it, if one does.
    first: First,
    /// Whether a word stands in it that only a query has.
    queried: bool,
}

enum First {
    Nothing,
    Bracket(usize),
    Other,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Scanner {
            text,
            at: 0,
            last: None,
            last_end: None,
            first_start: 0,
            operand_next: true,
            after_pipe: false,
            doc: Vec::new(),
            pipes: Vec::new(),
            frames: Vec::new(),
            open: [0; 3],
            statements: Vec::new(),
            unclosed: None,
            comments: Vec::new(),
            semicolons: Vec::new(),
            brackets: Vec::new(),
        }
    }

    /// Takes one token, comment or blank; false at the end.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(c) = rest.chars().next() else {
            return false;
        };
        match c {
            '#' => self.comment(rest),
            '"' | '“' => match lex::string_len(rest) {
                Some(len) => self.token(len, false),
                None => {
                    self.miss(c);
                    self.token(rest.len(), false);
                }
            },
            '`' => {
                let len = lex::quoted_name_len(rest);
                if len.is_none() {
                    self.miss(c);
                }
                self.token(len.unwrap_or(1), false);
            }
            '/' if self.operand_next && !lex::is_of_interval(self.text, self.at) => {
                self.token(
                    lex::regex_len(rest).unwrap_or_else(|| line_len(rest)),
                    false,
                );
            }
            '(' | '[' | '{' => self.open(c),
            ')' | ']' | '}' => self.close(c),
            '|' if rest.starts_with("||") => self.token(2, true),
            '|' => self.pipe(),
            ';' => {
                self.end_statement();
                self.semicolons.push(self.at);
                self.at += 1;
            }
            c if lex::is_blank(c) => self.at += c.len_utf8(),
            // The word behind it is no keyword: `$where`.
            '$' => {
                let word = rest[1..].find(|c| !lex::is_word(c));
                self.token(word.map_or(rest.len(), |len| 1 + len), false);
            }
            c if lex::is_word(c) => self.word(rest),
            '\'' | '‘' | '„' | '«' | '”' => {
                let len = lex::foreign_string_len(rest);
                self.token(len.unwrap_or_else(|| line_len(rest)), false);
            }
            c => self.token(c.len_utf8(), true),
        }
        true
    }

    fn comment(&mut self, rest: &'t str) {
        let line = &rest[..line_len(rest)];
        if let Some(doc) = line.strip_prefix("##")
            && self.last_end.is_none()
        {
            self.doc.push(doc.trim());
        }
        let before = self.last_end.or(self.semicolons.last().map(|at| at + 1));
        let between = &self.text[before.unwrap_or(0)..self.at];
        self.comments.push(Comment {
            span: Span::new(self.at, self.at + line.trim_end().len()),
            own_line: before.is_none() || between.contains('\n'),
        });
        self.at += line.len();
    }

    fn word(&mut self, rest: &str) {
        let len = rest.find(|c| !lex::is_word(c)).unwrap_or(rest.len());
        let word = &rest[..len];
        if ["where", "without", "as"]
            .iter()
            .any(|only| word.eq_ignore_ascii_case(only))
            && let Some(frame) = self.frames.last_mut()
        {
            frame.queried = true;
        }
        let before = self.last.map_or("", |last| &self.text[last.range()]);
        let operand_next = self.after_pipe || operand_follows(word, before, self.operand_next);
        self.token(len, operand_next);
    }

    /// Passes over a token.
    fn token(&mut self, len: usize, operand_next: bool) {
        self.note_first(First::Other);
        if self.last_end.is_none() {
            self.first_start = self.at;
        }
        self.last = Some(Span::new(self.at, self.at + len));
        self.at += len;
        self.last_end = Some(self.at);
        self.operand_next = operand_next;
        self.after_pipe = false;
    }

    fn note_first(&mut self, first: First) {
        if let Some(frame) = self.frames.last_mut()
            && matches!(frame.first, First::Nothing)
        {
            frame.first = first;
        }
    }

    fn open(&mut self, c: char) {
        let index = self.brackets.len();
        self.brackets.push((self.at, false));
        self.note_first(First::Bracket(index));
        self.token(1, true);
        let closer = match c {
            '(' => ')',
            '[' => ']',
            _ => '}',
        };
        self.open[Self::slot(closer)] += 1;
        self.frames.push(Frame {
            index,
            closer,
            pipes: Vec::new(),
            first: First::Nothing,
            queried: false,
        });
    }

    fn close(&mut self, c: char) {
        // A closer that fits no open bracket is passed over; one that fits an outer bracket ends
        // the inner ones too.
        if self.open_for(c) > 0
            && let Some(fits) = self.frames.iter().rposition(|frame| frame.closer == c)
        {
            for frame in self.frames.drain(fits..).rev() {
                self.open[Self::slot(frame.closer)] -= 1;
                let inner = match frame.first {
                    First::Bracket(first) => self.brackets[first].1,
                    First::Nothing | First::Other => false,
                };
                self.brackets[frame.index].1 = frame.queried || inner || !frame.pipes.is_empty();
            }
        }
        self.token(1, false);
    }

    /// Returns how many open brackets wait for a closer: a search for one that none waits for
    /// would walk over all that are open, each time.
    fn open_for(&self, closer: char) -> usize {
        self.open[Self::slot(closer)]
    }

    fn slot(closer: char) -> usize {
        match closer {
            ')' => 0,
            ']' => 1,
            _ => 2,
        }
    }

    fn pipe(&mut self) {
        let pipe = Pipe {
            at: self.at,
            before: self.last_end.unwrap_or(self.at),
        };
        match self.frames.last_mut() {
            Some(frame) => frame.pipes.push(pipe),
            None => self.pipes.push(pipe),
        }
        self.token(1, true);
        self.after_pipe = true;
    }

    /// Cuts what has been passed at its pipes; brackets still open are taken as if they were not.
    fn end_statement(&mut self) {
        let mut pipes = std::mem::take(&mut self.pipes);
        self.open = [0; 3];
        for frame in self.frames.drain(..) {
            self.brackets[frame.index].1 = frame.queried;
            pipes.extend(frame.pipes);
        }
        pipes.sort_unstable_by_key(|pipe| pipe.at);
        let doc = std::mem::take(&mut self.doc).join("\n");
        let Some(end) = self.last_end.take() else {
            return;
        };
        let mut pieces = Vec::with_capacity(pipes.len() + 1);
        let (mut lead, mut start) = (
            Span::new(self.first_start, self.first_start),
            self.first_start,
        );
        for pipe in pipes {
            let end = pipe.before.max(start);
            pieces.push(Piece { lead, start, end });
            lead = Span::new(pipe.at, pipe.at + 1);
            start = self.skip_blank(pipe.at + 1, self.at);
        }
        pieces.push(Piece {
            lead,
            start: start.min(end),
            end,
        });
        self.statements.push(Portion { doc, pieces });
        self.operand_next = true;
        self.after_pipe = false;
    }

    fn skip_blank(&self, from: usize, to: usize) -> usize {
        to - lex::blank(&self.text[from..to]).len()
    }

    fn miss(&mut self, open: char) {
        self.unclosed.get_or_insert(Unclosed::new(self.at, open));
    }
}

/// Returns how long the rest of the line is. What should have ended on it and did not is passed
/// over to there at once: a search from each of a long row of openings would take for ever.
fn line_len(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}
