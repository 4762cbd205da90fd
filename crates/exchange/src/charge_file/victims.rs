//! One victim once: a charge file repeats a person under each offence.

use super::Victim;

/// Adds a victim of offence `offence` (indices of defendant and offence, and the sequence number), joining them to the
/// same person met before.
pub(super) fn add(victims: &mut Vec<Victim>, found: Victim, offence: (usize, usize), sequence: Option<u32>) {
    let at = match victims.iter().position(|known| is_same_person(known, &found)) {
        Some(at) => {
            complete(&mut victims[at], found);
            at
        }
        None => {
            victims.push(found);
            victims.len() - 1
        }
    };
    let victim = &mut victims[at];
    if !victim.offences.contains(&offence) {
        victim.offences.push(offence);
    }
    if let Some(sequence) = sequence
        && let Err(place) = victim.offence_sequences.binary_search(&sequence)
    {
        victim.offence_sequences.insert(place, sequence);
    }
}

/// The same person: the same name and nothing that speaks against it. Without a name, the same address and telephones.
/// Two people must never become one, so a doubt keeps them apart.
fn is_same_person(one: &Victim, other: &Victim) -> bool {
    let agree =
        |one: &[String], other: &[String]| one.is_empty() || other.is_empty() || plain(one) == plain(other);
    match (&one.name, &other.name) {
        (Some(name), Some(other_name)) => {
            let born_agrees = one.born.is_none() || other.born.is_none() || one.born == other.born;
            name.to_lowercase() == other_name.to_lowercase()
                && born_agrees
                && agree(&one.address, &other.address)
        }
        (None, None) => {
            one.born == other.born
                && !one.address.is_empty()
                && plain(&one.address) == plain(&other.address)
                && agree(&one.phones, &other.phones)
        }
        _ => false,
    }
}

fn plain(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| line.to_lowercase()).collect()
}

/// Adds what only the repetition tells.
fn complete(known: &mut Victim, repeated: Victim) {
    if known.address.is_empty() {
        known.address = repeated.address;
    }
    for phone in repeated.phones {
        if !known.phones.contains(&phone) {
            known.phones.push(phone);
        }
    }
    known.email = known.email.take().or(repeated.email);
    known.born = known.born.or(repeated.born);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn victim(name: Option<&str>, address: &str, born_year: Option<i16>) -> Victim {
        Victim {
            name: name.map(str::to_owned),
            address: vec![address.to_owned()],
            born: born_year.map(|year| date(year, 1, 1)),
            ..Victim::default()
        }
    }

    fn added(found: &[Victim]) -> Vec<Victim> {
        let mut victims = Vec::new();
        for (at, one) in found.iter().enumerate() {
            add(&mut victims, one.clone(), (0, at), u32::try_from(at + 1).ok());
        }
        victims
    }

    #[test]
    fn a_person_under_two_offences_is_one_victim() {
        let victims = added(&[
            victim(Some("Ada Fern"), "1 Low St", None),
            victim(Some("ADA FERN"), "1 low st", Some(1980)),
        ]);
        assert_eq!(victims.len(), 1);
        assert_eq!(victims[0].offence_sequences, [1, 2]);
        assert_eq!(victims[0].offences, [(0, 0), (0, 1)]);
        assert_eq!(victims[0].born, Some(date(1980, 1, 1)));
    }

    #[test]
    fn a_doubt_keeps_people_apart() {
        for (one, other) in [
            (
                victim(Some("Ada Fern"), "1 Low St", Some(1980)),
                victim(Some("Ada Fern"), "1 Low St", Some(2010)),
            ),
            (victim(Some("Ada Fern"), "1 Low St", None), victim(Some("Ada Fern"), "9 High St", None)),
            (victim(Some("Ada Fern"), "1 Low St", None), victim(None, "1 Low St", None)),
            (victim(None, "1 Low St", None), victim(None, "2 Low St", None)),
        ] {
            assert_eq!(added(&[one.clone(), other]).len(), 2, "{one:?}");
        }
        assert_eq!(added(&[victim(None, "1 Low St", None), victim(None, "1 Low St", None)]).len(), 1);
    }
}
