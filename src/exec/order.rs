//! Putting many things in order, a part at a time, so that it can be cancelled on the way.

use std::cmp::Ordering;

use super::{Run, Stopped};

/// So many are put in order at once.
const PART: usize = 1 << 14;

impl Run<'_> {
    /// Puts things in order; those that are equal stay as they come.
    pub(super) fn ordered<T>(
        &self,
        all: Vec<T>,
        compare: impl Fn(&T, &T) -> Ordering,
    ) -> Result<Vec<T>, Stopped> {
        in_parts(all, PART, compare, |done| self.pace(done))
    }
}

/// Puts parts in order, and then two by two together; it may be told to stop at any thing.
fn in_parts<T>(
    mut all: Vec<T>,
    part: usize,
    compare: impl Fn(&T, &T) -> Ordering,
    pace: impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Vec<T>, Stopped> {
    if all.len() <= part {
        all.sort_by(compare);
        return Ok(all);
    }
    let mut parts: Vec<Vec<T>> = Vec::with_capacity(all.len().div_ceil(part));
    let mut rest = all.into_iter();
    while rest.len() > 0 {
        let mut next: Vec<T> = rest.by_ref().take(part).collect();
        pace(0)?;
        next.sort_by(&compare);
        parts.push(next);
    }
    while parts.len() > 1 {
        let mut merged = Vec::with_capacity(parts.len().div_ceil(2));
        let mut pairs = parts.into_iter();
        while let Some(first) = pairs.next() {
            merged.push(match pairs.next() {
                Some(second) => together(first, second, &compare, &pace)?,
                None => first,
            });
        }
        parts = merged;
    }
    Ok(parts.pop().unwrap_or_default())
}

fn together<T>(
    first: Vec<T>,
    second: Vec<T>,
    compare: &impl Fn(&T, &T) -> Ordering,
    pace: &impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Vec<T>, Stopped> {
    let mut both = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
    while let (Some(a), Some(b)) = (first.peek(), second.peek()) {
        pace(both.len())?;
        let next = if compare(b, a).is_lt() {
            second.next()
        } else {
            first.next()
        };
        both.extend(next);
    }
    both.extend(first);
    both.extend(second);
    Ok(both)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_come_together_as_if_put_in_order_at_once(
            keys in prop::collection::vec(0..9u8, 0..80),
            part in 1..9usize,
        ) {
            let all: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut expected = all.clone();
            expected.sort_by_key(|(key, _)| *key);
            let found = in_parts(all, part, |(a, _), (b, _)| a.cmp(b), |_| Ok(()));
            prop_assert_eq!(found, Ok(expected));
        }
    }

    #[test]
    fn it_stops_when_it_is_told_to() {
        let stop = |done| {
            if done > 5 {
                Err(Stopped::Cancelled)
            } else {
                Ok(())
            }
        };
        let found = in_parts((0..20).rev().collect(), 4, i32::cmp, stop);
        assert_eq!(found, Err(Stopped::Cancelled));
    }
}
