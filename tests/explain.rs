//! What the steps of a query came to, as `explain analyze` tells it.

use whosaid::answer::{Answer, Cell, Column, Data};
use whosaid::model::Text;
use whosaid::{Error, Ledger};

/// Opens a ledger of three claims, one by a source in doubt, in two documents.
fn small() -> Ledger {
    let text = r#"
        [[entity]]
        id = "city"
        name = "The city"
        kind = "state"
        [[document]]
        id = "d"
        title = "The bridge"
        published = "2024-05-03"
        [[document]]
        id = "e"
        title = "The road"
        published = "2025-05-03"
        [[claim]]
        id = "closed"
        text = "The bridge was closed."
        source = "city"
        said = "2024-05-02"
        document = "d"
        at = "p1"
        [[claim]]
        id = "open"
        text = "The bridge was open."
        source = "city?"
        said = "2024-05-01"
        document = "d"
        at = "p2"
        [[claim]]
        id = "denied"
        denies = ["closed"]
        stance = "deny"
        source = "city"
        document = "e"
        at = "p1"
    "#;
    let file = Text {
        name: "small.toml".to_owned(),
        text: text.to_owned(),
    };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"))
}

fn answer(ledger: &Ledger, query: &str) -> Answer {
    let asked = ledger.query(query).ask();
    asked
        .unwrap_or_else(|error| panic!("{query}: {error}"))
        .answer
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::One(data) => data.to_string(),
        Cell::Null => "-".to_owned(),
        Cell::Many(_) => panic!("a step has one of each"),
    }
}

fn column<'a>(answer: &'a Answer, name: &str) -> &'a Column {
    let mut columns = answer.columns.iter();
    let found = columns.find(|column| column.name == name);
    found.unwrap_or_else(|| panic!("there is a column ‘{name}’"))
}

/// Returns the steps of a query with the rows of each.
fn steps(ledger: &Ledger, query: &str) -> Vec<String> {
    let told = answer(ledger, &format!("{query} | explain analyze"));
    let (steps, rows) = (column(&told, "step"), column(&told, "rows"));
    let both = steps.cells.iter().zip(&rows.cells);
    both.map(|(step, rows)| format!("{} = {}", text(step), text(rows)))
        .collect()
}

#[test]
fn every_step_has_the_rows_that_it_left() {
    let ledger = small();
    let cases: &[(&str, &[&str])] = &[
        (
            "claims",
            &[
                "claims = 3",
                "show id, said, source, text, reports.document as document = 3",
                "total = 3",
            ],
        ),
        (
            "claims where source = \"The city\" and stance != deny | select id | take 5",
            &[
                "claims = 3",
                "where all of = 1..2",
                "  source = \"The city\" = 2..3",
                "  not stance = deny = 2",
                "select id = 1..2",
                "take 5 = 1..2",
                "show id = 1..2",
                "total = 1..2",
            ],
        ),
        (
            "claims as of 2024 | count by source",
            &[
                "claims = 2",
                "as of 2024 = -",
                "group source, count() as count = 2",
                "show source, count = 2",
                "total = 2",
            ],
        ),
        (
            "claims where source in (sources where kind = office) | select id",
            &[
                "claims = 3",
                "where source in = 0",
                "  sources = 1",
                "  where kind = office = 0",
                "select id = 0",
                "show id = 0",
                "total = 0",
            ],
        ),
        (
            "claims as c where exists (c.reports where document.published > c.said) | select id",
            &[
                "claims = 3",
                "where exists = 2..3",
                "  reports = 3",
                "  where document.published > c.said = 2..3",
                "select id = 2..3",
                "show id = 2..3",
                "total = 2..3",
            ],
        ),
    ];
    for (query, expected) in cases {
        assert_eq!(steps(&ledger, query), *expected, "{query}");
    }
}

#[test]
fn the_steps_are_those_of_the_plan_and_take_time() {
    let ledger = Ledger::sample();
    let queries = [
        "claims where denied_by.source.country = \"Turkey\" and not own_voice | sort said | take 3",
        "claims as c where exists (claims where source = c.source and said < c.said) | select id",
        "claims without \"Reuters\" | expand via as relay | group relay aggregate count() where stance = deny as n",
        "claims where stance = praise and source = \"Turkey\"",
    ];
    for query in queries {
        let plan = answer(&ledger, &format!("{query} | explain"));
        let told = answer(&ledger, &format!("{query} | Explain ANALYZE"));
        let names: Vec<&str> = told.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["step", "how", "rows", "ms"]);
        for own in &plan.columns {
            let (last, before) = column(&told, &own.name)
                .cells
                .split_last()
                .expect("a total");
            assert_eq!(before, own.cells, "{query}");
            assert!(own.name != "step" || text(last) == "total", "{query}");
        }
        let times = &column(&told, "ms").cells;
        let number = |cell: &Cell| match cell {
            Cell::One(Data::Number(number)) => number.range.lo.get(),
            Cell::Null => 0.0,
            Cell::One(_) | Cell::Many(_) => panic!("a time is a number"),
        };
        let total = number(times.last().expect("a total"));
        assert!(total > 0.0, "{query}");
        assert!(
            times
                .iter()
                .all(|time| (0.0..=total).contains(&number(time))),
            "{query}"
        );
        let rows = answer(&ledger, query);
        let reached = text(column(&told, "rows").cells.last().expect("a total"));
        let (certain, all) = (rows.certain_rows().count(), rows.certain.len());
        let range = if certain == all {
            all.to_string()
        } else {
            format!("{certain}..{all}")
        };
        assert_eq!(reached, range, "{query}");
    }
}

#[test]
fn limits_hold_while_steps_are_measured() {
    let ledger = small();
    let query = ledger
        .query("claims | take 5 | explain analyze")
        .row_limit(1);
    assert!(matches!(query.ask(), Err(Error::TooManyRows(1))));
}
