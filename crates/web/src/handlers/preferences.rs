//! Wishes and needs: `GET` and `POST /case/{case}/preferences`.

use super::{Answer, Form, clash, contact::channel_words, refused, trouble, victim_of, victims_navigation};
use crate::{
    Shared,
    components::{self as c, Choice, Filled, Markup},
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, preferences::Preferences, problem},
    present,
    safe_fields::{self, Reader},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use record::{
    CaseId, SafeContact,
    event::{Channel, FlagBecause},
};
use service::{
    Actor, ServiceError,
    case_file::{CaseFile, VictimCard},
    own_preferences::mobile_numbers,
};

const LABELS: &[(&str, &str)] = &[
    ("safe_contact", "What makes contact safe or unsafe"),
    ("times", "When they can be reached"),
    ("format", "Format"),
    ("language", "Language"),
    ("tell_also", "Who else may be told"),
    ("bad_news", "How they want to be told bad news"),
    ("because", "Why you say so"),
];

/// Facts that staff can record by hand, as choices
const FLAGS: [(&str, &str); 8] = [
    ("vulnerable", "Vulnerable"),
    ("intimidated", "Intimidated"),
    ("serious_crime", "Victim of a most serious crime"),
    ("persistently_targeted", "Persistently targeted"),
    ("witness", "Witness in the case"),
    ("bereaved", "Bereaved close relative"),
    ("under_18", "Under 18"),
    ("business", "A business"),
];

/// `GET /case/{case}/preferences`
pub(crate) async fn ask(
    State(shared): State<Shared>,
    visit: Visit,
    SignedIn(actor): SignedIn,
    Path(case): Path<CaseId>,
    fields: Fields,
) -> Answer {
    let file = shared.app.service.case_file(&actor, case, shared.now()).await;
    let file = file.map_err(|reason| trouble(&visit, reason))?;
    let Some(victim) = victim_of(&file, &fields.text("victim")) else {
        return Err(problem::not_there(visit.shell("")).into_response());
    };
    let shown = page(&visit, &file, victim, file.version, &known(victim), &Complaints::default());
    Ok(Page(shown).into_response())
}

/// `POST /case/{case}/preferences`
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
    let form = Form { name: "preferences", fields: &fields, labels: LABELS };
    let is_fact = fields.some_text("add").is_some() || fields.some_text("no_longer").is_some();
    let safe_now = fields.some_text("safe_now");
    // The other forms do not send the wishes: those stay as they are known.
    let typed = if is_fact || safe_now.is_some() {
        Typed { flags: &fields, ..known(victim) }
    } else {
        Typed::sent(&fields, victim)
    };
    let again = |complaints: &Complaints| page(&visit, &file, victim, form.version(), &typed, complaints);
    if form.is_to_be_changed() {
        return Ok(Page(again(&Complaints::default())).into_response());
    }
    let done = match (is_fact, safe_now) {
        (true, _) => record_fact(&shared, &actor, &file, victim, &form, now).await,
        (false, Some(safe)) => {
            let (service, words) = (&shared.app.service, fields.text("safe_words"));
            service.record_safe_now(&actor, case, victim.id, safe == "yes", words, now).await
        }
        (false, None) => match typed.wishes() {
            Ok(wishes) => {
                shared
                    .app
                    .service
                    .record_preferences(&actor, case, form.version(), victim.id, wishes, now)
                    .await
            }
            Err(complaints) => return Ok(refused(again(&complaints))),
        },
    };
    match done {
        Ok(_) => Ok(saved(&shared, &visit, case, victim).await),
        Err(ServiceError::Invalid(problems)) => Ok(refused(again(&Complaints(problems)))),
        Err(ServiceError::Stale(stale)) => Ok(clash(&visit, &file, *stale, &form, now)),
        Err(reason) => Err(trouble(&visit, reason)),
    }
}

async fn saved(shared: &Shared, visit: &Visit, case: CaseId, victim: &VictimCard) -> Response {
    let what = format!("What is known about {} is recorded", victim.details.name);
    visit.leave_note(shared, Note::Case(case, Saved { what, ..Saved::default() })).await;
    Redirect::to(&present::case_address(case)).into_response()
}

