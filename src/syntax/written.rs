//! Texts and names as a query writes them.

use super::lex;
use super::words::is_reserved;
use crate::value::term_safe;

/// Writes a text as a literal.
pub fn text_literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            c if !is_safe(c) => literal.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// Tells whether a character is seen as it is.
fn is_safe(c: char) -> bool {
    let mut bytes = [0; 4];
    let text = &*c.encode_utf8(&mut bytes);
    term_safe(text) == text
}

/// Writes a name, in back-quotes where it needs them; none where no query can write it.
pub fn written_name(name: &str) -> Option<String> {
    let plain = lex::word(name).is_some_and(|(rest, _)| rest.is_empty()) && !is_reserved(name);
    if plain {
        return Some(name.to_owned());
    }
    let quotable = !name.trim().is_empty() && name.trim() == name && !name.contains(['`', '\n']);
    quotable.then(|| format!("`{name}`"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Source;
    use crate::syntax::parse_expr;
    use crate::syntax::tree::{ExprKind, Literal};

    fn read(text: String) -> ExprKind {
        let name = String::new();
        let (expr, errors) = parse_expr(&Arc::new(Source { name, text }));
        assert!(errors.is_empty(), "{errors:?}");
        expr.kind
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        for text in ["", "Hamas", "a \"b\" \\ c", "a\nb\tc\u{1b}d", "“x”"] {
            let literal = Literal::Text(text.to_owned());
            assert_eq!(read(text_literal(text)), ExprKind::Literal(literal));
        }
        for (name, written) in [
            ("source", "source"),
            ("how many", "`how many`"),
            ("count()", "`count()`"),
            ("where", "`where`"),
            ("2019", "`2019`"),
        ] {
            assert_eq!(written_name(name).as_deref(), Some(written));
            assert_eq!(read(written.to_owned()), ExprKind::Name(name.to_owned()));
        }
        for name in ["", " a", "a`b", "a\nb"] {
            assert_eq!(written_name(name), None);
        }
    }
}
