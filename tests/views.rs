//! The query asked before, from text to text, and views where texts change.

use whosaid::answer::Note;
use whosaid::{Error, Ledger, Settings};

/// Asks texts one after another, as at a prompt, and returns the certain rows of each query and
/// its views; an error is told.
fn conversation(texts: &[&str]) -> Vec<Result<Vec<(usize, String)>, String>> {
    let ledger = Ledger::sample();
    let mut settings = Settings::default();
    let mut told = Vec::new();
    for text in texts {
        told.push(match ledger.query(*text).with(settings.clone()).ask_all() {
            Ok(replies) => {
                settings.remember(text);
                let reply = |reply: &whosaid::Reply| {
                    assert!(reply.warnings.diagnostics.is_empty(), "{text}");
                    let views = reply.answer.notes.iter().filter_map(|note| {
                        if let Note::View { view, .. } = note {
                            Some(view.as_str())
                        } else {
                            None
                        }
                    });
                    let views: Vec<&str> = views.collect();
                    (reply.answer.certain_rows().count(), views.join("; "))
                };
                Ok(replies.iter().map(reply).collect())
            }
            Err(Error::Query(report)) => Err(report.render(false)),
            Err(other) => panic!("{text}: {other:?}"),
        });
    }
    told
}

fn rows(texts: &[&str]) -> Vec<Vec<(usize, String)>> {
    let told = conversation(texts);
    told.into_iter()
        .map(|told| told.expect("a sound query"))
        .collect()
}

#[test]
fn the_query_before_is_asked_again() {
    let told = rows(&[
        "claims where stance = deny",
        "_",
        "_ where source = \"Hamas\"",
        "_ | count",
        "documents",
        "_ | count",
    ]);
    assert_eq!(told[1], told[0], "a query by itself");
    assert!(told[2][0].0 > 0 && told[2][0].0 < told[1][0].0, "{told:?}");
    assert_eq!(told[3][0].0, 1);
    assert_eq!(told[5][0].0, 1, "the last query counts");
}

#[test]
fn views_of_the_query_before_stay_and_compose() {
    let told = rows(&[
        "claims as of 2019 where stance = deny",
        "_ without \"The Telegraph\" | select id",
        "_",
    ]);
    assert_eq!(told[0][0].1, "as of 2019");
    assert_eq!(told[1][0].1, "as of 2019 without \"The Telegraph\"");
    assert_eq!(told[2], told[1]);
}

#[test]
fn in_one_text_it_is_the_statement_before() {
    let told = rows(&[
        "documents",
        "claims where stance = deny; _ | count; _",
        "let known = _; known | count; known",
    ]);
    assert_eq!(told[1].len(), 3);
    assert_eq!((told[1][1].0, told[1][2].0), (1, 1));
    assert_eq!(told[2][0].0, 1);
    assert_eq!(told[2][1], told[1][2], "the last of the text before");
}

#[test]
fn what_was_named_before_can_still_be_asked_of() {
    let told = rows(&[
        "let rejections = claims where stance = deny; param $n = 2; rejections | take $n",
        "_ | count",
        "# nothing at all",
        "_",
    ]);
    assert_eq!((told[0][0].0, told[1][0].0), (2, 1));
    assert_eq!(told[3], told[1], "a text without a query is not remembered");
}

#[test]
fn there_may_be_none() {
    for text in [
        "_",
        "_ | count; claims",
        "claims where exists (_)",
        "let a = _; a",
    ] {
        let told = conversation(&[text]);
        let error = told[0].as_ref().expect_err("there is no query before");
        assert!(
            error.contains("there is no query before this one"),
            "{text}: {error}"
        );
    }
    // A text that failed was not asked.
    let told = conversation(&["claims | count", "claims where nothing = 1", "_"]);
    assert!(told[1].is_err());
    assert_eq!(told[0], told[2]);
}

#[test]
fn errors_stand_in_the_text_that_was_typed() {
    let told = conversation(&["claims where stance = deny", "_ where sorce = \"Hamas\""]);
    let error = told[1].as_ref().expect_err("there is no such field");
    assert!(error.contains("query:1:9"), "{error}");
    assert!(error.contains("did you mean ‘source’?"), "{error}");
}

#[test]
fn asking_for_it_again_and_again_ends() {
    let mut text = "claims where id = \"x\"".to_owned();
    for _ in 0..40 {
        text.push_str("; claims where exists (_) and exists (_)");
    }
    let told = conversation(&[&text]);
    let error = told[0].as_ref().expect_err("it would never end");
    assert!(error.contains("too long a text, written out"), "{error}");
}
