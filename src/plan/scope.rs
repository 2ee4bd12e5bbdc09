//! What names mean at a place in a query, and the planner's own state.

use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;

use super::aggregate::CALL_MARK;
use super::alias::Around;
use super::definitions::Definitions;
use super::params::Parameter;
use super::place::Watch;
use super::{Expr, NameLiteral, Output, Ranked, View};
use crate::diagnostic::{Diagnostic, Source, Span, did_you_mean, nearest, quoted_list};
use crate::model::Kind;
use crate::syntax::tree;
use crate::value::{Day, Type};

/// How deep a query may be nested, what its definitions stand for written out: deeper than what
/// is written in one piece can be.
const MAX_DEPTH: usize = 300;

/// What is known while one text is planned.
pub(super) struct Planner<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) params: &'a IndexMap<String, Parameter>,
    pub(super) today: &'a dyn Fn() -> Day,
    /// What stands before `NAME=VALUE` where a parameter is given a value.
    pub(super) giving: Option<&'a str>,
    /// What lists the fields of a collection that is named behind it.
    pub(super) listing: Option<&'a str>,
    pub(super) errors: Vec<Diagnostic>,
    pub(super) warnings: Vec<Diagnostic>,
    pub(super) names: Vec<NameLiteral>,
    /// How many negations stand around what is being planned.
    pub(super) negations: usize,
    /// The place in the query of the shorthand field being expanded.
    pub(super) expanding: Option<Span>,
    /// What the text names by itself.
    pub(super) definitions: &'a Definitions<'a>,
    /// The definitions whose bodies are being planned, and where each is called.
    pub(super) calls: Vec<(String, Span)>,
    /// The columns that could not be made, which are not reported missing again.
    pub(super) unmade: Vec<String>,
    /// How deep what is being planned is nested.
    pub(super) depth: usize,
    /// The ranked searches written so far.
    pub(super) searches: Vec<Ranked>,
    /// The place that something is to be known of.
    pub(super) watch: Option<Watch>,
    /// The conditions written so far.
    pub(super) written: Vec<(Span, Vec<String>)>,
    /// The views written so far.
    pub(super) views: Vec<View>,
    /// All of the text, and for each statement the query before it.
    pub(super) statements: &'a [tree::Statement],
    pub(super) previous: &'a [Option<usize>],
}

/// What names mean to an expression: the record's fields, and columns made by earlier stages.
#[derive(Clone)]
pub(super) struct Scope {
    /// The kind of the records the rows are, where they are.
    pub(super) kind: Option<Kind>,
    /// The columns there are, by place; one without a name was dropped.
    pub(super) columns: Vec<ColumnInfo>,
    /// What the row is called in the brackets within.
    pub(super) alias: Option<String>,
    /// The row around the brackets this is in.
    pub(super) around: Option<Rc<Around>>,
}

/// A column made by an earlier stage.
#[derive(Clone)]
pub(super) struct ColumnInfo {
    pub(super) name: Option<String>,
    pub(super) ty: Type,
    pub(super) many: bool,
}

impl Scope {
    /// Makes the scope in which the fields of a kind are names.
    pub(super) fn of(kind: Kind) -> Self {
        Scope {
            kind: Some(kind),
            columns: Vec::new(),
            alias: None,
            around: None,
        }
    }

    /// Makes the scope in which only these columns are names.
    pub(super) fn table(outputs: &[Output]) -> Self {
        let mut scope = Scope {
            kind: None,
            columns: Vec::new(),
            alias: None,
            around: None,
        };
        outputs.iter().for_each(|output| scope.add(output));
        scope
    }

    /// Adds a column; one of the same name before it is no longer reached.
    pub(super) fn add(&mut self, output: &Output) {
        let info = ColumnInfo {
            name: Some(output.name.clone()),
            ty: output.expr.ty,
            many: output.expr.many,
        };
        self.columns.push(info);
    }

