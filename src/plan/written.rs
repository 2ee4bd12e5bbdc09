//! The words of a condition, part by part, as the query writes them.

use super::Predicate;
use super::scope::Planner;
use crate::diagnostic::Span;
use crate::syntax::tree;

impl Planner<'_> {
    /// Returns the words of each part of a planned condition; where they stand in no one place, as
    /// the plan writes it.
    ///
    /// Tests of one value are united, so that a part may be what was typed in several places.
    pub(super) fn written_parts(&self, filter: &tree::Expr, predicate: &Predicate) -> Vec<String> {
        let mut typed = Vec::new();
        conjuncts(filter, &mut typed);
        let parts = predicate.parts();
        let places: Vec<Option<Span>> = parts.iter().map(Predicate::place).collect();
        let mut words: Vec<Vec<String>> = vec![Vec::new(); parts.len()];
        for place in typed {
            let of = match parts {
                [_] => Some(0),
                _several => owner(place, &places),
            };
            if let Some(of) = of {
                words[of].push(self.words_at(place));
            }
        }
        let printed = parts.iter().zip(words).map(|(part, words)| {
            let text = words.join(" and ");
            // A value says more than the name of a parameter, and a comment is no condition.
            let is_plain = !words.is_empty() && !text.contains(['$', '#']);
            if is_plain { text } else { part.to_string() }
        });
        printed.collect()
    }
}

/// Lists the places of what ‘and’ joins.
fn conjuncts(expr: &tree::Expr, places: &mut Vec<Span>) {
    if let tree::ExprKind::And(parts) = &expr.kind {
        parts.iter().for_each(|part| conjuncts(part, places));
    } else {
        places.push(expr.span);
    }
}

/// Finds the one part that was typed here; none where several were.
fn owner(typed: Span, parts: &[Option<Span>]) -> Option<usize> {
    let holds = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    let of = |is: &dyn Fn(Span) -> bool| {
        let mut found = (0..parts.len()).filter(|place| parts[*place].is_some_and(is));
        let first = found.next();
        first.filter(|_| found.next().is_none())
    };
    let is_of_several =
        (0..parts.len()).filter(|place| parts[*place].is_some_and(|part| holds(typed, part)));
    if is_of_several.count() > 1 {
        return None;
    }
    of(&|part| holds(typed, part))
        .or_else(|| {
            of(&|part| holds(part, typed) && (part.start == typed.start || part.end == typed.end))
        })
        .or_else(|| of(&|part| holds(part, typed)))
}

impl Predicate {
    /// Returns what ‘and’ joins in it, or else the whole.
    pub fn parts(&self) -> &[Predicate] {
        match self {
            Predicate::And(parts) => parts,
            whole => std::slice::from_ref(whole),
        }
    }

    /// Returns the least place that all its tests stand in; none where it has no place.
    fn place(&self) -> Option<Span> {
        match self {
            Predicate::Constant(_) | Predicate::ExistsQuery(_) => None,
            Predicate::And(parts) | Predicate::Or(parts) => {
                let places = parts.iter().map(Predicate::place);
                places.reduce(|one, other| Some(one?.to(other?))).flatten()
            }
            Predicate::Not(inner) | Predicate::Possibly(inner) => inner.place(),
            Predicate::Any(_, _, inner) => inner.place(),
            Predicate::Test(_, _, place)
            | Predicate::Exists(_, place)
            | Predicate::Compare(_, _, _, place)
            | Predicate::Member(_, _, place) => Some(*place),
        }
    }
}
