//! The likeliest of many things, found without putting all in order.

use super::found::MOST;

/// The likeliest things so far: by their rank, then by how many rows they have.
pub(super) struct Likeliest<R> {
    /// Some of them are kept, each with its place; the less the likelier.
    kept: Vec<(R, std::cmp::Reverse<u32>, u32)>,
    /// What must be less to be kept.
    worst: Option<(R, std::cmp::Reverse<u32>, u32)>,
    /// How many there are.
    all: usize,
}

impl<R> Default for Likeliest<R> {
    fn default() -> Self {
        Likeliest {
            kept: Vec::new(),
            worst: None,
            all: 0,
        }
    }
}

impl<R: Ord + Copy> Likeliest<R> {
    /// Adds a thing by its place.
    pub(super) fn add(&mut self, rank: R, rows: u32, place: u32) {
        self.all += 1;
        let key = (rank, std::cmp::Reverse(rows), place);
        if self.worst.is_some_and(|worst| key > worst) {
            return;
        }
        self.kept.push(key);
        if self.kept.len() == 2 * MOST {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > MOST {
            self.kept.select_nth_unstable(MOST - 1);
            self.kept.truncate(MOST);
            self.worst = self.kept.last().copied();
        }
    }

    /// Returns the places of the likeliest, the likeliest first, and how many others there are.
    pub(super) fn finish(mut self) -> (Vec<u32>, usize) {
        self.cut();
        self.kept.sort_unstable();
        let more = self.all - self.kept.len();
        let places = self.kept.into_iter().map(|(.., place)| place);
        (places.collect(), more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_are_those_that_come_first_in_order() {
        let things = (0..1000u32).map(|place| (place % 3, place * 7919 % 101, place));
        let mut likeliest = Likeliest::default();
        things
            .clone()
            .for_each(|(rank, rows, place)| likeliest.add(rank, rows, place));
        let mut sorted: Vec<_> = things.collect();
        sorted.sort_by_key(|(rank, rows, place)| (*rank, std::cmp::Reverse(*rows), *place));
        let places: Vec<u32> = sorted.iter().take(MOST).map(|(.., place)| *place).collect();
        assert_eq!(likeliest.finish(), (places, 1000 - MOST));
        let mut few = Likeliest::default();
        few.add(1, 5, 0);
        few.add(0, 1, 1);
        assert_eq!(few.finish(), (vec![1, 0], 0));
    }
}
