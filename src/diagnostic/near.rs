//! Near names.

use std::borrow::Cow;
use std::fmt::Display;

/// Returns the candidate nearest to `name` by optimal string alignment distance, ignoring case;
/// none where the nearest differs in more than a third of its letters (one in short names).
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let (length, letters) = (name.chars().count(), letters(&name));
    let mut allowed = (length / 3).max(1);
    let mut near = None;
    for candidate in candidates {
        let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        let other = if candidate.bytes().all(plain) {
            Cow::Borrowed(candidate)
        } else {
            Cow::Owned(candidate.to_lowercase())
        };
        // Each slip changes the length, and what letters there are, by one at most.
        if other.chars().count().abs_diff(length) > allowed
            || self::letters(&other).differ(letters) > allowed
        {
            continue;
        }
        let distance = strsim::osa_distance(&name, &other);
        if distance > allowed {
            continue;
        }
        near = Some(candidate);
        let Some(nearer) = distance.checked_sub(1) else {
            break;
        };
        allowed = nearer;
    }
    near
}

/// Asks whether something near was meant.
pub(crate) fn did_you_mean(near: impl Display) -> String {
    format!("did you mean ‘{near}’?")
}

/// The letters of a text, each as a bit; several share one.
#[derive(Clone, Copy)]
struct Letters(u64);

fn letters(text: &str) -> Letters {
    Letters(
        text.chars()
            .fold(0, |sum, c| sum | 1 << (u32::from(c) % 64)),
    )
}

impl Letters {
    /// Returns the least number of slips between texts of these letters.
    fn differ(self, other: Letters) -> usize {
        let only = |own: u64, other: u64| (own & !other).count_ones() as usize;
        only(self.0, other.0).max(only(other.0, self.0))
    }
}

/// Writes names in quotes with commas between: `‘a’, ‘b’`.
pub fn quoted_list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("‘{name}’")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_passed_over_is_never_nearest(
            name in "[abcA é]{0,9}",
            candidates in prop::collection::vec("[abcA é]{0,9}", 0..6),
        ) {
            let lower = name.to_lowercase();
            let most = (lower.chars().count() / 3).max(1);
            let distance = |one: &&String| strsim::osa_distance(&lower, &one.to_lowercase());
            let plainly = candidates.iter().filter(|one| distance(one) <= most).min_by_key(distance);
            let found = nearest(&name, candidates.iter().map(String::as_str));
            prop_assert_eq!(found, plainly.map(String::as_str));
        }
    }
}
