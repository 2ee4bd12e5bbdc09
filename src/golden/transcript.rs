//! What asking gave, as one text.

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

fn reply(reply: &Reply, format: &render::Mode) -> String {
    let mut bytes = Vec::new();
    (format.write)(&reply.answer, &Options::default(), &mut bytes).expect("memory takes all");
    let mut text = String::from_utf8(bytes).expect("every mode writes UTF-8");
    text.extend(render::notes(&reply.answer).iter().map(|note| notice(note)));
    for failure in render::failures(&reply.answer) {
        text.push_str(&format!("error: {failure}\n"));
    }
    text.push_str(&reply.warnings.render(false));
    text
}
