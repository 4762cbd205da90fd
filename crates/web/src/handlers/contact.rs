//! Recording a contact: `GET` and `POST /case/{case}/contact`.

use super::{Answer, Form, clash, refused, trouble, victim_of, victims_navigation};
use crate::{
    Shared,
    components::{Choice, DateParts},
    fields::Fields,
    forms::{self, Complaints, NoDate},
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, problem, record_contact::RecordContact},
    present, words,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect},
};
use jiff::{Timestamp, civil::Date};
use record::{
    CaseId, Understood,
    event::{AttemptOutcome, Channel, DutyRef},
};
use service::{
    Actor, ServiceError, WorkOwner, WorkState,
    case_file::{CaseFile, DutyLine, VictimCard},
    my_work::WorkQuery,
    record_contact::{ContactForm, ContactSaved, Reached, proposed_next},
};

const LABELS: &[(&str, &str)] = &[
    ("told", "What you told them"),
    ("asked", "What they worried about or asked for"),
    ("against_preference", "Why another way was used"),
    ("representative", "Who acts for them"),
];

/// Fields of several boxes, and the first box of each
const FIRST_BOXES: &[(&str, &str)] = &[("at", "day-day"), ("next", "next-day")];

/// What somebody has filled in so far
struct Draft {
    channel: String,
    against_preference: String,
    day: DateParts,
    time: String,
    reached: String,
    meets: Vec<String>,
    told: String,
    understood: String,
    asked: String,
    next: DateParts,
    representative: String,
}

impl Draft {
    /// What is known before anybody types: their preferred way, now, and the duty that they came for
    fn fresh(fields: &Fields, victim: &VictimCard, now: Timestamp) -> Self {
        let today = calendar::london_date(now);
        let next = proposed_next(&victim.preferences, !victim.enhanced_because.is_empty(), today);
        Self {
            channel: victim.first_channel().slug().into(),
            against_preference: String::new(),
            day: forms::parts_of(today),
            time: words::clock_of(now),
            reached: "yes".into(),
            meets: fields.all("meets"),
            told: String::new(),
            understood: String::new(),
            asked: String::new(),
            next: forms::parts_of(next),
            representative: String::new(),
        }
    }

    fn sent(fields: &Fields) -> Self {
        Self {
            channel: fields.text("channel"),
            against_preference: fields.text("against_preference"),
            day: forms::date_parts(fields, "day"),
            time: fields.text("time"),
            reached: fields.text("reached"),
            meets: fields.all("meets"),
            told: fields.text("told"),
            understood: fields.text("understood"),
            asked: fields.text("asked"),
            next: forms::date_parts(fields, "next"),
            representative: fields.text("representative"),
        }
    }

    /// As the service takes it, or what is missing
    fn to_form(&self, victim: &VictimCard, version: u64) -> Result<ContactForm, Complaints> {
        let mut complaints = Complaints::default();
        let channel = Channel::from_slug(&self.channel);
        if channel.is_none() {
            complaints.add("channel", "Select how you told them");
        }
        let reached = reached(&self.reached);
        if reached.is_none() {
            complaints.add("reached", "Select whether you got through");
        }
        let attempt = matches!(reached, Some(Reached::No(_)));
        let understood = understood(&self.understood);
        if understood.is_none() && !attempt {
            complaints.add("understood", "Select whether they understood");
        }
        let next = self.next_day(&mut complaints);
        let at = forms::moment(&self.day, &self.time, "at", "time", &mut complaints);
        match (channel, reached, at, complaints.0.is_empty()) {
            (Some(channel), Some(reached), Some(at), true) => Ok(ContactForm {
                version,
                victim: victim.id,
                representative: some(&self.representative),
                channel,
                at,
                reached,
                told: self.told.clone(),
                understood: understood.unwrap_or(Understood::NotKnown),
                against_preference: some(&self.against_preference),
                asked: some(&self.asked),
                next,
                meets: if attempt {
                    Vec::new()
                } else {
                    self.meets.iter().filter_map(|text| duty(text)).collect()
                },
            }),
            _ => Err(complaints),
        }
    }

