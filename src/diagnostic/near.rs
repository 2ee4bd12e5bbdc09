//! Near names.

use std::borrow::Cow;
use std::fmt::Display;

use crate::value::Shape;

/// Returns the candidate nearest to `name` by optimal string alignment distance, ignoring case;
/// none where the nearest differs in more than a third of its letters (one in short names).
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut search = Search::new(name);
    for candidate in candidates {
        let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        let other = if candidate.bytes().all(plain) {
            Cow::Borrowed(candidate)
        } else {
            Cow::Owned(candidate.to_lowercase())
        };
        if search.ends_with(candidate, &other, Shape::of(&other)) {
            break;
        }
    }
    search.near
}

/// Asks whether something near was meant.
pub(crate) fn did_you_mean(near: impl Display) -> String {
    format!("did you mean ‘{near}’?")
}

/// Returns what [`nearest`] does of candidates that are in lower case and whose shapes are known.
pub fn nearest_shaped<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = (&'a str, Shape)>,
) -> Option<&'a str> {
    let mut search = Search::new(name);
    for (candidate, shape) in candidates {
        if search.ends_with(candidate, candidate, shape) {
            break;
        }
    }
    search.near
}

/// The nearest so far.
struct Search<'a> {
    name: String,
    shape: Shape,
    allowed: usize,
    near: Option<&'a str>,
}

impl<'a> Search<'a> {
    fn new(name: &str) -> Self {
        let name = name.to_lowercase();
        let shape = Shape::of(&name);
        Search {
            name,
            shape,
            allowed: (shape.length() / 3).max(1),
            near: None,
        }
    }

    /// Tries a candidate, given in lower case too; tells whether none can be nearer.
    fn ends_with(&mut self, candidate: &'a str, lower: &str, shape: Shape) -> bool {
        if self.shape.differ(shape) > self.allowed {
            return false;
        }
        let distance = strsim::osa_distance(&self.name, lower);
        if distance > self.allowed {
            return false;
        }
        self.near = Some(candidate);
        match distance.checked_sub(1) {
            Some(nearer) => {
                self.allowed = nearer;
                false
            }
            None => true,
        }
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
            let lower: Vec<String> = candidates.iter().map(|one| one.to_lowercase()).collect();
            let shaped = lower.iter().map(|one| (one.as_str(), Shape::of(one)));
            let found = found.map(str::to_lowercase);
            prop_assert_eq!(nearest_shaped(&name, shaped), found.as_deref());
        }
    }
}
