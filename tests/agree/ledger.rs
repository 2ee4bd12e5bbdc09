//! Random ledgers as the texts of their files, so that the loader is tried too.
//!
//! They are small and dense: many records share names, refer to each other, doubt it, or leave it
//! open.

mod words;

use std::fmt::Write;

use whosaid::model::Text;

use super::dice::Dice;
use words::{
    CLAIMS, DATES, DOCUMENTS, ENTITIES, EVENTS, LINKS, NUMBERS, SENTENCES, SOURCES, STANCES,
};

/// Makes the files of a random ledger.
pub(crate) fn files(dice: &mut Dice<'_>) -> Vec<Text> {
    let mut writer = Writer {
        dice,
        text: String::new(),
    };
    writer.entities();
    writer.documents();
    let first = std::mem::take(&mut writer.text);
    writer.sources();
    writer.events();
    let second = std::mem::take(&mut writer.text);
    writer.claims();
    writer.roles_and_assessments();
    let third = writer.text;
    [("a.toml", first), ("b.toml", second), ("c.toml", third)]
        .map(|(name, text)| Text {
            name: name.to_owned(),
            text,
        })
        .into()
}

struct Writer<'d, 's> {
    dice: &'d mut Dice<'s>,
    text: String,
}

impl Writer<'_, '_> {
    fn entities(&mut self) {
        for (place, (id, name, kind, aka, hidden, weak, described)) in ENTITIES.iter().enumerate() {
            self.table("entity", id);
            self.string("name", name);
            self.string("kind", kind);
            for (key, text) in [
                ("aka", aka),
                ("hidden", hidden),
                ("weak", weak),
                ("described", described),
            ] {
                if !text.is_empty() && !self.dice.once_in(4) {
                    self.line(key, &format!("[{text:?}]"));
                }
            }
            // Only what stands before it, or a part could be a part of itself.
            let wholes: Vec<&str> = ENTITIES[..place].iter().map(|entity| entity.0).collect();
            if place > 1 && self.dice.once_in(3) {
                self.reference("part_of", &wholes);
            }
            if self.dice.once_in(4) {
                self.reference("country", &["turkey", "qatar"]);
            }
        }
    }

    fn documents(&mut self) {
        for (place, (id, title)) in DOCUMENTS.iter().enumerate() {
            self.table("document", id);
            self.string("title", title);
            if !self.dice.once_in(4) {
                self.reference("outlet", &["telegraph", "reuters", "hamas"]);
            }
            self.date("published", 4);
            self.text_field("language", &["en", "tr", "en"], 2);
            self.text_field("genre", &["news report", "Analysis"], 2);
            if self.dice.once_in(3) {
                self.line("authors", "[\"A. Writer\", \"B. Écrivain\"]");
            }
            self.line("held", if place == 0 { "true" } else { "false" });
        }
    }

    fn sources(&mut self) {
        for (place, (id, name, kind)) in SOURCES.iter().enumerate() {
            self.table("source", id);
            self.string("name", name);
            self.string("kind", kind);
            if self.dice.once_in(2) {
                self.reference("entity", &["hamas", "haniyeh", "bureau", "khalil"]);
            }
            if self.dice.once_in(4) {
                self.reference("party", &["turkey", "hamas"]);
            }
            if self.dice.once_in(4) {
                self.reference("country", &["turkey", "qatar"]);
            }
            self.truth("anonymous", 2);
            self.text_field("number", &["one", "several"], 3);
            self.text_field("access", &["firsthand", "hearsay", "document"], 3);
            let earlier: Vec<&str> = SOURCES[..place].iter().map(|source| source.0).collect();
            if place > 0 && self.dice.once_in(4) {
                self.reference("perhaps", &earlier);
            } else if place > 0 && self.dice.once_in(6) {
                self.line("same", &format!("[{:?}]", earlier[0]));
            }
        }
    }

