//! Values that hold where nothing is written.

use crate::model::{Kind, Ledger, Value};
use crate::value::Type;

/// What holds where nothing is written: a truth, or a word of the field's vocabulary.
enum Default {
    Truth(bool),
    Word(&'static str),
}

const DEFAULTS: [(Kind, &str, Default); 10] = [
    (Kind::Documents, "held", Default::Truth(true)),
    (Kind::Names, "kind", Default::Word("aka")),
    (Kind::Sources, "anonymous", Default::Truth(false)),
    (Kind::Sources, "number", Default::Word("unstated")),
    (Kind::Sources, "access", Default::Word("unstated")),
    (Kind::Sources, "condition", Default::Word("unstated")),
    (Kind::Claims, "joint", Default::Truth(false)),
    (Kind::Claims, "todo", Default::Truth(false)),
    (Kind::Claims, "certainty", Default::Word("unstated")),
    (Kind::Events, "alternatives", Default::Truth(false)),
];

/// Fills them.
pub(super) fn fill(ledger: &mut Ledger) {
    for (kind, name, default) in &DEFAULTS {
        let place = kind.place(name);
        let value = match (default, kind.schema().fields[usize::from(place)].ty) {
            (Default::Truth(truth), _) => Value::Truth(*truth),
            (Default::Word(word), Type::Word(vocabulary)) => {
                Value::Word(vocabulary.code(word).expect("the vocabulary has the word"))
            }
            (Default::Word(_), _) => continue,
        };
        for record in ledger.tables[*kind as usize].records.values_mut() {
            if !record.has(place) {
                record.set(place, value.clone());
            }
        }
    }
}
