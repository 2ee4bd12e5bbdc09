//! Values: what the records hold, with the number of rows that come to the place and have it.

use super::names::{self, Hit, Hits, Rank};
use super::{Asked, CandidateKind};
use crate::bind::bind;
use crate::exec::{Count, Tally, tally};
use crate::model::Kind;
use crate::plan::{self, Expr, Place};
use crate::store::Inner;
use crate::syntax::tree::TextTest;
use crate::syntax::{Begun, Cut, Held};
use crate::value::{Day, Range, Type, Unit, Vocabulary, fold_text};

/// A field with more different texts than this is not listed by them.
const MOST_TEXTS: usize = 1000;

/// The likeliest of the records, with the rows of each, and how many more there are.
struct Counted<'s> {
    hits: Vec<(Hit<'s>, Option<Count>)>,
    more: usize,
}

impl<'a> Asked<'a> {
    /// Adds what may be held against an expression that stands beside the place.
    pub(super) fn beside(&mut self, test: Option<TextTest>, place: Option<&Place>) {
        let Some(place) = place else { return };
        let Some(value) = &place.beside else { return };
        if test == Some(TextTest::Matches) {
            return;
        }
        match value.ty {
            Type::Record(kind) => self.records(Kind::from_number(kind), Some((place, value))),
            Type::Word(vocabulary) => self.words_of(vocabulary, place, value),
            Type::Truth => self.truths(),
            Type::Text => self.texts(place, value),
            Type::Date(_) => self.dates(place, value),
            Type::Number | Type::Duration => {}
        }
    }

    /// Adds the names of records.
    pub(super) fn records(&mut self, kind: Kind, at: Option<(&Place, &Expr)>) {
        let typed = self.cut.typed.clone();
        let found = self.counted(kind, &typed, at, |_| true);
        let rows = at.and_then(|(place, _)| place.kind);
        self.add_records(found.hits, rows);
        self.found.leaves_out(found.more);
    }

