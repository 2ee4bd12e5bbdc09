use super::{shown_expr, source};
use crate::syntax::parse_expr;
use crate::syntax::tree::{Expr, ExprKind};

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown_expr(text), *expected, "{text}");
    }
}

#[test]
fn literals() {
    check(&[
        (r#""a b""#, r#""a b""#),
        ("“Türkiye”", r#""Türkiye""#),
        (r#"“he said "no"”"#, r#""he said \"no\"""#),
        (r#""a\"b\\c\nd\te\u{e9}""#, "\"a\\\"b\\\\c\\nd\\teé\""),
        ("\"two\nlines | ; #\"", r#""two\nlines | ; #""#),
        ("x matches /a\\/b|c/", "(matches x /a/b|c/)"),
        ("x matches /A.c/c", "(matches x /A.c/c)"),
        ("12", "12"),
        ("1.50", "1.50"),
        ("003", "003"),
        ("2019", "2019"),
        ("2019-03", "d2019-03"),
        ("2019-03-14", "d2019-03-14"),
        ("2020-02-29", "d2020-02-29"),
        ("2019-Q2", "d2019-Q2"),
        ("2019-q2", "d2019-Q2"),
        ("30 days", "30×Day"),
        ("1 Month", "1×Month"),
        ("2\n# so many\nquarters", "2×Quarter"),
        ("30 days ago", "ago 30×Day"),
        ("3 weeks AGO", "ago 3×Week"),
        ("today", "TODAY"),
        ("TRUE", "TRUE"),
        ("false", "FALSE"),
        ("-5", "(neg 5)"),
    ]);
}

#[test]
fn names_calls_and_tails() {
    check(&[
        ("Said", "Said"),
        ("`odd name`", "odd name"),
        ("`where`", "where"),
        ("`today`", "today"),
        ("today()", "today()"),
        ("année_1", "année_1"),
        ("$name", "$name"),
        ("($where)", "$where"),
        ("$as / 2 + $b / 2", "(+ (/ $as 2) (/ $b 2))"),
        ("orchestra", "orchestra"),
        ("not_yet", "not_yet"),
        ("source.party.name", "source.party.name"),
        ("source . party\n.name", "source.party.name"),
        (
            "reports[via = \"x\"].document",
            "reports[(= via \"x\")].document",
        ),
        ("a[b[c].d].e", "a[b[c].d].e"),
        ("\"x\".lo", "\"x\".lo"),
        ("2019.lo", "2019.lo"),
        ("2019-03.hi", "d2019-03.hi"),
        ("(a + b).lo", "(+ a b).lo"),
        ("count(via)", "count(via)"),
        ("count()", "count()"),
        (
            "count (distinct source.party)",
            "count(distinct source.party)",
        ),
        ("count(distinct)", "count(distinct)"),
        ("f(a, b + 1)[c]", "f(a, (+ b 1))[c]"),
        ("max(said).year", "max(said).year"),
        ("`odd`(x)", "odd(x)"),
        ("by", "by"),
        ("count", "count"),
        (
            "not exists reports[not unnamed]",
            "(not (exists reports[(not unnamed)]))",
        ),
    ]);
}

#[test]
fn operators_bind_as_the_table_says() {
    check(&[
        ("a or b and c or d", "(or a (and b c) d)"),
        ("a and b and c", "(and a b c)"),
        ("(a and b) and c", "(and (and a b) c)"),
        ("not a = b and c", "(and (not (= a b)) c)"),
        ("not possibly not a", "(not (possibly (not a)))"),
        ("NOT a OR b", "(or (not a) b)"),
        ("a = b + 1 * 2 ?? c", "(= a (?? (+ b (* 1 2)) c))"),
        ("a ?? b ?? c", "(?? (?? a b) c)"),
        ("a - b - c", "(- (- a b) c)"),
        ("a/b/c", "(/ (/ a b) c)"),
        ("(a)/b", "(/ a b)"),
        ("a * -b", "(* a (neg b))"),
        ("- a.b", "(neg a.b)"),
        ("--a", "(neg (neg a))"),
        ("a < -1", "(< a (neg 1))"),
        ("a - 30 days", "(- a 30×Day)"),
        ("today - 1 year", "(- TODAY 1×Year)"),
        ("x != 1", "(!= x 1)"),
        ("x<=1", "(<= x 1)"),
        ("x>= 1", "(>= x 1)"),
        ("x > 1 or x<2", "(or (> x 1) (< x 2))"),
        ("x(1)-2", "(- x(1) 2)"),
        ("$x-2", "(- $x 2)"),
        (
            "x matches /a/ and y / 2 = 1",
            "(and (matches x /a/) (= (/ y 2) 1))",
        ),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("2019..2020", "(.. 2019 2020)"),
        ("2018 .. 2020", "(.. 2018 2020)"),
        ("2018..", "(.. 2018 ∞)"),
        ("..2020", "(.. ∞ 2020)"),
        ("2019-03..2019-Q3", "(.. d2019-03 d2019-Q3)"),
        ("a in 2018.. and b", "(and (in a (.. 2018 ∞)) b)"),
        ("a in ..2020", "(in a (.. ∞ 2020))"),
        ("a in (2018.., ..2010)", "(in a [(.. 2018 ∞) (.. ∞ 2010)])"),
        ("a = 1 + 2..3 * 4", "(= a (.. (+ 1 2) (* 3 4)))"),
        ("a.b..c.d", "(.. a.b c.d)"),
        ("1.5..2.5", "(.. 1.5 2.5)"),
        ("a..b ?? c", "(?? (.. a b) c)"),
    ]);
}

#[test]
fn tests() {
    check(&[
        ("a is null", "(null a)"),
        ("a is not null", "(not-null a)"),
        ("a contains \"x\"", "(contains a \"x\")"),
        ("a not contains \"x\"", "(not-contains a \"x\")"),
        ("a starts with \"x\"", "(starts a \"x\")"),
        ("a not ends\nwith \"x\"", "(not-ends a \"x\")"),
        ("a not matches /x/", "(not-matches a /x/)"),
        ("a between 1 and 2 and b", "(and (between a 1 2) b)"),
        ("a not between 1 and 2 + 3", "(not-between a 1 (+ 2 3))"),
        (
            "stance in (deny, denied, \"x\")",
            "(in stance [deny denied \"x\"])",
        ),
        ("a not in (1)", "(not-in a [1])"),
        ("a in b", "(in a b)"),
        ("a in b ?? c", "(in a (?? b c))"),
        ("a in (b.c[d])", "(in a [b.c[d]])"),
        ("a in ((b))", "(in a [b])"),
        ("a in (claims where b)", "(in a {claims where b})"),
        (
            "a in (claims.source | take 3)",
            "(in a {claims.source | take 3})",
        ),
        (
            "a in ((claims where b).source)",
            "(in a {(claims where b).source})",
        ),
        (
            "a in (claims[b in (c where d)].e)",
            "(in a [claims[(in b {c where d})].e])",
        ),
        ("exists reports", "(exists reports)"),
        ("exists reports.via and a", "(and (exists reports.via) a)"),
        (
            "exists reports[via = \"x\"]",
            "(exists reports[(= via \"x\")])",
        ),
        (
            "exists (reports where claim = 1)",
            "(exists {reports where (= claim 1)})",
        ),
        ("exists (reports)", "(exists {reports})"),
        (
            "exists (reports | take 1) or a",
            "(or (exists {reports | take 1}) a)",
        ),
        ("not exists x", "(not (exists x))"),
        ("possibly a in (1, 2)", "(possibly (in a [1 2]))"),
    ]);
}

#[test]
fn spans_cover_what_they_say() {
    let text = "  (a + b) * -c = f( x , 2 ) and not ( d is null )  # end";
    let (expr, _) = parse_expr(&source(text));
    let mut places = Vec::new();
    collect(&expr, text, &mut places);
    let expected = [
        "(a + b) * -c = f( x , 2 ) and not ( d is null )",
        "(a + b) * -c = f( x , 2 )",
        "(a + b) * -c",
        "a + b",
        "a",
        "b",
        "-c",
        "c",
        "f( x , 2 )",
        "x",
        "2",
        "not ( d is null )",
        "d is null",
        "d",
    ];
    assert_eq!(places, expected);
}

fn collect<'t>(expr: &Expr, text: &'t str, places: &mut Vec<&'t str>) {
    places.push(&text[expr.span.range()]);
    if let ExprKind::And(terms) | ExprKind::Call { args: terms, .. } = &expr.kind {
        terms.iter().for_each(|term| collect(term, text, places));
    }
    if let ExprKind::Compare(_, left, right) | ExprKind::Arithmetic(_, left, right) = &expr.kind {
        collect(left, text, places);
        collect(right, text, places);
    }
    if let ExprKind::Not(inner)
    | ExprKind::Negate(inner)
    | ExprKind::IsNull { operand: inner, .. } = &expr.kind
    {
        collect(inner, text, places);
    }
}
