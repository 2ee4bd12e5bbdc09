use super::{shown, source};
use crate::syntax::{Completeness, STAGES, completeness, parse};

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

#[test]
fn heads() {
    check(&[
        ("claims", "claims"),
        ("Claims\n", "Claims"),
        ("`odd one`", "odd one"),
        ("claims.source.entity", "claims.source.entity"),
        (
            "claims[stance = deny].reports",
            "claims[(= stance deny)].reports",
        ),
        ("(claims where a)", "(claims where a)"),
        (
            "(claims | take 3).source | count",
            "(claims | take 3).source | count",
        ),
        ("((claims))", "((claims))"),
        (
            "claims.source as s where exists (s.claims as c where a)",
            "claims.source as s where (exists {s.claims as c where a})",
        ),
        ("count", "count"),
        ("count where a", "count where a"),
        ("select | count", "select | count"),
        (
            "claims where source = \"Turkish diplomatic source\" and year >= 2019",
            "claims where (and (= source \"Turkish diplomatic source\") (>= year 2019))",
        ),
    ]);
}

#[test]
fn views() {
    check(&[
        ("c as of 2019", "c as of 2019"),
        ("c AS OF \"2019-12\" where a", "c as of \"2019-12\" where a"),
        (
            "c.source as of today - 2 years | count",
            "c.source as of (- TODAY 2×Year) | count",
        ),
        ("c as of 30 days ago", "c as of ago 30×Day"),
        ("c as of $d without $x", "c as of $d without $x"),
        (
            "c without \"A\", “B”, (outlets where x) | count",
            "c without \"A\", \"B\", (outlets where x) | count",
        ),
        (
            "c without \"A\" without (c as of 2019) as of 2018",
            "c without \"A\" without (c as of 2019) as of 2018",
        ),
        (
            "c where exists (d as of 2019)",
            "c where (exists {d as of 2019})",
        ),
        (
            "c where x in (d without \"A\")",
            "c where (in x {d without \"A\"})",
        ),
        ("_ without \"A\"", "_ without \"A\""),
        ("c where of = without", "c where (= of without)"),
    ]);
}

#[test]
fn stages() {
    check(&[
        ("c | where a | WHERE b", "c | where a | where b"),
        (
            "c | select a, b.c as d, e + 1 as \"f g\"",
            "c | select a, b.c as \"d\", (+ e 1) as \"f g\"",
        ),
        ("c | derive a as b", "c | derive a as \"b\""),
        ("c | drop a, `b c`", "c | drop a, b c"),
        ("c | sort a, b.c desc, d asc", "c | sort a, b.c desc, d"),
        ("c | sort -a desc", "c | sort (neg a) desc"),
        ("c | take 5", "c | take 5"),
        (
            "c | take $n with ties per a, b",
            "c | take $n with ties per a, b",
        ),
        ("c | take 5 per year", "c | take 5 per year"),
        ("c | skip 2 | skip $n", "c | skip 2 | skip $n"),
        (
            "c | expand a.b[c] as d | EXPAND Optional a | expand optional | expand optional as o",
            "c | expand a.b[c] as \"d\" | expand optional a | expand optional | expand optional as \"o\"",
        ),
        (
            "c.a{1..}.b where c{2}.d{ 0 .. 3 } = 1",
            "c.a{1..}.b where (= c{2..2}.d{0..3} 1)",
        ),
        (
            "c | union (d where a) | Except ((e)) | intersect (f | take 1)",
            "c | union (d where a) | except ((e)) | intersect (f | take 1)",
        ),
        (
            "c | assert count() > 3 and a",
            "c | assert (and (> count() 3) a)",
        ),
        ("c | count", "c | count"),
        (
            "c | count by year, stance as s",
            "c | count by year, stance as \"s\"",
        ),
        (
            "c | group a, b as c aggregate count() as n, max(d) where e = 1 as f, g()",
            "c | group a, b as \"c\" aggregate count() as \"n\", max(d) where (= e 1) as \"f\", g()",
        ),
        (
            "c | aggregate count(distinct a)",
            "c | aggregate count(distinct a)",
        ),
        ("c | aggregate count() / 2", "c | aggregate (/ count() 2)"),
        ("c | distinct", "c | distinct"),
        ("c | distinct a, b", "c | distinct a, b"),
        (
            "c | Search \"a \\\"b c\\\" -d\" in e.f[g] | search $h",
            "c | search \"a \\\"b c\\\" -d\" in e.f[g] | search $h",
        ),
        ("c | describe | explain", "c | describe | explain"),
        ("c | count by a | TOTALS", "c | count by a | totals"),
        (
            "c | Pivot a.b as x BY (b + 1) aggregate share(a = 1) where c",
            "c | pivot a.b as \"x\" by (+ b 1) aggregate share((= a 1)) where c",
        ),
        (
            "c | count | Explain\nANALYZE",
            "c | count | explain analyze",
        ),
        (
            "c where x matches /a|b/ | take 1",
            "c where (matches x /a|b/) | take 1",
        ),
        (
            "c where a in (d | take 1) | take 2",
            "c where (in a {d | take 1}) | take 2",
        ),
        ("c # head | no stage\n| take 1 # last", "c | take 1"),
    ]);
}

