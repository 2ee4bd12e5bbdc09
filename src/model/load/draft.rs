//! Records as the files write them: references are still ids.

use std::collections::HashSet;

use super::id::Id;
use super::problems::Place;
use crate::diagnostic::Span;
use crate::model::{Kind, Value};

/// All records the files write or imply, by kind.
#[derive(Default)]
pub(super) struct Drafts<'t> {
    kinds: [Vec<Draft<'t>>; Kind::ALL.len()],
    /// The ids of records that could not be read, each reported already.
    lost: HashSet<String>,
    /// The files in which such records stand.
    losing: HashSet<u32>,
}

impl Drafts<'_> {
    /// Notes the id of a record that could not be read, so that references to it are no errors too.
    pub(super) fn lose(&mut self, id: &str, file: u32) {
        self.lost.insert(id.to_owned());
        self.losing.insert(file);
    }

    /// Tells whether a record of that id could not be read.
    pub(super) fn has_lost(&self, id: &str) -> bool {
        self.lost.contains(id)
    }

    /// Returns the files with records that could not be read.
    pub(super) fn losing(&self) -> &HashSet<u32> {
        &self.losing
    }
}

/// One record as a file writes it.
pub(super) struct Draft<'t> {
    /// Its id; empty until it is given one.
    pub(super) id: Id<'t>,
    /// What made it.
    pub(super) place: Place,
    /// What is written of it, by the field's place in the kind's table.
    pub(super) items: Vec<Item<'t>>,
}

/// What is written of one field.
pub(super) struct Item<'t> {
    /// The field's place in the kind's table.
    pub(super) field: u8,
    /// Where the value stands.
    pub(super) span: Span,
    /// The value.
    pub(super) given: Given<'t>,
}

/// A value as written.
#[derive(Clone, Debug)]
pub(super) enum Given<'t> {
    /// A value that needs nothing more.
    Value(Value),
    /// References whose records are not looked up yet.
    References(Vec<Reference<'t>>),
    /// A value that could not be read; the error is reported.
    Broken,
}

/// A reference as written: `"id"`, `"id?"` or `"?"`.
#[derive(Clone, Debug)]
pub(super) struct Reference<'t> {
    /// The id; none stands for somebody not known.
    pub(super) id: Option<Id<'t>>,
    /// Whether it is doubtful.
    pub(super) doubtful: bool,
    /// Where it stands.
    pub(super) span: Span,
}

impl<'t> Drafts<'t> {
    pub(super) fn of(&self, kind: Kind) -> &[Draft<'t>] {
        &self.kinds[kind as usize]
    }

    pub(super) fn of_mut(&mut self, kind: Kind) -> &mut Vec<Draft<'t>> {
        &mut self.kinds[kind as usize]
    }

    /// Takes all of a kind out.
    pub(super) fn take(&mut self, kind: Kind) -> Vec<Draft<'t>> {
        std::mem::take(&mut self.kinds[kind as usize])
    }

    /// Adds what was read of the next file.
    pub(super) fn append(&mut self, next: Drafts<'t>) {
        for (all, more) in self.kinds.iter_mut().zip(next.kinds) {
            all.extend(more);
        }
        self.lost.extend(next.lost);
        self.losing.extend(next.losing);
    }

    /// Moves all so many bytes further on in their file.
    pub(super) fn shift(&mut self, by: usize) {
        let move_on = |span: &mut Span| *span = span.moved(by);
        for draft in self.kinds.iter_mut().flatten() {
            move_on(&mut draft.place.1);
            for item in &mut draft.items {
                move_on(&mut item.span);
                let references = item.references_mut().iter_mut();
                references.for_each(|it| move_on(&mut it.span));
            }
        }
    }

    /// Puts every kind in ledger order: by file, then place.
    pub(super) fn sort(&mut self) {
        for drafts in &mut self.kinds {
            drafts.sort_by_key(|draft| (draft.place.0, draft.place.1.start));
        }
    }

    /// Tells whether the files write nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.kinds.iter().all(Vec::is_empty)
    }
}

impl<'t> Draft<'t> {
    pub(super) fn new(id: impl Into<Id<'t>>, place: Place) -> Self {
        Draft {
            id: id.into(),
            place,
            items: Vec::new(),
        }
    }

    /// Returns what is written of a field.
    pub(super) fn item(&self, field: u8) -> Option<&Item<'t>> {
        self.items.iter().find(|item| item.field == field)
    }

    /// Tells whether anything is written of a field, be it broken.
    pub(super) fn has(&self, field: u8) -> bool {
        self.item(field).is_some()
    }

    /// Returns where a field is written, or else where the record is.
    pub(super) fn place_of(&self, field: u8) -> Place {
        let span = self.item(field).map_or(self.place.1, |item| item.span);
        (self.place.0, span)
    }

    /// Returns the value of a field that is no reference.
    pub(super) fn value(&self, field: u8) -> Option<&Value> {
        match &self.item(field)?.given {
            Given::Value(value) => Some(value),
            Given::References(_) | Given::Broken => None,
        }
    }

    /// Tells whether a field is written as true.
    pub(super) fn is_true(&self, field: u8) -> bool {
        self.value(field) == Some(&Value::Truth(true))
    }

    /// Returns the references of a field.
    pub(super) fn references(&self, field: u8) -> &[Reference<'t>] {
        match self.item(field).map(|item| &item.given) {
            Some(Given::References(references)) => references,
            Some(Given::Value(_) | Given::Broken) | None => &[],
        }
    }

    /// Returns the id a field refers to without doubt, where it refers to one thing.
    pub(super) fn sole_id(&self, field: u8) -> Option<&Id<'t>> {
        match self.references(field) {
            [reference] if !reference.doubtful => reference.id.as_ref(),
            _ => None,
        }
    }

    /// Adds what is known of a field of which nothing is written.
    pub(super) fn add(&mut self, field: u8, given: Given<'t>) {
        let span = self.place.1;
        self.items.push(Item { field, span, given });
    }

    /// Adds a value to a field of which nothing is written.
    pub(super) fn add_value(&mut self, field: u8, value: Value) {
        self.add(field, Given::Value(value));
    }

    /// Adds one undoubted reference to a field of which nothing is written.
    pub(super) fn refer(&mut self, field: u8, id: impl Into<Id<'t>>) {
        let reference = Reference::to(id, self.place.1);
        self.add(field, Given::References(vec![reference]));
    }
}

impl<'t> Item<'t> {
    /// Returns the references written, so that they may be changed.
    pub(super) fn references_mut(&mut self) -> &mut [Reference<'t>] {
        match &mut self.given {
            Given::References(references) => references,
            Given::Value(_) | Given::Broken => &mut [],
        }
    }
}

impl<'t> Reference<'t> {
    /// Makes an undoubted reference.
    pub(super) fn to(id: impl Into<Id<'t>>, span: Span) -> Self {
        Reference {
            id: Some(id.into()),
            doubtful: false,
            span,
        }
    }

    /// Reads a reference as files write it.
    pub(super) fn read(text: Id<'t>, span: Span) -> Self {
        let id = match text.without_suffix('?') {
            Ok(id) => id,
            Err(text) => return Reference::to(text, span),
        };
        Reference {
            id: (!id.is_empty()).then_some(id),
            doubtful: true,
            span,
        }
    }

    /// Makes the same reference, standing elsewhere.
    pub(super) fn standing(self, span: Span) -> Self {
        Reference { span, ..self }
    }
}
