//! A supervisor looks at a case and gives direction; whoever is to do it says what became of it (POL-2).

use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    timeline,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::Action;
use record::{
    CaseEvent, CaseId, ReviewEvent,
    review::{Direction, LookedAt, Review, Reviewed},
};
use store::{LoadedCase, NewEvent, OpenDirection};

/// The furthest day that a direction may name, days from today: what takes longer needs another review.
pub const FURTHEST_DAY: i64 = 90;
/// Directions that one review can give.
pub const MOST_DIRECTIONS: usize = 3;
/// Directions of one person in a list.
const MOST: u32 = 30;

/// A case with its reviews.
#[derive(Clone, Debug)]
pub struct ReviewPage {
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Reviews of one's own organisation, newest first.
    pub reviews: Vec<ReviewSeen>,
    /// People of one's own organisation who work on cases: id and name.
    pub people: Vec<(String, String)>,
    /// Whether this person may review.
    pub reviews_allowed: bool,
    /// Whether this person may answer directions.
    pub answers_allowed: bool,
}

/// A review, to be read.
#[derive(Clone, Debug)]
pub struct ReviewSeen {
    /// Version of the event.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// Name of who looked.
    pub by: String,
    /// What they looked at.
    pub looked_at: Vec<LookedAt>,
    /// What is good.
    pub good: Option<String>,
    /// What is to be done.
    pub directions: Vec<DirectionSeen>,
    /// Why nothing is to be done.
    pub none_because: Option<String>,
}

/// A direction, to be read.
#[derive(Clone, Debug)]
pub struct DirectionSeen {
    /// The case.
    pub case: CaseId,
    /// Reference of the case.
    pub reference: String,
    /// Version of the review.
    pub review: u64,
    /// Its place in it.
    pub item: u32,
    /// What is to be done.
    pub what: String,
    /// Name of who is to do it.
    pub who: String,
    /// The last day.
    pub by: Date,
    /// Whether it waits and its day has passed.
    pub late: bool,
    /// What became of it: whether it was done, in which words, who said so, when.
    pub answered: Option<(bool, String, String, Timestamp)>,
}

/// What a supervisor found.
#[derive(Clone, Debug, Default)]
pub struct ReviewForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// What they looked at.
    pub looked_at: Vec<LookedAt>,
    /// What is good.
    pub good: String,
    /// What is to be done; empty ones are left out.
    pub directions: Vec<DirectionForm>,
    /// Why nothing is to be done.
    pub none_because: String,
}

/// Something to be done.
#[derive(Clone, Debug, Default)]
pub struct DirectionForm {
    /// What.
    pub what: String,
    /// Id of who; empty means whoever holds the case.
    pub who: String,
    /// The last day; none when it was not a day.
    pub by: Option<Date>,
}

/// Names of the fields of a direction, by its place.
const FIELDS: [[&str; 3]; MOST_DIRECTIONS] =
    [["what-1", "who-1", "by-1"], ["what-2", "who-2", "by-2"], ["what-3", "who-3", "by-3"]];

