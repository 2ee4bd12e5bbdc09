use super::{loaded, value};
use crate::model::{Kind, Ledger, Record, Value};

/// Loads a case after the base and checks values: kind, id, field, value.
fn check(case: &str, expected: &[(Kind, &str, &str, &str)]) {
    let ledger = loaded(case);
    for &(kind, id, field, expected) in expected {
        let found = value(&ledger, kind, id, field);
        assert_eq!(
            found,
            expected,
            "{} {id}.{field}\n{case}",
            kind.collection()
        );
    }
}

const CLAIM: &str = "\n[[claim]]\nid = \"x\"\ntext = \"It is so.\"\nat = \"p9:1-5\"\n";

#[test]
fn a_claim_makes_its_proposition_and_report() {
    check(
        &format!(
            "{CLAIM}about = [\"hamas\", \"turkey?\", \"?\"]\ntopics = [\"war\"]\nsource = \"diplomat\"\nvia = [\"the-times\", \"d1\"]\n"
        ),
        &[
            (Kind::Claims, "x", "proposition", "x"),
            (Kind::Claims, "x", "text", "It is so."),
            (Kind::Claims, "x", "side", "for"),
            (Kind::Claims, "x", "certainty", "unstated"),
            (Kind::Claims, "x", "joint", "false"),
            (Kind::Claims, "x", "said", "../2019-12-18 derived"),
            (Kind::Propositions, "x", "about", "hamas, turkey?, ?"),
            (Kind::Propositions, "x", "topics", "war"),
            (Kind::Reports, "x/1", "claim", "x"),
            (Kind::Reports, "x/1", "document", "d1"),
            (Kind::Reports, "x/1", "paragraph", "9"),
            (Kind::Reports, "x/1", "unnamed", "true"),
            (Kind::Reports, "x/1", "via", "the-times, d1/author"),
            (Kind::Sources, "the-times", "kind", "outlet"),
            (Kind::Sources, "d1/author", "document", "d1"),
            (Kind::Sources, "d1/author", "entity", "the-times"),
            (Kind::Sources, "d1/author", "country", "turkey"),
            (Kind::Sources, "d1/author", "anonymous", "false"),
        ],
    );
}

#[test]
fn a_document_that_relays_is_of_its_outlet_and_dates_what_it_relays() {
    let relay =
        "[[document]]\nid = \"d0\"\ntitle = \"Nought\"\npublished = \"2019-12-10\"\nheld = false\n";
    let claim = format!("{CLAIM}source = \"hamas\"\n");
    let case = |outlet: &str, via: &str| format!("{relay}{outlet}\n{claim}via = [{via}]\n");
    check(
        &case("outlet = \"the-times?\"", "\"d0\""),
        &[
            (Kind::Claims, "x", "said", "../2019-12-10 derived"),
            (Kind::Sources, "d0/author", "entity", "the-times?"),
            (Kind::Sources, "d0/author", "name", "Nought"),
        ],
    );
    check(
        &case("outlet = \"?\"", "\"diplomat\", \"d0?\""),
        &[
            (Kind::Claims, "x", "said", "../2019-12-18 derived"),
            (Kind::Sources, "d0/author", "entity", "-"),
            (Kind::Sources, "d0/author", "anonymous", "true"),
        ],
    );
}

#[test]
fn a_claim_without_a_source_is_in_its_documents_voice() {
    check(
        CLAIM,
        &[
            (Kind::Claims, "x", "source", "the-times"),
            (Kind::Claims, "x", "said", "2019-12-18 stated"),
            (Kind::Sources, "the-times", "entity", "the-times"),
            (Kind::Sources, "the-times", "country", "turkey"),
            (Kind::Reports, "x/1", "unnamed", "false"),
        ],
    );
    check(
        "[[document]]\nid = \"d2\"\ntitle = \"Two\"\npublished = \"2020\"\nheld = false\n[[claim]]\nid = \"y\"\ntext = \"Y\"\nat = \"p1\"\ndocument = \"d2\"",
        &[
            (Kind::Claims, "y", "source", "d2/author"),
            (Kind::Claims, "y", "said", "2020 stated"),
            (Kind::Sources, "d2/author", "name", "author of d2"),
            (Kind::Sources, "d2/author", "anonymous", "true"),
            (Kind::Reports, "y/1", "unnamed", "true"),
        ],
    );
}

