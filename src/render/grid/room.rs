//! Who gets how much of a width.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::column::Column;
use super::{BETWEEN, LEAST};

/// The least that a text takes as long as exact columns keep their width.
const LEAST_SQUEEZED: usize = 8;

/// Shares a width out among columns; returns the headings of those that had to be left out.
///
/// Columns behind the place `first` may be left out where `elide` is set: those that tell least,
/// from the right.
pub(super) fn share(
    columns: &mut Vec<Column<'_>>,
    width: usize,
    first: usize,
    elide: bool,
) -> Vec<String> {
    let mut left_out = Vec::new();
    if elide && !too_many(columns, width, first).is_empty() {
        columns
            .iter_mut()
            .for_each(|column| column.least = column.tight);
        let without = too_many(columns, width, first);
        let all = std::mem::take(columns).into_iter().enumerate();
        for (place, column) in all {
            if without.contains(&place) {
                left_out.push(column.heading);
            } else {
                columns.push(column);
            }
        }
    }
    let room = room(columns.len(), width);
    if columns.iter().map(|column| column.least).sum::<usize>() > room {
        squeeze(columns, room, if elide { 1 } else { LEAST });
    }
    give(columns, room);
    // What breaks in one place only makes no use of more than its parts.
    let is_broken = |column: &&mut Column<'_>| {
        let (tight, natural) = (column.tight, column.natural);
        column.is_exact && (tight..natural).contains(&column.width)
    };
    let broken = columns.iter_mut().filter(is_broken);
    broken.for_each(|column| column.natural = column.tight);
    give(columns, room);
    left_out
}

/// Lowers what columns take at the least: that of texts, and if this does not do, that of all.
fn squeeze(columns: &mut [Column<'_>], room: usize, floor: usize) {
    let texts = columns.iter_mut().filter(|column| !column.is_exact);
    texts.for_each(|column| column.least = column.least.min(LEAST_SQUEEZED));
    if columns.iter().map(|column| column.least).sum::<usize>() > room {
        columns
            .iter_mut()
            .for_each(|column| column.least = column.least.min(floor));
    }
}

/// Returns what a width leaves for the values of so many columns.
fn room(columns: usize, width: usize) -> usize {
    width.saturating_sub(columns.saturating_sub(1) * BETWEEN)
}

/// Returns the places of the columns that a width has no room for.
fn too_many(columns: &[Column<'_>], width: usize, first: usize) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (first + 1..columns.len()).collect();
    order.sort_by_key(|place| (columns[*place].weight, Reverse(*place)));
    let mut least: usize = columns.iter().map(|column| column.least).sum();
    let mut without = BTreeSet::new();
    for place in order {
        if least <= room(columns.len() - without.len(), width) {
            break;
        }
        least -= columns[place].least;
        without.insert(place);
    }
    without
}

/// Gives each column its least, and what is left to those that want more: as much to each as to
/// any other, unless it needs less.
fn give(columns: &mut [Column<'_>], room: usize) {
    let taken = |columns: &[Column<'_>], cap: usize| {
        let widths = columns.iter();
        widths
            .map(|column| column.natural.min(cap.max(column.least)))
            .fold(0_usize, usize::saturating_add)
    };
    let (mut low, mut high) = (0, room);
    while low < high {
        let middle = (low + high).div_ceil(2);
        if taken(columns, middle) <= room {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    let mut left = room.saturating_sub(taken(columns, low));
    for column in columns {
        column.width = column.natural.min(low.max(column.least));
        if left > 0 && column.width < column.natural {
            column.width += 1;
            left -= 1;
        }
    }
}
