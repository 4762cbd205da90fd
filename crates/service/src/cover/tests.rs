//! For every directory and every instant: somebody sees each duty.

use super::*;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use store::{Organisation, Post, Team};
use uuid::Uuid;

const HOURS: [&str; 5] =
    ["", "mon-fri 09:00-17:00", "mon-sun 22:00-06:00", "sat,sun 10:00-14:00", "tue 08:00-08:00"];
const TEAMS: [&str; 3] = ["", "north", "south"];
const ROLES: [&str; 4] = ["officer", "officer", "supervisor", "standards"];

#[derive(Debug, Clone)]
struct Somebody {
    role: usize,
    team: usize,
    elsewhere: bool,
    inactive: bool,
    hours: usize,
    holidays: bool,
    /// hours from the instant at which an absence begins, and its length; none without an end
    away: Option<(i64, Option<i64>)>,
    deputies: Vec<usize>,
    further: Option<(usize, usize)>,
}

fn somebody() -> impl Strategy<Value = Somebody> {
    let away = prop::option::of((-100i64..100, prop::option::of(1i64..300)));
    let deputies = prop::collection::vec(0usize..8, 0..3);
    let further = prop::option::of((0..ROLES.len(), 0..TEAMS.len()));
    (
        (0..ROLES.len(), 0..TEAMS.len(), prop::bool::weighted(0.1), prop::bool::weighted(0.1)),
        (0..HOURS.len(), any::<bool>(), away, deputies, further),
    )
        .prop_map(|((role, team, elsewhere, inactive), (hours, holidays, away, deputies, further))| {
            Somebody { role, team, elsewhere, inactive, hours, holidays, away, deputies, further }
        })
}

fn directory(people: &[Somebody], at: Timestamp, south_covers: bool) -> Directory {
    let mut directory = Directory::default();
    for id in ["force", "other"] {
        let organisation = Organisation { id: id.into(), ..Organisation::default() };
        directory.organisations.insert(id.into(), organisation);
    }
    for id in &TEAMS[1..] {
        let covered_by = if south_covers && *id == "north" { "south" } else { "" };
        let team = Team {
            id: (*id).into(),
            organisation: "force".into(),
            covered_by: covered_by.into(),
            ..Team::default()
        };
        directory.teams.insert((*id).into(), team);
    }
    for (number, some) in people.iter().enumerate() {
        let id = format!("p{number}");
        let person = Person {
            id: id.clone(),
            role: ROLES[some.role].into(),
            organisation: if some.elsewhere { "other" } else { "force" }.into(),
            team: TEAMS[some.team].into(),
            inactive: some.inactive,
            hours: HOURS[some.hours].into(),
            works_bank_holidays: some.holidays,
            ..Person::default()
        };
        if let Some((role, team)) = some.further {
            let post = Post {
                id: format!("{id}-b"),
                person: id.clone(),
                role: ROLES[role].into(),
                organisation: "force".into(),
                team: TEAMS[team].into(),
                ..Post::default()
            };
            directory.posts.insert(id.clone(), vec![post]);
        }
        if let Some((from, length)) = some.away {
            let from = at + SignedDuration::from_hours(from);
            let absence = Absence {
                id: Uuid::from_u128(number as u128),
                person: id.clone(),
                kind: "leave".into(),
                from,
                until: length.map(|hours| from + SignedDuration::from_hours(hours)),
                deputy: String::new(),
                recorded_by: id.clone(),
                recorded_at: from,
                withdrawn_at: None,
            };
            directory.absences.insert(id.clone(), vec![absence]);
        }
        directory.deputies.insert(id.clone(), some.deputies.iter().map(|n| format!("p{n}")).collect());
        directory.people.insert(id, person);
    }
    directory
}

fn calendar() -> &'static Calendar {
    Calendar::england_and_wales()
}

/// Everybody who sees a duty in their own list, their team's, or their cover.
fn who_sees(watch: &Watch<'_>, person: &str, team: &str) -> BTreeSet<String> {
    let mut seeing = watch.cover(person, team).seen_by;
    let is_there =
        |id: &&str| !matches!(watch.presence(id), Presence::Away | Presence::OffShift | Presence::Gone);
    match (person, team) {
        ("", "") => seeing.extend(watch.staff().filter(is_there).map(str::to_owned)),
        ("", team) => {
            let members = watch.teams.get(team).into_iter().flatten().copied();
            seeing.extend(members.filter(is_there).map(str::to_owned));
        }
        (person, _) => seeing.extend(Some(person).filter(is_there).map(str::to_owned)),
    }
    seeing
}

