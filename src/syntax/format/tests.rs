//! The layout of queries, and that no tree, no comment and no spelling is lost.

mod random;

use std::sync::Arc;

use crate::diagnostic::Source;
use crate::syntax::format;

/// Lays out a text; its layout must be its own.
fn formatted(text: &str) -> Result<String, String> {
    let lay_out = |text: &str| {
        let source = Source {
            name: "query".to_owned(),
            text: text.to_owned(),
        };
        format(&Arc::new(source)).map_err(|told| format!("{text}\n{}", told[0].message))
    };
    let once = lay_out(text)?;
    let twice = lay_out(&once)?;
    if twice == once {
        Ok(once)
    } else {
        Err(format!("{text}\n-- once:\n{once}\n-- twice:\n{twice}"))
    }
}

/// Holds the layout of a text against lines; the end of the last is left out.
fn expect(text: &str, expected: &str) {
    assert_eq!(formatted(text), Ok(format!("{expected}\n")), "of {text}");
}

#[test]
fn definitions_and_sets_of_rows() {
    expect(
        "LET few=claims  where a|take 3;DEF f( x,y )=(x + y)*2;few|UNION(b|skip 1)|except( few )",
        "let few = claims where a | take 3;\ndef f(x, y) = (x + y) * 2;\nfew | union (b | skip 1) | except (few)",
    );
}

#[test]
fn words_are_small_and_blanks_single() {
    expect(
        "claims  WHERE Year>=2019 AnD a NOT IN(1,2)|SORT said DESC,id ASC|TAKE 3 WITH TIES PER a",
        "claims where Year >= 2019 and a not in (1, 2) | sort said desc, id | take 3 with ties per a",
    );
    expect(
        "claims where said IS  NOT\nNULL or said between 2018 and\t2019 or TRUE",
        "claims where said is not null or said between 2018 and 2019 or true",
    );
    expect(
        "claims|derive- a*2 as x,said - 30   DAYS\nAGO as y,TODAY as z,a ?? b as `w`",
        "claims | derive -a * 2 as x, said - 30 days ago as y, today as z, a ?? b as `w`",
    );
    expect(
        "claims[ a=1 ] . b[exists c] |count",
        "claims[a = 1].b[exists c] | count",
    );
}

#[test]
fn spellings_are_the_authors() {
    let text = r#"claims where a = “Türkiye” and b matches /a\/b  c/c and d = "\u{e9}" and e = 2019-q2 and f = 1.50"#;
    expect(text, text);
    expect(
        "Claims | select COUNT(distinct Source) as \"n  m\", `odd  name`",
        "Claims | select COUNT(distinct Source) as \"n  m\", `odd  name`",
    );
    expect("claims where a = \"x\n  y\"", "claims where a = \"x\n  y\"");
}

#[test]
fn brackets_stay_unless_they_say_nothing() {
    let same = [
        "claims where a and (b and c)",
        "claims where (a or b) and not (c = d)",
        "claims where a or (b and c)",
        "claims | derive (a + b) * -(c - d) as x, a + (b) as y",
        "claims where (a.b).c = (d) and (e)[f].g in (h) and i in ((j), (k))",
        "claims where count() + a > count(b, (c)) and f() in (g())",
        "((claims where a)[b] | take 1).c | take 2",
        "claims where a in ((claims where b)) and exists ((claims | take 1))",
        "claims where a.. in ..b and c in 1..2 and d in (..3, 4..)",
    ];
    for text in same {
        expect(text, text);
    }
    expect("claims where ((a))", "claims where a");
    expect(
        "claims where ((a or ((b)))) | where (((a)) = 1)",
        "claims where a or (b) | where (a) = 1",
    );
    expect("claims[((a or b))]", "claims[a or b]");
}

#[test]
fn what_is_long_has_a_stage_a_line() {
    expect(
        "claims where source = \"Turkish diplomatic source\" and year >= 2019 | sort said desc | select said, text",
        "claims where source = \"Turkish diplomatic source\" and year >= 2019\n\
         | sort said desc\n\
         | select said, text",
    );
    expect("claims\n| take 3\n", "claims | take 3");
}

