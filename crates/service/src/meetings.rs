//! Meetings of a board: what is agreed about the figures, who sees to it by when, and what became of it at the next meeting
//! (OVR-1). Nothing here is about a victim. Each board keeps its own; what one asks of another organisation is read there too.

use crate::{
    Actor, Problem, Service, ServiceError,
    error::refuse_if_any,
    record_contact::{storable, too_long},
    sign_in::Directory,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::{Action, Role};
use std::collections::BTreeMap;
use store::{ActionAnswer, AgreedAction, Meeting};
use uuid::Uuid;

/// Meetings of a list at most.
const MOST: u32 = 100;
/// An action is due within so many years: later is a slip of the finger.
const LONGEST_YEARS: i64 = 2;

/// A meeting in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingLine {
    /// Id.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// The day on which it is held, London.
    pub held: Date,
    /// Whether it is under way.
    pub under_way: bool,
}

/// The list of a board's meetings.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// The latest first.
    pub meetings: Vec<MeetingLine>,
    /// What they have left open, the earliest due first.
    pub open: Vec<ActionLine>,
    /// What other boards have asked of this organisation and is open.
    pub asked_of_us: Vec<ActionLine>,
}

/// A meeting as those who keep it see it.
#[derive(Clone, Debug)]
pub struct MeetingPage {
    /// The meeting.
    pub meeting: MeetingLine,
    /// What earlier meetings left open, unanswered first.
    pub earlier: Vec<ActionLine>,
    /// What this one agreed.
    pub agreed: Vec<ActionLine>,
    /// How many of the earlier ones have no answer yet.
    pub unanswered: usize,
    /// Who can be given an action.
    pub owners: Vec<Owner>,
}

/// An action, for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionLine {
    /// Id.
    pub id: Uuid,
    /// What is to be done.
    pub what: String,
    /// The measure that it is about; empty for none.
    pub measure: String,
    /// Name of who sees to it.
    pub owner: String,
    /// Name of the organisation whose meeting agreed it.
    pub board: String,
    /// By when.
    pub due: Date,
    /// How it stands.
    pub state: ActionState,
    /// Whether it is open and its day has passed.
    pub overdue: bool,
    /// What the meeting on the page said of it.
    pub answer: Option<(FollowUp, String)>,
}

/// How an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up, with the reason.
    Dropped,
}

/// What a meeting says of an earlier action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// It is done.
    Done,
    /// It goes on, with a new day and the reason.
    CarriedOn,
    /// It is given up, with the reason.
    Dropped,
}

/// Somebody who can be given an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// `person:ID` or `organisation:ID`.
    pub key: String,
    /// Name, and what they are.
    pub name: String,
}

/// A new meeting, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct MeetingForm {
    /// Made with the form, so that a second tap opens no second meeting.
    pub key: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// The day on which it is held.
    pub held: Option<Date>,
}

/// A new action, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct ActionForm {
    /// Made with the form, so that a second tap agrees nothing twice.
    pub key: Option<Uuid>,
    /// What is to be done.
    pub what: String,
    /// The measure that it is about; empty for none.
    pub measure: String,
    /// Key of its [`Owner`].
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
}

/// What became of an earlier action, as it was filled in.
#[derive(Clone, Debug, Default)]
pub struct FollowUpForm {
    /// What.
    pub answer: Option<FollowUp>,
    /// Why.
    pub why: String,
    /// The new day, when it goes on.
    pub due: Option<Date>,
}

impl ActionState {
    fn from_slug(slug: &str) -> ActionState {
        match slug {
            "done" => ActionState::Done,
            "dropped" => ActionState::Dropped,
            _ => ActionState::Open,
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            ActionState::Open => "open",
            ActionState::Done => "done",
            ActionState::Dropped => "dropped",
        }
    }
}

impl FollowUp {
    /// Every answer, in the order to show them.
    pub const ALL: [FollowUp; 3] = [FollowUp::Done, FollowUp::CarriedOn, FollowUp::Dropped];

