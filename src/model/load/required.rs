//! Records that lack what they must have.

use super::draft::Drafts;
use super::problems::Problems;
use crate::model::kinds::Stance;
use crate::model::{Kind, Origin, Value};

/// Reports required fields that are not written and could not be told.
pub(super) fn check(drafts: &Drafts<'_>, problems: &mut Problems<'_>) {
    for kind in Kind::ALL {
        let schema = kind.schema();
        let required = (0u8..).zip(schema.fields).skip(1);
        let required =
            required.filter(|(_, field)| field.required && field.origin == Origin::Stored);
        for (place, field) in required {
            for draft in drafts.of(kind).iter().filter(|draft| !draft.has(place)) {
                if kind == Kind::Claims && field.name == "proposition" && is_denial(draft) {
                    continue;
                }
                let message = format!("the {} has no ‘{}’", schema.singular, field.name);
                let diagnostic = problems.error(draft.place, "missing-field", message);
                if kind == Kind::Claims {
                    let help = "write ‘text’, what is said to be so; or ‘proposition’, the id of one that is written \
                                elsewhere; a denial may have ‘denies’ alone";
                    diagnostic.helps.push(help.into());
                }
            }
        }
    }
    figures(drafts, problems);
    events(drafts, problems);
    several_speakers(drafts, problems);
}

/// Tells whether a claim denies what other claims say, and needs no words of its own.
fn is_denial(claim: &super::draft::Draft<'_>) -> bool {
    let stance = claim.value(Kind::Claims.place("stance"));
    stance == Some(&Value::Word(Stance::Deny as u8)) && claim.has(Kind::Claims.place("denies"))
}

/// Reports claims of several undoubted sources that do not say that these spoke together.
fn several_speakers(drafts: &Drafts<'_>, problems: &mut Problems<'_>) {
    let (source, joint) = (Kind::Claims.place("source"), Kind::Claims.place("joint"));
    for claim in drafts.of(Kind::Claims) {
        let undoubted = claim
            .references(source)
            .iter()
            .filter(|it| !it.doubtful)
            .count();
        if undoubted > 1 && !claim.is_true(joint) {
            let message =
                format!("the claim has {undoubted} sources that are not said to speak together");
            let diagnostic = problems.error(claim.place_of(source), "several-sources", message);
            let help = "write joint = true where they spoke together; a claim each where they spoke apart; \
                        \"id?\" where it was one of them";
            diagnostic.helps.push(help.into());
        }
    }
}

/// Reports figures that belong to nothing, or whose number has another unit than stands beside it.
fn figures(drafts: &Drafts<'_>, problems: &mut Problems<'_>) {
    let place = |name| Kind::Figures.place(name);
    let (claim, report, value, unit) = (
        place("claim"),
        place("report"),
        place("value"),
        place("unit"),
    );
    for figure in drafts.of(Kind::Figures) {
        if !figure.has(claim) && !figure.has(report) {
            let message = "the figure has neither a ‘claim’ nor a ‘report’";
            problems.error(figure.place, "missing-field", message);
        }
        let Some(Value::Number(number)) = figure.value(value) else {
            continue;
        };
        if let (Some(within), Some(Value::Text(beside))) = (&number.unit, figure.value(unit))
            && **within != **beside
        {
            let message = format!("the figure has two units, ‘{within}’ and ‘{beside}’");
            problems.error(figure.place_of(unit), "two-units", message);
        }
    }
}

/// Reports events that both happen on some day and last.
fn events(drafts: &Drafts<'_>, problems: &mut Problems<'_>) {
    let (when, from, until) = (
        Kind::Events.place("when"),
        Kind::Events.place("from"),
        Kind::Events.place("until"),
    );
    for event in drafts.of(Kind::Events) {
        if event.has(when) && (event.has(from) || event.has(until)) {
            let message = "the event has ‘when’ beside ‘from’ or ‘until’";
            let diagnostic = problems.error(event.place_of(when), "two-times", message);
            let help = "write ‘when’ for some day within a date, ‘from’ and ‘until’ for what lasts";
            diagnostic.helps.push(help.into());
        }
    }
}
