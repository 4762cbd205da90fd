//! The rules by which something looks odd: pure functions over one day of one organisation.

use super::number_of;
use crate::{
    audit::{ALLOWED, FOUND, REFUSED},
    cover::Hours,
    sign_in::Directory,
};
use calendar::Calendar;
use jiff::{SignedDuration, Timestamp, civil::Date};
use policy::Role;
use record::{
    CaseId, PersonDetails,
    view::{TermKind, name_words, normal_phone},
};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use store::{AuditFinding, DidInDay, LoadedCase, Person};
use uuid::Uuid;

/// Fewer cases in a day are never many.
pub const MANY: i64 = 20;
/// So many times what their peers looked at is many.
const TIMES_USUAL: i64 = 4;
/// So many people of one organisation who do not hold a case make it one that people are curious about.
const FAMOUS: usize = 4;
/// So many refusals in a day look like guessing.
const GUESSES: i64 = 5;
/// A shift is often longer than planned.
const GRACE: SignedDuration = SignedDuration::from_hours(1);
/// The shortest beginning of a name that says whose it is.
const BEGINNING: usize = 3;

/// What looks odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// They looked at many more cases than their peers.
    ManyLookUps,
    /// They searched for their own name or number.
    OwnName,
    /// They saw a case in which somebody has their surname.
    OwnSurname,
    /// They saw a case of somebody with whom they work.
    Colleague,
    /// They saw a case of another area.
    OutOfArea,
    /// Many saw a case that none of them holds.
    Famous,
    /// They were refused often: somebody may be guessing numbers.
    Refused,
    /// They looked when they were not on shift.
    OffShift,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 8] = [
        Kind::ManyLookUps,
        Kind::OwnName,
        Kind::OwnSurname,
        Kind::Colleague,
        Kind::OutOfArea,
        Kind::Famous,
        Kind::Refused,
        Kind::OffShift,
    ];

    /// The slug in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::ManyLookUps => "many_look_ups",
            Kind::OwnName => "own_name",
            Kind::OwnSurname => "own_surname",
            Kind::Colleague => "colleague",
            Kind::OutOfArea => "out_of_area",
            Kind::Famous => "famous",
            Kind::Refused => "refused",
            Kind::OffShift => "off_shift",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Kind::ManyLookUps => "Many look-ups",
            Kind::OwnName => "Own name or number",
            Kind::OwnSurname => "Own surname",
            Kind::Colleague => "A colleague's case",
            Kind::OutOfArea => "Out of area",
            Kind::Famous => "Many were curious",
            Kind::Refused => "Refused often",
            Kind::OffShift => "Off shift",
        }
    }

    /// Why it was picked out.
    pub(super) fn why(self, many: i64, usual: i64) -> String {
        match self {
            Kind::ManyLookUps => {
                format!("Saw {many} cases in a day. Others in the same role saw {usual}.")
            }
            Kind::OwnName => "Searched for their own name or phone number.".into(),
            Kind::OwnSurname => "Saw a case in which somebody has their surname or phone number.".into(),
            Kind::Colleague => "Saw a case of somebody with the name or number of a colleague.".into(),
            Kind::OutOfArea => "Saw a case that the police of another area answer for.".into(),
            Kind::Famous => format!("{many} people saw this case in a day and do not hold it."),
            Kind::Refused => format!("Was refused {many} times in a day: somebody may be guessing."),
            Kind::OffShift => format!("Saw {many} cases outside their working hours."),
        }
    }
}

/// Whether something is about a case that was opened.
pub(super) fn is_seen(did: &DidInDay) -> bool {
    did.outcome == ALLOWED && did.case_id.is_some() && did.action != FOUND && is_staff(did)
}

fn is_staff(did: &DidInDay) -> bool {
    Role::from_slug(&did.role).is_some_and(Role::is_staff)
}

/// What the rules know of a case.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Words of each name in it.
    names: Vec<BTreeSet<String>>,
    phones: BTreeSet<String>,
    holders: BTreeSet<String>,
    police: Option<String>,
}

impl Seen {
    pub fn of(loaded: &LoadedCase) -> Seen {
        let mut seen = Seen::default();
        let victims = loaded.case.victims.iter().map(|victim| &victim.details);
        let people = victims.chain(loaded.case.defendants.iter().map(|defendant| &defendant.details));
        for details in people.filter_map(|details| loaded.texts.read::<PersonDetails>(details)) {
            seen.names.push(name_words(&details.name).into_iter().collect());
            seen.phones.extend(details.phones.iter().map(|phone| normal_phone(phone)));
        }
        for (provider, owner) in &loaded.case.owners {
            seen.holders.extend(owner.person.as_ref().map(|person| person.as_str().to_owned()));
            if provider == "police" {
                seen.police = Some(owner.organisation.as_str().to_owned());
            }
        }
        seen
    }
}

