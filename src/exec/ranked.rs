//! Records ranked by the words in their texts.
//!
//! The score is Okapi BM25 as S. Robertson and H. Zaragoza give it (“The Probabilistic Relevance
//! Framework: BM25 and Beyond”, Foundations and Trends in Information Retrieval 3(4), 2009), over all
//! records of the kind that the query sees. What a word weighs is ln(1 + (N − n + ½) / (n + ½)), which
//! is never below nought. A text that is reached through a doubtful link counts in full: whether a
//! row is certain tells of the doubt, its score does not.

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar, Values};
use super::frame::Frame;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{Expr, Ranked};
use crate::store::{Bits, NONE, UNKNOWN, Words};
use crate::value::{Range, Real, Truth};

/// How soon a word that comes again and again adds no more.
const K1: f64 = 1.2;
/// How far the length of a record's texts is held against it.
const B: f64 = 0.75;
/// Scores are told in parts of one in so many.
const PARTS: f64 = 1e4;

/// How the words stand in the texts of all records of a kind.
#[derive(Default)]
struct Found {
    /// The places of the records in whose texts anything stands that the search names.
    places: FxHashMap<u32, usize>,
    /// How each thing wanted stands in the texts of these, record by record.
    wanted: Vec<Standing>,
    /// Whether something unwanted stands in any text, and in one that is surely the record's, record
    /// by record.
    unwanted: Vec<(bool, bool)>,
    /// How many words the texts of each record have.
    lengths: Vec<u32>,
    /// How many they have on average.
    average: f64,
    /// What each thing wanted weighs.
    weights: Vec<f64>,
}

/// How the words stand in the texts of one record.
struct Tally<'f> {
    wanted: &'f [Standing],
    unwanted: (bool, bool),
}

/// How one thing wanted stands in the texts of a record.
#[derive(Clone, Default)]
struct Standing {
    /// How often.
    times: u32,
    /// Whether it does in a text that is surely the record's.
    surely: bool,
    /// Whether it does in a text without anything unwanted.
    alone: bool,
}

/// The texts in which anything stands that a search names.
struct Held {
    /// Their places, by their codes.
    places: FxHashMap<u32, usize>,
    /// How often each thing wanted stands in them, text by text.
    times: Vec<u32>,
    /// Whether anything unwanted does.
    unwanted: Vec<bool>,
}

impl Run<'_> {
    /// Keeps the rows in whose texts words stand, the best first, with their scores.
    pub(super) fn ranked(&mut self, search: &Ranked, frame: &Frame) -> Result<Frame, Stopped> {
        let kind = frame.kind.expect("plan searches records only");
        let found = self.found(search, kind)?;
        let mut best: Vec<(usize, f64, Truth)> = Vec::new();
        for (row, record) in frame.records.iter().enumerate() {
            self.pace(row)?;
            if let Some(tally) = found.tally(*record) {
                let truth = tally.truth(search);
                if truth != Truth::No {
                    best.push((row, found.score(*record, &tally), truth));
                }
            }
        }
        let best = self.ordered(best, |(_, a, _), (_, b, _)| b.total_cmp(a))?;
        let rows: Vec<usize> = best.iter().map(|(row, ..)| *row).collect();
        let mut kept = frame.gather(&rows);
        kept.certain = Bits::from_fn(best.len(), |row| {
            frame.certain.get(best[row].0) && best[row].2 == Truth::Yes
        });
        let score = |(_, score, _): &(usize, f64, Truth)| {
            let score = Real::new(*score).expect("a score is a number");
            (Range::exactly(score), NONE)
        };
        let scores = Values::Number(best.iter().map(score).collect());
        kept.columns.push(Col::single(scores));
        Ok(kept)
    }

    /// Counts the records that have each thing wanted in their texts: for certain, and possibly.
    pub(super) fn holding(
        &mut self,
        search: &Ranked,
        kind: Kind,
    ) -> Result<Vec<(usize, usize)>, Stopped> {
        let found = self.found(search, kind)?;
        let all = self.whole(kind).into_frame();
        let mut counts = vec![(0, 0); search.wanted.len()];
        for (row, record) in all.records.iter().enumerate() {
            self.pace(row)?;
            let Some(tally) = found.tally(*record) else {
                continue;
            };
            for (standing, (certain, possible)) in tally.wanted.iter().zip(&mut counts) {
                *certain += usize::from(standing.surely && all.certain.get(row));
                *possible += usize::from(standing.times > 0 || standing.alone);
            }
        }
        Ok(counts)
    }

    /// Looks for the words of a search in the texts of all records that are seen.
    fn found(&mut self, search: &Ranked, kind: Kind) -> Result<Found, Stopped> {
        let all = self.whole(kind).into_frame();
        let mut found = Found {
            lengths: vec![0; self.store.collection(kind).rows()],
            ..Found::default()
        };
        let mut bearers = vec![0_u32; search.wanted.len()];
        for text in &search.texts {
            let column = self.eval(text, &all)?;
            let words = self.words_of(text);
            let held = self.held(words, search)?;
            for (row, &record) in all.records.iter().enumerate() {
                self.pace(row)?;
                for (value, doubtful) in column.of(row) {
                    let Scalar::Text(code) = value else {
                        continue;
                    };
                    found.lengths[record as usize] += words.count(code);
                    match held.places.get(&code) {
                        Some(&place) => {
                            found.enter(record, (&held, place), doubtful, &mut bearers);
                        }
                        None if code == UNKNOWN => found.enter_unknown(record, search),
                        None => {}
                    }
                }
            }
            self.check(0)?;
        }
        let records = all.len() as f64;
        let total: u64 = found.lengths.iter().map(|length| u64::from(*length)).sum();
        let weight = |bearers: &u32| {
            let bearers = f64::from(*bearers);
            (1.0 + (records - bearers + 0.5) / (bearers + 0.5)).ln()
        };
        found.average = total as f64 / records.max(1.0);
        found.weights = bearers.iter().map(weight).collect();
        Ok(found)
    }

    /// Finds the texts of a field in which anything stands that a search names.
    fn held(&self, words: &Words, search: &Ranked) -> Result<Held, Stopped> {
        let (mut places, mut times, mut unwanted) = (FxHashMap::default(), Vec::new(), Vec::new());
        let named = search.wanted.iter().map(|wanted| &wanted.words);
        for (at, phrase) in named.chain(&search.unwanted).enumerate() {
            self.check(0)?;
            for (step, (code, often)) in words.holding(phrase).into_iter().enumerate() {
                self.pace(step)?;
                let place = *places.entry(code).or_insert(unwanted.len());
                if place == unwanted.len() {
                    unwanted.push(false);
                    times.extend(search.wanted.iter().map(|_| 0));
                }
                if at < search.wanted.len() {
                    times[place * search.wanted.len() + at] = often;
                } else {
                    unwanted[place] = true;
                }
            }
        }
        Ok(Held {
            places,
            times,
            unwanted,
        })
    }

    /// Returns the words of the field that texts are taken from.
    fn words_of(&self, text: &Expr) -> &'_ Words {
        let (kind, field) = text
            .stored_field()
            .expect("plan searches stored texts only");
        let collection = self.store.collection(kind);
        collection.words(field, self.store.texts())
    }
}

