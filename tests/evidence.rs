//! Evidence: what rows rest on, and what the ledger has to show for every record.

use std::path::Path;

use whosaid::evidence::{Evidence, Step, With};
use whosaid::model::{Kind, Text};
use whosaid::value::term_safe;
use whosaid::{Error, Grounds, Ledger, render};

fn seeds() -> Ledger {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    Ledger::open(folder).expect("the seeds are sound")
}

fn ledger(text: &str) -> Ledger {
    let file = Text {
        name: "town.toml".to_owned(),
        text: text.to_owned(),
    };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"))
}

/// A bridge that three speak of, two of them through others.
const TOWN: &str = r#"
[[entity]]
id = "mayor"
name = "The mayor"
kind = "person"
[[entity]]
id = "courier"
name = "The Courier"
kind = "outlet"
[[entity]]
id = "agency"
name = "The Agency"
kind = "outlet"
[[document]]
id = "may"
title = "In May"
outlet = "courier"
published = "2024-05-02"
held = false
[[document]]
id = "june"
title = "In June"
outlet = "courier"
published = "2024-06-02"
[[claim]]
id = "shut"
text = "The bridge is shut."
about = ["mayor"]
source = "mayor"
said = "2024-05-01"
document = "may"
at = "p2:4-10"
via = ["agency?"]
[[claim.report]]
document = "june"
at = "p1"
[[claim.figure]]
value = "12~"
of = "days"
[[claim]]
id = "open"
proposition = "shut"
stance = "deny"
denies = ["shut"]
document = "june"
at = "p3"
[[claim]]
id = "told"
text = "The road is shut."
source = ["mayor?", "agency?"]
repeats = ["shut"]
document = "june"
at = "p2-p3"
[[claim]]
id = "both"
text = "The road is long."
source = ["mayor", "agency"]
joint = true
said = "2024-05/2024-06"
document = "june"
at = "p4"
[[assessment]]
target = "claim:shut"
by = "us"
credibility = 2
why = "It fits."
"#;

