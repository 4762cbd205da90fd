//! People, addresses and telephones as the Standard Prosecutor Interface writes them, in results and charge files alike.

use jiff::civil::Date;

use crate::{
    lookup::Lookup,
    reading::{ReadError, xml::Xml},
};

/// What the interface says about a person.
#[derive(Debug, Default)]
pub(crate) struct Person {
    pub(crate) name: Option<String>,
    pub(crate) born: Option<Date>,
    pub(crate) phones: Vec<String>,
    pub(crate) email: Option<String>,
}

/// Reads `BasePersonDetails`: name, telephones, mail, birth date.
pub(crate) fn person_details(xml: &mut Xml<'_>, lookup: &mut Lookup) -> Result<Person, ReadError> {
    let mut person = Person::default();
    xml.each_child(|xml, name| {
        match name {
            "PersonName" => person.name = person_name(xml)?,
            "TelephoneDetails" => person.phones = phones(xml)?,
            "EmailDetails" => person.email = email(xml)?,
            "Birthdate" => person.born = lookup.date("birth date", &xml.text()?),
            _ => xml.skip()?,
        }
        Ok(())
    })?;
    Ok(person)
}

/// Reads a name structure: given names, then the family name, without the title.
pub(crate) fn person_name(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let mut parts: [Option<String>; 4] = Default::default();
    xml.each_child(|xml, name| {
        let part = match name {
            "PersonGivenName1" => &mut parts[0],
            "PersonGivenName2" => &mut parts[1],
            "PersonGivenName3" => &mut parts[2],
            "PersonFamilyName" => &mut parts[3],
            _ => return xml.skip(),
        };
        *part = tidy(&xml.text()?);
        Ok(())
    })?;
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok((!name.is_empty()).then_some(name))
}

/// Reads `OrganisationName`, which holds the name or another `OrganisationName` that does.
pub(crate) fn organisation_name(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let mut name = None;
    xml.leaves(&mut |_, text| name = name.take().or_else(|| tidy(text)))?;
    Ok(name)
}

/// Reads telephone numbers: mobile before home before business, whatever their order.
pub(crate) fn phones(xml: &mut Xml<'_>) -> Result<Vec<String>, ReadError> {
    let mut found: Vec<(u8, String)> = Vec::new();
    xml.leaves(&mut |name, text| {
        let order = match name {
            name if name.contains("Mobile") => 0,
            name if name.contains("Home") => 1,
            _ => 2,
        };
        if found.len() < 100 {
            found.extend(tidy(text).map(|number| (order, number)));
        }
    })?;
    found.sort_by_key(|(order, _)| *order);
    let mut numbers: Vec<String> = Vec::new();
    for (_, number) in found {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// Reads `EmailDetails`: the first address.
pub(crate) fn email(xml: &mut Xml<'_>) -> Result<Option<String>, ReadError> {
    let mut first = None;
    xml.leaves(&mut |_, text| first = first.take().or_else(|| tidy(text)))?;
    Ok(first)
}

/// Reads an address of either kind as lines. A house number goes before its street; the numbers that only registers
/// use are left out.
pub(crate) fn address(xml: &mut Xml<'_>) -> Result<Vec<String>, ReadError> {
    let mut lines: Vec<String> = Vec::new();
    let mut house: Option<String> = None;
    xml.leaves(&mut |name, text| {
        let Some(text) = tidy(text) else { return };
        match name {
            "UniqueStreetReferenceNumber" | "UniquePropertyReferenceNumber" => {}
            "PAON" => house = Some(text),
            "StreetDescription" => lines.push(match house.take() {
                Some(house) => format!("{house} {text}"),
                None => text,
            }),
            _ => {
                lines.extend(house.take());
                lines.push(text);
            }
        }
    })?;
    lines.extend(house);
    lines.dedup();
    Ok(lines)
}

fn tidy(text: &str) -> Option<String> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!tidy.is_empty()).then_some(tidy)
}
