//! Tests of values against literals.

use super::column::Scalar;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{AskedText, Search, Test};
use crate::store::{Bits, Column, NONE, Spelling, Truths, UNKNOWN, UNKNOWN_WORD, WORD_NONE};
use crate::value::{Comparison, Day, Range, RangeSet, Real, Truth, fold_text};

/// Below this share of the rows (one in so many) texts are folded one by one.
const SPARSE: usize = 16;

impl Run<'_> {
    /// Judges the values of a stored field, at the rows of a domain.
    pub(super) fn judge_field(
        &self,
        kind: Kind,
        field: usize,
        test: &Test,
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        let Some(column) = self.store.collection(kind).column(field) else {
            unreachable!("plan spells out fields that have no column");
        };
        Ok(match (column, test) {
            (Column::Date(dates), Test::Days(set)) => {
                if let Some(within) = one_stretch(set) {
                    return Ok(judge_dates(domain, &dates.lo, &dates.hi, within));
                }
                Truths::judge(domain, |row| set.judge(dates.range(row)))
            }
            (Column::Number(numbers), Test::Numbers(set, unit)) => {
                let unit = self.unit_code(unit.as_deref());
                Truths::judge(domain, |row| {
                    judge_number(set, unit, numbers.range(row), numbers.unit[row])
                })
            }
            (Column::Word(words), Test::Words(codes)) => {
                if let [code] = codes.as_slice() {
                    return Ok(Truths::judge_sure(domain, |row| words[row] == *code));
                }
                let wanted = word_table(codes);
                Truths::judge_sure(domain, |row| wanted[usize::from(words[row])])
            }
            (Column::Truth(codes), Test::Truth(wanted)) => {
                Truths::judge_sure(domain, |row| codes[row] == u8::from(*wanted))
            }
            (Column::Text(codes), test) => {
                self.judge_texts(kind, field, test, domain, |row| &codes[row..=row])?
            }
            (Column::Texts(ends, codes), test) => {
                let range = |row: usize| {
                    (if row == 0 { 0 } else { ends[row - 1] }) as usize..ends[row] as usize
                };
                self.judge_texts(kind, field, test, domain, |row| &codes[range(row)])?
            }
            (
                Column::Date(_)
                | Column::Number(_)
                | Column::Word(_)
                | Column::Truth(_)
                | Column::Links(_),
                _,
            ) => unreachable!("plan tests a field by its type"),
        })
    }

    fn judge_texts<'c>(
        &self,
        kind: Kind,
        field: usize,
        test: &Test,
        domain: &Bits,
        codes: impl Fn(usize) -> &'c [u32],
    ) -> Result<Truths, Stopped> {
        let texts = self.store.texts();
        if domain.count() * SPARSE < domain.len() {
            return Ok(Truths::judge_sure(domain, |row| {
                codes(row)
                    .iter()
                    .any(|&code| self.judge_text(test, code) == Truth::Yes)
            }));
        }
        let folded = self.store.collection(kind).folded(field, texts);
        let passing = |test: &dyn Fn(u32, &str) -> bool| {
            let mut gone_over = 0;
            folded.passing(texts, |code, text| {
                self.pace(gone_over)?;
                gone_over += 1;
                Ok(test(code, text))
            })
        };
        let found = match test {
            Test::Search(Search::Contains(needle)) => folded.containing(needle, texts),
            Test::Search(Search::Matches { regex, .. }) => {
                // A regular expression sees the text itself.
                passing(&|code, _| regex.is_match(texts.get(code)))?
            }
            Test::Search(
                search @ (Search::StartsWith(_) | Search::EndsWith(_) | Search::Near(_)),
            ) => passing(&|_, text| search.finds(text, text))?,
            Test::Texts(op, wanted) => passing(&|_, text| compares(*op, text, wanted))?,
            Test::Days(_)
            | Test::Numbers(..)
            | Test::Durations(_)
            | Test::Words(_)
            | Test::Truth(_)
            | Test::Named(_) => {
                unreachable!("plan tests a text as a text")
            }
        };
        self.check(0)?;
        Ok(Truths::judge_sure(domain, |row| {
            codes(row)
                .iter()
                .any(|&code| code != NONE && code != UNKNOWN && found.get(code as usize))
        }))
    }

    /// Judges one text.
    fn judge_text(&self, test: &Test, code: u32) -> Truth {
        if code == NONE {
            return Truth::No;
        }
        if code == UNKNOWN {
            return Truth::Possible;
        }
        let text = self.text(code);
        Truth::from(match test {
            Test::Search(search) => search.finds(text, &fold_text(text)),
            Test::Texts(op, wanted) => compares(*op, &fold_text(text), wanted),
            Test::Days(_)
            | Test::Numbers(..)
            | Test::Durations(_)
            | Test::Words(_)
            | Test::Truth(_)
            | Test::Named(_) => {
                unreachable!("plan tests a text as a text")
            }
        })
    }

    /// Judges records by a test of their names, at the rows of a domain.
    pub(super) fn judge_records(
        &self,
        kind: Kind,
        test: &Test,
        domain: &Bits,
    ) -> Result<Truths, Stopped> {
        let mut truths = Truths::sure(Bits::none(domain.len()));
        match test {
            Test::Named(names) => {
                for &(row, truth) in names.iter().flat_map(|name| &self.bound.names[name.place]) {
                    let earlier = truths.get(row as usize);
                    truths.set(row as usize, earlier.or(truth));
                }
            }
            Test::Search(search) => {
                for (place, spelling) in self.store.names(kind).spellings().iter().enumerate() {
                    self.pace(place)?;
                    let Spelling {
                        text,
                        folded,
                        bearer,
                        ..
                    } = spelling;
                    let row = bearer.row as usize;
                    if search.finds(text, folded) {
                        let truth = if bearer.doubtful {
                            Truth::Possible
                        } else {
                            Truth::Yes
                        };
                        truths.set(row, truths.get(row).or(truth));
                    }
                }
            }
            Test::Days(_)
            | Test::Numbers(..)
            | Test::Durations(_)
            | Test::Texts(..)
            | Test::Words(_)
            | Test::Truth(_) => unreachable!("plan tests a record by its names"),
        }
        truths.within(domain);
        self.doubt_somebody(kind, &mut truths, domain);
        Ok(truths)
    }

    /// Makes a predicate possible of the row that stands for somebody not known.
    pub(super) fn doubt_somebody(&self, kind: Kind, truths: &mut Truths, domain: &Bits) {
        let collection = self.store.collection(kind);
        if collection.has_somebody() && domain.get(collection.len()) {
            truths.doubt_at(collection.len());
        }
    }

    /// Judges one computed value; records are judged by [`Run::judge_records`].
    pub(super) fn judge_scalar(&self, value: Scalar, test: &Test) -> Truth {
        match (value, test) {
            (Scalar::Absent, _) => Truth::No,
            (Scalar::Date(days, _), Test::Days(set)) => {
                if value.is_somebodys() {
                    Truth::Possible
                } else {
                    set.judge(days)
                }
            }
            (Scalar::Number(_, UNKNOWN), Test::Numbers(..)) => Truth::Possible,
            (Scalar::Number(range, unit), Test::Numbers(set, wanted)) => {
                judge_number(set, self.unit_code(wanted.as_deref()), range, unit)
            }
            (Scalar::Duration(days), Test::Durations(set)) => set.judge(days),
            (Scalar::Word(UNKNOWN_WORD), Test::Words(_)) => Truth::Possible,
            (Scalar::Word(code), Test::Words(codes)) => Truth::from(codes.contains(&code)),
            (Scalar::Truth(truth), Test::Truth(wanted)) => {
                if *wanted {
                    truth
                } else {
                    !truth
                }
            }
            (Scalar::Text(code), test) => self.judge_text(test, code),
            (
                Scalar::Date(..)
                | Scalar::Number(..)
                | Scalar::Duration(_)
                | Scalar::Word(_)
                | Scalar::Truth(_)
                | Scalar::Record(_),
                _,
            ) => unreachable!("plan tests a value by its type"),
        }
    }

    /// Returns the code of a unit; none where no number of the ledger has it.
    fn unit_code(&self, unit: Option<&str>) -> Option<u32> {
        match unit {
            None => Some(NONE),
            Some(unit) => {
                let own = self.store.texts().code(unit);
                own.or_else(|| {
                    let added = self.added.0.get_index_of(unit)?;
                    Some(crate::store::row_number(self.store.texts().len() + added))
                })
            }
        }
    }
}

