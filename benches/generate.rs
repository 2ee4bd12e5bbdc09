//! A made-up ledger of any size, the same one every time.
//!
//! Sources, what claims are about, outlets and countries are Zipf-like; a fifth of the dates are
//! uncertain; of the references that a page can leave in doubt (who says it, through whom, about
//! whom, what it denies, which outlet) one in twenty is doubtful; a claim has one to three
//! reports and a proposition with a text of its own.

use whosaid::model::kinds::{EntityKind, NameKind, SourceKind, Stance};
use whosaid::model::{Kind, Ledger, Link, Record, Value};
use whosaid::value::{Date, Day, Range};

/// The countries, the most frequent first.
const COUNTRIES: [&str; 16] = [
    "Turkey",
    "Israel",
    "Qatar",
    "Egypt",
    "United States",
    "Iran",
    "Syria",
    "Lebanon",
    "Jordan",
    "France",
    "Germany",
    "Russia",
    "China",
    "India",
    "Brazil",
    "Kenya",
];

/// The words that texts are made of.
const WORDS: [&str; 29] = [
    "office",
    "moved",
    "attack",
    "plan",
    "meeting",
    "denied",
    "network",
    "funds",
    "training",
    "ministry",
    "border",
    "leaders",
    "police",
    "cell",
    "plot",
    "report",
    "agreement",
    "trade",
    "flights",
    "envoy",
    "talks",
    "prisoner",
    "exchange",
    "arrest",
    "bounty",
    "weapons",
    "camp",
    "tunnel",
    "passport",
];

const WORDS_IN_A_TEXT: usize = 8;

/// Makes the ledger of so many claims.
pub(crate) fn ledger(claims: u32) -> Ledger {
    let mut generator = Generator {
        random: Random(15),
        ledger: Ledger::default(),
    };
    let entities = (claims / 50).max(1000);
    let documents = (claims / 10).max(100);
    let outlets = (claims / 20_000).max(20);
    generator.entities(entities, outlets);
    let published = generator.documents(documents, entities, outlets);
    generator.claims(claims, entities, &published);
    generator.ledger.settle();
    generator.ledger
}

struct Generator {
    random: Random,
    ledger: Ledger,
}

impl Generator {
    /// Makes the countries, then entities with a source each, then outlets with a source each.
    fn entities(&mut self, entities: u32, outlets: u32) {
        for country in COUNTRIES {
            let id = country.to_lowercase().replace(' ', "-");
            self.entity(id, country.to_owned(), EntityKind::State, None);
        }
        let countries = Zipf::new(COUNTRIES.len(), 1.15);
        let kinds = [
            EntityKind::Person,
            EntityKind::Organisation,
            EntityKind::Office,
            EntityKind::Group,
            EntityKind::Other,
        ];
        for number in 0..entities {
            let kind = kinds[self.random.below(kinds.len())];
            let country = self.random.pick(&countries);
            let (id, name) = (format!("entity-{number}"), format!("entity {number}"));
            let entity = self.entity(id, name, kind, Some(country));
            let (id, name) = (format!("source-{number}"), format!("source {number}"));
            self.source(id, name, SourceKind::Person, entity);
        }
        for number in 0..outlets {
            let country = self.random.pick(&countries);
            let (id, name) = (format!("outlet-{number}"), format!("outlet {number}"));
            let entity = self.entity(id.clone(), name.clone(), EntityKind::Outlet, Some(country));
            self.source(id, name, SourceKind::Outlet, entity);
        }
    }

    fn entity(&mut self, id: String, name: String, kind: EntityKind, country: Option<u32>) -> u32 {
        let values = [
            ("name", Value::Text(name.as_str().into())),
            ("kind", Value::Word(kind as u8)),
        ];
        let country = country.map(|country| ("country", sure(country)));
        let record = Record::build(Kind::Entities, values.into_iter().chain(country));
        let spelling = format!("{id}/1");
        let row = self.ledger.push(Kind::Entities, id, record);
        let values = [
            ("entity", sure(row)),
            ("text", Value::Text(name.into())),
            ("kind", Value::Word(NameKind::Name as u8)),
        ];
        let record = Record::build(Kind::Names, values);
        self.ledger.push(Kind::Names, spelling, record);
        row
    }

    fn source(&mut self, id: String, name: String, kind: SourceKind, entity: u32) {
        let values = [
            ("name", Value::Text(name.into())),
            ("kind", Value::Word(kind as u8)),
            ("entity", sure(entity)),
        ];
        let record = Record::build(Kind::Sources, values);
        self.ledger.push(Kind::Sources, id, record);
    }

    /// Makes the documents and returns the day each was published on.
    fn documents(&mut self, documents: u32, entities: u32, outlets: u32) -> Vec<i32> {
        let first_outlet = row(COUNTRIES.len()) + entities;
        let frequency = Zipf::new(outlets as usize, 1.15);
        let mut days = Vec::with_capacity(documents as usize);
        for number in 0..documents {
            let day = 14_000 + self.random.days(6_700);
            let outlet = first_outlet + self.random.pick(&frequency);
            let values = [
                ("title", Value::Text(format!("document {number}").into())),
                ("outlet", self.link(outlet)),
                ("published", date(day, day)),
            ];
            let record = Record::build(Kind::Documents, values);
            self.ledger
                .push(Kind::Documents, format!("d{number}"), record);
            days.push(day);
        }
        days
    }

