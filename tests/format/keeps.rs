//! What laying out a query must keep.

use std::sync::Arc;

use whosaid::diagnostic::Source;
use whosaid::syntax;

/// Says how laying a text out changes its tree, or what its layout is laid out as; a text that
/// cannot be read must be refused.
pub(crate) fn keeps(text: &str) -> Result<(), String> {
    let (tree, told) = read(text);
    match (syntax::format(&source(text)), told) {
        (Err(_), true) => Ok(()),
        (Ok(_), true) => Err(format!("it was laid out, and cannot be read:\n{text}")),
        (Err(_), false) => Err(format!("it was refused, and can be read:\n{text}")),
        (Ok(once), false) => {
            let (after, _) = read(&once);
            let twice = syntax::format(&source(&once)).unwrap_or_default();
            if after != tree {
                return Err(format!("another tree:\n{text}\n{once}\n{tree}\n{after}"));
            }
            if once != twice {
                return Err(format!("not settled:\n{text}\n{once}\n{twice}"));
            }
            Ok(())
        }
    }
}

/// Returns the tree of a text without its places, and whether anything is wrong with it.
fn read(text: &str) -> (String, bool) {
    let (file, told) = syntax::parse(&source(text));
    let drawn = format!("{file:?}");
    let mut pieces = drawn.split("Span { ");
    let mut tree = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        tree.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    let error = whosaid::diagnostic::Severity::Error;
    (tree, told.iter().any(|each| each.severity == error))
}

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source {
        name: "query".to_owned(),
        text: text.to_owned(),
    })
}
