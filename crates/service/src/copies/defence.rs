//! A copy for the defence: somebody chooses what is disclosed, marks what is sensitive in it, a second person looks at
//! exactly what would leave and lets it go, and only then it can be taken out (CPIA 1996; ADR 0017).

use super::{
    DEFENCE_COPY, digest,
    items::{Item, items_of, known_of},
    note_left,
    redaction::{self, BLOCK, Mark, Reason, find, marks},
};
use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, too_long},
    timeline,
};
use jiff::Timestamp;
use policy::Action;
use record::{CaseEvent, CaseId, CopyEvent, OrganisationId, Recorded, VictimId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::{LoadedCase, NewEvent};
use uuid::Uuid;

/// The most characters of texts in one copy, so that its form can be sent.
pub const MOST_CHARACTERS: usize = 40_000;

/// The shortest answer that says something.
const SHORTEST: usize = 10;

/// What can be disclosed about one victim of a case.
#[derive(Clone, Debug)]
pub struct DefencePage {
    /// Version that was read.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// Whose material it is.
    pub victim: VictimId,
    /// Their name.
    pub victim_name: String,
    /// The victims of the case: id and name.
    pub victims: Vec<(VictimId, String)>,
    /// What can be disclosed, oldest first.
    pub items: Vec<Item>,
}

/// Copies that were prepared.
#[derive(Clone, Debug)]
pub struct DefenceCopies {
    /// Reference of the case.
    pub reference: String,
    /// Newest first.
    pub copies: Vec<DefenceCopy>,
}

/// A copy that was prepared.
#[derive(Clone, Debug)]
pub struct DefenceCopy {
    /// Id.
    pub id: Uuid,
    /// Reference of the case.
    pub reference: String,
    /// Version of the case.
    pub version: u64,
    /// Name of the victim whose material it is.
    pub victim: String,
    /// When it was prepared.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// For whom, and on whose request.
    pub words: String,
    /// SHA-256 over exactly what would leave.
    pub digest: String,
    /// What it says; nothing when it was destroyed with the victim's key.
    pub sheet: Option<Sheet>,
    /// Why suggestions were not followed: the heading of the item, and why.
    pub shown_because: Vec<(String, String)>,
    /// Whether it may leave, by whom, and why: what a second person decided.
    pub decided: Option<(bool, String, String)>,
    /// How often it was taken out.
    pub taken: usize,
    /// Whether this person may decide: they did not prepare it, and nobody decided.
    pub waits_for_you: bool,
}

/// What leaves, before it is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Reference of the case.
    pub reference: String,
    /// What the case is about, redacted.
    pub about: String,
    /// Which victim of how many, instead of a name.
    pub victim: (usize, usize),
    /// Organisation that discloses.
    pub organisation: String,
    /// Day on which it was prepared.
    pub day: jiff::civil::Date,
    /// What is disclosed.
    pub items: Vec<SheetItem>,
}

/// One text as it leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetItem {
    /// What it is: kind and day.
    pub heading: String,
    /// The text with blocks.
    pub text: String,
    /// Why each block is there, in their order.
    pub reasons: Vec<Reason>,
}

/// What is kept of a copy, sealed under the victim's key.
#[derive(Serialize, Deserialize)]
struct Kept {
    document: String,
    sheet: Sheet,
    shown_because: Vec<(String, String)>,
}

/// What somebody filled in.
#[derive(Clone, Debug, Default)]
pub struct DefenceForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Whose material.
    pub victim: Option<VictimId>,
    /// The chosen items, by their ids.
    pub items: Vec<MarkedItem>,
    /// For whom, and on whose request.
    pub words: String,
}

/// An item as somebody marked it.
#[derive(Clone, Debug, Default)]
pub struct MarkedItem {
    /// Its id.
    pub id: String,
    /// The text with `[[` and `]]` around what is taken out.
    pub marked: String,
    /// Why what the person marked themselves is taken out.
    pub reason: Option<Reason>,
    /// Why a suggestion is not followed.
    pub shown_because: String,
}

