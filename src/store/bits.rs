//! Bitmaps over rows, and pairs of them: what is certain within what is possible.

use crate::value::Truth;

/// A set of rows.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Makes the empty set over so many rows.
    pub fn none(len: usize) -> Self {
        Bits {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// Makes the set of all rows.
    pub fn all(len: usize) -> Self {
        let mut bits = Bits {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        bits.trim();
        bits
    }

    /// Makes the set of the rows a test keeps.
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let words = (0..len.div_ceil(64)).map(|word| {
            let start = word * 64;
            let end = (start + 64).min(len);
            (start..end).fold(0, |bits, row| {
                bits | (u64::from(test(row)) << (row - start))
            })
        });
        Bits {
            words: words.collect(),
            len,
        }
    }

    /// Returns the number of rows it is over.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Tells whether it is over no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the number of rows in it.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Tells whether a row is in it.
    #[inline]
    pub fn get(&self, row: usize) -> bool {
        self.words[row / 64] >> (row % 64) & 1 == 1
    }

    /// Adds a row.
    #[inline]
    pub fn set(&mut self, row: usize) {
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Takes a row out.
    pub fn clear(&mut self, row: usize) {
        self.words[row / 64] &= !(1 << (row % 64));
    }

    /// Returns the rows in it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        Ones {
            words: self.words.iter(),
            passed: 0,
            rest: 0,
        }
    }

    /// Keeps the rows that are in both.
    pub fn and(&mut self, other: &Bits) {
        self.combine(other, |a, b| a & b);
    }

    /// Adds the rows of the other.
    pub fn or(&mut self, other: &Bits) {
        self.combine(other, |a, b| a | b);
    }

    /// Takes out the rows of the other.
    pub fn and_not(&mut self, other: &Bits) {
        self.combine(other, |a, b| a & !b);
    }

    /// Turns it into the rows that were not in it.
    pub fn not(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    fn combine(&mut self, other: &Bits, op: impl Fn(u64, u64) -> u64) {
        debug_assert_eq!(self.len, other.len, "bitmaps over the same rows");
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = op(*word, *other);
        }
    }

    fn trim(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
}

/// The rows of a set, ascending.
struct Ones<'b> {
    words: std::slice::Iter<'b, u64>,
    /// The rows of the words taken so far.
    passed: usize,
    /// What is left of the last word taken.
    rest: u64,
}

impl Iterator for Ones<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.rest = *self.words.next()?;
            self.passed += 64;
        }
        let bit = self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(self.passed - 64 + bit)
    }
}

/// How far a predicate holds of each row: one bitmap where nothing is uncertain, else two nested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truths {
    certain: Bits,
    /// Holds `certain`; absent where the two are the same.
    possible: Option<Bits>,
}

impl Truths {
    /// Makes the pair in which what is certain is all that is possible.
    pub fn sure(certain: Bits) -> Self {
        Truths {
            certain,
            possible: None,
        }
    }

    /// Makes the pair; the caller sees to it that `certain` lies within `possible`.
    pub fn pair(certain: Bits, possible: Bits) -> Self {
        Truths {
            certain,
            possible: Some(possible),
        }
    }

    /// Makes the pair of a constant truth.
    pub fn constant(truth: Truth, len: usize) -> Self {
        match truth {
            Truth::No => Truths::sure(Bits::none(len)),
            Truth::Possible => Truths::pair(Bits::none(len), Bits::all(len)),
            Truth::Yes => Truths::sure(Bits::all(len)),
        }
    }

