//! Links between collections, as offset arrays with doubt bits.

use super::{Bits, Truths, row_number};
use crate::value::Truth;

/// The links of one reference field, row by row, in one direction.
#[derive(Debug, Clone)]
pub struct Links {
    /// Where the links of each row end; they begin where those of the row before end.
    ends: Vec<u32>,
    /// The rows linked to; the last row of the target stands for somebody not known.
    targets: Vec<u32>,
    /// Which links are doubtful, by their place in `targets`; absent where none is.
    doubt: Option<Bits>,
    /// The rows of the collection linked to.
    target_rows: usize,
    /// Whether each row has one link, so that it stands where the row does.
    one_each: bool,
}

impl Links {
    /// Makes links from each row's targets and their doubts; `target_rows` counts somebody's row.
    pub fn build<I>(rows: I, target_rows: usize) -> Self
    where
        I: IntoIterator,
        I::Item: IntoIterator<Item = (u32, bool)>,
    {
        let (mut ends, mut targets, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            for (target, doubt) in row {
                if doubt {
                    doubtful.push(targets.len());
                }
                targets.push(target);
            }
            ends.push(row_number(targets.len()));
        }
        let doubt = (!doubtful.is_empty()).then(|| {
            let mut bits = Bits::none(targets.len());
            doubtful.iter().for_each(|&link| bits.set(link));
            bits
        });
        Links::new(ends, targets, doubt, target_rows)
    }

    fn new(ends: Vec<u32>, targets: Vec<u32>, doubt: Option<Bits>, target_rows: usize) -> Self {
        let mut places = ends.iter().zip(1..);
        Links {
            one_each: places.all(|(end, place)| *end == place),
            ends,
            targets,
            doubt,
            target_rows,
        }
    }

