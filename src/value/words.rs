//! The words of a text.

use unicode_normalization::char::canonical_combining_class;

/// Returns the words of a text, which whatever is neither letter nor digit parts.
///
/// A mark that folding leaves is part of its letter.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = |c: char| !c.is_alphanumeric() && canonical_combining_class(c) == 0;
    text.split(parts).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fold_text;

    #[test]
    fn words_are_letters_and_digits() {
        let cases: &[(&str, &[&str])] = &[
            ("", &[]),
            (" — ", &[]),
            (
                "The prisoner-exchange, again.",
                &["the", "prisoner", "exchange", "again"],
            ),
            ("Erdoğan’s 20,000", &["erdogan", "s", "20", "000"]),
            ("a_b", &["a", "b"]),
            ("प्रेम", &["प्रेम"]),
            ("مُحَمَّد", &["محمد"]),
        ];
        for (text, expected) in cases {
            let folded = fold_text(text);
            assert_eq!(words(&folded).collect::<Vec<_>>(), *expected, "{text}");
        }
    }
}
