//! `schema`: the collections, their fields and the words these may hold.
//!
//! What it lists is an answer like any other, so that every format and option holds.

use std::sync::Arc;

use super::listing::listing;
use super::messages::Messages;
use super::output::Output;
use super::stop::Stop;
use crate::answer::Answer;
use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::model::{Field, Kind, Origin, type_name};
use crate::value::{Type, Vocabulary};

/// Writes all collections, the fields of one, or the words of a field.
pub(crate) fn run(
    name: Option<&str>,
    output: &mut Output,
    messages: &Messages,
) -> Result<(), Stop> {
    let listed = listed(name);
    let (answer, notes) = listed.map_err(|diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    })?;
    output.answer(&Arc::new(answer), messages)?;
    notes.iter().for_each(|note| messages.note(note));
    Ok(())
}

/// A list, and what is to be told of it.
pub(crate) type Listed = (Answer, Vec<String>);

/// Lists all collections, the fields of one, or the words of a field.
pub(crate) fn listed(name: Option<&str>) -> Result<Listed, Diagnostic> {
    name.map_or_else(|| Ok((collections(), Vec::new())), named)
}

fn named(name: &str) -> Result<Listed, Diagnostic> {
    let (collection, field) = match name.split_once('.') {
        Some((collection, field)) => (collection, Some(field)),
        None => (name, None),
    };
    let (kind, view) = Kind::named(collection).ok_or_else(|| unknown_collection(collection))?;
    let schema = kind.schema();
    match field {
        None => {
            let help = view.map_or(schema.help, |view| view.help);
            Ok((fields(schema.fields), vec![help.to_owned()]))
        }
        Some(name) => match kind.field(name) {
            Some((_, field)) => Ok(one_field(kind, field)),
            None => Err(unknown_field(kind, name)),
        },
    }
}

fn unknown_collection(name: &str) -> Diagnostic {
    let message = format!("there is no collection ‘{name}’");
    let diagnostic = Diagnostic::error("unknown-collection", message);
    let is_one = |kind: &Kind| kind.schema().singular.eq_ignore_ascii_case(name);
    if let Some(kind) = Kind::ALL.into_iter().find(is_one) {
        return diagnostic.near(kind.collection());
    }
    match fields_named(name).as_slice() {
        [] => {
            let views = Kind::ALL.into_iter().flat_map(|kind| kind.schema().views);
            let names = Kind::ALL.into_iter().map(Kind::collection);
            let names: Vec<&str> = names.chain(views.map(|view| view.name)).collect();
            with_names(diagnostic, name, &names)
        }
        fields => diagnostic.help(format!(
            "it is a field: did you mean {}?",
            quoted_list(fields.iter().map(String::as_str))
        )),
    }
}

/// Returns the fields of a name, as `claims.stance`, or else those whose words have it.
fn fields_named(name: &str) -> Vec<String> {
    let fields = |is: &dyn Fn(&Field) -> bool| {
        let of_kind = |kind: Kind| {
            let fields = kind.schema().fields.iter().filter(|field| is(field));
            fields.map(move |field| format!("{}.{}", kind.collection(), field.name))
        };
        Kind::ALL.into_iter().flat_map(of_kind).collect::<Vec<_>>()
    };
    let named = fields(&|field| field.name.eq_ignore_ascii_case(name));
    if !named.is_empty() {
        return named;
    }
    fields(&|field| match field.ty {
        Type::Word(vocabulary) => vocabulary.name.eq_ignore_ascii_case(name),
        Type::Text
        | Type::Truth
        | Type::Date(_)
        | Type::Number
        | Type::Duration
        | Type::Record(_) => false,
    })
}

fn unknown_field(kind: Kind, name: &str) -> Diagnostic {
    let names: Vec<&str> = kind
        .schema()
        .fields
        .iter()
        .map(|field| field.name)
        .collect();
    let message = format!("{} have no field ‘{name}’", kind.collection());
    with_names(Diagnostic::error("unknown-field", message), name, &names)
}

