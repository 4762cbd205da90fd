//! A copy of a victim's own information: taken by themselves, or made by staff on request (subject access).

use super::{
    OWN_COPY, digest, gathering::Gathering, holds_all_of, note_left, own_information::OwnInformation,
};
use crate::{
    Actor, Problem, Service, ServiceError, by_person,
    error::refuse_if_any,
    record_contact::{Texts, preferences_of, too_long},
    safe_words::language_of,
    timeline,
};
use jiff::Timestamp;
use language::Language;
use policy::Action;
use record::{CaseEvent, CaseId, CopyEvent, CopyForm, VictimId};
use store::{LoadedCase, NewEvent};

/// Lines of the audit that a copy reads at most: years of a busy case.
const MOST_LINES: u32 = 20_000;

/// The shortest answer that says something.
const SHORTEST: usize = 10;

/// What the page for staff shows.
#[derive(Clone, Debug)]
pub struct OwnCopyPage {
    /// Version that was read.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// Victims whose information is still here: id, name, whether their sign-in is suspended.
    pub victims: Vec<(VictimId, String, bool)>,
    /// Copies that were made: whose, when, by whom.
    pub made: Vec<(String, Timestamp, String)>,
}

/// What a member of staff filled in.
#[derive(Clone, Debug)]
pub struct OwnCopyForm {
    /// Version of the case that the person saw.
    pub version: u64,
    /// Whose information.
    pub victim: Option<VictimId>,
    /// In which form.
    pub form: Option<CopyForm>,
    /// Whether where they live, how they are reached and what they said about danger is in it.
    pub in_full: bool,
    /// Who asked and when, how staff know that it is the victim, how it is handed over.
    pub words: String,
}

impl Service {
    /// Whether the person may take a copy of their own information: victims may, those who act for them may not.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they have no case, may not, or their sign-in is suspended.
    pub async fn may_take_own_copy(&self, actor: &Actor) -> Result<(), ServiceError> {
        let (case, _) = actor.victim().ok_or(ServiceError::NotFound)?;
        self.case_for(actor, Action::TakeOwnCopy, case).await.map(drop)
    }

    /// A victim takes a copy of their own information. What is dangerous in the wrong hands is not in it: somebody may
    /// have their phone, or make them do this.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they have no case, may not, or their sign-in is suspended.
    pub async fn take_own_copy(
        &self,
        actor: &Actor,
        form: CopyForm,
        now: Timestamp,
    ) -> Result<OwnInformation, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::TakeOwnCopy, case).await?;
        note_left(actor, Action::TakeOwnCopy, &loaded, victim, format!("{OWN_COPY}: {}", form.slug()));
        self.own_information(&loaded, victim, false, actor.language, now).await
    }

    /// What staff see before they make a copy for a victim.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they may not disclose the case, or their organisation does not hold all of it.
    pub async fn own_copy_page(&self, actor: &Actor, case: CaseId) -> Result<OwnCopyPage, ServiceError> {
        let loaded = self.case_for(actor, Action::Disclose, case).await?;
        let sight = self.sight_of_organisation(actor, &loaded).await?;
        let erased = &loaded.case.access.erased;
        let here = |id: &VictimId| !erased.contains(id) && holds_all_of(&sight, *id);
        let ids = loaded.case.victims.iter().map(|victim| victim.id).filter(here);
        let suspended = &loaded.case.access.suspended;
        let victims: Vec<_> =
            ids.map(|id| (id, timeline::victim_name(&loaded, id), suspended.contains(&id))).collect();
        if victims.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let directory = self.directory();
        let made = loaded.events.iter().rev().filter_map(|recorded| match &recorded.event {
            CaseEvent::Copy(CopyEvent::OwnCopyGiven { victim, .. }) => {
                let by = recorded.by.person.as_ref().map(|person| person.as_str()).unwrap_or_default();
                let name = timeline::victim_name(&loaded, *victim);
                Some((name, recorded.at, directory.person_name(by).to_owned()))
            }
            _ => None,
        });
        Ok(OwnCopyPage {
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            victims,
            made: made.collect(),
        })
    }

    /// Staff make a copy for a victim who asked for it. It is recorded with a digest of exactly what leaves before it does;
    /// `print` makes the bytes.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn give_own_copy(
        &self,
        actor: &Actor,
        case: CaseId,
        form: OwnCopyForm,
        print: impl FnOnce(CopyForm, &OwnInformation) -> Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<Vec<u8>, ServiceError> {
        let mut loaded = self.case_for(actor, Action::Disclose, case).await?;
        let sight = self.sight_of_organisation(actor, &loaded).await?;
        if form
            .victim
            .is_some_and(|victim| loaded.case.victim(victim).is_some() && !holds_all_of(&sight, victim))
        {
            return Err(ServiceError::NotFound);
        }
        self.unchanged_since(actor, &loaded, form.version)?;
        let (victim, as_form) = self.checked(&loaded, &form)?;
        // Staff read English; the copy is in the language in which the victim reads.
        let language = language_of(preferences_of(&loaded, victim).safe.as_ref());
        let information = self.own_information(&loaded, victim, form.in_full, language, now).await?;
        let cannot = || Problem::new("form", "The copy could not be made. Choose another form");
        let bytes = print(as_form, &information).ok_or_else(|| ServiceError::Invalid(vec![cannot()]))?;

        let mut texts = Texts { case, now, personal: Vec::new() };
        let given = CopyEvent::OwnCopyGiven {
            victim,
            form: as_form,
            in_full: form.in_full,
            digest: digest(&bytes),
            words: texts.keep(Some(form.words))?,
        };
        note_left(actor, Action::Disclose, &loaded, victim, format!("{OWN_COPY}: {}", as_form.slug()));
        let event = NewEvent::at(now, CaseEvent::Copy(given));
        loaded.record(&by_person(actor), now, vec![event], texts.personal)?;
        self.save(actor, loaded).await?;
        Ok(bytes)
    }

    fn checked(&self, loaded: &LoadedCase, form: &OwnCopyForm) -> Result<(VictimId, CopyForm), ServiceError> {
        let here =
            |id: &VictimId| loaded.case.victim(*id).is_some() && !loaded.case.access.erased.contains(id);
        let victim = form.victim.filter(here);
        let mut problems = Vec::new();
        if victim.is_none() {
            problems.push(Problem::new("victim", "Select somebody whose information is still here"));
        }
        if form.form.is_none() {
            problems.push(Problem::new("form", "Select the form in which they want it"));
        }
        if form.words.trim().chars().count() < SHORTEST {
            let ask = "Write who asked and when, how you know that it is them, and how you will hand it over";
            problems.push(Problem::new("words", ask));
        }
        problems.extend(too_long("words", Some(&form.words)));
        refuse_if_any(problems)?;
        victim.zip(form.form).ok_or(ServiceError::NotFound)
    }

    async fn own_information(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        in_full: bool,
        language: Language,
        now: Timestamp,
    ) -> Result<OwnInformation, ServiceError> {
        let looked = self.looked_at(loaded, victim, None, MOST_LINES).await?;
        Ok(Gathering { service: self, loaded, victim, in_full, language, now }.gather(looked))
    }
}
