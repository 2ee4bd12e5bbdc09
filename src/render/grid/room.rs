//! Who gets how much of a width.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::column::{Column, Sort, Weight};
use super::{BETWEEN, LEAST};

/// The least that a text takes as long as other columns keep their width.
const LEAST_SQUEEZED: usize = 8;

/// Shares a width out among columns; returns the headings of those that had to be left out.
///
/// Where `elide` is set columns may be left out that are not kept: those that tell least, from the
/// right.
pub(super) fn share(columns: &mut Vec<Column<'_>>, width: usize, elide: bool) -> Vec<String> {
    let mut left_out = Vec::new();
    if elide && !all_have_room(columns, width) {
        columns
            .iter_mut()
            .for_each(|column| column.least = column.tight);
        let without = too_many(columns, width);
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
    squeeze(columns, room, if elide { 1 } else { LEAST });
    give(columns, room);
    // What breaks in few places makes little use of more than its parts.
    for (sort, wants) in [(Sort::Dates, None), (Sort::Ids, Some(Sort::Texts))] {
        let is_wanted = |column: &Column<'_>| {
            wants.is_none_or(|sort| column.sort == sort && column.width < column.natural)
        };
        if columns.iter().any(is_wanted) {
            let is_broken = |column: &&mut Column<'_>| {
                column.sort == sort && (column.tight..column.natural).contains(&column.width)
            };
            let broken = columns.iter_mut().filter(is_broken);
            broken.for_each(|column| column.natural = column.tight);
            give(columns, room);
        }
    }
    left_out
}

/// Lowers what columns take at the least, as far as there is no room: that of texts, then that of
/// ids and dates, then that of all.
fn squeeze(columns: &mut [Column<'_>], room: usize, floor: usize) {
    let all = [Sort::Texts, Sort::Ids, Sort::Dates, Sort::Whole];
    for (sorts, least) in [
        (&all[..1], LEAST_SQUEEZED),
        (&all[..3], LEAST_SQUEEZED),
        (&all[..3], LEAST),
        (&all[..], floor),
    ] {
        if columns.iter().map(|column| column.least).sum::<usize>() <= room {
            return;
        }
        let lowered = columns.iter_mut();
        let lowered = lowered.filter(|column| sorts.contains(&column.sort));
        lowered.for_each(|column| column.least = column.least.min(least));
    }
}

/// Tells whether a width has room for the least of each column.
fn all_have_room(columns: &[Column<'_>], width: usize) -> bool {
    let least: usize = columns.iter().map(|column| column.least).sum();
    least <= room(columns.len(), width)
}

/// Returns what a width leaves for the values of so many columns.
fn room(columns: usize, width: usize) -> usize {
    width.saturating_sub(columns.saturating_sub(1) * BETWEEN)
}

/// Returns the places of the columns that a width has no room for, the others as tight as they go.
pub(super) fn too_many(columns: &[Column<'_>], width: usize) -> BTreeSet<usize> {
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.retain(|place| columns[*place].weight < Weight::Kept);
    order.sort_by_key(|place| (columns[*place].weight, Reverse(*place)));
    let mut least: usize = columns.iter().map(|column| column.tight).sum();
    let mut without = BTreeSet::new();
    for place in order {
        if least <= room(columns.len() - without.len(), width) {
            break;
        }
        least -= columns[place].tight;
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
