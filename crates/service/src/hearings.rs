//! The hearings of a case: for its victim what they need to get there and through the day, for staff a place to write it
//! down (ACC-3).

use crate::{
    Actor, Problem, Service, ServiceError, alerts, by_person,
    case_file::OwnerCard,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    timeline::{reference_of, victim_name},
};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::{Action, Part};
use record::{CaseEvent, CaseId, Hearing, HearingEvent, HearingPlace, VictimId};
use std::collections::BTreeSet;
use store::{LoadedCase, NewEvent};

/// A hearing, for a page.
#[derive(Clone, Debug)]
pub struct HearingLine {
    /// How forms refer to it: the version of the event that set it.
    pub id: u64,
    /// When and where.
    pub hearing: Hearing,
    /// What staff wrote down about the place.
    pub place: HearingPlace,
    /// What came of it, in the victim's language, in the order in which it happened.
    pub came: Vec<String>,
}

/// The hearings of a victim's case.
#[derive(Clone, Debug)]
pub struct OwnHearings {
    /// Their name.
    pub name: String,
    /// Today and later, soonest first.
    pub coming: Vec<HearingLine>,
    /// Before today, latest first.
    pub past: Vec<HearingLine>,
    /// Whether they are asked to give evidence.
    pub is_witness: bool,
    /// Whether special measures are known to be wanted or granted.
    pub special_measures: bool,
    /// Whom to ask.
    pub contact: Option<OwnerCard>,
}

/// The hearings of a case, for staff.
#[derive(Clone, Debug)]
pub struct CaseHearings {
    /// Reference of the case.
    pub reference: String,
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Today and later, soonest first.
    pub coming: Vec<HearingLine>,
}

impl Service {
    /// The hearings of somebody's own case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_hearings(&self, actor: &Actor, now: Timestamp) -> Result<OwnHearings, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        self.write_meanwhile(actor);
        let today = calendar::london_date(now);
        let untold = alerts::untold(&loaded, victim, self.rules);
        let mut lines = self.hearing_lines(&loaded, victim, actor.language, &untold);
        lines.sort_by_key(|line| (line.hearing.date, line.hearing.time, line.id));
        let (coming, mut past): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|line| line.hearing.date >= today);
        past.reverse();
        let happened = |trigger: &str| happened_to(&loaded, victim, trigger);
        let flagged = loaded.case.victim(victim).is_some_and(|one| one.flags.contains_key("witness"));
        Ok(OwnHearings {
            name: victim_name(&loaded, victim),
            coming,
            past,
            is_witness: flagged || happened("witness_required_to_attend"),
            special_measures: happened("special_measures_granted"),
            contact: self.named_contact(&loaded, victim),
        })
    }

    /// The hearings that are to come, for staff who write down how to get there.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn hearings_of(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<CaseHearings, ServiceError> {
        let loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let coming = if sight.sees(Part::Timeline) { coming(&loaded, now) } else { Vec::new() };
        if !coming.is_empty() {
            sight.note_shown(actor, Part::Timeline, None);
        }
        self.write_meanwhile(actor);
        Ok(CaseHearings { reference: reference_of(&loaded.case), version: loaded.case.version, coming })
    }

    /// Writes down what is known about the place of a hearing; victims read it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed;
    /// [`ServiceError::NotFound`] when there is no such hearing to come.
    pub async fn describe_hearing(
        &self,
        actor: &Actor,
        case: CaseId,
        (version, hearing): (u64, u64),
        place: &HearingPlace,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        if !sight.sees(Part::Timeline) || !coming(&loaded, now).iter().any(|line| line.id == hearing) {
            return Err(ServiceError::NotFound);
        }
        self.unchanged_since(actor, &loaded, version)?;
        let place = tidy(place);
        let mut problems: Vec<Problem> = Vec::new();
        if place.is_empty() {
            problems.push(Problem::new("address", "Write down at least one of these"));
        }
        let texts = [
            ("address", &place.address),
            ("entrance", &place.entrance),
            ("travel", &place.travel),
            ("arranged", &place.arranged),
        ];
        problems.extend(texts.iter().filter_map(|(field, text)| too_long(field, text.as_deref())));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let place = texts.keep_text(&place)?;
        let event = CaseEvent::Hearing(HearingEvent::PlaceDescribed { hearing, place });
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }

    fn hearing_lines(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        language: Language,
        untold: &BTreeSet<u64>,
    ) -> Vec<HearingLine> {
        let mut lines = set(loaded, Some(victim));
        for recorded in &loaded.events {
            let CaseEvent::Happened { trigger, facts, .. } = &recorded.event else { continue };
            let tells = alerts::is_news(recorded, victim)
                && !untold.contains(&recorded.version)
                && !loaded.case.withdrawn.contains_key(&recorded.version)
                && trigger != "hearing_date_set";
            let Some(id) = self.rules.code.trigger_id(trigger).filter(|_| tells) else { continue };
            if !CAME.contains(&trigger.as_str()) {
                continue;
            }
            let day: Date = facts
                .hearing
                .as_ref()
                .map_or_else(|| calendar::london_date(recorded.at), |hearing| hearing.date);
            let words = crate::victim_case::happened_words(self.rules.code.trigger(id), None, language);
            for line in lines.iter_mut().filter(|line| line.hearing.date == day) {
                if !line.came.contains(&words) {
                    line.came.push(words.clone());
                }
            }
        }
        lines
    }
}

