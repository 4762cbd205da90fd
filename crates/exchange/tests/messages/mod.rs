//! Invented messages, built from few words: every person in them is made up.
#![expect(dead_code, reason = "each test binary uses some of the builders")]

/// A `ResultedCaseMessage` with one invented case; `offences` are [`offence`]s.
pub fn resulted_case(urn: &str, defendants: &[String]) -> String {
    session("B01EF01", &[case(urn, defendants)])
}

pub fn session(court: &str, cases: &[String]) -> String {
    format!(
        "<ResultedCaseMessage xmlns='http://www.dca.gov.uk/xmlschemas/libra' SchemaVersion='0.6g'><Session>\
         <CourtHearing><Hearing><CourtHearingLocation>{court}</CourtHearingLocation>\
         <DateOfHearing>2031-03-04</DateOfHearing><TimeOfHearing>10:30:00</TimeOfHearing></Hearing>\
         <PSAcode>2576</PSAcode></CourtHearing>{}</Session></ResultedCaseMessage>",
        cases.concat()
    )
}

pub fn case(urn: &str, defendants: &[String]) -> String {
    format!("<Case><PTIURN>{urn}</PTIURN>{}</Case>", defendants.concat())
}

pub fn person(family_name: &str, bail: &str, conditions: &str, offences: &[String]) -> String {
    format!(
        "<Defendant><ProsecutorReference>3101ZD0000000000001A</ProsecutorReference><CourtIndividualDefendant>\
         <PersonDefendant><BasePersonDetails><PersonName><PersonTitle>Dr</PersonTitle>\
         <PersonGivenName1>Wren</PersonGivenName1><PersonGivenName2> Ash </PersonGivenName2>\
         <PersonFamilyName>{family_name}</PersonFamilyName></PersonName><Birthdate>1990-02-28</Birthdate>\
         <Gender>9</Gender></BasePersonDetails><BailConditions>{conditions}</BailConditions></PersonDefendant>\
         <BailStatus>{bail}</BailStatus></CourtIndividualDefendant>{}</Defendant>",
        offences.concat()
    )
}

pub fn organisation(name: &str, offences: &[String]) -> String {
    format!(
        "<Defendant><ProsecutorReference>3101ZD0000000000002B</ProsecutorReference><CourtCorporateDefendant>\
         <OrganisationName><OrganisationName>{name}</OrganisationName></OrganisationName><BailStatus>A</BailStatus>\
         </CourtCorporateDefendant>{}</Defendant>",
        offences.concat()
    )
}

pub fn offence(sequence: u32, code: &str, inside: &str) -> String {
    format!(
        "<Offence><BaseOffenceDetails><OffenceSequenceNumber>{sequence:03}</OffenceSequenceNumber>\
         <OffenceCode>{code}</OffenceCode><OffenceWording>Invented wording</OffenceWording><OffenceTiming>\
         <OffenceStart><OffenceDateStartDate>2030-12-24</OffenceDateStartDate></OffenceStart></OffenceTiming>\
         <ChargeDate>2031-01-02</ChargeDate></BaseOffenceDetails>{inside}</Offence>"
    )
}

pub fn result(inside: &str) -> String {
    format!("<Result>{inside}</Result>")
}

/// A `NewCaseMessage` with one defendant; `offences` are [`offence`]s with [`victim`]s inside.
pub fn new_case(urn: &str, offences: &[String]) -> String {
    format!(
        "<l:NewCaseMessage xmlns:l='http://www.dca.gov.uk/xmlschemas/libra'><l:Case><l:PTIURN>{urn}</l:PTIURN>\
         <l:OriginatingOrganisation>116HQ00</l:OriginatingOrganisation><l:CaseMarker>DV</l:CaseMarker>\
         <l:InitialHearing><l:CourtHearingLocation>B01EF01</l:CourtHearingLocation>\
         <l:DateOfHearing>2031-07-01</l:DateOfHearing><l:TimeOfHearing>09:00:00Z</l:TimeOfHearing></l:InitialHearing>\
         <l:OtherPartyOfficerInCase><l:OfficerName><l:PersonFamilyName>Sparrow</l:PersonFamilyName></l:OfficerName>\
         <l:PoliceOfficerRank>Constable</l:PoliceOfficerRank></l:OtherPartyOfficerInCase>\
         <Defendant><ProsecutorReference>REF</ProsecutorReference><PoliceIndividualDefendant><PersonDefendant>\
         <BasePersonDetails><PersonName><PersonFamilyName>Heron</PersonFamilyName></PersonName></BasePersonDetails>\
         </PersonDefendant><CustodyStatus>C</CustodyStatus></PoliceIndividualDefendant>{}</Defendant>\
         </l:Case></l:NewCaseMessage>",
        offences.concat()
    )
}

pub fn victim(name: &str, house: &str, inside: &str) -> String {
    format!(
        "<OtherPartyVictim><PersonDetails><PersonGivenName1>Fern</PersonGivenName1>\
         <PersonFamilyName>{name}</PersonFamilyName></PersonDetails><Address><b:PAON xmlns:b='x'>  {house}</b:PAON>\
         <b:StreetDescription xmlns:b='x'>Moss Lane</b:StreetDescription><b:UniqueStreetReferenceNumber xmlns:b='x'>\
         123</b:UniqueStreetReferenceNumber><b:PostTown xmlns:b='x'>Hull</b:PostTown></Address>{inside}</OtherPartyVictim>"
    )
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&apos;")
}

/// A "hearing resulted" event with one case, one defendant and one offence with these results.
pub fn hearing_resulted(results: &str) -> String {
    format!(
        r#"{{"isReshare": true, "sharedTime": "2031-06-02T12:00:00Z", "hearingDay": "2031-06-03", "hearing": {{
            "id": "hearing-1", "jurisdictionType": "CROWN", "type": {{"description": "Trial"}},
            "courtCentre": {{"id": "x", "name": "Invented", "code": "C01SN00"}},
            "hearingDays": [{{"sittingDay": "2031-06-02T09:00:00.000Z"}}, {{"sittingDay": "2031-06-03T09:30:00.000Z"}}],
            "prosecutionCases": [{{
                "prosecutionCaseIdentifier": {{"caseURN": "01zd1234531"}},
                "defendants": [{{"id": "d1", "masterDefendantId": "m1",
                    "personDefendant": {{"arrestSummonsNumber": "ASN1", "bailConditions": "",
                        "bailStatus": {{"code": "B", "description": "Conditional bail"}},
                        "personDetails": {{"firstName": "Wren", "middleName": null, "lastName": "Heron", "dateOfBirth": "1990-02-28"}}}},
                    "offences": [{{"id": "o1", "offenceCode": "SX03001", "orderIndex": 3, "convictionDate": "2031-06-02",
                        "plea": {{"pleaValue": "NOT_GUILTY"}},
                        "verdict": {{"verdictType": {{"categoryType": "GUILTY", "cjsVerdictCode": "9999"}}}},
                        "judicialResults": {results}}}]}}]}}]}}}}"#
    )
}
