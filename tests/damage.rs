//! Ledgers damaged at random: loading and checking them tells what is wrong and never panics.

use std::path::Path;

use proptest::prelude::*;
use whosaid::check::{self, Selection};
use whosaid::model::{Text, load_texts};

/// One change of one line; lines and values are drawn from the whole ledger, round and round.
#[derive(Clone, Debug)]
enum Damage {
    /// Takes a line out.
    Remove,
    /// Writes a line twice.
    Double,
    /// Puts a line of another place there.
    Replace,
    /// Keeps the key and takes the value of a line of another place.
    Revalue,
    /// Makes every reference and text of the line doubtful, or sure again.
    Doubt,
    /// Cuts a line after some of its characters.
    Cut,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        1 => Just(Damage::Remove),
        1 => Just(Damage::Double),
        1 => Just(Damage::Replace),
        // Values of the same key load most often, and reach the checks.
        4 => Just(Damage::Revalue),
        4 => Just(Damage::Doubt),
        1 => Just(Damage::Cut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_damaged_ledger_is_told_of_and_nothing_panics(
        damages in prop::collection::vec((damage(), any::<usize>(), any::<usize>()), 1..5),
    ) {
        let mut texts = seeds();
        for (damage, at, other) in damages {
            apply(&mut texts, &damage, at, other);
        }
        match load_texts(texts) {
            Err(report) => {
                prop_assert!(report.has_errors());
                for diagnostic in &report.diagnostics {
                    prop_assert!(!diagnostic.labels.is_empty(), "no place: {diagnostic:?}");
                }
            }
            Ok(loaded) => {
                let all = Selection::new(true, &["all".to_owned()], &[]).expect("all is a word");
                for diagnostic in check::run(&loaded.ledger, &all, None).diagnostics {
                    prop_assert!(!diagnostic.labels.is_empty(), "no place: {diagnostic:?}");
                }
            }
        }
    }
}

fn apply(texts: &mut [Text], damage: &Damage, at: usize, other: usize) {
    let lines: Vec<Vec<String>> = texts
        .iter()
        .map(|text| text.text.lines().map(str::to_owned).collect())
        .collect();
    let all: Vec<(usize, usize)> = lines
        .iter()
        .enumerate()
        .flat_map(|(file, lines)| (0..lines.len()).map(move |line| (file, line)))
        .collect();
    let (file, line) = all[at % all.len()];
    let mut changed = lines[file].clone();
    let old = changed[line].clone();
    let elsewhere = || {
        let (file, line) = all[other % all.len()];
        lines[file][line].clone()
    };
    match damage {
        Damage::Remove => drop(changed.remove(line)),
        Damage::Double => changed.insert(line, old),
        Damage::Replace => changed[line] = elsewhere(),
        Damage::Revalue => {
            let Some((key, _)) = old.split_once(" = ") else {
                return;
            };
            let same: Vec<&String> = lines
                .iter()
                .flatten()
                .filter(|line| line.starts_with(&format!("{key} = ")))
                .collect();
            changed[line].clone_from(same[other % same.len()]);
        }
        Damage::Doubt => {
            changed[line] = match old.contains("?\"") {
                true => old.replace("?\"", "\""),
                false => old.replace("\"]", "?\"]").replace("\", ", "?\", "),
            }
        }
        Damage::Cut => changed[line] = old.chars().take(other % 40).collect(),
    }
    texts[file].text = changed.join("\n") + "\n";
}

fn seeds() -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let entries = std::fs::read_dir(folder).expect("the seeds are in the repository");
    let texts = entries.flatten().map(|entry| Text {
        name: format!("seeds/{}", entry.file_name().to_string_lossy()),
        text: std::fs::read_to_string(entry.path()).expect("the seeds can be read"),
    });
    texts.collect()
}
