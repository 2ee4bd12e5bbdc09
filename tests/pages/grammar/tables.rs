//! The tables of the page, made of the program's own.

use std::fmt::Write;

use crate::page::{code, table};
use whosaid::model::{Field, Kind, Origin};
use whosaid::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, Power, WINDOWS};
use whosaid::syntax;
use whosaid::value::{Type, Unit, Vocabulary};

/// The tables of the page.
pub(super) fn tables() -> [(&'static str, String); 9] {
    [
        ("collections", collections()),
        ("words", words()),
        ("operators", operators()),
        ("stages", stages()),
        ("searched texts", searched()),
        ("functions", functions()),
        ("aggregates", aggregates()),
        ("windows", windows()),
        ("parts", parts()),
    ]
}

fn operators() -> String {
    let infix = INFIX.iter().map(|row| (row.power, row.spelling, row.help));
    let prefix = PREFIX.iter().map(|row| (row.power, row.spelling, row.help));
    let mut rows: Vec<(Power, &str, &str)> = prefix.chain(infix).collect();
    rows.sort_by_key(|row| row.0);
    let mut powers: Vec<Power> = rows.iter().map(|row| row.0).collect();
    powers.dedup();
    let rows = rows.iter().map(|(power, spelling, help)| {
        let level = powers.iter().position(|other| other == power);
        let level = level.expect("every row has its power") + 1;
        [level.to_string(), code(spelling), (*help).to_owned()]
    });
    table(["binds", "operator", "meaning"], rows)
}

fn stages() -> String {
    let rows = syntax::STAGES.iter();
    table(
        ["stage", "what it does"],
        rows.map(|row| [code(row.usage), row.help.to_owned()]),
    )
}

fn searched() -> String {
    let rows = Kind::ALL.iter().map(|kind| kind.schema()).map(|schema| {
        let texts: Vec<String> = schema.texts.iter().map(|text| code(text)).collect();
        [code(schema.collection), texts.join(", ")]
    });
    table(["collection", "searched"], rows)
}

fn functions() -> String {
    let rows = FUNCTIONS.iter();
    table(
        ["function", "gives"],
        rows.map(|row| [code(row.usage), row.help.to_owned()]),
    )
}

fn aggregates() -> String {
    let rows = AGGREGATES.iter();
    table(
        ["aggregate", "gives"],
        rows.map(|row| [code(row.usage), row.help.to_owned()]),
    )
}

fn windows() -> String {
    let rows = WINDOWS.iter();
    table(
        ["window", "gives"],
        rows.map(|row| [code(row.usage), row.help.to_owned()]),
    )
}

fn parts() -> String {
    let rows = PARTS.iter();
    table(
        ["part", "gives"],
        rows.map(|row| [code(&format!(".{}", row.name)), row.help.to_owned()]),
    )
}

fn collections() -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let schema = kind.schema();
        let views: Vec<String> = schema.views.iter().map(|view| code(view.name)).collect();
        let views = match views.as_slice() {
            [] => String::new(),
            views => format!(" Views by kind: {}.", views.join(", ")),
        };
        let of = |wanted: fn(Origin) -> bool| {
            let fields = schema.fields.iter().filter(|field| wanted(field.origin));
            fields.map(field).collect::<Vec<_>>().join(", ")
        };
        let groups = [
            ("written", of(|origin| origin == Origin::Stored)),
            ("settled at load", of(|origin| origin == Origin::Settled)),
            ("inverse", of(|origin| matches!(origin, Origin::Inverse(_)))),
            (
                "short for",
                of(|origin| matches!(origin, Origin::Shorthand(_))),
            ),
        ];
        let name = code(schema.collection);
        writeln!(text, "- **{name}**: {}{views}", schema.help).expect("a text");
        for (head, fields) in groups.iter().filter(|(_, fields)| !fields.is_empty()) {
            writeln!(text, "  - {head}: {fields}").expect("a text");
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn field(field: &Field) -> String {
    let many = if field.many { "[]" } else { "" };
    let required = if field.required { "\\*" } else { "" };
    let name = code(field.name);
    match (field.origin, field.ty) {
        (Origin::Shorthand(expression), _) => format!("{name} = {}", code(expression)),
        (Origin::Inverse(through), Type::Record(number)) => {
            let collection = Kind::from_number(number).collection();
            format!("{name}[] ← {}", code(&format!("{collection}.{through}")))
        }
        (_, Type::Record(number)) => {
            let collection = Kind::from_number(number).collection();
            format!("{name}{many}{required} → {collection}")
        }
        (_, Type::Date(Unit::Day) | Type::Number) => format!("{name}{many}±{required}"),
        (_, Type::Word(vocabulary)) => {
            format!("{name}{many}{required} ({})", vocabulary.name)
        }
        (_, Type::Text | Type::Truth | Type::Date(_) | Type::Duration) => {
            format!("{name}{many}{required}")
        }
    }
}

fn words() -> String {
    let mut vocabularies: Vec<&'static Vocabulary> = Vec::new();
    for field in Kind::ALL.iter().flat_map(|kind| kind.schema().fields) {
        if let Type::Word(vocabulary) = field.ty
            && !vocabularies.contains(&vocabulary)
        {
            vocabularies.push(vocabulary);
        }
    }
    let rows = vocabularies.into_iter().map(|vocabulary| {
        let words = vocabulary.words.iter().map(|word| word.name);
        let between = if vocabulary.ordered { " < " } else { ", " };
        let words = words.collect::<Vec<_>>().join(between);
        [
            vocabulary.name.to_owned(),
            words,
            vocabulary.origin.to_owned(),
        ]
    });
    table(["vocabulary", "words", "taken from"], rows)
}
