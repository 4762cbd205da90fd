//! Invented people: any first name with any last name, and phone numbers that ring nobody.

use super::draw::Draw;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
};
use record::PersonDetails;
use synth::Flags;

const FIRST: &[&str] = &[
    "Abena", "Adrian", "Aled", "Amal", "Anjali", "Arthur", "Aylin", "Beatriz", "Bronwen", "Callum", "Chiara",
    "Chidi", "Ciaran", "Daniela", "Dilwyn", "Edith", "Elif", "Emeka", "Esther", "Farida", "Fionn", "Florin",
    "Gethin", "Grace", "Hamza", "Harriet", "Hoang", "Ines", "Irfan", "Ivy", "Jamal", "Jolanta", "Kasia",
    "Keiko", "Kwame", "Lakshmi", "Leon", "Lowri", "Maeve", "Marek", "Mei", "Mohini", "Nadia", "Neville",
    "Niamh", "Olu", "Orla", "Pearl", "Pedro", "Rafiq", "Ravi", "Rhys", "Ruth", "Samina", "Sean", "Siobhan",
    "Stefan", "Tamsin", "Tariq", "Uma", "Viktor", "Wanjiru", "Winifred", "Yasmin", "Yusuf", "Zofia",
];
const LAST: &[&str] = &[
    "Abernant",
    "Adewumi-Cole",
    "Ashgrove",
    "Barzani-Holt",
    "Birchwell",
    "Blackmere",
    "Bramhope",
    "Caldergate",
    "Chaudry-Penn",
    "Coldharbour",
    "Cwmdare",
    "Dashwater",
    "Ekwueme-Rowe",
    "Elmstead",
    "Fairweather-Lim",
    "Fennimoor",
    "Garrowby",
    "Gwynfryn",
    "Haldenby",
    "Hartsmere",
    "Ilkerton",
    "Jarrahdale",
    "Kestrelby",
    "Kowal-Finch",
    "Lanyard",
    "Larkhill",
    "Mallowfield",
    "Mbanefo-Gray",
    "Merriwether",
    "Netherby",
    "Nguyen-Hurst",
    "Oakhanger",
    "Okonjo-Ward",
    "Pemberwick",
    "Quillfeather",
    "Ravensworth",
    "Rosewarne",
    "Sandeman-Rao",
    "Silverdale",
    "Siddiq-Marlow",
    "Stanmoor",
    "Tamblyn",
    "Thorngate",
    "Trelawder",
    "Underhay",
    "Vasquez-Booth",
    "Wainfleet",
    "Whitsand",
    "Wyndham-Osei",
    "Yarrowby",
    "Zielinski-Hart",
];
const STREETS: &[&str] = &[
    "Alder Way",
    "Bellfounder Lane",
    "Cooper's Yard",
    "Dovecote Road",
    "Elderflower Close",
    "Foundry Street",
    "Goldfinch Avenue",
    "Harbour View",
    "Ironmonger Row",
    "Juniper Terrace",
    "Kiln Lane",
    "Lantern Street",
];
const TOWNS: [&str; 2] = ["Riverside", "Downland"];
const TRADES: &[&str] =
    &["Bakery", "Cycles", "Convenience Store", "Garden Centre", "Pharmacy", "Launderette"];

/// A victim with flags, in one of the two areas.
pub(super) fn victim(draw: &mut Draw, flags: Flags, area: usize, reported: Timestamp) -> PersonDetails {
    let name = if flags.intersects(Flags::BUSINESS) {
        format!("{} {} (contact: {})", draw.one_of(LAST), draw.one_of(TRADES), draw.one_of(FIRST))
    } else {
        person(draw)
    };
    let phone = format!("07700 900{:03}", draw.below(1000));
    PersonDetails {
        name,
        born: (!flags.intersects(Flags::BUSINESS)).then(|| born(draw, flags, reported)),
        address: vec![
            format!("{} {}", 1 + draw.below(180), draw.one_of(STREETS)),
            TOWNS[area % TOWNS.len()].to_owned(),
        ],
        phones: vec![phone],
        email: draw.percent(60).then(|| format!("someone{}@example.com", draw.below(100_000))),
    }
}

/// A first and a last name.
pub(super) fn person(draw: &mut Draw) -> String {
    format!("{} {}", draw.one_of(FIRST), draw.one_of(LAST))
}

fn born(draw: &mut Draw, flags: Flags, reported: Timestamp) -> Date {
    let years = if flags.intersects(Flags::UNDER_18) { 8 + draw.below(9) } else { 19 + draw.below(65) };
    let day = calendar::london_date(reported).saturating_sub((years as i64).years());
    let day = day.saturating_sub((draw.below(360) as i64).days());
    day.max(date(1920, 1, 1))
}