/// One day of one organisation.
pub(super) struct Examined<'a> {
    pub organisation: &'a str,
    pub day: Date,
    pub directory: &'a Directory,
    pub cases: &'a BTreeMap<CaseId, Seen>,
    pub calendar: &'a Calendar,
}

/// How the audit writes a term that somebody looked for.
pub(super) type Keyed<'a> = dyn Fn(TermKind, &str) -> String + 'a;

impl Examined<'_> {
    pub fn findings(&self, did: &[DidInDay], keyed: &Keyed<'_>) -> Vec<AuditFinding> {
        let mut found = Vec::new();
        let seen: Vec<&DidInDay> = did.iter().filter(|one| is_seen(one)).collect();
        self.many(&seen, &mut found);
        self.famous(&seen, &mut found);
        for one in did.chunk_by(|a, b| a.person == b.person) {
            let Some(person) = self.directory.people.get(&one[0].person) else { continue };
            self.of_person(person, one, keyed, &mut found);
        }
        found
    }

    fn finding(
        &self,
        kind: Kind,
        person: &str,
        case: Option<CaseId>,
        (many, usual): (i64, i64),
    ) -> AuditFinding {
        let day = number_of(self.day);
        let mut sha = Sha256::new();
        let case_id = case.map(|case| case.0);
        let parts = [kind.slug(), self.organisation, person];
        parts.iter().for_each(|part| sha.update(format!("{} {part} ", part.len())));
        sha.update(day.to_be_bytes());
        sha.update(case_id.unwrap_or_default());
        let digest = sha.finalize();
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        AuditFinding {
            id: Uuid::from_bytes(id),
            kind: kind.slug().to_owned(),
            day,
            organisation: self.organisation.to_owned(),
            person: person.to_owned(),
            case_id,
            many,
            usual,
            open: 1,
        }
    }

    /// Those who saw many more cases than their peers.
    fn many(&self, seen: &[&DidInDay], found: &mut Vec<AuditFinding>) {
        let mut cases: BTreeMap<&str, BTreeMap<&str, BTreeSet<Uuid>>> = BTreeMap::new();
        for one in seen {
            let of_role = cases.entry(&one.role).or_default();
            of_role.entry(&one.person).or_default().extend(one.case_id);
        }
        for of_role in cases.values() {
            for (person, theirs) in of_role {
                let many = theirs.len() as i64;
                let peers = of_role.iter().filter(|(other, _)| *other != person);
                let usual = median(peers.map(|(_, cases)| cases.len() as i64).collect());
                if many >= MANY && many >= TIMES_USUAL * usual.max(1) {
                    found.push(self.finding(Kind::ManyLookUps, person, None, (many, usual)));
                }
            }
        }
    }

    /// Cases that many saw who do not hold them.
    fn famous(&self, seen: &[&DidInDay], found: &mut Vec<AuditFinding>) {
        let mut people: BTreeMap<CaseId, BTreeSet<&str>> = BTreeMap::new();
        for one in seen {
            let Some(case) = one.case_id.map(CaseId) else { continue };
            let holds = self.cases.get(&case).is_some_and(|seen| seen.holders.contains(&one.person));
            if !holds {
                people.entry(case).or_default().insert(&one.person);
            }
        }
        let many = people.into_iter().filter(|(_, people)| people.len() >= FAMOUS);
        found.extend(
            many.map(|(case, people)| self.finding(Kind::Famous, "", Some(case), (people.len() as i64, 0))),
        );
    }

    fn of_person(&self, person: &Person, did: &[DidInDay], keyed: &Keyed<'_>, found: &mut Vec<AuditFinding>) {
        let refused = |one: &&DidInDay| one.outcome == REFUSED && one.case_id.is_some();
        let refusals: i64 = did.iter().filter(refused).map(|one| one.times).sum();
        if refusals >= GUESSES {
            found.push(self.finding(Kind::Refused, &person.id, None, (refusals, 0)));
        }
        let own = own_keys(person, keyed);
        let sought = |one: &&DidInDay| one.sought.split(' ').any(|key| own.contains(key));
        let times: i64 = did.iter().filter(sought).map(|one| one.times).sum();
        if times > 0 {
            found.push(self.finding(Kind::OwnName, &person.id, None, (times, 0)));
        }
        let seen: Vec<&DidInDay> = did.iter().filter(|one| is_seen(one)).collect();
        self.off_shift(person, &seen, found);
        let cases: BTreeSet<CaseId> = seen.iter().filter_map(|one| one.case_id.map(CaseId)).collect();
        for case in cases {
            let Some(seen) = self.cases.get(&case) else { continue };
            let mut add = |kind| found.push(self.finding(kind, &person.id, Some(case), (1, 0)));
            if surname(person).is_some_and(|surname| seen.names.iter().any(|name| name.contains(&surname)))
                || (!person.phone.is_empty() && seen.phones.contains(&normal_phone(&person.phone)))
            {
                add(Kind::OwnSurname);
            }
            if self.is_of_colleague(person, seen) {
                add(Kind::Colleague);
            }
            if self.is_out_of_area(seen) {
                add(Kind::OutOfArea);
            }
        }
    }

    /// Somebody in the case has the whole name or the own number of somebody else in the organisation.
    fn is_of_colleague(&self, person: &Person, seen: &Seen) -> bool {
        let colleagues = self.directory.people.values();
        colleagues.filter(|other| other.organisation == self.organisation && other.id != person.id).any(
            |other| {
                let words: Vec<String> = own_words(other);
                let named = words.len() > 1
                    && seen.names.iter().any(|name| words.iter().all(|word| name.contains(word)));
                named || (!other.phone.is_empty() && seen.phones.contains(&normal_phone(&other.phone)))
            },
        )
    }

    fn is_out_of_area(&self, seen: &Seen) -> bool {
        let area = |organisation: &str| {
            self.directory.organisations.get(organisation).map(|one| one.area.as_str()).unwrap_or_default()
        };
        let (own, others) = (area(self.organisation), seen.police.as_deref().map(area).unwrap_or_default());
        !own.is_empty() && !others.is_empty() && own != others
    }

    fn off_shift(&self, person: &Person, seen: &[&DidInDay], found: &mut Vec<AuditFinding>) {
        let Ok(hours) = person.hours.parse::<Hours>() else { return };
        if hours.is_empty() {
            return;
        }
        let works = |at: Timestamp| hours.hold(at, person.works_bank_holidays, self.calendar);
        let off = |at: i64| {
            let at = Timestamp::from_millisecond(at).unwrap_or_default();
            let around = [at.saturating_sub(GRACE), Ok(at), at.saturating_add(GRACE)];
            !around.into_iter().flatten().any(works)
        };
        let outside = seen.iter().filter(|one| off(one.first_at) || off(one.last_at));
        let cases: BTreeSet<Option<Uuid>> = outside.map(|one| one.case_id).collect();
        if !cases.is_empty() {
            found.push(self.finding(Kind::OffShift, &person.id, None, (cases.len() as i64, 0)));
        }
    }
}

