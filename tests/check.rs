//! The seeds, broken in one place each time: the right check finds it, at the right line.

use std::collections::BTreeMap;
use std::path::Path;

use whosaid::check::{self, Selection};
use whosaid::diagnostic::Report;
use whosaid::model::{Text, load_texts};

/// How many places of the seeds each breakage is tried in.
const PLACES: usize = 3;

/// Stands in a line that is put in where the finding is expected there.
const MARK: &str = " # here";

/// One kind of breakage.
struct Break {
    code: &'static str,
    /// The table that is broken.
    table: &'static str,
    /// The keys a record must have, each with a part of its value; with `!` behind it one that the
    /// value may not have.
    has: &'static [(&'static str, &'static str)],
    /// The keys it may not have.
    lacks: &'static [&'static str],
    edits: &'static [Edit],
    at: At,
}

/// One change. In its text `{key}` stands for the value of a key of the record as written, and
/// `{id}`, `{document}` for ids without quotation marks.
enum Edit {
    /// Writes another value for a key.
    Change(&'static str, &'static str),
    /// Writes another key, or another head of the table, in the line of one.
    Rename(&'static str, &'static str),
    /// Takes the line of a key out.
    Remove(&'static str),
    /// Puts a line at the end of the record.
    Insert(&'static str),
    /// Puts lines at the end of the file.
    Append(&'static str),
}

/// Where the finding is expected.
enum At {
    /// At the line of a key.
    Key(&'static str),
    /// At the line that was put in, with [`MARK`] where it is one of several.
    New,
    /// Somewhere in the record.
    Within,
}

use At::{Key, New, Within};
use Edit::{Append, Change, Insert, Remove, Rename};

const fn broken(
    code: &'static str,
    table: &'static str,
    has: &'static [(&'static str, &'static str)],
    lacks: &'static [&'static str],
    edits: &'static [Edit],
    at: At,
) -> Break {
    Break {
        code,
        table,
        has,
        lacks,
        edits,
        at,
    }
}

const ZZ_PLACE: Edit = Append("[[entity]]\nid = \"zz\"\nname = \"Zz\"\nkind = \"outlet\"\n");
const ZZ_LATER: Edit = Append(
    "[[document]]\nid = \"zz-1\"\ntitle = \"Zz\"\noutlet = \"zz\"\nheld = false\npublished = \"2099\"\n",
);

const ZZ_EARLIER: Edit =
    Append("[[document]]\nid = \"zz-0\"\ntitle = \"Zz\"\nheld = false\npublished = \"1899\"\n");

#[rustfmt::skip]
const BREAKS: &[Break] = &[
    broken("toml", "claim", &[("at", "p")], &[], &[Change("at", "\"p9")], Key("at")),
    broken("unknown-table", "claim", &[], &[], &[Rename("[[", "[[clam]]")], Key("[[")),
    broken("unknown-key", "claim", &[("at", "p")], &[], &[Rename("at", "att")], Key("at")),
    broken("missing-field", "claim", &[("text", "")], &[], &[Remove("text")], Within),
    broken("missing-field", "entity", &[("name", "")], &[], &[Remove("name")], Within),
    broken("missing-field", "event", &[("name", "")], &[], &[Remove("name")], Within),
    broken("bare-date", "claim", &[("said", "")], &[], &[Change("said", "2019-12-14")], Key("said")),
    broken("wrong-type", "claim", &[("at", "p")], &[], &[Change("at", "9")], Key("at")),
    broken("bad-value", "claim", &[("at", "p")], &[], &[Change("at", "\"9\"")], Key("at")),
    broken("bad-value", "claim", &[("stance", "")], &[], &[Change("stance", "\"asert\"")], Key("stance")),
    broken("bad-value", "entity", &[("kind", "")], &[], &[Change("kind", "\"persn\"")], Key("kind")),
    broken("bad-value", "document", &[("published", "")], &[], &[Change("published", "\"soon\"")], Key("published")),
    broken("bad-value", "claim", &[], &["said"], &[Insert("said = \"2020/2019\"")], New),
    broken("duplicate-id", "claim", &[("text", "")], &[], &[Append("[[claim]]\nid = \"{id}\" # here\ntext = \"Zz.\"\nsource = \"turkey\"\n")], New),
    broken("unknown-id", "claim", &[("source", "")], &["joint"], &[Change("source", "\"zz\"")], Key("source")),
    broken("unknown-id", "claim", &[("about", "[")], &[], &[Change("about", "[\"turkey\", \"zz?\"]")], Key("about")),
    broken("two-propositions", "claim", &[("text", "")], &["proposition"], &[Insert("proposition = \"{id}\"")], Within),
    broken("several-sources", "claim", &[("source", "")], &["joint"], &[Change("source", "[\"turkey\", \"hamas\"]")], Key("source")),
    broken("two-units", "claim", &[], &[], &[Append("[[figure]]\nclaim = \"{id}\"\nvalue = \"3 km\"\nunit = \"m\" # here\n")], New),
    broken("two-times", "event", &[("when", "")], &["from", "until"], &[Insert("from = \"2019\"")], Key("when")),
    broken("part-of-itself", "entity", &[], &["part_of"], &[Insert("part_of = \"{id}\"")], Key("id")),
    broken("bad-target", "claim", &[], &[], &[Append("[[assessment]]\ntarget = \"{id}\" # here\nwhy = \"Zz.\"\n")], New),

    broken("dates-reversed", "role", &[], &["from", "until"], &[Insert("from = \"2020\""), Insert("until = \"2019\" # here")], New),
    broken("said-after-publication", "claim", &[("said", ""), ("at", "p")], &["document"], &[Change("said", "\"2099\"")], Key("said")),
    broken("said-after-publication", "claim", &[("said", "\"20"), ("at", "p")], &["document", "via"], &[Insert("via = [\"zz-0\"]"), ZZ_EARLIER], Key("said")),
    broken("outside-its-whole", "event", &[("when", "\"20")], &["part_of"], &[Insert("part_of = \"zz\" # here"), Append("[[event]]\nid = \"zz\"\nname = \"Zz\"\nfrom = \"1800\"\nuntil = \"1801\"\n")], New),
    broken("off-occasion", "claim", &[("said", "\"20")], &["occasion"], &[Insert("occasion = \"zz\""), Append("[[event]]\nid = \"zz\"\nname = \"Zz\"\nwhen = \"1800\"\n")], Key("said")),
    broken("entered-before-said", "claim", &[("said", "\"20")], &["entered"], &[Insert("entered = \"1990\"")], New),
    broken("date-without-why", "claim", &[("said", "")], &[], &[Change("said", "{ edtf = \"2010\", basis = \"inferred\" }")], Key("said")),
    broken("undated-document", "document", &[("published", ""), ("held", "true")], &[], &[Remove("published")], Key("id")),

    broken("via-own-document", "claim", &[("at", "p")], &["via", "document"], &[Insert("via = [\"{document}\"]")], New),
    broken("via-own-outlet", "document", &[("held", "true")], &["outlet"], &[Insert("outlet = \"zz\""), ZZ_PLACE, Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"turkey\"\nat = \"p1\"\ndocument = \"{id}\"\nvia = [\"zz\"] # here\n")], New),
    broken("via-later-document", "claim", &[("at", "p")], &["via", "document"], &[Insert("via = [\"zz-1\"] # here"), ZZ_PLACE, ZZ_LATER], New),
    broken("via-later-outlet", "claim", &[("at", "p")], &["via", "document"], &[Insert("via = [\"zz\"] # here"), ZZ_PLACE, ZZ_LATER], New),
    broken("via-circle", "claim", &[("at", "p")], &["via", "document"], &[Insert("via = [\"zz-1\"] # here"), ZZ_PLACE, ZZ_LATER, Append("[[report]]\nclaim = \"{id}\"\ndocument = \"zz-1\"\nat = \"p1\"\nvia = [\"{document}\"]\n")], New),
    broken("own-voice-relayed", "claim", &[("at", "p"), ("text", "")], &["source", "via", "document"], &[Insert("via = [\"reuters\"]")], New),

    broken("refers-to-itself", "claim", &[], &["answers"], &[Insert("answers = [\"{id}\"]")], New),
    broken("claims-circle", "claim", &[], &["repeats"], &[Insert("repeats = [\"zz\"] # here"), Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"turkey\"\nrepeats = [\"{id}\"]\n")], New),
    broken("claims-circle", "claim", &[], &["updates"], &[Insert("updates = [\"zz\"] # here"), Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"turkey\"\nupdates = [\"{id}\"]\n")], New),
    broken("refers-to-later", "claim", &[("said", "")], &["answers"], &[Change("said", "\"1990\""), Insert("answers = [\"zz\"] # here"), Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"turkey\"\nsaid = \"1991\"\n")], New),
    broken("denied-before-said", "claim", &[("said", "")], &["denies"], &[Append("[[claim]]\nid = \"zz\"\nsource = \"turkey\"\nstance = \"deny\"\nsaid = \"1990\"\ndenies = [\"{id}\"] # here\n"), Change("said", "\"1991\"")], New),
    broken("denies-without-denying", "claim", &[("denies", ""), ("text", "")], &[], &[Change("stance", "\"assert\"")], Key("denies")),
    broken("denies-nothing", "claim", &[("denies", ""), ("text", "")], &[], &[Remove("denies")], Key("stance")),
    broken("bears-out-and-denies", "claim", &[("denies", "")], &["corroborates"], &[Insert("corroborates = {denies}")], New),
    broken("bears-out-itself", "claim", &[("source", "\"!?")], &["joint"], &[Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = {source}\ncorroborates = [\"{id}\"] # here\n")], New),
    broken("retracts-nothing", "claim", &[("text", ""), ("stance", "")], &["updates", "denies"], &[Change("stance", "\"retract\"")], Key("stance")),

    broken("denial-misses", "claim", &[("text", "")], &[], &[Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"turkey\"\nstance = \"deny\"\nindependent = [\"{id}\"]\ndenies = [\"{id}\"] # here\n")], New),
    broken("on-both-sides", "claim", &[("text", ""), ("source", "\"!?")], &["stance"], &[Append("[[claim]]\nid = \"zz\"\nproposition = \"{id}\"\nsource = {source}\nstance = \"deny\" # here\n")], New),
    broken("implies-circle", "claim", &[("text", "")], &["implies"], &[Insert("implies = [\"zz\"] # here"), Append("[[proposition]]\nid = \"zz\"\ntext = \"Zz.\"\nimplies = [\"{id}\"]\n")], New),
    broken("implies-and-excludes", "claim", &[("text", "")], &["implies", "excludes"], &[Insert("implies = [\"zz\"]"), Insert("excludes = [\"zz\"] # here"), Append("[[proposition]]\nid = \"zz\"\ntext = \"Zz.\"\n")], New),
    broken("implies-and-excludes", "claim", &[("text", "")], &["implies", "excludes"], &[Insert("implies = [\"zz\", \"yy\"]"), Append("[[proposition]]\nid = \"zz\"\ntext = \"Zz.\"\nexcludes = [\"yy\"] # here\n[[proposition]]\nid = \"yy\"\ntext = \"Yy.\"\n")], New),
    broken("independent-and-linked", "claim", &[("text", "")], &["implies", "independent"], &[Insert("implies = [\"zz\"]"), Insert("independent = [\"zz\"] # here"), Append("[[proposition]]\nid = \"zz\"\ntext = \"Zz.\"\n")], New),

    broken("name-shared", "entity", &[("name", "\"")], &[], &[Append("[[entity]]\nid = \"zz\"\nname = \"Zz\"\nkind = \"other\"\naka = [{name}] # here\n")], New),
    broken("name-twice", "entity", &[("name", "\"")], &["hidden"], &[Insert("hidden = [{name}]")], New),

    broken("joint-alone", "claim", &[("source", "\"!?")], &["joint"], &[Insert("joint = true")], New),
    broken("perhaps-and-different", "source", &[], &["perhaps", "different"], &[Insert("perhaps = [\"zz\"] # here"), Insert("different = [\"zz\"]"), ZZ_PLACE], New),
    broken("unnamed-merged", "source", &[("anonymous", "true")], &["same"], &[Insert("same = [\"zz\"] # here"), Append(
        "[[source]]\nid = \"zz\"\nname = \"zz\"\nkind = \"person\"\nanonymous = true\n\
         [[document]]\nid = \"zz-1\"\ntitle = \"Zz\"\nheld = false\n[[document]]\nid = \"zz-2\"\ntitle = \"Zz\"\nheld = false\n\
         [[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"zz\"\nat = \"p1\"\ndocument = \"zz-1\"\n[[claim.report]]\nat = \"p1\"\ndocument = \"zz-2\"\n",
    )], New),
    broken("unnamed-person", "source", &[("anonymous", "true")], &["entity"], &[Insert("entity = \"zz\" # here"), Append("[[entity]]\nid = \"zz\"\nname = \"Zz\"\nkind = \"person\"\n")], New),
    broken("person-without-entity", "source", &[("entity", "\""), ("kind", "person")], &["anonymous"], &[Remove("entity")], Key("id")),
    broken("anonymity-broken", "source", &[("condition", "")], &["anonymous"], &[Change("condition", "\"anonymity\"")], Key("condition")),
    broken("no-condition", "source", &[("anonymous", "true"), ("condition", "")], &[], &[Remove("condition")], Key("anonymous")),

    broken("quoted-twice", "claim", &[("quote", "\"direct"), ("at", ":"), ("source", "\"!?")], &["document"], &[Append("[[claim]]\nid = \"zz\"\ntext = \"Zz.\"\nsource = \"zz\"\ndocument = \"{document}\"\nat = {at} # here\nquote = \"direct\"\n"), ZZ_PLACE], New),
    broken("words-not-direct", "claim", &[("words", ""), ("quote", "\"direct")], &[], &[Change("quote", "\"indirect\"")], Key("words")),
    broken("quote-without-span", "claim", &[("quote", "\"direct"), ("at", ":")], &[], &[Change("at", "\"p1\"")], Key("at")),
    broken("one-as-several", "claim", &[("text", ""), ("said", "")], &[], &[Append(
        "[[document]]\nid = \"zz-1\"\ntitle = \"Zz\"\nheld = false\n[[document]]\nid = \"zz-2\"\ntitle = \"Zz\"\nheld = false\n\
         [[source]]\nid = \"zz-one\"\nname = \"zz\"\nkind = \"office\"\nanonymous = true\nnumber = \"one\"\n\
         [[source]]\nid = \"zz-many\"\nname = \"zz\"\nkind = \"office\"\nanonymous = true\nnumber = \"several\"\n\
         [[claim]]\nid = \"zz\"\nproposition = \"{id}\"\nsource = \"zz-one\"\nat = \"p1\"\ndocument = \"zz-1\"\n\
         [[claim]]\nid = \"yy\"\nproposition = \"{id}\"\nsource = \"zz-many\" # here\nat = \"p1\"\ndocument = \"zz-2\"\n",
    )], New),

    broken("units-differ", "claim", &[], &[], &[Append("[[figure]]\nclaim = \"{id}\"\nvalue = \"3 zz\"\nof = \"zz\"\n[[figure]]\nclaim = \"{id}\"\nvalue = \"3 yy\" # here\nof = \"zz\"\n")], New),

    broken("grade-misplaced", "claim", &[], &[], &[Append("[[assessment]]\ntarget = \"claim:{id}\"\nreliability = \"A\" # here\nwhy = \"Zz.\"\n")], New),
    broken("grade-misplaced", "source", &[], &["same"], &[Append("[[assessment]]\ntarget = \"source:{id}\"\nlikelihood = \"likely\" # here\nwhy = \"Zz.\"\n")], New),
    broken("ungraded", "claim", &[], &[], &[Append("[[assessment]]\ntarget = \"claim:{id}\" # here\nwhy = \"Zz.\"\n")], New),
    broken("stale-assessment", "claim", &[("at", "p")], &[], &[Append("[[assessment]]\ntarget = \"claim:{id}\"\non = \"1990\" # here\ncredibility = \"3\"\nwhy = \"Zz.\"\n")], New),

    broken("no-report", "claim", &[("source", "\"!?")], &["joint"], &[Append("[[claim]]\nid = \"zz\" # here\ntext = \"Zz.\"\nsource = {source}\n")], New),
    broken("claim-twice", "claim", &[("text", ""), ("source", "\"!?"), ("said", "\"")], &["stance", "joint"], &[Append("[[claim]]\nid = \"zz\" # here\nproposition = \"{id}\"\nsource = {source}\nsaid = {said}\n")], New),
    broken("report-twice", "claim", &[("at", "p")], &["document"], &[Append("[[report]]\nclaim = \"{id}\"\ndocument = \"{document}\"\nat = {at} # here\n")], New),
    broken("no-hash", "claim", &[("at", "p"), ("hash", "")], &[], &[Remove("hash")], Key("at")),
    broken("no-sha256", "document", &[("sha256", ""), ("held", "true")], &[], &[Remove("sha256")], Key("id")),
    broken("placeholder", "claim", &[("text", "")], &["todo"], &[Change("text", "\"…\"")], Key("text")),
    broken("placeholder", "claim", &[("text", "")], &["todo"], &[Change("text", "\"TODO\"")], Key("text")),
    broken("bad-value", "claim", &[], &[], &[Append("[[figure]]\nclaim = \"{id}\"\nvalue = \"1.2m GBP\" # here\n")], New),
    broken("bad-value", "claim", &[], &[], &[Append("[[figure]]\nclaim = \"{id}\"\nvalue = 3\nunit = \"million GBP\" # here\n")], New),
    broken("todo", "claim", &[], &["todo"], &[Insert("todo = true")], New),

    broken("unused-document", "document", &[], &[], &[Append("[[document]]\nid = \"zz\" # here\ntitle = \"Zz\"\nheld = false\n")], New),
    broken("unused-entity", "entity", &[], &[], &[Append("[[entity]]\nid = \"zz\" # here\nname = \"Zz\"\nkind = \"other\"\n")], New),
    broken("unused-source", "source", &[], &[], &[Append("[[source]]\nid = \"zz\" # here\nname = \"zz\"\nkind = \"crowd\"\ndifferent = [\"{id}\"]\n")], New),
    broken("unused-event", "event", &[], &[], &[Append("[[event]]\nid = \"zz\" # here\nname = \"Zz\"\npart_of = \"{id}\"\n")], New),
    broken("unused-proposition", "claim", &[("text", "")], &[], &[Append("[[proposition]]\nid = \"zz\" # here\ntext = \"Zz.\"\nexcludes = [\"{id}\"]\n")], New),
];

