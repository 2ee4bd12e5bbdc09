//! What evaluations over one ledger leave for later ones: the last views, and the last values that
//! were counted.

use std::sync::{Arc, Mutex, PoisonError};

use super::tally::Tallied;
use crate::analysis::{Lens, View};

/// So many views are kept: at a million claims each takes some dozens of megabytes.
const MOST_LENSES: usize = 2;
/// So many columns of values.
const MOST_TALLIED: usize = 8;

/// What was made for the keys before, for the next key at the same place.
///
/// It belongs to one store, which never changes, and must not be asked about another.
#[derive(Debug, Default)]
pub struct Kept {
    /// What is seen of the ledger, by the views, whose names have been looked up.
    pub(super) lenses: Latest<Vec<View>, Lens, MOST_LENSES>,
    /// Values by all that decides about them: the plan of the rows, and the expression.
    pub(super) tallied: Latest<String, Tallied, MOST_TALLIED>,
}

/// The things that were used last, the last at the end.
#[derive(Debug)]
pub(super) struct Latest<K, V, const MOST: usize>(Mutex<Vec<(K, Arc<V>)>>);

impl<K, V, const MOST: usize> Default for Latest<K, V, MOST> {
    fn default() -> Self {
        Latest(Mutex::default())
    }
}

impl<K: PartialEq, V, const MOST: usize> Latest<K, V, MOST> {
    /// Returns what is kept under a key.
    pub(super) fn get(&self, key: &K) -> Option<Arc<V>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(own, _)| own == key)?;
        let found = all.remove(place);
        let value = Arc::clone(&found.1);
        all.push(found);
        Some(value)
    }

    /// Keeps something, and forgets what has not been used for longest.
    pub(super) fn keep(&self, key: K, value: &Arc<V>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(own, _)| *own != key);
        all.push((key, Arc::clone(value)));
        if all.len() > MOST {
            all.remove(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_is_kept() {
        let latest = Latest::<u8, char, 2>::default();
        latest.keep(1, &Arc::new('a'));
        latest.keep(2, &Arc::new('b'));
        assert_eq!(latest.get(&1).as_deref(), Some(&'a'));
        latest.keep(3, &Arc::new('c'));
        assert_eq!(latest.get(&2), None);
        latest.keep(1, &Arc::new('d'));
        let kept = [1, 3].map(|key| latest.get(&key).as_deref().copied());
        assert_eq!(kept, [Some('d'), Some('c')]);
    }
}