fn with_names(diagnostic: Diagnostic, wanted: &str, names: &[&str]) -> Diagnostic {
    let diagnostic = match nearest(wanted, names.iter().copied()) {
        Some(near) => diagnostic.near(near),
        None => diagnostic,
    };
    diagnostic.help(format!("there are {}", quoted_list(names.iter().copied())))
}

fn collections() -> Answer {
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        let schema = kind.schema();
        rows.push([schema.collection, schema.singular, schema.help].map(str::to_owned));
        for view in schema.views {
            rows.push([view.name, schema.singular, view.help].map(str::to_owned));
        }
    }
    listing(["collection", "record", "help"], rows)
}

fn fields(fields: &[Field]) -> Answer {
    let rows = fields.iter().map(|field| {
        [
            field.name.to_owned(),
            type_name(field.ty),
            holds(field).to_owned(),
            origin(field),
            field.help.to_owned(),
        ]
    });
    listing(["field", "type", "holds", "from", "help"], rows)
}

/// Lists the words of a field that has a vocabulary, or else the field alone.
fn one_field(kind: Kind, field: &'static Field) -> Listed {
    let Type::Word(vocabulary) = field.ty else {
        return (fields(std::slice::from_ref(field)), Vec::new());
    };
    let name = format!("{}.{}", kind.collection(), field.name);
    let mut notes = vec![
        format!(
            "{name}: {} ({}, from {})",
            field.help,
            holds(field),
            origin(field)
        ),
        format!("the words are those of {}", vocabulary.origin),
    ];
    if vocabulary.ordered {
        notes.push("they are in order: < and > compare them".to_owned());
    }
    (words(vocabulary), notes)
}

fn words(vocabulary: &'static Vocabulary) -> Answer {
    let rows = vocabulary.words.iter().map(|word| {
        [
            word.name.to_owned(),
            word.also.join(", "),
            word.help.to_owned(),
        ]
    });
    listing(["word", "also", "help"], rows)
}

fn holds(field: &Field) -> &'static str {
    match (field.many, field.required) {
        (true, true) => "one or more",
        (true, false) => "any number",
        (false, true) => "one",
        (false, false) => "one or none",
    }
}

fn origin(field: &Field) -> String {
    match (field.origin, field.ty) {
        (Origin::Stored, _) => "the files".to_owned(),
        (Origin::Settled, _) => "the loader".to_owned(),
        (Origin::Inverse(through), Type::Record(number)) => {
            format!("{}.{through}", Kind::from_number(number).collection())
        }
        (Origin::Inverse(through), _) => through.to_owned(),
        (Origin::Shorthand(expression), _) => expression.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_collection_field_and_vocabulary() {
        assert!(collections().len() >= Kind::ALL.len());
        for kind in Kind::ALL {
            let (answer, _) =
                named(&kind.collection().to_uppercase()).expect("case does not count");
            assert_eq!(answer.len(), kind.schema().fields.len());
            for field in kind.schema().fields {
                let name = format!("{}.{}", kind.collection(), field.name);
                let (answer, _) = named(&name).expect("a field");
                let rows = match field.ty {
                    Type::Word(vocabulary) => vocabulary.words.len(),
                    Type::Text
                    | Type::Truth
                    | Type::Date(_)
                    | Type::Number
                    | Type::Duration
                    | Type::Record(_) => 1,
                };
                assert_eq!(answer.len(), rows, "{name}");
            }
        }
    }

    #[test]
    fn knows_near_names() {
        for (wrong, near) in [
            ("clams", "‘claims’"),
            ("claims.sorce", "‘source’"),
            ("document", "‘documents’"),
            ("ENTITY", "‘entities’"),
            ("stance", "‘claims.stance’"),
            ("grade", "‘"),
        ] {
            let diagnostic = named(wrong).expect_err(wrong);
            assert!(diagnostic.helps[0].contains(near), "{diagnostic:?}");
        }
    }
}