/// One table of a file: where its lines are.
#[derive(Debug)]
struct Found {
    file: usize,
    table: String,
    /// Key, or `[[` for the head, to its line (from 0) and its value as written.
    keys: BTreeMap<String, (usize, String)>,
    /// The line behind its last.
    end: usize,
}

/// Finds the tables of a file whose keys stand in lines of their own.
fn tables(file: usize, text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut long = false;
    for (number, line) in text.lines().enumerate() {
        let quotes = line.matches("\"\"\"").count();
        if let (false, Some(table)) = (long, line.strip_prefix("[[")) {
            let (table, _) = table.split_once("]]").expect("a head ends");
            found.push(Found {
                file,
                table: table.to_owned(),
                keys: BTreeMap::from([("[[".to_owned(), (number, String::new()))]),
                end: number + 1,
            });
        } else if let Some(last) = found.last_mut()
            && (long || line.contains(" = "))
            && !line.starts_with('#')
        {
            if let (false, Some((key, value))) = (long, line.split_once(" = ")) {
                let value = value.split(" #").next().unwrap_or(value).trim();
                last.keys.insert(key.to_owned(), (number, value.to_owned()));
            }
            last.end = number + 1;
        }
        long ^= quotes % 2 == 1;
    }
    found
}

impl Found {
    /// Tells whether a breakage may be tried here; what spans several lines is left alone.
    fn suits(&self, it: &Break) -> bool {
        let has = |(key, part): &(&str, &str)| {
            let (part, not) = part.split_once('!').unwrap_or((part, "\n"));
            self.keys.get(*key).is_some_and(|(_, value)| {
                value.contains(part) && !value.contains(not) && value != "["
            })
        };
        self.table == it.table
            && it.has.iter().all(has)
            && !it.lacks.iter().any(|key| self.keys.contains_key(*key))
    }