#[test]
fn reports_and_figures_are_numbered() {
    check(
        &format!(
            "{CLAIM}source = \"hamas\"\n[[claim.report]]\nat = \"p2\"\n[[claim.report.figure]]\nvalue = \"12~\"\n[[claim.figure]]\nvalue = \"20000 USD\"\n\
             [[report]]\nclaim = \"x\"\nat = \"p3-p4\"\n[[figure]]\nclaim = \"x\"\nvalue = 4\nunit = \"km\"\n\
             [[figure]]\nreport = \"x/3\"\nvalue = 5.5\n[[claim]]\nid = \"y\"\ntext = \"Y\"\nat = \"p5\"\n[[claim.figure]]\nvalue = 1"
        ),
        &[
            (Kind::Reports, "x/2", "paragraph", "2"),
            (Kind::Reports, "x/3", "at", "p3-p4"),
            (Kind::Figures, "x/2/figure-1", "report", "x/2"),
            (Kind::Figures, "x/2/figure-1", "claim", "x"),
            (Kind::Figures, "x/figure-1", "report", "-"),
            (Kind::Figures, "x/figure-1", "value", "20000"),
            (Kind::Figures, "x/figure-1", "unit", "USD"),
            (Kind::Figures, "x/figure-2", "unit", "km"),
            (Kind::Figures, "x/3/figure-1", "claim", "x"),
            (Kind::Figures, "x/3/figure-1", "value", "5.5"),
            (Kind::Figures, "y/figure-1", "report", "y/1"),
        ],
    );
}

#[test]
fn the_text_of_a_claim_tells_the_act() {
    let acts = [
        ("admitted", "It is so.", "for"),
        ("deny", "denies: It is so.", "against"),
        ("question", "asks whether: It is so.", "neither"),
        ("speculates", "speculates: It is so.", "neither"),
    ];
    for (stance, text, side) in acts {
        check(
            &format!("{CLAIM}stance = \"{stance}\""),
            &[
                (Kind::Claims, "x", "text", text),
                (Kind::Claims, "x", "side", side),
            ],
        );
    }
}

#[test]
fn a_denial_may_take_the_proposition_it_denies() {
    check(
        &format!(
            "{CLAIM}[[claim]]\nid = \"no\"\nstance = \"deny\"\ndenies = [\"no-no?\"]\nsource = \"hamas\"\n\
             [[claim]]\nid = \"no-no\"\nstance = \"denied\"\ndenies = [\"x\"]\nsource = \"turkey\""
        ),
        &[
            (Kind::Claims, "no-no", "proposition", "x"),
            (Kind::Claims, "no-no", "text", "denies: It is so."),
            (Kind::Claims, "no", "proposition", "x?"),
            (Kind::Claims, "no", "said", "-"),
        ],
    );
}

#[test]
fn an_occasion_gives_date_hearers_and_place() {
    let event = "[[event]]\nid = \"talk\"\nname = \"A talk\"\nkind = \"speech\"\nwhen = \"2019-11-02\"\ntargets = [\"hamas\"]\nplace = \"turkey\"\n";
    check(
        &format!("{event}{CLAIM}occasion = \"talk\"\nsource = \"haniyeh\""),
        &[
            (Kind::Claims, "x", "said", "2019-11-02 stated"),
            (Kind::Claims, "x", "to", "hamas"),
            (Kind::Claims, "x", "place", "turkey"),
            (Kind::Propositions, "x", "place", "-"),
        ],
    );
    check(
        &format!(
            "{event}{CLAIM}occasion = \"talk\"\nsource = \"haniyeh\"\nsaid = {{ edtf = \"2019-11\", basis = \"resolved\", why = \"last month\" }}\nto = [\"turkey\"]\nplace = \"hamas\""
        ),
        &[
            (Kind::Claims, "x", "said", "2019-11 resolved"),
            (Kind::Claims, "x", "to", "turkey"),
            (Kind::Claims, "x", "place", "hamas"),
        ],
    );
    check(
        &format!("{event}{CLAIM}occasion = \"talk?\"\nsource = \"haniyeh\""),
        &[
            (Kind::Claims, "x", "said", "../2019-12-18 derived"),
            (Kind::Claims, "x", "to", "hamas?"),
            (Kind::Claims, "x", "place", "turkey?"),
        ],
    );
}

