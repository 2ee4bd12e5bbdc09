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
struct Found {
    /// The records in whose texts anything stands that the search names.
    tallies: FxHashMap<u32, Tally>,
    /// How many words the texts of each record have.
    lengths: Vec<u32>,
    /// How many they have on average.
    average: f64,
    /// What each thing wanted weighs.
    weights: Vec<f64>,
}

/// How the words stand in the texts of one record.
struct Tally {
    wanted: Vec<Standing>,
    /// Whether something unwanted stands in any text, and in one that is surely the record's.
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

/// How often each thing wanted stands in one text, and whether anything unwanted does.
struct Held {
    times: Vec<u32>,
    unwanted: bool,
}

impl Run<'_> {
    /// Keeps the rows in whose texts words stand, the best first, with their scores.
    pub(super) fn ranked(&mut self, search: &Ranked, frame: &Frame) -> Result<Frame, Stopped> {
        let kind = frame.kind.expect("plan searches records only");
        let found = self.found(search, kind)?;
        let mut best: Vec<(usize, f64, Truth)> = Vec::new();
        for (row, record) in frame.records.iter().enumerate() {
            self.pace(row)?;
            if let Some(tally) = found.tallies.get(record) {
                let truth = tally.truth(search);
                if truth != Truth::No {
                    best.push((row, found.score(*record, tally), truth));
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
            let Some(tally) = found.tallies.get(record) else {
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
        let mut tallies: FxHashMap<u32, Tally> = FxHashMap::default();
        let mut lengths = vec![0_u32; self.store.collection(kind).rows()];
        let mut bearers = vec![0_u32; search.wanted.len()];
        for text in &search.texts {
            let column = self.eval(text, &all)?;
            let words = self.words_of(text);
            let held = held(words, search);
            for (row, &record) in all.records.iter().enumerate() {
                self.pace(row)?;
                for (value, doubtful) in column.of(row) {
                    let Scalar::Text(code) = value else {
                        continue;
                    };
                    lengths[record as usize] += words.count(code);
                    let held = held.get(&code);
                    if held.is_some() || code == UNKNOWN {
                        let new = || Tally::of_nothing(search.wanted.len());
                        let tally = tallies.entry(record).or_insert_with(new);
                        match held {
                            Some(held) => tally.enter(held, doubtful, &mut bearers),
                            None => tally.enter_unknown(search),
                        }
                    }
                }
            }
            self.check(0)?;
        }
        let records = all.len() as f64;
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let weight = |bearers: &u32| {
            let bearers = f64::from(*bearers);
            (1.0 + (records - bearers + 0.5) / (bearers + 0.5)).ln()
        };
        Ok(Found {
            tallies,
            lengths,
            average: total as f64 / records.max(1.0),
            weights: bearers.iter().map(weight).collect(),
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

/// Finds the texts of a field in which anything stands that a search names.
fn held(words: &Words, search: &Ranked) -> FxHashMap<u32, Held> {
    let nothing = || Held {
        times: vec![0; search.wanted.len()],
        unwanted: false,
    };
    let mut found: FxHashMap<u32, Held> = FxHashMap::default();
    for (at, wanted) in search.wanted.iter().enumerate() {
        for (code, times) in words.holding(&wanted.words) {
            found.entry(code).or_insert_with(nothing).times[at] = times;
        }
    }
    for unwanted in &search.unwanted {
        for (code, _) in words.holding(unwanted) {
            found.entry(code).or_insert_with(nothing).unwanted = true;
        }
    }
    found
}

impl Found {
    /// Returns the score of a record, in whole parts.
    fn score(&self, record: u32, tally: &Tally) -> f64 {
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

impl Tally {
    fn of_nothing(wanted: usize) -> Tally {
        Tally {
            wanted: vec![Standing::default(); wanted],
            unwanted: (false, false),
        }
    }

    /// Enters a text, and the record among the bearers of what it is the first to have.
    fn enter(&mut self, held: &Held, doubtful: bool, bearers: &mut [u32]) {
        let each = self.wanted.iter_mut().zip(&held.times).zip(bearers);
        for ((standing, times), bearers) in each.filter(|((_, times), _)| **times > 0) {
            *bearers += u32::from(standing.times == 0);
            standing.times += times;
            standing.surely |= !doubtful;
            standing.alone |= !held.unwanted;
        }
        self.unwanted.0 |= held.unwanted;
        self.unwanted.1 |= held.unwanted && !doubtful;
    }

    /// Enters a text that nobody knows: anything may stand in it.
    fn enter_unknown(&mut self, search: &Ranked) {
        for standing in &mut self.wanted {
            standing.alone = true;
        }
        self.unwanted.0 |= !search.unwanted.is_empty();
    }

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
