//! What a case asks: a query, or a query file and values of its parameters.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Case;
use crate::diagnostic::{Diagnostic, Source};
use crate::syntax::Declared;

/// What a case asks.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The query.
    pub(crate) source: Arc<Source>,
    /// The file it was read from; none where the case has it.
    pub(crate) path: Option<PathBuf>,
    /// The values that the case gives to parameters.
    pub(crate) params: Vec<(String, String)>,
}

impl Asked {
    /// Reads what a case asks: its own text or, behind `run`, that of a file seen from `folder`.
    pub(crate) fn of(case: &Case, folder: &Path) -> Result<Asked, Diagnostic> {
        let Some(rest) = case.query.trim().strip_prefix("run ") else {
            let source = Arc::new(Source {
                name: "query".to_owned(),
                text: case.query.clone(),
            });
            return Ok(Asked {
                source,
                path: None,
                params: Vec::new(),
            });
        };
        let Some(words) = words(rest) else {
            return Err(wrong("a quotation mark is not closed"));
        };
        let (mut path, mut params) = (None, Vec::new());
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            if word == "-p" || word == "--param" {
                let value = words.next();
                let pair = value.as_deref().and_then(|value| value.split_once('='));
                let Some((name, value)) = pair else {
                    return Err(wrong(&format!("‘{word}’ takes NAME=VALUE")));
                };
                params.push((name.trim_start_matches('$').to_owned(), value.to_owned()));
            } else if word.starts_with('-') {
                return Err(wrong(&format!("‘{word}’ is not taken here")));
            } else if path.replace(word).is_some() {
                return Err(wrong("one file is run at a time"));
            }
        }
        let Some(path) = path else {
            return Err(wrong("no file is named"));
        };
        let source = read(&path, folder)?;
        if let Some(declared) = Declared::of([&source]) {
            let mut refusals = params.iter().filter_map(|(name, _)| declared.refusal(name));
            if let Some(refusal) = refusals.next() {
                return Err(refusal);
            }
        }
        Ok(Asked {
            source,
            path: Some(folder.join(path)),
            params,
        })
    }
}

fn read(path: &str, folder: &Path) -> Result<Arc<Source>, Diagnostic> {
    let bytes = std::fs::read(folder.join(path)).map_err(|error| {
        let message = format!("cannot read ‘{path}’: {error}");
        let help = "the path is seen from the file of the case";
        Diagnostic::error("unreadable", message).help(help)
    })?;
    Source::decode(path.to_owned(), bytes)
}

fn wrong(message: &str) -> Diagnostic {
    let help = "write ‘run FILE’, and behind it ‘-p NAME=VALUE’ or ‘-p NAME=\"TWO WORDS\"’";
    Diagnostic::error("golden-form", message).help(help)
}

/// Splits a text at blanks outside quotation marks, which go; none where one is not closed.
pub(crate) fn words(text: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut inside) = (None, false);
    for letter in text.chars() {
        match open {
            Some(mark) if mark == letter => open = None,
            None if letter.is_whitespace() => inside = false,
            _in_a_word => {
                if !inside {
                    words.push(String::new());
                    inside = true;
                }
                match (letter, words.last_mut()) {
                    ('"' | '\'', _) if open.is_none() => open = Some(letter),
                    (letter, Some(word)) => word.push(letter),
                    (_, None) => {}
                }
            }
        }
    }
    open.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_those_of_a_shell() {
        let split = |text| words(text).map(|words| words.join("|"));
        let cases = [
            ("a.who", Some("a.who")),
            (" a.who  -p\tb=c ", Some("a.who|-p|b=c")),
            ("a -p b=\"two words\"", Some("a|-p|b=two words")),
            ("a -p 'b=it is \"x\"'", Some("a|-p|b=it is \"x\"")),
            ("\"my queries\"/a.who", Some("my queries/a.who")),
            ("a \"\"", Some("a|")),
            ("a -p b=\"two", None),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text).as_deref(), expected, "{text}");
        }
    }
}
