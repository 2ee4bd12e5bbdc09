//! Who gets how much of a width.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::column::{Column, Sort, Weight};
use super::{BETWEEN, LEAST, least_width};

/// The least that a text takes as long as other columns keep their width.
const LEAST_SQUEEZED: usize = 8;

/// What gives room before what else: texts first, as they wrap at blanks, then dates and ids.
const GIVING: [Sort; 4] = [Sort::Texts, Sort::Dates, Sort::Ids, Sort::Whole];
/// The sorts of [`GIVING`] that give room before a column is left out that tells rows apart.
const BEFORE_COLUMNS: usize = 2;
/// Those that give room before a text, a number or a source is left out.
const BEFORE_TEXTS: usize = 3;

/// Shares a width out among columns; returns the headings of those that had to be left out.
///
/// Where `elide` is set columns may be left out that are not kept; a last column is the mark of that
/// where `marked` is set.
pub(super) fn share(
    columns: &mut Vec<Column<'_>>,
    width: usize,
    elide: bool,
    marked: bool,
) -> Vec<String> {
    let mut left_out = Vec::new();
    if elide {
        let without = too_many(columns, width, marked);
        let all = std::mem::take(columns).into_iter().enumerate();
        for (place, column) in all {
            if without.contains(&place) {
                left_out.push(column.heading);
            } else {
                columns.push(column);
            }
        }
        if marked && !left_out.is_empty() && least_width(columns.len()) + BETWEEN < width {
            columns.push(Column::mark());
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
/// dates and ids, then that of all.
fn squeeze(columns: &mut [Column<'_>], room: usize, floor: usize) {
    for (giving, least) in [
        (1, None),
        (BEFORE_COLUMNS, None),
        (BEFORE_TEXTS, None),
        (1, Some(LEAST_SQUEEZED)),
        (BEFORE_TEXTS, Some(LEAST_SQUEEZED)),
        (BEFORE_TEXTS, Some(LEAST)),
        (GIVING.len(), Some(floor)),
    ] {
        if columns.iter().map(|column| column.least).sum::<usize>() <= room {
            return;
        }
        let lowered = columns.iter_mut();
        let lowered = lowered.filter(|column| GIVING[..giving].contains(&column.sort));
        lowered.for_each(|column| {
            column.least = column.least.min(least.unwrap_or(column.tight));
        });
    }
}

/// Returns what a width leaves for the values of so many columns.
fn room(columns: usize, width: usize) -> usize {
    width.saturating_sub(columns.saturating_sub(1) * BETWEEN)
}

/// Returns the places of the columns that a width has no room for, beside the mark of that where it
/// is to be `marked`.
///
/// Long values that repeat go first, where others would be hard to read; then, dates and texts being
/// as tight as they go, what tells least, from the right. Ids break before a text, a number or a
/// source goes, and before a reader would miss much.
pub(super) fn too_many(columns: &[Column<'_>], width: usize, marked: bool) -> BTreeSet<usize> {
    let has_room = |without: &BTreeSet<usize>, giving: usize| {
        let mark = usize::from(marked && !without.is_empty());
        let kept = columns.iter().enumerate();
        let kept = kept.filter(|(place, _)| !without.contains(place));
        let least = kept.map(
            |(_, column)| match GIVING[..giving].contains(&column.sort) {
                true => column.tight,
                false => column.least,
            },
        );
        least.sum::<usize>() + mark <= room(columns.len() - without.len() + mark, width)
    };
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.retain(|place| columns[*place].weight < Weight::Kept);
    order.sort_by_key(|place| (columns[*place].weight, Reverse(*place)));
    let lighter = |weight: Weight| {
        let lighter = move |place: &usize| columns[*place].weight < weight;
        order.iter().copied().filter(lighter)
    };
    let leave_out = |without: &mut BTreeSet<usize>, giving, places: &mut dyn Iterator<Item = _>| {
        while !has_room(without, giving) {
            let Some(place) = places.next() else {
                return false;
            };
            without.insert(place);
        }
        true
    };

    let mut without = BTreeSet::new();
    let wants_room = |column: &Column<'_>| {
        column.sort == Sort::Texts
            && column.weight > Weight::Repeated
            && column.tight < column.natural
    };
    if columns.iter().any(wants_room) {
        let is_repeated = |place: &usize| columns[*place].is_repeated();
        let mut repeated = order.iter().copied().filter(is_repeated);
        leave_out(&mut without, 0, &mut repeated);
    }
    let mut whole = without.clone();
    let mut lighter = lighter(Weight::Telling);
    if leave_out(&mut whole, BEFORE_COLUMNS, &mut lighter) && !misses_much(columns, &whole) {
        return whole;
    }
    leave_out(&mut without, BEFORE_TEXTS, &mut order.iter().copied());
    without
}

/// Tells whether a reader would miss much without some columns: more than half of what there is to
/// tell, or the longest of the texts.
pub(super) fn misses_much(columns: &[Column<'_>], without: &BTreeSet<usize>) -> bool {
    let has_values = |place: &usize| {
        let column = &columns[*place];
        column.is_of_answer() && column.weight > Weight::Empty
    };
    let all = (0..columns.len()).filter(has_values).count();
    let lost = without.iter().copied().filter(has_values).count();
    let is_text = |place: &usize| {
        let column = &columns[*place];
        column.sort == Sort::Texts && column.weight == Weight::Telling
    };
    let texts = (0..columns.len()).filter(is_text);
    let longest = texts.max_by_key(|place| columns[*place].natural);
    lost * 2 > all || longest.is_some_and(|place| without.contains(&place))
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