/// Judges a number: one of another unit does not meet the set; one that nobody wrote may.
fn judge_number(set: &RangeSet<Real>, wanted: Option<u32>, range: Range<Real>, unit: u32) -> Truth {
    if range.is_unknown() || wanted == Some(unit) {
        set.judge(range)
    } else {
        Truth::No
    }
}

fn compares(op: Comparison, text: &str, wanted: &[AskedText]) -> bool {
    let mut wanted = wanted.iter();
    wanted.any(|other| op.holds(text.cmp(other.folded.as_str())))
}

fn word_table(codes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    codes
        .iter()
        .for_each(|&code| table[usize::from(code)] = true);
    debug_assert!(
        !table[usize::from(WORD_NONE)],
        "no word has the code of none"
    );
    table
}

/// Returns the days of a set that is one stretch.
fn one_stretch(set: &RangeSet<Day>) -> Option<Range<Day>> {
    match set.stretches() {
        [(from, to)] => Some(Range {
            lo: from.first(),
            hi: to.last(),
        }),
        [] | [_, ..] => None,
    }
}

/// Judges dates against one stretch of days, in a loop without branches.
fn judge_dates(domain: &Bits, lo: &[Day], hi: &[Day], within: Range<Day>) -> Truths {
    let certain = Truths::judge_sure(domain, |row| within.lo <= lo[row] && hi[row] <= within.hi);
    let possible = Truths::judge_sure(domain, |row| within.lo <= hi[row] && lo[row] <= within.hi);
    let (certain, possible) = (certain.into_certain(), possible.into_certain());
    if certain == possible {
        Truths::sure(certain)
    } else {
        Truths::pair(certain, possible)
    }
}
