//! Who works on a synthetic case.

use super::draw::Draw;
use crate::{demonstration::people::owner, open_case::NewOwner};
use record::{Origin, Recorder};
use synth::Crime;

const RIVERSIDE: &[&str] = &["police-officer-1", "police-officer-2", "police-officer-3", "victim-care-1"];
const DOWNLAND: &[&str] = &["police-officer-5", "police-officer-5", "police-officer-4"];
const WITNESS_CARE: &[&str] = &["witness-care-1", "witness-care-2"];
const PROSECUTION: &[&str] = &["prosecution-liaison-1", "prosecution-liaison-2"];

/// Somebody's or something's id in the force with this number.
pub(in crate::demonstration) fn of_force(id: &str, force: u8) -> String {
    format!("{id}-{force:02}")
}

/// The people of one case, an owner for each agency.
pub(super) struct Staff {
    /// 0 or 1: which of the two areas, or like which of them.
    pub area: usize,
    code: String,
    police: NewOwner,
    wcu: NewOwner,
    cps: NewOwner,
    probation: NewOwner,
    courts: NewOwner,
    /// The advocate who supports the victim, when there is one.
    pub support: Option<NewOwner>,
}

impl Staff {
    /// The staff of a case in one of so many forces; the first two are the demonstration's.
    pub fn of(crime: Crime, draw: &mut Draw, forces: u8) -> Staff {
        if forces <= 2 {
            let area = usize::from(draw.percent(40));
            return Staff::in_area(area, crime, draw);
        }
        let force = draw.below(usize::from(forces)) as u8;
        let staff = Staff::in_area(usize::from(force % 2), crime, draw);
        if force < 2 { staff } else { staff.of_force(force) }
    }

    fn in_area(area: usize, crime: Crime, draw: &mut Draw) -> Staff {
        let officer = match (area, crime) {
            (0, Crime::DomesticAbuse) => "police-officer-2",
            (1, Crime::Death) => "police-officer-4",
            (0, _) => draw.one_of(RIVERSIDE),
            _ => draw.one_of(DOWNLAND),
        };
        let mut police = owner("police", officer);
        if draw.percent(15) {
            // Allocated to the team, to nobody in it yet.
            police.person = None;
        }
        let support = match crime {
            Crime::DomesticAbuse if draw.percent(50) => Some(owner("support_service", "advocate-1")),
            Crime::SexualOffence if draw.percent(60) => Some(owner("support_service", "advocate-2")),
            _ => None,
        };
        Staff {
            area,
            code: if area == 0 { "01" } else { "46" }.to_owned(),
            police,
            wcu: owner("wcu", draw.one_of(WITNESS_CARE)),
            cps: owner("cps", draw.one_of(PROSECUTION)),
            probation: owner("probation", "probation-liaison-1"),
            courts: crate::demonstration::people::courts(),
            support,
        }
    }

    /// The same people, as the force with this number has them.
    fn of_force(self, force: u8) -> Staff {
        let there = |owner: NewOwner| NewOwner {
            organisation: of_force(&owner.organisation, force),
            team: owner.team.map(|team| of_force(&team, force)),
            person: owner.person.map(|person| of_force(&person, force)),
            ..owner
        };
        Staff {
            area: self.area,
            code: format!("{force:02}"),
            police: there(self.police),
            wcu: there(self.wcu),
            cps: there(self.cps),
            probation: there(self.probation),
            courts: there(self.courts),
            support: self.support.map(there),
        }
    }

    /// Police area code.
    pub fn area_code(&self) -> &str {
        &self.code
    }

    /// Who answers from the beginning.
    pub fn at_first(&self) -> impl Iterator<Item = &NewOwner> {
        [&self.police].into_iter().chain(&self.support)
    }

    /// Who comes in when there is a decision on charge.
    pub fn at_charge(&self) -> [&NewOwner; 3] {
        [&self.wcu, &self.cps, &self.courts]
    }

    /// Who comes in after sentence.
    pub fn at_sentence(&self) -> &NewOwner {
        &self.probation
    }

    /// Who writes down what `provider` does. What nobody here answers for, the police hear of.
    pub fn recorder(&self, provider: &str) -> Recorder {
        let owner = match provider {
            "wcu" => &self.wcu,
            "cps" => &self.cps,
            "probation" => &self.probation,
            "hmcts" => &self.courts,
            _ => &self.police,
        };
        let origin =
            if owner.provider == "hmcts" { Origin::Message("synthetic".into()) } else { Origin::Person };
        Recorder {
            organisation: owner.organisation.as_str().into(),
            person: owner.person.as_deref().map(Into::into),
            origin,
        }
    }
}
