//! From loaded records to columns.

use std::cmp::Ordering;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use super::{
    Bits, Collection, Column, DateColumn, Links, NONE, NumberColumn, Store, Texts, Truths, UNKNOWN,
    UNKNOWN_WORD, WORD_NONE, row_number,
};
use crate::model::{Field, Kind, Ledger, Origin, Table, Value};
use crate::value::{Range, Type};

impl Store {
    /// Lays a loaded ledger out in columns.
    pub fn build(ledger: &Ledger) -> Store {
        let ControlFlow::Continue(store) =
            Store::build_telling(ledger, &mut |_, _| ControlFlow::<Infallible>::Continue(()));
        store
    }

    /// Lays it out, and tells behind each step how many there are; it goes on as long as it is told
    /// to.
    pub fn build_telling<B>(
        ledger: &Ledger,
        tell: &mut dyn FnMut(usize, usize) -> ControlFlow<B>,
    ) -> ControlFlow<B, Store> {
        let mut texts = Texts::default();
        let mut collections: Vec<Collection> = Vec::with_capacity(Kind::ALL.len());
        let of = 2 * Kind::ALL.len();
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            tell(place, of)?;
            collections.push(collection(ledger, kind, &mut texts));
        }
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            tell(Kind::ALL.len() + place, of)?;
            for (place, field) in kind.schema().fields.iter().enumerate() {
                if let (Origin::Inverse(forward), Type::Record(from)) = (field.origin, field.ty) {
                    let from = Kind::from_number(from);
                    let (forward, _) = from
                        .field(forward)
                        .expect("an inverse names a field of its kind");
                    let forward = collections[from as usize].links(forward);
                    let links = match collections[from as usize].present() {
                        // A link to what may be no record is in doubt.
                        Some(present) => forward
                            .inverted()
                            .left(|_, target| present.get(target as usize)),
                        None => forward.inverted(),
                    };
                    collections[kind as usize].columns[place] = Some(Column::Links(links));
                }
            }
        }
        mark_somebody(&mut collections);
        tell(of, of)?;
        ControlFlow::Continue(Store {
            collections,
            texts,
            names: Kind::ALL.map(|_| OnceLock::new()),
        })
    }
}

fn collection(ledger: &Ledger, kind: Kind, texts: &mut Texts) -> Collection {
    let fields = kind.schema().fields;
    let table = ledger.table(kind);
    let mut values = Values::new(table, fields.len());
    let columns: Vec<Option<Column>> = fields
        .iter()
        .enumerate()
        .map(|(place, field)| match field.origin {
            Origin::Stored | Origin::Settled => {
                let rows = |kind: Kind| ledger.table(kind).records.len() + 1;
                Some(if values.are_there(place) {
                    column(values.of(place), field, rows, texts)
                } else {
                    let none = std::iter::repeat_n(None, table.records.len());
                    column(none, field, rows, texts)
                })
            }
            Origin::Inverse(_) | Origin::Shorthand(_) => None,
        })
        .collect();
    let (label, _) = kind
        .field(kind.schema().label)
        .expect("the schema names its own fields");
    Collection {
        kind,
        len: table.records.len(),
        label,
        folded: columns.iter().map(|_| OnceLock::new()).collect(),
        words: columns.iter().map(|_| OnceLock::new()).collect(),
        columns,
        reached_by_somebody: false,
        present: present(table),
    }
}

/// The values of a table, read field by field.
struct Values<'l> {
    table: &'l Table,
    /// Which fields have a value in any record.
    there: Vec<bool>,
    /// Of each record where its next value lies: they ascend, as the fields that are asked for do.
    next: Vec<u8>,
}

impl<'l> Values<'l> {
    fn new(table: &'l Table, fields: usize) -> Self {
        let mut there = vec![false; fields];
        for record in table.records.values() {
            for (field, _) in &record.values {
                there[usize::from(*field)] = true;
            }
        }
        let next = vec![0; table.records.len()];
        Values { table, there, next }
    }

    /// Tells whether any record has a value in a field.
    fn are_there(&self, field: usize) -> bool {
        self.there[field]
    }

    /// Returns the values of a field that lies behind those asked for before.
    fn of(&mut self, field: usize) -> impl Iterator<Item = Option<&'l Value>> {
        let records = self.table.records.values().zip(&mut self.next);
        records.map(move |(record, next)| {
            loop {
                let (place, value) = record.values.get(usize::from(*next))?;
                match usize::from(*place).cmp(&field) {
                    Ordering::Less => *next += 1,
                    Ordering::Equal => return Some(value),
                    Ordering::Greater => return None,
                }
            }
        })
    }
}

/// Returns how far each record of a table is one; none where none is in doubt.
fn present(table: &Table) -> Option<Truths> {
    let mut present = Truths::sure(Bits::all(table.records.len() + 1));
    for &row in &table.possible {
        present.doubt_at(row as usize);
    }
    (!present.is_sure()).then_some(present)
}

