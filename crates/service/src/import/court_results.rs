//! What court results mean for a case: outcomes, bail set, changed and ended, adjournments with the next date,
//! convictions, sentences, dropped charges, warrants, appeals, and which rights follow.

use super::{
    custody::contact_scheme_reason,
    desk::{DEFENDANT, Desk, Match, Term, by_message},
    meaning::{Meaning, meaning},
    settle::{
        Scope, Standing, Wanted, court_has_informed, first_heard_of, mark, mark_resting_on, replaces_all,
        settle, standing, unmark_resting_on,
    },
};
use crate::ServiceError;
use calendar::start_of_london_day;
use exchange::court_results::{CourtResult, CourtResults, Defendant, Offence};
use jiff::{Timestamp, civil::Time};
use record::{
    CaseId, DefendantId, Facts, Hearing, OffenceFact, PersonDetails, Recorder,
    event::FlagBecause,
    view::{TermKind, defendant_key, normal_reference},
};
use std::collections::BTreeSet;
use store::LoadedCase;

/// The organisation in whose name results are recorded.
const COURT: &str = "courts";

/// Why what an earlier message of the court said no longer holds.
const CORRECTED: &str = "The court sent a corrected message";

/// What the victims should know of what the court marked.
const DOMESTIC: &str = "The court marked this as a domestic abuse case (qualifier LG)";
const VULNERABLE: &str = "The court recorded a vulnerable or intimidated victim or witness (qualifier LH)";
pub(super) const SEXUAL: &str = "Sexual offence (Criminal Justice Act 2003, Schedule 15, part 2)";

/// The terms by which a message says which cases it means.
pub(super) fn terms(message: &CourtResults) -> BTreeSet<Term> {
    message
        .defendants
        .iter()
        .flat_map(|defendant| tiers(message, defendant))
        .flat_map(|(_, terms)| terms)
        .collect()
}

/// URN, then prosecutor's reference, then the defendant.
fn tiers(message: &CourtResults, defendant: &Defendant) -> Vec<(&'static str, Vec<Term>)> {
    let details = details(defendant);
    let term =
        |kind, term: Option<String>| term.filter(|t| !t.is_empty()).map(|t| (kind, t)).into_iter().collect();
    vec![
        ("reference number", term(TermKind::Urn, message.urn_of(defendant).map(normal_reference))),
        (
            "prosecutor's reference",
            term(TermKind::ProsecutorReference, defendant.reference.as_deref().map(normal_reference)),
        ),
        (DEFENDANT, term(TermKind::Defendant, defendant_key(&details))),
    ]
}

fn details(defendant: &Defendant) -> PersonDetails {
    PersonDetails {
        name: defendant.name.clone().unwrap_or_default(),
        born: defendant.born,
        ..PersonDetails::default()
    }
}

fn offences_of(defendant: &Defendant) -> BTreeSet<String> {
    defendant.offences.iter().filter_map(|offence| offence.code.clone()).collect()
}

/// Why a readable message cannot be taken in.
pub(super) type Refused = String;

/// Takes a message in. `Ok(Err(...))` when a person must look at it; nothing is changed then.
pub(super) fn take(
    desk: &mut Desk<'_>,
    message: &CourtResults,
    digest: &str,
) -> Result<Result<BTreeSet<CaseId>, Refused>, ServiceError> {
    let Some(date) = message.hearing.date else {
        return Ok(Err("the message gives no date of hearing: mend DateOfHearing and retry".to_owned()));
    };
    if message.defendants.is_empty() {
        return Ok(Err("the message names no defendant: mend it and retry".to_owned()));
    }
    let time = message.hearing.time.unwrap_or(Time::midnight());
    let at = start_of_london_day(date)
        .saturating_add(time.duration_since(Time::midnight()))
        .unwrap_or_else(|_| start_of_london_day(date));
    let mut targets = Vec::new();
    for defendant in &message.defendants {
        match desk.find(&tiers(message, defendant), &offences_of(defendant)) {
            Match::Case(case) => targets.push(Some(case)),
            Match::New if tiers(message, defendant).iter().all(|(_, terms)| terms.is_empty()) => {
                return Ok(Err("a defendant has no case reference, no prosecutor's reference and no name with birth date: nothing says which case this is".to_owned()));
            }
            Match::New => targets.push(None),
            Match::Several(what) => {
                return Ok(Err(format!("several cases have this {what}: say which case it is")));
            }
        }
    }
    let by = by_message(COURT, digest);
    let mut changed = BTreeSet::new();
    for (defendant, target) in message.defendants.iter().zip(targets) {
        // An earlier defendant of the same message may have opened the case.
        let target =
            target.or_else(|| match desk.find(&tiers(message, defendant), &offences_of(defendant)) {
                Match::Case(case) => Some(case),
                _ => None,
            });
        let case = match target {
            Some(case) => case,
            None => {
                let urn = message.urn_of(defendant);
                let known_by: Vec<Term> =
                    tiers(message, defendant).into_iter().flat_map(|(_, terms)| terms).collect();
                let case = desk.open(&by, at, &title(defendant), urn, &known_by)?;
                changed.insert(case);
                case
            }
        };
        if apply(desk, case, message, defendant, &by, at)? {
            changed.insert(case);
        }
    }
    Ok(Ok(changed))
}

