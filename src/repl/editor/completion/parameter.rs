//! What Tab offers for parameters and their values, in `.param` and `.run`.

use std::sync::Arc;

use super::command::near;
use super::{Offer, behind};
use crate::console::saved::{Parameter, Saved};
use crate::diagnostic::Source;
use crate::repl::editor::view::View;
use crate::repl::script::Led;

/// Returns the parameters that may be given a value, or be left without one, then values.
pub(super) fn of_param(view: &View, given: &str) -> (usize, Vec<Offer>) {
    if let Some(begun) = given.strip_prefix('-') {
        let names = view.settings.params.iter();
        let names = names.map(|(name, value)| Offer::new(name, format!("= {value}")));
        return (given.len() - begun.len(), near(names.collect(), begun));
    }
    let named = given.trim_start_matches('$');
    let start = given.len() - named.len();
    let Some((name, rest)) = named.split_once(|c: char| c == '=' || c.is_whitespace()) else {
        return (start, near(known(view), named));
    };
    let value = rest.trim_start_matches([' ', '=']);
    let declared = declared(view);
    let (at, offers) = values(view, &declared, name, value);
    (given.len() - value.len() + at, offers)
}

/// Returns what the parameters of a saved query are and may be; behind their names.
pub(super) fn of_saved(view: &View, query: &Saved, given: &str) -> (usize, Vec<Offer>) {
    let start = last_word(given);
    let begun = &given[start..];
    let Some((name, value)) = begun.split_once('=') else {
        let offers = query.params.iter().map(offer).collect();
        return (start, near(offers, begun));
    };
    let (at, mut offers) = values(view, &query.params, name, value);
    // Marks within marks cannot be written there.
    offers.retain(|offer| offer.is_note || !offer.insert.contains('\\'));
    (given.len() - value.len() + at, offers)
}

/// Returns where the last word begins; blanks in quotation marks belong to a word.
pub(super) fn last_word(text: &str) -> usize {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c.is_whitespace() && !quoted {
            start = at + c.len_utf8();
        }
    }
    start
}

/// Returns the parameters that texts before declare.
fn declared(view: &View) -> Vec<Parameter> {
    let before = view.settings.before.iter();
    let texts = before.flat_map(|before| before.definitions());
    let declared = texts.flat_map(|text| {
        let (name, text) = (String::new(), text.to_owned());
        Parameter::all(&Arc::new(Source { name, text }))
    });
    declared.collect()
}

/// Returns the parameters that are declared or have a value.
fn known(view: &View) -> Vec<Offer> {
    let declared = declared(view);
    let is_declared = |name: &str| declared.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let given = view.settings.params.iter();
    let given = given.filter(|(name, _)| !is_declared(name));
    let given = given.map(|(name, value)| Offer::new(format!("{name}="), format!("is {value}")));
    declared.iter().map(offer).chain(given).collect()
}

fn offer(parameter: &Parameter) -> Offer {
    let default = parameter.default.iter();
    let default = default.map(|default| format!("otherwise {default}"));
    let said: Vec<String> = parameter.ty.iter().cloned().chain(default).collect();
    Offer::new(format!("{}=", parameter.name), said.join(" · "))
}

/// Returns what a parameter of this name may be, and where in what was typed that begins.
fn values(view: &View, declared: &[Parameter], name: &str, typed: &str) -> (usize, Vec<Offer>) {
    let mut declared = declared.iter();
    let parameter = declared.find(|it| it.name.eq_ignore_ascii_case(name));
    let Some(ty) = parameter.and_then(|it| it.ty.as_ref()) else {
        return (typed.len(), Vec::new());
    };
    let led = Led::by(&format!("param $value: {ty} = "), typed);
    behind(view, &led, typed.len())
}
