//! Searches for words: every choice of the texts in doubt is tried.

use whosaid::model::Kind;
use whosaid::syntax::tree::{Expr, ExprKind, Key, Literal};
use whosaid::value::Type;

use super::stage::hide;
use super::{Column, Frame, Item, Naive, Row, Scope, Shape, Shown, Tri, Val};
use crate::agree::values::{Span, text_folded};

/// More choices of the texts in doubt than these are too many to try.
const CHOICES: usize = 1 << 12;

/// What a search asks for: words in a row each.
struct Asked {
    any: Vec<Vec<String>>,
    all: Vec<Vec<String>>,
    none: Vec<Vec<String>>,
}

/// One text of a record: its words, none where nobody knows them.
struct Text {
    words: Option<Vec<String>>,
    doubtful: bool,
}

impl Naive<'_> {
    /// Keeps the rows in whose texts a word stands, the best first, with their scores.
    pub(super) fn ranked(&self, mut frame: Frame, words: &Expr, path: Option<&Expr>) -> Frame {
        let kind = frame.kind.expect("only records are searched");
        let asked = Asked::read(words);
        let corpus: Vec<Row> = self.seen_rows(kind).collect();
        let texts: Vec<Vec<Text>> = corpus
            .iter()
            .map(|row| self.texts_of(kind, row, path))
            .collect();
        let mut kept = Vec::new();
        for mut row in std::mem::take(&mut frame.rows) {
            let place = corpus.iter().position(|other| other.node == row.node);
            let place = place.expect("a row is one of the records that are seen");
            let truth = self.truth(&asked, &texts[place]);
            if truth != Tri::No {
                row.certain &= truth == Tri::Yes;
                let score = asked.score(place, &texts);
                row.cells.push(vec![Item::number(Span::new(score, score))]);
                kept.push(row);
            }
        }
        hide(&mut frame, "score");
        frame.shown.push(Shown::Column(frame.columns.len()));
        frame.columns.push(Column {
            name: Some("score".to_owned()),
            shape: Shape {
                ty: Type::Number,
                many: false,
            },
        });
        frame.rows = kept;
        let key = Key {
            expr: Expr {
                kind: ExprKind::Name("score".to_owned()),
                span: words.span,
            },
            descending: true,
        };
        self.sorted(frame, &[key])
    }

    fn texts_of(&self, kind: Kind, row: &Row, path: Option<&Expr>) -> Vec<Text> {
        let usual = kind.schema().texts.iter().map(|text| self.shorthand(text));
        let usual: Vec<_> = usual.collect();
        let scope = Scope::of(kind);
        let paths: Vec<Expr> = match path {
            Some(path) => vec![self.searched(path, scope)],
            None => usual.iter().map(|path| (**path).clone()).collect(),
        };
        let items = paths.iter().flat_map(|path| self.values(path, scope, row));
        items
            .map(|item| Text {
                words: match item.val {
                    Val::Text(text) => Some(split(&text)),
                    Val::Anything => None,
                    other => panic!("{other:?} is no text"),
                },
                doubtful: item.doubtful,
            })
            .collect()
    }

    /// Tells how far a record is asked for, over every choice of the texts in doubt.
    fn truth(&self, asked: &Asked, texts: &[Text]) -> Tri {
        let mut choices: Vec<Vec<&[String]>> = vec![Vec::new()];
        for text in texts {
            let wanted = || asked.any.iter().chain(&asked.all).map(Vec::as_slice);
            // What nobody knows may say all that is asked for, and what must not be there too.
            let mut readings: Vec<Vec<&[String]>> = match &text.words {
                Some(words) => vec![vec![words]],
                None => {
                    let unwanted = asked.none.iter().map(Vec::as_slice);
                    vec![wanted().collect(), wanted().chain(unwanted).collect()]
                }
            };
            if text.doubtful || text.words.is_none() {
                readings.push(Vec::new());
            }
            if choices.len() * readings.len() > CHOICES {
                self.given_up.set(true);
                return Tri::No;
            }
            let mut longer = Vec::new();
            for reading in &readings {
                for choice in &choices {
                    longer.push(choice.iter().chain(reading).copied().collect());
                }
            }
            choices = longer;
        }
        let met = choices.iter().filter(|texts| asked.is_met(texts)).count();
        match met {
            0 => Tri::No,
            all if all == choices.len() => Tri::Yes,
            _some => Tri::Maybe,
        }
    }
}

impl Asked {
    /// Takes the words of a search apart, quotes and dashes at the front of a part counting.
    fn read(words: &Expr) -> Asked {
        let ExprKind::Literal(Literal::Text(text)) = &words.kind else {
            panic!("words are a text")
        };
        let (mut any, mut all, mut none) = (Vec::new(), Vec::new(), Vec::new());
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            if first.is_whitespace() {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            let negated = first == '-';
            let start = if negated { &rest[1..] } else { rest };
            let (part, quoted, behind) = match start.strip_prefix('"') {
                Some(inner) => {
                    let (part, behind) = inner.split_once('"').expect("quotes are closed");
                    (part, true, behind)
                }
                None => {
                    let end = start.find(char::is_whitespace).unwrap_or(start.len());
                    (&start[..end], false, &start[end..])
                }
            };
            rest = behind;
            let row = split(part);
            match (negated, quoted) {
                (true, _) => none.push(row),
                (false, true) => all.push(row),
                (false, false) => any.extend(row.into_iter().map(|word| vec![word])),
            }
        }
        any.retain(|row| !all.contains(row));
        let mut once: Vec<Vec<String>> = Vec::new();
        any.retain(|row| {
            let new = !once.contains(row);
            once.push(row.clone());
            new
        });
        Asked { any, all, none }
    }

    fn is_met(&self, texts: &[&[String]]) -> bool {
        let stands = |row: &Vec<String>| texts.iter().any(|words| times(words, row) > 0);
        let mut wanted = self.any.iter().chain(&self.all);
        wanted.any(stands) && self.all.iter().all(stands) && !self.none.iter().any(stands)
    }

    /// Returns the score of one of some records by BM25, to four places.
    fn score(&self, place: usize, records: &[Vec<Text>]) -> f64 {
        let known = |texts: &[Text]| -> Vec<Vec<String>> {
            texts.iter().filter_map(|text| text.words.clone()).collect()
        };
        let length = |texts: &[Text]| number(known(texts).iter().map(Vec::len).sum());
        let often = |texts: &[Text], row: &[String]| {
            number(known(texts).iter().map(|words| times(words, row)).sum())
        };
        let all = number(records.len());
        let mean = records.iter().map(|texts| length(texts)).sum::<f64>() / all;
        let mut score = 0.0;
        for row in self.any.iter().chain(&self.all) {
            let bearers = records.iter().filter(|texts| often(texts, row) > 0.0);
            let bearers = number(bearers.count());
            let weight = ((all - bearers + 0.5) / (bearers + 0.5) + 1.0).ln();
            let often = often(&records[place], row);
            if often > 0.0 {
                let share = length(&records[place]) / mean;
                score += weight * (often * 2.2 / (often + 1.2 * (0.25 + 0.75 * share)));
            }
        }
        (score * 10_000.0).round() / 10_000.0
    }
}

fn split(text: &str) -> Vec<String> {
    let folded = text_folded(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn times(words: &[String], row: &[String]) -> usize {
    words.windows(row.len()).filter(|part| *part == row).count()
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("few of them"))
}