/// A problem with one item: which, and what to do.
pub type ItemProblem = (String, String);

/// Why a copy was not prepared.
#[derive(Debug)]
pub enum NotPrepared {
    /// As with every use case.
    Refused(ServiceError),
    /// Something is wrong with the marks of these items; nothing was recorded.
    Marks(Vec<ItemProblem>),
}

impl From<ServiceError> for NotPrepared {
    fn from(error: ServiceError) -> Self {
        NotPrepared::Refused(error)
    }
}

impl From<store::StoreError> for NotPrepared {
    fn from(error: store::StoreError) -> Self {
        NotPrepared::Refused(error.into())
    }
}

impl Service {
    /// What can be disclosed about a victim; the first of the case when none is named.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not theirs to disclose, or the victim is not in it.
    pub async fn defence_page(
        &self,
        actor: &Actor,
        case: CaseId,
        victim: Option<VictimId>,
    ) -> Result<DefencePage, ServiceError> {
        let loaded = self.case_for(actor, Action::Disclose, case).await?;
        self.defence_page_of(actor, &loaded, victim).await
    }

    async fn defence_page_of(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
        victim: Option<VictimId>,
    ) -> Result<DefencePage, ServiceError> {
        let sight = self.sight_of_organisation(actor, loaded).await?;
        let erased = &loaded.case.access.erased;
        let here = |id: &VictimId| !erased.contains(id) && sight.knows(*id);
        let victims: Vec<VictimId> = loaded.case.victims.iter().map(|one| one.id).filter(here).collect();
        let victim = match victim {
            Some(named) => victims.iter().copied().find(|id| *id == named),
            None => victims.first().copied(),
        };
        let victim = victim.ok_or(ServiceError::NotFound)?;
        let name = |id: &VictimId| (*id, timeline::victim_name(loaded, *id));
        Ok(DefencePage {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            victim,
            victim_name: timeline::victim_name(loaded, victim),
            victims: victims.iter().map(name).collect(),
            items: items_of(self, loaded, &sight, victim),
        })
    }

    /// Prepares a copy; it waits for a second person. `print` makes the document that would leave.
    ///
    /// # Errors
    /// [`NotPrepared`] says what is wrong with which item; [`ServiceError::Stale`] when the case changed.
    pub async fn prepare_defence_copy(
        &self,
        actor: &Actor,
        case: CaseId,
        form: DefenceForm,
        print: impl FnOnce(&Sheet) -> Option<String>,
        now: Timestamp,
    ) -> Result<Uuid, NotPrepared> {
        let mut loaded = self.case_for(actor, Action::Disclose, case).await?;
        let page = self.defence_page_of(actor, &loaded, form.victim).await?;
        self.unchanged_since(actor, &loaded, form.version)?;
        refuse_if_any(problems(&form, &page))?;
        let known = known_of(self, &loaded, page.victim);
        let prepared = prepared(&form, &page, &known).map_err(NotPrepared::Marks)?;
        let victims = &loaded.case.victims;
        let sheet = Sheet {
            reference: page.reference.clone(),
            about: suggested(&loaded.case.title, &known),
            victim: (
                victims.iter().position(|v| v.id == page.victim).map_or(1, |place| place + 1),
                victims.len(),
            ),
            organisation: actor.organisation_name.clone(),
            day: calendar::london_date(now),
            items: prepared.items,
        };
        let cannot = || Problem::new("words", "The copy could not be made. Try again");
        let document = print(&sheet).ok_or_else(|| ServiceError::Invalid(vec![cannot()]))?;

        let copy = crate::new_id(now);
        let mut texts = Texts { case, now, personal: Vec::new() };
        let left_out: usize = sheet.items.iter().map(|item| item.reasons.len()).sum();
        let event = CopyEvent::DefenceCopyPrepared {
            victim: page.victim,
            copy,
            items: prepared.versions.into_iter().collect(),
            left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
            digest: digest(document.as_bytes()),
            document: texts.keep_text(Kept { document, sheet, shown_because: prepared.shown_because })?,
            words: texts.keep(Some(form.words))?,
        };
        let event = NewEvent::at(now, CaseEvent::Copy(event));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await?;
        Ok(copy)
    }

