//! A text cut at a cursor: what has been begun there, what may stand there, and a tree around it.
//!
//! What stands behind the cursor does not count. What was begun is taken away, and what is broken
//! before it mended; the parser is run over the rest, with what closes its brackets behind it, and
//! tells what it wants at the place.
//! Run once more with something put there, it tells where in the tree the place is.

use std::ops::Range;
use std::sync::Arc;

use super::around::around;
use super::layout::Layout;
use super::lex;
use super::mend::{EMPTY, NAMELESS, mended};
use super::reader::Wanted;
use super::slot::Slot;
use super::tree::File;
use super::words::is_reserved;
use super::{parse, read};
use crate::diagnostic::{Source, Span};

/// How many bytes may stand before a cursor.
const MAX_BYTES: usize = 1 << 16;

/// How many texts that never end are closed at the end of their line.
const MAX_RUNAWAYS: usize = 8;

/// How many brackets are tried to put something behind that a place needs.
const MAX_TRIED: usize = 8;

/// What operators are made of that begin as others do.
const SIGNS: [char; 4] = ['!', '<', '>', '='];

/// What holds the place in a tree: a word where one may stand, else a text.
const FILLERS: [&str; 2] = [NAMELESS, EMPTY];

/// What has been begun at a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing.
    Nothing,
    /// A word.
    Word,
    /// A name in back-quotes.
    Name,
    /// A number or a date.
    Number,
    /// A parameter, from its `$` on.
    Parameter,
    /// A text, from its quote on.
    Text,
}

/// A text cut at a cursor.
#[derive(Debug)]
pub struct Cut {
    /// What stands before what has been begun.
    text: String,
    /// Where the statement of the cursor begins in it.
    statement: usize,
    /// What closes the brackets that are open, the innermost last.
    open: Vec<char>,
    /// What has been begun.
    pub begun: Begun,
    /// What has been typed of it, without its quote or sign.
    pub typed: String,
    /// Where it stands.
    pub span: Range<usize>,
}

/// A text in whose tree something holds the place of a cursor.
#[derive(Debug)]
pub struct Held {
    /// The text.
    pub source: Arc<Source>,
    /// Its tree.
    pub file: File,
    /// The place.
    pub at: Span,
}

impl Cut {
    /// Cuts a text at a cursor; none in a comment, in a regex, or far down a text that is too long.
    pub fn at(text: &str, cursor: usize) -> Option<Cut> {
        let cursor = text.floor_char_boundary(cursor.min(text.len()));
        if cursor > MAX_BYTES {
            return None;
        }
        let mut before = text[..cursor].to_owned();
        let mut layout = Layout::scan(&before);
        for _ in 0..MAX_RUNAWAYS {
            let Some(end) = runaway(&before, &layout) else {
                break;
            };
            before.replace_range(end..=end, "\"");
            layout = Layout::scan(&before);
        }
        let comment = layout.comments.last().map(|comment| comment.span.range());
        if comment.is_some_and(|comment| !before[comment.start..].contains('\n')) {
            return None;
        }
        let (begun, start, mark) = begun(&before, &layout)?;
        let typed = before[start + mark..].to_owned();
        before.truncate(start);
        let (holder, signs) = match begun {
            Begun::Text => (EMPTY, String::new()),
            // Signs may begin an operator.
            Begun::Nothing => {
                let signs = before.trim_end_matches(SIGNS).len();
                (NAMELESS, before.split_off(signs))
            }
            Begun::Word | Begun::Name | Begun::Number | Begun::Parameter => {
                (NAMELESS, String::new())
            }
        };
        let text = mended(&before, holder).unwrap_or(before) + &signs;
        let layout = Layout::scan(&text);
        Some(Cut {
            statement: layout.semicolons.last().map_or(0, |at| at + 1),
            text,
            open: layout.open,
            begun,
            typed,
            span: start..cursor,
        })
    }

    /// Cuts the same text before all the words that stand in a row right before the cursor, those of a
    /// name that somebody writes without quotes, as if they were a text; none where there are none.
    pub fn widened(&self, text: &str) -> Option<Cut> {
        if !matches!(self.begun, Begun::Nothing | Begun::Word) {
            return None;
        }
        let before = &text[..self.span.end];
        let of_name = |c: char| lex::is_word(c) || " -'’.".contains(c);
        let run = &before[before.trim_end_matches(of_name).len()..];
        let words = run.split_inclusive(|c: char| !lex::is_word(c));
        let mut start = before.len() - run.len();
        let mut at = start;
        for word in words {
            at += word.len();
            let word = word.trim_end_matches(|c: char| !lex::is_word(c));
            let leads = is_reserved(word) || word.eq_ignore_ascii_case("without");
            if leads && at < before.len() {
                start = at;
            }
        }
        start += before[start..].len() - before[start..].trim_start().len();
        let is_none = start >= self.span.start && self.begun == Begun::Nothing;
        if is_none || !before[start..].starts_with(char::is_alphabetic) {
            return None;
        }
        let cut = Cut::at(text, start)?;
        (cut.begun == Begun::Nothing).then(|| Cut {
            begun: Begun::Text,
            typed: before[start..].to_owned(),
            span: start..before.len(),
            ..cut
        })
    }

    /// Tells whether a statement begins here.
    pub fn begins_statement(&self) -> bool {
        lex::blank(&self.text[self.statement..]).is_empty()
    }

