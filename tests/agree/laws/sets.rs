//! Laws of `union`, `except` and `intersect`, by the identity of records.

use super::{Asked, Broken, Rows, found, hold};
use crate::agree::query::Ground;

/// What two queries of one collection have, and all of it.
struct Two {
    all: Rows,
    a: Rows,
    b: Rows,
    texts: [String; 2],
}

fn two(asked: &Asked<'_>, ground: &Ground) -> Result<Two, Broken> {
    let (rows, [view, _]) = (&ground.rows, &ground.views);
    let texts = [
        format!("{rows} where {}", ground.p),
        format!("{rows}{view} where {}", ground.q),
    ];
    let ids = |text: &str| asked.rows(&format!("{text} | select id"));
    Ok(Two {
        all: ids(rows)?,
        a: ids(&texts[0])?,
        b: ids(&texts[1])?,
        texts,
    })
}

/// Holds a way of joining two queries to what it makes of how each has a record.
fn joined(
    how: &str,
    certain: fn(Option<bool>, Option<bool>) -> Option<bool>,
) -> impl Fn(&Asked<'_>, &Ground) -> Result<(), Broken> {
    let how = how.to_owned();
    move |asked, ground| {
        let two = two(asked, ground)?;
        let [a, b] = &two.texts;
        let text = format!("{a} | {how} ({b}) | select id");
        let expected = two.all.iter().filter_map(|(_, id)| {
            let certain = certain(found(&two.a, id), found(&two.b, id))?;
            Some((certain, id.clone()))
        });
        asked.equal(&text, &asked.rows(&text)?, &expected.collect())
    }
}

#[test]
fn a_union_has_what_either_has() {
    hold(joined("union", |a, b| match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, None) => None,
        _perhaps => Some(false),
    }));
}

#[test]
fn an_intersection_has_what_both_have() {
    hold(joined("intersect", |a, b| {
        let (here, there) = (a?, b?);
        Some(here && there)
    }));
}

#[test]
fn what_is_left_is_surely_here_and_surely_not_there() {
    hold(joined("except", |a, b| match (a?, b) {
        (_, Some(true)) => None,
        (here, None) => Some(here),
        (_, Some(false)) => Some(false),
    }));
}

#[test]
fn joins_in_either_order_and_with_itself() {
    hold(|asked, ground| {
        // A view would hold for what is joined as well.
        let [a, b] = [&ground.p, &ground.q].map(|test| format!("{} where {test}", ground.rows));
        for how in ["union", "intersect"] {
            asked.same(
                &format!("{a} | {how} ({b}) | select id"),
                &format!("{b} | {how} ({a}) | select id"),
            )?;
            asked.same(
                &format!("{a} | {how} ({a}) | select id"),
                &format!("{a} | select id"),
            )?;
        }
        asked.same(
            &format!("{a} | except ({b}) | except ({b}) | select id"),
            &format!("{a} | except ({b}) | select id"),
        )?;
        let left = asked.rows(&format!("{a} | except ({a}) | select id"))?;
        if left.iter().any(|(certain, _)| *certain) {
            return asked.broken(&a, "something is left of it without itself");
        }
        Ok(())
    });
}