    /// Copies of a case that were prepared by the person's own organisation.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not theirs to disclose.
    pub async fn defence_copies(&self, actor: &Actor, case: CaseId) -> Result<DefenceCopies, ServiceError> {
        let loaded = self.case_for(actor, Action::Disclose, case).await?;
        let prepared = loaded.events.iter().rev().filter_map(|one| self.copy_of(actor, &loaded, one));
        Ok(DefenceCopies {
            reference: timeline::reference_of(&loaded.case),
            copies: prepared.map(|(copy, _)| copy).collect(),
        })
    }

    /// One copy.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of that id that is theirs.
    pub async fn defence_copy(
        &self,
        actor: &Actor,
        case: CaseId,
        id: Uuid,
    ) -> Result<DefenceCopy, ServiceError> {
        let loaded = self.case_for(actor, Action::Disclose, case).await?;
        self.find_copy(actor, &loaded, id).map(|(copy, _)| copy)
    }

    /// A second person decides whether a copy may leave.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for whoever prepared it, when it was decided before, or without words;
    /// [`ServiceError::Stale`] when the case changed.
    #[expect(clippy::too_many_arguments, reason = "each is one field of a short form")]
    pub async fn decide_defence_copy(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        id: Uuid,
        released: bool,
        words: String,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut loaded = self.case_for(actor, Action::Disclose, case).await?;
        let (found, victim) = self.find_copy(actor, &loaded, id)?;
        self.unchanged_since(actor, &loaded, version)?;
        let mut problems = Vec::new();
        if !found.waits_for_you {
            let ask = "Somebody else than who prepared it decides, once. Ask a colleague who may disclose";
            problems.push(Problem::new("words", ask));
        } else if words.trim().chars().count() < SHORTEST {
            problems
                .push(Problem::new("words", "Write what you looked at, or what has to be taken out as well"));
        }
        problems.extend(too_long("words", Some(&words)));
        refuse_if_any(problems)?;
        let mut texts = Texts { case, now, personal: Vec::new() };
        let words = texts.keep(Some(words))?;
        let event = CopyEvent::DefenceCopyDecided { victim, copy: id, released, words };
        let event = NewEvent::at(now, CaseEvent::Copy(event));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await.map(drop)
    }

    /// Takes a copy out that a second person released: exactly the bytes that they looked at.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs, was not released, or is not what was looked at.
    pub async fn take_defence_copy(
        &self,
        actor: &Actor,
        case: CaseId,
        id: Uuid,
        now: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let mut loaded = self.case_for(actor, Action::Disclose, case).await?;
        let (found, victim) = self.find_copy(actor, &loaded, id)?;
        let released = matches!(found.decided, Some((true, ..)));
        let kept = self.kept(&loaded, id).filter(|_| released).ok_or(ServiceError::NotFound)?;
        let bytes = kept.document.into_bytes();
        if digest(&bytes) != found.digest {
            return Err(ServiceError::NotFound);
        }
        note_left(actor, Action::Disclose, &loaded, victim, format!("{DEFENCE_COPY}: {}", found.digest));
        let event = CopyEvent::DefenceCopyTaken { victim, copy: id, digest: found.digest };
        let event = NewEvent::at(now, CaseEvent::Copy(event));
        loaded.record(&by_person(actor), now, vec![event], Vec::new())?;
        self.save(actor, loaded).await?;
        Ok(bytes)
    }

    fn find_copy(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
        id: Uuid,
    ) -> Result<(DefenceCopy, VictimId), ServiceError> {
        let found = loaded.events.iter().filter_map(|one| self.copy_of(actor, loaded, one));
        found.into_iter().find(|(copy, _)| copy.id == id).ok_or(ServiceError::NotFound)
    }

    fn kept(&self, loaded: &LoadedCase, id: Uuid) -> Option<Kept> {
        loaded.events.iter().find_map(|recorded| match &recorded.event {
            CaseEvent::Copy(CopyEvent::DefenceCopyPrepared { copy, document, .. }) if *copy == id => {
                loaded.texts.read(document)
            }
            _ => None,
        })
    }

