//! Who works in the demonstration. The areas are real police area codes, so that real reference numbers find their
//! way; the forces, teams and people are invented, and so are their phone numbers.

use super::synthetic::of_force;
use crate::{
    Service, ServiceError,
    directory::OrganisationKind::{
        self, Commissioner, Court, Inspectorate, Ombudsman, Police, ProbationRegion, ProsecutionArea,
        ServiceOperator, SupportService, WitnessCareUnit,
    },
};
use jiff::{Timestamp, ToSpan};
use store::{Absence, DirectoryChanges, Organisation, Person, Post, Team};

/// Id, name, kind, area, phone. Overseers see figures and no case, so they act as no provider.
const ORGANISATIONS: &[(&str, &str, OrganisationKind, &str, &str)] = &[
    ("riverside-police", "Riverside Police", Police, "01", "020 7946 0100"),
    ("downland-police", "Downland Police", Police, "46", "01632 960100"),
    ("witness-care", "Witness Care Unit South", WitnessCareUnit, "", "020 7946 0200"),
    (
        "prosecution",
        "Crown Prosecution Service, Riverside and Downland",
        ProsecutionArea,
        "",
        "020 7946 0300",
    ),
    ("probation", "Probation Service, Riverside and Downland", ProbationRegion, "", "020 7946 0400"),
    ("courts", "HM Courts and Tribunals Service, Riverside and Downland", Court, "", "020 7946 0500"),
    ("hearth", "Hearth and Harbour", SupportService, "", "01632 960500"),
    ("commissioner", "Office of the Riverside Commissioner", Commissioner, "01", "020 7946 0600"),
    ("inspectorate", "Inspectorate", Inspectorate, "", "020 7946 0700"),
    ("ombudsman", "Ombudsman", Ombudsman, "", "020 7946 0750"),
    ("service-desk", "Service desk", ServiceOperator, "", "020 7946 0800"),
];

/// Id, organisation, name, phone.
const TEAMS: &[[&str; 4]] = &[
    ["riverside-response", "riverside-police", "Riverside Response Team B", "020 7946 0110"],
    ["riverside-investigation", "riverside-police", "Riverside Investigation Team", "020 7946 0120"],
    ["riverside-hub", "riverside-police", "Riverside Victim Care Hub", "020 7946 0130"],
    ["riverside-standards", "riverside-police", "Riverside Professional Standards", "020 7946 0140"],
    ["riverside-information", "riverside-police", "Riverside Information Governance", "020 7946 0150"],
    ["downland-investigation", "downland-police", "Downland Investigation Team", "01632 960110"],
    ["downland-roads", "downland-police", "Downland Serious Collisions Team", "01632 960120"],
    ["witness-care-trials", "witness-care", "Crown Court trials", "020 7946 0210"],
    ["witness-care-magistrates", "witness-care", "Magistrates' courts", "020 7946 0220"],
    ["prosecution-liaison", "prosecution", "Victim Liaison Unit", "020 7946 0310"],
    ["probation-victims", "probation", "Victim contact team", "020 7946 0410"],
    ["courts-witness", "courts", "Crown Court witness service desk", "020 7946 0510"],
    ["hearth-advocates", "hearth", "Advocates", "01632 960510"],
];

