//! The engine and the naive evaluator asked the same, and their answers compared.

use std::sync::Arc;

use proptest::test_runner::TestCaseError;

use whosaid::answer::{Answer, Cell, Data};
use whosaid::diagnostic::Source;
use whosaid::evidence::Mention;
use whosaid::model::{self, Kind, Text};
use whosaid::syntax;
use whosaid::syntax::tree::{Let, Query, StatementKind};
use whosaid::value::{Day, Point, Range, Real, Truth};
use whosaid::{Error, Ledger};

use super::naive::{NULL, Naive, Table, UNKNOWN, span_text, truth_text};
use super::values::{Span, Tri, day_of};

/// A ledger opened by both.
pub(crate) struct Pair {
    files: Vec<Text>,
    records: model::Ledger,
    ledger: Ledger,
}

/// Rows, each with whether it is certain and with its cells.
pub(crate) type Rows = Vec<(bool, Vec<String>)>;

pub(crate) enum Outcome {
    Agreed,
    /// The engine would not answer the query.
    Refused,
    /// The naive evaluator would take too long.
    GivenUp,
}

impl Pair {
    /// Loads files; a ledger that does not load is a mistake of its generator.
    pub(crate) fn load(files: Vec<Text>) -> Pair {
        let loaded = model::load_texts(files.clone());
        let loaded =
            loaded.unwrap_or_else(|report| panic!("{}\n{}", shown(&files), report.render(false)));
        let ledger = Ledger::from_records(&loaded.ledger);
        Pair {
            files,
            records: loaded.ledger,
            ledger,
        }
    }

    pub(crate) fn records(&self) -> &model::Ledger {
        &self.records
    }

    /// Asks both; a difference fails the case.
    pub(crate) fn ask(&self, text: &str) -> Result<Outcome, TestCaseError> {
        let source = source(text);
        let Some(by_engine) = self.by_engine(&source)? else {
            return Ok(Outcome::Refused);
        };
        self.expect_grounds(&source, &by_engine)?;
        let (lets, query) = parsed(&source);
        let Some(by_naive) = self.naive(&lets).ask(&query) else {
            return Ok(Outcome::GivenUp);
        };
        self.compare(text, &by_engine, &by_naive)
    }

    /// Returns the rows of the engine's answer, each with whether it is certain; none where it refuses
    /// the query.
    pub(crate) fn rows(&self, text: &str) -> Result<Option<Rows>, TestCaseError> {
        let answer = self.by_engine(&source(text))?;
        Ok(answer.map(|table| table.rows))
    }

    /// Asks the engine a query that is a condition on one date of a kind's records, and lists every
    /// day that each of those dates may mean.
    pub(crate) fn list_days(
        &self,
        kind: Kind,
        field: &str,
        text: &str,
    ) -> Result<Outcome, TestCaseError> {
        let ids = format!("{text} | select id");
        let Some(by_engine) = self.by_engine(&source(&ids))? else {
            return Ok(Outcome::Refused);
        };
        let (_, query) = parsed(&source(text));
        let condition = query.filter.expect("the query is a condition");
        let listed = self.naive(&[]).by_listing_days(kind, field, &condition);
        self.compare(text, &by_engine, &listed)
    }

    /// Returns both answers to a query, with who gave them: a text for each row, with `~` before a
    /// possible one and without quotation marks.
    pub(crate) fn both(&self, text: &str) -> [(&'static str, Vec<String>); 2] {
        let source = source(text);
        let by_engine = self.by_engine(&source).ok().flatten();
        let (lets, query) = parsed(&source);
        let by_naive = self.naive(&lets).ask(&query);
        let lines = |table: Option<Table>| {
            let rows = table.map_or(Vec::new(), |table| table.rows);
            let lines = rows.iter().map(|(certain, cells)| {
                let mark = if *certain { "" } else { "~ " };
                format!("{mark}{}", cells.join(" | ")).replace('"', "")
            });
            lines.collect()
        };
        [("engine", lines(by_engine)), ("naive", lines(by_naive))]
    }

    /// Returns the answer of the engine; none where it refuses the query.
    fn by_engine(&self, source: &Arc<Source>) -> Result<Option<Table>, TestCaseError> {
        match self.ledger.query_from(source).today(TODAY).ask() {
            Ok(reply) => Ok(Some(table(&reply.answer))),
            Err(Error::Query(_)) => Ok(None),
            Err(other) => {
                let what = format!("the engine stopped: {other:?}");
                Err(self.fail(&source.text, &what))
            }
        }
    }

    /// Fails where not every certain row of an answer, and no other, can be traced to its records.
    fn expect_grounds(&self, source: &Arc<Source>, answer: &Table) -> Result<(), TestCaseError> {
        let certain = answer.rows.iter().filter(|(certain, _)| *certain).count();
        let query = self.ledger.query_from(source).today(TODAY);
        let last = query.grounds(certain.max(1));
        let is_traced = match (&last, certain) {
            (Err(Error::NoRow { rows: 0, .. }), 0) => true,
            (Ok(grounds), 1..) => {
                let known = |it: &Mention| self.ledger.find(&written(it)).is_ok();
                grounds.records.iter().all(known)
            }
            (_, _) => false,
        };
        if is_traced {
            return Ok(());
        }
        Err(self.fail(&source.text, &format!("{certain} rows: {last:?}")))
    }

    fn compare(
        &self,
        query: &str,
        by_engine: &Table,
        by_naive: &Table,
    ) -> Result<Outcome, TestCaseError> {
        if by_engine == by_naive {
            return Ok(Outcome::Agreed);
        }
        let difference = format!("engine:\n{by_engine}naive:\n{by_naive}");
        Err(self.fail(query, &difference))
    }

    fn naive<'n>(&'n self, lets: &'n [Let]) -> Naive<'n> {
        Naive::new(&self.records, lets, f64::from(TODAY.0))
    }

    pub(crate) fn fail(&self, query: &str, what: &str) -> TestCaseError {
        TestCaseError::fail(format!("{}\n{query}\n\n{what}", shown(&self.files)))
    }
}

/// Writes a record as a person names it.
fn written(record: &Mention) -> String {
    format!("{}:{}", record.kind.schema().singular, record.id)
}

/// The day that `today` means: 2020-03-01.
const TODAY: Day = Day(18322);

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source {
        name: "query".to_owned(),
        text: text.to_owned(),
    })
}

