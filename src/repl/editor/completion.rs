//! What Tab offers.

mod command;
mod path;

use rustyline::completion::Pair;
use unicode_width::UnicodeWidthStr;

use super::view::View;
use crate::complete::CandidateKind;
use crate::repl::script;
use crate::value::fit::cut;
use crate::value::term_safe;

/// More than this are of no use, and the editor can't list any number.
const MOST: usize = 200;
/// A label that is wider has what it is behind it wherever that falls.
const WIDEST_ALIGNED: usize = 40;

/// One thing that may stand for what was begun.
struct Offer {
    label: String,
    detail: String,
    insert: String,
}

impl Offer {
    /// Makes one that is written as it is called.
    fn new(name: impl Into<String>, detail: impl Into<String>) -> Offer {
        let name = name.into();
        Offer {
            label: name.clone(),
            detail: detail.into(),
            insert: name,
        }
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
    // Stages alone go on from the query before.
    let lead = if script::is_refinement(text) {
        "_ "
    } else {
        ""
    };
    let (text, cursor) = (format!("{lead}{text}"), cursor + lead.len());
    let found = view.ledger.complete(&text, cursor, &view.settings);
    let is_only = found.candidates.len() == 1 && text[cursor..].is_empty();
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
        }
    });
    let start = found.replaces.start.saturating_sub(lead.len());
    (start, offers.collect())
}

/// Lays offers out, a line each: what they are stands in one column.
fn listed(offers: Vec<Offer>, columns: usize) -> Vec<Pair> {
    let shown = |offer: Offer| {
        let (label, detail) = (term_safe(&offer.label), term_safe(&offer.detail));
        (label.into_owned(), detail.into_owned(), offer.insert)
    };
    let offers: Vec<_> = offers.into_iter().take(MOST).map(shown).collect();
    let widths = offers.iter().map(|(label, ..)| label.width());
    let widest = widths.filter(|width| *width <= WIDEST_ALIGNED).max();
    let pair = |(label, detail, replacement): (String, String, String)| {
        let blanks = widest.unwrap_or_default().saturating_sub(label.width());
        let line = format!("{label}{}  {detail}", " ".repeat(blanks));
        Pair {
            // The editor adds two blanks, and a line that has them in the next is hard to read.
            display: cut(line.trim_end(), columns.saturating_sub(2))
                .0
                .into_owned(),
            replacement,
        }
    };
    offers.into_iter().map(pair).collect()
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