/// Id, name, role, organisation, team, phone.
const PEOPLE: &[[&str; 6]] = &[
    [
        "police-officer-1",
        "PC Imogen Tarkwell",
        "officer",
        "riverside-police",
        "riverside-investigation",
        "07700 900101",
    ],
    [
        "police-officer-2",
        "DC Babatunde Marsh-Ellery",
        "officer",
        "riverside-police",
        "riverside-investigation",
        "07700 900102",
    ],
    [
        "police-officer-3",
        "PC Haruka Pennifold",
        "officer",
        "riverside-police",
        "riverside-response",
        "07700 900103",
    ],
    ["victim-care-1", "Delphine Osterhaus", "officer", "riverside-police", "riverside-hub", "020 7946 0131"],
    [
        "police-supervisor-1",
        "Sgt Malachy Venn-Adeboye",
        "supervisor",
        "riverside-police",
        "riverside-investigation",
        "07700 900104",
    ],
    [
        "police-officer-4",
        "DC Rhiannon Castellow",
        "officer",
        "downland-police",
        "downland-roads",
        "07700 900111",
    ],
    [
        "police-officer-5",
        "PC Tomasz Ivybridge",
        "officer",
        "downland-police",
        "downland-investigation",
        "07700 900112",
    ],
    [
        "police-supervisor-2",
        "Insp Parveen Halloran-Dass",
        "supervisor",
        "downland-police",
        "downland-investigation",
        "07700 900113",
    ],
    [
        "witness-care-1",
        "Nkechi Brambleton",
        "witness_care",
        "witness-care",
        "witness-care-trials",
        "020 7946 0211",
    ],
    [
        "witness-care-2",
        "Owain Stavrakis-Pugh",
        "witness_care",
        "witness-care",
        "witness-care-magistrates",
        "020 7946 0221",
    ],
    [
        "witness-care-supervisor",
        "Jocasta Mirzakhel",
        "supervisor",
        "witness-care",
        "witness-care-trials",
        "020 7946 0212",
    ],
    [
        "prosecution-liaison-1",
        "Fergus Abara-Lyle",
        "prosecution_liaison",
        "prosecution",
        "prosecution-liaison",
        "020 7946 0311",
    ],
    [
        "prosecution-liaison-2",
        "Leocadia Thorne",
        "prosecution_liaison",
        "prosecution",
        "prosecution-liaison",
        "020 7946 0312",
    ],
    [
        "probation-liaison-1",
        "Celestine Warboys",
        "probation_liaison",
        "probation",
        "probation-victims",
        "020 7946 0411",
    ],
    ["advocate-1", "Zainab Thistlewood", "advocate", "hearth", "hearth-advocates", "07700 900121"],
    ["advocate-2", "Lorcan Mabeki-Frost", "advocate", "hearth", "hearth-advocates", "07700 900122"],
    ["advocate-lead", "Ottoline Gbeho", "supervisor", "hearth", "hearth-advocates", "07700 900123"],
    ["court-1", "Emeka Lindqvist-Rowe", "court", "courts", "courts-witness", "020 7946 0511"],
    [
        "standards-1",
        "DI Saoirse Whitlock-Amadi",
        "standards",
        "riverside-police",
        "riverside-standards",
        "020 7946 0141",
    ],
    [
        "information-governance-1",
        "Barnaby Oyelaran",
        "information_governance",
        "riverside-police",
        "riverside-information",
        "020 7946 0151",
    ],
    ["caretaker-1", "Wilhelmina Sato-Price", "caretaker", "service-desk", "", "020 7946 0801"],
    ["commissioner-1", "Philippa Nakagawa-Stone", "oversight", "commissioner", "", "020 7946 0601"],
    ["inspector-1", "Augustin Pellew", "oversight", "inspectorate", "", "020 7946 0701"],
];

/// Staff in the order to show them, and what they see.
pub(super) const DESCRIBED: &[(&str, &str)] = &[
    (
        "police-officer-1",
        "her own worklist: a burglary with an update that is late, and a case that went quiet before it came to her",
    ),
    ("police-officer-2", "his own worklist: a domestic abuse case with a rule of safe contact, and others"),
    ("police-officer-3", "a robbery of two people, reported yesterday: some of it is due today"),
    ("victim-care-1", "what the victim care hub owes, and cases that nobody has rung about"),
    (
        "police-supervisor-1",
        "everything Riverside Police owe: late, due, waiting, disputed, silent; messages to mend",
    ),
    ("police-officer-4", "a family bereaved on the road, whom she has looked after from the first night"),
    ("police-officer-5", "a case that ended without charge, and volume crime"),
    ("police-supervisor-2", "everything Downland Police owe"),
    ("witness-care-1", "hearings that families and witnesses wait to hear about, and one it was not told of"),
    ("witness-care-2", "cases in the magistrates' courts"),
    ("witness-care-supervisor", "everything the witness care unit owes; messages to mend"),
    (
        "prosecution-liaison-1",
        "letters about decisions not to charge, one of them sent late and not understood",
    ),
    ("prosecution-liaison-2", "other letters and questions that victims put to prosecutors"),
    (
        "probation-liaison-1",
        "a woman in the contact scheme whose stalker was released yesterday: she has to be rung today",
    ),
    ("advocate-1", "the woman she supports as independent domestic violence adviser: search for Llewellyn"),
    ("advocate-2", "people he supports as independent sexual violence adviser, by search"),
    ("advocate-lead", "everybody whom Hearth and Harbour supports"),
    ("court-1", "victims and witnesses who are expected at the Crown Court"),
    ("standards-1", "no case: who looked at what among Riverside Police, and what looks odd"),
    ("information-governance-1", "disclosure, retention and agreements of Riverside Police"),
    ("caretaker-1", "no case: people, teams and accounts"),
    ("commissioner-1", "no case: the figures of Riverside's area, and a board that has met"),
    (
        "inspector-1",
        "everybody's figures; of cases only those that were drawn for an inspection of Riverside Police",
    ),
];

