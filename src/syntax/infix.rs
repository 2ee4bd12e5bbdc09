//! Finds the operator that stands next, by the operator table, and those of other languages.

use super::lex;
use super::reader::{Reader, Wanted};
use super::slot::Slot;
use crate::diagnostic::Diagnostic;
use crate::operator::{INFIX, Infix, InfixOperator};
use crate::value::Comparison;

/// An operator that stands next and has not been read yet.
pub(super) struct Found<'t> {
    /// What the table says of it.
    pub(super) row: &'static InfixOperator,
    /// Whether `not` stands before it.
    pub(super) negated: bool,
    /// From its first sign or word on.
    pub(super) start: &'t str,
    /// What follows it.
    pub(super) rest: &'t str,
    last: &'t str,
    foreign: Option<&'static Foreign>,
}

/// An operator of other languages.
struct Foreign {
    spelling: &'static str,
    means: Infix,
    help: &'static str,
}

const FOREIGN: &[Foreign] = &[
    Foreign {
        spelling: "==",
        means: Infix::Compare(Comparison::Equal),
        help: "write ‘=’",
    },
    Foreign {
        spelling: "<>",
        means: Infix::Compare(Comparison::NotEqual),
        help: "write ‘!=’",
    },
    foreign(
        "=~",
        Infix::Compare(Comparison::Equal),
        "write ‘=’, for which case does not count, or ‘matches /…/’",
    ),
    Foreign {
        spelling: "&&",
        means: Infix::And,
        help: "write ‘and’",
    },
    Foreign {
        spelling: "||",
        means: Infix::Or,
        help: "write ‘or’; texts are joined by ‘+’",
    },
    Foreign {
        spelling: "~=",
        means: Infix::Contains,
        help: "write ‘~’",
    },
    Foreign {
        spelling: ":=",
        means: Infix::Compare(Comparison::Equal),
        help: "write ‘=’",
    },
    Foreign {
        spelling: "has",
        means: Infix::Contains,
        help: "write ‘contains’",
    },
    Foreign {
        spelling: "rlike",
        means: Infix::Matches,
        help: "write ‘matches /…/’",
    },
    Foreign {
        spelling: "like",
        means: Infix::Contains,
        help: LIKE,
    },
    Foreign {
        spelling: "ilike",
        means: Infix::Contains,
        help: LIKE,
    },
    foreign("≠", Infix::Compare(Comparison::NotEqual), "write ‘!=’"),
    foreign(
        "≥",
        Infix::Compare(Comparison::GreaterOrEqual),
        "write ‘>=’",
    ),
    foreign("≤", Infix::Compare(Comparison::LessOrEqual), "write ‘<=’"),
    foreign(
        "=>",
        Infix::Compare(Comparison::GreaterOrEqual),
        "write ‘>=’",
    ),
    foreign("=<", Infix::Compare(Comparison::LessOrEqual), "write ‘<=’"),
    foreign("∈", Infix::In, "write ‘in’"),
    foreign("!contains", Infix::Contains, "write ‘not contains’"),
    foreign("!has", Infix::Contains, "write ‘not contains’"),
    foreign("!in", Infix::In, "write ‘not in’"),
    foreign("startswith", Infix::StartsWith, "write ‘starts with’"),
    foreign("endswith", Infix::EndsWith, "write ‘ends with’"),
    foreign("before", Infix::Compare(Comparison::Less), "write ‘<’"),
    foreign("after", Infix::Compare(Comparison::Greater), "write ‘>’"),
    foreign(
        "since",
        Infix::Compare(Comparison::GreaterOrEqual),
        "write ‘>=’",
    ),
    foreign("has_any", Infix::In, "write ‘in’"),
    foreign("regexp", Infix::Matches, "write ‘matches /…/’"),
];

/// What many write for an operator, told as the language has it.
const fn foreign(spelling: &'static str, means: Infix, help: &'static str) -> Foreign {
    Foreign {
        spelling,
        means,
        help,
    }
}

/// Two bars before a text join it, as in SQL.
const JOIN: Foreign = foreign("||", Infix::Add, "write ‘+’");

/// `in` with a sign that says that case does not count, as it never does here.
const IN: Foreign = foreign("in~", Infix::In, "write ‘in’");

/// `not` before a sign.
const NOT_EQUAL: Foreign = foreign("not =", Infix::Compare(Comparison::NotEqual), "write ‘!=’");

const LIKE: &str = "write ‘contains \"…\"’, ‘starts with \"…\"’ or ‘matches /…/’";