    fn next_day(&self, complaints: &mut Complaints) -> Option<Date> {
        match forms::date(&self.next) {
            Ok(day) => Some(day),
            Err(NoDate::Empty) => None,
            Err(NoDate::Wrong) => {
                complaints.add("next", "Enter a real day, such as 5 3 2026");
                None
            }
        }
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

fn reached(text: &str) -> Option<Reached> {
    match text {
        "yes" => Some(Reached::Yes),
        "no_answer" => Some(Reached::No(AttemptOutcome::NoAnswer)),
        "message_left" => Some(Reached::No(AttemptOutcome::MessageLeft)),
        "undeliverable" => Some(Reached::No(AttemptOutcome::Undeliverable)),
        _ => None,
    }
}

fn understood(text: &str) -> Option<Understood> {
    match text {
        "yes" => Some(Understood::Yes),
        "partly" => Some(Understood::Partly),
        "no" => Some(Understood::No),
        "not_known" => Some(Understood::NotKnown),
        _ => None,
    }
}

/// A ticked box: version of the event that started the duty, and its id in the Code
pub(super) fn duty(text: &str) -> Option<DutyRef> {
    let (trigger, duty) = text.split_once('_')?;
    Some(DutyRef { duty: duty.to_owned(), trigger: trigger.parse().ok()?, victim: None })
}

/// `GET /case/{case}/contact`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let Some(victim) = victim_of(&file, &fields.text("victim")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let draft = Draft::fresh(&fields, victim, now);
    let context = Context { visit: &visit, actor: &actor, file: &file, victim, version: file.version, now };
    Ok(Page(context.page(draft, &Complaints::default())).into_response())
}

/// `POST /case/{case}/contact`
pub(crate) async fn save(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let now = shared.now();
    let file = shared.app.service.case_file(&actor, case, now).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let Some(victim) = victim_of(&file, &fields.text("victim")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let form = Form { name: "contact", fields: &fields, labels: LABELS };
    let draft = Draft::sent(&fields);
    let context = Context { visit: &visit, actor: &actor, file: &file, victim, version: form.version(), now };
    if form.is_to_be_changed() {
        return Ok(Page(context.page(draft, &Complaints::default())).into_response());
    }
    let contact = match draft.to_form(victim, form.version()) {
        Ok(contact) => contact,
        Err(complaints) => return Ok(refused(context.page(draft, &complaints))),
    };
    match shared.app.service.record_contact(&actor, case, contact, now).await {
        Ok(done) => {
            let next = next_on_the_list(&shared, &actor, now).await;
            visit.leave_note(&shared, Note::Case(case, saved(&done, &victim.details.name, next))).await;
            Ok(Redirect::to(&present::case_address(case)).into_response())
        }
        Err(ServiceError::Invalid(problems)) => Ok(refused(context.page(draft, &Complaints(problems)))),
        Err(ServiceError::Stale(stale)) => Ok(clash(&visit, &file, *stale, &form, now)),
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

fn saved(done: &ContactSaved, victim: &str, next: Option<(String, String)>) -> Saved {
    let title = |line: &DutyLine| line.rule.map_or(line.owed.duty.clone(), |rule| rule.duty.clone());
    let dated = done.still_owed.iter().filter(|line| line.owed.due.is_some());
    Saved {
        what: match done.attempt {
            true => format!("Your attempt to reach {victim} is recorded. It does not meet a duty"),
            false => format!("Your contact with {victim} is recorded"),
        },
        closed: done.met.clone(),
        started: Vec::new(),
        still_open: dated.take(5).map(title).collect(),
        next,
    }
}

/// The most urgent duty of the person's own list
async fn next_on_the_list(shared: &Shared, actor: &Actor, now: Timestamp) -> Option<(String, String)> {
    let query = WorkQuery {
        owner: WorkOwner::Person(actor.person.id.clone()),
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after: None,
    };
    // What was saved is saved: without the list the page only leaves this line out.
    let first = shared.app.service.my_work(actor, query, now).await.ok()?.items.into_iter().next()?;
    let duty = first.duty;
    let words = format!("{}, {}", first.rule.map_or(duty.duty.as_str(), |rule| &rule.duty), duty.victim_name);
    let case = present::case_address(duty.case);
    Some((words, format!("{case}/contact?victim={}&meets={}_{}", duty.victim, duty.trigger, duty.duty)))
}

/// What the form is about
struct Context<'a> {
    visit: &'a Visit,
    actor: &'a Actor,
    file: &'a CaseFile,
    victim: &'a VictimCard,
    version: u64,
    now: Timestamp,
}

impl Context<'_> {
    fn page(&self, draft: Draft, complaints: &Complaints) -> RecordContact {
        let case = present::case_address(self.file.id);
        let (duties, undated_duties) = self.duties();
        let every = self.victim.preferences.every_days;
        RecordContact {
            shell: self.visit.shell("Record a contact").within("/my-work").wrong(!complaints.0.is_empty()),
            errors: complaints.links(FIRST_BOXES),
            reference: self.file.reference.clone(),
            version: self.version,
            victims: victims_navigation(self.file, &format!("{case}/contact"), self.victim.id),
            victim: self.victim.details.name.clone(),
            victim_id: self.victim.id.to_string(),
            safe_contact: present::case::safe_contact_words(self.victim),
            before: self
                .file
                .before
                .iter()
                .find(|before| before.victim == self.victim.id)
                .map(present::case::before_words)
                .unwrap_or_default(),
            representative: complaints.beside("representative", draft.representative),
            channels: channels(self.victim),
            channel: complaints.beside("channel", draft.channel),
            against_preference: complaints.beside("against_preference", draft.against_preference),
            day: draft.day,
            day_error: complaints.about("at"),
            time: complaints.beside("time", draft.time),
            reached: complaints.beside("reached", draft.reached),
            duties,
            undated_duties,
            meets: draft.meets,
            meets_error: complaints.about("meets"),
            told: complaints.beside("told", draft.told),
            understood: complaints.beside("understood", draft.understood),
            asked: complaints.beside("asked", draft.asked),
            next: draft.next,
            next_error: complaints.about("next"),
            next_hint: match every {
                Some(days) => format!("You agreed to be in touch every {days} days."),
                None => "Nothing is agreed yet. Propose a day, and ask how often they want to hear.".into(),
            },
            case,
        }
    }

    /// What this victim is still owed, own agency's first: under the Code with a time limit, and the rest
    fn duties(&self) -> (Vec<Choice>, Vec<Choice>) {
        let own = |line: &&DutyLine| {
            let owners = self.file.owners.iter();
            owners
                .filter(|owner| owner.organisation == self.actor.organisation_name)
                .any(|owner| owner.provider == line.owed.provider)
        };
        let lines = self.file.duties.iter().filter(|line| {
            line.owed.victim == self.victim.id && line.standing.is_owed() && line.owed.provider != "victim"
        });
        let (mine, others): (Vec<_>, Vec<_>) = lines.partition(own);
        let choice = |line: &DutyLine, mine: bool| {
            let what = line.rule.map_or(line.owed.duty.clone(), |rule| rule.duty.clone());
            let left = present::time_left(line.standing, line.owed.due_at, line.working_days_left, self.now);
            let left = left.map(|left| left.words()).unwrap_or_default();
            let by = line.rule.map_or("", |rule| rule.provider.in_words());
            let hint = if mine { left } else { format!("{left}, owed by: {by}") };
            let of_the_code = line.owed.edition.chars().all(|c| c.is_ascii_digit());
            (
                of_the_code && line.owed.due.is_some(),
                Choice::new(format!("{}_{}", line.owed.trigger, line.owed.duty), what).hint(hint),
            )
        };
        let mine = mine.into_iter().map(|line| choice(line, true));
        let all = mine.chain(others.into_iter().map(|line| choice(line, false)));
        let (dated, undated): (Vec<_>, Vec<_>) = all.partition(|(dated, _)| *dated);
        let plain = |choices: Vec<(bool, Choice)>| choices.into_iter().map(|(_, choice)| choice).collect();
        (plain(dated), plain(undated))
    }
}

/// Ways of contact in the victim's order, with what they said about each
fn channels(victim: &VictimCard) -> Vec<Choice> {
    let wishes = &victim.preferences;
    let place = |channel: &Channel| wishes.channels.iter().position(|wish| wish == channel);
    let mut channels = Channel::ALL;
    channels.sort_by_key(|channel| (place(channel).unwrap_or(usize::MAX), wishes.never.contains(channel)));
    let choice = |channel: Channel| {
        let hint = match (place(&channel), wishes.never.contains(&channel)) {
            (_, true) => "they asked us never to use this",
            (Some(0), _) => "what they prefer",
            (Some(_), _) => "fine too",
            _ => "",
        };
        Choice::new(channel.slug(), channel_words(channel)).hint(hint)
    };
    channels.into_iter().map(choice).collect()
}

/// A way of contact as a choice
pub(super) fn channel_words(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "Phone call",
        Channel::Text => "Text message",
        Channel::Email => "Email",
        Channel::Letter => "Letter",
        Channel::InPerson => "In person",
        Channel::Video => "Video call",
        Channel::Advocate => "Through their advocate",
        Channel::Account => "Message on their pages here",
    }
}