fn title(defendant: &Defendant) -> String {
    let named = defendant.offences.iter().find_map(|offence| offence.title);
    named.map_or_else(|| "Criminal case".to_owned(), str::to_owned)
}

fn apply(
    desk: &mut Desk<'_>,
    case: CaseId,
    message: &CourtResults,
    defendant: &Defendant,
    by: &Recorder,
    at: Timestamp,
) -> Result<bool, ServiceError> {
    let (now, rules) = (desk.now, desk.service.rules);
    let before = desk.case_mut(case)?.case.version;
    let id = desk.defendant(case, by, at, defendant.reference.as_deref(), details(defendant))?;
    let loaded = desk.case_mut(case)?;
    // Flags first: a duty arises for who the victim is at that moment.
    mark(loaded, by, now, marks(defendant))?;
    let outcome = Outcome { message, defendant, id, at };
    let prefix = outcome.prefix();
    let offences = offences_of(defendant);
    let scope = Scope { prefix: &prefix, offences: &offences, corrected: CORRECTED };
    let scheme = format!("{prefix}contact-scheme");
    match contact_scheme_reason(defendant) {
        Some(because) => {
            let flag = FlagBecause { flag: "vcs_eligible".into(), because: because.into() };
            mark_resting_on(loaded, by, now, &scheme, flag)?;
        }
        // Before the corrected sentence is recorded: it must not open the scheme again.
        None if replaces_all(loaded, &scope, "sentence") => {
            unmark_resting_on(loaded, by, now, &scheme, CORRECTED)?;
        }
        None => {}
    }
    let wanted = outcome.happenings(loaded);
    let settled_from = loaded.case.version;
    if settle(loaded, by, now, &scope, wanted)? {
        court_has_informed(loaded, by, now, rules, settled_from)?;
    }
    Ok(loaded.case.version > before)
}

