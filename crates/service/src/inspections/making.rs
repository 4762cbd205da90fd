//! Making an inspection: who is drawn from, by which rule, how many, who reads. The sample is drawn at once, and nobody
//! chooses a case.

use super::hyphenated;
use crate::{
    Actor, Problem, Service, ServiceError,
    error::refuse_if_any,
    inspections::sheets,
    record_contact::{storable, too_long},
};
use calendar::start_of_london_day;
use jiff::{Timestamp, civil::Date};
use measures::{
    inspection::{Questions, Sheet},
    sample::{self, Member, Size},
};
use policy::{Action, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{CaseInPopulation, DrawnCase, Inspection, PopulationFilter};
use uuid::Uuid;

/// What somebody filled in.
#[derive(Clone, Debug, Default)]
pub struct InspectionForm {
    /// The id that the form was given when it was first shown: sent twice, it makes one inspection.
    pub id: Option<Uuid>,
    /// Title.
    pub title: String,
    /// Id of the file of questions.
    pub questions: String,
    /// Id of the sheet.
    pub sheet: String,
    /// Whose cases; a supervisor's own organisation whatever stands here.
    pub organisation: String,
    /// The seed.
    pub seed: String,
    /// From which cases, and how many.
    pub rule: DrawRule,
    /// Person ids of the readers, in the order in which cases are given to them.
    pub readers: Vec<String>,
    /// Whether each case is read by two.
    pub by_two: bool,
}

/// From which cases a sample is drawn, and how many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawRule {
    /// Of this area only; of all when empty.
    #[serde(default)]
    pub area: String,
    /// Of this group of crimes only.
    #[serde(default)]
    pub crime_group: String,
    /// At this stage only.
    #[serde(default)]
    pub stage: String,
    /// Reported on this day or later.
    pub from: Option<Date>,
    /// Reported on this day or earlier.
    pub until: Option<Date>,
    /// Closed without a charge only.
    #[serde(default)]
    pub closed_only: bool,
    /// Whether so many are drawn of each group.
    #[serde(default)]
    pub grouping: Grouping,
    /// How many.
    pub number: usize,
}

/// By which groups a sample is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// None: so many of all.
    #[default]
    None,
    /// So many closed without a charge, and so many others.
    Outcome,
    /// So many of each area.
    Area,
    /// So many of each group of crimes.
    CrimeGroup,
}

impl Grouping {
    /// Every grouping, its name in forms and in words.
    pub const ALL: [(Grouping, &'static str, &'static str); 4] = [
        (Grouping::None, "none", "So many of all cases"),
        (Grouping::Outcome, "outcome", "So many closed without a charge, and so many others"),
        (Grouping::Area, "area", "So many of each area"),
        (Grouping::CrimeGroup, "crime_group", "So many of each group of crimes"),
    ];

    /// The grouping with this name in forms.
    pub fn named(name: &str) -> Option<Grouping> {
        Grouping::ALL.iter().find(|(_, known, _)| *known == name).map(|(grouping, ..)| *grouping)
    }

    fn of(self, case: &CaseInPopulation) -> String {
        let or_none = |text: &str| if text.is_empty() { "not known".to_owned() } else { text.to_owned() };
        match self {
            Grouping::None => String::new(),
            Grouping::Outcome => if case.closed == 1 { CLOSED } else { OTHERS }.to_owned(),
            Grouping::Area => or_none(&case.area),
            Grouping::CrimeGroup => or_none(&case.crime_group),
        }
    }
}

const CLOSED: &str = "closed without a charge";
const OTHERS: &str = "others";
/// More cases than anybody reads.
const MOST: usize = 5_000;
const TITLE: usize = 200;

impl Service {
    /// Who can be a reader beside the one who makes an inspection: people of their organisation with their role.
    pub fn possible_readers(&self, actor: &Actor) -> Vec<(String, String)> {
        if self.allow(actor, Action::RunInspections).is_err() {
            return Vec::new();
        }
        let directory = self.directory();
        let mut readers: Vec<(String, String)> = directory
            .people
            .values()
            .filter(|person| {
                person.organisation == actor.person.organisation && person.role == actor.role.slug()
            })
            .map(|person| (person.id.clone(), person.name.clone()))
            .collect();
        if readers.iter().all(|(id, _)| *id != actor.person.id) {
            readers.push((actor.person.id.clone(), actor.person.name.clone()));
        }
        readers.sort_by(|one, other| one.1.cmp(&other.1));
        readers
    }

