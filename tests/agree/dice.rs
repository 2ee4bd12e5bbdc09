//! Choices read off a stream of numbers, so that proptest can shrink what was chosen: nought, and
//! what lies beyond the end, is always the simplest choice.

use proptest::prelude::*;

/// A stream of choices.
pub(crate) struct Dice<'s> {
    stream: &'s [u16],
    at: usize,
}

impl<'s> Dice<'s> {
    pub(crate) fn new(stream: &'s [u16]) -> Self {
        Dice { stream, at: 0 }
    }

    /// Chooses a number below a bound.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let number = self.stream.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(number) % bound.max(1)
    }

    /// Says yes once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) + 1 == times
    }

    /// Chooses one of several.
    pub(crate) fn pick<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        &choices[self.below(choices.len())]
    }
}

/// Streams of so many numbers.
pub(crate) fn streams(length: usize) -> impl Strategy<Value = Vec<u16>> {
    proptest::collection::vec(any::<u16>(), length)
}
