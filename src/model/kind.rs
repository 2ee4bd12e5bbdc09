//! The record kinds.

use super::{Field, Origin};
use crate::value::Type;

/// A kind of record; its records make up a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Texts that were published, read by us or known through others only.
    Documents,
    /// People, organisations, states, outlets, offices, places, groups.
    Entities,
    /// The spellings of entities, one row each.
    Names,
    /// Who commits to claims or relays them.
    Sources,
    /// What is said to be so.
    Propositions,
    /// One source's act of committing to a proposition, or denying it.
    Claims,
    /// One passage in one document that carries a claim.
    Reports,
    /// Numbers that reports give.
    Figures,
    /// What happened, or is said to have.
    Events,
    /// One claim denying another, each pair once.
    Denials,
    /// Who was what, when.
    Roles,
    /// What our own analyst thinks.
    Assessments,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Kind; 12] = [
        Kind::Documents,
        Kind::Entities,
        Kind::Names,
        Kind::Sources,
        Kind::Propositions,
        Kind::Claims,
        Kind::Reports,
        Kind::Figures,
        Kind::Events,
        Kind::Denials,
        Kind::Roles,
        Kind::Assessments,
    ];

    /// Returns the kind a [`Type::Record`] number stands for.
    pub fn from_number(number: u8) -> Kind {
        Kind::ALL[usize::from(number)]
    }

    /// Returns the kind of which a collection of this name is, and the view that it is where it is no
    /// more than a part; case does not count.
    pub fn named(name: &str) -> Option<(Kind, Option<&'static View>)> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        Kind::ALL.into_iter().find_map(|kind| {
            let view = kind.schema().views.iter().find(|view| is(view.name));
            (is(kind.collection()) || view.is_some()).then_some((kind, view))
        })
    }

    /// Returns the type of a reference to such a record.
    pub const fn reference(self) -> Type {
        Type::Record(self as u8)
    }

    /// Returns what the kind's file says of it.
    pub const fn schema(self) -> &'static Schema {
        super::kinds::schema(self)
    }

    /// Tells whether files write such records; others are made of theirs.
    pub fn is_written(self) -> bool {
        let stored = |field: &Field| field.origin == Origin::Stored;
        self.schema().fields.iter().any(stored)
    }

    /// Returns the collection's name: `claims`.
    pub fn collection(self) -> &'static str {
        self.schema().collection
    }

    /// Returns the field of that name and its place in the table; case does not count.
    pub fn field(self, name: &str) -> Option<(usize, &'static Field)> {
        self.schema()
            .fields
            .iter()
            .enumerate()
            .find(|(_, field)| field.name.eq_ignore_ascii_case(name))
    }

    /// Returns the place in the table of a field that this program names itself.
    pub(crate) const fn place(self, name: &str) -> u8 {
        let fields = self.schema().fields;
        let mut place = 0;
        // A table has fewer than 256 fields.
        while !fields[place as usize].name.eq_ignore_ascii_case(name) {
            place += 1;
        }
        place
    }
}

/// All there is to say of a record kind.
#[derive(Debug)]
pub struct Schema {
    /// The collection's name: `claims`.
    pub collection: &'static str,
    /// The record's name, which is also the table's in a file: `claim`.
    pub singular: &'static str,
    /// One sentence for help.
    pub help: &'static str,
    /// The fields: stored ones first, then inverses, shorthands and derived ones.
    pub fields: &'static [Field],
    /// The fields shown without `select`.
    pub shown: &'static [&'static str],
    /// The field whose text stands for the record in an answer (`name`, `title`, `id`).
    pub label: &'static str,
    /// The texts that `search` looks at where it is not told which: expressions over the record.
    pub texts: &'static [&'static str],
    /// Collections that are part of this one: name, and the `kind` words they hold.
    pub views: &'static [View],
}

/// A named part of a collection: `outlets` are the entities of kind outlet.
#[derive(Debug)]
pub struct View {
    /// Its name.
    pub name: &'static str,
    /// The words its records have in `kind`.
    pub kinds: &'static [&'static str],
    /// One sentence for help.
    pub help: &'static str,
}