impl Service {
    /// The reviews of a case by supervisors of one's own organisation.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn case_reviews(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<ReviewPage, ServiceError> {
        let loaded = self.case_for(actor, Action::SeeCase, case).await?;
        let sight = self.sight(actor, &loaded).await?;
        let own = actor.organisation();
        if !sight.sees_notes() {
            return Err(ServiceError::NotFound);
        }
        sight.note_notes_shown(actor);
        self.write_meanwhile(actor);
        let theirs = loaded.case.reviews.all().iter().rev().filter(|review| review.organisation == own);
        let asker = self.asker_before(actor, &loaded).await?;
        let about = policy::About::Case(case, &loaded.case.access());
        Ok(ReviewPage {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            title: loaded.case.title.clone(),
            reviews: theirs.map(|review| self.review_seen(&loaded, review, now)).collect(),
            people: self.people_who_work(own.as_str(), now),
            reviews_allowed: policy::may(&asker, Action::ReviewCase, about).is_allowed(),
            answers_allowed: sight.records(),
        })
    }

    /// People of an organisation who work on cases: id and name, in the order of names.
    pub(crate) fn people_who_work(&self, organisation: &str, now: Timestamp) -> Vec<(String, String)> {
        let (directory, today) = (self.directory(), calendar::london_date(now));
        let works = |person: &&store::Person| {
            let role = policy::Role::from_slug(&person.role);
            person.organisation == organisation
                && role.is_some_and(policy::Role::is_staff)
                && person.is_there(today)
        };
        let people = directory.people.values().filter(works);
        let mut people: Vec<_> = people.map(|one| (one.id.clone(), one.name.clone())).collect();
        people.sort_by(|a, b| a.1.cmp(&b.1));
        people
    }

    fn review_seen(&self, loaded: &LoadedCase, review: &Reviewed, now: Timestamp) -> ReviewSeen {
        let words =
            |text: &Option<record::PersonalRef>| text.as_ref().and_then(|text| loaded.texts.words(text));
        let directions = (0u32..).take(review.review.directions.len());
        ReviewSeen {
            version: review.version,
            at: review.at,
            by: self.person_called(review.by.as_ref()),
            looked_at: review.review.looked_at.clone(),
            good: words(&review.review.good),
            directions: directions
                .filter_map(|item| self.direction_seen(loaded, review.version, item, now))
                .collect(),
            none_because: words(&review.review.none_because),
        }
    }

    fn person_called(&self, person: Option<&record::PersonId>) -> String {
        person.map(|person| self.directory().person_name(person.as_str()).to_owned()).unwrap_or_default()
    }

    fn direction_seen(
        &self,
        loaded: &LoadedCase,
        review: u64,
        item: u32,
        now: Timestamp,
    ) -> Option<DirectionSeen> {
        let of = loaded.case.reviews.at_version(review)?;
        let (_, direction, answered) = of.directions().find(|(place, ..)| *place == item)?;
        let holder = loaded.case.owners.values().find(|owner| owner.organisation == of.organisation);
        let who = direction.who.as_ref().or_else(|| holder.and_then(|holder| holder.person.as_ref()));
        let texts = &loaded.texts;
        Some(DirectionSeen {
            case: loaded.case.id,
            reference: timeline::reference_of(&loaded.case),
            review,
            item,
            what: texts.words(&direction.what).unwrap_or_default(),
            who: self.person_called(who),
            by: direction.by,
            late: answered.is_none() && calendar::end_of_london_day(direction.by) <= now,
            answered: answered.map(|answered| {
                let words = texts.words(&answered.words).unwrap_or_default();
                (answered.done, words, self.person_called(answered.by.as_ref()), answered.at)
            }),
        })
    }

    /// Records that a supervisor looked at a case. The same sent twice is one review.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn review_case(
        &self,
        actor: &Actor,
        case: CaseId,
        form: ReviewForm,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for(actor, Action::ReviewCase, case).await?;
        if is_sent_again(actor, &loaded, &form) {
            return Ok(loaded.case.version);
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        refuse_if_any(self.review_problems(actor, &form, now))?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let mut directions = Vec::new();
        for direction in given(&form) {
            if let Some(by) = direction.by {
                let what = texts.keep_text(direction.what.trim())?;
                let who = Some(direction.who.as_str().into()).filter(|_| !direction.who.is_empty());
                directions.push(Direction { what, who, by });
            }
        }
        let none_because = if directions.is_empty() { texts.keep(Some(form.none_because))? } else { None };
        let review = Review {
            looked_at: form.looked_at,
            good: texts.keep(Some(form.good))?,
            directions,
            none_because,
        };
        let event = CaseEvent::Review(ReviewEvent::Reviewed(review));
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }

    fn review_problems(&self, actor: &Actor, form: &ReviewForm, now: Timestamp) -> Vec<Problem> {
        let mut problems = Vec::new();
        let today = calendar::london_date(now);
        if form.looked_at.is_empty() {
            problems.push(Problem::new("looked_at", "Select what you looked at"));
        }
        problems.extend(too_long("good", Some(&form.good)));
        let people = self.people_who_work(&actor.person.organisation, now);
        for (direction, [what, who, by]) in form.directions.iter().zip(FIELDS) {
            if is_empty(direction) {
                continue;
            }
            if direction.what.trim().is_empty() {
                problems.push(Problem::new(what, "Write what is to be done"));
            }
            problems.extend(too_long(what, Some(&direction.what)));
            if !direction.who.is_empty() && !people.iter().any(|(id, _)| *id == direction.who) {
                problems.push(Problem::new(who, "Select somebody who works for your organisation"));
            }
            match direction.by {
                None => problems.push(Problem::new(by, "Enter the day by which it is to be done")),
                Some(day) if day < today => problems.push(Problem::new(by, "Enter today or a later day")),
                Some(day) if day > today.saturating_add(FURTHEST_DAY.days()) => problems.push(Problem::new(
                    by,
                    format!("Enter a day within {FURTHEST_DAY} days: what takes longer needs another review"),
                )),
                Some(_) => {}
            }
        }
        let directs = given(form).next().is_some();
        if !directs && form.none_because.trim().is_empty() {
            let ask = "Write what is to be done, or why nothing needs to be done";
            problems.push(Problem::new("none_because", ask));
        }
        if directs && !form.none_because.trim().is_empty() {
            let ask = "You gave direction above. Take this away, or the direction";
            problems.push(Problem::new("none_because", ask));
        }
        problems.extend(too_long("none_because", Some(&form.none_because)));
        problems
    }

    /// Says what became of a direction. The same said twice is said once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such direction of one's own organisation; [`ServiceError::Invalid`] names
    /// each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn answer_direction(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        (review, item): (u64, u32),
        (done, words): (Option<bool>, String),
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let mut loaded = self.case_for(actor, Action::RecordOnCase, case).await?;
        let own = actor.organisation();
        let of = loaded.case.reviews.at_version(review).filter(|of| of.organisation == own);
        let of = of.ok_or(ServiceError::NotFound)?;
        let (_, _, before) =
            of.directions().find(|(place, ..)| *place == item).ok_or(ServiceError::NotFound)?;
        let words = words.trim().to_owned();
        if before.is_some_and(|before| {
            Some(before.done) == done && loaded.texts.words(&before.words).as_deref() == Some(words.as_str())
        }) {
            return Ok(loaded.case.version);
        }
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if done.is_none() {
            problems.push(Problem::new("done", "Select whether it was done"));
        }
        if words.is_empty() {
            problems.push(Problem::new("words", "Write what was done, or why not"));
        }
        problems.extend(too_long("words", Some(&words)));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let words = texts.keep_text(words)?;
        let done = done.unwrap_or(false);
        let event = CaseEvent::Review(ReviewEvent::DirectionAnswered { review, item, done, words });
        loaded.record(&by_person(actor), now, vec![NewEvent::at(now, event)], texts.personal)?;
        self.save(actor, loaded).await
    }

    /// What supervisors ask of this person and nobody has answered yet, soonest first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn own_directions(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<DirectionSeen>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let owner = store::WorkOwner::Person(actor.person.id.clone());
        let without = self.shut_cases(actor).await?;
        let open = self.store.open_directions(&actor.person.organisation, &owner, MOST, &without).await?;
        let lines = self.directions_seen(actor, open, now).await?;
        self.write_meanwhile(actor);
        Ok(lines)
    }

    /// How many directions wait for this person, and how many of them are late.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn directions_waiting(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(usize, usize), ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let owner = store::WorkOwner::Person(actor.person.id.clone());
        let open = self.store.open_directions(&actor.person.organisation, &owner, MOST, &[]).await?;
        Ok((open.len(), open.iter().filter(|direction| direction.due_at <= now).count()))
    }

    /// Directions with their words, as far as somebody may read them.
    pub(crate) async fn directions_seen(
        &self,
        actor: &Actor,
        open: Vec<OpenDirection>,
        now: Timestamp,
    ) -> Result<Vec<DirectionSeen>, ServiceError> {
        let ids: Vec<CaseId> = open.iter().map(|direction| direction.case).collect();
        let cases = self.store.load_many(&ids).await?;
        let mut seen = Vec::with_capacity(open.len());
        for direction in open {
            let Some(loaded) = cases.get(&direction.case) else { continue };
            let sight = self.sight(actor, loaded).await?;
            if sight.sees_notes() {
                sight.note_notes_shown(actor);
                seen.extend(self.direction_seen(loaded, direction.review, direction.item, now));
            }
        }
        Ok(seen)
    }
}