    /// A copy, when the event prepared one for the person's organisation: others' copies show what others may see.
    fn copy_of(
        &self,
        actor: &Actor,
        loaded: &LoadedCase,
        recorded: &Recorded,
    ) -> Option<(DefenceCopy, VictimId)> {
        let CaseEvent::Copy(CopyEvent::DefenceCopyPrepared { victim, copy, digest, words, .. }) =
            &recorded.event
        else {
            return None;
        };
        if recorded.by.organisation != OrganisationId(actor.person.organisation.clone()) {
            return None;
        }
        let directory = self.directory();
        let name = |recorded: &Recorded| {
            recorded
                .by
                .person
                .as_ref()
                .map(|p| directory.person_name(p.as_str()).to_owned())
                .unwrap_or_default()
        };
        let said = |words: &Option<record::PersonalRef>| {
            words.as_ref().and_then(|words| loaded.texts.words(words)).unwrap_or_default()
        };
        let decided = loaded.events.iter().find_map(|later| match &later.event {
            CaseEvent::Copy(CopyEvent::DefenceCopyDecided { copy: of, released, words, .. })
                if of == copy =>
            {
                Some((*released, name(later), said(words)))
            }
            _ => None,
        });
        let taken = |later: &&Recorded| matches!(&later.event, CaseEvent::Copy(CopyEvent::DefenceCopyTaken { copy: of, .. }) if of == copy);
        let kept = self.kept(loaded, *copy);
        let prepared_it = recorded.by.person.as_ref().is_some_and(|p| p.as_str() == actor.person.id);
        let (sheet, shown_because) = kept.map(|kept| (kept.sheet, kept.shown_because)).unzip();
        let found = DefenceCopy {
            id: *copy,
            reference: timeline::reference_of(&loaded.case),
            version: loaded.case.version,
            victim: timeline::victim_name(loaded, *victim),
            at: recorded.at,
            by: name(recorded),
            words: said(words),
            digest: digest.clone(),
            sheet,
            shown_because: shown_because.unwrap_or_default(),
            waits_for_you: decided.is_none() && !prepared_it,
            decided,
            taken: loaded.events.iter().filter(taken).count(),
        };
        Some((found, *victim))
    }
}

fn problems(form: &DefenceForm, page: &DefencePage) -> Vec<Problem> {
    let mut problems = Vec::new();
    let chosen: BTreeSet<&str> = form.items.iter().map(|item| item.id.as_str()).collect();
    if chosen.is_empty() || !chosen.iter().all(|id| page.items.iter().any(|item| item.id == *id)) {
        problems.push(Problem::new("items", "Select what is disclosed"));
    }
    let characters: usize = form.items.iter().map(|item| item.marked.chars().count()).sum();
    if characters > MOST_CHARACTERS {
        problems.push(Problem::new("items", "This is too much for one copy. Make it in parts"));
    }
    if form.words.trim().chars().count() < SHORTEST {
        problems.push(Problem::new("words", "Write for whom it is, who asked for it, and when"));
    }
    problems.extend(too_long("words", Some(&form.words)));
    problems
}

struct Prepared {
    items: Vec<SheetItem>,
    versions: BTreeSet<u64>,
    shown_because: Vec<(String, String)>,
}