impl Found<'_> {
    /// Notes that it is read; one of another language is reported.
    pub(super) fn take(&self, r: &Reader<'_>) {
        r.passed(self.last, self.rest);
        if let Some(foreign) = self.foreign {
            let message = format!("‘{}’ is no operator here", foreign.spelling);
            let diagnostic = Diagnostic::error("foreign-syntax", message).help(foreign.help);
            r.report(diagnostic, r.span(self.last, self.rest));
        }
    }
}

/// Finds the operator between operands that stands next.
pub(super) fn next(input: &str) -> Option<Found<'_>> {
    let start = lex::blank(input);
    let Some((after, first)) = lex::word(start) else {
        return sign(start);
    };
    if !first.eq_ignore_ascii_case("not") {
        return word(start, first, after);
    }
    let second = lex::blank(after);
    if let Some(rest) = second.strip_prefix('=') {
        return Some(Found {
            row: row(NOT_EQUAL.means)?,
            negated: false,
            start,
            rest: rest.strip_prefix('=').unwrap_or(rest),
            last: start,
            foreign: Some(&NOT_EQUAL),
        });
    }
    let (after, first) = lex::word(second)?;
    let found = word(second, first, after)?;
    found.row.negatable.then_some(Found {
        negated: true,
        start,
        ..found
    })
}

/// Notes what would have made an operator of `not` or `starts`, which are none alone.
pub(super) fn half(r: &Reader<'_>, input: &str) {
    let is = |word: &str, keyword: &str| word.eq_ignore_ascii_case(keyword);
    let mut start = lex::blank(input);
    let Some((mut rest, mut word)) = lex::word(start) else {
        return;
    };
    if is(word, "not") {
        r.passed(start, rest);
        r.wanted(rest, Wanted::Kind(Slot::NegatedTest));
        start = lex::blank(rest);
        let Some(second) = lex::word(start) else {
            return;
        };
        (rest, word) = second;
    }
    if is(word, "starts") || is(word, "ends") {
        r.passed(start, rest);
        r.wanted(rest, Wanted::Token("with"));
    }
}

fn sign(start: &str) -> Option<Found<'_>> {
    if lex::foreign_comment(start).is_some() {
        return None;
    }
    let foreign = FOREIGN
        .iter()
        .find(|foreign| start.starts_with(foreign.spelling));
    let foreign = foreign.map(|foreign| if joins_texts(start) { &JOIN } else { foreign });
    let (row, spelling) = match foreign {
        // What a pattern stands behind is no equality.
        Some(foreign) if foreign.spelling == "=~" && has_pattern(start) => {
            (row(Infix::Matches)?, foreign.spelling)
        }
        Some(foreign) => (row(foreign.means)?, foreign.spelling),
        None => {
            let row = INFIX.iter().find(|row| start.starts_with(row.spelling))?;
            (row, row.spelling)
        }
    };
    let rest = &start[spelling.len()..];
    Some(Found {
        row,
        negated: false,
        start,
        rest,
        last: start,
        foreign,
    })
}

/// Tells whether two bars stand here before a text.
fn joins_texts(start: &str) -> bool {
    let behind = start.strip_prefix(JOIN.spelling).map(lex::blank);
    behind.is_some_and(|behind| behind.starts_with(['"', '“', '\'', '‘']))
}

fn has_pattern(start: &str) -> bool {
    lex::blank(&start["=~".len()..]).starts_with('/')
}

fn word<'t>(start: &'t str, first: &str, mut after: &'t str) -> Option<Found<'t>> {
    let mut foreign = FOREIGN
        .iter()
        .find(|foreign| foreign.spelling.eq_ignore_ascii_case(first));
    if first.eq_ignore_ascii_case("in")
        && let Some(rest) = after.strip_prefix('~')
    {
        (foreign, after) = (Some(&IN), rest);
    }
    if let Some(foreign) = foreign {
        let row = row(foreign.means)?;
        return Some(Found {
            row,
            negated: false,
            start,
            rest: after,
            last: start,
            foreign: Some(foreign),
        });
    }
    INFIX.iter().find_map(|row| {
        let mut words = row.spelling.split(' ');
        if !words.next()?.eq_ignore_ascii_case(first) {
            return None;
        }
        let mut rest = after;
        let mut last = start;
        for word in words {
            last = lex::blank(rest);
            let (after, next) = lex::word(last)?;
            if !next.eq_ignore_ascii_case(word) {
                return None;
            }
            rest = after;
        }
        Some(Found {
            row,
            negated: false,
            start,
            rest,
            last,
            foreign: None,
        })
    })
}

fn row(op: Infix) -> Option<&'static InfixOperator> {
    INFIX.iter().find(|row| row.op == op)
}
