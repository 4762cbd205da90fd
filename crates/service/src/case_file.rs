//! A case as staff see it: who it is about, what is owed, what happened, who answers for it.

use crate::{
    Actor, Entry, EntryKind, Service, ServiceError, Standing,
    sight::{Sight, not_for_them},
    standing::working_days_left,
    timeline::{self, day_words, scope_words},
};
use jiff::{Timestamp, civil::Date};
use policy::{Action, Part};
use record::{
    Answer, CaseEvent, CaseId, Hearing, Owed, PersonDetails, Preferences, VictimId, WaiverScope,
    event::{Channel, DutyRef},
};
use store::LoadedCase;
use victims_code::{DutyRule, Trigger};

/// A case, for staff.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The case.
    pub id: CaseId,
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Stage slug.
    pub stage: String,
    /// When it began.
    pub opened_at: Timestamp,
    /// Two sentences from the events: what stands, what comes next.
    pub summary: String,
    /// Victims in order of joining.
    pub victims: Vec<VictimCard>,
    /// Names of suspects and defendants.
    pub defendants: Vec<String>,
    /// Who answers for it in each agency.
    pub owners: Vec<OwnerCard>,
    /// Everything owed, late first, then by deadline.
    pub duties: Vec<DutyLine>,
    /// What happened, newest first.
    pub timeline: Vec<Entry>,
    /// The next hearing.
    pub next_hearing: Option<Hearing>,
    /// Parts that are not for this person's agency: pages say so rather than show an empty field.
    pub withheld: Vec<Part>,
    /// Whether they may record on the case; else it is for reading.
    pub records: bool,
    /// Whether the case is under a legal hold, as far as it is theirs to know.
    pub held: bool,
    /// Alerts that wait, could not be delivered, or need a person.
    pub alerts: Vec<crate::alerts::AlertLine>,
    /// Victims, or places, that were here before.
    pub before: Vec<crate::supervise::before::VictimBefore>,
}

impl CaseFile {
    /// Whether a part is not for this person's agency.
    pub fn withholds(&self, part: Part) -> bool {
        self.withheld.contains(&part)
    }
}

/// A victim, for staff, as far as their agency needs it.
#[derive(Clone, Debug)]
pub struct VictimCard {
    /// Id.
    pub id: VictimId,
    /// Who they are and how they can be reached.
    pub details: PersonDetails,
    /// Why they have Enhanced Rights; empty when they have none.
    pub enhanced_because: Vec<String>,
    /// Flags with their reasons, in words.
    pub flags: Vec<String>,
    /// Slugs of the flags that hold.
    pub flag_slugs: Vec<String>,
    /// How they want to be reached.
    pub preferences: Preferences,
    /// Whether it is not safe to contact them now.
    pub not_safe: bool,
    /// What they do not want: scope and words.
    pub waivers: Vec<(WaiverScope, String)>,
}

impl VictimCard {
    /// The channel to use first: the first they prefer, else phone.
    pub fn first_channel(&self) -> Channel {
        self.preferences.channels.first().copied().unwrap_or(Channel::Phone)
    }
}

/// Who answers for what one agency owes.
#[derive(Clone, Debug)]
pub struct OwnerCard {
    /// Provider slug.
    pub provider: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Name of the team; empty when not known.
    pub team: String,
    /// Name of the person; empty when not known.
    pub person: String,
    /// Phone number: the person's, else the team's, else the organisation's.
    pub phone: String,
}

/// A duty, for staff.
#[derive(Clone, Debug)]
pub struct DutyLine {
    /// The duty.
    pub owed: Owed,
    /// Name of the victim.
    pub victim: String,
    /// The rule of the Code.
    pub rule: Option<&'static DutyRule>,
    /// What started it.
    pub trigger: Option<&'static Trigger>,
    /// When that happened.
    pub because_at: Timestamp,
    /// How it stands now.
    pub standing: Standing,
    /// Working days left; negative is late by so many.
    pub working_days_left: Option<i32>,
    /// What the victim says, in words.
    pub answer_words: Option<String>,
}

impl DutyLine {
    /// How a contact refers to it.
    pub fn reference(&self) -> DutyRef {
        DutyRef { duty: self.owed.duty.clone(), trigger: self.owed.trigger, victim: None }
    }

    /// Whether the victim disputes it.
    pub fn disputed(&self) -> bool {
        matches!(self.owed.answer, Some(Answer::DidNotHappen | Answer::NotUnderstood))
    }
}

