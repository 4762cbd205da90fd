//! The desk on which messages are laid: the cases they concern, read once, and which case carries which reference.

use crate::{Service, ServiceError, new_id, record_contact::Texts};
use jiff::Timestamp;
use record::{
    CaseEvent, CaseId, DefendantId, Origin, PersonDetails, Recorder,
    event::ReferenceKind,
    view::{TermKind, defendant_key, normal_reference},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{LoadedCase, NewEvent};

/// A way by which a message says which case it means.
pub(super) type Term = (TermKind, String);

/// The tier of the defendant's name and birth date.
pub(super) const DEFENDANT: &str = "defendant";

/// The cases in hand.
pub(super) struct Desk<'a> {
    pub service: &'a Service,
    pub now: Timestamp,
    pub cases: BTreeMap<CaseId, LoadedCase>,
    /// What the cases that were opened here are known by: nobody else may open a case for the same.
    pub claims: Vec<Term>,
    index: BTreeMap<Term, BTreeSet<CaseId>>,
}

/// Which case a message means.
pub(super) enum Match {
    /// This one.
    Case(CaseId),
    /// None that is known.
    New,
    /// Several; a person must say which.
    Several(&'static str),
}

impl<'a> Desk<'a> {
    /// Reads every case that carries one of the terms.
    pub async fn lay(
        service: &'a Service,
        now: Timestamp,
        terms: &BTreeSet<Term>,
    ) -> Result<Desk<'a>, ServiceError> {
        let mut desk =
            Desk { service, now, cases: BTreeMap::new(), claims: Vec::new(), index: BTreeMap::new() };
        let mut by_kind: BTreeMap<TermKind, Vec<String>> = BTreeMap::new();
        for (kind, term) in terms {
            by_kind.entry(*kind).or_default().push(term.clone());
        }
        let mut wanted = BTreeSet::new();
        for (kind, terms) in by_kind {
            for (term, cases) in service.store.cases_with(kind, &terms).await? {
                wanted.extend(cases.iter().copied());
                desk.index.entry((kind, term)).or_default().extend(cases);
            }
        }
        let wanted: Vec<CaseId> = wanted.into_iter().collect();
        desk.cases = service.store.load_many(&wanted).await?;
        Ok(desk)
    }