    /// Judges the rows of a domain; the others come out as `No`.
    pub fn judge(domain: &Bits, mut test: impl FnMut(usize) -> Truth) -> Self {
        let (mut certain, mut possible) = (Bits::none(domain.len()), Bits::none(domain.len()));
        let mut differ = false;
        let words = domain
            .words
            .iter()
            .zip(&mut certain.words)
            .zip(&mut possible.words);
        for (place, ((&domain, certain), possible)) in words.enumerate() {
            let mut rest = domain;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                match test(place * 64 + bit as usize) {
                    Truth::No => {}
                    Truth::Possible => {
                        *possible |= 1 << bit;
                        differ = true;
                    }
                    Truth::Yes => {
                        *certain |= 1 << bit;
                        *possible |= 1 << bit;
                    }
                }
            }
        }
        if differ {
            Truths::pair(certain, possible)
        } else {
            Truths::sure(certain)
        }
    }

    /// Judges the rows of a domain by a test that is never in doubt.
    pub fn judge_sure(domain: &Bits, mut test: impl FnMut(usize) -> bool) -> Self {
        let mut certain = Bits::none(domain.len());
        for (place, (&domain, certain)) in domain.words.iter().zip(&mut certain.words).enumerate() {
            let start = place * 64;
            if domain == u64::MAX {
                *certain =
                    (0..64).fold(0, |bits, bit| bits | (u64::from(test(start + bit)) << bit));
            } else {
                let mut rest = domain;
                while rest != 0 {
                    let bit = rest.trailing_zeros();
                    rest &= rest - 1;
                    *certain |= u64::from(test(start + bit as usize)) << bit;
                }
            }
        }
        Truths::sure(certain)
    }

    /// Returns the number of rows it is over.
    pub fn len(&self) -> usize {
        self.certain.len()
    }

    /// Tells whether it is over no rows.
    pub fn is_empty(&self) -> bool {
        self.certain.is_empty()
    }

    /// Returns the rows of which it holds for certain.
    pub fn certain(&self) -> &Bits {
        &self.certain
    }

    /// Returns the rows of which it holds for certain, and nothing else.
    pub fn into_certain(self) -> Bits {
        self.certain
    }

    /// Returns the rows of which it holds at least possibly.
    pub fn possible(&self) -> &Bits {
        self.possible.as_ref().unwrap_or(&self.certain)
    }

    /// Tells whether no row is in doubt because the two bitmaps are one.
    pub fn is_sure(&self) -> bool {
        self.possible.is_none()
    }

    /// Returns how far it holds of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Truth {
        match (self.certain.get(row), self.possible().get(row)) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Possible,
            (false, false) => Truth::No,
        }
    }

    /// Sets how far it holds of a row.
    #[inline]
    pub fn set(&mut self, row: usize, truth: Truth) {
        if truth == Truth::Possible && self.possible.is_none() {
            self.possible = Some(self.certain.clone());
        }
        let put = |bits: &mut Bits, on| if on { bits.set(row) } else { bits.clear(row) };
        put(&mut self.certain, truth == Truth::Yes);
        if let Some(possible) = &mut self.possible {
            put(possible, truth != Truth::No);
        }
    }

    /// Makes it possible, and no more, of one row: the one that stands for somebody not known.
    pub fn doubt_at(&mut self, row: usize) {
        self.set(row, Truth::Possible);
    }

    /// Narrows to the rows where both hold.
    pub fn and(&mut self, other: &Truths) {
        self.combine(other, Bits::and);
    }

    /// Widens to the rows where either holds.
    pub fn or(&mut self, other: &Truths) {
        self.combine(other, Bits::or);
    }

    /// Turns it into its negation.
    pub fn not(&mut self) {
        self.certain.not();
        if let Some(possible) = &mut self.possible {
            possible.not();
            std::mem::swap(possible, &mut self.certain);
        }
    }

    /// Makes certain whatever is possible.
    pub fn possibly(&mut self) {
        if let Some(possible) = self.possible.take() {
            self.certain = possible;
        }
    }

    /// Takes out, on both sides, the rows that are not in `domain`.
    pub fn within(&mut self, domain: &Bits) {
        self.certain.and(domain);
        if let Some(possible) = &mut self.possible {
            possible.and(domain);
        }
    }

    fn combine(&mut self, other: &Truths, op: impl Fn(&mut Bits, &Bits)) {
        if self.possible.is_some() || other.possible.is_some() {
            let mut possible = self.possible.take().unwrap_or_else(|| self.certain.clone());
            op(&mut possible, other.possible());
            self.possible = Some(possible);
        }
        op(&mut self.certain, &other.certain);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Lengths on both sides of the ends of words.
    const LENGTHS: [usize; 7] = [0, 1, 63, 64, 65, 128, 200];

    fn every_third(len: usize) -> Bits {
        Bits::from_fn(len, |row| row % 3 == 0)
    }

    #[test]
    fn sets_end_where_their_rows_end() {
        for len in LENGTHS {
            assert_eq!(Bits::all(len).count(), len);
            assert_eq!(Bits::from_fn(len, |_| true), Bits::all(len));
            let mut none = Bits::all(len);
            none.not();
            assert_eq!(none, Bits::none(len), "{len}");
            let mut rest = every_third(len);
            rest.not();
            assert_eq!(rest, Bits::from_fn(len, |row| row % 3 != 0), "{len}");
        }
    }

    #[test]
    fn rows_come_in_order() {
        for len in LENGTHS {
            let rows: Vec<usize> = (0..len).filter(|row| row % 3 == 0).collect();
            assert_eq!(every_third(len).iter().collect::<Vec<_>>(), rows, "{len}");
        }
        let mut bits = Bits::none(200);
        for row in [199, 64, 63, 0] {
            bits.set(row);
        }
        bits.clear(64);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 199]);
    }

    fn truths(len: usize) -> impl Strategy<Value = Vec<Truth>> {
        let truth = prop::sample::select(vec![Truth::No, Truth::Possible, Truth::Yes]);
        prop::collection::vec(truth, len)
    }

    fn pair(each: &[Truth]) -> Truths {
        Truths::judge(&Bits::all(each.len()), |row| each[row])
    }

    fn each(truths: &Truths) -> Vec<Truth> {
        (0..truths.len()).map(|row| truths.get(row)).collect()
    }

    proptest! {
        #[test]
        fn pairs_follow_the_connectives_row_by_row(a in truths(130), b in truths(130)) {
            let zipped = |op: fn(Truth, Truth) -> Truth| {
                a.iter().zip(&b).map(|(a, b)| op(*a, *b)).collect::<Vec<_>>()
            };
            let mut both = pair(&a);
            both.and(&pair(&b));
            prop_assert_eq!(each(&both), zipped(Truth::and));
            let mut either = pair(&a);
            either.or(&pair(&b));
            prop_assert_eq!(each(&either), zipped(Truth::or));
            let mut not = pair(&a);
            not.not();
            prop_assert_eq!(each(&not), a.iter().map(|a| !*a).collect::<Vec<_>>());
            let mut possibly = pair(&a);
            possibly.possibly();
            prop_assert!(possibly.is_sure());
            let maybe = |a: &Truth| Truth::from(*a != Truth::No);
            prop_assert_eq!(each(&possibly), a.iter().map(maybe).collect::<Vec<_>>());
        }

        #[test]
        fn one_row_is_set_and_no_other(a in truths(70), row in 0usize..70, to in truths(1)) {
            let mut set = pair(&a);
            set.set(row, to[0]);
            let mut expected = a;
            expected[row] = to[0];
            prop_assert_eq!(each(&set), expected);
        }

        #[test]
        fn rows_outside_a_domain_do_not_hold(a in truths(130), domain in truths(130)) {
            let domain = pair(&domain).into_certain();
            let mut within = pair(&a);
            within.within(&domain);
            prop_assert_eq!(each(&within), each(&Truths::judge(&domain, |row| a[row])));
            let sure = Truths::judge_sure(&domain, |row| a[row] == Truth::Yes);
            prop_assert_eq!(sure.certain(), within.certain());
        }
    }
}
