//! The directory of support services (SUP-1): taken in from a table, read by anybody, matched to what somebody needs and where
//! they are. What happened to them alone never decides: it only moves a service up that fits for another reason.

use crate::{Actor, Problem, Service, ServiceError};
use policy::Action;
use record::Case;
use std::collections::{BTreeMap, BTreeSet};
pub use store::SupportService;

/// Needs that services meet, in the order pages show them.
pub const NEEDS: [&str; 10] = [
    "talk",
    "safety",
    "practical",
    "court",
    "health",
    "children",
    "bereavement",
    "money",
    "online",
    "restorative",
];

/// What a service can specialise in.
const CRIMES: [&str; 9] = [
    "domestic_abuse",
    "sexual_violence",
    "hate_crime",
    "stalking",
    "road",
    "homicide",
    "fraud",
    "slavery",
    "burglary",
];

/// Columns of a table of services. Only `name` must be there; several values stand apart by `|`. `service_tags` and `note` are how
/// public lists say what a service offers.
const COLUMNS: [&str; 18] = [
    "id",
    "name",
    "about",
    "needs",
    "crimes",
    "areas",
    "languages",
    "who_for",
    "phone",
    "email",
    "website",
    "how",
    "waiting",
    "standards",
    "organisation",
    "checked",
    "service_tags",
    "note",
];

/// What public lists call it, and the needs that it stands for.
const TAGS: [(&str, &str); 11] = [
    ("crime victim support and counselling", "talk"),
    ("emotional and practical assistance", "talk|practical"),
    ("personal safety services", "safety"),
    ("help navigating the criminal justice system", "court"),
    ("restorative justice", "restorative"),
    ("children and young people", "children"),
    ("women & children support", "children|safety"),
    ("mental health", "health"),
    ("healthcare", "health"),
    ("legal advice", "money"),
    ("benefits advice & advocacy", "money"),
];

/// The longest cell, characters.
const LONGEST_CELL: usize = 2_000;
/// The most services in one table.
const MOST: usize = 20_000;

/// A service as pages show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportLine {
    /// As the directory has it.
    pub service: SupportService,
    /// Needs of somebody that it meets, by slug; empty when nobody was asked.
    pub fits: Vec<String>,
    /// Whether it is for the area where somebody is.
    pub near: bool,
}

/// By what somebody narrows the list. Empty: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportQuery {
    /// A need, by slug.
    pub need: String,
    /// A police force area, by code.
    pub area: String,
    /// A language, by its English name.
    pub language: String,
}

/// The values of a field that stand apart by `|`.
pub fn values(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|value| !value.is_empty())
}

/// Whether a service is for an area: it names it, or names none.
fn is_for(service: &SupportService, area: &str) -> bool {
    service.areas.is_empty() || values(&service.areas).any(|one| one == area)
}

fn speaks(service: &SupportService, language: &str) -> bool {
    let english = language.eq_ignore_ascii_case("English");
    (service.languages.is_empty() && english)
        || values(&service.languages).any(|one| one.eq_ignore_ascii_case(language))
}

