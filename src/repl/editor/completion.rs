//! What Tab offers.

mod command;
mod parameter;
mod path;
mod place;

pub(super) use place::end_of_replaced;

use rustyline::completion::Pair;
use unicode_width::UnicodeWidthStr;

use super::view::View;
use crate::complete::CandidateKind;
use crate::repl::script::{self, Led};
use crate::value::fit::cut;
use crate::value::term_safe;

/// More than this are of no use, and the editor can't list any number.
pub(super) const MOST: usize = 200;
/// A label that is wider has what it is behind it wherever that falls.
const WIDEST_ALIGNED: usize = 40;

/// One thing that may stand for what was begun.
struct Offer {
    label: String,
    detail: String,
    insert: String,
    /// Whether it only tells of others.
    is_note: bool,
}

impl Offer {
    /// Makes one that is written as it is called.
    fn new(name: impl Into<String>, detail: impl Into<String>) -> Offer {
        let name = name.into();
        Offer {
            label: name.clone(),
            detail: detail.into(),
            insert: name,
            is_note: false,
        }
    }

    /// Makes the one that tells how many more there are; none where there are none.
    fn more(count: usize) -> Option<Offer> {
        let more = format!("… {} more: type on", parted(count));
        (count > 0).then(|| Offer {
            is_note: true,
            ..Offer::new(more, "")
        })
    }
}

/// Returns where the word begins that may be replaced, and by what, as it is listed on a terminal of
/// so many columns.
pub(super) fn candidates(
    view: &View,
    text: &str,
    cursor: usize,
    columns: usize,
) -> (usize, Vec<Pair>) {
    let typed = &text[..text.floor_char_boundary(cursor)];
    let (start, offers) = if script::is_command(typed) {
        command::offers(view, typed)
    } else {
        of_the_language(view, text, typed.len())
    };
    (start, listed(offers, columns))
}

/// Returns what the language lets stand at a place.
fn of_the_language(view: &View, text: &str, cursor: usize) -> (usize, Vec<Offer>) {
    behind(view, &Led::new(text), cursor)
}

/// Has it found what the language lets stand at the cursor where a value begins, before anybody
/// asks: how many rows have each does not depend on what is typed of it.
pub(super) fn look_ahead(view: &View, text: &str, cursor: usize) {
    let Some(typed) = text.get(..cursor) else {
        return;
    };
    if typed.ends_with(['"', '“', ' ', '(']) && !script::is_command(text) {
        let led = Led::new(text);
        view.ahead.begin(view, &led.whole, led.place(cursor));
    }
}

/// Returns what the language lets stand at a place of a text that something leads to.
fn behind(view: &View, led: &Led<'_>, cursor: usize) -> (usize, Vec<Offer>) {
    let cursor = led.place(cursor);
    let found = view.ahead.complete(view, &led.whole, cursor);
    let is_only = found.candidates.len() == 1 && led.whole[cursor..].is_empty();
    let offers = found.candidates.into_iter().map(|candidate| {
        let begins_more = matches!(
            candidate.kind,
            CandidateKind::Collection
                | CandidateKind::Query
                | CandidateKind::Keyword
                | CandidateKind::Stage
        );
        let needs_blank = is_only && begins_more && !candidate.insert.ends_with(' ');
        Offer {
            insert: candidate.insert + if needs_blank { " " } else { "" },
            label: candidate.label,
            detail: candidate.detail,
            is_note: false,
        }
    });
    let start = led.own(&found.replaces).map_or(0, |own| own.start);
    (start, offers.chain(Offer::more(found.more)).collect())
}