#[test]
fn party_and_country_come_from_the_entity() {
    check(
        "[[entity]]\nid = \"ministry\"\nname = \"Ministry\"\nkind = \"office\"\npart_of = \"turkey\"\n\
         [[entity]]\nid = \"minister\"\nname = \"Minister\"\nkind = \"person\"\npart_of = \"ministry?\"\n\
         [[source]]\nid = \"s\"\nentity = \"minister\"\n[[source]]\nid = \"t\"\nentity = \"?\"\nname = \"T\"\nkind = \"office\"\n\
         [[source]]\nid = \"u\"\nentity = \"minister\"\nparty = \"hamas\"\n",
        &[
            (Kind::Entities, "turkey", "country", "turkey"),
            (Kind::Entities, "ministry", "country", "turkey"),
            (Kind::Entities, "minister", "country", "turkey?"),
            (Kind::Entities, "hamas", "country", "-"),
            (Kind::Sources, "s", "name", "Minister"),
            (Kind::Sources, "s", "kind", "person"),
            (Kind::Sources, "s", "party", "turkey?"),
            (Kind::Sources, "s", "country", "turkey?"),
            (Kind::Sources, "t", "party", "?"),
            (Kind::Sources, "u", "party", "hamas"),
        ],
    );
}

#[test]
fn spellings_become_names() {
    check(
        "[[entity]]\nid = \"e\"\nname = \"Eve\"\nkind = \"person\"\naka = [\"Eva\", { text = \"Ewa\", in = [\"d1\"] }]\nweak = \"E\"\n\
         [[name]]\nentity = \"e\"\ntext = \"Évé\"\n",
        &[
            (Kind::Entities, "e", "aka", "Eva, Ewa, Évé"),
            (Kind::Entities, "e", "weak", "E"),
            (Kind::Names, "e/1", "text", "Eve"),
            (Kind::Names, "e/1", "kind", "name"),
            (Kind::Names, "e/3", "text", "Ewa"),
            (Kind::Names, "e/3", "documents", "d1"),
            (Kind::Names, "e/4", "kind", "weak"),
            (Kind::Names, "e/5", "entity", "e"),
            (Kind::Names, "e/5", "kind", "aka"),
        ],
    );
    check(
        "[[entity]]\nid = \"f\"\nname = { text = \"Fay\", in = [\"d1\"] }\nkind = \"person\"\n",
        &[
            (Kind::Entities, "f", "name", "Fay"),
            (Kind::Names, "f/1", "text", "Fay"),
            (Kind::Names, "f/1", "kind", "name"),
            (Kind::Names, "f/1", "documents", "d1"),
        ],
    );
}

#[test]
fn sources_that_are_the_same_are_one() {
    let ledger = loaded(
        "[[source]]\nid = \"a\"\nname = \"A\"\nkind = \"person\"\nperhaps = [\"diplomat\"]\n[[source]]\nid = \"b\"\nname = \"B\"\nkind = \"office\"\nparty = \"hamas\"\nsame = [\"a\", \"c?\"]\n\
         [[source]]\nid = \"c\"\nname = \"C\"\nkind = \"office\"\ndifferent = [\"diplomat?\"]\n\
         [[claim]]\nid = \"x\"\ntext = \"X\"\nsource = [\"b\", \"a?\"]\n",
    );
    let of = |id, field| value(&ledger, Kind::Sources, id, field);
    assert!(!ledger.table(Kind::Sources).records.contains_key("b"));
    assert_eq!(ledger.table(Kind::Sources).merged["b"], 1);
    assert_eq!(of("a", "aka"), "B");
    assert_eq!(of("a", "kind"), "person");
    assert_eq!(of("a", "party"), "hamas");
    assert_eq!(of("a", "same"), "-");
    assert_eq!(of("a", "perhaps"), "diplomat, c?");
    assert_eq!(of("c", "perhaps"), "a?");
    assert_eq!(of("diplomat", "perhaps"), "a");
    assert_eq!(of("diplomat", "different"), "c?");
    assert_eq!(value(&ledger, Kind::Claims, "x", "source"), "a");
}

