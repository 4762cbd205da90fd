//! Invented messages in the shape of the Standard Prosecutor Interface.

/// Somebody before the court.
#[derive(Clone, Copy)]
pub struct Accused {
    /// Arrest/summons number; empty for none.
    pub reference: &'static str,
    pub given: &'static str,
    pub family: &'static str,
    /// Date of birth; empty for none.
    pub born: &'static str,
}

pub const HERON: Accused =
    Accused { reference: "3101ZD0000000000001A", given: "Wren", family: "Heron", born: "1990-02-28" };
pub const ROOK: Accused =
    Accused { reference: "3101ZD0000000000002B", given: "Jay", family: "Rook", born: "1988-11-05" };

/// Unconditional bail, conditional bail, custody, not applicable: the interface's own codes.
pub const FREE: &str = "U";
pub const BAIL: &str = "B";
pub const CUSTODY: &str = "C";
pub const NONE: &str = "A";

/// Offences of the standing data.
pub const THEFT: &str = "TH68010";
pub const DAMAGE: &str = "CD71039";
/// Criminal Justice Act 2003, Schedule 15, part 1.
pub const ROBBERY: &str = "TH68023";
/// Part 1.
pub const BODILY_HARM: &str = "OF61102";
/// Part 2.
pub const RAPE: &str = "SX03001";

/// A court's results, put together step by step.
#[derive(Clone)]
pub struct Results {
    pub court: String,
    pub date: String,
    pub time: String,
    pub cases: Vec<(String, Vec<String>)>,
}

/// Results of a hearing at 10:30 at an invented use of a real court code.
pub fn results(urn: &str, date: &str) -> Results {
    Results {
        court: "B01EF01".into(),
        date: date.into(),
        time: "10:30:00".into(),
        cases: vec![(urn.into(), vec![])],
    }
}

impl Results {
    /// One more defendant in the latest case.
    pub fn of(mut self, who: Accused, bail: &str, conditions: &str, offences: &[String]) -> Results {
        let defendant = format!(
            "<Defendant>{}<CourtIndividualDefendant><PersonDefendant>{}<BailConditions>{conditions}</BailConditions>\
             </PersonDefendant><BailStatus>{bail}</BailStatus></CourtIndividualDefendant>{}</Defendant>",
            reference(who),
            person(who),
            offences.concat()
        );
        self.cases.last_mut().unwrap().1.push(defendant);
        self
    }

    /// One more case in the same message.
    pub fn and_case(mut self, urn: &str) -> Results {
        self.cases.push((urn.into(), vec![]));
        self
    }

    pub fn xml(&self) -> String {
        let cases: String = self
            .cases
            .iter()
            .map(|(urn, defendants)| format!("<Case>{}{}</Case>", urn_element(urn), defendants.concat()))
            .collect();
        let date = if self.date.is_empty() {
            String::new()
        } else {
            format!("<DateOfHearing>{}</DateOfHearing>", self.date)
        };
        format!(
            "<ResultedCaseMessage xmlns='http://www.dca.gov.uk/xmlschemas/libra'><Session><CourtHearing><Hearing>\
             <CourtHearingLocation>{}</CourtHearingLocation>{date}<TimeOfHearing>{}</TimeOfHearing></Hearing>\
             <PSAcode>2576</PSAcode></CourtHearing>{cases}</Session></ResultedCaseMessage>",
            self.court, self.time
        )
    }
}

/// A charge file, put together step by step.
#[derive(Clone)]
pub struct Charges {
    pub urn: String,
    pub marker: String,
    pub charged: String,
    pub first_hearing: String,
    /// Accused, custody status, offence code.
    pub accused: Vec<(Accused, &'static str, &'static str)>,
    pub victims: Vec<String>,
}

/// Heron is charged with robbery on 2 March 2026, to come to court on 20 March.
pub fn charges(urn: &str) -> Charges {
    Charges {
        urn: urn.into(),
        marker: String::new(),
        charged: "2026-03-02".into(),
        first_hearing: "2026-03-20".into(),
        accused: vec![(HERON, NONE, ROBBERY)],
        victims: vec![],
    }
}

impl Charges {
    pub fn victim(mut self, victim: String) -> Charges {
        self.victims.push(victim);
        self
    }

    pub fn marked(mut self, marker: &str) -> Charges {
        self.marker = marker.into();
        self
    }

