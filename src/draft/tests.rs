//! Sentences, quotations, verbs and dates, one text each.

mod said;

use super::cue::cues;
use super::date::dates;
use super::quotation::Quotations;
use super::sentence::sentences;
use super::verbs::{CUES, NOUNS};
use super::word::Text;
use super::{Article, Draft, draft};
use crate::originals::Original;
use crate::value::{Date, Day};

/// Splits a paragraph and joins its sentences with a bar.
fn split(paragraph: &str) -> String {
    let text = Text::new(paragraph);
    let found = sentences(&text, &Quotations::of(&text.chars));
    let found: Vec<String> = found.into_iter().map(|place| text.text(place)).collect();
    found.join("|")
}

/// Returns the verbs that report in a paragraph.
fn verbs(paragraph: &str) -> Vec<&'static str> {
    let text = Text::new(paragraph);
    let quotations = Quotations::of(&text.chars);
    let found = sentences(&text, &quotations).into_iter();
    found
        .flat_map(|sentence| cues(&text, &sentence, &quotations))
        .map(|found| found.cue.base)
        .collect()
}

#[test]
fn sentences_end_where_a_reader_ends_them() {
    let cases = [
        "It rained.|It snowed!|Did it?|Yes…|So it did.",
        "Mr. Low met Dr. A. B. High on Aug. 20 at No. 10, St. Mary's Rd. in town.|He left.",
        "The U.S. Navy sailed for the U.N.|The ships were two.",
        "It cost 3.5 million, or $1.20 each.|It was paid at 5 p.m. by Low & Co. of Leeds.",
        "She said: “It is over. We go home.”|Nobody answered.",
        "“Why now?” she asked.|“Because. And so on,” he said.",
        "\"We go. We do not wait,\" he said.|\"Fine.\"|Then (it was late.)|He left.",
        "He said ‘no. Not now’ to them.|It’s the guards’ way.|They left.",
        "One.Two is no end.|Three is.",
        "“It goes on. It does not close",
        "He said no.|Smith agreed.",
        "It was, i.e. had been, there etc. before noon.",
    ];
    for case in cases {
        // What is never closed holds no sentence together.
        let expected = case.replace("goes on. It", "goes on.|It");
        assert_eq!(split(&case.replace('|', " ")), expected);
    }
    assert_eq!(split(" \t "), "");
    assert_eq!(split("..."), "...");
    assert_eq!(split("no stop"), "no stop");
}

#[test]
fn quotations_are_found_by_their_marks() {
    let found = |paragraph: &str| {
        let text = Text::new(paragraph);
        let found = Quotations::of(&text.chars);
        let found: Vec<String> = found
            .within(&(0..text.chars.len()))
            .map(|it| text.text(it))
            .collect();
        found.join("|")
    };
    assert_eq!(found("a “b “c” d” e “f"), "“b “c” d”|“f");
    assert_eq!(found("a \"b c\", \"d\" e 5\" f"), "\"b c\"|\"d\"");
    assert_eq!(found("it’s ‘so’, the guards’ «word»"), "‘so’|«word»");
    assert_eq!(found("“a “b"), "“a “b");
}

#[test]
fn verbs_report_where_they_are_verbs() {
    let cases: [(&str, &[&str]); 16] = [
        (
            "The mayor said it rained, adding that it was wet.",
            &["say", "add"],
        ),
        ("The city denied it.", &["deny"]),
        ("According to the mayor it rained.", &["according to"]),
        ("Its claims and the reports of a state are many.", &[]),
        (
            "The mayor dismissed on Monday reports that it rained.",
            &["dismiss"],
        ),
        (
            "Genoa claims it rained, the ministry reports.",
            &["claim", "report"],
        ),
        ("She noted the day and added salt.", &[]),
        ("She noted that it rained.", &["note"]),
        ("“It rained here,” she continued.", &["continue"]),
        ("She continued to walk.", &[]),
        ("It rained, an inquiry has found.", &["find"]),
        ("An inquiry has found a door.", &[]),
        (
            "They called upon him to leave and did not respond.",
            &["call upon", "not respond"],
        ),
        ("It is designated a monument by the city.", &["designate"]),
        ("It was wet, she pointed out.", &["point out"]),
        ("SAID THE MAYOR", &["say"]),
    ];
    for (paragraph, expected) in cases {
        assert_eq!(verbs(paragraph), expected, "{paragraph}");
    }
}

