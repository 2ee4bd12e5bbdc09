//! What is wrong with a text that is not TOML, in words for who wrote it.

use toml::de::Error;

use super::read::at;
use crate::diagnostic::Span;

/// One thing that is wrong.
pub(super) struct Broken {
    /// Where.
    pub(super) span: Span,
    /// What.
    pub(super) message: String,
    /// How to mend it.
    pub(super) help: Option<String>,
}

/// Explains the errors of a TOML parser; of several in one line the one that tells most.
pub(super) fn explain(text: &str, errors: &[Error]) -> Vec<Broken> {
    let mut found: Vec<(usize, Broken)> = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let broken = one(text, line, at(&range), error.message().trim_end());
        match found.last_mut() {
            // One mark that is missing makes several errors.
            Some((same, earlier)) if *same == line => {
                if earlier.help.is_none() {
                    *earlier = broken;
                }
            }
            Some(_) | None => found.push((line, broken)),
        }
    }
    found.into_iter().map(|(_, broken)| broken).collect()
}

fn one(text: &str, line: usize, span: Span, message: &str) -> Broken {
    let written = text[line..].lines().next().unwrap_or_default();
    let (key, value) = written.split_once('=').unwrap_or((written, ""));
    let (key, value) = (key.trim(), value.split(" #").next().unwrap_or_default());
    let told = |message: String, help: String| Broken {
        span,
        message: format!("this is not TOML: {message}"),
        help: Some(help),
    };
    let is_key = !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || c == '"');
    let lacks = [
        "invalid basic string",
        "invalid literal string",
        "missing opening quote",
    ];
    if message.starts_with("duplicate key") && is_key {
        return told(
            format!("‘{key}’ stands twice in one table"),
            format!(
                "take one of them out; several values stand in one list: {key} = [\"…\", \"…\"]"
            ),
        );
    }
    if is_key && lacks.iter().any(|it| message.starts_with(it)) && is_odd(value) {
        return told(
            format!("a quotation mark is missing in the value of ‘{key}’"),
            format!("write it on either side: {key} = {}", example(value)),
        );
    }
    if is_key && message.starts_with("string values must be quoted") {
        return told(
            format!("the value of ‘{key}’ stands in no quotation marks"),
            format!("write {key} = {}", example(value)),
        );
    }
    Broken {
        span,
        message: format!("this is not TOML: {message}"),
        help: None,
    }
}

/// Tells whether one quotation mark of a value has no other.
fn is_odd(value: &str) -> bool {
    ['"', '\'']
        .iter()
        .any(|mark| value.matches(*mark).count() % 2 == 1)
}

/// Shows a value in its marks, where it is short and one.
fn example(value: &str) -> String {
    let bare = value.trim().trim_matches(['"', '\'']);
    if bare.is_empty() || bare.contains(['"', '\\', '[', ']', '{', '}']) || bare.len() > 60 {
        "\"…\"".to_owned()
    } else {
        format!("\"{bare}\"")
    }
}