    /// The slug that forms and the store use.
    pub fn slug(self) -> &'static str {
        match self {
            FollowUp::Done => "done",
            FollowUp::CarriedOn => "carried_on",
            FollowUp::Dropped => "dropped",
        }
    }

    /// The answer with this slug.
    pub fn from_slug(slug: &str) -> Option<FollowUp> {
        FollowUp::ALL.into_iter().find(|answer| answer.slug() == slug)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            FollowUp::Done => "done",
            FollowUp::CarriedOn => "goes on",
            FollowUp::Dropped => "dropped",
        }
    }

    fn state(self) -> &'static str {
        match self {
            FollowUp::Done => "done",
            FollowUp::CarriedOn => "open",
            FollowUp::Dropped => "dropped",
        }
    }
}

impl Service {
    /// The meetings of somebody's board, what they left open, and what others asked of it.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who keep no meetings.
    pub async fn meetings(&self, actor: &Actor, now: Timestamp) -> Result<Meetings, ServiceError> {
        self.allow(actor, Action::SeeMeetings)?;
        let organisation = &actor.person.organisation;
        let meetings = self.store.meetings(organisation, MOST).await?;
        let open = self.store.open_actions(organisation).await?;
        let asked_of_us = self.store.actions_asked_of(organisation).await?;
        let (directory, today) = (self.directory(), calendar::london_date(now));
        let lines = |actions: Vec<AgreedAction>| -> Vec<ActionLine> {
            actions.into_iter().map(|action| line(action, None, &directory, today)).collect()
        };
        Ok(Meetings {
            meetings: meetings.iter().map(meeting_line).collect(),
            open: lines(open),
            asked_of_us: lines(asked_of_us),
        })
    }

    /// Opens a meeting. Gives its id.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do: also when another meeting is under way.
    pub async fn hold_meeting(
        &self,
        actor: &Actor,
        form: MeetingForm,
        now: Timestamp,
    ) -> Result<Uuid, ServiceError> {
        self.allow(actor, Action::KeepMeetings)?;
        let mut problems = Vec::new();
        if form.title.trim().is_empty() {
            problems.push(Problem::new("title", "Enter what the meeting is called"));
        }
        problems.extend(too_long("title", Some(&form.title)));
        let Some(held) = form.held else {
            problems.push(Problem::new("held", "Enter the day of the meeting"));
            return Err(ServiceError::Invalid(problems));
        };
        problems.extend(names_a_case("title", &form.title));
        refuse_if_any(problems)?;
        let meeting = Meeting {
            id: form.key.unwrap_or_else(|| crate::new_id(now)),
            organisation: actor.person.organisation.clone(),
            title: storable(form.title.trim()),
            held_day: held.to_string(),
            made_by: actor.person.id.clone(),
            made_at: now.as_millisecond(),
            ended_at: None,
        };
        if !self.store.hold_meeting(&meeting).await? {
            let message = "A meeting of your board is under way. End it first";
            return Err(ServiceError::Invalid(vec![Problem::new("title", message)]));
        }
        Ok(meeting.id)
    }

    /// A meeting with what earlier ones left open first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not there or not of their board.
    pub async fn meeting(
        &self,
        actor: &Actor,
        id: Uuid,
        now: Timestamp,
    ) -> Result<MeetingPage, ServiceError> {
        self.allow(actor, Action::SeeMeetings)?;
        let organisation = &actor.person.organisation;
        let meeting = self.store.meeting(id, organisation).await?.ok_or(ServiceError::NotFound)?;
        let under_way = meeting.ended_at.is_none();
        let (answered, answers) = self.store.actions_answered_at(id).await?;
        let answers: BTreeMap<Uuid, ActionAnswer> =
            answers.into_iter().map(|answer| (answer.action, answer)).collect();
        // A meeting that is over shows what it answered; what was opened since belongs to the next.
        let mut earlier = if under_way { self.store.open_actions(organisation).await? } else { Vec::new() };
        earlier.retain(|action| action.meeting != id && !answers.contains_key(&action.id));
        let unanswered = earlier.len();
        let (directory, today) = (self.directory(), calendar::london_date(now));
        let agreed = self.store.actions_of_meeting(id).await?;
        let each = |action: AgreedAction| {
            let answer = answers.get(&action.id);
            line(action, answer, &directory, today)
        };
        Ok(MeetingPage {
            meeting: meeting_line(&meeting),
            earlier: earlier.into_iter().chain(answered).map(each).collect(),
            agreed: agreed.into_iter().map(|action| line(action, None, &directory, today)).collect(),
            unanswered,
            owners: owners(&directory, organisation, today),
        })
    }