#[test]
fn dates_are_told_from_the_day_of_writing() {
    // A Tuesday.
    let written = Day::from_civil(2024, 11, 19);
    let cases = [
        ("on 2024-11-03", "2024-11-03"),
        ("on 3 May 2019", "2019-05-03"),
        ("Nov. 3rd, 2019", "2019-11-03"),
        ("in November 2019", "2019-11"),
        ("on Aug. 20", "2024-08-20"),
        ("on 24 December", "2023-12-24"),
        ("in August", "2024-08"),
        ("in December", "2023-12"),
        ("on Monday", "2024-11-18"),
        ("on Tuesday", "2024-11-19"),
        ("last Tuesday", "2024-11-12"),
        ("Sunday’s", "2024-11-17"),
        ("yesterday", "2024-11-18"),
        ("today", "2024-11-19"),
        ("two days ago", "2024-11-17"),
        ("days ago", "2024-11-12/2024-11-18"),
        ("a week ago", "2024-11-09/2024-11-15"),
        ("2 months ago", "2024-09"),
        ("ten years ago", "2014"),
        ("last week", "2024-11-11/2024-11-17"),
        ("this week", "2024-11-18/2024-11-19"),
        ("last month", "2024-10"),
        ("last weekend", "2024-11-16/2024-11-17"),
        ("last night", "2024-11-18"),
    ];
    for (words, expected) in cases {
        let text = Text::new(words);
        let told = dates(&text, 0..text.words.len());
        let days = told
            .iter()
            .map(|told| told.days(written).map(|days| Date::of(days).text));
        let days: Vec<_> = days.collect();
        assert_eq!(days, [Some(expected.to_owned())], "{words}");
    }
    for words in [
        "may",
        "May comes",
        "sunday",
        "31 June",
        "the week",
        "99999 years ago",
    ] {
        let text = Text::new(words);
        let told = dates(&text, 0..text.words.len());
        let days = told.iter().filter_map(|told| told.days(None));
        assert_eq!(days.count(), 0, "{words}");
    }
}

#[test]
fn the_table_of_verbs_is_sound() {
    assert!(CUES.is_sorted_by_key(|cue| cue.base));
    let mut forms: Vec<&str> = CUES.iter().flat_map(|cue| cue.forms).copied().collect();
    let count = forms.len();
    forms.sort_unstable();
    forms.dedup();
    assert_eq!(forms.len(), count, "a form stands twice");
    for cue in CUES {
        assert_eq!(
            cue.forms.first(),
            Some(&cue.base),
            "the base form comes first"
        );
    }
    for noun in NOUNS {
        assert!(forms.contains(noun), "‘{noun}’ is no form of a verb");
    }
}

/// Returns the verb and the stance of each claim of a draft.
fn acts(sentence: &str) -> Vec<String> {
    let toml = drafted(sentence).toml;
    let value = |line: &str| line.split('"').nth(1).expect("a text in quotes").to_owned();
    let lines = |key: &'static str| toml.lines().filter(move |line| line.starts_with(key));
    let stances = lines("stance = ").map(value);
    let cues = lines("cue = ").map(value);
    stances
        .zip(cues)
        .map(|(stance, cue)| format!("{cue}: {stance}"))
        .collect()
}

#[test]
fn who_declines_or_demands_makes_one_claim_of_that_stance() {
    let cases: [(&str, &[&str]); 9] = [
        (
            "The guard, who asked not to be named, said it rained.",
            &["say: assert"],
        ),
        ("The mayor declined to comment.", &["decline: decline"]),
        (
            "The mayor refused to say whether it rained.",
            &["refuse: decline"],
        ),
        (
            "The mayor declined to confirm or deny that it rained.",
            &["decline: decline"],
        ),
        (
            "The mayor declined to comment, and the board said it rained.",
            &["decline: decline", "say: assert"],
        ),
        ("The mayor asked that the ferry go.", &["ask: demand"]),
        (
            "The mayor asked the board to stop the ferry.",
            &["ask: demand"],
        ),
        (
            "The mayor asked whether the ferry goes.",
            &["ask: question"],
        ),
        ("It had reportedly rained.", &["reportedly: report"]),
    ];
    for (sentence, expected) in cases {
        assert_eq!(acts(sentence), expected, "{sentence}");
    }
}