    /// Cuts the text before the word that stands right before the place.
    pub fn before_last_word(&self) -> Option<Cut> {
        let text = self.text.trim_end();
        let start = text.trim_end_matches(lex::is_word).trim_end();
        Cut::at(&format!("{start} "), start.len() + 1)
    }

    /// Cuts the text before the signs of operators that stand right before the place, and returns these.
    pub fn before_signs(&self) -> Option<(Cut, &str)> {
        let start = self.text.trim_end_matches(SIGNS).len();
        let signs = &self.text[start..];
        if self.begun != Begun::Nothing || signs.is_empty() {
            return None;
        }
        Some((Cut::at(&self.text[..start], start)?, signs))
    }

    /// Returns the statements before the one of the cursor.
    pub fn earlier(&self) -> &str {
        &self.text[..self.statement]
    }

    /// Tells whether one of these words alone stands before it in its statement.
    pub fn follows_only(&self, words: &[&str]) -> bool {
        let own = lex::blank(&self.text[self.statement..]).trim_end();
        words.iter().any(|word| word.eq_ignore_ascii_case(own))
    }

    /// Returns what the parser wants at the place.
    pub fn wanted(&self) -> Vec<Wanted> {
        if self.begins_statement() {
            return vec![Wanted::Kind(Slot::Collection)];
        }
        let own = &self.text[self.statement..];
        let last = Layout::scan(own).last.map_or(0, |last| last.range().end);
        let text = own.to_owned() + &self.closers();
        let layout = Layout::scan(&text).watching(last..own.len());
        read(&source(text), &layout);
        layout.noted()
    }

    /// Puts something at the place, behind an operator if one is given; none where the parser finds
    /// it nowhere.
    pub fn held(&self, operator: &str) -> Option<Held> {
        let fillers = match self.begun {
            Begun::Nothing => &FILLERS[..],
            // A day may stand where no name may.
            Begun::Number => &FILLERS[..],
            Begun::Word | Begun::Name | Begun::Parameter => &FILLERS[..1],
            Begun::Text => &FILLERS[1..],
        };
        let start = format!("{}{operator}", self.text);
        let hold = |filler: &str, behind: String| {
            let at = Span::new(start.len(), start.len() + filler.len());
            let source = source(format!("{start}{filler}{behind}"));
            let (file, _) = parse(&source);
            let found = !around(&file, at).is_empty();
            found.then_some(Held { source, file, at })
        };
        let closed = self.closers();
        let mut plain = fillers.iter();
        if let Some(held) = plain.find_map(|filler| hold(filler, closed.clone())) {
            return Some(held);
        }
        // Some places stand in the tree only once what belongs to them follows.
        let inner = self.open.len().min(MAX_TRIED);
        for missing in [" and 0", " aggregate count()"] {
            for outer in (self.open.len() - inner..=self.open.len()).rev() {
                let inner: String = self.open[outer..].iter().rev().collect();
                let outer: String = self.open[..outer].iter().rev().collect();
                let mut completed = fillers.iter();
                let found =
                    completed.find_map(|filler| hold(filler, format!("{inner}{missing}{outer}")));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Returns what closes the open brackets.
    fn closers(&self) -> String {
        self.open.iter().rev().collect()
    }
}

fn source(text: String) -> Arc<Source> {
    let name = String::new();
    Arc::new(Source { name, text })
}

/// Returns the end of the line on which a text begins that goes on over it and never ends.
fn runaway(before: &str, layout: &Layout) -> Option<usize> {
    let start = layout.unclosed?.span.range().start;
    if !before[start..].starts_with('"') {
        return None;
    }
    before[start..].find('\n').map(|at| start + at)
}

/// Returns what has been begun, where, and how many bytes of it are its mark; none in a regex.
fn begun(before: &str, layout: &Layout) -> Option<(Begun, usize, usize)> {
    let end = before.len();
    let nothing = Some((Begun::Nothing, end, 0));
    if let Some(unclosed) = layout.unclosed {
        let Range { start, end: inside } = unclosed.span.range();
        let is_name = before[start..].starts_with('`');
        if !is_name || !before[start..].contains('\n') {
            let begun = if is_name { Begun::Name } else { Begun::Text };
            return Some((begun, start, inside - start));
        }
    }
    let Some(last) = layout.last.map(Span::range).filter(|last| last.end == end) else {
        return nothing;
    };
    let token = &before[last.clone()];
    let dated = before
        .trim_end_matches(|c| lex::is_word(c) || c == '-')
        .len();
    if is_number(&before[dated..]) {
        return Some((Begun::Number, dated, 0));
    }
    match token.chars().next() {
        Some('$') => Some((Begun::Parameter, last.start, 1)),
        Some('/') if token.len() > 1 && lex::regex_len(token).is_none() => None,
        Some(c @ ('\'' | '‘' | '„' | '«')) if lex::foreign_string_len(token).is_none() => {
            Some((Begun::Text, last.start, c.len_utf8()))
        }
        Some(c) if lex::is_word(c) && before[..last.start].ends_with('$') => {
            Some((Begun::Parameter, last.start - 1, 1))
        }
        Some(c) if lex::is_word(c) => Some((Begun::Word, last.start, 0)),
        Some(_) | None => nothing,
    }
}

/// Tells whether a run of letters, digits and hyphens reads as the beginning of a number or date.
fn is_number(run: &str) -> bool {
    let part = |c: char| c.is_ascii_digit() || c == '-' || c.eq_ignore_ascii_case(&'q');
    run.starts_with(|c: char| c.is_ascii_digit()) && run.chars().all(part)
}
