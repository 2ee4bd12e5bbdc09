//! When something was said, sentence by sentence.

use super::article;
use crate::draft::{Article, draft};
use crate::originals::Original;

/// Returns the dates that a draft of a text of 19 November 2024, a Tuesday, takes for its verbs.
fn said(sentence: &str) -> Vec<String> {
    let draft = draft(&Article {
        published: Some("2024-11-19"),
        ..article(&Original::new(sentence))
    });
    let lines = draft.toml.lines();
    let said = lines.filter_map(|line| line.strip_prefix("said = "));
    let edtf = said.map(|value| value.split('"').nth(1).expect("a date in quotes"));
    edtf.map(str::to_owned).collect()
}

#[test]
fn only_dates_that_stand_with_the_verb_tell_when_it_was_said() {
    let cases = [
        ("The mayor said on Monday that it rained.", "2024-11-18"),
        ("The mayor said on Monday it rained.", "2024-11-18"),
        ("It rained, the mayor said on Monday.", "2024-11-18"),
        ("It rained, the mayor said Monday.", "2024-11-18"),
        ("The mayor said Monday that it rained.", "2024-11-18"),
        ("The mayor said Monday the ferry would stop.", "2024-11-18"),
        (
            "The mayor said late on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor said publicly on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor said on Monday afternoon that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor said in a statement on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor said at a news conference on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor told reporters on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor told The Harbour Gazette on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "The mayor told the news agency on Monday that it rained.",
            "2024-11-18",
        ),
        (
            "“It rained here,” the mayor told the paper on Monday.",
            "2024-11-18",
        ),
        ("“It rained here,” said the mayor on Monday.", "2024-11-18"),
        ("“It rained here,” said Ines Falk on Monday.", "2024-11-18"),
        ("On Monday, the mayor said that it rained.", "2024-11-18"),
        ("On Monday the mayor said it rained.", "2024-11-18"),
        ("On Monday evening the mayor said it rained.", "2024-11-18"),
        ("But on Monday the mayor said it rained.", "2024-11-18"),
        ("Yesterday the mayor said it rained.", "2024-11-18"),
        ("On Monday, he said, “It rained all day.”", "2024-11-18"),
        ("The mayor on Monday said it rained.", "2024-11-18"),
        ("Officials on Monday said it rained.", "2024-11-18"),
        ("A report published on Monday said it rained.", "2024-11-18"),
        ("The board denied on Monday that it rained.", "2024-11-18"),
        ("The board denied it on Monday.", "2024-11-18"),
        ("The board denied last night that it rained.", "2024-11-18"),
        (
            "The board said last week that it rained.",
            "2024-11-11/2024-11-17",
        ),
        ("The board said two days ago that it rained.", "2024-11-17"),
        ("The board said in October that it rained.", "2024-10"),
        ("The board said in October 2023 that it rained.", "2023-10"),
        ("The board said on 3 May 2019 that it rained.", "2019-05-03"),
        ("The board said on Aug. 20 that it rained.", "2024-08-20"),
        (
            "The ferry, officials said on Monday, will stop.",
            "2024-11-18",
        ),
        (
            "The mayor said on Monday that it had rained since Sunday.",
            "2024-11-18",
        ),
        (
            "The mayor said on Tuesday that the ferry stopped on Monday.",
            "2024-11-19",
        ),
    ];
    for (sentence, expected) in cases {
        assert_eq!(said(sentence), [expected], "{sentence}");
    }
}

#[test]
fn a_date_of_what_is_reported_does_not_tell_when_it_was_said() {
    for sentence in [
        "The mayor said an internal survey had counted 41 breaks since January.",
        "The mayor said it would reopen in December.",
        "The mayor said the line would reopen on Monday.",
        "Officials said next Monday will be decisive.",
        "Officials said Monday will be decisive.",
        "Officials said on Monday's ferry there were few.",
        "Officials said Monday's ferry was full.",
        "Officials said last year sales fell.",
        "Officials said this week would be dry.",
        "Officials said by Monday it would be dry.",
        "Officials said until Monday it would be dry.",
        "Officials said for Monday rain was likely.",
        "Officials said from Monday it would be dry.",
        "Officials denied the strike of last week.",
        "Officials denied reports of a strike on Monday.",
        "The board accused the mayor on Monday of lying.",
        "The mayor said that on Monday the ferry stopped.",
        "The mayor said the guards who came on Monday left.",
        "The mayor told workers they would stop on Monday.",
        "The mayor told workers the ferry would stop on Monday.",
        "The mayor told the board talks on Monday would fail.",
        "On Monday the ferry sank, officials said.",
        "On Monday, officials said, the ferry will stop.",
        "On Monday the ferry stopped and officials said it was late.",
        "On Monday, when it rained, the mayor said it was wet.",
        "Since Monday officials said little.",
        "From Monday, officials said it would be dry.",
        "Next Monday the mayor said it would rain.",
        "A man arrested on Monday said it rained.",
        "The ferry that sank on Monday said nothing.",
        "The mayor will say on Monday that it rained.",
        "The mayor is expected to announce on Monday that it rained.",
        "“It rained on Monday,” the mayor said.",
        "The mayor said “it rained on Monday” and left.",
        "“He said on Monday that it rained.”",
        "The mayor said: “On Monday it rained all day.”",
        "It rained on Monday, according to the mayor.",
        "In 2019 it rained, the mayor said, and in May it did not.",
        "The mayor said on Monday and Tuesday it would rain.",
        "The ferry on Monday said to be late was early.",
    ] {
        assert_eq!(said(sentence), [""; 0], "{sentence}");
    }
}