/// Flags that the results give every victim of the case (NEED-2).
fn marks(defendant: &Defendant) -> Vec<FlagBecause> {
    let has =
        |qualifier: &str| all_results(defendant).any(|(_, r)| r.qualifiers.iter().any(|q| q == qualifier));
    let sexual = defendant.offences.iter().any(|offence| offence.schedule_15_part == Some(2));
    let flag = |flag: &str, because: &str| FlagBecause { flag: flag.into(), because: because.into() };
    [
        has("LG").then(|| flag("serious_crime", DOMESTIC)),
        (sexual && !has("LG")).then(|| flag("serious_crime", SEXUAL)),
        has("LH").then(|| flag("intimidated", VULNERABLE)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every result with its offence; those on the defendant as a whole have none.
fn all_results(defendant: &Defendant) -> impl Iterator<Item = (Option<&Offence>, &CourtResult)> {
    let of_offences = defendant.offences.iter().flat_map(|o| o.results.iter().map(move |r| (Some(o), r)));
    of_offences.chain(defendant.results.iter().map(|result| (None, result)))
}

fn meaning_of(result: &CourtResult) -> Meaning {
    meaning(result.code.as_deref().unwrap_or_default(), &result.qualifiers)
}

/// One defendant's day in court.
struct Outcome<'a> {
    message: &'a CourtResults,
    defendant: &'a Defendant,
    id: DefendantId,
    at: Timestamp,
}

impl Outcome<'_> {
    fn prefix(&self) -> String {
        let court = self.message.hearing.court.as_deref().unwrap_or("-");
        format!("result:{}:{court}:{}:", self.message.hearing.date.unwrap_or_default(), self.id)
    }

    fn happenings(&self, loaded: &LoadedCase) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        wanted.extend(self.bail(loaded));
        if all_results(self.defendant).next().is_some() {
            wanted.push(self.wanted("outcome", "hearing_outcome_known", |_, _| true, true));
        }
        wanted.extend(self.convictions(loaded));
        for (key, trigger, test) in EACH {
            if all_results(self.defendant).any(|(_, result)| test(&meaning_of(result))) {
                wanted.push(self.wanted(key, trigger, |_, result| test(&meaning_of(result)), true));
            }
        }
        if self.is_sentenced() {
            let is_sentence = |_: Option<&Offence>, result: &CourtResult| meaning_of(result).sentence;
            wanted.push(self.wanted("sentence", "sentence_passed", is_sentence, true));
        }
        wanted.extend(self.next_hearings());
        wanted
    }

    /// A sentence follows a conviction; a fine in a message that knows no verdict or plea of guilty is not one.
    fn is_sentenced(&self) -> bool {
        self.defendant.offences.iter().any(|offence| {
            let convicted = offence.convicted_on.is_some()
                || matches!(offence.verdict.as_deref(), Some("G" | "NA"))
                || matches!(offence.plea.as_deref(), Some("G" | "ADM"));
            convicted && offence.results.iter().any(|result| meaning_of(result).sentence)
        })
    }

    /// Something that happened because of the results that pass the test.
    fn wanted(
        &self,
        key: &str,
        trigger: &'static str,
        test: impl Fn(Option<&Offence>, &CourtResult) -> bool,
        words: bool,
    ) -> Wanted {
        let mut facts = Facts { defendant: Some(self.id), hearing: self.hearing(), ..Facts::default() };
        let mut lines = Vec::new();
        for (offence, result) in
            all_results(self.defendant).filter(|(offence, result)| test(*offence, result))
        {
            if let Some(code) = &result.code
                && !facts.results.contains(code)
            {
                facts.results.push(code.clone());
            }
            let fact = offence.map(offence_fact);
            facts.offences.extend(fact.filter(|fact| !facts.offences.contains(fact)));
            lines.extend(line(offence, result));
            // A length that was corrected is news, whatever the words.
            facts.lengths.extend(result.durations.iter().filter_map(length_words));
        }
        Wanted {
            key: format!("{}{key}", self.prefix()),
            trigger,
            at: self.at,
            facts,
            words: words.then(|| lines.join("\n")),
        }
    }

    fn hearing(&self) -> Option<Hearing> {
        let hearing = &self.message.hearing;
        Some(Hearing {
            date: hearing.date?,
            time: hearing.time,
            court: hearing.court.clone(),
            court_name: hearing.court_name.clone(),
        })
    }

    /// Convictions that no earlier hearing has told of.
    fn convictions(&self, loaded: &LoadedCase) -> Option<Wanted> {
        let prefix = self.prefix();
        let mine = format!(":{}:", self.id);
        let known: BTreeSet<&String> = self
            .known_before(loaded)
            .filter(|standing| standing.trigger == "conviction" && standing.key.contains(&mine))
            .flat_map(|standing| standing.facts.offences.iter().map(|offence| &offence.code))
            .collect();
        let new: Vec<OffenceFact> = self
            .defendant
            .offences
            .iter()
            .filter(|o| o.convicted_on.is_some() || matches!(o.verdict.as_deref(), Some("G" | "NA")))
            .map(offence_fact)
            .filter(|fact| !known.contains(&fact.code))
            .collect();
        if new.is_empty() {
            return None;
        }
        let facts =
            Facts { defendant: Some(self.id), hearing: self.hearing(), offences: new, ..Facts::default() };
        Some(Wanted {
            key: format!("{prefix}conviction"),
            trigger: "conviction",
            at: self.at,
            facts,
            words: None,
        })
    }

    /// Bail set, changed or ended: told when it is not what the record already says.
    fn bail(&self, loaded: &LoadedCase) -> Vec<Wanted> {
        let cancelled = all_results(self.defendant).any(|(_, r)| r.qualifiers.iter().any(|q| q == "LI"));
        let status = self.defendant.bail_status.as_deref().filter(|status| *status != "NA");
        let words = match status {
            Some("CB") if cancelled => Some("Bail. The court cancelled the conditions.".to_owned()),
            Some("CB") => {
                Some(format!("Bail with conditions.\n{}", self.defendant.bail_conditions.join("\n")))
            }
            Some("UB") => Some("Bail without conditions.".to_owned()),
            Some("PR" | "PB" | "SA" | "LA") => Some("Held in custody.".to_owned()),
            None if self.had_bail(loaded) => Some("Bail has ended.".to_owned()),
            _ if cancelled => Some("The court cancelled the bail conditions.".to_owned()),
            _ => None,
        };
        let Some(words) = words.map(|words| words.trim().to_owned()) else { return Vec::new() };
        if self.bail_in_force(loaded).as_deref() == Some(words.as_str()) {
            return Vec::new();
        }
        let facts = Facts { defendant: Some(self.id), hearing: self.hearing(), ..Facts::default() };
        let mut wanted = Vec::new();
        if matches!(status, Some("PR" | "PB" | "SA" | "LA")) {
            wanted.push(Wanted {
                key: format!("{}custody", self.prefix()),
                trigger: "remanded_in_custody",
                at: self.at,
                facts: facts.clone(),
                words: None,
            });
        }
        wanted.push(Wanted {
            key: format!("{}bail", self.prefix()),
            trigger: "court_bail_changed",
            at: self.at,
            facts,
            words: Some(words),
        });
        wanted
    }

    fn had_bail(&self, loaded: &LoadedCase) -> bool {
        self.bail_in_force(loaded)
            .is_some_and(|words| words.starts_with("Bail with") || words.starts_with("Held"))
    }

    /// What the latest hearing before this one said of this defendant's bail.
    fn bail_in_force(&self, loaded: &LoadedCase) -> Option<String> {
        let mine = format!(":{}:bail", self.id);
        self.known_before(loaded)
            .filter(|standing| standing.key.ends_with(&mine) && standing.recorded.at <= self.at)
            .max_by_key(|standing| (standing.recorded.at, standing.recorded.version))
            .and_then(|standing| standing.words_in(loaded))
    }

    /// What other hearings had told when this one was first heard of. What is news of a hearing does not change when
    /// its message comes again, whatever came in between.
    fn known_before<'a>(&self, loaded: &'a LoadedCase) -> impl Iterator<Item = Standing<'a>> {
        let prefix = self.prefix();
        let first = first_heard_of(loaded, &prefix).unwrap_or(u64::MAX);
        standing(loaded).filter(move |s| s.recorded.version < first && !s.key.starts_with(&prefix))
    }

    /// Each next hearing once, with the offences that go on there.
    fn next_hearings(&self) -> Vec<Wanted> {
        let mut next: Vec<Wanted> = Vec::new();
        for (offence, result) in all_results(self.defendant) {
            let Some(planned) = &result.next_hearing else { continue };
            let Some(date) = planned.date else { continue };
            let court = planned.court.as_deref().unwrap_or("-");
            let time = planned.time.map(|t| t.to_string()).unwrap_or_default();
            let key = format!("{}next:{date}:{court}:{time}", self.prefix());
            let fact = offence.map(offence_fact);
            if let Some(same) = next.iter_mut().find(|wanted| wanted.key == key) {
                same.facts.offences.extend(fact.filter(|fact| !same.facts.offences.contains(fact)));
                continue;
            }
            let standing = exchange::StandingData::get();
            let hearing = Hearing {
                date,
                time: planned.time,
                court: planned.court.clone(),
                court_name: planned
                    .court
                    .as_deref()
                    .and_then(|code| standing.organisation_unit(code))
                    .map(|o| o.name),
            };
            let facts = Facts {
                defendant: Some(self.id),
                hearing: Some(hearing),
                offences: fact.into_iter().collect(),
                // What a court adjourns to is never the first hearing, of which the police tell.
                conditions: [("first_hearing".to_owned(), false)].into(),
                ..Facts::default()
            };
            next.push(Wanted {
                key,
                trigger: "hearing_date_set",
                at: self.at,
                facts,
                words: planned.reason.clone(),
            });
        }
        next
    }
}

