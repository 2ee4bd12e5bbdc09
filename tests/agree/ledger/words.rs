//! What random ledgers are made of.

/// Entities with all the spellings they may have: id, name, kind, aka, hidden, weak, described.
pub(super) type Spelled = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

pub(super) const ENTITIES: [Spelled; 9] = [
    ("turkey", "Turkey", "state", "Türkiye", "Turky", "", ""),
    ("qatar", "Qatar", "state", "", "", "the Emirate", ""),
    (
        "hamas",
        "Hamas",
        "organisation",
        "al-Haraka",
        "the Movement",
        "",
        "an armed group",
    ),
    (
        "bureau",
        "Hamas’s political bureau",
        "organisation",
        "the Movement",
        "",
        "the Bureau",
        "",
    ),
    (
        "arouri",
        "Saleh al-Arouri",
        "person",
        "Salih el-Aruri",
        "Saleh Arury",
        "Arouri",
        "the deputy",
    ),
    ("khalil", "Khalil al Arouri", "person", "", "", "Arouri", ""),
    (
        "haniyeh",
        "Isma'il Haniyeh",
        "person",
        "Ismail el-Haniyah",
        "",
        "Haniyeh",
        "the deputy",
    ),
    (
        "telegraph",
        "The Telegraph",
        "outlet",
        "Telegraph",
        "",
        "",
        "",
    ),
    ("reuters", "Reuters", "outlet", "", "Rueters", "", ""),
];

pub(super) const SOURCES: [(&str, &str, &str); 6] = [
    ("diplomat-2019", "Turkish diplomatic source", "office"),
    ("diplomat-2024", "Turkish diplomatic source", "office"),
    ("spokesman", "Hamas spokesman", "person"),
    ("residents", "Residents of Doha", "crowd"),
    ("transcript", "Interrogation transcript", "records"),
    ("visitor", "Haniyeh’s visitor", "person"),
];

pub(super) const DOCUMENTS: [(&str, &str); 4] = [
    ("001", "Plotting from Istanbul"),
    ("002", "Turkey’s guests"),
    ("003", "Did the Bureau move?"),
    ("004", "A quiet exit"),
];

pub(super) const EVENTS: [(&str, &str); 4] = [
    ("war", "The war"),
    ("plot", "The Istanbul plot"),
    ("speech", "Haniyeh’s speech"),
    ("move", "The move to Türkiye"),
];

pub(super) const CLAIMS: [&str; 9] = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"];

pub(super) const SENTENCES: [&str; 6] = [
    "The bureau has moved from Qatar to Turkey.",
    "Attacks were planned in Istanbul.",
    "Türkiye gave a dozen members passports.",
    "The leaders left – for a while – “on their own”.",
    "Saleh al-Arouri directed the cell.",
    "Nobody was asked to leave.",
];

pub(super) const DATES: [&str; 16] = [
    "2019-03-14",
    "2018",
    "2019",
    "2019-03",
    "2019-12-14/2019-12-15",
    "2018-12-30/2019-01-02",
    "2020-02-29",
    "2019~",
    "2019-03~",
    "2018-06/..",
    "../2019-02-01",
    "../2020",
    "2020/..",
    "2017-12-31",
    "2018/2020",
    "2019-Q2",
];

pub(super) const NUMBERS: [&str; 10] = [
    "12",
    "12~",
    "11..",
    "10..14",
    "40~",
    "..5",
    "20000 USD",
    "300..500 USD",
    "7 km",
    "-3",
];

pub(super) const STANCES: [&str; 8] = [
    "assert",
    "report",
    "accuse",
    "deny",
    "deny",
    "speculate",
    "question",
    "retract",
];

pub(super) const LINKS: [&str; 6] = [
    "denies",
    "corroborates",
    "contradicts",
    "repeats",
    "updates",
    "answers",
];
