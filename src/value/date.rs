//! Dates as EDTF writes them: some day within a range.

mod mend;
mod parse;

use super::{Day, Point, Range, Vocabulary, Word};

/// How a date got into the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The document states it.
    Stated,
    /// Worked out from relative words.
    Resolved,
    /// Inferred from other evidence.
    Inferred,
    /// Nobody wrote it: derived from the publication of the reports.
    Derived,
}

/// A date on a record: an EDTF expression (ISO 8601-2, levels 0 to 2) and the days it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The days it may mean, widened by its qualifiers.
    pub days: Range<Day>,
    /// The expression as written.
    pub text: String,
    /// How it is known.
    pub basis: Basis,
    /// The evidence, in words.
    pub why: Option<String>,
}

/// Why a text is no date, with what to write instead where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in a phrase that follows "‘TEXT’ is not a date: ".
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Date {
    /// Reads an EDTF expression; `~`, `?` and `%` widen by one unit of the part they stand on.
    ///
    /// Quarters may be written `2019-Q2` as well as the `2019-34` of EDTF.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let days = parse::days(text).map_err(|message| mend::explain(text, message))?;
        Ok(Date {
            days,
            text: text.to_owned(),
            basis: Basis::Stated,
            why: None,
        })
    }

    /// Makes the date of what happened on a day or before, as derived from a publication.
    pub fn not_after(day: Day) -> Date {
        Date {
            basis: Basis::Derived,
            ..Date::of(Range {
                lo: Day::MIN,
                hi: day,
            })
        }
    }

    /// Makes the stated date that may mean these days.
    pub fn of(days: Range<Day>) -> Date {
        // Between two dates EDTF has a slash where the language has two dots.
        let text = match (days.lo.is_open(), days.hi.is_open()) {
            (true, true) => days.to_string(),
            (true, false) | (false, true) => format!("{}/{}", days.lo, days.hi),
            (false, false) => days.to_string().replace("..", "/"),
        };
        Date {
            days,
            text,
            basis: Basis::Stated,
            why: None,
        }
    }
}