async fn record_fact(
    shared: &Shared,
    actor: &Actor,
    file: &CaseFile,
    victim: &VictimCard,
    form: &Form<'_>,
    now: Timestamp,
) -> Result<u64, ServiceError> {
    let no_longer = form.fields.some_text("no_longer");
    let holds = no_longer.is_none();
    let because = if holds { form.fields.text("because") } else { "no longer holds".into() };
    let flag = FlagBecause { flag: no_longer.unwrap_or_else(|| form.fields.text("flag")), because };
    shared.app.service.record_flag(actor, file.id, form.version(), victim.id, flag, holds, now).await
}

/// The wishes as they stand on the page
struct Typed<'a> {
    preferred: String,
    also: Vec<String>,
    never: Vec<String>,
    every_days: String,
    texts: [(&'static str, String); 6],
    /// whether they were asked in fields
    asked: bool,
    safe: SafeContact,
    number: String,
    flags: &'a Fields,
    wrong: Complaints,
}

impl<'a> Typed<'a> {
    fn sent(fields: &'a Fields, victim: &VictimCard) -> Self {
        let text = |name| (name, fields.text(name));
        let mut wrong = Complaints::default();
        let mut safe = safe_fields::sent(fields, &mut wrong);
        safe.safe_word = fields.some_text("safe_word");
        let before = victim.preferences.safe.as_ref();
        let numbers = mobile_numbers(&victim.details);
        let number = fields.text("number");
        // Whoever does not see the numbers leaves the choice as it is.
        safe.text_to = match numbers.is_empty() {
            true => before.and_then(|safe| safe.text_to.clone()),
            false => numbers.into_iter().find(|known| *known == number),
        };
        let email =
            fields.all("also").iter().any(|slug| slug == "email") || fields.text("preferred") == "email";
        let known = victim.details.email.clone().or_else(|| before.and_then(|safe| safe.email_to.clone()));
        safe.email_to = known.filter(|_| email);
        Self {
            preferred: fields.text("preferred"),
            also: fields.all("also"),
            never: fields.all("never"),
            every_days: fields.text("every_days"),
            texts: [
                text("safe_contact"),
                text("times"),
                text("format"),
                text("language"),
                text("tell_also"),
                text("bad_news"),
            ],
            asked: fields.some_text("asked").is_some(),
            safe,
            number,
            flags: fields,
            wrong,
        }
    }

    fn text(&self, field: &str) -> String {
        self.texts.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// As the service takes them, or what is wrong
    fn wishes(&self) -> Result<record::Preferences, Complaints> {
        let mut complaints = Complaints(self.wrong.0.clone());
        let every_days = match self.every_days.as_str() {
            "" => None,
            text => text
                .parse()
                .map_err(|_| complaints.add("every_days", "Enter a number of days, such as 14"))
                .ok(),
        };
        let first = Channel::from_slug(&self.preferred);
        let also =
            self.also.iter().filter_map(|slug| Channel::from_slug(slug)).filter(|also| Some(*also) != first);
        let some = |field| Some(self.text(field)).filter(|text| !text.is_empty());
        let wishes = record::Preferences {
            channels: first.into_iter().chain(also).collect(),
            never: self.never.iter().filter_map(|slug| Channel::from_slug(slug)).collect(),
            times: some("times"),
            every_days,
            safe_contact: some("safe_contact"),
            format: some("format"),
            language: some("language"),
            tell_also: some("tell_also"),
            bad_news: some("bad_news"),
            safe: Some(self.safe.clone()).filter(|_| self.asked),
        };
        if complaints.0.is_empty() { Ok(wishes) } else { Err(complaints) }
    }
}

/// The fields that a machine keeps to
fn safe_parts(victim: &VictimCard, typed: &Typed<'_>, complaints: &Complaints) -> Vec<Markup> {
    let mut parts = Vec::new();
    let numbers: Vec<Choice> = mobile_numbers(&victim.details)
        .into_iter()
        .map(|number| Choice::new(number.clone(), number))
        .collect();
    if !numbers.is_empty() {
        let chosen = complaints.beside("text_to", typed.number.clone());
        let radios = c::radios("number", "Number for text messages that they said is safe", &numbers);
        parts.push(Markup::of(radios.filled(&chosen).small()));
    }
    parts.extend(safe_fields::hours(&typed.safe, complaints, Reader::Staff));
    parts.push(safe_fields::alerts(&typed.safe, Reader::Staff));
    let word = complaints.beside("safe_word", typed.safe.safe_word.clone().unwrap_or_default());
    parts.push(Markup::of(c::input("safe_word", "Safe word").filled(&word)));
    parts.push(safe_fields::calls(&typed.safe, Reader::Staff));
    let language = complaints.beside("language", typed.text("language"));
    parts.extend(safe_fields::formats(&typed.safe, &language, Reader::Staff));
    parts.push(safe_fields::bad_news(&typed.safe, Reader::Staff));
    let named = safe_fields::one_box(
        "may_name_us",
        "What messages say",
        "They may say that they are about the case",
        typed.safe.may_name_us,
    );
    parts.push(Markup::of(named.small()));
    parts
}

static NOTHING: Fields = Fields::NOTHING;

/// The wishes that are on record
fn known(victim: &VictimCard) -> Typed<'static> {
    let wishes = &victim.preferences;
    let slugs =
        |channels: &[Channel]| channels.iter().map(|channel| channel.slug().to_owned()).collect::<Vec<_>>();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut also = slugs(&wishes.channels);
    let preferred = if also.is_empty() { String::new() } else { also.remove(0) };
    Typed {
        preferred,
        also,
        never: slugs(&wishes.never),
        every_days: wishes.every_days.map(|days| days.to_string()).unwrap_or_default(),
        texts: [
            ("safe_contact", text(&wishes.safe_contact)),
            ("times", text(&wishes.times)),
            ("format", text(&wishes.format)),
            ("language", text(&wishes.language)),
            ("tell_also", text(&wishes.tell_also)),
            ("bad_news", text(&wishes.bad_news)),
        ],
        asked: wishes.safe.is_some(),
        number: wishes.safe.as_ref().and_then(|safe| safe.text_to.clone()).unwrap_or_default(),
        safe: wishes.safe.clone().unwrap_or_default(),
        flags: &NOTHING,
        wrong: Complaints::default(),
    }
}

fn page(
    visit: &Visit,
    file: &CaseFile,
    victim: &VictimCard,
    version: u64,
    typed: &Typed<'_>,
    complaints: &Complaints,
) -> Preferences {
    let case = present::case_address(file.id);
    let field = |name: &'static str| -> Filled { complaints.beside(name, typed.text(name)) };
    let free = FLAGS.iter().filter(|(slug, _)| !victim.flag_slugs.iter().any(|held| held == slug));
    let flags = free.map(|(slug, words)| Choice::new(*slug, *words));
    Preferences {
        shell: visit.shell("Wishes and needs").within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("text_to", "number"), ("email_to", "also")]),
        reference: file.reference.clone(),
        version,
        victims: victims_navigation(file, &format!("{case}/preferences"), victim.id),
        victim: victim.details.name.clone(),
        victim_id: victim.id.to_string(),
        channels: Channel::ALL.into_iter().map(|it| Choice::new(it.slug(), channel_words(it))).collect(),
        preferred: complaints.beside("preferred", typed.preferred.clone()),
        also: typed.also.clone(),
        never: typed.never.clone(),
        never_error: complaints.about("never"),
        times: field("times"),
        every_days: complaints.beside("every_days", typed.every_days.clone()),
        safe_contact: field("safe_contact"),
        format: field("format"),
        tell_also: field("tell_also"),
        bad_news: field("bad_news"),
        asked: typed.asked,
        not_safe: victim.not_safe,
        safe_words: complaints.beside("safe_words", typed.flags.text("safe_words")),
        safe: safe_parts(victim, typed, complaints),
        facts: victim.flag_slugs.iter().cloned().zip(victim.flags.iter().cloned()).collect(),
        flags: [Choice::new("", "Choose one")].into_iter().chain(flags).collect(),
        flag: complaints.beside("flag", typed.flags.text("flag")),
        because: complaints.beside("because", typed.flags.text("because")),
        case,
    }
}
