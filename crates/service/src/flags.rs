//! Facts that decide which rights a victim has (NEED-2). Enhanced Rights follow from them, with the reason shown.

use crate::{Actor, Problem, Service, ServiceError, by_person, error::refuse_if_any};
use jiff::Timestamp;
use record::{
    CaseEvent, CaseId, Facts, Recorder, VictimId,
    case::ENHANCED_FLAGS,
    event::{FlagBecause, Origin},
};
use store::{LoadedCase, NewEvent};
use victims_code::Flags;

/// The longest reason, characters.
const LONGEST_REASON: usize = 300;

impl Service {
    /// Records that a flag holds, with the reason, or that it no longer holds.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    #[expect(clippy::too_many_arguments, reason = "one argument for each thing the form asks")]
    pub async fn record_flag(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        victim: VictimId,
        flag: FlagBecause,
        holds: bool,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for_victim(actor, policy::Action::RecordOnCase, case, victim).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if loaded.case.victim(victim).is_none() {
            problems.push(Problem::new("victim", "Select who this is about"));
        }
        if Flags::named(&flag.flag).is_none() {
            problems.push(Problem::new("flag", "Select what you know about them"));
        }
        if flag.because.trim().is_empty() {
            problems.push(Problem::new("because", "Write the reason, without names"));
        }
        if flag.because.chars().count() > LONGEST_REASON {
            problems.push(Problem::new(
                "because",
                format!("The reason must be {LONGEST_REASON} characters or fewer"),
            ));
        }
        if flag.because.contains('\0') {
            problems.push(Problem::new("because", "Remove the characters that cannot be seen"));
        }
        refuse_if_any(problems)?;
        let by = by_person(actor);
        let (add, remove) = if holds { (vec![flag], vec![]) } else { (vec![], vec![flag]) };
        change_flags(&mut loaded, &by, victim, add, remove, now)?;
        self.save(actor, loaded).await
    }
}

/// Records changed flags. The first flag that gives Enhanced Rights starts the duties that come with them: passing
/// it on and offering a specialist service (2020 Code, right 4).
pub(crate) fn change_flags(
    loaded: &mut LoadedCase,
    by: &Recorder,
    victim: VictimId,
    add: Vec<FlagBecause>,
    remove: Vec<FlagBecause>,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let known = loaded.case.victim(victim);
    let was_enhanced = known.is_some_and(record::case::Victim::enhanced);
    let add: Vec<FlagBecause> =
        add.into_iter().filter(|new| known.is_none_or(|v| !v.flags.contains_key(&new.flag))).collect();
    let remove: Vec<FlagBecause> =
        remove.into_iter().filter(|old| known.is_none_or(|v| v.flags.contains_key(&old.flag))).collect();
    if add.is_empty() && remove.is_empty() {
        return Ok(());
    }
    let becomes_enhanced = !was_enhanced && add.iter().any(|f| ENHANCED_FLAGS.contains(&f.flag.as_str()));
    let event = CaseEvent::VictimFactsRecorded { victim, add, remove };
    loaded.record(by, at, vec![NewEvent::at(at, event)], Vec::new())?;
    if becomes_enhanced { enhanced_rights_identified(loaded, by, victim, at) } else { Ok(()) }
}

/// Records that a victim was found to have Enhanced Rights, which follows from their flags.
pub(crate) fn enhanced_rights_identified(
    loaded: &mut LoadedCase,
    by: &Recorder,
    victim: VictimId,
    at: Timestamp,
) -> Result<(), ServiceError> {
    let identified = CaseEvent::Happened {
        trigger: "enhanced_eligibility_identified".into(),
        victim: Some(victim),
        key: None,
        facts: Facts::default(),
        words: None,
    };
    let rule = Recorder { origin: Origin::Rule, ..by.clone() };
    Ok(loaded.record(&rule, at, vec![NewEvent::at(at, identified)], Vec::new())?)
}