impl Found {
    /// Returns how the words stand in the texts of a record; none where nothing does.
    fn tally(&self, record: u32) -> Option<Tally<'_>> {
        let place = *self.places.get(&record)?;
        let wanted = self.wanted.len() / self.unwanted.len();
        Some(Tally {
            wanted: &self.wanted[place * wanted..][..wanted],
            unwanted: self.unwanted[place],
        })
    }

    /// Returns the places of what is told of a record, entering it where it is new.
    fn entry(&mut self, record: u32, wanted: usize) -> (&mut [Standing], &mut (bool, bool)) {
        let next = self.unwanted.len();
        let place = *self.places.entry(record).or_insert(next);
        if place == next {
            self.unwanted.push((false, false));
            self.wanted
                .resize(self.wanted.len() + wanted, Standing::default());
        }
        let standings = &mut self.wanted[place * wanted..][..wanted];
        (standings, &mut self.unwanted[place])
    }

    /// Enters a text, and the record among the bearers of what it is the first to have.
    fn enter(
        &mut self,
        record: u32,
        (held, text): (&Held, usize),
        doubtful: bool,
        bearers: &mut [u32],
    ) {
        let times = &held.times[text * bearers.len()..][..bearers.len()];
        let is_unwanted = held.unwanted[text];
        let (wanted, unwanted) = self.entry(record, bearers.len());
        let each = wanted.iter_mut().zip(times).zip(bearers);
        for ((standing, times), bearers) in each.filter(|((_, times), _)| **times > 0) {
            *bearers += u32::from(standing.times == 0);
            standing.times += times;
            standing.surely |= !doubtful;
            standing.alone |= !is_unwanted;
        }
        unwanted.0 |= is_unwanted;
        unwanted.1 |= is_unwanted && !doubtful;
    }

    /// Enters a text that nobody knows: anything may stand in it.
    fn enter_unknown(&mut self, record: u32, search: &Ranked) {
        let (wanted, unwanted) = self.entry(record, search.wanted.len());
        wanted.iter_mut().for_each(|standing| standing.alone = true);
        unwanted.0 |= !search.unwanted.is_empty();
    }

    /// Returns the score of a record, in whole parts.
    fn score(&self, record: u32, tally: &Tally<'_>) -> f64 {
        let length = f64::from(self.lengths[record as usize]) / self.average.max(f64::MIN_POSITIVE);
        let each = tally.wanted.iter().zip(&self.weights);
        let score: f64 = each
            .map(|(standing, weight)| {
                let times = f64::from(standing.times);
                weight * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length))
            })
            .sum();
        (score * PARTS).round() / PARTS
    }
}

impl Tally<'_> {
    /// Tells how far the record is what is looked for. A text in doubt is its own or is not: it is
    /// possible where it is with some of these, and certain where it is with any.
    fn truth(&self, search: &Ranked) -> Truth {
        let meets = |stands: fn(&Standing) -> bool| {
            let mut each = self.wanted.iter().zip(&search.wanted);
            self.wanted.iter().any(stands)
                && each.all(|(standing, wanted)| !wanted.must || stands(standing))
        };
        let (unwanted, surely_unwanted) = self.unwanted;
        if !unwanted && meets(|standing| standing.surely) {
            Truth::Yes
        } else if !surely_unwanted && meets(|standing| standing.alone) {
            Truth::Possible
        } else {
            Truth::No
        }
    }
}
