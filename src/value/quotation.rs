//! Values that stand in quotation marks.

/// Takes the quotation marks around a value away, be they double or single.
pub fn unquoted(value: &str) -> &str {
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn only_marks_around_a_value_go() {
        let cases = [
            ("a b", "a b"),
            ("\"a b\"", "a b"),
            ("'a \"b\"'", "a \"b\""),
            ("\"", "\""),
            ("\"a'", "\"a'"),
            ("\"\"", ""),
        ];
        for (value, expected) in cases {
            assert_eq!(unquoted(value), expected, "{value}");
        }
    }
}