impl Service {
    /// Support services for anybody who looks, in the order of the directory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn support_directory(&self, query: &SupportQuery) -> Result<Vec<SupportLine>, ServiceError> {
        let all = self.store.support_services().await?.into_iter();
        let fits = |one: &SupportService| {
            (query.need.is_empty() || values(&one.needs).any(|need| need == query.need))
                && (query.area.is_empty() || is_for(one, &query.area))
                && (query.language.is_empty() || speaks(one, &query.language))
        };
        let line = |service| SupportLine { service, ..SupportLine::default() };
        Ok(all.filter(fits).map(line).collect())
    }

    /// One service by its id, for anybody who looks.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub async fn support_service(&self, id: &str) -> Result<SupportService, ServiceError> {
        let all = self.store.support_services().await?;
        all.into_iter().find(|one| one.id == id).ok_or(ServiceError::NotFound)
    }

    /// Support services that fit what is known of somebody who has signed in: those that meet most of their needs first. Empty
    /// when nothing is known that a service could fit; the whole list is there for them, too.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn support_for_oneself(&self, actor: &Actor) -> Result<Vec<SupportLine>, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::AskForOneself, case).await?;
        let flags = loaded.case.victim(victim).map(|victim| victim.flags.keys().cloned().collect());
        let (needs, crimes) = (needs_of(&flags.unwrap_or_default()), crimes_of(&loaded.case));
        let area = loaded.case.area.clone().unwrap_or_default();
        let mut lines: Vec<(usize, SupportLine)> = Vec::new();
        for service in self.store.support_services().await? {
            let fits: Vec<String> =
                values(&service.needs).filter(|need| needs.contains(need)).map(str::to_owned).collect();
            let near = !service.areas.is_empty() && is_for(&service, &area);
            // What happened never brings a service in by itself, nor one that is for another area.
            if !is_for(&service, &area) || (fits.is_empty() && !near) {
                continue;
            }
            let special = values(&service.crimes).any(|crime| crimes.contains(&crime));
            let other_crime = !service.crimes.is_empty() && !special;
            let weight = fits.len() * 2 + usize::from(near) + usize::from(special) * 2;
            lines
                .push((weight.saturating_sub(usize::from(other_crime)), SupportLine { service, fits, near }));
        }
        lines.sort_by_key(|(weight, line)| (std::cmp::Reverse(*weight), line.service.position));
        Ok(lines.into_iter().map(|(_, line)| line).collect())
    }

    /// Replaces the directory by what a table says; all of it or nothing. Gives how many services there are now.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names the line and what to do.
    pub async fn import_support_services(&self, table: &[u8]) -> Result<usize, ServiceError> {
        let services = read(table).map_err(ServiceError::Invalid)?;
        self.store.replace_support_services(&services).await?;
        Ok(services.len())
    }
}

/// The needs that follow from what is known of somebody. Anybody may want to talk.
fn needs_of(flags: &BTreeSet<String>) -> BTreeSet<&'static str> {
    let of: [(&str, &str); 6] = [
        ("vulnerable", "practical"),
        ("intimidated", "safety"),
        ("persistently_targeted", "safety"),
        ("witness", "court"),
        ("bereaved", "bereavement"),
        ("under_18", "children"),
    ];
    let known = of.iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, need)| *need);
    known.chain(["talk"]).collect()
}

/// What a case is about, as far as its title says it.
fn crimes_of(case: &Case) -> BTreeSet<&'static str> {
    let title = case.title.to_lowercase();
    let of: [(&str, &str); 12] = [
        ("domestic", "domestic_abuse"),
        ("coercive", "domestic_abuse"),
        ("sexual", "sexual_violence"),
        ("rape", "sexual_violence"),
        ("hate", "hate_crime"),
        ("stalking", "stalking"),
        ("harassment", "stalking"),
        ("driving", "road"),
        ("collision", "road"),
        ("murder", "homicide"),
        ("fraud", "fraud"),
        ("burglary", "burglary"),
    ];
    of.iter().filter(|(word, _)| title.contains(word)).map(|(_, crime)| *crime).collect()
}

/// Reads a table. Complaints name the line, never what stands in it.
fn read(table: &[u8]) -> Result<Vec<SupportService>, Vec<Problem>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(table);
    let mut complaints = Vec::new();
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(_) => return Err(vec![complaint(1, "it is not a table in UTF-8; save it as CSV")]),
    };
    let unknown = headers.iter().filter(|name| !COLUMNS.contains(&name.trim_start_matches('\u{feff}')));
    let unknown: Vec<&str> = unknown.collect();
    if !unknown.is_empty() {
        complaints.push(complaint(1, &format!("unknown columns; use only {}", COLUMNS.join(", "))));
    }
    let mut services: Vec<SupportService> = Vec::new();
    let mut ids = BTreeSet::new();
    for (record, line) in reader.records().zip(2u64..) {
        let Ok(record) = record else {
            complaints.push(complaint(line, "the line cannot be read; look for a quotation mark"));
            continue;
        };
        let cells =
            headers.iter().map(|name| name.trim_start_matches('\u{feff}')).zip(record.iter()).collect();
        match service_of(&cells) {
            Ok(service) if ids.insert(service.id.clone()) => services.push(service),
            Ok(_) => {
                complaints.push(complaint(line, "there is another service of this id or name; give it an id"))
            }
            Err(why) => complaints.push(complaint(line, &why)),
        }
        if services.len() > MOST {
            return Err(vec![complaint(line, "there are too many services; make a list for your area")]);
        }
    }
    if complaints.is_empty() { Ok(services) } else { Err(complaints) }
}