impl Basis {
    /// The words for how a date is known, in the order of the variants.
    pub const VOCABULARY: &'static Vocabulary = &Vocabulary {
        name: "basis",
        words: &[
            Word {
                name: "stated",
                also: &[],
                help: "the document states it",
            },
            Word {
                name: "resolved",
                also: &[],
                help: "worked out from relative words",
            },
            Word {
                name: "inferred",
                also: &[],
                help: "inferred from other evidence",
            },
            Word {
                name: "derived",
                also: &[],
                help: "not after the first report of it",
            },
        ],
        ordered: false,
        origin: "whosaid",
    };

    const ALL: [Basis; 4] = [
        Basis::Stated,
        Basis::Resolved,
        Basis::Inferred,
        Basis::Derived,
    ];

    /// Returns the code of its word in the vocabulary.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Returns the basis a code of the vocabulary stands for.
    pub fn from_code(code: u8) -> Option<Basis> {
        Basis::ALL.get(usize::from(code)).copied()
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Basis::VOCABULARY.word(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_mean_days_widened_by_their_qualifiers() {
        let cases = [
            ("2019", "2019"),
            ("2019-12~", "2019-11..2020-01"),
            ("2019~", "2018..2020"),
            ("2019?", "2018..2020"),
            ("2019%", "2018..2020"),
            ("2019-01~", "2018-12..2019-02"),
            ("2019-02~", "2019-Q1"),
            ("2019-04~", "2019-03..2019-05"),
            ("2019-03-14?", "2019-03-13..2019-03-15"),
            ("2019-03~-14", "2019-02-14..2019-04-14"),
            ("2019~-03-14", "2018-03-14..2020-03-14"),
            ("2019-03-~14", "2019-03-13..2019-03-15"),
            ("?2019-03-~14", "2018-03-13..2020-03-15"),
            ("2004~-02-29", "2003-02-28..2005-02-28"),
            ("199X", "1990..1999"),
            ("199X~", "1980..2009"),
            ("19XX~", "1800..2099"),
            ("2019-XX", "2019"),
            ("2019-Q2", "2019-Q2"),
            ("2019-34", "2019-Q2"),
            ("2019-Q2~", "2019-01..2019-09"),
            ("2019-Q4/2020-Q1", "2019-10..2020-03"),
            ("2019-21", "2019-03..2019-05"),
            ("2019-24", "2019-12..2020-02"),
            ("2019-40~", "2018-07..2019-12"),
            ("2018/2019", "2018..2019"),
            ("2018~/2019-03?", "2017-01..2019-04"),
            ("../2014-11-23", "..2014-11-23"),
            ("2014-11-23/..", "2014-11-23.."),
            ("/2014-11-23~", "..2014-11-24"),
            ("2014-11/", "2014-11-01.."),
            ("..2014/2015", "..2015-12-31"),
            ("../..", "?"),
            ("[1667,1668-12~]", "1667-01..1669-01"),
            ("[1667, 1670..1672]", "1667..1672"),
            ("{..1983-12-31,1984}", "..1984-12-31"),
            ("[1984-10-10..]", "1984-10-10.."),
            ("2019-03-14T12:30:00Z", "2019-03-14"),
            ("-20XX", "-2099..-2000"),
            ("-20XX~", "-2199..-1900"),
            ("-0044-03-15", "-0044-03-15"),
            ("-0044-03-15T12:00:00", "-0044-03-15"),
            ("1950S2", "1900..1999"),
            ("-1859S5", "-1859"),
            ("Y12345~", "Y12344..Y12346"),
            ("Y-12345", "Y-12345"),
        ];
        for (text, days) in cases {
            let date = Date::parse(text);
            assert_eq!(
                date.map(|date| date.days.to_string()).as_deref(),
                Ok(days),
                "{text}"
            );
        }
    }

    #[test]
    fn years_beyond_all_days_lie_at_their_ends() {
        for text in ["Y17E7", "Y9E30", "Y9E18S1"] {
            let days = Date::parse(text).expect("a date").days;
            assert_eq!(
                days,
                Range {
                    lo: Day(i32::MAX - 1),
                    hi: Day::MAX
                },
                "{text}"
            );
        }
        let days = Date::parse("Y-17E7").expect("a date").days;
        assert_eq!(
            days,
            Range {
                lo: Day::MIN,
                hi: Day(i32::MIN + 1)
            }
        );
    }

    #[test]
    fn what_is_no_date_shows_what_to_write() {
        let cases = [
            ("2019-3", "‘2019-03’"),
            ("2019-3-4", "‘2019-03-04’"),
            ("2019-13", "01 to 12"),
            (
                "2019-02-30",
                "February 2019 runs from 2019-02-01 to 2019-02-28",
            ),
            ("2020-06-31", "June 2020 runs from 2020-06-01 to 2020-06-30"),
            ("2019-Q5", "Q1 to Q4"),
            ("12/2019", "‘2019-12’"),
            ("2019/12", "‘2019-12’"),
            ("2019/03/14", "‘2019-03-14’"),
            ("03/14/2019", "‘2019-03-14’"),
            ("14.03.2019", "‘2019-03-14’"),
            ("3-4-2019", "‘2019-04-03’ or ‘2019-03-04’"),
            ("40/40/2019", "‘2019-03-14’"),
            ("March 2019", "‘2019-03’"),
            ("14 March 2019", "‘2019-03-14’"),
            ("Mar. 14th, 2019", "‘2019-03-14’"),
            ("c. 2019", "‘2019~’"),
            ("about March 2019", "‘2019-03~’"),
            ("before 14 March 2019", "‘../2019-03-14’"),
            ("since 2019", "‘2019/..’"),
            ("2019/2018", "‘2018/2019’"),
            ("2019-03-14/2019-03", "‘2019-03/2019-03-14’"),
            ("2018..2019", "‘2018/2019’"),
            ("2018-2019", "‘2018/2019’"),
            ("20190314", "‘2019-03-14’"),
            ("12345", "‘Y12345’"),
            ("719", "‘0719’"),
            ("2019Q2", "‘2019-Q2’"),
            ("2019-q2", "‘2019-Q2’"),
            ("Q2 2019", "‘2019-Q2’"),
            ("199x", "‘199X’"),
            ("1990s", "‘199X’"),
            (" 2019 ", "‘2019’"),
            ("", "‘2019’"),
            ("2019-3/2020", "‘2019-03’"),
            ("2019/2020-02-30", "February 2020 runs"),
            ("../2019-13", "01 to 12"),
            ("yesterday", "‘2019’"),
            ("/", "‘2019’"),
            ("März", "‘2019’"),
        ];
        for (text, wanted) in cases {
            let error = Date::parse(text).expect_err(text);
            let hint = error.hint.unwrap_or_default();
            assert!(hint.contains(wanted), "{text}: {} ({hint})", error.message);
        }
    }

    #[test]
    fn a_spelling_that_is_shown_can_be_read() {
        let quoted = |hint: &str| -> Vec<String> {
            hint.split('‘')
                .skip(1)
                .filter_map(|rest| Some(rest.split_once('’')?.0.to_owned()))
                .collect()
        };
        for text in [
            "2019-3",
            "3-4-2019",
            "Q2 2019",
            "nonsense",
            "before 2019",
            "2019/2018",
        ] {
            let hint = Date::parse(text).expect_err(text).hint.unwrap_or_default();
            let spellings = quoted(&hint);
            assert!(!spellings.is_empty(), "{text}");
            for spelling in spellings {
                assert!(Date::parse(&spelling).is_ok(), "{text}: {spelling}");
            }
        }
    }

    #[test]
    fn derived_dates_are_open_to_the_left() {
        let day = Day::parse("2014-11-23").expect("a day");
        let date = Date::not_after(day);
        assert_eq!(
            (date.text.as_str(), date.basis),
            ("../2014-11-23", Basis::Derived)
        );
        assert_eq!(
            date.days,
            Range {
                lo: Day::MIN,
                hi: day
            }
        );
    }

    #[test]
    fn a_basis_is_its_word() {
        for (code, word) in Basis::VOCABULARY.words.iter().enumerate() {
            let basis = u8::try_from(code)
                .ok()
                .and_then(Basis::from_code)
                .expect("one a word");
            assert_eq!(basis.word(), word.name);
            assert_eq!(format!("{basis:?}").to_lowercase(), word.name);
        }
        assert_eq!(Basis::from_code(4), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[-0-9XYSEQT?~%./\\[\\]{},: ]{0,24}|\\PC{0,12}|[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}") {
            if let Ok(date) = Date::parse(&text) {
                assert!(date.days.lo <= date.days.hi, "{text}");
            }
        }

        #[test]
        fn made_dates_can_be_read(lo in -4_000_000..2_900_000, length in 0..1000, end in 0..3) {
            let mut days = Range::new(Day(lo), Day(lo + length));
            match end {
                0 => days.lo = Day::MIN,
                1 => days.hi = Day::MAX,
                _ => days = days.coarsened(crate::value::Unit::Month),
            }
            let date = Date::of(days);
            assert_eq!(Date::parse(&date.text), Ok(date));
        }
    }
}