/// What can come of a hearing.
const CAME: [&str; 14] = [
    "arrest_warrant_issued",
    "bail_to_court",
    "case_sent_to_crown_court",
    "charge_dropped_or_altered",
    "conviction",
    "court_bail_changed",
    "hearing_outcome_known",
    "proceedings_delayed",
    "rearrest_hearing_outcome",
    "remanded_in_custody",
    "restriction_order_made",
    "sentence_passed",
    "special_measures_decided",
    "special_measures_granted",
];

fn happened_to(loaded: &LoadedCase, victim: VictimId, wanted: &str) -> bool {
    loaded.events.iter().any(|recorded| match &recorded.event {
        CaseEvent::Happened { trigger, victim: of, .. } => {
            let holds = !loaded.case.withdrawn.contains_key(&recorded.version);
            trigger == wanted && holds && of.is_none_or(|of| of == victim)
        }
        _ => false,
    })
}

/// Hearings that were set and hold, each day, time and court once; for a victim, those that concern them.
pub(crate) fn set(loaded: &LoadedCase, victim: Option<VictimId>) -> Vec<HearingLine> {
    let mut lines: Vec<HearingLine> = Vec::new();
    for recorded in &loaded.events {
        let CaseEvent::Happened { trigger, facts, victim: of, .. } = &recorded.event else { continue };
        let theirs = victim.is_none() || of.is_none() || *of == victim;
        if trigger != "hearing_date_set" || !theirs || loaded.case.withdrawn.contains_key(&recorded.version) {
            continue;
        }
        let Some(hearing) = facts.hearing.clone() else { continue };
        let place = loaded.case.hearings.places.get(&recorded.version);
        let place = place.and_then(|place| loaded.texts.read::<HearingPlace>(place)).unwrap_or_default();
        // The same hearing is told again by a later message: what was written about either counts.
        match lines.iter_mut().find(|line| line.hearing == hearing) {
            Some(line) if !place.is_empty() => line.place = place,
            Some(_) => {}
            None => lines.push(HearingLine { id: recorded.version, hearing, place, came: Vec::new() }),
        }
    }
    lines
}

fn coming(loaded: &LoadedCase, now: Timestamp) -> Vec<HearingLine> {
    let today = calendar::london_date(now);
    let mut lines = set(loaded, None);
    lines.retain(|line| line.hearing.date >= today);
    lines.sort_by_key(|line| (line.hearing.date, line.hearing.time, line.id));
    lines
}

fn tidy(place: &HearingPlace) -> HearingPlace {
    let some =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    HearingPlace {
        address: some(&place.address),
        entrance: some(&place.entrance),
        travel: some(&place.travel),
        arranged: some(&place.arranged),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_can_come_of_a_hearing_are_events_of_the_code() {
        let code = victims_code::Code::embedded();
        for slug in super::CAME {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
    }
}
