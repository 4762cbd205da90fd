//! The way of a statement after it was sent: police receive it, it goes to the prosecutor and to the court, the judge reads it
//! or it is read out. Each step is an event that its victim sees, and that meets what was owed for it.

use super::{check_mark, paragraphs_of, words_of};
use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    sight::Sight,
    timeline,
};
use jiff::{Timestamp, civil::Date};
use policy::{Action, Part};
use record::{
    CaseEvent, CaseId, DutyRef, PersonDetails,
    statement::{Heard, Statement, StatementEvent, StatementKind, Step},
};
use store::{LoadedCase, NewEvent};
use uuid::Uuid;

/// The statements of a case, for staff.
#[derive(Clone, Debug)]
pub struct CaseStatements {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// The last that was sent first.
    pub statements: Vec<StaffStatement>,
}

/// A statement, for staff.
#[derive(Clone, Debug)]
pub struct StaffStatement {
    /// Its id.
    pub id: Uuid,
    /// Name of the victim.
    pub victim: String,
    /// Name of who sent it in their place.
    pub by: Option<String>,
    /// For what.
    pub kind: StatementKind,
    /// When it was sent.
    pub at: Timestamp,
    /// How it is to be heard.
    pub heard: Heard,
    /// Whether from behind a screen.
    pub screen: bool,
    /// Its paragraphs, and whether the victim asks to keep each from the other side. None when they were destroyed.
    pub paragraphs: Vec<(String, bool)>,
    /// Its check mark.
    pub check: String,
    /// The steps that it went: which, on which day, the words.
    pub steps: Vec<(Step, Date, Option<String>)>,
    /// The steps that it can go next.
    pub next: Vec<Step>,
    /// Whether the victim asked for a copy on paper, and for help with an addition.
    pub asked: (bool, bool),
}

/// A step as somebody filled it in.
#[derive(Clone, Debug)]
pub struct StepForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Which statement.
    pub statement: Uuid,
    /// Which step.
    pub step: Option<Step>,
    /// On which day, London.
    pub on: Date,
    /// To whom it went, or what the court decided.
    pub words: Option<String>,
}

