//! However it is typed, it is found.

use super::*;
use crate::copies::redaction::{BLOCK, redacted};
use proptest::prelude::*;

fn known() -> Known {
    Known {
        addresses: vec!["9 Goldcrest Mews".into(), "Anytown".into(), "ZX9 4QY".into()],
        phones: vec!["07700 900461".into()],
        emails: vec!["siskin.h@aviary.example".into()],
        born: vec![jiff::civil::date(1987, 6, 5)],
        others: vec!["Ash Reed".into(), "Harbour Refuge Service".into()],
        said_about_safety: vec!["Say that you ring from Fieldfare the hairdresser".into()],
        references: vec!["01ZD0000126".into()],
    }
}

fn left(text: &str) -> String {
    let marks: Vec<Mark> = suggestions(text, &known()).into_iter().map(|found| found.mark).collect();
    redacted(text, &marks).text
}

#[test]
fn what_the_record_knows_is_found_however_it_is_typed() {
    for typed in [
        "9 Goldcrest Mews",
        "no. 9, GOLDCREST  mews",
        "9Goldcrest Mews",
        "G o l d c r e s t M e w s",
        "Göldcrest",
        "Gоldсrest",
        "Gold\u{200b}crest",
        "Ｇｏｌｄｃｒｅｓｔ",
        "07700 900461",
        "07700900461",
        "+44 (0)7700-900-461",
        "0 7 7 0 0 9 0 0 4 6 1",
        "07700.900.461",
        "O77OO 9OO461",
        "0770\u{200d}0 900461",
        "٠٧٧٠٠٩٠٠٤٦١",
        "oh seven seven double oh nine double oh four six one",
        "siskin.h@aviary.example",
        "siskin.h @ aviary.example",
        "SISKIN H (at) aviary example",
        "5 June 1987",
        "5th of June",
        "June 5th, 1987",
        "05/06/1987",
        "5.6.87",
        "1987-06-05",
        "05061987",
        "ZX9 4QY",
        "zx94qy",
        "Z X 9 4 Q Y",
        "ZX9-4QY",
        "Ash",
        "Reed's",
        "A s h R e e d",
        "Fieldfare",
        "Harbour Refuge",
    ] {
        let text = format!("We wrote down {typed} for them.");
        let left: String = left(&text);
        assert!(left.contains(BLOCK), "{typed} stays: {left}");
        let rest = squeezed(&left.replace(BLOCK, ""));
        let wanted = squeezed(typed);
        let stays = rest.contains(&wanted) || rest.contains("goidcrest") || rest.contains("9oo46i");
        assert!(!stays, "{typed} stays: {left}");
    }
}

#[test]
fn what_leads_to_the_door_stays_out_and_a_name_can_be_shown_for_a_reason() {
    let stays_out = |text: &str| suggestions(text, &known()).iter().any(|found| found.stays_out);
    for text in ["Goldcrest", "07700 900461", "+447700900461", "siskin.h@aviary.example", "5 June", "zx94qy"]
    {
        assert!(stays_out(text), "{text}");
    }
    for text in ["Ash", "Fieldfare", "AB1 2CD", "020 7946 0000", "kestrel@hover.example"] {
        assert!(!suggestions(text, &known()).is_empty(), "{text} is not found");
        assert!(!stays_out(text), "{text}");
    }
}

#[test]
fn ordinary_sentences_stay_as_they_are() {
    for text in [
        "I told her that he was charged with robbery and will be in court on 20 March 2026 at 10am.",
        "She asked on 15th April at 10 am whether a long trial is likely. It is 22nd in the list.",
        "The hearing on 20/03/2026 10:30 under 01ZD0000126 was put off to 2026-04-01.",
        "He was arrested at 9pm, and is on bail until 16 March; 2 of 3 charges stand.",
    ] {
        assert_eq!(left(text), text);
    }
}

#[test]
fn what_looks_like_an_address_online_goes_whole() {
    for (text, wanted) in [
        ("Write to kestrel.q@hover.example now", "Write to [left out] now"),
        ("kestrel at hover dot example", "[left out]"),
        ("her account is @kestrel_q today", "her account is @[left out] today"),
        ("meet at ///table.lamp.chair then", "meet at ///[left out] then"),
        ("flat near AB1 2CD there", "flat near [left out] there"),
    ] {
        assert_eq!(left(text), wanted);
    }
}

#[test]
fn what_is_marked_once_is_found_in_every_text() {
    let text = "The clinic rang. She goes to Larkfield Clinic, LARKFIELD clinic, and Larkfieldclinic.";
    let found = same_elsewhere(text, "Larkfield Clinic");
    assert_eq!(found.iter().map(|at| &text[at.clone()]).filter(|f| f.len() > 10).count(), 5, "{found:?}");
    assert!(same_elsewhere(text, "the").is_empty());
}

proptest! {
    /// Between any words, with anything between its digits or letters, nothing of it stays.
    #[test]
    fn nothing_that_the_record_knows_survives(
        before in "[a-h ]{0,12}",
        after in "[a-h ]{0,12}",
        gap in "[ .\u{200b}\u{a0}()-]{0,2}",
        which in 0usize..3,
        capitals in any::<bool>(),
    ) {
        let secret = ["07700900461", "zx94qy", "goldcrestmews"][which];
        let typed: String = secret.chars().flat_map(|c| std::iter::once(c).chain(gap.chars())).collect();
        let typed = if capitals { typed.to_uppercase() } else { typed };
        let left = left(&format!("{before} {typed} {after}"));
        let rest = squeezed(&left.replace(BLOCK, " "));
        for letter in squeezed(secret).chars().filter(|c| !('a'..='h').contains(c)) {
            prop_assert!(!rest.contains(letter), "{left}");
        }
    }

    #[test]
    fn no_text_breaks_it(text in ".{0,60}") {
        let left = left(&text);
        prop_assert!(left.len() <= text.len() + 60 * BLOCK.len());
    }
}
