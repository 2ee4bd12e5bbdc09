//! Laws of conditions.

use super::{Asked, Broken, found, hold};
use crate::agree::query::Ground;

/// Says that two conditions keep the same rows.
fn alike(asked: &Asked<'_>, ground: &Ground, one: &str, other: &str) -> Result<(), Broken> {
    let rows = &ground.rows;
    asked.same(
        &format!("{rows} where {one} | select id"),
        &format!("{rows} where {other} | select id"),
    )
}

#[test]
fn two_negations_are_none() {
    hold(|asked, ground| {
        let p = &ground.p;
        alike(asked, ground, &format!("not (not {p})"), p)
    });
}

#[test]
fn unequal_is_not_equal() {
    hold(|asked, ground| {
        let (path, literal) = &ground.compared;
        alike(
            asked,
            ground,
            &format!("{path} != {literal}"),
            &format!("not {path} = {literal}"),
        )?;
        alike(
            asked,
            ground,
            &format!("{path} = {literal}"),
            &format!("{path} in ({literal})"),
        )
    });
}

#[test]
fn negation_changes_and_with_or() {
    hold(|asked, ground| {
        let (path, literal) = &ground.compared;
        // Tests of one value on both sides are judged as one, however they are said.
        let both = |connective: &str| {
            (
                format!("({path} = {literal} {connective} {})", ground.p),
                format!("({path} != {literal} {connective} {})", ground.q),
            )
        };
        let plain = (ground.p.clone(), ground.q.clone());
        for (p, q) in [plain, both("and"), both("or")] {
            alike(
                asked,
                ground,
                &format!("not ({p} and {q})"),
                &format!("not {p} or not {q}"),
            )?;
            alike(
                asked,
                ground,
                &format!("not ({p} or {q})"),
                &format!("not {p} and not {q}"),
            )?;
        }
        Ok(())
    });
}

#[test]
fn the_order_of_conditions_and_saying_one_twice_change_nothing() {
    hold(|asked, ground| {
        let (p, q) = (&ground.p, &ground.q);
        for connective in ["and", "or"] {
            alike(
                asked,
                ground,
                &format!("{p} {connective} {q}"),
                &format!("{q} {connective} {p}"),
            )?;
            alike(asked, ground, &format!("{p} {connective} {p}"), p)?;
        }
        alike(asked, ground, &format!("{p} and true"), p)?;
        alike(asked, ground, &format!("{p} or false"), p)?;
        alike(asked, ground, &format!("{p} and ({p} or {q})"), p)?;
        alike(asked, ground, &format!("{p} or ({p} and {q})"), p)
    });
}

#[test]
fn what_holds_what_does_not_and_what_is_not_known_make_up_all() {
    hold(|asked, ground| {
        let (rows, p, [view, _]) = (&ground.rows, &ground.p, &ground.views);
        for rows in [rows.clone(), format!("{rows}{view}")] {
            let all = asked.rows(&format!("{rows} | select id"))?;
            let held = asked.rows(&format!("{rows} where {p} | select id"))?;
            let failed = asked.rows(&format!("{rows} where not {p} | select id"))?;
            for (certain, id) in &all {
                let fits = match (found(&held, id), found(&failed, id)) {
                    (Some(true), None) | (None, Some(true)) => *certain,
                    (Some(false), None) | (None, Some(false)) => !*certain,
                    (Some(false), Some(false)) => true,
                    _twice_or_not_at_all => false,
                };
                if !fits {
                    return asked.broken(&format!("{rows} where {p}"), &format!("{id:?}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn possible_is_what_is_not_surely_false() {
    hold(|asked, ground| {
        let (rows, p, [view, _]) = (&ground.rows, &ground.p, &ground.views);
        for rows in [rows.clone(), format!("{rows}{view}")] {
            let all = asked.rows(&format!("{rows} | select id"))?;
            let held = asked.rows(&format!("{rows} where {p} | select id"))?;
            let text = format!("{rows} where possibly {p} | select id");
            let possible = asked.rows(&text)?;
            // A row that is only possibly there stays so.
            let there = |ids: &dyn Fn(&[String]) -> bool| {
                let kept = all.iter().filter(|(_, id)| ids(id));
                kept.cloned().collect()
            };
            let expected = there(&|id| found(&held, id).is_some());
            asked.equal(&text, &possible, &expected)?;
            let text = format!("{rows} where not possibly not {p} | select id");
            let surely = asked.rows(&text)?;
            let failed = asked.rows(&format!("{rows} where not {p} | select id"))?;
            let expected = there(&|id| found(&failed, id).is_none());
            asked.equal(&text, &surely, &expected)?;
            let text = format!("{rows} where possibly possibly {p} | select id");
            asked.equal(&text, &asked.rows(&text)?, &possible)?;
        }
        Ok(())
    });
}

#[test]
fn two_tests_in_a_row_are_joined_by_and() {
    hold(|asked, ground| {
        let (rows, p, q) = (&ground.rows, &ground.p, &ground.q);
        let (staged, joined) = (
            format!("{rows} where {p} | where {q} | select id"),
            format!("{rows} where {p} and {q} | select id"),
        );
        if apart(p, q) {
            return asked.same(&staged, &joined);
        }
        // Tests of one value are judged as one only where they are joined, and so more sharply.
        let all = asked.rows(&format!("{rows} | select id"))?;
        let (by_stage, at_once) = (asked.rows(&staged)?, asked.rows(&joined)?);
        for (_, id) in &all {
            let sharper = match (found(&by_stage, id), found(&at_once, id)) {
                (one, other) if one == other => true,
                (one, _) => one == Some(false),
            };
            if !sharper {
                return asked.broken(&format!("{staged}\n{joined}"), &format!("{id:?}"));
            }
        }
        Ok(())
    });
}

/// Tells whether two conditions speak of different things: no name stands in both.
fn apart(p: &str, q: &str) -> bool {
    let names = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let names = words.map(|word| match word {
            "year" => "said".to_owned(),
            "lag" => "said".to_owned(),
            own => own.to_owned(),
        });
        names.collect()
    };
    const COMMON: [&str; 16] = [
        "", "and", "or", "not", "possibly", "in", "exists", "is", "null", "between", "true",
        "false", "contains", "starts", "ends", "with",
    ];
    let others = names(q);
    names(p)
        .iter()
        .all(|name| COMMON.contains(&name.as_str()) || !others.contains(name))
}
