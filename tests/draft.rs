//! Drafts of articles: whatever the text, they load, and hold none of its sentences.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use whosaid::draft::{Article, Draft, draft};
use whosaid::model::{Kind, Record, Text, Value, load_texts};
use whosaid::originals::{Original, RUN, Runs, file_hash, passage_hash, words};
use whosaid::value::Locator;

/// Drafts a text and holds the draft against it.
fn drafted(text: &str) -> Result<Draft, String> {
    let original = Original::new(text);
    let made = draft(&Article {
        id: "a",
        title: Some("Title"),
        published: None,
        sha256: &file_hash(text.as_bytes()),
        text: &original,
    });
    let file = Text {
        name: "a.toml".to_owned(),
        text: made.toml.clone(),
    };
    let loaded =
        load_texts([file]).map_err(|report| format!("{}\n{}", report.render(false), made.toml))?;
    if !loaded.warnings.diagnostics.is_empty() {
        return Err(loaded.warnings.render(false));
    }
    let reports = &loaded.ledger.table(Kind::Reports).records;
    if reports.len() != made.places.len() {
        return Err(format!("{} reports\n{}", reports.len(), made.toml));
    }
    for report in reports.values() {
        let text = |name: &str| match value(report, Kind::Reports, name) {
            Some(Value::Text(text)) => &**text,
            _no_text => "",
        };
        let at = Locator::parse(text("at")).ok_or("no place")?;
        let passage = original.passage(at).map_err(|error| error.to_string())?;
        if passage_hash(&passage) != text("hash") {
            return Err(format!("another hash at {at}"));
        }
    }
    let mut claims = loaded.ledger.table(Kind::Claims).records.values();
    if !claims.all(|claim| value(claim, Kind::Claims, "todo") == Some(&Value::Truth(true))) {
        return Err("a claim has nothing to do".to_owned());
    }
    let runs = Runs::of([(0, &original)]);
    for line in made.toml.lines() {
        // An id or a hash may be what a text says, its words not.
        if words(line).len() >= RUN && !runs.shared(line).is_empty() {
            return Err(format!("the article's own words: {line}"));
        }
    }
    Ok(made)
}

fn value<'r>(record: &'r Record, kind: Kind, name: &str) -> Option<&'r Value> {
    let mut fields = kind.schema().fields.iter();
    record.get(fields.position(|field| field.name == name)?)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_can_be_drafted(text in "(\\PC|[\\n\\r\\t“”\"’. ]){0,200}") {
        drafted(&text).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn any_news_can_be_drafted(words in vec(select(WORDS.to_vec()), 0..80)) {
        drafted(&words.concat()).map_err(TestCaseError::fail)?;
    }
}

const WORDS: [&str; 44] = [
    "The mayor",
    " said",
    " told",
    " denied",
    " according to",
    " claims",
    " reports",
    " that ",
    " on Monday",
    " last week",
    " yesterday",
    " days ago",
    " 3 May 2019",
    " in 2019",
    " March",
    " Aug. 20",
    " 9999 years ago",
    " “",
    "”",
    " \"",
    "\"",
    " ‘",
    "’",
    " it’s",
    ".",
    ". ",
    "! ",
    "? ",
    ", ",
    ": ",
    "\n",
    "\r\n\r\n",
    " Mr. ",
    " U.S. ",
    " J. ",
    " Türkiye",
    " 東京",
    " e\u{301}",
    " 12.5%",
    " \u{7}",
    "\\",
    " #",
    " \u{202e}",
    " added, ",
];

#[test]
fn texts_at_the_edges_can_be_drafted() {
    for text in [
        "",
        " \n ",
        "\u{feff}",
        ".",
        "“",
        "said",
        "\r\n\r\nsaid.\r\n",
        "a\u{0}b said so",
    ] {
        drafted(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    }
    let long = "“He said that, ".repeat(20_000);
    assert!(!drafted(&long).expect("a long paragraph").places.is_empty());
    let many = "The mayor said it rained on Monday. ".repeat(1_000);
    assert_eq!(drafted(&many).expect("many sentences").places.len(), 1_000);
}

/// The originals lie beside the repository; without them there is nothing to compare with.
#[test]
fn drafts_find_what_annotators_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/originals");
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).expect("an original");
        let made = drafted(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(made.places.len() >= 5, "{}", path.display());
    }
}
