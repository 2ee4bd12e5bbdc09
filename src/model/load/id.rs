//! Ids as files write them, and those made from them.

use std::borrow::{Borrow, Cow};
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// An id; copied without copying its text.
#[derive(Clone, Debug)]
pub(super) enum Id<'t> {
    /// It stands in a file.
    Written(&'t str),
    /// It was made.
    Made(Arc<str>),
}

impl<'t> Id<'t> {
    /// Returns its text, to be kept for longer than the file.
    pub(super) fn shared(&self) -> Arc<str> {
        match self {
            Id::Written(id) => Arc::from(*id),
            Id::Made(id) => Arc::clone(id),
        }
    }

    /// Takes a mark off its end; returns it as it is where there is none.
    pub(super) fn without_suffix(self, mark: char) -> Result<Id<'t>, Id<'t>> {
        match &self {
            Id::Written(id) => id.strip_suffix(mark).map(Id::Written).ok_or(self),
            Id::Made(id) => match id.strip_suffix(mark) {
                Some(id) => Ok(Id::Made(Arc::from(id))),
                None => Err(self),
            },
        }
    }
}

impl Default for Id<'_> {
    fn default() -> Self {
        Id::Written("")
    }
}

impl Deref for Id<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Id::Written(id) => id,
            Id::Made(id) => id,
        }
    }
}

impl<'t> From<&'t str> for Id<'t> {
    fn from(id: &'t str) -> Self {
        Id::Written(id)
    }
}

impl From<String> for Id<'_> {
    fn from(id: String) -> Self {
        Id::Made(id.into())
    }
}

impl<'t> From<Cow<'t, str>> for Id<'t> {
    fn from(id: Cow<'t, str>) -> Self {
        match id {
            Cow::Borrowed(id) => Id::Written(id),
            Cow::Owned(id) => id.into(),
        }
    }
}

impl PartialEq for Id<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Id<'_> {}

impl Hash for Id<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Borrow<str> for Id<'_> {
    fn borrow(&self) -> &str {
        self
    }
}