/// Lays offers out, a line each: what they are stands in one column.
fn listed(offers: Vec<Offer>, columns: usize) -> Vec<Pair> {
    let (notes, mut offers): (Vec<Offer>, Vec<Offer>) =
        offers.into_iter().partition(|offer| offer.is_note);
    let note = notes
        .into_iter()
        .next()
        .or_else(|| Offer::more(offers.len().saturating_sub(MOST)));
    offers.truncate(MOST);
    // What a note would write is what all have in common, so that it changes nothing.
    let common = common_start(offers.iter().map(|offer| offer.insert.as_str())).to_owned();
    let shown = |offer: Offer| {
        let (label, detail) = (term_safe(&offer.label), term_safe(&offer.detail));
        (label.into_owned(), detail.into_owned(), offer.insert)
    };
    let note = note.map(|note| Pair {
        display: fitted(&note.label, columns),
        replacement: common,
    });
    let offers: Vec<_> = offers.into_iter().map(shown).collect();
    let widths = offers.iter().map(|(label, ..)| label.width());
    let widest = widths.filter(|width| *width <= WIDEST_ALIGNED).max();
    let pair = |(label, detail, replacement): (String, String, String)| {
        let blanks = widest.unwrap_or_default().saturating_sub(label.width());
        let line = format!("{label}{}  {detail}", " ".repeat(blanks));
        Pair {
            display: fitted(line.trim_end(), columns),
            replacement,
        }
    };
    offers.into_iter().map(pair).chain(note).collect()
}

/// Cuts a line of the list where the two blanks that the editor adds would put its end below.
fn fitted(line: &str, columns: usize) -> String {
    cut(line, columns.saturating_sub(2)).0.into_owned()
}

/// Returns what texts begin with in common.
fn common_start<'t>(mut texts: impl Iterator<Item = &'t str>) -> &'t str {
    let first = texts.next().unwrap_or_default();
    texts.fold(first, |common, text| {
        let alike = common.char_indices().zip(text.chars());
        let differing = alike.clone().find(|((_, a), b)| a != b);
        let end = differing.map_or_else(|| common.len().min(text.len()), |((at, _), _)| at);
        &common[..common.floor_char_boundary(end)]
    })
}

/// Writes a number with its thousands parted: `1,340`.
fn parted(number: usize) -> String {
    let digits = number.to_string();
    let mut parted = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    #[test]
    fn the_language_is_completed() {
        let mut talk = Talk::new();
        talk.line("claims");
        let view = View::of(&talk.session);
        for (text, start, expected) in [
            ("clai", 0, "claims "),
            ("| selec", 2, "select "),
            ("claims where stan", 13, "stance"),
            ("claims where about.na", 19, "name"),
        ] {
            let (at, pairs) = candidates(&view, text, text.len(), 80);
            let first = pairs.first().map(|pair| pair.replacement.as_str());
            assert_eq!((at, first), (start, Some(expected)), "{text}");
        }
        let (_, pairs) = candidates(&view, "clai | count", 4, 80);
        assert_eq!(pairs[0].replacement, "claims");
    }

    #[test]
    fn how_many_more_there_are_stands_at_the_end() {
        let offers = |count: usize| (0..count).map(|at| Offer::new(format!("id {at}"), ""));
        let more = offers(3).chain(Offer::more(1_340)).collect();
        let pairs = listed(more, 80);
        assert_eq!(pairs[3].display, "… 1,340 more: type on");
        assert_eq!(pairs[3].replacement, "id ");
        assert_eq!(listed(offers(200).collect(), 80).len(), 200);
        let pairs = listed(offers(1201).collect(), 80);
        assert_eq!(pairs.len(), 201);
        assert_eq!(pairs[200].display, "… 1,001 more: type on");
        assert_eq!(parted(12), "12");
        assert_eq!(parted(1_234_567), "1,234,567");
        assert_eq!(common_start(["äb", "äc", "ä"].into_iter()), "ä");
        assert_eq!(common_start(["ab", "abc"].into_iter()), "ab");
        assert_eq!(common_start(std::iter::empty()), "");
    }

    #[test]
    fn what_they_are_stands_in_one_column() {
        let offers = || {
            let hostile = Offer::new("a\u{1b}]0;x\u{7}", "b\u{202e}");
            vec![Offer::new("id", "text · a name"), hostile]
        };
        let lines = |columns| {
            let pairs = listed(offers(), columns).into_iter();
            pairs.map(|pair| pair.display).collect::<Vec<_>>()
        };
        assert_eq!(lines(80), ["id       text · a name", "a␛]0;x␇  b⟨U+202E⟩"]);
        assert_eq!(lines(14)[0], "id       te…");
        for columns in 0..4 {
            assert!(
                lines(columns)
                    .iter()
                    .all(|line| line.width() <= 1 + columns)
            );
        }
    }
}