#[test]
fn every_stage_is_read_by_its_row() {
    for stage in STAGES {
        let argument = match stage.name {
            "take" | "skip" => "1",
            "group" => "a aggregate count()",
            "pivot" => "a by b aggregate count()",
            "count" | "distinct" | "describe" | "totals" | "explain" => "",
            "union" | "except" | "intersect" => "(a)",
            "expand" => "optional a as b",
            "search" => "\"a\" in b",
            _ => "a",
        };
        let text = format!("c | {} {argument}", stage.name.to_uppercase());
        assert!(
            shown(&text).starts_with(&format!("c | {}", stage.name)),
            "{text}"
        );
        assert!(stage.usage.starts_with(stage.name), "{}", stage.usage);
    }
}

#[test]
fn statements() {
    check(&[
        ("", ""),
        (" ; # nothing\n;", ""),
        ("a; b ;", "a; b"),
        ("a where x = \";\" ; b", "a where (= x \";\"); b"),
        (
            "#! /usr/bin/env whosaid\n## first\n##   line\na; ## second\n# not this\nb",
            "## \"first\\nline\" a; ## \"second\" b",
        ),
        ("## lost\n;a", "a"),
        ("a ## not a doc\n; b", "a; b"),
        (
            "let a = b where c | take 1; a",
            "let a = b where c | take 1; a",
        ),
        (
            "## why\ndef f(a, b) = a + b; Def g = c = 1; h",
            "## \"why\" def f(a, b) = (+ a b); def g = (= c 1); h",
        ),
        ("let where x; def | count", "let where x; def | count"),
        ("param $who", "param who"),
        ("param $who: text; a", "param who: text; a"),
        ("param $n : number = -3", "param n: number = (neg 3)"),
        ("param $since = 2019-03", "param since = d2019-03"),
        ("param $ago = 30 days ago", "param ago = ago 30×Day"),
        ("param $re = /a;b|c/", "param re = /a;b|c/"),
        ("param where a", "param where a"),
        ("\u{feff}claims\u{a0}where a", "claims where a"),
    ]);
}

#[test]
fn spans_of_statements_and_stages() {
    let text = "## doc\n claims where a | take 3 # c\n ; reports | count ; ";
    let (file, _) = parse(&source(text));
    let spans: Vec<&str> = file
        .statements
        .iter()
        .map(|one| &text[one.span.range()])
        .collect();
    assert_eq!(spans, ["claims where a | take 3", "reports | count"]);
    let crate::syntax::tree::StatementKind::Query(query) = &file.statements[0].kind else {
        panic!("the first statement is a query");
    };
    assert_eq!(&text[query.span.range()], "claims where a | take 3");
    assert_eq!(&text[query.stages[0].span.range()], "take 3");
}

#[test]
fn completeness_is_judged_by_the_parser() {
    use Completeness::{Broken, Complete, NeedsMore};
    let cases = [
        ("", Complete),
        ("claims", Complete),
        ("claims where a = 1 | count;", Complete),
        ("claims where a in 2018..", Complete),
        ("claims |", NeedsMore),
        ("claims | # and\n", NeedsMore),
        ("claims where", NeedsMore),
        ("claims where a =", NeedsMore),
        ("claims where a and", NeedsMore),
        ("claims where a not", NeedsMore),
        ("claims where a = \"x", NeedsMore),
        ("claims where (a", NeedsMore),
        ("claims where exists (reports where a |", NeedsMore),
        ("claims where a in (1, 2", NeedsMore),
        ("claims | select a,", NeedsMore),
        ("claims | group a", NeedsMore),
        ("claims[", NeedsMore),
        ("param $x =", NeedsMore),
        ("claims | srt a", Broken),
        ("claims where )", Broken),
        ("claims | srt a |", Broken),
        ("claims where a == (1", Broken),
    ];
    for (text, expected) in cases {
        assert_eq!(completeness(text), expected, "{text}");
    }
}