fn is_empty(direction: &DirectionForm) -> bool {
    direction.what.trim().is_empty() && direction.who.is_empty() && direction.by.is_none()
}

fn given(form: &ReviewForm) -> impl Iterator<Item = &DirectionForm> {
    form.directions.iter().take(MOST_DIRECTIONS).filter(|direction| !is_empty(direction))
}

/// Whether this is the last review once more, by the same person: a second tap.
fn is_sent_again(actor: &Actor, loaded: &LoadedCase, form: &ReviewForm) -> bool {
    let Some(last) = loaded.case.reviews.all().last() else { return false };
    let words = |text: &Option<record::PersonalRef>| {
        text.as_ref().and_then(|text| loaded.texts.words(text)).unwrap_or_default()
    };
    let directed = last.review.directions.iter().map(|direction| {
        let who = direction.who.as_ref().map(|who| who.0.clone()).unwrap_or_default();
        (loaded.texts.words(&direction.what).unwrap_or_default(), who, Some(direction.by))
    });
    let asked =
        given(form).map(|direction| (direction.what.trim().to_owned(), direction.who.clone(), direction.by));
    last.by.as_ref().is_some_and(|by| by.as_str() == actor.person.id)
        && last.review.looked_at == form.looked_at
        && words(&last.review.good) == form.good.trim()
        && words(&last.review.none_because) == form.none_because.trim()
        && directed.eq(asked)
}