#[test]
fn long_lists_have_an_item_a_line() {
    expect(
        "claims | select a_rather_long_name, another_rather_long_name, a_third_rather_long_name, and_a_fourth_one as x",
        "claims\n\
         | select\n    a_rather_long_name,\n    another_rather_long_name,\n    a_third_rather_long_name,\n    and_a_fourth_one as x",
    );
    expect(
        "claims | group source, document aggregate count() as claims, count() where side = against as denials, list(stance)",
        "claims\n\
         | group source, document aggregate\n    count() as claims,\n    count() where side = against as denials,\n    list(stance)",
    );
    let keys = ["a_rather_long_key"; 6].join(", ");
    expect(
        &format!("claims | group {keys} aggregate count()"),
        &format!(
            "claims\n| group\n    {}\n  aggregate count()",
            keys.replace(", ", ",\n    ")
        ),
    );
    expect(
        &format!("claims where a in ({keys})"),
        &format!("claims where a in ({})", keys.replace(", ", ",\n    ")),
    );
}

#[test]
fn long_conditions_break_before_their_connectives() {
    let long = "source = \"a rather long name of a source\"";
    expect(
        &format!("claims where {long} and ({long} or {long} or {long}) and a | count"),
        &format!(
            "claims where {long}\n    and ({long}\n        or {long}\n        or {long})\n    and a\n| count"
        ),
    );
    expect(
        &format!("claims where {long} and {long} or {long} and {long}"),
        &format!("claims where {long} and {long}\n    or {long} and {long}"),
    );
    expect(
        &format!("claims where exists (claims where {long} and {long} | take 3)"),
        &format!("claims where exists (claims where {long}\n        and {long}\n    | take 3)"),
    );
}

#[test]
fn statements_stand_apart_as_they_did() {
    expect("a;b;;\n;c;", "a;\nb;\nc");
    expect("\n\na;\n\n\n\nb;\nc\n\n", "a;\n\nb;\nc");
    expect(
        "param $a:text=\"x\";param $b : number=-1 ; param $c:claims ; param $d; claims",
        "param $a: text = \"x\";\nparam $b: number = -1;\nparam $c: claims;\nparam $d;\nclaims",
    );
    assert_eq!(formatted(""), Ok(String::new()));
    assert_eq!(formatted(" \n;;\n"), Ok(String::new()));
    expect("\u{feff}claims\r\n| take 3\r\n", "claims | take 3");
}

#[test]
fn views_stand_behind_the_head() {
    expect(
        "claims AS OF today  -  2 years  without\"A\",(b where c) as x where d",
        "claims as of today - 2 years without \"A\", (b where c) as x where d",
    );
}

#[test]
fn comments_between_statements_stay() {
    let text = "#!/usr/bin/env whosaid\n# licence\n\n## What is asked.\n## More of it.\nclaims;\nfigures # all\n\n# nothing more";
    expect(text, text);
    expect(
        "claims; ## of the next\nfigures",
        "claims;\n## of the next\nfigures",
    );
    expect("# alone", "# alone");
    expect("## of none\n;claims", "## of none\n;\nclaims");
    expect(
        "claims ## no document\n;figures",
        "claims ## no document\n;\nfigures",
    );
    expect("claims # of it\n;figures", "claims; # of it\nfigures");
    expect("claims # of it\n;", "claims # of it");
}

#[test]
fn comments_in_a_statement_break_it_where_they_stand() {
    expect(
        "claims # all\n# of\n| take 3 # three",
        "claims # all\n# of\n| take 3 # three",
    );
    expect(
        "claims | select a, # of a\n # before b\n b # of b",
        "claims\n| select\n    a, # of a\n    # before b\n    b # of b",
    );
    expect(
        "claims where a # of a\n and b and ( # of c\n c = # deep\n d) | count",
        "claims where a # of a\n    and b # of c\n    and (c = d) # deep\n| count",
    );
    expect(
        "claims where a in (1, # one\n 2) # both",
        "claims where a in (1, # one\n    2) # both",
    );
    expect("claims where f((# (\na))", "claims where f((a)) # (");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let told = formatted("claims | tke 3").expect_err("no such stage");
    assert!(told.ends_with("unknown stage ‘tke’"), "{told}");
}
