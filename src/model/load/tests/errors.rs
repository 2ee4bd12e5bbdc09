use super::{BASE, lines, load};

/// Loads the base and, in a file of its own, a case; returns what is wrong.
pub(super) fn errors(case: &str) -> Vec<String> {
    match load(&[("a.toml", BASE), ("b.toml", case)]) {
        Ok(_) => Vec::new(),
        Err(report) => lines(&report),
    }
}

/// Files with one thing wrong in each, and how its error begins.
const RECORDS: &[(&str, &str)] = &[
    ("x = 1", "b.toml:1:1 there is no table ‘x’"),
    (
        "[[denial]]",
        "b.toml:1:3 there is no table ‘denial’ | One claim denying another, each pair once; made of what claims deny.",
    ),
    (
        "[[clam]]",
        "b.toml:1:3 there is no table ‘clam’ | did you mean ‘claim’?",
    ),
    (
        "[claim]\nid = \"a\"",
        "b.toml:1:2 ‘claim’ does not stand in double brackets | write [[claim]]",
    ),
    (
        "claim = [1]",
        "b.toml:1:10 ‘claim’ holds something that is no table",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nof_ = \"y\"",
        "b.toml:4:1 roles have no key ‘of_’ | did you mean ‘of’? | the keys are ‘who’, ‘what’",
    ),
    (
        "[[role]]\nwho = \"hamsa\"\nwhat = \"x\"",
        "b.toml:2:7 there is no entity ‘hamsa’ | did you mean ‘hamas’?",
    ),
    (
        "[[role]]\nwho = \"Ismail Haniye\"\nwhat = \"x\"",
        "b.toml:2:7 there is no entity ‘Ismail Haniye’ | did you mean ‘haniyeh’ (Ismail Haniyeh)?",
    ),
    (
        "[[role]]\nwho = \"hamas\"",
        "b.toml:1:1 the role has no ‘what’",
    ),
    (
        "[[role]]\nwho = [\"hamas\"]\nwhat = \"x\"",
        "b.toml:2:7 ‘who’ takes an id in quotes, not sequence",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = 5",
        "b.toml:3:8 ‘what’ takes text in quotes, not integer 5",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \" \"",
        "b.toml:3:8 ‘what’ is empty",
    ),
    (
        "[[role]]\nwho = \"\"\nwhat = \"x\"",
        "b.toml:2:7 an id is empty | write \"?\" for somebody",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = 2019-12-14",
        "b.toml:4:8 ‘from’ is a bare TOML date | write dates as quoted EDTF: \"2019-12-14\"",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = 2019",
        "b.toml:4:8 ‘from’ takes a date in quotes, such as \"2019-12\", not integer 2019 | write \"2019\"",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = \"yesterday\"",
        "b.toml:4:8 ‘yesterday’ is not a date: ",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = { edft = \"2019\" }",
        "b.toml:4:10 a date has no key ‘edft’ | did you mean ‘edtf’?",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = { why = \"so\" }",
        "b.toml:4:8 the date lacks ‘edtf’",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = { edtf = \"2019\", basis = \"derived\" }",
        "b.toml:4:33 no file says that a date is derived",
    ),
    (
        "[[role]]\nwho = \"hamas\"\nwhat = \"x\"\nfrom = { edtf = \"2019\", basis = \"guessed\" }",
        "b.toml:4:33 ‘guessed’ is no basis",
    ),
    (
        "[[entity]]\nid = \"a b\"\nname = \"A\"\nkind = \"group\"",
        "b.toml:2:6 ‘a b’ is not an id | an id is made of letters",
    ),
    (
        "[[entity]]\nname = \"A\"\nkind = \"group\"",
        "b.toml:1:1 the entity has no ‘id’",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"persn\"",
        "b.toml:4:8 ‘persn’ is no entity kind | did you mean ‘person’? | the words are ‘person’, ‘organisation’",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = true",
        "b.toml:4:8 ‘kind’ takes a word in quotes, not boolean true",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"group\"\naka = [{ text = \"B\", inn = [] }]",
        "b.toml:5:22 names have no key ‘inn’ | did you mean ‘in’?",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"group\"\naka = [{ text = \"B\", in = [\"d7\"] }]",
        "b.toml:5:28 there is no document ‘d7’ | did you mean ‘d1’?",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = { text = 2 }\nkind = \"group\"",
        "b.toml:3:17 ‘text’ takes text in quotes, not integer 2",
    ),
    (
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"group\"\npart_of = \"b\"\n[[entity]]\nid = \"b\"\nname = \"B\"\nkind = \"group\"\npart_of = \"a\"",
        "b.toml:2:6 the entity is part of itself: ‘a’ in ‘b’ in ‘a’",
    ),
    (
        "[[entity]]\nid = \"hamas\"\nname = \"A\"\nkind = \"group\"",
        "b.toml:2:6 a.toml:7:6 there are two entities with the id ‘hamas’",
    ),
    (
        "[[source]]\nid = \"s\"\nkind = \"person\"",
        "b.toml:2:6 the source has no ‘name’",
    ),
    (
        "[[source]]\nid = \"s\"\nname = \"S\"\nkind = \"person\"\nanonymous = \"yes\"",
        "b.toml:5:13 ‘anonymous’ takes true or false, not string \"yes\"",
    ),
    (
        "[[source]]\nid = \"s\"\nname = \"S\"\nkind = \"person\"\nsame = [\"t\"]",
        "b.toml:5:9 there is no source or entity ‘t’",
    ),
    (
        "[[figure]]\nvalue = \"3 km\"\nunit = \"m\"\nclaim = \"?\"",
        "b.toml:3:8 the figure has two units, ‘km’ and ‘m’",
    ),
    (
        "[[event]]\nid = \"e\"\nname = \"E\"\nwhen = \"2019\"\nuntil = \"2020\"",
        "b.toml:4:8 the event has ‘when’ beside ‘from’",
    ),
    (
        "[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"hamas\"\nat = \"p1\"\ndocument = \"d1\"\n\
             [[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"hamas\"\nat = \"p1\"\ndocument = \"d1\"",
        "b.toml:8:6 b.toml:2:6 there are two claims with the id ‘x’",
    ),
    (
        "[[figure]]\nvalue = 3",
        "b.toml:1:1 the figure has neither a ‘claim’ nor a ‘report’",
    ),
    (
        "[[figure]]\nvalue = \"many\"\nclaim = \"?\"",
        "b.toml:2:9 ‘many’ is not a number: ",
    ),
    (
        "[[figure]]\nvalue = \"1.2m GBP\"\nclaim = \"?\"",
        "b.toml:2:9 ‘1.2m GBP’ is not a number: thousands and millions are written out | write ‘1200000 GBP’",
    ),
    (
        "[[figure]]\nvalue = 1.2\nunit = \"m GBP\"\nclaim = \"?\"",
        "b.toml:3:8 ‘m GBP’ is not a unit | write the number out, as in \"1200000 GBP\"",
    ),
    (
        "[[document]]\nid = \"d2\"\ntitle = \"Two\"\nsha256 = \"abc\"",
        "b.toml:4:10 ‘abc’ is not a SHA-256",
    ),
    (
        "[[assessment]]\ntarget = \"hamas\"\nwhy = \"x\"",
        "b.toml:2:10 ‘hamas’ does not say what kind",
    ),
    (
        "[[assessment]]\ntarget = \"clam:x\"\nwhy = \"x\"",
        "b.toml:2:10 ‘clam’ is no kind of record that can be judged | did you mean ‘claim’?",
    ),
    (
        "[[assessment]]\ntarget = \"claim:x\"\nwhy = \"x\"",
        "b.toml:2:10 there is no claim ‘x’",
    ),
    (
        "[[assessment]]\ntarget = \"source:hamas\"",
        "b.toml:1:1 the assessment has no ‘why’",
    ),
];

#[test]
fn one_error_each() {
    check(RECORDS, |case| case.to_owned());
}

#[test]
fn one_error_in_each_claim() {
    let cases = [
        (
            "sorce = \"x\"",
            "c.toml:8:1 claims have no key ‘sorce’ | did you mean ‘source’? | the keys are ‘id’, ‘proposition’, ‘source’",
        ),
        (
            "stance = \"deni\"",
            "c.toml:8:10 ‘deni’ is no stance | did you mean ‘deny’?",
        ),
        (
            "source = \"hamsa\"",
            "c.toml:8:10 there is no source or entity ‘hamsa’ | did you mean ‘hamas’?",
        ),
        (
            "via = [\"d3\"]\nat = \"p1\"",
            "c.toml:8:8 there is no source or entity or document ‘d3’ | did you mean ‘d1’?",
        ),
        (
            "about = [\"hamas\", \"hamsa?\"]",
            "c.toml:8:19 there is no entity ‘hamsa’",
        ),
        (
            "source = [\"hamas\", \"diplomat\"]",
            "c.toml:8:10 the claim has 2 sources that are not said to speak together",
        ),
        (
            "proposition = \"?\"",
            "c.toml:7:8 ‘text’ stands beside ‘proposition’",
        ),
        (
            "at = \"9\"",
            "c.toml:8:6 ‘9’ is not a place in a document | write paragraphs as \"p9\"",
        ),
        (
            "at = \"p9\"\nhash = \"12\"",
            "c.toml:9:8 ‘12’ is not a hash",
        ),
        (
            "at = \"p9\"\nwords = \"a b c d e f g h i\"",
            "c.toml:9:9 ‘a b c d e f g h i’ is not short enough to keep",
        ),
        ("cue = \"say\"", "c.toml:6:6 the report has no ‘at’"),
        (
            "[[claim.report]]\nat = \"p1\"\nclaim = \"x\"",
            "c.toml:10:1 reports have no key ‘claim’",
        ),
        (
            "[[claim.report]]\nat = \"p1\"\ndocument = \"d9\"",
            "c.toml:10:12 there is no document ‘d9’",
        ),
        (
            "[[claim.figure]]\nof = \"rockets\"",
            "c.toml:8:1 the figure has no ‘value’",
        ),
    ];
    check(&cases, |case| {
        format!(
            "[[document]]\nid = \"c1\"\ntitle = \"C\"\n\n[[claim]]\nid = \"x\"\ntext = \"It is so.\"\n{case}"
        )
    });
}

#[test]
fn claims_without_what_they_need() {
    let cases = [
        (
            "[[claim]]\nid = \"x\"\nsource = \"hamas\"",
            "b.toml:2:6 the claim has no ‘proposition’ | write ‘text’",
        ),
        (
            "[[claim]]\nid = \"x\"\ntext = \"T\"",
            "b.toml:2:6 the claim has no ‘source’, and no document",
        ),
        (
            "[[claim]]\nid = \"x\"\ntext = \"T\"\nat = \"p1\"\nsource = \"hamas\"",
            "b.toml:2:6 the report has no ‘document’, and its file has none",
        ),
        (
            "[[claim]]\nid = \"x\"\nsource = \"hamas\"\nabout = \"hamas\"",
            "b.toml:4:9 the claim has ‘about’ and no ‘text’",
        ),
        (
            "[[claim]]\nid = \"x\"\nsource = \"hamas\"\nstance = \"deny\"\ndenies = [\"x\"]",
            "b.toml:5:11 ‘denies’ leads from the claim to itself | write the id",
        ),
        (
            "[[claim]]\nid = \"x\"\nsource = \"hamas\"\nstance = \"deny\"\ndenies = [\"?\"]",
            "b.toml:2:6 nothing tells what the claim denies",
        ),
        (
            "[[claim]]\nid = \"x\"\nsource = \"hamas\"\nstance = \"deny\"\ndenies = [\"y\", \"z\"]\n\
             [[claim]]\nid = \"y\"\nsource = \"hamas\"\ntext = \"Y\"\n[[claim]]\nid = \"z\"\nsource = \"hamas\"\ntext = \"Z\"",
            "b.toml:2:6 the claim denies several things",
        ),
    ];
    check(&cases, |case| case.to_owned());
}

/// Checks that each case has one error, which begins so.
fn check(cases: &[(&str, &str)], file: impl Fn(&str) -> String) {
    for (case, expected) in cases {
        let found = errors(&file(case));
        let expected = expected.replace("c.toml", "b.toml");
        let [line] = &found[..] else {
            panic!("{case}\n{found:#?}")
        };
        assert!(line.starts_with(&expected), "{case}\n{line}\n{expected}");
    }
}

#[test]
fn all_errors_come_at_once_in_order_of_place() {
    let case = "[[claim]]\nid = \"x\"\ntext = \"T\"\nsource = \"nobody\"\nsaid = \"when\"\n[[clam]]\n[[role]]\n";
    let found = errors(case);
    let places: Vec<&str> = found
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    let expected = [
        "b.toml:4:10",
        "b.toml:5:8",
        "b.toml:6:3",
        "b.toml:7:1",
        "b.toml:7:1",
    ];
    assert_eq!(places, expected, "{found:#?}");
}

#[test]
fn text_that_is_not_toml_hides_what_only_it_could_name() {
    let broken = "[[claim]]\nid = \n[[role]]\nwho = \"late\"\nwhat = \"x\"\nof = = 1\n";
    let found = lines(&load(&[("a.toml", broken), ("b.toml", "[[clam]]\n")]).expect_err("broken"));
    assert!(found.len() >= 3, "{found:#?}");
    assert!(
        found[0].starts_with("a.toml:2:6 this is not TOML: "),
        "{found:#?}"
    );
    assert!(
        found
            .last()
            .is_some_and(|line| line.starts_with("b.toml:1:3")),
        "{found:#?}"
    );
}

#[test]
fn of_many_documents_some_are_named() {
    let documents = (0..30).map(|at| format!("[[document]]\nid = \"x{at}\"\ntitle = \"t\"\n"));
    let claim = "[[claim]]\nid = \"lost\"\ntext = \"It is.\"\nat = \"p1\"\n";
    let found = errors(&(documents.collect::<String>() + claim));
    let lost = found
        .iter()
        .find(|line| line.contains("its file has several"));
    let lost = lost.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(lost.contains("‘x8’, …") && !lost.contains("‘x9’"), "{lost}");
}