    /// Returns the column of that name and its place.
    pub(super) fn column(&self, name: &str) -> Option<(usize, &ColumnInfo)> {
        let is = |info: &ColumnInfo| {
            info.name
                .as_deref()
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        };
        self.columns
            .iter()
            .enumerate()
            .rev()
            .find(|(_, info)| is(info))
    }

    /// Tells whether a name means anything here.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.has(name) || self.calls_row(name)
    }

    /// Tells whether a name is that of a field or a column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.column(name).is_some() || self.kind.is_some_and(|kind| kind.field(name).is_some())
    }

    /// Takes the names from the columns behind a place.
    pub(super) fn forget_from(&mut self, place: usize) {
        self.columns[place..]
            .iter_mut()
            .for_each(|column| column.name = None);
    }

    /// Returns every name that means something here and that a query can write.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().filter_map(|info| info.name.as_deref());
        let columns = columns.filter(|name| !name.starts_with(char::is_control));
        let fields = self.kind.map_or(&[][..], |kind| kind.schema().fields);
        let columns = columns.filter(|name| !name.starts_with(CALL_MARK));
        columns.chain(fields.iter().map(|field| field.name))
    }
}

impl Planner<'_> {
    /// Reports an error at a place.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = self.place(span);
        let diagnostic = Diagnostic::error(code, message).at(self.source, span);
        let diagnostic = self.called_from(diagnostic, span);
        self.errors.push(diagnostic);
        self.errors.last_mut().expect("one was just pushed")
    }

    /// Points at the calls of the definition that something is told of, too; an argument of a call
    /// stands there itself.
    fn called_from(&self, diagnostic: Diagnostic, span: Span) -> Diagnostic {
        let within = |call: &Span| call.start <= span.start && span.end <= call.end;
        if self.calls.iter().any(|(_, call)| within(call)) {
            return diagnostic;
        }
        let calls = self.calls.iter().rev();
        calls.fold(diagnostic, |diagnostic, (name, call)| {
            diagnostic.label(self.source, *call, format!("in ‘{name}’, called here"))
        })
    }

    /// Points at another place in the error that was reported last.
    pub(super) fn label_last(&mut self, span: Span, text: &str) {
        if let Some(last) = self.errors.pop() {
            self.errors.push(last.label(self.source, span, text));
        }
    }

    /// Plans something nested, unless it is nested too deeply.
    pub(super) fn deeper<T>(
        &mut self,
        span: Span,
        plan: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.error("too-deep", span, "the definitions are nested too deeply")
                .helps
                .push("let a definition use others of fewer levels".to_owned());
            return None;
        }
        self.depth += 1;
        let planned = plan(self);
        self.depth -= 1;
        planned
    }

    /// Adds a way to mend the error that was reported last.
    pub(super) fn help_last(&mut self, help: &str) {
        if let Some(last) = self.errors.last_mut() {
            last.helps.push(help.to_owned());
        }
    }

    /// Makes this the one way to mend the error that was reported last.
    pub(super) fn only_help(&mut self, help: String) {
        if let Some(last) = self.errors.last_mut() {
            last.helps = vec![help];
        }
    }

    /// Reports a warning at a place.
    pub(super) fn warn(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = self.place(span);
        let diagnostic = Diagnostic::warning(code, message).at(self.source, span);
        let diagnostic = self.called_from(diagnostic, span);
        self.warnings.push(diagnostic);
        self.warnings.last_mut().expect("one was just pushed")
    }

    /// Returns the place in the query that a place in the text being planned stands for.
    pub(super) fn place(&self, span: Span) -> Span {
        self.expanding.unwrap_or(span)
    }

    /// Returns the query's own words at a place, white space made single blanks.
    pub(super) fn words_at(&self, span: Span) -> String {
        let text = self.source.text.get(span.range()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns what a name means, or reports that it means nothing.
    pub(super) fn name(&mut self, name: &str, span: Span, scope: &Scope) -> Option<Expr> {
        if let Some((place, info)) = scope.column(name) {
            return Some(Expr::column(place, info.ty, info.many));
        }
        if !scope.has(name)
            && let Some(row) = scope.row_called(name)
        {
            return Some(row);
        }
        if let Some(kind) = scope.kind {
            return self.field_of(Expr::row(kind), kind, name, span);
        }
        self.unknown_name(name, span, scope);
        None
    }

    /// Reports a name that means nothing in a scope.
    pub(super) fn unknown_name(&mut self, name: &str, span: Span, scope: &Scope) {
        if self.unmade.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return;
        }
        let calls = |column: &&str| {
            column
                .strip_prefix(name)
                .is_some_and(|it| it.starts_with('('))
        };
        let call = scope.names().find(calls).map(|call| {
            format!("write ‘`{call}`’, or give it a name where it is made: ‘{call} as n’")
        });
        let near = nearest(name, scope.names()).map(str::to_owned);
        let known = quoted_list(scope.names());
        let (code, message, list) = match scope.kind {
            Some(kind) => (
                "unknown-field",
                format!("{} have no field ‘{name}’", kind.collection()),
                format!("{} have {known}", kind.collection()),
            ),
            None => (
                "unknown-column",
                format!("there is no column ‘{name}’ here"),
                if known.is_empty() {
                    "no column is left here".to_owned()
                } else {
                    format!("the stages before leave {known}")
                },
            ),
        };
        // What leads on to something is meant for no text.
        let behind = self.source.text.get(span.range().end..).unwrap_or_default();
        let is_followed = behind.starts_with(['.', '[', '(', '{']);
        let before = self
            .source
            .text
            .get(..span.range().start)
            .unwrap_or_default();
        let is_text = !is_followed && wants_text(before, near.is_some());
        // All fields are many: where something else helps more, it is told who lists them.
        let listing = self.listing.filter(|_| near.is_some() || is_text);
        let list = match (scope.kind, listing) {
            (Some(kind), Some(listing)) => {
                let collection = kind.collection();
                format!("‘{listing} {collection}’ lists the fields of {collection}")
            }
            (_, _) => list,
        };
        let diagnostic = self.error(code, span, message);
        // What programs call nothing is asked for otherwise.
        const NOTHING: [&str; 6] = ["none", "nil", "undefined", "na", "nan", "empty"];
        if NOTHING.iter().any(|word| name.eq_ignore_ascii_case(word)) {
            let help = "to ask for what is absent: ‘… is null’; for what is there: ‘… is not null’";
            diagnostic.helps.push(help.to_owned());
            return;
        }
        if let Some(instead) = call.or_else(|| value_word(name)) {
            diagnostic.helps.push(instead);
            return;
        }
        if let Some(near) = near {
            diagnostic.helps.push(did_you_mean(near));
        }
        if is_text {
            diagnostic
                .helps
                .push(format!("a text stands in quotes: \"{name}\""));
        }
        diagnostic.helps.push(list);
    }
}

/// Tells whether a text may be meant by a word behind this; one that is near a name is less likely one.
fn wants_text(before: &str, near: bool) -> bool {
    const WORDS: [&str; 4] = ["contains", "with", "matches", "in"];
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    let is_operator = before.ends_with(['=', '<', '>', '~', '+', '?'])
        || WORDS
            .iter()
            .any(|own| word.is_some_and(|word| word.eq_ignore_ascii_case(own)));
    is_operator || (!near && before.ends_with(['(', ',']))
}

/// Says what to write for a word that elsewhere is a value.
fn value_word(name: &str) -> Option<String> {
    let instead = match name.to_ascii_lowercase().as_str() {
        "yes" => "write ‘true’, or the condition by itself",
        "no" => "write ‘false’, or ‘not’ before the condition",
        "yesterday" => "write ‘today - 1 day’",
        "tomorrow" => "write ‘today + 1 day’",
        _other => return None,
    };
    Some(instead.to_owned())
}
