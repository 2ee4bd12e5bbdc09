//! The tokens of a text and what they are, for an editor to colour.

use std::ops::Range;

use super::layout::Layout;
use super::lex;
use super::stage::STAGES;
use super::words::is_reserved;

/// What a token is, as far as its form and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A word of the language.
    Keyword,
    /// The word a stage begins with.
    Stage,
    /// A word with an opening bracket behind it.
    Call,
    /// Another word, or a name in back-quotes: a collection, a field, a word of a vocabulary.
    Name,
    /// A text in quotation marks.
    String,
    /// A text whose end is not there yet.
    OpenString,
    /// A number or a date.
    Number,
    /// A regex.
    Regex,
    /// A parameter, its `$` included.
    Parameter,
    /// An operator or another sign.
    Sign,
    /// A comment.
    Comment,
    /// What the language has not: text in other quotation marks.
    Foreign,
}

/// A token and its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// The words that are no names where they stand between others.
const CONTEXTUAL: [&str; 7] = [
    "aggregate",
    "ago",
    "distinct",
    "per",
    "today",
    "with",
    "without",
];

/// Returns the tokens of a text, in order; what stands between them is blank.
///
/// ```
/// use whosaid::syntax::{Class, tokens};
///
/// let text = "claims where said >= 2019-03";
/// let classes: Vec<_> = tokens(text).into_iter().map(|token| token.class).collect();
/// assert_eq!(classes, [Class::Name, Class::Keyword, Class::Name, Class::Sign, Class::Sign, Class::Number]);
/// ```
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut begins = true;
    Layout::walk(text, |span, operand, behind_pipe| {
        let own = &text[span.clone()];
        let class = classify(text, &span, operand, behind_pipe, begins);
        begins = own == ";" || (begins && class == Class::Comment);
        match tokens.last_mut() {
            Some(last) if goes_on(last, text, &span) => last.span.end = span.end,
            Some(_) | None => tokens.push(Token { span, class }),
        }
    });
    tokens
}

fn classify(
    text: &str,
    span: &Range<usize>,
    operand: bool,
    behind_pipe: bool,
    begins: bool,
) -> Class {
    let own = &text[span.clone()];
    match own.chars().next().unwrap_or_default() {
        '#' => Class::Comment,
        '"' | '“' if lex::string_len(own) == Some(own.len()) => Class::String,
        '"' | '“' => Class::OpenString,
        '`' => Class::Name,
        '\'' | '‘' | '„' | '«' | '”' => Class::Foreign,
        '/' if operand => Class::Regex,
        '$' if own.len() > 1 => Class::Parameter,
        c if c.is_ascii_digit() => Class::Number,
        c if lex::is_word_start(c) => word(text, span, behind_pipe, begins),
        _ => Class::Sign,
    }
}

fn word(text: &str, span: &Range<usize>, behind_pipe: bool, begins: bool) -> Class {
    let own = &text[span.clone()];
    let is = |word: &&str| own.eq_ignore_ascii_case(word);
    let is_stage = STAGES.iter().any(|stage| is(&stage.name));
    let next = lex::blank(&text[span.end..]);
    let defines = ["let", "def", "param"].iter().any(&is);
    if behind_pipe && is_stage {
        Class::Stage
    } else if is_reserved(own) || begins && defines && !next.starts_with(['|', ';']) {
        Class::Keyword
    } else if text[..span.start].ends_with('.') {
        Class::Name
    } else if text[span.end..].starts_with('(') {
        Class::Call
    } else if CONTEXTUAL.iter().any(is) && !next.starts_with(['.', '=', '[']) {
        Class::Keyword
    } else {
        Class::Name
    }
}

/// Tells whether a token is more of the one before it: of a date, `2019` `-` `03`, or of a regex,
/// `/a/` `c`.
fn goes_on(last: &Token, text: &str, span: &Range<usize>) -> bool {
    let own = &text[span.clone()];
    if last.span.end != span.start {
        return false;
    }
    if last.class == Class::Regex {
        return own.starts_with(char::is_alphanumeric);
    }
    if last.class != Class::Number {
        return false;
    }
    let next = text[span.end..].chars().next();
    let joins = own == "-" && next.is_some_and(char::is_alphanumeric)
        || own == "." && next.is_some_and(|c| c.is_ascii_digit());
    joins || text[last.span.clone()].ends_with(['-', '.']) && own.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the tokens of a text and the initial of what each is.
    fn told(text: &str) -> String {
        let told = tokens(text).into_iter().map(|token| {
            let class = format!("{:?}", token.class);
            let initial: String = class.chars().filter(|c| c.is_uppercase()).collect();
            format!("{}:{initial}", &text[token.span])
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_are_told_apart() {
        let cases = [
            (
                "claims where a.by = \"x\" # so",
                "claims:N where:K a:N .:S by:N =:S \"x\":S # so:C",
            ),
            ("| count by a", "|:S count:S by:N a:N"),
            ("claims | take 10", "claims:N |:S take:S 10:N"),
            ("x = 2019-Q2..2020.5", "x:N =:S 2019-Q2:N .:S .:S 2020.5:N"),
            ("a - 3", "a:N -:S 3:N"),
            ("lower(t) / 2", "lower:C (:S t:N ):S /:S 2:N"),
            ("t ~ /a b/c", "t:N ~:S /a b/c:R"),
            ("$who $", "$who:P $:S"),
            ("let x = let", "let:K x:N =:S let:N"),
            ("'a' \"open", "'a':F \"open:OS"),
            ("`odd name`", "`odd name`:N"),
            (
                "claims without \"a\"; def f(x) = x",
                "claims:N without:K \"a\":S ;:S def:K f:C (:S x:N ):S =:S x:N",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn only_blanks_are_between_tokens(text in "(?s).{0,30}|[a-z0-9 .$#\"`/|;()=-]{0,30}") {
            let mut at = 0;
            for token in tokens(&text) {
                assert!(text[at..token.span.start].chars().all(lex::is_blank), "{text:?}");
                assert!(token.span.start < token.span.end);
                at = token.span.end;
            }
            assert!(text[at..].chars().all(lex::is_blank), "{text:?}");
        }
    }
}
