//! Who works on a synthetic case.

use super::draw::Draw;
use crate::{demonstration::people::owner, open_case::NewOwner};
use record::{Origin, Recorder};
use synth::Crime;

const RIVERSIDE: &[&str] = &["police-officer-1", "police-officer-2", "police-officer-3", "victim-care-1"];
const DOWNLAND: &[&str] = &["police-officer-5", "police-officer-5", "police-officer-4"];
const WITNESS_CARE: &[&str] = &["witness-care-1", "witness-care-2"];
const PROSECUTION: &[&str] = &["prosecution-liaison-1", "prosecution-liaison-2"];

/// The people of one case, an owner for each agency.
pub(super) struct Staff {
    /// 0 or 1: which of the two areas.
    pub area: usize,
    police: NewOwner,
    wcu: NewOwner,
    cps: NewOwner,
    probation: NewOwner,
    courts: NewOwner,
    /// The advocate who supports the victim, when there is one.
    pub support: Option<NewOwner>,
}

impl Staff {
    pub fn of(crime: Crime, draw: &mut Draw) -> Staff {
        let area = usize::from(draw.percent(40));
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
            police,
            wcu: owner("wcu", draw.one_of(WITNESS_CARE)),
            cps: owner("cps", draw.one_of(PROSECUTION)),
            probation: owner("probation", "probation-liaison-1"),
            courts: crate::demonstration::people::courts(),
            support,
        }
    }

    /// Police area code.
    pub fn area_code(&self) -> &'static str {
        if self.area == 0 { "01" } else { "46" }
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
