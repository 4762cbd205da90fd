//! The editions against the shared catalogue and contract, when they are there: `LANTERN_SHARED`, else `../shared`
//! beside the repository.

use std::collections::BTreeSet;
use std::path::PathBuf;
use victims_code::{Clock, Code, DutyRule, EditionKind, Eligibility};

type Rows = Vec<std::collections::HashMap<String, String>>;

fn shared(path: &str) -> Option<Rows> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("LANTERN_SHARED").map_or(beside, PathBuf::from);
    let Ok(mut file) = csv::Reader::from_path(folder.join(path)) else {
        eprintln!("skipped: no {path} in the shared folder (set LANTERN_SHARED)");
        return None;
    };
    Some(file.deserialize().map(Result::unwrap).collect())
}

#[test]
fn every_duty_of_the_catalogue_is_taken_over() {
    let Some(rows) = shared("victims-code/duties.csv") else { return };
    let code = Code::embedded();
    let mut wanted = BTreeSet::new();
    for row in &rows {
        let id = &row["id"];
        wanted.insert(id.as_str());
        let duty = code.duty(code.duty_index(id).unwrap_or_else(|| panic!("{id} is missing")));
        assert_eq!(*code.edition(duty.edition).name, row["code_version"], "{id}");
        assert_eq!(*code.trigger(duty.trigger).slug, row["trigger_event"], "{id}");
        assert_eq!(duty.provider.slug(), row["provider"], "{id}");
        assert_eq!(duty.right.map_or(String::new(), |right| right.to_string()), row["right"], "{id}");
        assert_eq!(duty.paragraph.as_deref().unwrap_or(""), row["paragraph"], "{id}");
        assert_eq!(
            duty.limit.as_ref().map_or(String::new(), ToString::to_string),
            row["standard_limit"],
            "{id}"
        );
        assert_eq!(duty.confidence.name(), row["confidence"], "{id}");
        for theirs in ["duty", "evidence", "applies_if"]
            .map(|field| &row[field])
            .into_iter()
            .filter(|text| text.len() > 40)
        {
            let ours = [&duty.duty, &duty.plain, &duty.evidence, duty.applies.as_ref().unwrap_or(&duty.duty)];
            assert!(ours.iter().all(|text| *text != theirs), "{id}: in our own words");
        }
    }
    let ours = |duty: &DutyRule| code.edition(duty.edition).kind == EditionKind::Promise;
    let others = code.duties().iter().filter(|duty| !ours(duty));
    let extra: Vec<_> = others.filter(|duty| !wanted.contains(&*duty.id)).collect();
    assert!(extra.is_empty(), "{extra:?}");
}

#[test]
fn the_duties_of_the_contract_are_computed_as_it_says() {
    let Some(rows) = shared("contract/core-duties.csv") else { return };
    let code = Code::embedded();
    for row in &rows {
        let id = &row["id"];
        let duty = code.duty(code.duty_index(id).unwrap_or_else(|| panic!("{id} is missing")));
        assert_eq!(*code.edition(duty.edition).name, row["edition"], "{id}");
        assert_eq!(duty.right.map_or(String::new(), |right| right.to_string()), row["right"], "{id}");
        assert_eq!(duty.provider.slug(), row["provider"], "{id}");
        assert_eq!(*code.trigger(duty.trigger).slug, row["trigger_event"], "{id}");
        assert_eq!(duty.limit.as_ref().unwrap().to_string(), row["limit"], "{id}");
        let (limit, flags) = match &duty.enhanced {
            Some(enhanced) => (enhanced.limit.to_string(), enhanced.flags.to_string()),
            None => (String::new(), String::new()),
        };
        assert_eq!((&limit, &flags), (&row["enhanced_limit"], &row["enhanced_flags"]), "{id}");
        assert_eq!(duty.clock.name(), row["clock"], "{id}");
        assert!(matches!(duty.clock, Clock::Event | Clock::Received), "{id}");
        let eligibility = match duty.eligibility {
            Eligibility::All => "all".to_owned(),
            Eligibility::AnyOf(flags) => flags.to_string(),
        };
        assert_eq!(eligibility, row["eligibility"], "{id}");
        assert!(duty.in_force && duty.in_force_from.is_none() && !duty.ends_on_working_day, "{id}");
    }
}

#[test]
fn nothing_else_of_the_code_refuses_a_line_that_the_contract_takes() {
    // A deadline that the contract does not cover must not be the reason for refusing an event: in the editions of the
    // Code only the contract's duties have one, or one with the same limit at the same trigger.
    let Some(rows) = shared("contract/core-duties.csv") else { return };
    let code = Code::embedded();
    let core: BTreeSet<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
    for duty in code.duties().iter().filter(|duty| !core.contains(&*duty.id)) {
        let of_the_code = ["2006", "2015", "2020"].contains(&&*code.edition(duty.edition).name);
        let counted = duty.limit.as_ref().is_some_and(victims_code::Limit::is_counted);
        let fixed = matches!(duty.clock, Clock::Event | Clock::Received);
        if of_the_code && counted && fixed {
            let same = |other: &&str| {
                let other = code.duty(code.duty_index(other).unwrap());
                (other.trigger, &other.limit, &other.clock, other.eligibility)
                    == (duty.trigger, &duty.limit, &duty.clock, duty.eligibility)
                    && other.edition == duty.edition
            };
            assert!(core.iter().any(same), "{}", duty.id);
        }
    }
}
