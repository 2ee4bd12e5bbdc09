use std::collections::BTreeSet;

use super::{EntityKind, NameKind, STANCE, SourceKind, Stance};
use crate::model::{Kind, Origin};
use crate::value::Type;

/// Visits every field of every kind.
fn every_field(mut visit: impl FnMut(Kind, &'static crate::model::Field)) {
    for kind in Kind::ALL {
        kind.schema()
            .fields
            .iter()
            .for_each(|field| visit(kind, field));
    }
}

#[test]
fn kinds_stand_in_the_order_of_their_numbers() {
    for (number, kind) in Kind::ALL.into_iter().enumerate() {
        assert_eq!(kind as usize, number);
    }
}

#[test]
fn no_name_is_given_twice() {
    let mut collections = BTreeSet::new();
    for kind in Kind::ALL {
        let schema = kind.schema();
        assert!(
            collections.insert(schema.collection),
            "{}",
            schema.collection
        );
        for view in schema.views {
            assert!(collections.insert(view.name), "{}", view.name);
        }
        let mut fields = BTreeSet::new();
        for field in schema.fields {
            assert!(
                fields.insert(field.name),
                "{}.{}",
                schema.collection,
                field.name
            );
        }
        assert_eq!(schema.fields[0].name, "id");
        assert!(schema.fields.len() < 256, "a field's place is a byte");
    }
}

#[test]
fn inverses_name_a_link_that_points_back() {
    every_field(|kind, field| {
        if let Origin::Inverse(through) = field.origin {
            let Type::Record(number) = field.ty else {
                panic!("{}.{} is no reference", kind.collection(), field.name)
            };
            let from = Kind::from_number(number);
            let (_, forward) = from
                .field(through)
                .unwrap_or_else(|| panic!("{} have no field {through}", from.collection()));
            assert_eq!(
                forward.ty,
                kind.reference(),
                "{}.{}",
                kind.collection(),
                field.name
            );
            assert!(matches!(forward.origin, Origin::Stored | Origin::Settled));
            assert!(field.many);
        }
    });
}

#[test]
fn fields_stand_in_the_order_stored_settled_inverse_shorthand() {
    for kind in Kind::ALL {
        let rank = |origin| match origin {
            Origin::Stored => 0,
            Origin::Settled => 1,
            Origin::Inverse(_) => 2,
            Origin::Shorthand(_) => 3,
        };
        let ranks: Vec<_> = kind.schema().fields[1..]
            .iter()
            .map(|field| rank(field.origin))
            .collect();
        assert!(ranks.is_sorted(), "{}", kind.collection());
    }
}

#[test]
fn shorthands_begin_at_a_field_of_their_kind() {
    every_field(|kind, field| {
        if let Origin::Shorthand(expression) = field.origin {
            let names: Vec<_> = expression
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|word| kind.field(word).is_some())
                .collect();
            assert!(
                !names.is_empty(),
                "{}.{}: {expression}",
                kind.collection(),
                field.name
            );
        }
    });
}

#[test]
fn shown_label_and_searched_name_fields() {
    for kind in Kind::ALL {
        let schema = kind.schema();
        for name in schema.shown.iter().chain([&schema.label]) {
            assert!(kind.field(name).is_some(), "{}.{name}", schema.collection);
        }
        for text in schema.texts {
            let first = text.split('.').next();
            let known = first.is_some_and(|name| kind.field(name).is_some());
            assert!(known, "{}: {text}", schema.collection);
        }
        for field in schema.fields {
            assert!(field.searched.is_none_or(|name| kind.field(name).is_some()));
        }
        for view in schema.views {
            let Some(Type::Word(vocabulary)) = kind.field("kind").map(|(_, field)| field.ty) else {
                panic!("{} has views and no kind", schema.collection)
            };
            assert!(
                view.kinds
                    .iter()
                    .all(|word| vocabulary.code(word).is_some())
            );
        }
    }
}

#[test]
fn collections_and_views_are_found_by_their_names() {
    let named = |name| Kind::named(name).map(|(kind, view)| (kind, view.map(|view| view.name)));
    for kind in Kind::ALL {
        assert_eq!(named(kind.collection()), Some((kind, None)));
        for view in kind.schema().views {
            assert_eq!(named(view.name), Some((kind, Some(view.name))));
        }
    }
    assert_eq!(named("CLAIMS"), Some((Kind::Claims, None)));
    assert_eq!(named("Outlets"), Some((Kind::Entities, Some("outlets"))));
    assert_eq!(named("claim"), None);
}

#[test]
fn vocabularies_are_sound() {
    let mut names: Vec<(&str, *const crate::value::Vocabulary)> = Vec::new();
    every_field(|_, field| {
        let Type::Word(vocabulary) = field.ty else {
            return;
        };
        assert!(
            (2..=250).contains(&vocabulary.words.len()),
            "{}",
            vocabulary.name
        );
        assert!(!vocabulary.origin.is_empty(), "{}", vocabulary.name);
        let same = names.iter().find(|(name, _)| *name == vocabulary.name);
        assert!(
            same.is_none_or(|(_, other)| std::ptr::eq(*other, vocabulary)),
            "{}",
            vocabulary.name
        );
        names.push((vocabulary.name, vocabulary));
        let mut forms = BTreeSet::new();
        for word in vocabulary.words {
            assert!(!word.help.is_empty(), "{}", word.name);
            for form in word.also.iter().chain([&word.name]) {
                assert!(
                    forms.insert(form.to_lowercase()),
                    "{}: {form} twice",
                    vocabulary.name
                );
            }
        }
    });
}

#[test]
fn enums_follow_their_vocabularies() {
    for (code, stance) in Stance::ALL.into_iter().enumerate() {
        assert_eq!(stance as usize, code);
        let word = STANCE.word(stance as u8);
        assert!(format!("{stance:?}").eq_ignore_ascii_case(word), "{word}");
        let side = format!("({:?})", stance.side()).to_lowercase();
        assert!(STANCE.words[code].help.ends_with(&side), "{word}");
        assert_eq!(stance.prefix().is_none(), side == "(for)", "{word}");
    }
    let words = |kind: Kind| -> Vec<&str> {
        match kind.field("kind").map(|(_, field)| field.ty) {
            Some(Type::Word(vocabulary)) => vocabulary.words.iter().map(|word| word.name).collect(),
            other => panic!("{other:?}"),
        }
    };
    let lower = |name: String| name.to_lowercase();
    let entities: Vec<String> = EntityKind::ALL
        .iter()
        .map(|k| lower(format!("{k:?}")))
        .collect();
    let sources: Vec<String> = SourceKind::ALL
        .iter()
        .map(|k| lower(format!("{k:?}")))
        .collect();
    let names: Vec<String> = NameKind::ALL
        .iter()
        .map(|k| lower(format!("{k:?}")))
        .collect();
    assert_eq!(entities, words(Kind::Entities));
    assert_eq!(sources, words(Kind::Sources));
    assert_eq!(names, words(Kind::Names));
}