impl Service {
    /// The statements of a case, as far as they are for this person's agency.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not theirs, or statements are not for their agency.
    pub async fn case_statements(&self, actor: &Actor, case: CaseId) -> Result<CaseStatements, ServiceError> {
        let loaded = self.case_for(actor, Action::See(Part::Statement), case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let seen: Vec<&Statement> =
            loaded.case.statements.all().into_iter().filter(|one| may_read(&sight, one)).collect();
        for one in &seen {
            sight.note_shown(actor, Part::Statement, Some(one.sent.victim));
        }
        self.write_meanwhile(actor);
        Ok(CaseStatements {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            statements: seen.into_iter().map(|one| for_staff(&loaded, one)).collect(),
        })
    }

    /// Says that a statement went a step further. A step that it went before is not recorded twice.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed;
    /// [`ServiceError::NotFound`] when the statement is not theirs to move.
    pub async fn move_statement(
        &self,
        actor: &Actor,
        case: CaseId,
        form: StepForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut loaded = self.case_for(actor, Action::MoveStatement, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let known = loaded.case.statements.get(form.statement).filter(|one| may_read(&sight, one));
        let known = known.ok_or(ServiceError::NotFound)?;
        if form.step.is_some_and(|step| known.steps.iter().any(|(gone, ..)| *gone == step)) {
            return Ok(());
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        let today = calendar::london_date(now);
        let mut problems = Vec::new();
        let step = form.step.filter(|step| next_of(known).contains(step));
        if step.is_none() {
            problems.push(Problem::new("step", "Select where the statement is now"));
        }
        if form.on > today || form.on < calendar::london_date(known.at) {
            problems.push(Problem::new("on", "Enter a day from when it was sent until today"));
        }
        problems.extend(too_long("words", form.words.as_deref()));
        refuse_if_any(problems)?;
        let step = step.ok_or(ServiceError::NotFound)?;
        let (victim, meets) = (known.sent.victim, self.met_by_step(&loaded, known, step));
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = StatementEvent::Moved {
            victim,
            statement: form.statement,
            step,
            on: form.on,
            meets,
            words: texts.keep(form.words)?,
        };
        let event = NewEvent::at(now, CaseEvent::Statement(event));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await.map(drop)
    }

    /// What a step was owed for. A statement that skips a step meets what was owed for that one, too.
    fn met_by_step(&self, loaded: &LoadedCase, statement: &Statement, step: Step) -> Vec<DutyRef> {
        let victim = statement.sent.victim;
        let own = |version: u64| {
            version == statement.version || statement.steps.iter().any(|(.., step)| *step == version)
        };
        let mut met = match step {
            Step::Received => Vec::new(),
            Step::WithProsecutor => self.open_duties(loaded, victim, &["p-statement-to-prosecutor"], own),
            Step::WithCourt | Step::Read | Step::ReadOut => {
                let passed =
                    ["p-statement-to-prosecutor", "p-statement-to-court", "p-statement-to-parole-board"];
                self.open_duties(loaded, victim, &passed, own)
            }
        };
        if step >= Step::WithCourt && statement.sent.kind != StatementKind::Parole {
            met.extend(self.open_duties(loaded, victim, &["r07-vps-on-file"], |_| true));
        }
        if step >= Step::Read && statement.sent.kind != StatementKind::Parole {
            met.extend(self.open_duties(loaded, victim, &["r07-vps-court-decision"], |_| true));
        }
        met
    }
}

/// Whether a statement is for this person's agency by now. A court reads what has reached it, and nothing before somebody is
/// found guilty; probation reads what is for the Parole Board.
fn may_read(sight: &Sight, statement: &Statement) -> bool {
    let for_board = statement.sent.kind == StatementKind::Parole;
    let by_task = |agency: &str| match agency {
        "police" | "wcu" | "cps" => true,
        "hmcts" => !for_board && statement.step() >= Some(Step::WithCourt),
        "probation" => for_board,
        _ => false,
    };
    sight.sees_of(Part::Statement, statement.sent.victim) && sight.tasks().iter().any(|task| by_task(task))
}

/// The steps that a statement can go next. One for the Parole Board goes by no prosecutor.
fn next_of(statement: &Statement) -> Vec<Step> {
    let board = statement.sent.kind == StatementKind::Parole;
    let fits = |step: &Step| {
        step.follows(statement.step())
            && !(board && matches!(step, Step::WithProsecutor))
            && !(matches!(step, Step::Read | Step::ReadOut) && statement.step() < Some(Step::WithCourt))
    };
    Step::ALL.into_iter().filter(fits).collect()
}

fn for_staff(loaded: &LoadedCase, statement: &Statement) -> StaffStatement {
    let sent = &statement.sent;
    let name =
        |details: &record::PersonalRef| loaded.texts.read::<PersonDetails>(details).map(|who| who.name);
    let mandate = sent.by.and_then(|by| loaded.case.access.mandates.get(&by));
    let text = loaded.texts.words(&sent.text).unwrap_or_default();
    StaffStatement {
        id: sent.statement,
        victim: timeline::victim_name(loaded, sent.victim),
        by: mandate.and_then(|mandate| name(&mandate.details)),
        kind: sent.kind,
        at: statement.at,
        heard: sent.heard,
        screen: sent.screen,
        paragraphs: paragraphs_of(&text, statement),
        check: check_mark(&sent.text.digest),
        steps: statement
            .steps
            .iter()
            .map(|(step, on, version)| (*step, *on, words_of(loaded, *version)))
            .collect(),
        next: next_of(statement),
        asked: (statement.copy_asked, statement.update_asked),
    }
}
