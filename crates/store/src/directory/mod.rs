//! Organisations, units, teams, people, their posts, hours and absences: who can hold a duty and sign in.

mod away;
mod changes;
mod reading;
mod token;

pub use away::Absence;
pub use changes::DirectoryChanges;
pub(crate) use reading::{NAME, PHONE};
pub use token::DirectoryToken;

use jiff::civil::Date;
use record::{CaseId, VictimId};
use uuid::Uuid;

/// An agency or service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisation {
    /// Id, a slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// The Code's provider slug that it acts as.
    pub provider: String,
    /// Police force codes that it covers, with a space between; empty when it covers everywhere.
    pub area: String,
    /// Phone number for victims.
    pub phone: String,
    /// Slug of what kind of organisation it is.
    pub kind: String,
    /// Its last day, when it has one.
    pub ended_on: Option<Date>,
}

impl Organisation {
    /// Whether this force's area is named among its own. One that covers everywhere names none.
    pub fn names_area(&self, force: &str) -> bool {
        self.area.split_whitespace().any(|code| code == force)
    }
}

/// A part of an organisation that holds several teams.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Unit {
    /// Id, a slug.
    pub id: String,
    /// The organisation.
    pub organisation: String,
    /// Name.
    pub name: String,
}

/// A team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// Id, a slug.
    pub id: String,
    /// The organisation.
    pub organisation: String,
    /// Name.
    pub name: String,
    /// Phone number for victims.
    pub phone: String,
    /// The unit; empty when the organisation has none.
    pub unit: String,
    /// The team that looks after its duties when nobody of it is on shift; empty when none.
    pub covered_by: String,
    /// Its last day, when it has one.
    pub ended_on: Option<Date>,
}

/// Somebody who can sign in, with the post that they mainly act in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Id, a slug without personal data.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role slug; empty when nobody has given them one, and then they can do nothing.
    pub role: String,
    /// The organisation; empty for a victim.
    pub organisation: String,
    /// The team; empty when none.
    pub team: String,
    /// Phone number.
    pub phone: String,
    /// For a victim and who acts for one: the case.
    pub case_id: Option<Uuid>,
    /// For a victim and who acts for one: the victim in it.
    pub victim_id: Option<Uuid>,
    /// For somebody who acts for a victim: who they are in the case.
    pub representative_id: Option<Uuid>,
    /// The name of their account at their own organisation, in lower case; empty when not known.
    pub user_name: String,
    /// Their number in their own organisation's directory; empty when not known.
    pub external_id: String,
    /// Shut out at once, whatever the dates say.
    pub inactive: bool,
    /// Their first day, London.
    pub joined_on: Option<Date>,
    /// Their last day, London.
    pub left_on: Option<Date>,
    /// First day of their main post, London.
    pub post_from: Option<Date>,
    /// Last day of their main post, London.
    pub post_until: Option<Date>,
    /// When they work, such as `mon-fri 09:00-17:00`; empty when not known.
    pub hours: String,
    /// Whether these hours hold on bank holidays too.
    pub works_bank_holidays: bool,
    /// The further post in which they act now; empty for their main one. Not kept with the person.
    pub post: String,
}

impl Person {
    /// For a victim: the case and who they are in it.
    pub fn victim(&self) -> Option<(CaseId, VictimId)> {
        Some((CaseId(self.case_id?), VictimId(self.victim_id?)))
    }

    /// Whether they hold their main post on this London day, provided that they are there.
    pub fn holds_main_post(&self, today: Date) -> bool {
        within(self.post_from, self.post_until, today)
    }

    /// Whether they are there on this London day: not shut out, come, and not gone.
    pub fn is_there(&self, today: Date) -> bool {
        !self.inactive && within(self.joined_on, self.left_on, today)
    }
}

/// A further post of somebody, or one that ended: several roles for one person, acting in one at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Id, a slug without personal data.
    pub id: String,
    /// Whose.
    pub person: String,
    /// Order among their posts.
    pub position: i64,
    /// Role slug.
    pub role: String,
    /// The organisation.
    pub organisation: String,
    /// The team; empty when none.
    pub team: String,
    /// First day, London.
    pub from: Option<Date>,
    /// Last day, London.
    pub until: Option<Date>,
}

impl Post {
    /// Whether it is held on this London day.
    pub fn is_held(&self, today: Date) -> bool {
        within(self.from, self.until, today)
    }
}

fn within(from: Option<Date>, until: Option<Date>, today: Date) -> bool {
    from.is_none_or(|from| from <= today) && until.is_none_or(|until| today <= until)
}