/// The chosen items with everything taken out that was marked, in any of them.
fn prepared(
    form: &DefenceForm,
    page: &DefencePage,
    known: &find::Known,
) -> Result<Prepared, Vec<ItemProblem>> {
    let mut problems = Vec::new();
    let mut marked: BTreeMap<&str, Vec<Mark>> = BTreeMap::new();
    let mut prepared = Prepared { items: Vec::new(), versions: BTreeSet::new(), shown_because: Vec::new() };
    let chosen = |item: &&Item| form.items.iter().any(|one| one.id == item.id);
    let items: Vec<&Item> = page.items.iter().filter(chosen).collect();
    for item in &items {
        let Some(typed) = form.items.iter().find(|one| one.id == item.id) else { continue };
        match marks_of(item, typed, known) {
            Ok((marks, shown)) => {
                marked.insert(&item.id, marks);
                if shown {
                    prepared.shown_because.push((item.heading(), typed.shown_because.trim().to_owned()));
                }
            }
            Err(message) => problems.push((item.id.clone(), message)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let passages: Vec<(String, Reason)> = items
        .iter()
        .flat_map(|item| marked.get(item.id.as_str()).into_iter().flatten().map(move |mark| (item, mark)))
        .filter_map(|(item, mark)| Some((item.text.get(mark.at.clone())?.to_owned(), mark.reason)))
        .collect();
    for item in items {
        let mut marks = marked.remove(item.id.as_str()).unwrap_or_default();
        for (passage, reason) in &passages {
            marks.extend(marks::for_reason(find::same_elsewhere(&item.text, passage), *reason));
        }
        let redacted = redaction::redacted(&item.text, &marks);
        prepared.versions.insert(item.version);
        prepared.items.push(SheetItem {
            heading: item.heading(),
            text: redacted.text,
            reasons: redacted.reasons,
        });
    }
    Ok(prepared)
}

/// What is taken out of an item, and whether a suggestion was not followed.
fn marks_of(item: &Item, typed: &MarkedItem, known: &find::Known) -> Result<(Vec<Mark>, bool), String> {
    let passages = marks::read(&item.text, &marks::as_typed(&typed.marked))
        .map_err(|wrong| sentence(&wrong.to_string()))?;
    let own = marks::for_reason(passages, typed.reason.unwrap_or(Reason::Sensitive));
    let own = redaction::settled(&item.text, &own);
    let covers =
        |mark: &Mark| own.iter().any(|own| own.at.start <= mark.at.start && mark.at.end <= own.at.end);
    let mut suggestions = find::suggestions(&item.text, known);
    let asked = item.asked.iter().cloned();
    suggestions.extend(asked.map(|mark| find::Suggestion { mark, stays_out: false }));
    let wanted = |stays_out: bool| {
        let marks: Vec<Mark> =
            suggestions.iter().filter(|one| one.stays_out == stays_out).map(|one| one.mark.clone()).collect();
        redaction::settled(&item.text, &marks)
    };
    if !wanted(true).iter().all(covers) {
        return Err(
            "The victim's own address, phone number, email address and date of birth stay marked. Put the [[ and ]] \
             back around them"
                .to_owned(),
        );
    }
    let shown = !wanted(false).iter().all(covers);
    if shown && typed.shown_because.trim().chars().count() < SHORTEST {
        return Err("You took a suggested mark away. Write below why the defence must read what it covered"
            .to_owned());
    }
    // What was suggested keeps its own reason; the person's is for what they found themselves.
    let with_reasons = own.into_iter().map(|mark| {
        let inside =
            |one: &&find::Suggestion| mark.at.start <= one.mark.at.start && one.mark.at.end <= mark.at.end;
        let reason = suggestions.iter().filter(inside).map(|one| one.mark.reason).min();
        Mark { reason: reason.or(typed.reason).unwrap_or(Reason::Sensitive), ..mark }
    });
    Ok((with_reasons.collect(), shown))
}

/// A text that nobody marks by hand: everything suspicious is taken out.
pub(super) fn suggested(text: &str, known: &find::Known) -> String {
    let marks: Vec<Mark> = find::suggestions(text, known).into_iter().map(|found| found.mark).collect();
    redaction::redacted(text, &marks).text
}

/// An item's text with the suggested marks, for the text box.
pub(super) fn pre_marked(text: &str, known: &find::Known, asked: &[Mark]) -> String {
    let found = find::suggestions(text, known).into_iter().map(|found| found.mark);
    let marks: Vec<Mark> = found.chain(asked.iter().cloned()).collect();
    marks::shown(text, &marks)
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Sheet {
    /// The number of blocks in it.
    pub fn blocks(&self) -> usize {
        self.items.iter().map(|item| item.text.matches(BLOCK).count()).sum()
    }
}