    /// Fills in what stands for values of the record.
    fn filled(&self, text: &str, document: &str) -> String {
        let id = self
            .keys
            .get("id")
            .map_or("", |(_, id)| id.trim_matches('"'));
        let mut text = text.replace("{id}", id).replace("{document}", document);
        for (key, (_, value)) in &self.keys {
            text = text.replace(&format!("{{{key}}}"), value);
        }
        text
    }

    /// Breaks the file; returns its text and the lines (from 1) where the finding may be.
    fn broken(&self, it: &Break, text: &str, document: &str) -> (String, std::ops::Range<usize>) {
        let line_of = |key: &str| self.keys.get(key).map_or(0, |(line, _)| *line);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (mut inserted, mut appended) = (Vec::new(), Vec::new());
        let mut removed = None;
        for edit in it.edits {
            match edit {
                Change(key, value) => {
                    lines[line_of(key)] = format!("{key} = {}", self.filled(value, document));
                }
                Rename(key, new) => {
                    let line = &mut lines[line_of(key)];
                    *line = match line.split_once(" = ") {
                        Some((_, value)) => format!("{new} = {value}"),
                        None => (*new).to_owned(),
                    };
                }
                Remove(key) => removed = Some(line_of(key)),
                Insert(line) => inserted.push(self.filled(line, document)),
                Append(more) => {
                    appended.extend(self.filled(more, document).lines().map(str::to_owned));
                }
            }
        }
        let (first_new, count) = match inserted.is_empty() {
            true => (lines.len(), appended.len()),
            false => (self.end, inserted.len()),
        };
        lines.extend(appended);
        lines.splice(self.end..self.end, inserted);
        let new = lines.iter().position(|line| line.ends_with(MARK));
        // Without a mark it is the one line put in.
        assert!(new.is_some() || count <= 1, "{} has no mark", it.code);
        let mut at = match it.at {
            Key(key) => line_of(key)..line_of(key) + 1,
            New => {
                let line = new.unwrap_or(first_new);
                line..line + 1
            }
            Within => line_of("[[")..self.end + 1,
        };
        if let Some(line) = removed {
            lines.remove(line);
            if at.start > line {
                at = at.start - 1..at.end - 1;
            }
        }
        (lines.join("\n") + "\n", at.start + 1..at.end + 1)
    }
}

