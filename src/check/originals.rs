//! What the original texts say against a ledger.

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::Kind;
use crate::originals::{Original, Runs, own_texts, words};
use crate::stamp::{Passage, Survey, Text};
use crate::value::Locator;

/// Finds reports at a place that the text has not.
pub(super) fn out_of_range(context: &Context<'_>, findings: &mut Findings<'_>) {
    passages(context, findings, "at", "mend ‘at’", |passage| {
        matches!(passage, Passage::OutOfRange(_))
    });
}

/// Finds reports whose passage has moved.
pub(super) fn moved(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "whosaid stamp --originals DIR writes the new place";
    passages(context, findings, "at", help, |passage| {
        matches!(passage, Passage::Moved { .. })
    });
}

/// Finds reports whose passage is no longer in the text.
pub(super) fn passage_changed(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "see whether the claim still holds, and mend ‘at’";
    passages(context, findings, "hash", help, |passage| {
        matches!(passage, Passage::Changed { .. })
    });
}

fn passages(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    field: &str,
    help: &str,
    wanted: fn(&Passage) -> bool,
) {
    let (at, field) = (Kind::Reports.place("at"), Kind::Reports.place(field));
    let passages = context.survey().into_iter().flat_map(|it| &it.passages);
    for (row, passage) in passages.filter(|(_, passage)| wanted(passage)) {
        let Some(report) = context.row(Kind::Reports, *row) else {
            continue;
        };
        let place = report.text(at).unwrap_or_default();
        let objection = passage.objection(context.id(Kind::Reports, *row), place);
        if let Some(objection) = objection {
            findings.add(report.place_of(field), objection).help(help);
        }
    }
}

/// Finds documents whose original text has changed.
pub(super) fn original_changed(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help =
        "whosaid stamp --originals DIR finds its passages again; --force takes the text as it is";
    originals(context, findings, help, |text| {
        matches!(text, Text::Changed { .. })
    });
}

/// Finds documents whose original text is not at hand.
pub(super) fn original_missing(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "put its text in the folder, or write held = false where we have not read it";
    originals(context, findings, help, |text| {
        matches!(text, Text::Missing | Text::Unclear(_) | Text::Unreadable(_))
    });
}

fn originals(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    help: &str,
    wanted: fn(&Text) -> bool,
) {
    let sha256 = Kind::Documents.place("sha256");
    let texts = context.survey().into_iter().flat_map(|it| &it.texts);
    for (row, text) in texts.filter(|(_, text)| wanted(text)) {
        let objection = text.objection(context.id(Kind::Documents, *row));
        if let (Some(document), Some(objection)) = (context.row(Kind::Documents, *row), objection) {
            findings
                .add(document.place_of(sha256), objection)
                .help(help);
        }
    }
}

/// Finds texts and passages that are at hand and have no hash.
pub(super) fn unstamped(context: &Context<'_>, findings: &mut Findings<'_>) {
    let help = "whosaid stamp --originals DIR writes it";
    passages(context, findings, "at", help, |passage| {
        matches!(passage, Passage::Unstamped { .. })
    });
    let texts = context.survey().into_iter().flat_map(|it| &it.texts);
    for (row, text) in texts {
        if let (Text::New { .. }, Some(document)) = (text, context.row(Kind::Documents, *row)) {
            let id = context.id(Kind::Documents, *row);
            findings
                .add(document.place, format!("document ‘{id}’ has no ‘sha256’"))
                .help(help);
        }
    }
}

/// Finds texts of ours that repeat an original at length.
pub(super) fn copied_text(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(survey) = context.survey() else {
        return;
    };
    let runs = Runs::of(survey.originals.iter().map(|(row, text)| (*row, text)));
    for (file, source) in (0u32..).zip(&context.ledger.files) {
        for own in own_texts(&source.text) {
            for shared in runs.shared(&own.text) {
                let message = format!(
                    "these words stand in document ‘{}’ too: ‘{}’",
                    context.id(Kind::Documents, shared.original),
                    shared.words
                );
                findings
                    .add((file, own.span), message)
                    .help("say it in words of your own");
            }
        }
    }
}

/// Finds words that are kept of a passage and do not stand in it.
pub(super) fn words_elsewhere(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(survey) = context.survey() else {
        return;
    };
    let kept = Kind::Reports.place("words");
    for (row, report) in context.rows(Kind::Reports) {
        let (Some(text), Some(passage)) = (report.text(kept), passage(context, survey, row)) else {
            continue;
        };
        if !holds(&words(&passage), text) {
            let id = context.id(Kind::Reports, row);
            let message = format!("these words do not stand in the passage of report ‘{id}’");
            findings
                .add(report.place_of(kept), message)
                .help("keep the words as they are printed, with … where some are left out");
        }
    }
}

/// Returns the passage of a report as it stands now, if it is still the one that was read.
fn passage(context: &Context<'_>, survey: &Survey, row: u32) -> Option<String> {
    let place = |field| Kind::Reports.place(field);
    let report = context.row(Kind::Reports, row)?;
    let original: &Original = survey.originals.get(&sole(report, place("document"))?)?;
    let at = match survey.passages.get(&row)? {
        Passage::There | Passage::Unstamped { .. } => Locator::parse(report.text(place("at"))?)?,
        Passage::Moved { to, .. } => *to,
        Passage::Changed { .. } | Passage::OutOfRange(_) => return None,
    };
    original.passage(at).ok()
}

/// Tells whether the parts of a text, between which words are left out, stand in order in another.
fn holds(passage: &[String], text: &str) -> bool {
    let text = text.replace("...", "…");
    let parts = text.split('…').map(words).filter(|part| !part.is_empty());
    let mut rest = passage;
    for part in parts {
        let Some(at) = rest.windows(part.len()).position(|it| it == part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_a_passage_in_order() {
        let passage = words("“We shall not be moved,” the Mayor’s aide said, “nor shall you.”");
        let cases = [
            ("we shall not be moved", true),
            ("We shall … nor shall you", true),
            ("the mayor's aide ... nor", true),
            ("… moved [...]", true),
            ("nor … we", false),
            ("we will not", false),
            ("shall not move", false),
            ("you you", false),
        ];
        for (text, expected) in cases {
            assert_eq!(holds(&passage, text), expected, "{text}");
        }
    }
}
