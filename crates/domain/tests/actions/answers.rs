//! Any text put to any field: it fits or it does not, and what fits is one form.

use domain::action::check;
use domain::action::field::FieldKind;
use domain::action::pattern::Pattern;
use domain::action::place::shown;
use domain::action::said::answers;
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;

use super::definitions::{field, text, value};

fn today() -> Date {
    date(2026, 3, 10)
}

/// Texts that are nearly patterns, and any others.
const PATTERNS: &str = "[\\[\\](){}|?*+^$\\\\a-c0-2,:dws.é-]{0,16}|.{0,40}";

proptest! {
    #[test]
    fn what_fits_fits_again_as_it_is(field in field(), raw in value()) {
        if let Ok(Some(fit)) = check::answer(&field, &raw, today()) {
            let again = check::answer(&field, &fit, today());
            prop_assert_eq!(again, Ok(Some(fit)));
        }
    }

    #[test]
    fn what_is_shown_reads_as_what_it_was(field in field(), raw in text()) {
        let is_list = matches!(field.kind, FieldKind::Choices { .. } | FieldKind::File);
        if let (Ok(Some(fit)), false) = (check::text(&field, &raw, today()), is_list) {
            prop_assert_eq!(check::text(&field, &shown(&fit), today()), Ok(Some(fit)));
        }
    }

    #[test]
    fn a_sentence_gives_what_fits_or_nothing(
        fields in vec(field(), 1..4),
        sentence in text(),
    ) {
        for field in &fields {
            let read = answers(&[field], &sentence, today());
            let Some(value) = read.get(&field.key).cloned() else { continue };
            prop_assert_eq!(check::answer(field, &value, today()), Ok(Some(value.clone())));
            if let Ok(Some(whole)) = check::text(field, &sentence, today()) {
                prop_assert_eq!(whole, value, "the bare answer");
            }
        }
        let fields: Vec<_> = fields.iter().collect();
        for (key, value) in answers(&fields, &sentence, today()) {
            let asked = fields.iter().filter(|field| field.key == key);
            let fits = |it: &&&_| check::answer(it, &value, today()) == Ok(Some(value.clone()));
            prop_assert!(asked.clone().any(|field| fits(&field)));
        }
    }

    #[test]
    fn any_pattern_is_read_or_refused(text in PATTERNS) {
        if let Ok(pattern) = Pattern::new(&text) {
            prop_assert!(!pattern.plain().contains(['^', '$', '.']));
            pattern.fits(&text);
        }
    }
}