/// Reads the one query of a text, and the queries that it names.
fn parsed(source: &Arc<Source>) -> (Vec<Let>, Query) {
    let (file, problems) = syntax::parse(source);
    assert!(problems.is_empty(), "{}: {problems:?}", source.text);
    let (mut lets, mut query) = (Vec::new(), None);
    for statement in file.statements {
        match statement.kind {
            StatementKind::Let(own) => lets.push(own),
            StatementKind::Query(own) => query = Some(own),
            other => panic!("{other:?} is not generated"),
        }
    }
    (lets, query.expect("a text asks something"))
}

/// Writes an answer as the naive evaluator writes its own.
fn table(answer: &Answer) -> Table {
    let cells = |row: usize| {
        let columns = answer.columns.iter();
        columns.map(|column| cell(&column.cells[row])).collect()
    };
    let rows = answer.certain.iter().enumerate();
    Table {
        rows: rows.map(|(row, certain)| (*certain, cells(row))).collect(),
        total: answer.total,
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Null => NULL.to_owned(),
        Cell::One(data) => text(data),
        Cell::Many(all) => {
            let texts: Vec<String> = all.iter().map(text).collect();
            format!("[{}]", texts.join(", "))
        }
    }
}

fn text(data: &Data) -> String {
    match data {
        Data::Text(text) if &**text == UNKNOWN => UNKNOWN.to_owned(),
        Data::Text(text) => format!("{text:?}"),
        Data::Word(word) => (*word).to_owned(),
        Data::Truth(truth) => truth_text(match truth {
            Truth::No => Tri::No,
            Truth::Possible => Tri::Maybe,
            Truth::Yes => Tri::Yes,
        })
        .to_owned(),
        Data::Date(date) => span("day", days(date.days)),
        Data::Number(number) => {
            let unit = number.unit.as_deref().unwrap_or_default();
            format!("{}{unit}", span("", reals(number.range)))
        }
        Data::Duration(range) => span("days", reals(*range)),
        Data::Record(record) => record.id.to_string(),
        Data::Doubtful(inner) => match text(inner) {
            // What somebody not known is or has is no more doubtful for being reached in doubt.
            unknown if unknown == UNKNOWN => unknown,
            truth if truth == truth_text(Tri::Maybe) => UNKNOWN.to_owned(),
            known => format!("{known}?"),
        },
    }
}

fn span(what: &str, span: Span) -> String {
    if span == Span::UNKNOWN {
        UNKNOWN.to_owned()
    } else {
        span_text(what, span)
    }
}

fn days(range: Range<Day>) -> Span {
    let end = |day: Day| match day {
        Day::MIN => f64::NEG_INFINITY,
        Day::MAX => f64::INFINITY,
        Day(day) => f64::from(day),
    };
    Span::new(end(range.lo), end(range.hi))
}

fn reals(range: Range<Real>) -> Span {
    Span::new(range.lo.get(), range.hi.get())
}

fn shown(files: &[Text]) -> String {
    let each = files
        .iter()
        .map(|file| format!("# {}\n{}", file.name, file.text));
    each.collect()
}

#[test]
fn today_is_the_day_it_is_said_to_be() {
    assert_eq!(f64::from(TODAY.0), day_of(2020, 3, 1));
}