impl Service {
    /// A case as staff see it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not there or not theirs.
    pub async fn case_file(
        &self,
        actor: &Actor,
        id: CaseId,
        now: Timestamp,
    ) -> Result<CaseFile, ServiceError> {
        let loaded = self.case_for(actor, Action::SeeCase, id).await?;
        let sight = self.sight(actor, &loaded).await?;
        let mut file = self.case_file_of(&loaded, &sight, now);
        file.alerts = self.alert_lines(&loaded).await?;
        file.alerts.retain(|line| sight.sees_of(Part::ContactMade, line.victim));
        file.before = self.victims_before(actor, &loaded, &sight).await?;
        note_shown(actor, &sight, &file);
        self.write_meanwhile(actor);
        Ok(file)
    }

    pub(crate) fn case_file_of(&self, loaded: &LoadedCase, sight: &Sight, now: Timestamp) -> CaseFile {
        let case = &loaded.case;
        let directory = self.directory();
        let mut timeline = timeline::entries(loaded, self.rules.code, &directory, sight);
        timeline.sort_by_key(|entry| std::cmp::Reverse((entry.at, entry.version)));
        let mut duties = self.duty_lines(loaded, now);
        duties.retain(|line| sight.sees_duty(&line.owed));
        let next_hearing = if sight.sees(Part::Timeline) { next_hearing(loaded, now, None) } else { None };
        let known = case.victims.iter().filter(|victim| sight.knows(victim.id));
        let defendants: &[_] = if sight.sees(Part::Defendants) { &case.defendants } else { &[] };
        CaseFile {
            id: case.id,
            version: case.version,
            reference: timeline::reference_of(case),
            title: case.title.clone(),
            stage: record::owed::stage(case, self.rules.code).to_owned(),
            opened_at: case.opened_at,
            summary: summary(&timeline, &duties, next_hearing.as_ref()),
            victims: known.map(|victim| self.victim_card(loaded, sight, victim)).collect(),
            defendants: defendants
                .iter()
                .filter_map(|d| loaded.texts.read::<PersonDetails>(&d.details))
                .map(|details| details.name)
                .collect(),
            owners: self.owner_cards(loaded),
            duties,
            timeline,
            next_hearing,
            withheld: sight.withheld(),
            records: sight.records(),
            held: case.access.legal_hold && sight.sees_holds(),
            alerts: Vec::new(),
            before: Vec::new(),
        }
    }

    fn victim_card(&self, loaded: &LoadedCase, sight: &Sight, victim: &record::case::Victim) -> VictimCard {
        let sees = |part| sight.sees_of(part, victim.id);
        let whole: PersonDetails = loaded.texts.read(&victim.details).unwrap_or_default();
        let details = if sees(Part::VictimDetails) {
            whole
        } else {
            PersonDetails { name: whole.name, ..PersonDetails::default() }
        };
        let flags = if sees(Part::Needs) { Some(&victim.flags) } else { None };
        let flags = || flags.into_iter().flatten();
        VictimCard {
            id: victim.id,
            details,
            enhanced_because: if sees(Part::Needs) || !victim.enhanced() {
                victim.enhanced_reasons()
            } else {
                vec![not_for_them(Part::Needs)]
            },
            flags: flags().map(|(flag, because)| timeline::flag_words(flag, because)).collect(),
            flag_slugs: flags().map(|(flag, _)| flag.clone()).collect(),
            preferences: victim
                .preferences
                .as_ref()
                .filter(|_| sees(Part::Preferences))
                .and_then(|p| loaded.texts.read(p))
                .unwrap_or_default(),
            not_safe: sees(Part::Preferences) && loaded.case.reached.not_safe.contains_key(&victim.id),
            waivers: victim
                .waivers
                .iter()
                .map(|scope| (scope.clone(), scope_words(scope, self.rules.code)))
                .collect(),
        }
    }

    pub(crate) fn owner_cards(&self, loaded: &LoadedCase) -> Vec<OwnerCard> {
        let directory = self.directory();
        let owners = loaded.case.owners.iter().map(|(provider, owner)| {
            let person = owner.person.as_ref().and_then(|id| directory.people.get(id.as_str()));
            let team = owner.team.as_ref().and_then(|id| directory.teams.get(id.as_str()));
            let organisation = directory.organisations.get(owner.organisation.as_str());
            let phones = [person.map(|p| &p.phone), team.map(|t| &t.phone), organisation.map(|o| &o.phone)];
            OwnerCard {
                provider: provider.clone(),
                organisation: directory.organisation_name(owner.organisation.as_str()).to_owned(),
                team: team.map(|t| t.name.clone()).unwrap_or_default(),
                person: person.map(|p| p.name.clone()).unwrap_or_default(),
                phone: phones
                    .into_iter()
                    .flatten()
                    .find(|phone| !phone.is_empty())
                    .cloned()
                    .unwrap_or_default(),
            }
        });
        owners.collect()
    }