    /// Makes the links of the other direction: somebody's row collects what points to nobody known.
    pub fn inverted(&self) -> Self {
        let mut ends = vec![0u32; self.target_rows];
        for &target in &self.targets {
            ends[target as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // Starts for now; filling moves each to its end.
            let count = *end;
            *end = sum;
            sum += count;
        }
        let mut targets = vec![0u32; self.targets.len()];
        let mut doubt = self.doubt.as_ref().map(|_| Bits::none(self.targets.len()));
        for row in 0..self.ends.len() {
            for link in self.range(row) {
                let at = &mut ends[self.targets[link] as usize];
                targets[*at as usize] = row_number(row);
                if let Some(doubt) = &mut doubt
                    && self.is_doubtful(link)
                {
                    doubt.set(*at as usize);
                }
                *at += 1;
            }
        }
        Links::new(ends, targets, doubt, self.ends.len())
    }

    /// Makes the links that are left: a test tells of each whether it is gone, doubtful or as it was.
    pub fn left(&self, test: impl Fn(usize, u32) -> Truth) -> Self {
        let rows = (0..self.ends.len()).map(|row| {
            let test = &test;
            self.of(row)
                .filter_map(move |(target, doubtful)| match test(row, target) {
                    Truth::No => None,
                    Truth::Possible => Some((target, true)),
                    Truth::Yes => Some((target, doubtful)),
                })
        });
        Links::build(rows, self.target_rows)
    }

    /// Returns the places of a row's links.
    #[inline]
    pub fn range(&self, row: usize) -> std::ops::Range<usize> {
        if self.one_each {
            return row..row + 1;
        }
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start as usize..self.ends[row] as usize
    }

    /// Returns a row's links: the row linked to, and whether in doubt.
    #[inline]
    pub fn of(&self, row: usize) -> impl Iterator<Item = (u32, bool)> {
        self.range(row)
            .map(|link| (self.targets[link], self.is_doubtful(link)))
    }

    /// Returns the number of links.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Tells whether any link is doubtful.
    pub fn has_doubts(&self) -> bool {
        self.doubt.is_some()
    }

    /// Returns the rows of the collection linked from, somebody's included.
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Returns the rows of the collection linked to, somebody's included.
    pub fn target_rows(&self) -> usize {
        self.target_rows
    }

    /// Tells whether any link is to that row.
    pub fn reaches(&self, target: usize) -> bool {
        let target = row_number(target);
        self.targets.contains(&target)
    }

    #[inline]
    fn is_doubtful(&self, link: usize) -> bool {
        self.doubt.as_ref().is_some_and(|doubt| doubt.get(link))
    }

    /// Carries truths of the targets back to the rows of a domain: *any* of a row's links.
    ///
    /// `inverse` are these links in the other direction: few targets are scattered through it,
    /// many are gathered row by row.
    pub fn carry(&self, targets: &Truths, inverse: Option<&Links>, domain: &Bits) -> Truths {
        if let Some(inverse) = inverse {
            let set = targets.possible().count();
            // A scattered link is a random write, a gathered one a random read and a branch.
            let touched = set * (inverse.len() / inverse.ends.len().max(1) + 1);
            if touched * 2 < domain.count() {
                return scatter(targets, inverse, domain);
            }
        }
        if targets.is_sure() && self.doubt.is_none() {
            let bits = targets.certain();
            return Truths::judge_sure(domain, |row| {
                self.range(row)
                    .any(|link| bits.get(self.targets[link] as usize))
            });
        }
        Truths::judge(domain, |row| {
            self.of(row).fold(Truth::No, |sofar, (target, doubtful)| {
                let truth = targets.get(target as usize);
                sofar.or(if doubtful { truth.doubted() } else { truth })
            })
        })
    }

    /// Returns the rows reached from a set of rows.
    pub fn image(&self, rows: &Bits) -> Bits {
        let mut reached = Bits::none(self.target_rows);
        for row in rows.iter() {
            for link in self.range(row) {
                reached.set(self.targets[link] as usize);
            }
        }
        reached
    }
}

fn scatter(targets: &Truths, inverse: &Links, domain: &Bits) -> Truths {
    let mut certain = Bits::none(domain.len());
    if targets.is_sure() && !inverse.has_doubts() {
        for target in targets.certain().iter() {
            for (row, _) in inverse.of(target) {
                certain.set(row as usize);
            }
        }
        let mut truths = Truths::sure(certain);
        truths.within(domain);
        return truths;
    }
    let mut possible = Bits::none(domain.len());
    for target in targets.possible().iter() {
        let sure = targets.certain().get(target);
        for (row, doubtful) in inverse.of(target) {
            possible.set(row as usize);
            if sure && !doubtful {
                certain.set(row as usize);
            }
        }
    }
    let mut truths = Truths::pair(certain, possible);
    truths.within(domain);
    truths
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TARGETS: usize = 70;

    /// Each row's targets and their doubts.
    fn rows() -> impl Strategy<Value = Vec<Vec<(u32, bool)>>> {
        let target = 0..row_number(TARGETS);
        let link = (target, prop::bool::weighted(0.2));
        prop::collection::vec(prop::collection::vec(link, 0..4), 1..150)
    }

    fn truths(len: usize) -> impl Strategy<Value = Truths> {
        let truth = prop_oneof![
            8 => Just(Truth::No),
            1 => Just(Truth::Possible),
            1 => Just(Truth::Yes),
        ];
        let all = Bits::all(len);
        prop::collection::vec(truth, len)
            .prop_map(move |truths| Truths::judge(&all, |row| truths[row]))
    }

    fn built(rows: &[Vec<(u32, bool)>]) -> Links {
        Links::build(rows.iter().map(|row| row.iter().copied()), TARGETS)
    }

    fn each(truths: &Truths) -> Vec<Truth> {
        (0..truths.len()).map(|row| truths.get(row)).collect()
    }

    #[test]
    fn the_other_direction_keeps_the_order_of_rows_and_the_doubts() {
        let links = built(&[
            vec![(2, false), (0, true)],
            vec![],
            vec![(2, true)],
            vec![(2, false)],
        ]);
        let inverse = links.inverted();
        assert_eq!(inverse.of(0).collect::<Vec<_>>(), [(0, true)]);
        assert_eq!(inverse.of(1).count(), 0);
        assert_eq!(
            inverse.of(2).collect::<Vec<_>>(),
            [(0, false), (2, true), (3, false)]
        );
        assert!(links.reaches(0) && !links.reaches(1));
    }

    proptest! {
        #[test]
        fn turned_twice_links_are_themselves(mut rows in rows()) {
            rows.iter_mut().for_each(|row| row.sort_unstable());
            let links = built(&rows);
            let twice = links.inverted().inverted();
            for (row, expected) in rows.iter().enumerate() {
                let mut found: Vec<_> = twice.of(row).collect();
                found.sort_unstable();
                prop_assert_eq!(&found, expected);
            }
            prop_assert_eq!(twice.has_doubts(), links.has_doubts());
        }

        #[test]
        fn scattered_or_gathered_truths_arrive_alike(
            rows in rows(),
            targets in truths(TARGETS),
            domain in prop::collection::vec(any::<bool>(), 150),
        ) {
            let links = built(&rows);
            let inverse = links.inverted();
            let domain = Bits::from_fn(rows.len(), |row| domain[row]);
            let expected: Vec<Truth> = rows
                .iter()
                .enumerate()
                .map(|(row, links)| {
                    let reached = links.iter().map(|&(target, doubtful)| {
                        let truth = targets.get(target as usize);
                        if doubtful { truth.doubted() } else { truth }
                    });
                    if domain.get(row) {
                        reached.fold(Truth::No, Truth::or)
                    } else {
                        Truth::No
                    }
                })
                .collect();
            prop_assert_eq!(each(&scatter(&targets, &inverse, &domain)), &expected[..]);
            prop_assert_eq!(each(&links.carry(&targets, None, &domain)), &expected[..]);
            prop_assert_eq!(each(&links.carry(&targets, Some(&inverse), &domain)), &expected[..]);
        }

        #[test]
        fn an_image_holds_every_target_and_no_other(rows in rows()) {
            let links = built(&rows);
            let reached = links.image(&Bits::all(rows.len()));
            for target in 0..TARGETS {
                let linked = rows.iter().flatten().any(|(to, _)| *to as usize == target);
                prop_assert_eq!(reached.get(target), linked);
            }
        }
    }
}
