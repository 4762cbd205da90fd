//! Wishes and needs: `GET` and `POST /case/{case}/preferences`.

use super::{Answer, Form, clash, contact::channel_words, refused, trouble, victim_of, victims_navigation};
use crate::{
    Shared,
    components::{Choice, Filled},
    fields::Fields,
    forms::Complaints,
    gate::{SignedIn, Visit},
    note::Note,
    pages::{Page, case::Saved, preferences::Preferences, problem},
    present,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use record::{
    CaseId,
    event::{Channel, FlagBecause},
};
use service::{
    Actor, ServiceError,
    case_file::{CaseFile, VictimCard},
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
    // The form for facts does not send the wishes: those stay as they are known.
    let typed = if is_fact { Typed { flags: &fields, ..known(victim) } } else { Typed::sent(&fields) };
    let again = |complaints: &Complaints| page(&visit, &file, victim, form.version(), &typed, complaints);
    if form.is_to_be_changed() {
        return Ok(Page(again(&Complaints::default())).into_response());
    }
    let done = match is_fact {
        true => record_fact(&shared, &actor, &file, victim, &form, now).await,
        false => match typed.wishes() {
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
    flags: &'a Fields,
}

impl<'a> Typed<'a> {
    fn sent(fields: &'a Fields) -> Self {
        let text = |name| (name, fields.text(name));
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
            flags: fields,
        }
    }

    fn text(&self, field: &str) -> String {
        self.texts.iter().find(|(name, _)| *name == field).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// As the service takes them, or what is wrong
    fn wishes(&self) -> Result<record::Preferences, Complaints> {
        let mut complaints = Complaints::default();
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
        };
        if complaints.0.is_empty() { Ok(wishes) } else { Err(complaints) }
    }
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
        flags: &NOTHING,
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
        errors: complaints.links(&[]),
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
        language: field("language"),
        tell_also: field("tell_also"),
        bad_news: field("bad_news"),
        facts: victim.flag_slugs.iter().cloned().zip(victim.flags.iter().cloned()).collect(),
        flags: [Choice::new("", "Choose one")].into_iter().chain(flags).collect(),
        flag: complaints.beside("flag", typed.flags.text("flag")),
        because: complaints.beside("because", typed.flags.text("because")),
        case,
    }
}