    /// Every duty of a case: what is owed first, late before due, then what is done.
    pub(crate) fn duty_lines(&self, loaded: &LoadedCase, now: Timestamp) -> Vec<DutyLine> {
        let Self { rules, .. } = self;
        let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
        let mut lines: Vec<DutyLine> = owed
            .into_iter()
            .map(|owed| DutyLine {
                victim: timeline::victim_name(loaded, owed.victim),
                rule: rules.code.duty_index(&owed.duty).map(|index| rules.code.duty(index)),
                trigger: rules.code.trigger_id(&owed.trigger_event).map(|id| rules.code.trigger(id)),
                because_at: event_at(loaded, owed.trigger),
                standing: Standing::at(owed.phase(), owed.due_at, now),
                working_days_left: owed.due_at.and_then(|due| working_days_left(rules.calendar, due, now)),
                answer_words: owed.answer.map(|answer| timeline::answer_words(answer).to_owned()),
                owed,
            })
            .collect();
        lines.sort_by_key(|line| {
            (line.standing, line.owed.due_at, line.owed.right.unwrap_or(u8::MAX), line.owed.trigger)
        });
        lines
    }
}

/// A line in the trail for each part that the page shows.
pub(crate) fn note_shown(actor: &Actor, sight: &Sight, file: &CaseFile) {
    sight.note_shown(actor, Part::Summary, None);
    for victim in &file.victims {
        let of_victim = [Part::VictimName, Part::VictimDetails, Part::Preferences, Part::Needs];
        of_victim.into_iter().for_each(|part| sight.note_shown(actor, part, Some(victim.id)));
    }
    let contacts = |entry: &Entry| matches!(entry.kind, EntryKind::Contact | EntryKind::Attempt);
    let shown = [
        (Part::Duties, !file.duties.is_empty()),
        (Part::Timeline, !file.timeline.is_empty()),
        (Part::Defendants, !file.defendants.is_empty()),
        (Part::ContactMade, file.timeline.iter().any(contacts)),
        (Part::ContactContent, file.timeline.iter().any(contacts)),
    ];
    shown.iter().filter(|(_, shown)| *shown).for_each(|(part, _)| sight.note_shown(actor, *part, None));
    if file.timeline.iter().any(|entry| entry.kind == EntryKind::Note) {
        sight.note_notes_shown(actor);
    }
}

fn event_at(loaded: &LoadedCase, version: u64) -> Timestamp {
    usize::try_from(version)
        .ok()
        .and_then(|version| loaded.events.get(version.checked_sub(1)?))
        .map(|event| event.at)
        .unwrap_or_default()
}

/// The earliest hearing that is set for today or later and still holds; for a victim, of those that concern them.
pub(crate) fn next_hearing(loaded: &LoadedCase, now: Timestamp, victim: Option<VictimId>) -> Option<Hearing> {
    let today = calendar::london_date(now);
    loaded
        .events
        .iter()
        .filter(|event| !loaded.case.withdrawn.contains_key(&event.version))
        .filter_map(|event| match &event.event {
            CaseEvent::Happened { trigger, facts, victim: of, .. } if trigger == "hearing_date_set" => {
                let theirs = victim.is_none() || of.is_none() || *of == victim;
                facts.hearing.clone().filter(|_| theirs)
            }
            _ => None,
        })
        .filter(|hearing| hearing.date >= today)
        .min_by_key(|hearing| (hearing.date, hearing.time))
}

fn summary(newest_first: &[Entry], duties: &[DutyLine], hearing: Option<&Hearing>) -> String {
    let stands = newest_first
        .iter()
        .find(|entry| entry.kind == EntryKind::Event && entry.withdrawn.is_none())
        .map(|entry| format!("{} on {}.", entry.title, day_words(calendar::london_date(entry.at))));
    let late = duties.iter().filter(|line| line.standing == Standing::Late).count();
    let due = duties.iter().filter(|line| line.standing == Standing::Due).count();
    let next_due: Option<Date> =
        duties.iter().filter(|line| line.standing == Standing::Due).find_map(|line| line.owed.due);
    let owes = match (late, due) {
        (0, 0) => "Nothing with a deadline is owed now.".to_owned(),
        (late, 0) => format!("{late} late, nothing else due."),
        (late, due) => format!(
            "{late} late, {due} due{}.",
            next_due.map(|date| format!(", the next by the end of {}", day_words(date))).unwrap_or_default()
        ),
    };
    let hearing = hearing.map(|hearing| format!("{}.", timeline::hearing_words(hearing)));
    [stands, hearing, Some(owes)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