fn complaint(line: u64, why: &str) -> Problem {
    Problem::new("table", format!("line {line}: {why}"))
}

fn service_of(cells: &BTreeMap<&str, &str>) -> Result<SupportService, String> {
    let cell = |name: &str| cells.get(name).map_or_else(String::new, |cell| (*cell).replace('\0', ""));
    if cells.values().any(|cell| cell.chars().count() > LONGEST_CELL) {
        return Err(format!("a cell has more than {LONGEST_CELL} characters"));
    }
    let name = cell("name");
    if name.is_empty() {
        return Err("a service needs a name".to_owned());
    }
    let website = cell("website");
    if !website.is_empty() && !website.starts_with("https://") && !website.starts_with("http://") {
        return Err("a website begins with https://".to_owned());
    }
    let (mut needs, crimes) = (cell("needs"), cell("crimes"));
    let known = |field: &str, of: &[&str]| values(field).all(|value| of.contains(&value));
    if !known(&needs, &NEEDS) {
        return Err(format!("needs are {}", NEEDS.join(", ")));
    }
    if !known(&crimes, &CRIMES) {
        return Err(format!("crimes are {}", CRIMES.join(", ")));
    }
    let tags = cell("service_tags");
    let hate = values(&tags).any(|tag| tag.eq_ignore_ascii_case("hate crime support"));
    let crimes = if crimes.is_empty() && hate { "hate_crime".to_owned() } else { crimes };
    if needs.is_empty() {
        let of = |tag: &str| {
            TAGS.iter().find(|(known, _)| tag.eq_ignore_ascii_case(known)).map(|(_, needs)| *needs)
        };
        let met: BTreeSet<&str> = values(&tags).filter_map(of).flat_map(values).collect();
        needs = NEEDS.into_iter().filter(|need| met.contains(need)).collect::<Vec<_>>().join("|");
    }
    let about = Some(cell("about")).filter(|about| !about.is_empty());
    let id = Some(cell("id")).filter(|id| !id.is_empty()).unwrap_or_else(|| slug(&name));
    if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err("an id is small letters, digits and hyphens".to_owned());
    }
    Ok(SupportService {
        id,
        name,
        about: about.unwrap_or_else(|| values(&tags).collect::<Vec<_>>().join(", ")),
        needs,
        crimes,
        areas: cell("areas"),
        languages: cell("languages"),
        who_for: Some(cell("who_for")).filter(|who| !who.is_empty()).unwrap_or_else(|| cell("note")),
        phone: cell("phone"),
        email: cell("email"),
        website,
        how: cell("how"),
        waiting: cell("waiting"),
        standards: cell("standards"),
        organisation: cell("organisation"),
        checked_day: cell("checked"),
        position: 0,
    })
}

/// A name as an id.
fn slug(name: &str) -> String {
    let letters = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>();
    letters.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_list_is_read_by_its_tags_and_a_fault_names_its_line() {
        let table = "name,website,service_tags,note\n\
            Harbour Light,https://harbour.example/,Hate Crime Support|General|Personal safety services,\n\
            \"Friends, Invented\",,,outside England and Wales\n";
        let services = read(table.as_bytes()).unwrap();
        assert_eq!((services[0].id.as_str(), services[0].needs.as_str()), ("harbour-light", "safety"));
        assert_eq!(services[0].crimes, "hate_crime");
        assert_eq!(
            (services[1].id.as_str(), services[1].who_for.as_str()),
            ("friends-invented", "outside England and Wales")
        );
        let wrong = "name,needs,website\nA,talk,\nA,talk,\nB,cuddles,\n,talk,\nC,,ftp://c\n";
        let lines: Vec<String> =
            read(wrong.as_bytes()).unwrap_err().into_iter().map(|one| one.message).collect();
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(
            lines
                .iter()
                .zip(["line 3", "line 4", "line 5", "line 6"])
                .all(|(one, line)| one.starts_with(line))
        );
        assert_eq!(read(b"name,secret\nA,b\n").unwrap_err().len(), 1);
        assert!(read(b"").unwrap_or_default().is_empty());
    }
}
