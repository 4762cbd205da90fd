//! Who works in the demonstration. The areas are real police area codes, so that real reference numbers find their
//! way; the forces, teams and people are invented, and so are their phone numbers.

use crate::{Service, ServiceError};
use store::{Organisation, Person, Team};

/// Id, name, provider, area, phone.
const ORGANISATIONS: &[[&str; 5]] = &[
    ["riverside-police", "Riverside Police", "police", "01", "020 7946 0100"],
    ["downland-police", "Downland Police", "police", "46", "01632 960100"],
    ["witness-care", "Witness Care Unit South", "wcu", "", "020 7946 0200"],
    ["prosecution", "Crown Prosecution Service, Riverside and Downland", "cps", "", "020 7946 0300"],
    ["probation", "Probation Service, Riverside and Downland", "probation", "", "020 7946 0400"],
    ["courts", "HM Courts and Tribunals Service, Riverside and Downland", "hmcts", "", "020 7946 0500"],
    ["hearth", "Hearth and Harbour", "support_service", "", "01632 960500"],
    // They see figures and no case, so they act as no provider.
    ["commissioner", "Office of the Riverside Commissioner", "", "", "020 7946 0600"],
    ["inspectorate", "Inspectorate", "", "", "020 7946 0700"],
];

/// Id, organisation, name, phone.
const TEAMS: &[[&str; 4]] = &[
    ["riverside-response", "riverside-police", "Riverside Response Team B", "020 7946 0110"],
    ["riverside-investigation", "riverside-police", "Riverside Investigation Team", "020 7946 0120"],
    ["riverside-hub", "riverside-police", "Riverside Victim Care Hub", "020 7946 0130"],
    ["downland-investigation", "downland-police", "Downland Investigation Team", "01632 960110"],
    ["downland-roads", "downland-police", "Downland Serious Collisions Team", "01632 960120"],
    ["witness-care-trials", "witness-care", "Crown Court trials", "020 7946 0210"],
    ["witness-care-magistrates", "witness-care", "Magistrates' courts", "020 7946 0220"],
    ["prosecution-liaison", "prosecution", "Victim Liaison Unit", "020 7946 0310"],
    ["probation-victims", "probation", "Victim contact team", "020 7946 0410"],
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
    ("commissioner-1", "no case: the figures come later"),
    ("inspector-1", "no case: the figures come later"),
];

/// Writes the directory.
pub(super) async fn save(service: &Service) -> Result<(), ServiceError> {
    let organisations: Vec<Organisation> = ORGANISATIONS
        .iter()
        .map(|[id, name, provider, area, phone]| Organisation {
            id: (*id).into(),
            name: (*name).into(),
            provider: (*provider).into(),
            area: (*area).into(),
            phone: (*phone).into(),
        })
        .collect();
    let teams: Vec<Team> = TEAMS
        .iter()
        .map(|[id, organisation, name, phone]| Team {
            id: (*id).into(),
            organisation: (*organisation).into(),
            name: (*name).into(),
            phone: (*phone).into(),
        })
        .collect();
    let people: Vec<Person> = PEOPLE
        .iter()
        .map(|[id, name, role, organisation, team, phone]| Person {
            id: (*id).into(),
            name: (*name).into(),
            role: (*role).into(),
            organisation: (*organisation).into(),
            team: (*team).into(),
            phone: (*phone).into(),
            ..Person::default()
        })
        .collect();
    service.store.save_directory(&organisations, &teams, &people).await?;
    service.refresh_directory().await
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