/// Further posts: person, role, organisation, team.
const POSTS: &[[&str; 4]] = &[
    // A sergeant who also works shifts in the victim care hub.
    ["police-supervisor-1", "officer", "riverside-police", "riverside-hub"],
    // Lent to the magistrates' courts' team by the unit that she leads.
    ["witness-care-supervisor", "witness_care", "witness-care", "witness-care-magistrates"],
    // An independent adviser of a charity who sits with the police two days a week.
    ["advocate-2", "advocate", "riverside-police", "riverside-hub"],
];

/// When people work, London: some in the day, some in shifts, some on bank holidays too.
const HOURS: &[(&str, &str, bool)] = &[
    ("police-officer-1", "mon-fri 08:00-16:00", false),
    ("police-officer-2", "tue-sat 10:00-18:00", true),
    ("police-officer-3", "mon-thu 22:00-07:00", true),
    ("victim-care-1", "mon-sun 08:00-20:00", true),
    ("police-supervisor-1", "mon-fri 08:00-18:00", false),
    ("police-officer-4", "mon-fri 09:00-17:00", false),
    ("police-officer-5", "mon-fri 07:00-15:00", true),
    ("police-supervisor-2", "mon-fri 08:00-18:00", false),
    ("witness-care-1", "mon-fri 09:00-17:00", false),
    ("witness-care-2", "mon-wed 09:00-17:00", false),
    ("witness-care-supervisor", "mon-fri 08:30-17:30", false),
    ("prosecution-liaison-1", "mon-fri 09:00-17:00", false),
    ("prosecution-liaison-2", "mon-thu 09:00-17:30", false),
    ("probation-liaison-1", "mon-fri 09:00-17:00", false),
    ("advocate-1", "mon-fri 09:30-17:30", false),
    ("advocate-2", "wed-sun 12:00-20:00", false),
    ("advocate-lead", "mon-fri 09:00-17:00", false),
    ("court-1", "mon-fri 08:30-16:30", false),
];

/// Who stands in for whom.
const DEPUTIES: &[(&str, &[&str])] = &[
    ("police-officer-1", &["police-officer-2"]),
    ("police-officer-2", &["police-officer-1"]),
    ("witness-care-1", &["witness-care-2"]),
    ("probation-liaison-1", &[]),
    ("advocate-2", &["advocate-1"]),
];

/// Writes the directory.
pub(super) async fn save(service: &Service, now: Timestamp) -> Result<(), ServiceError> {
    let organisations = ORGANISATIONS.iter().map(|(id, name, kind, area, phone)| Organisation {
        id: (*id).into(),
        name: (*name).into(),
        kind: kind.slug().into(),
        provider: kind.provider().into(),
        area: (*area).into(),
        phone: (*phone).into(),
        ..Organisation::default()
    });
    let teams = TEAMS.iter().map(|[id, organisation, name, phone]| Team {
        id: (*id).into(),
        organisation: (*organisation).into(),
        name: (*name).into(),
        phone: (*phone).into(),
        covered_by: if *id == "riverside-response" { "riverside-hub".into() } else { String::new() },
        ..Team::default()
    });
    let people = PEOPLE.iter().map(|[id, name, role, organisation, team, phone]| {
        let hours = HOURS.iter().find(|(person, ..)| person == id);
        Person {
            id: (*id).into(),
            name: (*name).into(),
            role: (*role).into(),
            organisation: (*organisation).into(),
            team: (*team).into(),
            phone: (*phone).into(),
            hours: hours.map_or("", |(_, hours, _)| hours).into(),
            works_bank_holidays: hours.is_some_and(|(_, _, holidays)| *holidays),
            ..Person::default()
        }
    });
    let posts = POSTS.iter().zip(1..).map(|([person, role, organisation, team], position)| Post {
        id: format!("{person}-{team}"),
        person: (*person).into(),
        position,
        role: (*role).into(),
        organisation: (*organisation).into(),
        team: (*team).into(),
        ..Post::default()
    });
    let deputies = DEPUTIES.iter().map(|(person, deputies)| {
        ((*person).to_owned(), deputies.iter().map(|deputy| (*deputy).to_owned()).collect())
    });
    let changes = DirectoryChanges {
        organisations: organisations.collect(),
        teams: teams.collect(),
        people: people.collect(),
        posts: posts.collect(),
        deputies: deputies.collect(),
        absences: vec![away(now)],
        ..DirectoryChanges::default()
    };
    service.store.change_directory(&changes).await?;
    service.refresh_directory().await
}

