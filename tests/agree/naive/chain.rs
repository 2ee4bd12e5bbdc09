//! Links followed again and again, and a row of each value.

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
        let all = self.measured(kind, start, link, true, times);
        let sure = self.measured(kind, start, link, false, times);
        let mut found = Vec::new();
        for (record, nearest) in &all {
            let surely = sure.iter().find(|(own, _)| own == record);
            let surely = surely.map(|(_, far)| *far);
            let item = Item::sure(Val::Record(kind, *record));
            let certain = surely.is_some_and(within);
            if *record == Link::SOMEBODY {
                found.push(item.doubted_if(!certain));
            } else if certain && within(*nearest) {
                found.push(item);
            } else if surely.is_none_or(|far| far >= times.least) {
                found.push(item.doubted_if(true));
            }
        }
        found
    }

    /// Measures how many links away each record is, level by level.
    fn measured(
        &self,
        kind: Kind,
        start: u32,
        link: &str,
        doubtful: bool,
        times: Repeat,
    ) -> Vec<(u32, u32)> {
        let (mut found, mut level, mut far) = (vec![(start, 0)], vec![start], 0);
        while !level.is_empty() && times.most.is_none_or(|most| far < most) {
            far += 1;
            let mut next = Vec::new();
            for record in level {
                if record == Link::SOMEBODY {
                    continue;
                }
                for item in self.field(kind, record, link) {
                    let Val::Record(_, to) = item.val else {
                        panic!("a link leads to records")
                    };
                    let new = found.iter().all(|(own, _)| *own != to);
                    if new && (doubtful || !item.doubtful) {
                        found.push((to, far));
                        next.push(to);
                    }
                }
            }
            level = next;
        }
        found
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

fn last_name(path: &Expr) -> String {
    match &path.kind {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Field(_, name) => name.text.clone(),
        ExprKind::Filter(base, _) | ExprKind::Repeat(base, _) => last_name(base),
        other => panic!("{other:?} is no path"),
    }
}