#[test]
fn a_draft_asks_through_whom_a_claim_came() {
    let cases = [
        (
            "It rained, the paper said, citing The Post.",
            Some("The Post"),
        ),
        (
            "The mayor said it rained, according to The Harbour Gazette.",
            Some("The Harbour Gazette"),
        ),
        (
            "The mayor said it rained, it was reported by The Post.",
            Some("The Post"),
        ),
        (
            "The mayor said it rained, according to people who were there.",
            None,
        ),
        ("The mayor said it rained.", None),
    ];
    for (sentence, expected) in cases {
        let toml = drafted(sentence).toml;
        let hint = expected.map(|name| format!("# via = [\"…\"] # through whom? {name}\n"));
        match hint {
            Some(hint) => assert!(toml.contains(&hint), "{toml}"),
            None => assert!(!toml.contains("# via"), "{toml}"),
        }
    }
}

#[test]
fn a_date_line_in_numbers_and_an_outlet_beside_it_are_seen() {
    let head = |line: &str| {
        let toml = drafted(&format!(
            "A ferry and its board\n{line}\nThe mayor said it goes."
        ))
        .toml;
        let found = |key: &str| {
            let mut lines = toml.lines().map(str::to_owned);
            lines.find_map(|line| line.strip_prefix(key).map(str::to_owned))
        };
        (found("published = "), found("# outlet = \"…\" # "))
    };
    let day = |text: &str| Some(format!("\"{text}\" # stands in p2"));
    let name = |text: &str| Some(format!("{text}?"));
    let cases = [
        ("14.10.2025", day("2025-10-14"), None),
        ("4.3.2025", day("2025-03-04"), None),
        ("14/10/2025", day("2025-10-14"), None),
        ("03/03/2025", day("2025-03-03"), None),
        ("4/3/2025", None, None),
        ("2025/10/14", day("2025-10-14"), None),
        ("31.2.2025", None, None),
        (
            "The Harbour Gazette, 14 October 2025",
            day("2025-10-14"),
            name("The Harbour Gazette"),
        ),
        ("14/10/2025 – The Post", day("2025-10-14"), name("The Post")),
        ("Published 14 October 2025", day("2025-10-14"), None),
        ("Tuesday, 14 October 2025", day("2025-10-14"), None),
        ("By Ann Smith, 14 October 2025", day("2025-10-14"), None),
    ];
    for (line, published, outlet) in cases {
        assert_eq!(head(line), (published, outlet), "{line}");
    }
}

#[test]
fn no_paragraph_is_repeated_whole() {
    let toml = drafted("Ferry\nIt goes\nThe mayor said that it goes.\n東京は今日も雨だった。").toml;
    for line in [
        "# p1\n",
        "# p2: It …\n",
        "# p3: The mayor said that it …\n",
        "# p4\n",
    ] {
        assert!(toml.contains(line), "{toml}");
    }
}

fn article(text: &Original) -> Article<'_> {
    Article {
        id: "a",
        title: None,
        published: None,
        sha256: "0",
        text,
    }
}

fn drafted(text: &str) -> Draft {
    draft(&article(&Original::new(text)))
}

#[test]
fn a_draft_takes_the_headline_and_the_date_line() {
    let text =
        "A ferry, and who says it will go\n\n4 March 2025\n\nIt will go, she said on Monday.";
    let toml = drafted(text).toml;
    let lines = [
        "title = \"A ferry, and who says it will go\"\n",
        "published = \"2025-03-04\" # stands in p2\n",
        "said = { edtf = \"2025-03-03\", basis = \"resolved\", why = \"‘Monday’ in a text of 2025-03-04\" }\n",
        "source = \"?\" # who? she\n",
    ];
    for line in lines {
        assert!(toml.contains(line), "{toml}");
    }
    let toml = drafted("It rained.\nOn 4 March 2025 he said on Monday that it rained.").toml;
    assert!(toml.contains("title = \"Document a\" #"), "{toml}");
    assert!(toml.contains("# published = {"), "{toml}");
    assert!(
        toml.contains("said = \"2025-03-04\"") || toml.contains("# said? ‘Monday’"),
        "{toml}"
    );
}

#[test]
fn a_quotation_without_a_verb_is_a_candidate_unless_it_is_a_word_or_two() {
    let quotes = |text: &str| {
        drafted(text)
            .places
            .iter()
            .map(|it| it.direct)
            .collect::<Vec<_>>()
    };
    assert_eq!(quotes("“It will never go again.”"), [true]);
    assert_eq!(quotes("The “fast ferry” left."), [false; 0]);
    assert_eq!(quotes("“He said that it goes.” So there."), [true, false]);
}
