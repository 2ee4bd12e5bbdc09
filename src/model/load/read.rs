//! One file's TOML, read into drafts.

use serde::de::DeserializeSeed;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

use super::draft::{Draft, Drafts, Given, Item};
use super::item::{Scalar, ScalarSeed};
use super::problems::{Place, Problems, suggest};
use super::{claim, date, entity, form};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Field, Kind, Origin, Value};
use crate::value::Type;

/// A key as the TOML parser gives it.
pub(super) type Key<'t> = Spanned<DeString<'t>>;
/// A value as the TOML parser gives it.
pub(super) type TomlValue<'t> = Spanned<DeValue<'t>>;

/// Reads one file after the other into drafts.
pub(super) struct Reader<'p, 'f, 't> {
    /// The place of the file in ledger order.
    pub(super) file: u32,
    /// What was read so far.
    pub(super) drafts: &'p mut Drafts<'t>,
    /// What is wrong so far.
    pub(super) problems: &'p mut Problems<'f>,
}

impl<'t> Reader<'_, '_, 't> {
    /// Reads a whole file; tells whether it is TOML.
    pub(super) fn read(&mut self, text: &'t str) -> bool {
        let (root, errors) = DeTable::parse_recoverable(text);
        for broken in form::explain(text, &errors) {
            let diagnostic = self.error(broken.span, "toml", broken.message);
            diagnostic.helps.extend(broken.help);
        }
        if errors.is_empty() {
            for (key, value) in root.into_inner() {
                self.collection(&key, value);
            }
        }
        errors.is_empty()
    }

    /// Reads a piece of a file; tells whether it is TOML by itself, and tables in double brackets
    /// alone.
    pub(super) fn read_piece(&mut self, text: &'t str) -> bool {
        let (root, errors) = DeTable::parse_recoverable(text);
        let root = root.into_inner();
        let mut values = root.values().map(Spanned::get_ref);
        let is_one = errors.is_empty() && values.all(|it| matches!(it, DeValue::Array(_)));
        if is_one {
            for (key, value) in root {
                self.collection(&key, value);
            }
        }
        is_one
    }

    /// Reads all tables of one name: `[[claim]]` and the like.
    fn collection(&mut self, key: &Key<'t>, value: TomlValue<'t>) {
        let written = Kind::ALL.into_iter().filter(|kind| kind.is_written());
        let names = written.clone().map(|kind| kind.schema().singular);
        let name = key.get_ref();
        let mut found = written.filter(|kind| kind.schema().singular == name);
        let Some(kind) = found.next() else {
            let message = format!("there is no table ‘{name}’");
            let diagnostic = self.error(at(&key.span()), "unknown-table", message);
            let made = |kind: &Kind| kind.schema().singular == name;
            match Kind::ALL.into_iter().find(made) {
                Some(kind) => diagnostic.helps.push(kind.schema().help.to_owned()),
                None => suggest(diagnostic, name, "tables", names),
            }
            self.lose_all(value);
            return;
        };
        for (span, table) in self.tables(key, value) {
            match kind {
                Kind::Claims => claim::read(self, span, table),
                Kind::Entities => entity::read(self, span, table),
                Kind::Documents
                | Kind::Names
                | Kind::Sources
                | Kind::Propositions
                | Kind::Reports
                | Kind::Figures
                | Kind::Events
                | Kind::Denials
                | Kind::Roles
                | Kind::Assessments => {
                    let draft = self.record(kind, span, table, &[]);
                    self.push(kind, draft);
                }
            }
        }
    }

    /// Notes the ids of tables that cannot be read.
    fn lose_all(&mut self, value: TomlValue<'t>) {
        for item in one_or_many(value) {
            if let DeValue::Table(table) = item.get_ref()
                && let Some(DeValue::String(id)) = table.get("id").map(Spanned::get_ref)
            {
                self.drafts.lose(id, self.file);
            }
        }
    }

