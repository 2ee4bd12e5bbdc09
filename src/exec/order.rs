//! Putting many things in order, a part at a time, so that it can be cancelled on the way.

use std::cmp::Ordering;

use super::{Run, Stopped};

/// So many are put in order at once.
const PART: usize = 1 << 14;

impl Run<'_> {
    /// Puts things in order; those that are equal stay as they come.
    pub(super) fn ordered<T>(
        &self,
        mut all: Vec<T>,
        compare: impl Fn(&T, &T) -> Ordering,
    ) -> Result<Vec<T>, Stopped> {
        if all.len() <= PART {
            all.sort_by(compare);
            return Ok(all);
        }
        let mut parts: Vec<Vec<T>> = Vec::with_capacity(all.len() / PART + 1);
        let mut rest = all.into_iter();
        loop {
            let mut part: Vec<T> = rest.by_ref().take(PART).collect();
            if part.is_empty() {
                break;
            }
            self.check(0)?;
            part.sort_by(&compare);
            parts.push(part);
        }
        while parts.len() > 1 {
            let mut merged = Vec::with_capacity(parts.len() / 2 + 1);
            let mut pairs = parts.into_iter();
            while let Some(first) = pairs.next() {
                merged.push(match pairs.next() {
                    Some(second) => self.merged(first, second, &compare)?,
                    None => first,
                });
            }
            parts = merged;
        }
        Ok(parts.pop().unwrap_or_default())
    }

    fn merged<T>(
        &self,
        first: Vec<T>,
        second: Vec<T>,
        compare: &impl Fn(&T, &T) -> Ordering,
    ) -> Result<Vec<T>, Stopped> {
        let mut merged = Vec::with_capacity(first.len() + second.len());
        let (mut first, mut second) = (first.into_iter().peekable(), second.into_iter().peekable());
        while let (Some(a), Some(b)) = (first.peek(), second.peek()) {
            self.pace(merged.len())?;
            let next = if compare(b, a).is_lt() {
                second.next()
            } else {
                first.next()
            };
            merged.extend(next);
        }
        merged.extend(first);
        merged.extend(second);
        Ok(merged)
    }
}