proptest! {
    #[test]
    fn somebody_sees_every_duty(
        people in prop::collection::vec(somebody(), 1..8),
        holder in prop::option::of(0usize..9),
        team in 0..TEAMS.len(),
        hour in 0i64..24 * 366,
        south_covers: bool,
    ) {
        let at: Timestamp = "2026-01-01T00:30:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hour);
        let directory = directory(&people, at, south_covers);
        let watch = directory.watch("force", at, calendar());
        let person = holder.map_or(String::new(), |number| format!("p{number}"));
        let seeing = who_sees(&watch, &person, TEAMS[team]);
        let staffed = watch.staff.keys().any(|id| !directory.people[*id].hours.is_empty());
        if staffed {
            prop_assert!(!seeing.is_empty(), "nobody sees what {person} of {} holds", TEAMS[team]);
        }
        // Only people who work on cases here see it.
        prop_assert!(seeing.iter().all(|id| watch.staff.contains_key(id.as_str())), "{seeing:?}");
        // While anybody of the organisation is on shift, somebody on shift sees it.
        let on_shift = |id: &str| watch.presence(id) == Presence::OnShift || watch.presence(id) == Presence::Unknown;
        let could = watch.staff.values().any(|presence| *presence == Presence::OnShift);
        if could {
            prop_assert!(seeing.iter().any(|id| on_shift(id)), "{seeing:?} are all off");
        }
        // An absent person's deputies see it, on shift or not.
        if !person.is_empty() && watch.presence(&person) == Presence::Away {
            for deputy in directory.deputies[&person].iter().filter(|id| watch.staff.contains_key(id.as_str())) {
                prop_assert!(seeing.contains(deputy) || *deputy == person, "{deputy} does not see it");
            }
        }
        // Whoever is named as the next on shift is on shift then.
        if let Some((id, from)) = watch.cover(&person, TEAMS[team]).next {
            prop_assert!(from > at);
            let then = directory.watch("force", from, calendar());
            prop_assert_eq!(then.presence(&id), Presence::OnShift);
            let before = from - SignedDuration::from_secs(1);
            if before > at {
                let nobody = directory.watch("force", before, calendar());
                prop_assert!(nobody.staff.values().all(|presence| *presence != Presence::OnShift));
            }
        }
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn plain(role: usize, team: usize, hours: usize) -> Somebody {
    Somebody {
        role,
        team,
        elsewhere: false,
        inactive: false,
        hours,
        holidays: false,
        away: None,
        deputies: Vec::new(),
        further: None,
    }
}

#[test]
fn the_chain_goes_from_deputy_to_team_to_covering_team_to_supervisor_to_the_next_on_shift() {
    let day = at("2026-03-04T10:00:00Z");
    let mut people = vec![
        Somebody { away: Some((-1, None)), deputies: vec![1], ..plain(0, 1, 1) },
        plain(0, 2, 1),
        plain(0, 1, 1),
        plain(2, 0, 1),
    ];
    let seen = |people: &[Somebody], at, covers| {
        let directory = directory(people, at, covers);
        let cover = directory.watch("force", at, calendar()).cover("p0", "");
        (cover.seen_by.into_iter().collect::<Vec<_>>().join(" "), cover.next)
    };
    assert_eq!(seen(&people, day, false), ("p1".into(), None), "the deputy is on shift");
    people[1].inactive = true;
    assert_eq!(seen(&people, day, false), ("p2".into(), None), "the team");
    people[2].team = 2;
    assert_eq!(seen(&people, day, true), ("p2".into(), None), "the team that covers");
    assert_eq!(seen(&people, day, false), ("p3".into(), None), "the supervisor");
    let evening = at("2026-03-04T20:00:00Z");
    people[0].away = Some((-20, None));
    let tomorrow = at("2026-03-05T09:00:00Z");
    assert_eq!(seen(&people, evening, false), ("p2 p3".into(), Some(("p2".into(), tomorrow))));
}

#[test]
fn what_a_leaver_held_is_held_by_nobody_and_goes_to_the_team() {
    let day = at("2026-03-04T10:00:00Z");
    let people = [Somebody { inactive: true, ..plain(0, 1, 1) }, plain(0, 1, 1)];
    let directory = directory(&people, day, false);
    assert_eq!(directory.absent("p0", "force", day), Some(Absent::Gone));
    assert_eq!(directory.absent("p1", "force", day), None);
    let watch = directory.watch("force", day, calendar());
    assert_eq!(watch.presence("p0"), Presence::Gone);
    assert!(watch.cover("p0", "").seen_by.contains("p1"));
}
