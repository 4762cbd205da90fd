//! What was reported, as the victim reads it again - the written confirmation - and as staff do. The victim can say that a
//! detail is wrong; what they say stands beside what was written first, and somebody checks it on a clock (REP-4).

use crate::{
    Actor, Problem, Service, ServiceError, error::refuse_if_any, files::FileLine, record_contact::too_long,
    sight::not_for_them, timeline,
};
use jiff::Timestamp;
use policy::{Action, Part};
use record::{
    CaseEvent, CaseId, ReportEvent, VictimId,
    report::{Answers, DETAILS, Door, Kind, ReportedBy, TakenReport, Wants},
};
use store::LoadedCase;

/// A report as it is read.
#[derive(Clone, Debug)]
pub struct ReportRead {
    /// The victim's name.
    pub name: String,
    /// The reference of the case.
    pub reference: String,
    /// When it was taken.
    pub at: Timestamp,
    /// By which door.
    pub door: Door,
    /// Who gave it.
    pub by: ReportedBy,
    /// What was wanted.
    pub wants: Wants,
    /// What it is about.
    pub kind: Kind,
    /// Each detail that was given or corrected, in the order of [`DETAILS`].
    pub details: Vec<DetailRead>,
    /// Who gave it, for staff.
    pub reporter: String,
    /// What came with it.
    pub files: Vec<FileLine>,
    /// Who has it.
    pub owner: Option<crate::case_file::OwnerCard>,
}

/// A detail of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailRead {
    /// Its slug.
    pub detail: &'static str,
    /// What was written first.
    pub said: String,
    /// What the victim said later, oldest first, with when.
    pub corrected: Vec<(Timestamp, String)>,
}

impl Service {
    /// The report of somebody's own case, in writing; none when their case did not begin with one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn your_report(&self, actor: &Actor) -> Result<Option<ReportRead>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnCase, case).await?;
        let files = self.own_files(actor).await?;
        Ok(self.read_report(&loaded, victim, files))
    }

    /// Says that a detail of one's own report is wrong. What was written first stays.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names the field and what to do; [`ServiceError::NotFound`] when there is no report of
    /// theirs.
    pub async fn correct_report(
        &self,
        actor: &Actor,
        detail: &str,
        words: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::AnswerOnOwnCase, now, |loaded, victim, texts| {
            let Some(taken) = latest(loaded, victim) else { return Err(ServiceError::NotFound) };
            let known = DETAILS.into_iter().find(|known| *known == detail);
            let mut problems: Vec<Problem> = too_long("words", Some(words)).into_iter().collect();
            if known.is_none() {
                problems.push(Problem::new("detail", "Choose what is wrong"));
            }
            if words.trim().is_empty() {
                problems.push(Problem::new("words", "Write what is right"));
            }
            refuse_if_any(problems)?;
            let known = known.unwrap_or_default();
            let now_is = read_details(loaded, taken).into_iter().find(|read| read.detail == known);
            let last =
                now_is.as_ref().and_then(|read| read.corrected.last().map(|(_, words)| words.as_str()));
            if last == Some(words.trim()) {
                // A double tap says it once.
                return Ok(None);
            }
            let words = texts.keep_text(words.trim())?;
            let event = ReportEvent::DetailCorrected { victim, detail: known.to_owned(), words };
            Ok(Some(CaseEvent::Report(event)))
        })
        .await
    }

    /// The reports of a case, for staff who may know what victims said: one for each victim who has one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn reports_of_case(
        &self,
        actor: &Actor,
        case: CaseId,
    ) -> Result<Vec<ReportRead>, ServiceError> {
        let loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let files = self.files_of_case(actor, case).await?;
        let mut reports = Vec::new();
        for victim in loaded.case.victims.iter().map(|victim| victim.id).filter(|victim| sight.knows(*victim))
        {
            let own = files.iter().filter(|line| line.victim == victim).cloned().collect();
            let Some(mut read) = self.read_report(&loaded, victim, own) else { continue };
            let (said, lives) =
                (sight.sees_of(Part::ContactContent, victim), sight.sees_of(Part::VictimDetails, victim));
            // A service that a victim turned to itself was told all of it by them.
            let told = loaded.events.iter().any(|recorded| {
                matches!(&recorded.event, CaseEvent::Report(ReportEvent::Taken { victim: of, wants: Wants::Help, .. }) if *of == victim)
            });
            let said = said || (told && lives);
            for detail in &mut read.details {
                let part =
                    if detail.detail == "address" { Part::VictimDetails } else { Part::ContactContent };
                let seen = if part == Part::VictimDetails { lives } else { said };
                if !seen {
                    *detail =
                        DetailRead { said: not_for_them(part), corrected: Vec::new(), ..detail.clone() };
                } else {
                    sight.note_shown(actor, part, Some(victim));
                }
            }
            if !said {
                read.reporter = String::new();
            }
            reports.push(read);
        }
        Ok(reports)
    }

    fn read_report(&self, loaded: &LoadedCase, victim: VictimId, files: Vec<FileLine>) -> Option<ReportRead> {
        let taken = latest(loaded, victim)?;
        let answers: Answers = loaded.texts.read(&taken.answers).unwrap_or_default();
        let files = files.into_iter().filter(|line| taken.files.contains(&line.file)).collect();
        Some(ReportRead {
            name: timeline::victim_name(loaded, victim),
            reference: timeline::reference_of(&loaded.case),
            at: taken.at,
            door: taken.door,
            by: taken.by,
            wants: taken.wants,
            kind: taken.kind,
            details: read_details(loaded, taken),
            reporter: answers.reporter,
            files,
            owner: self.named_contact(loaded, victim),
        })
    }
}

fn latest(loaded: &LoadedCase, victim: VictimId) -> Option<&TakenReport> {
    loaded.case.reports.taken.iter().rev().find(|taken| taken.victim == victim)
}

fn read_details(loaded: &LoadedCase, taken: &TakenReport) -> Vec<DetailRead> {
    let answers: Answers = loaded.texts.read(&taken.answers).unwrap_or_default();
    let read = |detail: &'static str| {
        let corrected =
            loaded.case.reports.corrected.iter().filter(|one| {
                one.victim == taken.victim && one.detail == detail && one.version > taken.version
            });
        let corrected = corrected.filter_map(|one| Some((one.at, loaded.texts.words(&one.words)?)));
        DetailRead { detail, said: answers.detail(detail).to_owned(), corrected: corrected.collect() }
    };
    DETAILS.into_iter().map(read).filter(|read| !read.said.is_empty() || !read.corrected.is_empty()).collect()
}

/// What staff's timeline says of a report.
pub(crate) fn timeline_line(loaded: &LoadedCase, event: &ReportEvent) -> (String, Vec<String>) {
    let name = timeline::victim_name(loaded, event.victim());
    match event {
        ReportEvent::Taken { door, by, wants, kind, .. } => {
            let title = format!("A report was taken {} from {}: {}", door.words(), by.words(), kind.words());
            (title, vec![format!("They want {}.", wants.words())])
        }
        ReportEvent::DetailCorrected { detail, words, .. } => {
            let title = format!("{name} says that a detail of the report is wrong: {detail}");
            (title, loaded.texts.words(words).into_iter().collect())
        }
    }
}