/// Writes the same organisations, teams and people once more for each further force, so that a population can be a
/// country's: in figures, organisations and teams are what there are many of.
pub(super) async fn save_forces(service: &Service, forces: u8) -> Result<(), ServiceError> {
    let mut changes = DirectoryChanges::default();
    for force in 2..forces {
        let there = |id: &str| if id.is_empty() { String::new() } else { of_force(id, force) };
        let police = if force % 2 == 0 { "riverside-police" } else { "downland-police" };
        let is_there = |organisation: &str| !organisation.ends_with("-police") || organisation == police;
        for (id, name, kind, area, phone) in ORGANISATIONS.iter().filter(|(id, ..)| is_there(id)) {
            changes.organisations.push(Organisation {
                id: there(id),
                name: format!("{name} {force}"),
                kind: kind.slug().into(),
                provider: kind.provider().into(),
                area: if area.is_empty() { String::new() } else { format!("{force:02}") },
                phone: (*phone).into(),
                ..Organisation::default()
            });
        }
        for [id, organisation, name, phone] in TEAMS.iter().filter(|[_, of, ..]| is_there(of)) {
            changes.teams.push(Team {
                id: there(id),
                organisation: there(organisation),
                name: format!("{name} {force}"),
                phone: (*phone).into(),
                ..Team::default()
            });
        }
        for [id, name, role, organisation, team, phone] in
            PEOPLE.iter().filter(|[_, _, _, of, ..]| is_there(of))
        {
            changes.people.push(Person {
                id: there(id),
                name: format!("{name} {force}"),
                role: (*role).into(),
                organisation: there(organisation),
                team: there(team),
                phone: (*phone).into(),
                ..Person::default()
            });
        }
    }
    service.store.change_directory(&changes).await?;
    service.refresh_directory().await
}

/// One officer is on leave, from yesterday for twelve days, and her deputy has her cases.
fn away(now: Timestamp) -> Absence {
    let today = calendar::london_date(now);
    let from = calendar::start_of_london_day(today.saturating_sub(1.day()));
    Absence {
        id: crate::new_id(from),
        person: "witness-care-1".into(),
        kind: "leave".into(),
        from,
        until: Some(calendar::start_of_london_day(today.saturating_add(11.days()))),
        deputy: "witness-care-2".into(),
        recorded_by: "witness-care-supervisor".into(),
        recorded_at: from,
        withdrawn_at: None,
    }
}

/// Somebody's team and organisation, as the owner of what `provider` owes.
pub(super) fn owner(provider: &str, person: &str) -> crate::open_case::NewOwner {
    let known = PEOPLE.iter().find(|[id, ..]| *id == person);
    let [organisation, team] =
        known.map_or(["", ""], |[_, _, _, organisation, team, _]| [*organisation, *team]);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    crate::open_case::NewOwner {
        provider: provider.to_owned(),
        organisation: organisation.to_owned(),
        team: some(team),
        person: some(person),
    }
}

/// The court service answers for what courts owe; nobody of it signs in here.
pub(super) fn courts() -> crate::open_case::NewOwner {
    crate::open_case::NewOwner {
        provider: "hmcts".into(),
        organisation: "courts".into(),
        ..Default::default()
    }
}
