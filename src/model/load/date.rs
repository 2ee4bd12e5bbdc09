//! Dates with how they are known: `{ edtf, basis, why }`.

use serde::de::value::Error;
use toml::de::DeValue;

use super::item;
use super::problems::suggest;
use super::read::{Reader, TomlValue, at};
use crate::diagnostic::Span;
use crate::value::{Basis, Date};

/// Reads one; every key of it that is wrong is reported.
pub(super) fn read<'t>(reader: &mut Reader<'_, '_, 't>, value: TomlValue<'t>) -> Option<Date> {
    let span = at(&value.span());
    let DeValue::Table(table) = value.into_inner() else {
        return None;
    };
    let (mut edtf, mut basis, mut why) = (None, Some(Basis::Stated), None);
    let (mut sound, mut dated) = (true, false);
    for (key, value) in table {
        let place = at(&value.span());
        let name: &str = key.get_ref();
        if !["edtf", "basis", "why"].contains(&name) {
            let message = format!("a date has no key ‘{name}’");
            let diagnostic = reader.error(at(&key.span()), "unknown-key", message);
            suggest(
                diagnostic,
                name,
                "keys",
                ["edtf", "basis", "why"].into_iter(),
            );
            sound = false;
            continue;
        }
        dated |= name == "edtf";
        let Some(text) = text(reader, name, &value) else {
            sound = false;
            continue;
        };
        match name {
            "edtf" => edtf = told(reader, place, |helps| item::date(&text, helps)),
            "basis" => basis = known(reader, place, &text),
            _ => why = Some(text),
        }
    }
    if !dated && sound {
        let help = "write { edtf = \"2019-12\", basis = \"inferred\", why = \"…\" }";
        let diagnostic = reader.error(span, "bad-value", "the date lacks ‘edtf’");
        diagnostic.helps.push(help.into());
    }
    let (edtf, basis) = (edtf?, basis?);
    sound.then_some(Date { basis, why, ..edtf })
}

/// Returns the text of a key.
fn text(reader: &mut Reader<'_, '_, '_>, key: &str, value: &TomlValue<'_>) -> Option<String> {
    let (code, message, help) = match value.get_ref() {
        DeValue::String(text) => return Some(text.to_string()),
        DeValue::Datetime(date) => (
            "bare-date",
            format!("‘{key}’ is a bare TOML date"),
            Some(format!("write dates as quoted EDTF: \"{date}\"")),
        ),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => ("wrong-type", format!("‘{key}’ takes text in quotes"), None),
    };
    let diagnostic = reader.error(at(&value.span()), code, message);
    diagnostic.helps.extend(help);
    None
}

/// Reads how a date is known.
fn known(reader: &mut Reader<'_, '_, '_>, place: Span, text: &str) -> Option<Basis> {
    let code = told(reader, place, |helps| {
        item::word(Basis::VOCABULARY, text, helps)
    })?;
    let basis = Basis::from_code(code).expect("the word is of the vocabulary");
    if basis == Basis::Derived {
        let message = "no file says that a date is derived; the loader does";
        let diagnostic = reader.error(place, "bad-value", message);
        diagnostic
            .helps
            .push("write ‘stated’, ‘resolved’ or ‘inferred’".into());
        return None;
    }
    Some(basis)
}

/// Reports what is wrong with a value.
fn told<T>(
    reader: &mut Reader<'_, '_, '_>,
    place: Span,
    read: impl FnOnce(&mut Vec<String>) -> Result<T, Error>,
) -> Option<T> {
    let mut helps = Vec::new();
    match read(&mut helps) {
        Ok(value) => Some(value),
        Err(error) => {
            let diagnostic = reader.error(place, "bad-value", error.to_string());
            diagnostic.helps.extend(helps);
            None
        }
    }
}