/// Writes what a row rests on: `claim:shut mayor?`.
fn written(grounds: &Grounds) -> String {
    let records = grounds.records.iter().map(|record| {
        let doubt = if record.doubtful { "?" } else { "" };
        format!("{}:{}{doubt}", record.kind.schema().singular, record.id)
    });
    records.collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_rest_on_the_records_they_came_from() {
    let ledger = ledger(TOWN);
    let cases = [
        ("claims", 2, "claim:open"),
        ("claims | sort id desc", 1, "claim:told"),
        (
            "claims | where stance = deny | select text",
            1,
            "claim:open",
        ),
        ("claims | derive source as who | take 1", 1, "claim:shut"),
        ("claims | skip 1 | select id", 1, "claim:open"),
        ("claims.document", 2, "document:june"),
        (
            "claims | distinct stance",
            1,
            "claim:shut claim:told claim:both",
        ),
        (
            "claims | select document | distinct",
            2,
            "claim:open claim:told claim:both",
        ),
        (
            "claims | count",
            1,
            "claim:shut claim:open claim:told claim:both",
        ),
        ("claims | count by stance", 2, "claim:open"),
        (
            "claims where year = 2024 | count by stance | select count",
            1,
            "claim:shut claim:told? claim:both",
        ),
        (
            "claims where said <= 2024-05-31 | aggregate count()",
            1,
            "claim:shut claim:told? claim:both?",
        ),
        ("claims where id = \"nothing\" | count", 1, ""),
        (
            "claims | expand reports as r",
            2,
            "claim:shut report:shut/2",
        ),
        (
            "claims | expand reports as r | select r.at",
            2,
            "claim:shut report:shut/2",
        ),
        (
            "claims where id = \"both\" | expand source as s | count",
            1,
            "claim:both source:mayor source:agency",
        ),
        (
            "claims | select id | union (documents | select id)",
            5,
            "document:may",
        ),
        (
            "claims | select stance as x | union (claims | select stance as x)",
            2,
            "claim:open",
        ),
        (
            "claims | select id | except (claims where stance = deny | select id)",
            2,
            "claim:told",
        ),
        ("claims | union (claims)", 2, "claim:open"),
        (
            "claims | describe",
            1,
            "claim:shut claim:open claim:told claim:both",
        ),
        ("figures | select value", 1, "figure:shut/figure-1"),
    ];
    let mut wrong = String::new();
    for (query, row, expected) in cases {
        match ledger.query(query).grounds(row) {
            Ok(grounds) if written(&grounds) == expected => {}
            Ok(grounds) => wrong.push_str(&format!("{query}: {}\n", written(&grounds))),
            Err(error) => wrong.push_str(&format!("{query}: {error}\n")),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_row_of_every_saved_query_rests_on_something() {
    let ledger = seeds();
    let queries = [
        "claims where stance = deny | count by source",
        "claims | group source.party aggregate count() as n, list(id) | sort n desc",
        "reports | count by document",
        "claims | expand source as s | select s, text",
        "denials | select denial, target, scope",
        "documents | select id | union (sources | select id)",
    ];
    for query in queries {
        let rows = ledger.query(query).ask().expect(query).answer;
        let rows = rows.certain_rows().count();
        assert!(rows > 1, "{query}");
        for row in 1..=rows {
            let grounds = ledger.query(query).grounds(row).expect(query);
            assert!(!grounds.records.is_empty(), "{query}: row {row}");
            let all = ledger.evidence_for(&grounds, grounds.with(None));
            assert_eq!(all.count(), grounds.records.len(), "{query}: row {row}");
        }
        let error = ledger.query(query).grounds(rows + 1).expect_err(query);
        assert!(
            matches!(error, Error::NoRow { rows: all, .. } if all == rows),
            "{error}"
        );
        assert!(ledger.query(query).grounds(0).is_err(), "{query}");
    }
}

#[test]
fn what_has_no_grounds_says_so() {
    let ledger = ledger(TOWN);
    let error = ledger.query("claims | explain").grounds(1);
    assert!(matches!(error, Err(Error::NoGrounds)), "{error:?}");
    let error = ledger.query("clams").grounds(1);
    assert!(matches!(error, Err(Error::Query(_))), "{error:?}");
    let error = ledger.query("").grounds(1);
    assert!(matches!(error, Err(Error::NotOne(0))), "{error:?}");
    // Of several queries the last counts.
    let grounds = ledger.query("claims; documents").grounds(2);
    assert_eq!(written(&grounds.expect("two rows")), "document:june");
}

#[test]
fn views_leave_only_what_they_leave() {
    let ledger = ledger(TOWN);
    let query = ledger.query("claims as of 2024-05-31 | count");
    let grounds = query.grounds(1).expect("a row");
    assert_eq!(written(&grounds), "claim:shut");
    let mut all = ledger.evidence_for(&grounds, grounds.with(None));
    let evidence = &all.next().expect("a record");
    let reports = |it: &Evidence| it.claims[0].reports.len();
    assert_eq!((reports(evidence), evidence.unseen), (1, 1));
    assert!(evidence.claims[0].denied_by.is_empty());
    let drawn = drawn(evidence, None);
    assert!(
        drawn.contains("the view leaves out 1 report beneath it"),
        "{drawn}"
    );
    let whole = shown(&ledger, Kind::Claims, "shut");
    assert_eq!((reports(&whole), whole.unseen), (2, 0));
    let grounds = ledger
        .query("claims without \"The Courier\" | count")
        .grounds(1);
    assert_eq!(written(&grounds.expect("a row")), "");
}

fn drawn(evidence: &Evidence, width: Option<usize>) -> String {
    let options = render::Options {
        width,
        ..render::Options::default()
    };
    render::evidence(evidence, &options)
}

fn shown(ledger: &Ledger, kind: Kind, id: &str) -> Evidence {
    let evidence = ledger.evidence(kind, id, With::default());
    evidence.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_claim_shows_who_said_it_and_how_it_came() {
    let ledger = ledger(TOWN);
    let drawn = drawn(&shown(&ledger, Kind::Claims, "shut"), None);
    let expected = "\
claim shut · town.toml:26
  The bridge is shut.
  stance       assert
  source       The mayor (mayor): person
  said         2024-05-01
  figures      11..13 of days
  denied by    open (meets) · 2024-06-02 · The Courier: denies: The bridge is shut. · june p3
  repeated by  told · ../2024-06-02 · The mayor?, The Agency?: The road is shut. · june p2-p3
  assessments  claim:shut/1 · credibility 2: It fits.

  report shut/1 · town.toml:26
    The mayor ╌?→ The Agency ╌?→ may p2:4-10
    document     In May (may) · The Courier (courier) · published 2024-05-02 · not read by us
    hash         not stamped

  report shut/2 · town.toml:34
    The mayor ─→ june p1
    document     In June (june) · The Courier (courier) · published 2024-06-02
    hash         not stamped
";
    assert_eq!(drawn, expected);
}

#[test]
fn chains_run_from_the_origin_to_the_page() {
    let ledger = ledger(TOWN);
    let chain = |id: &str| {
        let drawn = drawn(&shown(&ledger, Kind::Claims, id), None);
        let lines = drawn.lines().filter(|line| line.contains("→ "));
        lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(chain("open"), ["The Courier ─→ june p3"]);
    assert_eq!(
        chain("told"),
        ["The mayor ╌?→ The mayor or The Agency ╌?→ june p2-p3"]
    );
    assert_eq!(chain("both"), ["The mayor + The Agency ─→ june p4"]);
    let told = shown(&ledger, Kind::Claims, "told");
    let steps: Vec<Step> = told.claims[0].reports[0]
        .chain
        .iter()
        .map(|node| node.step)
        .collect();
    assert_eq!(steps, [Step::Repeated, Step::Source, Step::Document]);
}

#[test]
fn a_line_of_retold_claims_has_its_ends_shown_however_long_it_is() {
    const CLAIMS: usize = 6000;
    let mut text = TOWN.to_owned();
    for row in 0..CLAIMS {
        let source = ["mayor", "agency"][row % 2];
        let before = format!("repeats = [\"c{}\"]\n", row.saturating_sub(1));
        text += &format!(
            "[[claim]]\nid = \"c{row}\"\ntext = \"It is {row}.\"\nsource = \"{source}\"\n\
             document = \"june\"\nat = \"p{}\"\n{}",
            row + 9,
            if row == 0 { "" } else { &before }
        );
    }
    let ledger = ledger(&text);
    let last = shown(&ledger, Kind::Claims, &format!("c{}", CLAIMS - 1));
    let chain = &last.claims[0].reports[0].chain;
    assert_eq!(chain.len(), 17);
    assert_eq!(chain[0].who[0].label.as_ref(), "The mayor");
    let skipped: Vec<usize> = chain.iter().map(|node| node.skipped).collect();
    assert_eq!((skipped[8], skipped.iter().sum()), (5984, 5984));
    let drawn = drawn(&last, None);
    let expected = "The Agency ─→ … 5984 more ─→ The mayor ─→ The Agency";
    assert!(drawn.contains(expected), "{drawn}");
    // As many as are shown of a long one are shown whole.
    let sixteenth = shown(&ledger, Kind::Claims, "c15");
    let chain = &sixteenth.claims[0].reports[0].chain;
    assert!(chain.len() == 17 && chain.iter().all(|node| node.skipped == 0));
}

#[test]
fn claims_that_retell_each_other_have_a_way_all_the_same() {
    let text = TOWN.replace("said = \"2024-05-01\"\n", "repeats = [\"told\"]\n");
    let ledger = ledger(&text);
    let told = drawn(&shown(&ledger, Kind::Claims, "told"), None);
    assert!(told.contains("    The mayor ╌?→ The mayor or"), "{told}");
}

#[test]
fn every_kind_of_record_shows_what_lies_beneath_it() {
    let ledger = ledger(TOWN);
    let cases: [(Kind, &str, &[&str]); 11] = [
        (
            Kind::Documents,
            "june",
            &["claim        open · ", "june p2-p3", "report shut/2"],
        ),
        (
            Kind::Entities,
            "mayor",
            &["claims it makes (3)", "claims about it (2)", "told? · "],
        ),
        (Kind::Names, "mayor/1", &["claims about it (2)"]),
        (
            Kind::Sources,
            "agency",
            &["reports that came through it (1)", "shut/1? · "],
        ),
        (
            Kind::Propositions,
            "shut",
            &["claim shut", "claim open", "denies: The bridge"],
        ),
        (Kind::Reports, "shut/2", &["claim shut", "report shut/2"]),
        (
            Kind::Figures,
            "shut/figure-1",
            &["value        11..13", "claim shut"],
        ),
        (
            Kind::Denials,
            "open/shut",
            &["scope        meets", "claim open", "claim shut"],
        ),
        (
            Kind::Assessments,
            "claim:shut/1",
            &["why          It fits.", "claim shut"],
        ),
        (Kind::Claims, "told", &["repeats      shut · "]),
        (Kind::Claims, "both", &["sources      ", ", and"]),
    ];
    for (kind, id, expected) in cases {
        let drawn = drawn(&shown(&ledger, kind, id), None);
        for expected in expected {
            assert!(drawn.contains(expected), "{id}: {expected}\n{drawn}");
        }
    }
    let report = drawn(&shown(&ledger, Kind::Reports, "shut/2"), None);
    assert!(!report.contains("report shut/1"), "{report}");
    assert_eq!(ledger.evidence(Kind::Claims, "no", With::default()), None);
}

#[test]
fn every_record_of_the_seeds_has_evidence() {
    let ledger = seeds();
    let mut records = 0;
    for kind in Kind::ALL {
        let query = format!("{} | select id", kind.collection());
        let ids = ledger.query(query).ask().expect("a collection").answer;
        for id in ids.rows::<(String,)>() {
            let (id,) = id.expect("an id");
            let evidence = shown(&ledger, kind, &id);
            assert_eq!(&*evidence.record.id, id);
            assert!(evidence.place.is_some(), "{kind:?} {id}");
            let said = evidence.facts.len() + evidence.claims.len();
            assert!(said > 0, "{kind:?} {id}");
            for width in [Some(60), None] {
                let drawn = drawn(&evidence, width);
                assert!(drawn.lines().count() > 1, "{drawn}");
                assert!(
                    drawn.ends_with('\n') && !drawn.contains("\n\n\n"),
                    "{drawn}"
                );
                let safe = drawn.lines().all(|line| term_safe(line) == line);
                assert!(safe, "{drawn}");
            }
            for claim in &evidence.claims {
                let ends = claim.reports.iter().map(|report| report.chain.last());
                let mut ends = ends.map(|end| end.expect("a chain").step);
                assert!(ends.all(|end| end == Step::Document), "{id}");
            }
            let mut json = Vec::new();
            render::evidence_json(&[evidence], &mut json).expect("written");
            let read: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            assert_eq!(read[0]["record"]["id"], id);
            records += 1;
        }
    }
    assert!(records > 500, "{records}");
}

#[test]
fn hostile_text_is_made_visible() {
    let text = TOWN
        .replace("The mayor", "The \\u001b[2J\\u202emayor")
        .replace(
            "The bridge is shut.",
            "The bridge\\u0007 is\\n\\u009b31m shut.",
        )
        .replace("It fits.", "It\\u001b]0;x\\u0007 fits.");
    let ledger = ledger(&text);
    for (kind, id) in [
        (Kind::Claims, "shut"),
        (Kind::Claims, "told"),
        (Kind::Entities, "mayor"),
        (Kind::Assessments, "claim:shut/1"),
        (Kind::Documents, "june"),
    ] {
        let evidence = shown(&ledger, kind, id);
        let drawn = drawn(&evidence, Some(40));
        assert!(
            !drawn.contains(|c: char| c.is_control() && c != '\n'),
            "{drawn}"
        );
        assert!(
            !drawn.contains('\u{202e}') && drawn.contains('␛'),
            "{drawn}"
        );
        let mut json = Vec::new();
        render::evidence_json(&[evidence], &mut json).expect("written");
        let json = String::from_utf8(json).expect("UTF-8");
        assert!(
            !json.contains('\u{1b}') && !json.contains('\u{202e}'),
            "{json}"
        );
    }
}

#[test]
fn records_are_found_by_id_and_kind() {
    let ledger = ledger(TOWN);
    let found = |text: &str| {
        let found = ledger.find(text).expect(text);
        (found.kind, found.id.to_string())
    };
    let is = |kind, id: &str| (kind, id.to_owned());
    assert_eq!(found("shut"), is(Kind::Claims, "shut"));
    assert_eq!(found("proposition:shut"), is(Kind::Propositions, "shut"));
    assert_eq!(found(" Entities : mayor "), is(Kind::Entities, "mayor"));
    assert_eq!(found("shut/1"), is(Kind::Reports, "shut/1"));
    assert_eq!(found("claim:shut/1"), is(Kind::Assessments, "claim:shut/1"));
    let refused = [
        ("mayor", "several-records", "entity:mayor"),
        ("shutt", "unknown-record", "‘shut’"),
        ("In May", "unknown-record", "‘document:may’"),
        ("source:The mayor", "unknown-record", "‘mayor’"),
        ("clam:shut", "unknown-kind", "‘claim’"),
        ("", "unknown-record", "write its id"),
        (":", "unknown-kind", "the kinds are"),
        ("claim:", "unknown-record", "write its id"),
    ];
    for (text, code, help) in refused {
        let error = ledger.find(text).expect_err(text);
        let helps = error.helps.join("\n");
        assert_eq!(error.code, code, "{text}");
        assert!(helps.contains(help), "{text}: {helps}");
    }
}
