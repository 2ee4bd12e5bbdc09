//! What a text uses of what was said before it.

use std::sync::Arc;

use super::definitions::Definitions;
use super::params;
use super::setting::{Inputs, Setting};
use crate::diagnostic::Source;
use crate::syntax::tree::{Statement, StatementKind};

/// Returns the names that a text uses and does not define, in lower case; those of parameters begin
/// with `$`.
///
/// The planner says so: what a name means depends on the rows it stands at.
pub(super) fn used(source: &Arc<Source>, inputs: &Inputs<'_>) -> Vec<String> {
    let setting = Setting::read(source, inputs, false);
    let definitions = Definitions::collect(&setting.file, &setting.source, &mut Vec::new());
    let own = |statement: &&Statement| statement.span.range().start < setting.end;
    for statement in setting.file.statements.iter().filter(own) {
        let mut planner = setting.planner(&definitions, inputs);
        match &statement.kind {
            StatementKind::Query(query) => drop(planner.whole(query)),
            StatementKind::Let(own) => drop(planner.rows(&own.query, None)),
            StatementKind::Def(_) | StatementKind::Param(_) => {}
        }
    }
    let params = params::read_behind(&setting.params, setting.end);
    let params = params.map(|name| format!("${name}"));
    let names = definitions.used_behind(setting.end).map(str::to_owned);
    params
        .chain(names)
        .map(|name| name.to_lowercase())
        .collect()
}