    /// Makes the claims, each with its proposition and its reports, in the order of documents.
    fn claims(&mut self, claims: u32, entities: u32, published: &[i32]) {
        let frequency = Zipf::new(entities as usize, 1.15);
        let mut documents: Vec<usize> = (0..claims)
            .map(|_| self.random.below(published.len()))
            .collect();
        documents.sort_unstable();
        for (number, document) in (0..claims).zip(documents) {
            self.claim(number, claims, &frequency, published[document]);
            self.reports(number, document, &frequency, published.len());
        }
    }

    fn claim(&mut self, number: u32, claims: u32, frequency: &Zipf, published: i32) {
        let about = (0..=self.random.below(3)).map(|_| {
            let entity = row(COUNTRIES.len()) + self.random.pick(frequency);
            self.random.doubted(entity)
        });
        let about: Vec<Link> = about.collect();
        let text: Vec<&str> = (0..WORDS_IN_A_TEXT)
            .map(|_| WORDS[self.random.below(WORDS.len())])
            .collect();
        let values = [
            ("text", Value::Text(text.join(" ").into())),
            ("about", Value::Links(about)),
        ];
        let record = Record::build(Kind::Propositions, values);
        let proposition = self
            .ledger
            .push(Kind::Propositions, format!("c{number}"), record);

        let stance = match self.random.below(100) {
            0..50 => Stance::Assert,
            50..62 => Stance::Deny,
            62..72 => Stance::Accuse,
            72..76 => Stance::Admit,
            76.. => Stance::Report,
        };
        let first = published - self.random.days(30);
        let last = if self.random.one_in(5) {
            first + 1 + self.random.days(399)
        } else {
            first
        };
        let source = self.random.pick(frequency);
        let mut values = vec![
            ("proposition", sure(proposition)),
            ("source", self.link(source)),
            ("stance", Value::Word(stance as u8)),
            ("said", date(first, last)),
        ];
        if matches!(stance, Stance::Deny) && self.random.one_in(2) {
            values.push(("denies", self.other_claim(number, claims)));
        }
        for field in ["corroborates", "repeats"] {
            if self.random.one_in(16) {
                values.push((field, self.other_claim(number, claims)));
            }
        }
        let record = Record::build(Kind::Claims, values);
        self.ledger.push(Kind::Claims, format!("c{number}"), record);
    }

    /// Makes one to three reports: the first in the claim's document, the others anywhere.
    fn reports(&mut self, claim: u32, document: usize, frequency: &Zipf, documents: usize) {
        for place in 1..=1 + self.random.below(3) {
            let document = if place == 1 {
                document
            } else {
                self.random.below(documents)
            };
            let paragraph = 1 + self.random.below(30);
            let mut values = vec![
                ("claim", sure(claim)),
                ("document", sure(row(document))),
                ("at", Value::Text(format!("p{paragraph}").into())),
            ];
            if self.random.one_in(3) {
                let relay = self.random.pick(frequency);
                values.push(("via", self.link(relay)));
            }
            let record = Record::build(Kind::Reports, values);
            self.ledger
                .push(Kind::Reports, format!("c{claim}/{place}"), record);
        }
    }

    /// Makes a reference to any claim but that one.
    fn other_claim(&mut self, claim: u32, claims: u32) -> Value {
        let other = row(self.random.below(claims as usize));
        self.link(if other == claim {
            (other + 1) % claims
        } else {
            other
        })
    }

    fn link(&mut self, to: u32) -> Value {
        Value::Links(vec![self.random.doubted(to)])
    }
}

/// Makes a reference that is not in doubt.
fn sure(row: u32) -> Value {
    Value::Links(vec![Link {
        row,
        doubtful: false,
    }])
}

fn date(first: i32, last: i32) -> Value {
    Value::Date(Box::new(Date::of(Range::new(Day(first), Day(last)))))
}

fn row(place: usize) -> u32 {
    u32::try_from(place).expect("a generated ledger has fewer than 2³² records")
}

/// Splitmix64: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let high = (u128::from(self.next()) * bound as u128) >> 64;
        usize::try_from(high).expect("a number below a bound fits where the bound does")
    }

    fn days(&mut self, bound: u16) -> i32 {
        i32::try_from(self.below(usize::from(bound))).expect("the bound is small")
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn doubted(&mut self, row: u32) -> Link {
        Link {
            row,
            doubtful: self.one_in(20),
        }
    }

    fn pick(&mut self, frequency: &Zipf) -> u32 {
        let at = self.next() >> 1;
        row(frequency.0.partition_point(|up_to| *up_to <= at))
    }
}

/// Places drawn by frequency, the first being the most frequent.
struct Zipf(Vec<u64>);

impl Zipf {
    fn new(places: usize, exponent: f64) -> Zipf {
        let weights: Vec<f64> = (1..=places)
            .map(|rank| {
                f64::from(u32::try_from(rank).expect("there are few places")).powf(-exponent)
            })
            .collect();
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let mut up_to: Vec<u64> = weights
            .iter()
            .map(|weight| {
                sum += weight;
                scaled(sum / total)
            })
            .collect();
        if let Some(last) = up_to.last_mut() {
            *last = u64::MAX;
        }
        Zipf(up_to)
    }
}

/// Scales a share of one to 63 bits.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of one is neither negative nor too large"
)]
fn scaled(share: f64) -> u64 {
    (share * 9_223_372_036_854_775_807.0) as u64
}