/// Happenings that one result is enough for.
type Each = (&'static str, &'static str, fn(&Meaning) -> bool);
const EACH: [Each; 6] = [
    ("dropped", "charge_dropped_or_altered", |meaning| meaning.dropped),
    ("warrant", "arrest_warrant_issued", |meaning| meaning.warrant),
    ("crown-court", "case_sent_to_crown_court", |meaning| meaning.crown_court),
    ("appeal", "appeal_lodged", |meaning| meaning.appeal_made),
    ("appeal-outcome", "appeal_outcome_known", |meaning| meaning.appeal_ended),
    ("bail-review", "court_bail_changed", |meaning| meaning.bail_changed),
];

fn offence_fact(offence: &Offence) -> OffenceFact {
    OffenceFact {
        code: offence.code.clone().unwrap_or_default(),
        title: offence.title.map(str::to_owned),
        plea: offence.plea.clone(),
        verdict: offence.verdict.clone(),
    }
}

fn line(offence: Option<&Offence>, result: &CourtResult) -> Option<String> {
    let text = result.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let code = result.code.as_deref().and_then(|code| exchange::StandingData::get().result_code(code));
    let mut said = text.map(str::to_owned).or_else(|| code.map(|code| code.description.to_owned()))?;
    for length in result.durations.iter().filter_map(length_words) {
        let number = length.split(' ').next().unwrap_or_default();
        // The court's own text often has the length, in its own form.
        if !said.to_lowercase().contains(number) {
            said = format!("{said} ({length})");
        }
    }
    Some(match offence.and_then(|offence| offence.title) {
        Some(title) => format!("{title}: {said}"),
        None => said,
    })
}

/// A length of a sentence or order in words: "18 months", "life".
fn length_words(duration: &exchange::court_results::Duration) -> Option<String> {
    let unit = match duration.unit.as_deref()? {
        "L" => return Some("life".to_owned()),
        "Y" => "year",
        "M" => "month",
        "W" => "week",
        "D" => "day",
        "H" => "hour",
        _ => return None,
    };
    let value = duration.value?;
    Some(format!("{value} {unit}{}", if value == 1 { "" } else { "s" }))
}