/// Makes a column of a field's values; `rows` counts those of a kind, somebody's included.
fn column<'l>(
    values: impl Iterator<Item = Option<&'l Value>>,
    field: &Field,
    rows: impl Fn(Kind) -> usize,
    texts: &mut Texts,
) -> Column {
    match field.ty {
        Type::Text if field.many => {
            let (mut ends, mut codes) = (Vec::new(), Vec::new());
            for value in values {
                if let Some(Value::Texts(several)) = value {
                    codes.extend(several.iter().map(|text| texts.intern_shared(text)));
                }
                ends.push(row_number(codes.len()));
            }
            codes.push(UNKNOWN);
            ends.push(row_number(codes.len()));
            Column::Texts(ends, codes)
        }
        Type::Text => {
            let code = |value: Option<&Value>| match value {
                Some(Value::Text(text)) => texts.intern_shared(text),
                Some(_) | None => NONE,
            };
            Column::Text(values.map(code).chain([UNKNOWN]).collect())
        }
        Type::Word(_) => {
            let code = |value: Option<&Value>| {
                if let Some(Value::Word(code)) = value {
                    *code
                } else {
                    WORD_NONE
                }
            };
            Column::Word(values.map(code).chain([UNKNOWN_WORD]).collect())
        }
        Type::Truth => {
            let code = |value: Option<&Value>| match value {
                Some(Value::Truth(truth)) => u8::from(*truth),
                Some(_) | None => WORD_NONE,
            };
            Column::Truth(values.map(code).chain([UNKNOWN_WORD]).collect())
        }
        Type::Date(_) | Type::Duration => Column::Date(dates(values, texts)),
        Type::Number => Column::Number(numbers(values, texts)),
        Type::Record(to) => {
            let target_rows = rows(Kind::from_number(to));
            let somebody = row_number(target_rows - 1);
            let links = |value: Option<&'l Value>| {
                let links = match value {
                    Some(Value::Links(links)) => links.as_slice(),
                    Some(_) | None => &[],
                };
                let links = links.iter();
                links.map(move |link| (link.row.min(somebody), link.doubtful))
            };
            Column::Links(Links::build(values.chain([None]).map(links), target_rows))
        }
    }
}

fn dates<'v>(values: impl Iterator<Item = Option<&'v Value>>, texts: &mut Texts) -> DateColumn {
    let mut column = DateColumn::default();
    for value in values.chain([None]) {
        let date = if let Some(Value::Date(date)) = value {
            Some(date)
        } else {
            None
        };
        let days = date.map_or(Range::unknown(), |date| date.days);
        column.lo.push(days.lo);
        column.hi.push(days.hi);
        column
            .text
            .push(date.map_or(NONE, |date| texts.intern(&date.text)));
        column
            .basis
            .push(date.map_or(WORD_NONE, |date| date.basis.code()));
        column.why.push(
            date.and_then(|date| date.why.as_deref())
                .map_or(NONE, |why| texts.intern(why)),
        );
    }
    column.measure();
    column
}

fn numbers<'v>(values: impl Iterator<Item = Option<&'v Value>>, texts: &mut Texts) -> NumberColumn {
    let mut column = NumberColumn::default();
    for value in values.chain([None]) {
        let number = if let Some(Value::Number(number)) = value {
            Some(number)
        } else {
            None
        };
        let range = number.map_or(Range::unknown(), |number| number.range);
        column.lo.push(range.lo);
        column.hi.push(range.hi);
        let unit = number.and_then(|number| number.unit.as_deref());
        column
            .unit
            .push(unit.map_or(NONE, |unit| texts.intern(unit)));
    }
    column
}

/// Marks the kinds whose row for somebody not known is reached by some link.
fn mark_somebody(collections: &mut [Collection]) {
    let mut reached = [false; Kind::ALL.len()];
    for collection in collections.iter() {
        for (field, column) in collection
            .kind
            .schema()
            .fields
            .iter()
            .zip(&collection.columns)
        {
            if let (Type::Record(to), Some(Column::Links(links))) = (field.ty, column) {
                reached[usize::from(to)] |= links.reaches(links.target_rows() - 1);
            }
        }
    }
    // Whatever a field of somebody not known leads to is somebody not known again.
    while let Some(next) = Kind::ALL.into_iter().find_map(|kind| {
        let fields = kind.schema().fields.iter();
        let mut targets = fields.filter_map(|field| match field.ty {
            Type::Record(to) if !reached[usize::from(to)] => Some(usize::from(to)),
            _reached_or_value => None,
        });
        targets.next().filter(|_| reached[kind as usize])
    }) {
        reached[next] = true;
    }
    for collection in collections {
        collection.reached_by_somebody = reached[collection.kind as usize];
    }
}