#[test]
fn links_that_hold_both_ways_keep_their_doubt() {
    check(
        &format!(
            "{CLAIM}excludes = [\"y?\"]\ncontradicts = [\"y\"]\n[[claim]]\nid = \"y\"\ntext = \"Y\"\ncontradicts = [\"x?\"]"
        ),
        &[
            (Kind::Propositions, "y", "excludes", "x?"),
            (Kind::Claims, "y", "contradicts", "x"),
            (Kind::Claims, "x", "contradicts", "y"),
        ],
    );
}

#[test]
fn an_assessment_points_at_what_it_judges() {
    check(
        "[[assessment]]\ntarget = \"source:hamas\"\nreliability = \"C\"\ncredibility = 6\nwhy = \"So.\"\n[[assessment]]\ntarget = \"source:hamas\"\nwhy = \"Again.\"",
        &[
            (Kind::Assessments, "source:hamas/1", "source", "hamas"),
            (Kind::Assessments, "source:hamas/1", "credibility", "6"),
            (Kind::Assessments, "source:hamas/1", "claim", "-"),
            (Kind::Assessments, "source:hamas/2", "why", "Again."),
            (Kind::Sources, "hamas", "entity", "hamas"),
        ],
    );
}

#[test]
fn a_ledger_can_be_built_without_files() {
    let mut ledger = Ledger::default();
    let text = |text: &str| Value::Text(text.into());
    let record = Record::build(
        Kind::Propositions,
        [("text", text("It is so.")), ("id", text("p"))],
    );
    let row = ledger.push(Kind::Propositions, "p", record);
    let link = crate::model::Link {
        row,
        doubtful: true,
    };
    let claim = [
        ("stance", Value::Word(6)),
        ("proposition", Value::Links(vec![link])),
    ];
    assert_eq!(
        ledger.push(Kind::Claims, "c", Record::build(Kind::Claims, claim)),
        0
    );
    ledger.settle();
    assert_eq!(value(&ledger, Kind::Claims, "c", "id"), "c");
    assert_eq!(value(&ledger, Kind::Claims, "c", "proposition"), "p?");
    assert_eq!(
        value(&ledger, Kind::Claims, "c", "text"),
        "denies: It is so."
    );
}

#[test]
fn what_is_written_keeps_its_place() {
    let ledger = loaded(
        "[[claim]]\nid = \"x\"\nabout = [\"turkey\", \"hamas?\"]\ntext = \"It is so.\"\nsource = \"hamas\"\nat = \"p1\"\n\
         [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"person\"\nsame = \"diplomat\"\n",
    );
    let source = &ledger.files[0];
    let written = |kind: Kind, id: &str, field: &str| {
        let record = ledger.table(kind).records.get(id).expect("a record");
        let (file, span) = record.place_of(kind.place(field));
        assert_eq!(file, 0);
        source.text[span.range()].to_owned()
    };
    let cases = [
        (Kind::Claims, "x", "source", "\"hamas\""),
        (Kind::Propositions, "x", "text", "\"It is so.\""),
        (Kind::Propositions, "x", "about", "\"turkey\", \"hamas?\""),
        (Kind::Reports, "x/1", "at", "\"p1\""),
        // What is implied or settled stands where the record does.
        (Kind::Reports, "x/1", "document", "\"x\""),
        (Kind::Claims, "x", "said", "\"x\""),
        (Kind::Sources, "diplomat", "same", "\"diplomat\""),
    ];
    for (kind, id, field, expected) in cases {
        assert_eq!(written(kind, id, field), expected, "{id} {field}");
    }
    let about = Kind::Propositions.place("about");
    let proposition = &ledger.table(Kind::Propositions).records["x"];
    let link = proposition.links(about.into())[1];
    let (_, span) = proposition.place_of_link(about, link);
    assert_eq!(&source.text[span.range()], "\"hamas?\"");
}