    /// Finds the likeliest records, with the rows of each; without numbers where there are none.
    fn counted(
        &self,
        kind: Kind,
        typed: &str,
        at: Option<(&Place, &Expr)>,
        takes: impl Fn(u32) -> bool,
    ) -> Counted<'a> {
        let counted = at.and_then(|(place, value)| {
            self.tallied(place, value, |tally| {
                let each = tally.records();
                let Hits { hits, more } = names::names(self.store, kind, typed, &takes, each);
                let groups = hits.iter().map(|hit| hit.bearers.as_slice());
                let counts = tally.groups(groups);
                let hits = hits.into_iter().zip(counts.into_iter().map(Some));
                Counted {
                    hits: hits.collect(),
                    more,
                }
            })
        });
        counted.unwrap_or_else(|| {
            let Hits { hits, more } = names::names(self.store, kind, typed, takes, &[]);
            Counted {
                hits: hits.into_iter().map(|hit| (hit, None)).collect(),
                more,
            }
        })
    }

    /// Adds records, the likeliest first.
    fn add_records(&mut self, mut hits: Vec<(Hit<'_>, Option<Count>)>, rows: Option<Kind>) {
        hits.sort_by_key(|(hit, count)| {
            let possibly = count.map_or(0, |count| count.possibly);
            let by_rows = std::cmp::Reverse(possibly);
            (hit.rank, by_rows, hit.by.is_some(), hit.text)
        });
        for (hit, count) in hits {
            let label = match hit.by {
                Some(by) => format!("{} ({by})", hit.text),
                None => hit.text.to_owned(),
            };
            let detail = count.map_or_else(String::new, |count| counted(count, rows));
            let kind = CandidateKind::Record;
            self.found.called(kind, &label, hit.text, true, detail);
        }
    }

    fn words_of(&mut self, vocabulary: &'static Vocabulary, place: &Place, value: &Expr) {
        let words = vocabulary.words;
        let counts = self.tallied(place, value, |tally| tally.words(words.len()));
        let typed = self.cut.typed.to_ascii_lowercase();
        let mut order: Vec<usize> = (0..words.len()).collect();
        let possibly = |at: usize| counts.as_ref().map_or(0, |counts| counts[at].possibly);
        order.sort_by_key(|at| std::cmp::Reverse(possibly(*at)));
        for at in order {
            let word = &words[at];
            let forms = std::iter::once(&word.name).chain(word.also);
            let begins = |form: &str| form.to_ascii_lowercase().starts_with(&typed);
            if forms.into_iter().any(|form| begins(form)) {
                let count = counts
                    .as_ref()
                    .map(|counts| counted(counts[at], place.kind));
                let said: Vec<&str> = count.as_deref().into_iter().chain([word.help]).collect();
                let kind = CandidateKind::Word;
                self.found.value(kind, word.name, false, said.join(" · "));
            }
        }
    }

    /// Adds `true` and `false`.
    pub(super) fn truths(&mut self) {
        for truth in ["true", "false"] {
            self.found.word(CandidateKind::Word, truth, "");
        }
    }

    fn texts(&mut self, place: &Place, value: &Expr) {
        let texts = self.tallied(place, value, |tally| tally.texts(MOST_TEXTS));
        let typed = fold_text(&self.cut.typed);
        let stands = |text: &str| Inner::of(&fold_text(text), &typed);
        let texts = texts.flatten().unwrap_or_default();
        let mut hits: Vec<_> = texts
            .iter()
            .filter_map(|(text, count)| Some((Rank::of(stands(text)?, true), *count, text)))
            .collect();
        hits.sort_by_key(|(rank, count, text)| {
            let by_rows = std::cmp::Reverse(count.possibly);
            (*rank, by_rows, (*text).clone())
        });
        for (_, count, text) in hits {
            let kind = CandidateKind::Text;
            self.found
                .value(kind, text, true, counted(count, place.kind));
        }
    }

    /// Adds the years of dates, and the months or days of the one that has been begun.
    fn dates(&mut self, place: &Place, value: &Expr) {
        let typed = self.cut.typed.clone();
        let units: &[Unit] = match typed.matches('-').count() {
            0 if typed.len() < 4 => &[Unit::Year],
            0 => &[Unit::Year, Unit::Month],
            1 if typed.len() < 7 => &[Unit::Month],
            1 => &[Unit::Month, Unit::Day],
            _more => &[Unit::Day],
        };
        let year = typed.get(..4).and_then(|year| year.parse().ok());
        let year = year.and_then(|year| Day::from_civil(year, 1, 1));
        let within = year.map_or(Range::unknown(), |first| {
            Unit::Year.range(Unit::Year.ordinal(first))
        });
        let counts = self.tallied(place, value, |tally| tally.units(units, within));
        for (unit, counts) in counts.unwrap_or_default() {
            for (ordinal, count) in counts.into_iter().rev() {
                let text = unit_text(unit, ordinal);
                if text.starts_with(&typed) {
                    let said = counted(count, place.kind);
                    self.found.value(CandidateKind::Date, &text, false, said);
                }
            }
        }
        if "today".starts_with(&typed.to_ascii_lowercase()) && self.cut.begun != Begun::Text {
            self.found
                .value(CandidateKind::Keyword, "today", false, "the day of asking");
        }
    }

    /// Adds the days on which pages were published.
    pub(super) fn days_of_pages(&mut self) {
        let text = "documents where published = ";
        let held = Cut::at(text, text.len()).and_then(|cut| cut.held(""));
        if let Some(held) = held
            && let super::Stands::Beside(other, None) = super::context::stands(&held)
        {
            let place = self.place(&held, Some(other.span));
            self.beside(None, place.as_ref());
        }
    }

    /// Adds whom and what `without` may leave out.
    pub(super) fn left_out(&mut self, held: &Held) {
        let asked = plan::Asked {
            at: held.at,
            beside: None,
            fields: &["source", "outlet", "document"],
        };
        let place = plan::place(&held.source, asked, self.inputs);
        let typed = self.cut.typed.clone();
        let mut all = Vec::new();
        for kind in [Kind::Entities, Kind::Sources, Kind::Documents] {
            let fields = place.iter().flat_map(|place| {
                let fields = place.fields.iter();
                fields.map(move |field| (place, field))
            });
            let field = fields
                .clone()
                .find(|(_, field)| field.ty == kind.reference());
            let takes = names::may_be_left_out(self.store, kind);
            let mut found = self.counted(kind, &typed, field, takes);
            if fields.clone().next().is_some() {
                // What no row has stands behind what some have.
                for (_, count) in &mut found.hits {
                    count.get_or_insert_default();
                }
            }
            all.append(&mut found.hits);
            self.found.leaves_out(found.more);
        }
        let rows = place.as_ref().and_then(|place| place.kind);
        self.add_records(all, rows);
    }

    /// Evaluates an expression over the rows that come to a place; none where that can't be done.
    fn tallied<T>(
        &self,
        place: &Place,
        value: &Expr,
        count: impl FnOnce(&Tally<'_>) -> T,
    ) -> Option<T> {
        let plan = place.rows.as_ref()?;
        let bound = bind(plan, self.store, &place.source, None)?;
        let ledger = (self.store, self.kept);
        tally(&bound, ledger, self.limits, value, count).ok()
    }
}

/// Writes how many rows there are.
fn counted(count: Count, rows: Option<Kind>) -> String {
    let Count { surely, possibly } = count;
    let noun = match (rows.map(Kind::schema), surely, possibly) {
        (Some(schema), 1, 1) => schema.singular,
        (Some(schema), ..) => schema.collection,
        (None, 1, 1) => "row",
        (None, ..) => "rows",
    };
    if surely == possibly {
        format!("{possibly} {noun}")
    } else {
        format!("{surely}..{possibly} {noun}")
    }
}

fn unit_text(unit: Unit, ordinal: i32) -> String {
    let (year, month, day) = unit.range(ordinal).lo.civil();
    match unit {
        Unit::Year | Unit::Quarter | Unit::Week => format!("{year:04}"),
        Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Day => format!("{year:04}-{month:02}-{day:02}"),
    }
}
