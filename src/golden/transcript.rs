//! What asking gave, as one text.

use crate::answer::Answer;
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{Error, Reply};
use crate::render::{self, Options};

/// Writes what every query of a text gave: the answer, `note:` lines and warnings, or what is
/// wrong; an empty line stands between two answers.
pub fn transcript(result: &Result<Vec<Reply>, Error>, format: &render::Mode) -> String {
    match result {
        Ok(replies) => {
            let replies: Vec<String> = replies.iter().map(|each| reply(each, format)).collect();
            replies.join("\n")
        }
        Err(error) => error.report().render(false),
    }
}

/// Returns the line that a note is printed as.
pub fn notice(note: &str) -> String {
    format!("note: {note}\n")
}

/// Returns the error that an answer has nothing that a mode draws; none where it has.
pub fn lack(answer: &Answer, mode: &render::Mode) -> Option<Diagnostic> {
    let need = mode.needs.as_ref()?;
    if (need.is_met)(answer) || answer.columns.is_empty() {
        return None;
    }
    let message = format!(
        "‘{}’ draws {}, and the answer has none",
        mode.name, need.what
    );
    let help = "‘select’ picks columns; the mode ‘table’ shows any";
    Some(Diagnostic::error("nothing-to-draw", message).help(help))
}

fn reply(reply: &Reply, format: &render::Mode) -> String {
    if let Some(lack) = lack(&reply.answer, format) {
        return Report::from(lack).render(false);
    }
    let mut bytes = Vec::new();
    let elisions = (format.write)(&reply.answer, &Options::default(), &mut bytes);
    let elisions = elisions.expect("memory takes all");
    let mut text = String::from_utf8(bytes).expect("every mode writes UTF-8");
    text.extend(elisions.iter().map(|elision| notice(&elision.text())));
    text.extend(render::notes(&reply.answer).iter().map(|note| notice(note)));
    for failure in render::failures(&reply.answer) {
        text.push_str(&format!("error: {failure}\n"));
    }
    text.push_str(&reply.warnings.render(false));
    text
}
