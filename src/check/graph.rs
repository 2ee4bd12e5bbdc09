//! Walks along references.

use std::collections::BTreeSet;

/// For every row the rows it leads to.
pub(super) type Edges = [Vec<u32>];

/// Returns every circle once, from its first row in ledger order on; its last row leads back.
///
/// Where circles share a stretch at least one of them is found.
pub(super) fn circles(edges: &Edges) -> BTreeSet<Vec<u32>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; edges.len()];
    let mut found = BTreeSet::new();
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        // The way walked, each row with how many of its edges were taken.
        let mut way = vec![(start, 0)];
        state[start] = State::Open;
        while let Some((at, taken)) = way.last_mut() {
            let Some(&next) = edges[*at].get(*taken) else {
                state[*at] = State::Done;
                way.pop();
                continue;
            };
            *taken += 1;
            let next = next as usize;
            match state.get(next) {
                Some(State::New) => {
                    state[next] = State::Open;
                    way.push((next, 0));
                }
                Some(State::Open) => {
                    let from = way.iter().position(|(row, _)| *row == next);
                    let circle = way[from.unwrap_or(0)..].iter();
                    found.insert(turned(circle.map(|(row, _)| row_number(*row)).collect()));
                }
                Some(State::Done) | None => {}
            }
        }
    }
    found
}

/// Lets a circle begin with its first row in ledger order.
fn turned(mut circle: Vec<u32>) -> Vec<u32> {
    let least = circle.iter().enumerate().min_by_key(|(_, row)| **row);
    let least = least.map_or(0, |(at, _)| at);
    circle.rotate_left(least);
    circle
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a table has fewer than 2³² records")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_circles() {
        let edges = [vec![1], vec![2, 4], vec![0], vec![3], vec![], vec![1]];
        let found: Vec<_> = circles(&edges).into_iter().collect();
        assert_eq!(found, [vec![0, 1, 2], vec![3]]);
    }
}
