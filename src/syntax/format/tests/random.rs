//! Texts put together by the grammar, with blanks, newlines and comments anywhere between tokens.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::formatted;
use crate::diagnostic::Source;
use crate::syntax::layout::Layout;
use crate::syntax::parse;
use crate::syntax::tests::show;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn keep_their_trees_and_their_comments(text in text()) {
        let tree = |text: &str| {
            let source = Source { name: "query".to_owned(), text: text.to_owned() };
            let (file, told) = parse(&Arc::new(source));
            prop_assert!(told.is_empty(), "{}\n{:?}", text, told);
            Ok(show::file(&file))
        };
        let laid_out = formatted(&text).map_err(TestCaseError::fail)?;
        prop_assert_eq!(tree(&laid_out)?, tree(&text)?, "{}\n{}", &text, &laid_out);
        prop_assert_eq!(comments(&laid_out), comments(&text), "{}\n{}", &text, &laid_out);
        let blank = |line: &str| line.is_empty() || line.ends_with(' ');
        let twice = laid_out.lines().zip(laid_out.lines().skip(1));
        prop_assert!(!twice.clone().any(|(a, b)| a.is_empty() && b.is_empty()), "{}", laid_out);
        prop_assert!(!laid_out.lines().any(|line| line.ends_with(' ')), "{}", laid_out);
        prop_assert!(!laid_out.starts_with('\n') && !laid_out.ends_with("\n\n") && !blank(&laid_out) || laid_out.is_empty());
    }
}

/// Returns the comments of a text, in an order of their own.
fn comments(text: &str) -> Vec<&str> {
    let layout = Layout::scan(text);
    let comments = layout.comments.iter();
    let mut comments: Vec<&str> = comments
        .map(|comment| &text[comment.span.range()])
        .collect();
    comments.sort_unstable();
    comments
}

/// A file; its tokens stand apart in any way that blanks and comments allow.
fn text() -> impl Strategy<Value = String> {
    let gap = select(vec![
        " ",
        " ",
        " ",
        " ",
        " ",
        "\t",
        "\n",
        "\n\n\n",
        "\r\n",
        " # a\n",
        "\n  # own\n",
        "\n\n# (\n",
        " ##b\n",
        "\n## c \n",
        " #\n",
    ]);
    let named = query().prop_map(|query| format!("let n = {query}"));
    let def = (one_of(&["def f = ", "DEF f ( a , `b` ) = "]), condition())
        .prop_map(|(head, body)| head + &body);
    let statement = prop_oneof![
        4 => query(),
        1 => param(),
        1 => named,
        1 => def,
        1 => Just(String::new())
    ];
    vec(statement, 0..4).prop_flat_map(move |statements| {
        let tokens: Vec<String> = statements
            .join(" ; ")
            .split(' ')
            .map(str::to_owned)
            .collect();
        let count = tokens.len() + 1;
        vec(gap.clone(), count).prop_map(move |gaps| {
            let pairs = gaps
                .iter()
                .zip(tokens.iter().map(String::as_str).chain([""]));
            pairs.flat_map(|(gap, token)| [*gap, token]).collect()
        })
    })
}