    pub fn xml(&self) -> String {
        let victims = self.victims.concat();
        let defendants: String = self
            .accused
            .iter()
            .map(|(who, custody, code)| {
                format!(
                    "<Defendant>{}<PoliceIndividualDefendant><PersonDefendant>{}</PersonDefendant>\
                     <CustodyStatus>{custody}</CustodyStatus></PoliceIndividualDefendant><Offence>\
                     <BaseOffenceDetails><OffenceSequenceNumber>001</OffenceSequenceNumber>\
                     <OffenceCode>{code}</OffenceCode><ChargeDate>{}</ChargeDate><ArrestDate>{}</ArrestDate>\
                     </BaseOffenceDetails>{victims}</Offence></Defendant>",
                    reference(*who),
                    person(*who),
                    self.charged,
                    self.charged
                )
            })
            .collect();
        format!(
            "<NewCaseMessage xmlns='http://www.dca.gov.uk/xmlschemas/libra'><Case>{}<CaseMarker>{}</CaseMarker>\
             <InitialHearing><CourtHearingLocation>B01EF01</CourtHearingLocation>\
             <DateOfHearing>{}</DateOfHearing><TimeOfHearing>09:30:00</TimeOfHearing></InitialHearing>{defendants}\
             </Case></NewCaseMessage>",
            urn_element(&self.urn),
            self.marker,
            self.first_hearing
        )
    }
}

/// A victim of a charge file: family name (empty for none), house, phone (empty for none).
pub fn victim(family: &str, house: &str, phone: &str) -> String {
    let name = if family.is_empty() {
        String::new()
    } else {
        format!(
            "<PersonDetails><PersonGivenName1>Fern</PersonGivenName1><PersonFamilyName>{family}</PersonFamilyName>\
             </PersonDetails>"
        )
    };
    let phone = if phone.is_empty() {
        String::new()
    } else {
        format!("<TelephoneDetails><MobileTelephoneNumber>{phone}</MobileTelephoneNumber></TelephoneDetails>")
    };
    let address = if house.is_empty() {
        String::new()
    } else {
        format!(
            "<Address><PAON>{house}</PAON><StreetDescription>Moss Lane</StreetDescription>\
             <PostTown>Hull</PostTown></Address>"
        )
    };
    format!("<OtherPartyVictim>{name}{address}{phone}</OtherPartyVictim>")
}

/// An offence with what is inside it after the base details.
pub fn offence(sequence: u32, code: &str, inside: &str) -> String {
    format!(
        "<Offence><BaseOffenceDetails><OffenceSequenceNumber>{sequence:03}</OffenceSequenceNumber>\
         <OffenceCode>{code}</OffenceCode></BaseOffenceDetails>{inside}</Offence>"
    )
}

/// An offence of which the defendant was convicted on `date`, with results.
pub fn convicted(sequence: u32, code: &str, date: &str, results: &str) -> String {
    offence(
        sequence,
        code,
        &format!("<Plea>2</Plea><Finding>G</Finding><ConvictionDate>{date}</ConvictionDate>{results}"),
    )
}

/// A result with a code and qualifiers.
pub fn result(code: &str, qualifiers: &[&str]) -> String {
    result_with(code, qualifiers, "")
}

pub fn result_with(code: &str, qualifiers: &[&str], inside: &str) -> String {
    let qualifiers: String =
        qualifiers.iter().map(|q| format!("<ResultCodeQualifier>{q}</ResultCodeQualifier>")).collect();
    format!(
        "<Result><ResultCode>{code}</ResultCode>{qualifiers}<ResultText>Invented text {code}</ResultText>{inside}</Result>"
    )
}

/// Imprisonment for so many units (`D`, `W`, `M`, `Y`).
pub fn prison(value: u32, unit: &str, qualifiers: &[&str]) -> String {
    let outcome = format!(
        "<Outcome><Duration><DurationValue>{value}</DurationValue><DurationUnit>{unit}</DurationUnit></Duration></Outcome>"
    );
    result_with("1002", qualifiers, &outcome)
}

/// An adjournment to a date at the same court.
pub fn adjourned(date: &str) -> String {
    result_with(
        "4506",
        &[],
        &format!(
            "<NextHearing><NextHearingDetails><CourtHearingLocation>B01EF01</CourtHearingLocation>\
             <DateOfHearing>{date}</DateOfHearing><TimeOfHearing>14:00:00</TimeOfHearing></NextHearingDetails>\
             <NextHearingReason>Report needed</NextHearingReason></NextHearing>"
        ),
    )
}

/// The same message with other white space: other bytes, the same content.
pub fn respaced(xml: &str) -> String {
    xml.replace("><", ">\n  <").replace("<Session>\n", "<Session>\n\n")
}

fn urn_element(urn: &str) -> String {
    if urn.is_empty() { String::new() } else { format!("<PTIURN>{urn}</PTIURN>") }
}

fn reference(who: Accused) -> String {
    if who.reference.is_empty() {
        String::new()
    } else {
        format!("<ProsecutorReference>{}</ProsecutorReference>", who.reference)
    }
}

fn person(who: Accused) -> String {
    let born =
        if who.born.is_empty() { String::new() } else { format!("<Birthdate>{}</Birthdate>", who.born) };
    format!(
        "<BasePersonDetails><PersonName><PersonGivenName1>{}</PersonGivenName1><PersonFamilyName>{}</PersonFamilyName>\
         </PersonName>{born}</BasePersonDetails>",
        who.given, who.family
    )
}