#[test]
fn whatever_is_broken_in_the_seeds_is_found_where_it_is() {
    let seeds = seeds();
    let tables: Vec<Found> = seeds
        .iter()
        .enumerate()
        .flat_map(|(file, text)| tables(file, &text.text))
        .collect();
    let mut wrong = Vec::new();
    for it in BREAKS {
        let suiting: Vec<&Found> = tables.iter().filter(|table| table.suits(it)).collect();
        if suiting.is_empty() {
            wrong.push(format!("{}: no record suits", it.code));
        }
        let step = suiting.len().div_ceil(PLACES).max(1);
        for table in suiting.into_iter().step_by(step) {
            let text = &seeds[table.file];
            let document = Path::new(&text.name).file_stem().expect("a file");
            let (broken, lines) = table.broken(it, &text.text, &document.to_string_lossy());
            let mut texts = seeds.clone();
            texts[table.file].text = broken;
            let report = found(texts, it.code);
            let here = report.diagnostics.iter().any(|diagnostic| {
                diagnostic.code == it.code
                    && diagnostic.labels.first().is_some_and(|label| {
                        let (line, _) = label.source.line_column(label.span.start);
                        label.source.name == text.name && lines.contains(&line)
                    })
            });
            if !here {
                let report = report.lines();
                let place = format!("{}:{lines:?}", text.name);
                wrong.push(format!("{} is not found at {place}:\n{report}", it.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_check_is_broken_once() {
    // What the original texts tell is tried by the examples of the page, which has one.
    for check in check::CHECKS.iter().filter(|check| !check.of_originals) {
        let is_tried = BREAKS.iter().any(|it| it.code == check.code);
        assert!(is_tried, "{}", check.code);
    }
}

fn seeds() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let entries = std::fs::read_dir(folder).expect("the seeds are in the repository");
    let mut texts: Vec<Text> = entries
        .flatten()
        .map(|entry| Text {
            name: format!("seeds/{}", entry.file_name().to_string_lossy()),
            text: std::fs::read_to_string(entry.path()).expect("the seeds can be read"),
        })
        .collect();
    texts.sort_by(|a, b| a.name.cmp(&b.name));
    texts
}

/// Returns what the loader finds or, where it loads, the one check that is asked for.
fn found(texts: Vec<Text>, code: &str) -> Report {
    let loaded = match load_texts(texts) {
        Ok(loaded) => loaded,
        Err(report) => return report,
    };
    match Selection::new(false, &[], &[code.to_owned()]) {
        Ok(selection) => check::run(&loaded.ledger, &selection, None),
        // The loader's own codes are no checks.
        Err(_) => Report::default(),
    }
}