    fn events(&mut self) {
        for (place, (id, name)) in EVENTS.iter().enumerate() {
            self.table("event", id);
            self.string("name", name);
            self.text_field("kind", &["speech", "assault", "relocation", "war"], 1);
            self.text_field("stage", &["completed", "planned", "foiled"], 2);
            if self.dice.once_in(2) {
                self.date("when", 1);
            } else {
                self.text_field("from", &["2017", "2018-05-02", "../2018"], 2);
                self.text_field("until", &["2021", "2020-10-07/..", "2023~"], 2);
            }
            if self.dice.once_in(2) {
                self.reference("place", &["turkey", "qatar"]);
            }
            self.references("actors", &["hamas", "arouri", "haniyeh"], 2);
            self.references("targets", &["qatar", "khalil"], 3);
            let earlier: Vec<&str> = EVENTS[..place].iter().map(|event| event.0).collect();
            if place > 0 && self.dice.once_in(3) {
                self.reference("part_of", &earlier);
            }
        }
    }

    fn claims(&mut self) {
        let count = 3 + self.dice.below(CLAIMS.len() - 2);
        let mut with_text: Vec<&str> = Vec::new();
        for (place, id) in CLAIMS[..count].iter().enumerate() {
            self.table("claim", id);
            if !with_text.is_empty() && self.dice.once_in(4) {
                let shared = *self.dice.pick(&with_text);
                self.string("proposition", shared);
            } else {
                self.proposition(&with_text);
                with_text.push(id);
            }
            self.speakers();
            let stance = *self.dice.pick(&STANCES);
            self.string("stance", stance);
            self.text_field("certainty", &["certain", "possible", "probable"], 2);
            self.date("said", 2);
            self.references("to", &["turkey", "arouri", "reuters"], 4);
            if self.dice.once_in(4) {
                self.reference("occasion", &["speech", "war"]);
            }
            for link in LINKS {
                if place > 0 {
                    self.references(link, &CLAIMS[..place], 6);
                }
            }
            self.text_field("by", &["ece", "Noé"], 4);
            self.reports(id);
            self.figures("claim.figure", 4);
        }
    }

    fn proposition(&mut self, earlier: &[&str]) {
        let sentence = *self.dice.pick(&SENTENCES);
        self.string("text", sentence);
        let all: Vec<&str> = ENTITIES.iter().map(|entity| entity.0).collect();
        self.references("about", &all, 1);
        if self.dice.once_in(2) {
            let topics = *self.dice.pick(&[
                "[\"passports\"]",
                "[\"Exile\", \"passports\"]",
                "[\"exile\"]",
            ]);
            self.line("topics", topics);
        }
        self.date("when", 3);
        if self.dice.once_in(4) {
            self.reference("place", &["turkey", "qatar"]);
        }
        if self.dice.once_in(3) {
            self.reference("event", &["war", "plot", "move"]);
        }
        if !earlier.is_empty() {
            self.references("implies", earlier, 5);
            self.references("excludes", earlier, 6);
            self.references("independent", earlier, 6);
        }
    }

    /// Writes one source, several of which one spoke, several who spoke together, or none.
    fn speakers(&mut self) {
        let all = [
            "diplomat-2019",
            "diplomat-2024",
            "spokesman",
            "hamas",
            "residents",
            "arouri",
        ];
        match self.dice.below(6) {
            0..=2 => self.reference("source", &all),
            3 => {
                let (a, b) = (*self.dice.pick(&all[..3]), *self.dice.pick(&all[3..]));
                self.line("source", &format!("[\"{a}?\", \"{b}?\"]"));
            }
            4 => {
                let (a, b) = (*self.dice.pick(&all[..3]), *self.dice.pick(&all[3..]));
                self.line("source", &format!("[{a:?}, {b:?}]"));
                self.line("joint", "true");
            }
            _own_voice => {}
        }
    }

