//! The page of the language: its examples run, its tables are those of the program.
//!
//! A block ```` ```whosaid ```` must be answered over the seeds, a block ```` ```whosaid error ````
//! refused; a block ```` ```text ```` right behind is what was printed. `WHOSAID_UPDATE=1` records.

use std::fmt::Write;
use std::path::Path;

use crate::page::{Block, Page, code, table, with_tables};
use whosaid::model::{Field, Kind, Origin};
use whosaid::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, Power, WINDOWS};
use whosaid::value::{Day, Type, Unit, Vocabulary};
use whosaid::{Ledger, golden, render, syntax};

const PAGE: &str = "grammar.md";

#[test]
fn the_page_says_what_the_program_says() {
    let page = Page::read(PAGE);
    let expected = with_outputs(&page.with_text(with_tables(PAGE, page.text(), &tables())));
    page.compare(&expected);
}

/// Asks the examples of a page and returns it with what they gave.
fn with_outputs(page: &Page) -> String {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let ledger = Ledger::open(seeds).expect("the seeds are sound");
    let today = Day::parse("2025-01-01").expect("a day");
    let table = render::mode("table").expect("a mode");
    let (mut outputs, mut wrong) = (Vec::new(), String::new());
    let blocks = page.blocks();
    for (at, block) in blocks.iter().enumerate() {
        let refused = match block.info.as_str() {
            "whosaid" => false,
            "whosaid error" => true,
            _ => continue,
        };
        let query = ledger.query(block.body.trim_end()).today(today);
        let result = query.ask_all();
        let output = golden::transcript(&result, table);
        if result.is_err() != refused {
            let is = if refused { "no error" } else { "an error" };
            writeln!(wrong, "{PAGE}:{}: {is}\n{output}", block.line).expect("a text");
        }
        let shown = blocks.get(at + 1);
        let shown = shown.filter(|next| next.info == "text" && follows(page, block, next));
        outputs.extend(shown.map(|next| (next.clone(), output)));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    page.with_bodies(&outputs)
}

/// Tells whether only empty lines stand between two blocks.
fn follows(page: &Page, first: &Block, second: &Block) -> bool {
    let between = second.line - first.last - 1;
    let mut lines = page.text().lines().skip(first.last).take(between);
    lines.all(|line| line.trim().is_empty())
}

#[test]
fn every_word_of_the_language_is_in_the_grammar() {
    let page = Page::read(PAGE);
    let grammar: String = page
        .blocks()
        .into_iter()
        .filter(|block| block.info == "ebnf")
        .map(|block| block.body)
        .collect();
    let operators = INFIX.iter().map(|row| row.spelling);
    let prefixes = PREFIX.iter().map(|row| row.spelling);
    let stages = syntax::STAGES.iter().map(|stage| stage.name);
    let words = syntax::RESERVED.iter().copied();
    let spellings = operators.chain(prefixes).chain(stages).chain(words);
    let missing: Vec<&str> = spellings
        .flat_map(|spelling| spelling.split(' '))
        .filter(|word| !grammar.contains(&format!("\"{word}\"")))
        .collect();
    assert!(missing.is_empty(), "the grammar lacks {missing:?}");
}

/// The tables of the page, in their order.
fn tables() -> [(&'static str, String); 8] {
    [
        ("collections", collections()),
        ("words", words()),
        ("operators", operators()),
        ("stages", stages()),
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
        writeln!(text, "**{name}**: {}{views}\n", schema.help).expect("a text");
        for (head, fields) in groups.iter().filter(|(_, fields)| !fields.is_empty()) {
            writeln!(text, "- {head}: {fields}").expect("a text");
        }
        text.push('\n');
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
