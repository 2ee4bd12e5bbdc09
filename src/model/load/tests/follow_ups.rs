//! What follows from an error is told once, and all that does not follow is told.

use super::errors::errors;

/// Checks that each text has these errors and no more; each begins so.
fn check_all(cases: &[(&str, &[&str])]) {
    for (case, expected) in cases {
        let found = errors(case);
        let begins = |(found, expected): (&String, &&str)| found.starts_with(expected);
        let fits = found.iter().zip(*expected).all(begins);
        assert!(found.len() == expected.len() && fits, "{case}\n{found:#?}");
    }
}

#[test]
fn what_follows_from_an_error_is_no_other() {
    check_all(&[
        (
            "[[entity]]\nid = \"e\"\nname = \"E\"\nkind = \"persn\"\n[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"e\"",
            &["b.toml:4:8 ‘persn’ is no entity kind"],
        ),
        (
            "[[entity]]\nid = \"e\"\nname = \"E\"\nkind = \"persn\"\n[[source]]\nid = \"s\"\nentity = \"e\"",
            &["b.toml:4:8 ‘persn’ is no entity kind"],
        ),
        (
            "[[entity]]\nid = \"e\"\n[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"e\"",
            &[
                "b.toml:2:6 the entity has no ‘name’",
                "b.toml:2:6 the entity has no ‘kind’",
            ],
        ),
        (
            "[[claims]]\nid = \"x\"\ntext = \"X\"\n[[claim]]\nid = \"y\"\nsource = \"hamas\"\nstance = \"deny\"\n\
             denies = \"x\"\n[[assessment]]\ntarget = \"claim:x\"\nwhy = \"W\"\n[[claim]]\nid = \"z\"\n\
             proposition = \"x\"\nsource = \"hamas\"",
            &["b.toml:1:3 there is no table ‘claims’"],
        ),
        (
            "[[claim]]\nid = \"x y\"\ntext = \"X\"\nsource = \"hamas\"\n[[report]]\nclaim = \"x y\"\nat = \"p1\"\n\
             document = \"d1\"\n[[claim]]\nid = \"z\"\nproposition = \"x y\"\nsource = \"hamas\"",
            &["b.toml:2:6 ‘x y’ is not an id"],
        ),
        (
            "[[document]]\nid = \"d 9\"\ntitle = \"D\"\n[[claim]]\nid = \"x\"\ntext = \"X\"\nat = \"p1\"\n\
             [[claim]]\nid = \"y\"\ntext = \"Y\"",
            &["b.toml:2:6 ‘d 9’ is not an id"],
        ),
        (
            "[[claim]]\nid = \"x\"\nabout = \"hamas\"\nsource = \"hamas\"\n[[claim]]\nid = \"y\"\n\
             proposition = \"x\"\nsource = \"hamas\"",
            &["b.toml:3:9 the claim has ‘about’ and no ‘text’"],
        ),
        (
            "[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"hamas\"\n[[claim]]\nid = \"x\"\ntext = \"Z\"\n\
             source = \"hamas\"\n[[claim]]\nid = \"y\"\nproposition = \"x\"\nsource = \"hamas\"",
            &["b.toml:6:6 b.toml:2:6 there are two claims"],
        ),
        // What nobody lost is still told.
        (
            "[[claims]]\nid = \"x\"\n[[claim]]\nid = \"y\"\ntext = \"Y\"\nsource = \"nobody\"",
            &[
                "b.toml:1:3 there is no table",
                "b.toml:6:10 there is no source or entity ‘nobody’",
            ],
        ),
    ]);
}

#[test]
fn every_key_of_a_date_is_told_of() {
    let claim = |said: &str| {
        format!("[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"hamas\"\nsaid = {said}")
    };
    let cases: [(&str, &[&str]); 7] = [
        (
            "{ edtf = \"2025-13\", basis = \"guessd\" }",
            &[
                "b.toml:5:17 ‘2025-13’ is not a date",
                "b.toml:5:36 ‘guessd’ is no basis",
            ],
        ),
        (
            "{ edft = \"2025\", basis = \"derived\" }",
            &[
                "b.toml:5:10 a date has no key ‘edft’ | did you mean ‘edtf’?",
                "b.toml:5:33 no file says that a date is derived",
            ],
        ),
        (
            "{ edtf = 2025-01-02, why = 3 }",
            &[
                "b.toml:5:17 ‘edtf’ is a bare TOML date",
                "b.toml:5:35 ‘why’ takes text in quotes",
            ],
        ),
        (
            "{ edtf = 2025 }",
            &["b.toml:5:17 ‘edtf’ takes text in quotes"],
        ),
        (
            "{ basis = \"stated\" }",
            &["b.toml:5:8 the date lacks ‘edtf’ | write { edtf"],
        ),
        ("{}", &["b.toml:5:8 the date lacks ‘edtf’"]),
        (
            "{ edtf = \"2025\", basis = \"inferred\", why = \"so\" }",
            &[],
        ),
    ];
    for (said, expected) in cases {
        let case = claim(said);
        if expected.is_empty() {
            super::loaded(&case);
        } else {
            check_all(&[(&case, expected)]);
        }
    }
}

#[test]
fn what_is_not_toml_is_told_with_its_key() {
    check_all(&[
        (
            "[[claim]]\nid = \"x\"\ntext = \"abc\nstance = \"deny\"",
            &[
                "b.toml:3:12 this is not TOML: a quotation mark is missing in the value of ‘text’ | write it on either side: text = \"abc\"",
            ],
        ),
        (
            "[[claim]]\nid = \"x\"\ntext = abc\"\nstance = deny # so",
            &[
                "b.toml:3:8 this is not TOML: a quotation mark is missing in the value of ‘text’",
                "b.toml:4:10 this is not TOML: the value of ‘stance’ stands in no quotation marks | write stance = \"deny\"",
            ],
        ),
        (
            "[[claim]]\nvia = [\"a, \"b\"]",
            &[
                "b.toml:2:13 this is not TOML: a quotation mark is missing in the value of ‘via’ | write it on either side: via = \"…\"",
            ],
        ),
        (
            "[[claim]]\nid = 'x",
            &["b.toml:2:8 this is not TOML: a quotation mark is missing in the value of ‘id’"],
        ),
        (
            "[[claim]]\nid = \"x\"\nvia = \"a\"\nvia = \"b\"",
            &[
                "b.toml:4:1 this is not TOML: ‘via’ stands twice in one table | take one of them out",
            ],
        ),
        ("[[claim]\nid = \"x\"", &["b.toml:1:9 this is not TOML: "]),
    ]);
}
