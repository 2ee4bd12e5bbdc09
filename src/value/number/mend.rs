//! What to write instead of a text that is no number.

use super::{NumberError, multiplier, parse};

/// Explains why a text is no number, and shows the number that was probably meant.
pub(super) fn explain(text: &str) -> NumberError {
    if text.is_empty() {
        return error("it is empty", FORMS);
    }
    if text.len() > LONGEST {
        return error("it is too long for a number", FORMS);
    }
    multiplied(text)
        .or_else(|| grouped(text))
        .or_else(|| decimal_comma(text))
        .or_else(|| other_range(text))
        .or_else(|| other_sign(text))
        .or_else(|| glued_unit(text))
        .or_else(|| in_words(text))
        .unwrap_or_else(|| error("it is not written in digits", FORMS))
}

const FORMS: &str =
    "write 12, or in quotes \"12~\" (about 12), \"10..14\", \"11..\" (11 or more) or \"20000 USD\"";

/// No number that anybody means is as long; explaining stops here.
const LONGEST: usize = 200;

fn error(message: &str, hint: &str) -> NumberError {
    NumberError {
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
    }
}

/// Makes the error whose hint is another spelling, where that is a number.
fn instead(message: &str, spelling: &str) -> Option<NumberError> {
    parse::read(spelling)
        .is_some_and(|number| number.range.lo <= number.range.hi)
        .then(|| error(message, &format!("write ‘{spelling}’")))
}

/// `1.2m GBP`, `5 million`
fn multiplied(text: &str) -> Option<NumberError> {
    let message = "thousands and millions are written out";
    if text.contains(',') && multiplier::written_out(text).is_some() {
        return Some(error(message, FORMS));
    }
    let plain = multiplier::written_out(text)?;
    instead(message, &plain).or_else(|| {
        let hint = explain(&plain).hint;
        Some(error(message, hint.as_deref().unwrap_or(FORMS)))
    })
}

/// `20,000`, `1 000`, `1'000`, `1_000`: thousands kept apart.
fn grouped(text: &str) -> Option<NumberError> {
    let chars: Vec<char> = text.chars().collect();
    let is_mark = |c: char| matches!(c, ',' | '\'' | '’' | '_' | '.') || c.is_whitespace();
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let parts_thousands = |at: usize| {
        let three = (1..=3).all(|behind| digit(at + behind)) && !digit(at + 4);
        is_mark(chars[at]) && at > 0 && digit(at - 1) && three
    };
    let without = (0..chars.len())
        .filter(|at| !parts_thousands(*at))
        .map(|at| chars[at])
        .collect::<String>();
    (without != text)
        .then(|| instead("thousands are not kept apart", &without))
        .flatten()
}

/// `1,5`
fn decimal_comma(text: &str) -> Option<NumberError> {
    let pointed = text.replacen(',', ".", 1);
    (pointed != text)
        .then(|| instead("the decimal mark is a point", &pointed))
        .flatten()
}

/// `10-14`, `10–14`, `10 .. 14`, `10 to 14`
fn other_range(text: &str) -> Option<NumberError> {
    [" .. ", " - ", " – ", " to ", "...", "–", "—", "-"]
        .into_iter()
        .find_map(|mark| {
            let (low, high) = text.split_once(mark)?;
            instead(
                "a range is written with two points",
                &format!("{low}..{high}"),
            )
        })
}

/// `+5`, `.5`, `5.`, `12?`, `>5`, `11+`, `~12`, `12 ~`
fn other_sign(text: &str) -> Option<NumberError> {
    let message = "it has a sign too many";
    let (front, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    let at_front = match front {
        "+" => instead(message, rest),
        "." if rest != "." => instead("a digit must stand before the point", &format!("0{text}")),
        "~" | "≈" => instead("‘about’ is written behind", &format!("{rest}~")),
        ">" | "≥" => instead(
            "‘or more’ is written ‘..’",
            &format!("{}..", rest.trim_start_matches(['=', ' '])),
        ),
        "<" | "≤" => instead(
            "‘or less’ is written ‘..’",
            &format!("..{}", rest.trim_start_matches(['=', ' '])),
        ),
        "−" | "–" => instead("minus is written ‘-’", &format!("-{rest}")),
        _ => None,
    };
    at_front
        .or_else(|| {
            instead(
                "‘about’ is written ‘~’",
                &format!("{}~", text.strip_suffix('?')?),
            )
        })
        .or_else(|| {
            instead(
                "‘or more’ is written ‘..’",
                &format!("{}..", text.strip_suffix('+')?),
            )
        })
        .or_else(|| {
            instead(
                "a digit must stand behind the point",
                text.strip_suffix('.')?,
            )
        })
        .or_else(|| {
            let joined = text.replacen(" ~", "~", 1);
            (joined != text).then(|| instead("no blank stands before ‘~’", &joined))?
        })
}

/// `10km`, `$200`, `1e6`
fn glued_unit(text: &str) -> Option<NumberError> {
    let is_amount = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '~');
    if let Some((digits, power)) = text.split_once(['e', 'E'])
        && power.bytes().all(|byte| byte.is_ascii_digit())
    {
        let noughts = power
            .parse()
            .ok()
            .filter(|noughts| *noughts < 30)
            .map(|noughts| "0".repeat(noughts));
        return instead(
            "powers of ten are written out",
            &format!("{digits}{}", noughts?),
        );
    }
    let unit_at = text.find(|c| !is_amount(c))?;
    if unit_at > 0 {
        let (amount, unit) = text.split_at(unit_at);
        return instead(
            "a blank stands before the unit",
            &format!("{amount} {}", unit.trim_start()),
        );
    }
    let amount_at = text.find(is_amount)?;
    let (unit, amount) = text.split_at(amount_at);
    let is_sign = !unit.trim().contains(char::is_whitespace) && !unit.contains(char::is_alphabetic);
    is_sign
        .then(|| {
            instead(
                "the unit stands behind",
                &format!("{amount} {}", unit.trim()),
            )
        })
        .flatten()
}

/// `about 12`, `at least 11`, `up to 5`
fn in_words(text: &str) -> Option<NumberError> {
    let lower = text.to_lowercase();
    let behind = |words: &[&str]| {
        words
            .iter()
            .find_map(|word| lower.strip_prefix(word))
            .map(str::trim)
    };
    if let Some(amount) = behind(&[
        "about ", "around ", "some ", "nearly ", "roughly ", "circa ", "ca. ", "c. ",
    ]) {
        let (digits, unit) = amount.split_once(' ').unwrap_or((amount, ""));
        let spelling = format!("{digits}~ {unit}");
        return instead("‘about’ is written ‘~’", spelling.trim_end());
    }
    if let Some(amount) = behind(&["at least ", "more than ", "over ", "from "]) {
        return instead("‘at least’ is written ‘..’", &format!("{amount}.."));
    }
    let amount = behind(&["at most ", "up to ", "less than ", "under "])?;
    instead("‘at most’ is written ‘..’", &format!("..{amount}"))
}
