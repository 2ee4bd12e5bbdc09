//! How far what is chosen takes the place of what stands behind the cursor.

/// Returns where that ends which a chosen text takes the place of, from `start` on; `is_whole` where it
/// is all that may be chosen, not what all that may be have in common.
///
/// The rest of a word or a text in quotes that the cursor stands in goes; nothing else does, and what
/// is there already is not written twice.
pub(in crate::repl::editor) fn end_of_replaced(
    text: &str,
    (start, cursor): (usize, usize),
    elected: &str,
    is_whole: bool,
) -> usize {
    let (typed, rest) = (&text[start..cursor], &text[cursor..]);
    if !is_whole {
        let added = elected.chars().skip(typed.chars().count());
        let alike = added.zip(rest.chars());
        let alike = alike.take_while(|(added, there)| added == there);
        return cursor + alike.map(|(c, _)| c.len_utf8()).sum::<usize>();
    }
    if typed.is_empty() {
        return cursor;
    }
    let closers = typed.chars().next().map_or("", closers);
    if elected.ends_with(['"', '`']) && !closers.is_empty() {
        let within =
            |c: char| (c.is_alphanumeric() || " _-'’.,".contains(c)) && !closers.contains(c);
        let behind = rest.trim_start_matches(within);
        if let Some(closer) = behind.chars().next().filter(|c| closers.contains(*c)) {
            return text.len() - behind.len() + closer.len_utf8();
        }
    }
    let behind = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    let is_called = elected.ends_with('(') && behind.starts_with('(');
    text.len() - behind.len() + usize::from(is_called && behind.len() < rest.len())
}

/// Returns what may close a text or name that this mark opens; nothing where it opens none.
fn closers(mark: char) -> &'static str {
    match mark {
        '"' => "\"",
        '“' => "”\"",
        '`' => "`",
        '\'' => "'",
        '‘' => "’",
        '„' => "“”",
        '«' => "»",
        _other => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chooses a text at the `^` of another.
    fn chosen(text: &str, start: usize, elected: &str, is_whole: bool) -> String {
        let cursor = text.find('^').expect("a cursor");
        let text = text.replacen('^', "", 1);
        let end = end_of_replaced(&text, (start, cursor), elected, is_whole);
        format!("{}{elected}{}", &text[..start], &text[end..])
    }

    #[test]
    fn what_stands_behind_is_neither_eaten_nor_doubled() {
        let whole = [
            ("a = sou^", 4, "source", "a = source"),
            ("a = sou^ and b", 4, "source", "a = source and b"),
            ("a = sou^rce and b", 4, "source", "a = source and b"),
            ("a = sou^(b)", 4, "source", "a = source(b)"),
            ("a = cou^nt(b)", 4, "count(", "a = count(b)"),
            (
                "a = \"Ham^as\" and b",
                4,
                "\"Hamas\"",
                "a = \"Hamas\" and b",
            ),
            (
                "a = \"Ham^ b\" and c",
                4,
                "\"Hamas\"",
                "a = \"Hamas\" and c",
            ),
            (
                "a = \"Ham^ and b = \"c\"",
                4,
                "\"Hamas\"",
                "a = \"Hamas\" and b = \"c\"",
            ),
            ("a = \"Ham^\" and b", 4, "\"Hamas", "a = \"Hamas\" and b"),
            ("a = \"Ham^", 4, "\"Hamas\"", "a = \"Hamas\""),
            ("a = 'Ham^' and b", 4, "\"Hamas\"", "a = \"Hamas\" and b"),
            ("a = ‘Ham^as’ and b", 4, "\"Hamas\"", "a = \"Hamas\" and b"),
            ("a = «Ham^» and b", 4, "\"Hamas\"", "a = \"Hamas\" and b"),
            ("a = “Ham^as” and b", 4, "\"Hamas\"", "a = \"Hamas\" and b"),
            ("a = “Ham^” and b", 4, "“Hamas", "a = “Hamas” and b"),
            ("`stan^ce` = deny", 0, "`stance`", "`stance` = deny"),
            ("| ^count", 2, "where ", "| where count"),
        ];
        for (text, start, elected, expected) in whole {
            assert_eq!(chosen(text, start, elected, true), expected, "{text}");
        }
        let common = [
            ("a = \"Ham^as\"", 4, "\"Hamas", "a = \"Hamas\""),
            ("a = s^ and b", 4, "sou", "a = sou and b"),
            ("a = s^ource", 4, "sou", "a = source"),
            ("a = \"tü^rk\"", 4, "\"Turk", "a = \"Turk\""),
        ];
        for (text, start, elected, expected) in common {
            assert_eq!(chosen(text, start, elected, false), expected, "{text}");
        }
    }
}