    /// The case that carries the first of the terms that any case carries: URN, then prosecutor's reference, then
    /// defendant. Two cases with the same reference are nobody's to guess between. The same person before a court is
    /// not the same case: through a defendant alone only a case about one of the same offences is meant, or the
    /// victims of one case would read another's news.
    pub fn find(&self, tiers: &[(&'static str, Vec<Term>)], offences: &BTreeSet<String>) -> Match {
        for (what, terms) in tiers {
            let mut found: BTreeSet<CaseId> =
                terms.iter().filter_map(|term| self.index.get(term)).flatten().copied().collect();
            if *what == DEFENDANT {
                found.retain(|case| self.is_about_one_of(*case, offences));
            }
            match found.len() {
                0 => {}
                1 => return found.first().map_or(Match::New, |case| Match::Case(*case)),
                _ => return Match::Several(what),
            }
        }
        Match::New
    }

    /// Whether a case is about one of the offences; also when either side names none.
    fn is_about_one_of(&self, case: CaseId, offences: &BTreeSet<String>) -> bool {
        let Some(loaded) = self.cases.get(&case) else { return true };
        let mut known =
            super::settle::standing(loaded).flat_map(|standing| &standing.facts.offences).peekable();
        offences.is_empty() || known.peek().is_none() || known.any(|offence| offences.contains(&offence.code))
    }

    /// Remembers what a case is now known by.
    pub fn index(&mut self, case: CaseId, terms: impl IntoIterator<Item = Term>) {
        for term in terms {
            self.index.entry(term).or_default().insert(case);
        }
    }

    /// A new case with its reference, those who answer for it by default, and the terms that it is known by.
    pub fn open(
        &mut self,
        by: &Recorder,
        at: Timestamp,
        title: &str,
        urn: Option<&str>,
        known_by: &[Term],
    ) -> Result<CaseId, ServiceError> {
        let id = CaseId(new_id(self.now));
        let mut loaded = LoadedCase::new(id);
        let area = urn.and_then(|urn| urn.get(..2)).map(str::to_owned);
        let mut events =
            vec![NewEvent::at(at, CaseEvent::CaseOpened { title: title.to_owned(), area: area.clone() })];
        if let Some(urn) = urn {
            let event = CaseEvent::ReferenceAdded { reference: ReferenceKind::Urn, value: urn.to_owned() };
            events.push(NewEvent::at(at, event));
        }
        for (provider, organisation) in self.default_owners(area.as_deref()) {
            let event = CaseEvent::OwnerAssigned {
                provider,
                organisation: organisation.as_str().into(),
                team: None,
                person: None,
            };
            events.push(NewEvent::at(at, event));
        }
        loaded.record(by, self.now, events, Vec::new())?;
        self.cases.insert(id, loaded);
        // What another case carries already (the same person, other offences) is nobody's alone.
        let free = known_by.iter().filter(|term| self.index.get(*term).is_none_or(BTreeSet::is_empty));
        self.claims.extend(free.cloned());
        self.index(id, known_by.iter().cloned());
        Ok(id)
    }

    /// One organisation a provider: that of the area, else one that covers everywhere.
    fn default_owners(&self, area: Option<&str>) -> BTreeMap<String, String> {
        let directory = self.service.directory();
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        for exact in [true, false] {
            for organisation in directory.organisations.values() {
                let fits = if exact {
                    area.is_some_and(|area| organisation.names_area(area))
                } else {
                    organisation.area.is_empty()
                };
                // Support services come in by consent, never by default.
                if fits && !organisation.provider.is_empty() && organisation.provider != "support_service" {
                    owners.entry(organisation.provider.clone()).or_insert_with(|| organisation.id.clone());
                }
            }
        }
        owners
    }

    /// The defendant in a case, by reference, by name and birth date, or by saying the same of one of whom neither is
    /// known; added when new.
    pub fn defendant(
        &mut self,
        case: CaseId,
        by: &Recorder,
        at: Timestamp,
        reference: Option<&str>,
        details: PersonDetails,
    ) -> Result<DefendantId, ServiceError> {
        let now = self.now;
        let loaded = self.cases.get_mut(&case).ok_or(ServiceError::NotFound)?;
        let wanted = reference.map(normal_reference);
        let key = defendant_key(&details);
        let known = loaded.case.defendants.iter().find(|known| {
            let same_reference =
                wanted.is_some() && known.reference.as_deref().map(normal_reference) == wanted;
            let theirs = || loaded.texts.read::<PersonDetails>(&known.details);
            let same_key = || key.is_some() && theirs().as_ref().and_then(defendant_key) == key;
            let same_details = || {
                key.is_none()
                    && wanted.is_none()
                    && known.reference.is_none()
                    && theirs().as_ref() == Some(&details)
            };
            same_reference || same_key() || same_details()
        });
        if let Some(known) = known {
            return Ok(known.id);
        }
        let id = DefendantId(new_id(now));
        let mut texts = Texts { case, now, personal: Vec::new() };
        let event = CaseEvent::DefendantAdded {
            defendant: id,
            details: texts.keep_text(&details)?,
            reference: reference.map(str::to_owned),
        };
        loaded.record(by, now, vec![NewEvent::at(at, event)], texts.personal)?;
        let terms = [
            wanted.map(|term| (TermKind::ProsecutorReference, term)),
            key.map(|key| (TermKind::Defendant, key)),
        ];
        self.index(case, terms.into_iter().flatten());
        Ok(id)
    }

    /// The case in hand.
    pub fn case_mut(&mut self, case: CaseId) -> Result<&mut LoadedCase, ServiceError> {
        self.cases.get_mut(&case).ok_or(ServiceError::NotFound)
    }
}

/// A message wrote it, for the organisation that sends such messages.
pub(super) fn by_message(organisation: &str, digest: &str) -> Recorder {
    Recorder { organisation: organisation.into(), person: None, origin: Origin::Message(digest.to_owned()) }
}
