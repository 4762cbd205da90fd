//! Who is who in a case: one person to speak to, and what everybody else does (ACC-5, INF-5).

use crate::{
    components::Markup,
    pages::plain::{self, Plain},
    present::victim::contact,
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use jiff::civil::{Date, date};
use policy::Role;
use service::{
    case_file::OwnerCard,
    who_is_who::{Agency, WhoIsWho},
};

/// Agencies whose task is described; the others have one of their own
const DESCRIBED: [&str; 7] = ["police", "cps", "wcu", "hmcts", "probation", "support_service", "yot"];

/// The page
pub(crate) fn page(shell: Shell, known: &WhoIsWho, today: Date) -> Plain {
    let asked = contact(known.contact.as_ref());
    let mut above = vec![plain::heading(say("who-contact")), plain::paragraph(asked.words())];
    if !asked.phone.is_empty() {
        above.push(plain::paragraph(say_with("who-phone", &[("phone", asked.phone.as_str().into())])));
    }
    above.push(plain::paragraph(say("who-about")));
    above.push(plain::paragraph(say("who-emergency")));
    let mut below = Vec::new();
    if !known.agencies.is_empty() {
        below.push(plain::heading(say("who-agencies")));
        below.extend(known.agencies.iter().flat_map(|agency| agency_words(agency, today)));
    }
    Plain {
        shell,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("who-title"),
        above,
        below,
        ..Plain::default()
    }
}

fn agency_words(agency: &Agency, today: Date) -> Vec<Markup> {
    let card = &agency.card;
    let slug = if DESCRIBED.contains(&card.provider.as_str()) { card.provider.as_str() } else { "other" };
    let mut parts = vec![
        plain::heading(say(&format!("provider-{}", card.provider.replace('_', "-")))),
        plain::paragraph(say(&format!("who-does-{}", slug.replace('_', "-")))),
    ];
    if !card.person.is_empty() {
        parts.push(plain::paragraph(say_with("who-person", &[("name", card.person.as_str().into())])));
    }
    let team = [("team", card.team.as_str().into()), ("organisation", card.organisation.as_str().into())];
    parts.push(plain::paragraph(match card.team.is_empty() {
        true => format!("{}.", card.organisation),
        false => format!("{}.", say_with("who-team", &team)),
    }));
    if !card.phone.is_empty() {
        parts.push(plain::paragraph(say_with("who-phone", &[("phone", card.phone.as_str().into())])));
    }
    if let (Some(since), false) = (agency.since, card.person.is_empty()) {
        let (name, day) =
            (("name", card.person.as_str().into()), ("day", speaking().day(since, today).into()));
        parts.push(plain::paragraph(match &agency.before {
            Some(before) => say_with("who-new-before", &[name, ("before", before.as_str().into()), day]),
            None => say_with("who-new", &[name, day]),
        }));
    }
    parts
}

/// The page for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let card = |provider: &str, person: &str| OwnerCard {
        provider: provider.into(),
        organisation: "Anytown Police".into(),
        team: "Anytown victim team".into(),
        person: person.into(),
        phone: "020 7946 0101".into(),
    };
    let agency = |provider: &str, person: &str| Agency {
        card: card(provider, person),
        since: Some(date(2026, 3, 4)),
        before: Some("PC Mei Chen".into()),
    };
    let known = WhoIsWho {
        name: String::new(),
        contact: Some(card("police", "PC Sam Okafor")),
        agencies: vec![agency("police", "PC Sam Okafor"), agency("wcu", ""), agency("parole_board", "")],
    };
    let shell = Shell::sample(say("who-title"), Role::Victim).within("/your-case");
    vec![("who-is-who", page(shell, &known, date(2026, 3, 5)))]
}