fn one_of(words: &[&'static str]) -> impl Strategy<Value = String> + Clone + use<> {
    select(words.to_vec()).prop_map(str::to_owned)
}

fn joined<T: Strategy<Value = String>>(of: T, most: usize) -> impl Strategy<Value = String> {
    vec(of, 1..=most).prop_map(|all| all.join(" , "))
}

fn param() -> impl Strategy<Value = String> {
    one_of(&[
        "param $a",
        "param $b : text",
        "PARAM $c : number = - 2",
        "param $d = 30 DAYS",
    ])
}

fn query() -> BoxedStrategy<String> {
    let head = one_of(&[
        "claims",
        "`odd`",
        "claims . a",
        "claims [ a = 1 ] . b",
        "claims AS c",
        "_",
        "claims AS  OF today -  2 YEARS as c",
        "claims  as of \"2019\" WITHOUT \"ab\" , $x",
        "claims without (a where b | take 3), ( d as of 2019 )",
    ]);
    let filter = prop_oneof![
        Just(String::new()),
        condition().prop_map(|it| format!(" where {it}"))
    ];
    let stages = vec(stage(), 0..4).prop_map(|stages| stages.concat());
    (head, filter, stages)
        .prop_map(|(head, filter, stages)| head + &filter + &stages)
        .boxed()
}

fn stage() -> impl Strategy<Value = String> {
    let label = || one_of(&["", "", " as n", " as \"m\"", " as `o`"]);
    let item = move || (value(), label()).prop_map(|(value, label)| value + &label);
    let aggregate = move || {
        let filter = prop_oneof![
            2 => Just(String::new()),
            1 => condition().prop_map(|it| format!(" where {it}"))
        ];
        (value(), filter, label()).prop_map(|(value, filter, label)| value + &filter + &label)
    };
    let key = (value(), one_of(&["", " desc", " ASC"])).prop_map(|(value, order)| value + &order);
    let words = [
        " | count",
        " | take 3",
        " | take $a with ties",
        " | SKIP 2",
        " | distinct",
        " | describe",
        " | TOTALS",
        " | SEARCH “x” in a . b",
        " | search $a",
        " | explain",
        " | explain ANALYZE",
        " | drop a , `b`",
        " | union ( claims as b where exists ( b . c ) )",
        " | expand OPTIONAL a . b { 1 .. } as `c`",
        " | expand a [ b ]",
        " | EXCEPT ( ( a | take 2 ) . b )",
    ];
    prop_oneof![
        condition().prop_map(|it| format!(" | where {it}")),
        condition().prop_map(|it| format!(" | ASSERT {it}")),
        joined(item(), 5).prop_map(|items| format!(" | select {items}")),
        joined(item(), 2).prop_map(|items| format!(" | count by {items}")),
        joined(item(), 2).prop_map(|items| format!(" | take 2 per {items}")),
        joined(key, 3).prop_map(|keys| format!(" | sort {keys}")),
        joined(aggregate(), 3).prop_map(|them| format!(" | aggregate {them}")),
        (joined(item(), 3), joined(aggregate(), 3))
            .prop_map(|(keys, them)| format!(" | group {keys} aggregate {them}")),
        (item(), item(), aggregate()).prop_map(|(down, across, cell)| format!(
            " | pivot {down} by {across} aggregate {cell}"
        )),
        one_of(&words),
    ]
}

fn value() -> impl Strategy<Value = String> + Clone {
    let leaf = one_of(&[
        "a",
        "`b`",
        "source . name",
        "a [ b = 1 ] . c",
        "a { 2 } . b { 0 .. 3 }",
        "\"text\"",
        "“t”",
        "\"x\ny\"",
        "12",
        "1.5",
        "2019-03",
        "30 Days",
        "2 years AGO",
        "Today",
        "TRUE",
        "$p",
        "count ( )",
        "f ( distinct a )",
        "a_name_that_takes_up_a_good_part_of_its_line",
    ]);
    leaf.prop_recursive(4, 20, 3, |inner| {
        let sign = one_of(&["+", "-", "*", "/", "??"]);
        prop_oneof![
            3 => (inner.clone(), sign, inner.clone()).prop_map(|(a, sign, b)| format!("( {a} ) {sign} ( {b} )")),
            1 => inner.clone().prop_map(|a| format!("( {a} )")),
            1 => inner.clone().prop_map(|a| format!("- ( {a} ) . c")),
            1 => joined(inner.clone(), 3).prop_map(|all| format!("f ( {all} )")),
            1 => inner.prop_map(|a| format!("( {a} ) [ ( a ) = 2 or b ]")),
        ]
    })
}

fn condition() -> impl Strategy<Value = String> + Clone {
    let test = one_of(&[
        "= 1",
        "!= \"x\"",
        "< a + 1",
        ">= - 2",
        "contains \"x\"",
        "not starts with \"y\"",
        "MATCHES /a\\/b/c",
        "in ( 1 , 2 )",
        "not in ( a )",
        "in 1 .. 2",
        "in .. a",
        "in ( claims where a | take 2 )",
        "is Null",
        "is not null",
        "between 1 and 2",
        "not between ( 1 ) and a",
        "= \"a_text_that_takes_up_a_good_part_of_its_line\"",
    ]);
    let tested = (value(), test).prop_map(|(value, test)| format!("( {value} ) {test}"));
    let leaf = prop_oneof![
        4 => tested,
        1 => one_of(&["a", "exists a . b", "exists ( ( claims ) | take 2 )", "not a", "possibly not a = 1"]),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        let connective = one_of(&[" and ", " OR "]);
        prop_oneof![
            3 => (vec(inner.clone(), 2..5), connective).prop_map(|(all, word)| all.join(&word)),
            2 => inner.clone().prop_map(|a| format!("( {a} )")),
            1 => inner.clone().prop_map(|a| format!("NOT ( {a} )")),
            1 => inner.prop_map(|a| format!("exists a [ {a} ]")),
        ]
    })
}