    /// Writes one report or several.
    fn reports(&mut self, claim: &str) {
        let count = [1, 1, 2, 3][self.dice.below(4)];
        for number in 1..=count {
            if number > 1 {
                self.text.push_str("[[claim.report]]\n");
                if self.dice.once_in(3) {
                    self.string("id", &format!("{claim}-r{number}"));
                }
            }
            let document = DOCUMENTS[self.dice.below(DOCUMENTS.len())].0;
            let doubt = if self.dice.once_in(5) { "?" } else { "" };
            self.string("document", &format!("{document}{doubt}"));
            let paragraph = 1 + self.dice.below(12);
            let at = match self.dice.below(3) {
                0 => format!("p{paragraph}"),
                1 => format!("p{paragraph}:10-42"),
                _ => format!("p{paragraph}-p{}", paragraph + 2),
            };
            self.string("at", &at);
            let relays = ["reuters", "telegraph", "spokesman", "transcript"];
            self.references("via", &relays, 2);
            self.text_field("quote", &["direct", "indirect", "none"], 2);
            self.text_field("cue", &["dismiss", "said", "Révéler"], 2);
            self.text_field("frame", &["neutral", "endorses", "distances"], 2);
            self.truth("unnamed", 3);
            if number > 1 {
                self.figures("claim.report.figure", 4);
            }
        }
    }

    fn figures(&mut self, table: &str, times: usize) {
        while self.dice.once_in(times) {
            let _ = writeln!(self.text, "[[{table}]]");
            let value = *self.dice.pick(&NUMBERS);
            self.string("value", value);
            self.text_field("of", &["members", "passports"], 2);
        }
    }

    fn roles_and_assessments(&mut self) {
        while self.dice.once_in(2) {
            self.text.push_str("[[role]]\n");
            self.reference("who", &["arouri", "khalil", "haniyeh"]);
            self.text_field("what", &["deputy head", "Guest"], 1);
            self.reference("of", &["hamas", "bureau"]);
            self.text_field("from", &["2017", "2018-05-02", "../2018"], 2);
            self.text_field("until", &["2021", "2020-10-07/..", "2023~"], 2);
            self.references("claims", &CLAIMS[..3], 2);
        }
        while self.dice.once_in(2) {
            self.text.push_str("[[assessment]]\n");
            self.text_field(
                "target",
                &["claim:c1", "source:spokesman", "document:002"],
                1,
            );
            self.string("why", "It fits.");
            self.text_field("reliability", &["B", "C", "F"], 2);
            self.text_field("credibility", &["2", "3", "6"], 2);
            self.date("on", 2);
        }
    }

    fn table(&mut self, name: &str, id: &str) {
        let _ = writeln!(self.text, "[[{name}]]\nid = {id:?}");
    }

    fn line(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = {value}");
    }

    fn string(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.text, "{key} = \"{value}\"");
    }

    /// Writes one of some texts, once in so many times.
    fn text_field(&mut self, key: &str, values: &[&str], times: usize) {
        if self.dice.once_in(times) {
            let value = *self.dice.pick(values);
            self.string(key, value);
        }
    }

    fn truth(&mut self, key: &str, times: usize) {
        if self.dice.once_in(times) {
            let value = *self.dice.pick(&["true", "false"]);
            self.line(key, value);
        }
    }

    fn date(&mut self, key: &str, times: usize) {
        if times > 1 && self.dice.once_in(times) {
            return;
        }
        let date = *self.dice.pick(&DATES);
        let basis = *self.dice.pick(&["", "", "inferred", "resolved"]);
        if basis.is_empty() {
            self.string(key, date);
        } else {
            let table = format!("{{ edtf = {date:?}, basis = {basis:?}, why = \"the text\" }}");
            self.line(key, &table);
        }
    }

    /// Writes one reference, which may be doubtful or to somebody not known.
    fn reference(&mut self, key: &str, ids: &[&str]) {
        let id = self.id(ids);
        self.string(key, &id);
    }

    /// Writes several references, once in so many times.
    fn references(&mut self, key: &str, ids: &[&str], times: usize) {
        if !self.dice.once_in(times) {
            return;
        }
        let count = 1 + self.dice.below(3);
        let mut all: Vec<String> = Vec::new();
        for _ in 0..count {
            let id = self.id(ids);
            if all
                .iter()
                .all(|other| other.trim_end_matches('?') != id.trim_end_matches('?'))
            {
                all.push(id);
            }
        }
        self.line(key, &format!("{all:?}"));
    }

    fn id(&mut self, ids: &[&str]) -> String {
        let id = *self.dice.pick(ids);
        match self.dice.below(8) {
            5 | 6 => format!("{id}?"),
            7 => "?".to_owned(),
            _sure => id.to_owned(),
        }
    }
}
