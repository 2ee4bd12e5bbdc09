//! Figures: their units, and the claims and reports they belong to.

use std::collections::HashMap;

use crate::model::{Kind, Ledger, Link, Value};

/// Lets the number and the unit beside it say the same.
pub(super) fn units(ledger: &mut Ledger) {
    let (value, unit) = (Kind::Figures.place("value"), Kind::Figures.place("unit"));
    for figure in ledger.tables[Kind::Figures as usize].records.values_mut() {
        let beside = figure.text(unit).map(str::to_owned);
        let Some(Value::Number(number)) = figure.get(usize::from(value)) else {
            continue;
        };
        match (number.unit.clone(), beside) {
            (Some(within), None) => figure.set(unit, Value::Text(within.into())),
            (None, Some(beside)) => {
                let mut number = number.clone();
                number.unit = Some(beside);
                figure.set(value, Value::Number(number));
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

/// Gives a figure the claim of its report, and the report of its claim where that has but one.
pub(super) fn owners(ledger: &mut Ledger) {
    let (claim, report) = (Kind::Figures.place("claim"), Kind::Figures.place("report"));
    let of = Kind::Reports.place("claim");
    let mut sole: HashMap<u32, Option<u32>> = HashMap::new();
    for (row, record) in (0u32..).zip(ledger.table(Kind::Reports).records.values()) {
        if let Some(link) = record.link(of) {
            let reports = sole.entry(link.row).or_insert(Some(row));
            *reports = reports.filter(|first| *first == row);
        }
    }
    let tables = &mut ledger.tables;
    let mut figures = std::mem::take(&mut tables[Kind::Figures as usize]);
    for figure in figures.records.values_mut() {
        if let (None, Some(own)) = (figure.link(claim), figure.link(report)) {
            let record = tables[Kind::Reports as usize].row(own.row);
            if let Some(link) = record.and_then(|record| record.link(of)) {
                figure.set(claim, Value::Links(vec![link.doubted(own.doubtful)]));
            }
        }
        if let (Some(own), None) = (figure.link(claim), figure.link(report))
            && let Some(Some(row)) = sole.get(&own.row)
        {
            let link = Link {
                row: *row,
                doubtful: own.doubtful,
            };
            figure.set(report, Value::Links(vec![link]));
        }
    }
    tables[Kind::Figures as usize] = figures;
}