    /// Writes down an action that a meeting agreed.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::NotFound`] when the meeting is over or not
    /// of their board.
    pub async fn agree_action(
        &self,
        actor: &Actor,
        meeting: Uuid,
        form: ActionForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepMeetings)?;
        let organisation = &actor.person.organisation;
        let today = calendar::london_date(now);
        let mut problems = Vec::new();
        if form.what.trim().is_empty() {
            problems.push(Problem::new("what", "Enter what is to be done"));
        }
        problems.extend(too_long("what", Some(&form.what)));
        problems.extend(names_a_case("what", &form.what));
        let known = owners(&self.directory(), organisation, today);
        let owner = form.owner.split_once(':').filter(|_| known.iter().any(|one| one.key == form.owner));
        if owner.is_none() {
            problems.push(Problem::new("owner", "Select who sees to it"));
        }
        problems.extend(due_problem("due", form.due, today));
        let (Some((kind, owner)), Some(due), true) = (owner, form.due, problems.is_empty()) else {
            return Err(ServiceError::Invalid(problems));
        };
        let action = AgreedAction {
            id: form.key.unwrap_or_else(|| crate::new_id(now)),
            meeting,
            organisation: organisation.clone(),
            what: storable(form.what.trim()),
            measure: storable(form.measure.trim()),
            owner_kind: kind.to_owned(),
            owner: owner.to_owned(),
            due_day: due.to_string(),
            state: "open".to_owned(),
            made_by: actor.person.id.clone(),
            made_at: now.as_millisecond(),
        };
        if self.store.agree_action(&action).await? { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Says at a meeting what became of an earlier action. While the meeting is under way, the latest answer counts.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::NotFound`] when no such action waits for an
    /// answer of this meeting.
    pub async fn follow_up_action(
        &self,
        actor: &Actor,
        meeting: Uuid,
        action: Uuid,
        form: FollowUpForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepMeetings)?;
        let page = self.meeting(actor, meeting, now).await?;
        let line = page.earlier.iter().find(|line| line.id == action).ok_or(ServiceError::NotFound)?;
        let mut problems = Vec::new();
        let why = form.why.trim();
        let needs_why = matches!(form.answer, Some(FollowUp::CarriedOn | FollowUp::Dropped));
        if form.answer.is_none() {
            problems.push(Problem::new("answer", "Select what became of it"));
        }
        if needs_why && why.is_empty() {
            problems.push(Problem::new("why", "Enter why"));
        }
        problems.extend(too_long("why", Some(why)));
        problems.extend(names_a_case("why", why));
        if form.answer == Some(FollowUp::CarriedOn) {
            problems.extend(due_problem("due", form.due, calendar::london_date(now)));
        }
        let (Some(answer), true) = (form.answer, problems.is_empty()) else {
            return Err(ServiceError::Invalid(problems));
        };
        let due = form.due.filter(|_| answer == FollowUp::CarriedOn).unwrap_or(line.due);
        let said = ActionAnswer {
            action,
            meeting,
            answer: answer.slug().to_owned(),
            why: storable(why),
            due_day: due.to_string(),
            answered_by: actor.person.id.clone(),
            answered_at: now.as_millisecond(),
        };
        let known = self.store.answer_action(&actor.person.organisation, &said, answer.state()).await?;
        if known { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Ends a meeting: every action that earlier ones left open has an answer.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] while one has none; [`ServiceError::NotFound`] when it is not of their board.
    pub async fn end_meeting(&self, actor: &Actor, id: Uuid, now: Timestamp) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepMeetings)?;
        let organisation = &actor.person.organisation;
        if self.store.end_meeting(id, organisation, now).await? {
            return Ok(());
        }
        if self.store.meeting(id, organisation).await?.is_none() {
            return Err(ServiceError::NotFound);
        }
        let message = "Say what became of each earlier action before you end the meeting";
        Err(ServiceError::Invalid(vec![Problem::new("earlier", message)]))
    }
}

fn meeting_line(meeting: &Meeting) -> MeetingLine {
    MeetingLine {
        id: meeting.id,
        title: meeting.title.clone(),
        held: meeting.held_day.parse().unwrap_or_default(),
        under_way: meeting.ended_at.is_none(),
    }
}

fn line(
    action: AgreedAction,
    answer: Option<&ActionAnswer>,
    directory: &Directory,
    today: Date,
) -> ActionLine {
    let state = ActionState::from_slug(&action.state);
    let due = action.due().unwrap_or(today);
    let owner = match action.owner_kind.as_str() {
        "organisation" => directory.organisation_name(&action.owner),
        _ => directory.person_name(&action.owner),
    };
    ActionLine {
        id: action.id,
        owner: owner.to_owned(),
        board: directory.organisation_name(&action.organisation).to_owned(),
        due,
        state,
        overdue: state == ActionState::Open && due < today,
        answer: answer.and_then(|said| Some((FollowUp::from_slug(&said.answer)?, said.why.clone()))),
        what: action.what,
        measure: action.measure,
    }
}

/// Who can be given an action: people of the board's own organisation who answer for others or hold an office, and every
/// organisation that works on cases.
fn owners(directory: &Directory, organisation: &str, today: Date) -> Vec<Owner> {
    let answers = |role: &str| {
        Role::from_slug(role)
            .is_some_and(|role| role == Role::Supervisor || (!role.is_staff() && !role.is_public()))
    };
    let people = directory.people.values().filter(|person| {
        person.organisation == organisation && answers(&person.role) && person.is_there(today)
    });
    let mut people: Vec<Owner> = people
        .map(|person| Owner { key: format!("person:{}", person.id), name: person.name.clone() })
        .collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    let there = |ended: Option<Date>| ended.is_none_or(|last| today <= last);
    let organisations = directory.organisations.values().filter(|one| there(one.ended_on));
    let mut organisations: Vec<Owner> = organisations
        .map(|one| Owner { key: format!("organisation:{}", one.id), name: one.name.clone() })
        .collect();
    organisations.sort_by(|a, b| a.name.cmp(&b.name));
    people.extend(organisations);
    people
}

fn due_problem(field: &'static str, due: Option<Date>, today: Date) -> Option<Problem> {
    let latest = today.saturating_add(LONGEST_YEARS.years());
    let message = match due {
        None => "Enter the day by which it is done",
        Some(due) if due < today => "Enter a day that is not past",
        Some(due) if due > latest => "Enter a day within the next two years",
        Some(_) => return None,
    };
    Some(Problem::new(field, message))
}

/// A reference of a case has no place in a meeting: it leads to people.
fn names_a_case(field: &'static str, text: &str) -> Option<Problem> {
    let looks_like_one = |word: &str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let letters = word.chars().filter(char::is_ascii_alphabetic).count();
        (9..=14).contains(&(digits + letters)) && digits >= 7 && letters >= 1
    };
    let words = || text.split(|letter: char| letter.is_whitespace() || ",.;:()".contains(letter));
    let found = words().any(|word| looks_like_one(&word.replace(['/', '-'], "")));
    found.then(|| {
        Problem::new(
            field,
            "Leave out references of cases and names of victims: a meeting is about what is done for all",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_of_a_case_is_known_and_a_year_or_a_phone_is_none() {
        for text in ["Look into 01ZZ0000126", "(01ZD0303208)", "see SY000000259, please", "01/ZZ/0000126"] {
            assert!(names_a_case("what", text).is_some(), "{text}");
        }
        for text in
            ["by the end of 2026", "ring 01632 960100", "60% within 5 working days", "R6-bail in Q3", ""]
        {
            assert!(names_a_case("what", text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_day_is_neither_past_nor_years_ahead() {
        let today = jiff::civil::date(2026, 3, 5);
        assert!(due_problem("due", Some(today), today).is_none());
        assert!(due_problem("due", Some(jiff::civil::date(2026, 3, 4)), today).is_some());
        assert!(due_problem("due", Some(jiff::civil::date(2062, 3, 4)), today).is_some());
        assert!(due_problem("due", None, today).is_some());
    }
}
