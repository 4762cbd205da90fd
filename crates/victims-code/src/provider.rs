//! Who owes a duty.

use std::fmt;

macro_rules! providers {
    ($($name:ident, $slug:literal, $words:literal;)*) => {
        /// A service provider under the Code, or another person or body against whom a clock runs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Provider {
            $(#[doc = $words] $name,)*
        }

        impl Provider {
            /// Every provider
            pub const ALL: &'static [Provider] = &[$(Provider::$name,)*];

            /// The name used in files and messages, such as `wcu`
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Provider::$name => $slug,)* }
            }

            /// The name that staff and victims read
            #[must_use]
            pub fn in_words(self) -> &'static str {
                match self { $(Provider::$name => $words,)* }
            }
        }
    };
}

providers! {
    Police, "police", "Police";
    Cps, "cps", "Crown Prosecution Service";
    Wcu, "wcu", "Witness Care Unit";
    Hmcts, "hmcts", "HM Courts and Tribunals Service";
    Probation, "probation", "Probation Service";
    Yot, "yot", "Youth offending team";
    ParoleBoard, "parole_board", "Parole Board";
    Cica, "cica", "Criminal Injuries Compensation Authority";
    Ccrc, "ccrc", "Criminal Cases Review Commission";
    CourtSupreme, "court_supreme", "Highest court of appeal";
    NhsHospital, "nhs_hospital", "NHS hospital managers";
    Moj, "moj", "Ministry of Justice";
    Pcc, "pcc", "Police and Crime Commissioner";
    SupportService, "support_service", "Support service";
    All, "all", "Every service provider";
    Victim, "victim", "The victim";
}

impl Provider {
    /// The provider with this slug
    #[must_use]
    pub fn named(slug: &str) -> Option<Provider> {
        Provider::ALL.iter().copied().find(|provider| provider.slug() == slug)
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
