//! Laws of stages: rows cut, sorted, counted, told apart.

use super::{Rows, found, hold};

#[test]
fn to_take_some_is_to_take_the_first() {
    hold(|asked, ground| {
        let (rows, p, order, few) = (&ground.rows, &ground.p, &ground.order, ground.few);
        let sorted = format!("{rows} where {p} | sort {order}");
        let all = asked.rows(&format!("{sorted} | select id"))?;
        let text = format!("{sorted} | take {few} | select id");
        let taken = asked.rows(&text)?;
        let certain = |rows: &Rows| -> Rows {
            rows.iter()
                .filter(|(certain, _)| *certain)
                .cloned()
                .collect()
        };
        let first = certain(&all).into_iter().take(few).collect();
        asked.equal(&text, &certain(&taken), &first)?;
        // What is taken stands in all of them, as far as it goes, in their order.
        let mut rest = all.iter();
        for row in &taken {
            if !rest.any(|other| other == row) {
                return asked.broken(&text, &format!("{row:?} stands elsewhere"));
            }
        }
        let more = few + 2;
        let twice = format!("{sorted} | take {more} | take {few} | select id");
        asked.equal(&twice, &certain(&asked.rows(&twice)?), &first)?;
        let skipped = format!("{sorted} | skip {few} | select id");
        let behind = certain(&all).into_iter().skip(few).collect();
        asked.equal(&skipped, &certain(&asked.rows(&skipped)?), &behind)
    });
}

#[test]
fn to_sort_is_to_set_in_another_order() {
    hold(|asked, ground| {
        let (rows, p, order, columns) = (&ground.rows, &ground.p, &ground.order, &ground.columns);
        let kept = format!("{rows} where {p}");
        let text = format!("{kept} | sort {order} | select {columns}");
        let mut sorted = asked.rows(&text)?;
        let mut unsorted = asked.rows(&format!("{kept} | select {columns}"))?;
        sorted.sort();
        unsorted.sort();
        asked.equal(&text, &sorted, &unsorted)?;
        asked.same(
            &format!("{kept} | sort {order} | select id"),
            &format!("{kept} | sort {order} | sort {order} | select id"),
        )
    });
}

#[test]
fn to_tell_rows_apart_twice_is_to_do_it_once() {
    hold(|asked, ground| {
        let (rows, p, columns) = (&ground.rows, &ground.p, &ground.columns);
        let once = format!("{rows} where {p} | distinct {columns}");
        asked.same(&once, &format!("{once} | distinct"))?;
        asked.same(
            &once,
            &format!("{rows} where {p} | select {columns} | distinct"),
        )?;
        // Records are told apart already.
        asked.same(
            &format!("{rows} where {p} | distinct | select id"),
            &format!("{rows} where {p} | select id"),
        )?;
        let distinct = asked.rows(&once)?;
        let all = asked.rows(&format!("{rows} where {p} | select {columns}"))?;
        for (certain, cells) in &all {
            let fits = match found(&distinct, cells) {
                Some(kept) => kept || !*certain,
                None => false,
            };
            if !fits {
                return asked.broken(&once, &format!("{cells:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn groups_add_up() {
    hold(|asked, ground| {
        let (rows, p, key) = (&ground.rows, &ground.p, &ground.key);
        let kept = format!("{rows} where {p}");
        let all = asked.rows(&format!("{kept} | select id"))?;
        let certain = all.iter().filter(|(certain, _)| *certain).count();
        // A group that is only possible is not shown, so that some possible rows may be missing.
        let text = format!("{kept} | group {key} as key aggregate count() as n | select n");
        let (least, most) = sums(&asked.rows(&text)?);
        if least != certain || most > all.len() || most < certain {
            return asked.broken(&text, &format!("{least} and {most}"));
        }
        let text = format!("{kept} | count");
        let counted = sums(&asked.rows(&text)?);
        if counted != (certain, all.len()) {
            return asked.broken(&text, &format!("{counted:?}"));
        }
        Ok(())
    });
}

/// Adds up counts, each written from its least to its most.
fn sums(counts: &Rows) -> (usize, usize) {
    let number = |text: &str| text.parse::<usize>().expect("a count is a number");
    counts.iter().fold((0, 0), |(least, most), (_, cells)| {
        let (from, to) = cells[0].split_once("..").expect("a count has two ends");
        (least + number(from), most + number(to))
    })
}