    /// Draws a sample and gives its cases to readers. The same form sent twice makes one inspection.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do: a sample that is larger than the population with both
    /// numbers.
    pub async fn make_inspection(
        &self,
        actor: &Actor,
        form: InspectionForm,
        now: Timestamp,
    ) -> Result<Uuid, ServiceError> {
        self.allow(actor, Action::RunInspections)?;
        let organisation = match actor.role {
            Role::Oversight => form.organisation.clone(),
            _ => actor.person.organisation.clone(),
        };
        refuse_if_any(self.form_problems(actor, &form, &organisation))?;
        let sheet = Questions::named(&form.questions).and_then(|file| Some((file, file.sheet(&form.sheet)?)));
        let (questions, sheet) = sheet.ok_or(ServiceError::NotFound)?;
        let population = self.population(&organisation, &form.rule).await?;
        let members = population.iter().map(|case| member(case, form.rule.grouping));
        let size = size_of(&population, &form.rule);
        let drawn = sample::draw(members, &form.seed, &size).map_err(|reason| {
            ServiceError::Invalid(vec![Problem::new("number", sentence(&reason.to_string()))])
        })?;
        let cases = drawn_cases(&population, &drawn, sheet, &form);
        let inspection = Inspection {
            id: form.id.unwrap_or_else(|| crate::new_id(now)),
            title: storable(form.title.trim()),
            questions: questions.id.clone(),
            digest: questions.digest.clone(),
            sheet: sheet.id.clone(),
            organisation,
            made_for: actor.person.organisation.clone(),
            seed: form.seed.trim().to_owned(),
            rule: serde_json::to_string(&form.rule).unwrap_or_default(),
            population: population.len() as i64,
            readers: if form.by_two { 2 } else { 1 },
            made_by: actor.person.id.clone(),
            made_at: now.as_millisecond(),
            authorised_by: None,
            authorised_at: None,
            basis: String::new(),
            closed_at: None,
        };
        self.store.save_inspection(&inspection, &cases).await?;
        Ok(inspection.id)
    }

    async fn population(
        &self,
        organisation: &str,
        rule: &DrawRule,
    ) -> Result<Vec<CaseInPopulation>, ServiceError> {
        let before = rule.until.and_then(|day| day.tomorrow().ok());
        let filter = PopulationFilter {
            organisation,
            area: &rule.area,
            crime_group: &rule.crime_group,
            stage: &rule.stage,
            from: rule.from.map(start_of_london_day),
            before: before.map(start_of_london_day),
            closed_only: rule.closed_only,
        };
        Ok(self.store.inspection_population(&filter).await?)
    }

    fn form_problems(&self, actor: &Actor, form: &InspectionForm, organisation: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |field, message: &str| problems.push(Problem::new(field, message));
        if form.title.trim().is_empty() || form.title.chars().count() > TITLE {
            wrong("title", "Enter a title of up to 200 letters");
        }
        if sheets().iter().all(|one| one.questions != form.questions || one.sheet != form.sheet) {
            wrong("sheet", "Select the questions");
        }
        if !self.directory().organisations.contains_key(organisation) {
            wrong("organisation", "Select whose cases are read");
        }
        if form.seed.trim().is_empty() || form.seed.chars().count() > TITLE {
            wrong("seed", "Enter a seed: any words or numbers, so that others can draw the same cases");
        }
        if form.rule.number == 0 || form.rule.number > MOST {
            wrong("number", "Enter how many cases, from 1 to 5,000");
        }
        if let (Some(from), Some(until)) = (form.rule.from, form.rule.until)
            && until < from
        {
            wrong("until", "Enter a last day that is not before the first");
        }
        let can = self.possible_readers(actor);
        let known = form.readers.iter().all(|id| can.iter().any(|(reader, _)| reader == id));
        let mut once = form.readers.clone();
        once.sort();
        once.dedup();
        if form.readers.is_empty() || !known || once.len() != form.readers.len() {
            wrong("readers", "Select who reads");
        } else if form.by_two && form.readers.len() < 2 {
            wrong("readers", "Select at least two readers, so that two can read each case");
        }
        problems.extend(too_long("seed", Some(&form.seed)));
        problems
    }
}

fn member(case: &CaseInPopulation, grouping: Grouping) -> Member {
    Member { id: hyphenated(case.case_id), group: grouping.of(case) }
}

fn size_of(population: &[CaseInPopulation], rule: &DrawRule) -> Size {
    if rule.grouping == Grouping::None || population.is_empty() {
        return Size::Whole(rule.number);
    }
    Size::Groups(population.iter().map(|case| (rule.grouping.of(case), rule.number)).collect())
}

/// Cases in the order of the draw, given to readers in turn: nobody chooses what they read.
fn drawn_cases(
    population: &[CaseInPopulation],
    drawn: &[Member],
    sheet: &Sheet,
    form: &InspectionForm,
) -> Vec<DrawnCase> {
    let by_id: BTreeMap<String, &CaseInPopulation> =
        population.iter().map(|case| (hyphenated(case.case_id), case)).collect();
    let reader =
        |place: usize| form.readers.get(place % form.readers.len().max(1)).cloned().unwrap_or_default();
    let found = drawn.iter().filter_map(|member| Some((member, *by_id.get(&member.id)?)));
    found
        .enumerate()
        .map(|(place, (member, case))| DrawnCase {
            case_id: case.case_id,
            place: place as i64 + 1,
            stratum: member.group.clone(),
            sheet_group: sheet_group(sheet, case),
            area: case.area.clone(),
            first_reader: reader(place),
            second_reader: if form.by_two { reader(place + 1) } else { String::new() },
        })
        .collect()
}

/// The group of the sheet of questions: that of closed cases when the sheet has one, else its last.
fn sheet_group(sheet: &Sheet, case: &CaseInPopulation) -> String {
    let closed = sheet.groups.iter().find(|group| group.id == "closed" && case.closed == 1);
    closed.or(sheet.groups.last()).map(|group| group.id.clone()).unwrap_or_default()
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}
