//! What an assessment judges: `claim:ID` becomes a reference to that claim.

use super::draft::{Drafts, Given, Reference};
use super::problems::{Problems, suggest};
use crate::model::kinds::JUDGED;
use crate::model::{Kind, Value};

/// Gives every assessment the reference its target stands for.
pub(super) fn read(drafts: &mut Drafts<'_>, problems: &mut Problems<'_>) {
    let target = Kind::Assessments.place("target");
    for assessment in drafts.of_mut(Kind::Assessments) {
        let Some(Value::Text(text)) = assessment.value(target) else {
            continue;
        };
        let place = assessment.place_of(target);
        let Some((word, id)) = text.split_once(':') else {
            let message = format!("‘{text}’ does not say what kind of record it is");
            let diagnostic = problems.error(place, "bad-target", message);
            diagnostic
                .helps
                .push("write \"claim:ID\", \"source:ID\" or the like".into());
            continue;
        };
        let (word, id) = (word.trim(), id.trim());
        match JUDGED
            .into_iter()
            .find(|kind| kind.schema().singular == word)
        {
            Some(kind) => {
                let field = Kind::Assessments.place(kind.schema().singular);
                let reference = Reference::read(id.to_owned().into(), place.1);
                assessment.add(field, Given::References(vec![reference]));
            }
            None => {
                let message = format!("‘{word}’ is no kind of record that can be judged");
                let diagnostic = problems.error(place, "bad-target", message);
                let kinds = JUDGED.iter().map(|kind| kind.schema().singular);
                suggest(diagnostic, word, "kinds", kinds);
            }
        }
    }
}