    /// Returns the tables of an array of them, each with its place.
    pub(super) fn tables(
        &mut self,
        key: &Key<'t>,
        value: TomlValue<'t>,
    ) -> Vec<(Span, DeTable<'t>)> {
        let name = key.get_ref();
        let DeValue::Array(array) = value.into_inner() else {
            let message = format!("‘{name}’ does not stand in double brackets");
            let diagnostic = self.error(at(&key.span()), "not-a-table", message);
            diagnostic.helps.push(format!("write [[{name}]]"));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(array.len());
        for item in array {
            let span = at(&item.span());
            if let DeValue::Table(table) = item.into_inner() {
                tables.push((span, table));
            } else {
                let message = format!("‘{name}’ holds something that is no table");
                let diagnostic = self.error(span, "not-a-table", message);
                diagnostic.helps.push(format!("write [[{name}]]"));
            }
        }
        tables
    }

    /// Reads a record of plain fields; `but` are those that may not be written here.
    pub(super) fn record(
        &mut self,
        kind: Kind,
        span: Span,
        table: DeTable<'t>,
        but: &[&str],
    ) -> Draft<'t> {
        let mut draft = Draft::new("", (self.file, span));
        draft.items.reserve(table.len());
        for (key, value) in table {
            match written(kind, key.get_ref()).filter(|_| !but.contains(&&**key.get_ref())) {
                Some((place, field)) => self.field(kind, place, field, value, &mut draft),
                None => {
                    let names = written_names(kind).filter(|name| !but.contains(name));
                    self.unknown_key(kind, &key, names);
                }
            }
        }
        draft
    }

    /// Reads the value of a field into a draft.
    pub(super) fn field(
        &mut self,
        kind: Kind,
        place: u8,
        field: &'static Field,
        value: TomlValue<'t>,
        draft: &mut Draft<'t>,
    ) {
        let span = at(&value.span());
        if place == 0 {
            self.id(kind, field, value, draft);
            return;
        }
        let given = if field.many {
            self.several(kind, field, value)
        } else {
            match self.scalar(kind, field, value) {
                Some(Scalar::Text(text)) => Given::Value(Value::Text(text.into())),
                Some(Scalar::Value(value)) => Given::Value(value),
                Some(Scalar::Reference(reference)) => Given::References(vec![reference]),
                None => Given::Broken,
            }
        };
        draft.items.push(Item {
            field: place,
            span,
            given,
        });
    }

    /// Reads the id of a record, where the record is taken to stand; one that is wrong is lost.
    fn id(
        &mut self,
        kind: Kind,
        field: &'static Field,
        value: TomlValue<'t>,
        draft: &mut Draft<'t>,
    ) {
        let span = at(&value.span());
        let written = match value.get_ref() {
            DeValue::String(id) => Some(id.clone()),
            _no_text => None,
        };
        if let Some(Scalar::Text(id)) = self.scalar(kind, field, value) {
            draft.id = id.into();
            draft.place.1 = span;
            return;
        }
        if let Some(id) = written {
            self.drafts.lose(&id, self.file);
        }
        let given = Given::Broken;
        draft.items.push(Item {
            field: 0,
            span,
            given,
        });
    }

