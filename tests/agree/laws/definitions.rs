//! Laws of views, and of what `let` and `def` name.

use super::hold;

#[test]
fn views_hold_together_whichever_stands_first() {
    hold(|asked, ground| {
        let (rows, p, [one, other]) = (&ground.rows, &ground.p, &ground.views);
        let seen = |views: &str| format!("{rows}{views} where {p} | select id");
        asked.same(
            &seen(&format!("{one}{other}")),
            &seen(&format!("{other}{one}")),
        )?;
        asked.same(&seen(&format!("{one}{one}")), &seen(one))?;
        asked.same(
            &format!("({rows}{one}){other} where {p} | select id"),
            &seen(&format!("{one}{other}")),
        )
    });
}

#[test]
fn a_view_only_takes_away() {
    hold(|asked, ground| {
        let (rows, [view, _]) = (&ground.rows, &ground.views);
        let all = asked.rows(&format!("{rows} | select id"))?;
        let text = format!("{rows}{view} | select id");
        let left = asked.rows(&text)?;
        let mut rest = all.iter();
        for (certain, id) in &left {
            match rest.find(|(_, own)| own == id) {
                Some((whole, _)) if *whole || !*certain => {}
                Some(_) | None => return asked.broken(&text, &format!("{id:?}")),
            }
        }
        Ok(())
    });
}

#[test]
fn a_query_that_is_named_is_the_query() {
    hold(|asked, ground| {
        let (rows, p, q, [view, other]) = (&ground.rows, &ground.p, &ground.q, &ground.views);
        asked.same(
            &format!("let own = {rows}{view} where {p}; own{other} where {q} | select id"),
            &format!("({rows}{view} where {p}){other} where {q} | select id"),
        )?;
        asked.same(
            &format!(
                "let own = {rows} where {p}; {rows} where id in (own | select id) | select id"
            ),
            &format!("{rows} where id in ({rows} where {p} | select id) | select id"),
        )
    });
}

#[test]
fn an_expression_that_is_named_is_the_expression() {
    hold(|asked, ground| {
        let (rows, p, q) = (&ground.rows, &ground.p, &ground.q);
        asked.same(
            &format!("def own = {p}; {rows} where own | select id, own as held"),
            &format!("{rows} where {p} | select id, {p} as held"),
        )?;
        let (path, literal) = &ground.compared;
        asked.same(
            &format!(
                "def meets(x, y) = x = y or {q}; {rows} where meets({path}, {literal}) | select id"
            ),
            &format!("{rows} where {path} = {literal} or {q} | select id"),
        )
    });
}
