//! Links followed again and again, and a row of each value.

use std::collections::HashMap;

use whosaid::model::{Kind, Link};
use whosaid::syntax::tree::{Expr, ExprKind, Name, Repeat};

use super::{Column, Frame, Item, Naive, Row, Scope, Shape, Shown, Val};

impl Naive<'_> {
    /// Follows the link that a path ends at so often from each value before it.
    pub(super) fn repeated(
        &self,
        path: &Expr,
        times: Repeat,
        scope: Scope<'_>,
        row: &Row,
    ) -> Vec<Item> {
        let (starts, link) = match &path.kind {
            ExprKind::Name(link) => {
                let own = row.node.expect("a link is a record's");
                let kind = scope.kind.expect("a link is a record's");
                (vec![Item::sure(Val::Record(kind, own))], link)
            }
            ExprKind::Field(base, link) => (self.values(base, scope, row), &link.text),
            other => panic!("{other:?} is no link"),
        };
        let reached = starts.into_iter().flat_map(|start| {
            let Val::Record(kind, from) = start.val else {
                panic!("a link is a record's")
            };
            let found = self.so_far(kind, from, link, times).into_iter();
            found.map(move |item| item.doubted_if(start.doubtful))
        });
        super::expr::once_each(reached)
    }

    /// Returns the records that are so many links from one.
    fn so_far(&self, kind: Kind, start: u32, link: &str, times: Repeat) -> Vec<Item> {
        let within = |far: u32| far >= times.least && times.most.is_none_or(|most| far <= most);
        if start == Link::SOMEBODY {
            return vec![Item::sure(Val::Record(kind, start)).doubted_if(times.least > 0)];
        }
        let links = self.links_from(kind, start, link);
        let doubts = links.iter().filter(|(_, _, doubtful)| *doubtful).count();
        assert!(doubts <= 14, "{doubts} doubtful links are too many to try");
        let choices: Vec<HashMap<u32, u32>> = (0u32..1 << doubts)
            .map(|choice| measured(start, &chosen(&links, choice)))
            .collect();
        let mut records = vec![start];
        for (_, to, _) in &links {
            if !records.contains(to) {
                records.push(*to);
            }
        }
        let mut found = Vec::new();
        for record in records {
            let so_far = |far: &HashMap<u32, u32>| far.get(&record).is_some_and(|far| within(*far));
            let near = |far: &HashMap<u32, u32>| {
                let far = far.get(&record);
                far.is_some_and(|far| times.most.is_none_or(|most| *far <= most))
            };
            let item = Item::sure(Val::Record(kind, record));
            let certain = choices.iter().all(so_far);
            // Somebody not known may lead on to others, whom nobody knows either.
            let lone = record == Link::SOMEBODY && choices.iter().any(near);
            let nearest = choices.iter().all(|far| far.get(&record).is_some());
            if record == Link::SOMEBODY && lone {
                let sure = nearest && choices[0].get(&record).is_some_and(|far| within(*far));
                found.push(item.doubted_if(!sure));
            } else if certain || choices.iter().any(so_far) {
                found.push(item.doubted_if(!certain));
            }
        }
        found
    }

    /// Returns every link that some choice lets one come by.
    fn links_from(&self, kind: Kind, start: u32, link: &str) -> Vec<(u32, u32, bool)> {
        let (mut seen, mut next, mut links) = (vec![start], 0, Vec::new());
        while next < seen.len() {
            let record = seen[next];
            next += 1;
            if record == Link::SOMEBODY {
                continue;
            }
            for item in self.field(kind, record, link) {
                let Val::Record(_, to) = item.val else {
                    panic!("a link leads to records")
                };
                links.push((record, to, item.doubtful));
                if !seen.contains(&to) {
                    seen.push(to);
                }
            }
        }
        links
    }

    /// Makes a row of each value of a path.
    pub(super) fn expanded(
        &self,
        mut frame: Frame,
        optional: bool,
        path: &Expr,
        label: Option<&Name>,
    ) -> Frame {
        let shape = self.shape(path, frame.scope());
        let shape = shape.expect("a path has a type");
        let mut rows = Vec::new();
        for row in &frame.rows {
            let values = self.values(path, frame.scope(), row);
            let written: Vec<&Item> = values.iter().filter(|item| item.is_written()).collect();
            for item in &written {
                let mut new = row.clone();
                new.certain &= !item.doubtful;
                let mut sure = (*item).clone();
                sure.doubtful = false;
                new.cells.push(vec![sure]);
                rows.push(new);
            }
            if optional && written.iter().all(|item| item.doubtful) {
                let mut new = row.clone();
                new.certain &= written.is_empty();
                let unwritten = values.iter().filter(|item| !item.is_written()).cloned();
                new.cells.push(unwritten.collect());
                rows.push(new);
            }
        }
        frame.rows = rows;
        let name = label.map_or_else(|| last_name(path), |label| label.text.clone());
        let place = frame.columns.len();
        let bears = |shown: &Shown| match shown {
            Shown::Field(own) => own.eq_ignore_ascii_case(&name),
            Shown::Column(place) => {
                let own = frame.columns[*place].name.as_deref();
                own.is_some_and(|own| own.eq_ignore_ascii_case(&name))
            }
        };
        match frame.shown.iter().position(bears) {
            Some(same) => frame.shown[same] = Shown::Column(place),
            None => frame.shown.push(Shown::Column(place)),
        }
        frame.columns.push(Column {
            name: Some(name),
            shape: Shape {
                many: false,
                ..shape
            },
        });
        frame
    }
}

/// Returns the sure links and those doubtful ones that a choice has.
fn chosen(links: &[(u32, u32, bool)], choice: u32) -> Vec<(u32, u32)> {
    let mut doubts = 0;
    let mut chosen = Vec::new();
    for (from, to, doubtful) in links {
        let is_there = !doubtful || choice >> doubts & 1 == 1;
        doubts += u32::from(*doubtful);
        if is_there {
            chosen.push((*from, *to));
        }
    }
    chosen
}

/// Measures how many links away each record is, level by level.
fn measured(start: u32, links: &[(u32, u32)]) -> HashMap<u32, u32> {
    let (mut far, mut level, mut step) = (HashMap::from([(start, 0)]), vec![start], 0);
    while !level.is_empty() {
        step += 1;
        let mut next = Vec::new();
        for record in level {
            for (_, to) in links.iter().filter(|(from, _)| *from == record) {
                if !far.contains_key(to) {
                    far.insert(*to, step);
                    next.push(*to);
                }
            }
        }
        level = next;
    }
    far
}

fn last_name(path: &Expr) -> String {
    match &path.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Field(_, name) => name.text.clone(),
        ExprKind::Filter(base, _) | ExprKind::Repeat(base, _) => last_name(base),
        other => panic!("{other:?} is no path"),
    }
}