    /// Reads the values of a field that may hold several.
    fn several(&mut self, kind: Kind, field: &'static Field, value: TomlValue<'t>) -> Given<'t> {
        let count = match value.get_ref() {
            DeValue::Array(items) => items.len(),
            _single => 1,
        };
        let references = matches!(field.ty, Type::Record(_));
        let mut references = Vec::with_capacity(if references { count } else { 0 });
        let (mut texts, mut single) = (Vec::new(), None);
        let mut broken = false;
        for item in one_or_many(value) {
            match self.scalar(kind, field, item) {
                Some(Scalar::Reference(reference)) => references.push(reference),
                Some(Scalar::Text(text)) => texts.push(text.into()),
                Some(Scalar::Value(value)) => single = Some(value),
                None => broken = true,
            }
        }
        match single {
            _ if broken => Given::Broken,
            Some(value) => Given::Value(value),
            None if texts.is_empty() => Given::References(references),
            None => Given::Value(Value::Texts(texts.into())),
        }
    }

    /// Deserialises one value; reports what is wrong with it.
    fn scalar(
        &mut self,
        kind: Kind,
        field: &'static Field,
        value: TomlValue<'t>,
    ) -> Option<Scalar<'t>> {
        let span = at(&value.span());
        if let DeValue::Datetime(datetime) = value.get_ref() {
            let message = format!("‘{}’ is a bare TOML date", field.name);
            let help = format!("write dates as quoted EDTF: \"{datetime}\"");
            self.error(span, "bare-date", message).helps.push(help);
            return None;
        }
        if let (Type::Date(_), DeValue::Table(_)) = (field.ty, value.get_ref()) {
            let date = date::read(self, value)?;
            return Some(Scalar::Value(Value::Date(Box::new(date))));
        }
        let mut helps = Vec::new();
        let seed = ScalarSeed {
            kind,
            field,
            span,
            helps: &mut helps,
        };
        let range = value.span();
        let read = match value.into_inner() {
            // Most values are, and need no deserialiser.
            DeValue::String(text) => seed.text::<toml::de::Error>(text),
            other => seed.deserialize(ValueDeserializer::from(Spanned::new(range, other))),
        };
        match read {
            Ok(scalar) => Some(scalar),
            Err(error) => {
                let span = error.span().map_or(span, |span| at(&span));
                let (code, message) = rewritten(field, error.message());
                self.error(span, code, message).helps.extend(helps);
                None
            }
        }
    }

    /// Adds a record, unless its files must write an id and none could be read.
    pub(super) fn push(&mut self, kind: Kind, draft: Draft<'t>) {
        let id = &kind.schema().fields[0];
        if draft.id.is_empty() && id.required && id.origin == Origin::Stored {
            if !draft.has(0) {
                let message = format!("the {} has no ‘id’", kind.schema().singular);
                self.problems.error(draft.place, "missing-field", message);
            }
            return;
        }
        self.drafts.of_mut(kind).push(draft);
    }

    pub(super) fn unknown_key(
        &mut self,
        kind: Kind,
        key: &Key<'t>,
        names: impl Iterator<Item = &'static str> + Clone,
    ) {
        let name = key.get_ref();
        let message = format!("{} have no key ‘{name}’", kind.collection());
        let diagnostic = self.error(at(&key.span()), "unknown-key", message);
        suggest(diagnostic, name, "keys", names);
    }

    /// Adds an error in this file.
    pub(super) fn error(
        &mut self,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place: Place = (self.file, span);
        self.problems.error(place, code, message)
    }
}

/// Returns the field of that name, where files may write it, and its place.
pub(super) fn written(kind: Kind, name: &str) -> Option<(u8, &'static Field)> {
    let is_stored = |field: &Field| field.origin == Origin::Stored;
    // Behind an id that they may not write, those come first in every table.
    let mut first = (0u8..)
        .zip(kind.schema().fields)
        .take_while(|(place, field)| *place == 0 || is_stored(field));
    first.find(|(_, field)| is_stored(field) && field.name == name)
}

/// Returns the names of the fields that files may write.
pub(super) fn written_names(kind: Kind) -> impl Iterator<Item = &'static str> + Clone {
    let fields = kind.schema().fields.iter();
    fields
        .filter(|field| field.origin == Origin::Stored)
        .map(|field| field.name)
}

/// Returns the items of an array, or the one value that stands in the place of one.
pub(super) fn one_or_many(value: TomlValue<'_>) -> impl Iterator<Item = TomlValue<'_>> {
    let span = value.span();
    let (items, single) = match value.into_inner() {
        DeValue::Array(items) => (Some(items), None),
        single => (None, Some(Spanned::new(span, single))),
    };
    items.into_iter().flatten().chain(single)
}

/// Returns the stretch the TOML parser means.
pub(super) fn at(span: &std::ops::Range<usize>) -> Span {
    Span::new(span.start, span.end)
}

/// Puts an error of serde's own into our words.
fn rewritten(field: &Field, message: &str) -> (&'static str, String) {
    let parts = message
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.split_once(", expected "));
    match parts {
        Some((found, expected)) => {
            let found = found.replace('`', "");
            (
                "wrong-type",
                format!("‘{}’ takes {expected}, not {found}", field.name),
            )
        }
        None => ("bad-value", message.trim_end().to_owned()),
    }
}