/// Ranks and titles that stand before names and are nobody's own.
const TITLES: [&str; 20] = [
    "pc", "dc", "sgt", "ds", "insp", "di", "ci", "dci", "supt", "wpc", "psi", "pcso", "cst", "det", "mr",
    "mrs", "ms", "miss", "dr", "the",
];

/// The words of somebody's own name.
fn own_words(person: &Person) -> Vec<String> {
    let mut words = name_words(&person.name);
    words.retain(|word| !TITLES.contains(&word.as_str()));
    words
}

fn surname(person: &Person) -> Option<String> {
    own_words(person).pop().filter(|word| word.chars().count() >= BEGINNING)
}

/// The keys under which the audit keeps a search for somebody's surname, or a beginning of it, or for their number.
fn own_keys(person: &Person, keyed: &Keyed<'_>) -> BTreeSet<String> {
    let surname = surname(person).unwrap_or_default();
    let ends = surname.char_indices().map(|(at, letter)| at + letter.len_utf8()).skip(BEGINNING - 1);
    let beginnings = ends.map(|end| keyed(TermKind::Name, &surname[..end]));
    let phone = normal_phone(&person.phone);
    beginnings.chain((!phone.is_empty()).then(|| keyed(TermKind::Phone, &phone))).collect()
}

/// The one in the middle; none is nothing.
fn median(mut numbers: Vec<i64>) -> i64 {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_slug_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_slug(kind.slug()), Some(kind));
        }
    }

    #[test]
    fn the_surname_is_the_last_word_and_no_rank() {
        let named = |name: &str| Person { name: name.into(), ..Person::default() };
        assert_eq!(surname(&named("PC Sam Okafor")).as_deref(), Some("okafor"));
        assert_eq!(surname(&named("Sgt")), None);
        assert_eq!(median(vec![9, 1, 4]), 4);
        assert_eq!(median(vec![]), 0);
    }
}
