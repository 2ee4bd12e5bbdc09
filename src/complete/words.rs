//! Words of the language and names of fields, from the tables that have them.

use super::context::{self, Free};
use super::{Asked, CandidateKind};
use crate::model::{Kind, type_name};
use crate::operator::{AGGREGATES, FUNCTIONS, PARTS, PREFIX, Prefix, WINDOWS};
use crate::plan::{self, Expr, Known, Place, What};
use crate::syntax::{Held, KEYWORDS, Keyword, Node, STAGES, around, tree};
use crate::value::Type;

/// The words that statements begin with.
pub(super) const STATEMENTS: &[&str] = &["let", "def", "param"];

impl Asked<'_> {
    /// Adds a word or sign that the parser would take next.
    pub(super) fn keyword(&mut self, token: &str) {
        if token == "|" {
            let kind = CandidateKind::Keyword;
            self.found
                .written(kind, "|", "| ".to_owned(), "what to do next with the rows");
        } else if token.starts_with(char::is_alphabetic) {
            let help = keyword(token).map_or("", |row| row.help);
            self.found.word(CandidateKind::Keyword, token, help);
        }
    }

    /// Adds what a query may start from.
    pub(super) fn heads(&mut self) {
        self.queries();
        for kind in Kind::ALL {
            let schema = kind.schema();
            let collection = CandidateKind::Collection;
            self.found.word(collection, schema.collection, schema.help);
            for view in schema.views {
                self.found.word(collection, view.name, view.help);
            }
        }
        if self.cut.begins_statement() {
            for row in STATEMENTS.iter().filter_map(|word| keyword(word)) {
                let detail = format!("{} · {}", row.usage, row.help);
                self.found.word(CandidateKind::Keyword, row.name, detail);
            }
        }
    }

    /// Adds what the rows around a query in brackets are called.
    pub(super) fn rows_around(&mut self, held: &Held) {
        for alias in context::aliases(held) {
            self.found
                .name(CandidateKind::Row, &alias, "the row around");
        }
    }

    /// Adds the stages.
    pub(super) fn stages(&mut self) {
        for stage in STAGES {
            let detail = format!("{} · {}", stage.usage, stage.help);
            self.found.word(CandidateKind::Stage, stage.name, detail);
        }
    }

    /// Adds the types of parameters.
    pub(super) fn types(&mut self) {
        for name in plan::parameter_types() {
            let named = plan::collection_named(name);
            let detail = named.map_or("", |kind| kind.schema().help);
            self.found.word(CandidateKind::Type, name, detail);
        }
    }

    /// Adds what an expression may begin with.
    pub(super) fn expression(&mut self, held: &Held, place: Option<&Place>, free: Free) {
        if free.distinct {
            let help = "each different value once";
            self.found.word(CandidateKind::Keyword, "distinct", help);
        }
        if free.aggregates {
            self.aggregates();
        }
        if let Some(place) = place {
            self.names(&place.names);
        }
        self.arguments_of_definition(held);
        self.definitions();
        self.parameters();
        if place.is_some_and(|place| place.test) {
            for row in PREFIX.iter().filter(|row| row.op != Prefix::Negate) {
                self.found
                    .word(CandidateKind::Operator, row.spelling, row.help);
            }
        }
        self.calls(free);
    }

    fn aggregates(&mut self) {
        for row in AGGREGATES {
            self.call(CandidateKind::Aggregate, row.name, row.usage, row.help);
        }
    }

    fn calls(&mut self, free: Free) {
        self.aggregates();
        if free.windows {
            for row in WINDOWS {
                self.call(CandidateKind::Window, row.name, row.usage, row.help);
            }
        }
        for row in FUNCTIONS {
            self.call(CandidateKind::Function, row.name, row.usage, row.help);
        }
    }

    fn call(&mut self, kind: CandidateKind, name: &str, usage: &str, help: &str) {
        let detail = format!("{usage} · {help}");
        self.found.written(kind, name, format!("{name}("), detail);
    }

    /// Adds the arguments of the definition that is being written.
    fn arguments_of_definition(&mut self, held: &Held) {
        if let Some(Node::Statement(statement)) = around(&held.file, held.at).first()
            && let tree::StatementKind::Def(def) = &statement.kind
        {
            for arg in &def.params {
                self.found
                    .name(CandidateKind::Column, &arg.text, "an argument");
            }
        }
    }

    /// Adds names that mean something.
    pub(super) fn names(&mut self, names: &[Known]) {
        for known in names {
            let kind = match known.what {
                What::Column => CandidateKind::Column,
                What::Field => CandidateKind::Field,
                What::Row => CandidateKind::Row,
            };
            self.found.name(kind, &known.name, detail(known));
        }
    }

    /// Adds the names of what can be held against what stands beside the place.
    pub(super) fn names_like(&mut self, other: &tree::Expr, place: Option<&Place>) {
        let Some(place) = place else { return };
        let Some(beside) = &place.beside else { return };
        let itself = |name: &str| matches!(&other.kind, tree::ExprKind::Name(own) if own.eq_ignore_ascii_case(name));
        let like = |known: &&Known| {
            !itself(&known.name)
                && std::mem::discriminant(&known.ty) == std::mem::discriminant(&beside.ty)
                && match (known.ty, beside.ty) {
                    (Type::Record(a), Type::Record(b)) => a == b,
                    (a @ Type::Word(_), b @ Type::Word(_)) => a == b,
                    (_, _) => true,
                }
        };
        let names: Vec<Known> = place.names.iter().filter(like).cloned().collect();
        self.names(&names);
    }

    /// Adds what may follow the dot behind an expression.
    pub(super) fn fields_of(&mut self, base: &Expr) {
        let dated = matches!(base.ty, Type::Date(_));
        match base.ty {
            Type::Record(kind) => self.names(&plan::fields(Kind::from_number(kind))),
            Type::Date(_) | Type::Number | Type::Duration => {
                for row in PARTS.iter().filter(|row| dated || row.of_numbers) {
                    self.found.word(CandidateKind::Part, row.name, row.help);
                }
            }
            Type::Text | Type::Word(_) | Type::Truth => {}
        }
    }
}

fn keyword(word: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|row| row.name == word)
}

/// Says what a name is: its type, and what help there is.
fn detail(known: &Known) -> String {
    let ty = type_name(known.ty) + if known.many { "[]" } else { "" };
    if known.help.is_empty() {
        ty
    } else {
        format!("{ty} · {}", known.help)
    }
}
