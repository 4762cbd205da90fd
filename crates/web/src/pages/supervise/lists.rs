//! Cases to look at, promises that were broken, disputes; and what supervisors ask of a person.

use super::{days, lists};
use crate::{
    components::Markup,
    pages::{
        plain::{heading, paragraph},
        wide::{Row, Wide, grid, head, item, item_link, narrow, row},
    },
    present::{case_address, stage_words, way_to_do},
    shell::Shell,
    words,
};
use jiff::civil::Date;
use policy::Role;
use service::supervise::{
    lists::{LOOK_BACK_DAYS, Promised, ReviewList, ToSupervise},
    reviews::DirectionSeen,
};

/// Cases to look at, and directions that wait
pub(crate) fn reviews(
    shell: Shell,
    list: &ReviewList,
    teams: &[(String, String)],
    team: &str,
    today: Date,
) -> Wide {
    let here = "/supervise/reviews";
    let mut blocks =
        vec![lists(here), narrow("Narrow the lists", here, "Show", vec![super::teams(teams, team)])];
    blocks.extend(cases("Live investigations whose review is due", &list.due, list.more_due, today));
    if list.due.is_empty() {
        blocks
            .push(paragraph("No review is due: each live investigation was looked at in the last 28 days."));
    }
    blocks.extend(cases("Cases that drift", &list.drifting, list.more_drifting, today));
    if list.drifting.is_empty() {
        blocks.push(paragraph("No case drifts."));
    }
    blocks.push(paragraph(
        "A live investigation is looked at every 28 days. A case drifts when something is owed and for 28 days nothing was \
         done, nobody got through to a victim and no supervisor looked.",
    ));
    blocks.extend(directions("Directions that wait for an answer", &list.directions, today));
    if list.directions.is_empty() {
        blocks.push(paragraph("Every direction was answered."));
    }
    Wide { shell: shell.within(super::TEAM), heading: "Reviews".into(), blocks, ..Wide::default() }
}

fn cases(caption: &str, cases: &[ToSupervise], more: bool, today: Date) -> Vec<Markup> {
    let columns =
        ["Waiting for", "Case", "About", "Last looked at", "Last contact", "Held by", "Look"].map(head);
    let rows = cases.iter().map(|one| {
        let case = case_address(one.case.case);
        let reference = one.case.reference.clone().unwrap_or_else(|| "No reference yet".into());
        let looked = one.case.reviewed_at.map(|at| words::short_day(calendar::london_date(at), today));
        row(vec![
            item(days(one.days)),
            item_link(&reference, &case),
            item(&one.case.title).over(vec![stage_words(&one.case.stage).to_owned()]),
            item(looked.unwrap_or_else(|| "never".into())),
            item(match one.quiet_days {
                0 => "today".to_owned(),
                quiet => format!("{} ago", days(quiet)),
            }),
            item(&one.held_by),
            crate::pages::wide::Item {
                aside: format!("case {reference}"),
                ..item_link("Review", format!("{case}/review"))
            },
        ])
    });
    let mut blocks = grid(caption, &columns, rows.collect());
    if more {
        blocks.push(paragraph("There are more: the longest waiting are shown first."));
    }
    blocks
}

fn directions(caption: &str, lines: &[DirectionSeen], today: Date) -> Vec<Markup> {
    let columns = ["By", "What is to be done", "Who", "Case", "Answer"].map(head);
    let rows = lines.iter().map(|line| {
        let case = case_address(line.case);
        let by = words::day(line.by, today);
        let by = if line.late { format!("Late: by the end of {by}") } else { by };
        let answer = format!("{case}/review#direction-{}-{}", line.review, line.item);
        Row {
            is_late: line.late,
            ..row(vec![
                item(by),
                item(&line.what),
                item(if line.who.is_empty() { "whoever holds the case" } else { &line.who }),
                item_link(&line.reference, &case),
                crate::pages::wide::Item {
                    aside: format!("what became of it in case {}", line.reference),
                    ..item_link("Say", answer)
                },
            ])
        }
    });
    grid(caption, &columns, rows.collect())
}

/// What supervisors ask of this person
pub(crate) fn own_directions(shell: Shell, lines: &[DirectionSeen], today: Date) -> Wide {
    let mut blocks = directions("Soonest first", lines, today);
    if lines.is_empty() {
        blocks.push(paragraph("Nothing waits for you."));
    }
    Wide {
        shell: shell.within("/my-work"),
        back: Some(("My work".into(), "/my-work".into())),
        heading: "What your supervisor asks of you".into(),
        blocks,
        ..Wide::default()
    }
}

/// Promises that are late, or were kept late
pub(crate) fn promises(shell: Shell, (late, kept_late): (&[Promised], &[Promised]), today: Date) -> Wide {
    let mut blocks = vec![lists("/supervise/broken-promises")];
    let columns = ["Late by", "What we promised", "Case", "Promised on", "Held by", "Act"].map(head);
    blocks.extend(grid("Late now", &columns, late.iter().map(|one| promise(one, today)).collect()));
    if late.is_empty() {
        blocks.push(heading("No promise is late"));
    }
    let kept = kept_late.iter().map(|one| {
        row(vec![
            item(days(one.days)),
            item(&one.what),
            item_link(&one.reference, case_address(one.case)),
            item(one.done_at.map(|at| words::day(calendar::london_date(at), today)).unwrap_or_default()),
            item(&one.held_by),
        ])
    });
    let columns = ["Late by", "What we promised", "Case", "Kept on", "Held by"].map(head);
    blocks.extend(grid(&format!("Kept late in the last {LOOK_BACK_DAYS} days"), &columns, kept.collect()));
    blocks.push(paragraph(
        "Promises are what this service promises a victim who writes, asks, disputes or leaves. What the Code itself gives \
         stands in My work.",
    ));
    Wide { shell: shell.within(super::TEAM), heading: "Broken promises".into(), blocks, ..Wide::default() }
}

fn promise(one: &Promised, today: Date) -> Row {
    let case = case_address(one.case);
    let act = way_to_do(&case, one.victim, &one.duty, one.trigger);
    let since = one.since.map(|at| words::day(calendar::london_date(at), today)).unwrap_or_default();
    Row {
        is_late: one.done_at.is_none() && one.days > 0,
        ..row(vec![
            item(days(one.days)),
            item(&one.what),
            item_link(&one.reference, &case),
            item(since),
            item(&one.held_by),
            crate::pages::wide::Item {
                aside: format!("{}, case {}", one.what, one.reference),
                ..item_link(crate::present::act(&one.duty), act)
            },
        ])
    }
}

/// Disputes that wait
pub(crate) fn disputes(shell: Shell, open: &[Promised], today: Date) -> Wide {
    let mut blocks = vec![lists("/supervise/disputes")];
    let columns = ["Open for", "What somebody must do", "Case", "Since", "Held by", "Act"].map(head);
    blocks.extend(grid("Oldest first", &columns, open.iter().map(|one| promise(one, today)).collect()));
    blocks.push(paragraph(if open.is_empty() {
        "No victim waits for somebody to look into what they dispute."
    } else {
        "The victim decides whether it is settled. One that was opened again is held by nobody alone: you and the team see \
         it."
    }));
    Wide { shell: shell.within(super::TEAM), heading: "Disputes".into(), blocks, ..Wide::default() }
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let today = jiff::civil::date(2026, 3, 5);
    let at: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;
    let case = record::CaseId(uuid::Uuid::nil());
    let to_supervise = |title: &str| ToSupervise {
        case: service::CaseToSupervise {
            case,
            reference: Some("01ZZ0000226".into()),
            title: title.into(),
            stage: "investigation".into(),
            since: at,
            reviewed_at: None,
            quiet_since: at,
            team: String::new(),
            person: String::new(),
            access: record::CaseAccess::default(),
        },
        days: 3,
        quiet_days: 12,
        held_by: "PC Sam Okafor".into(),
    };
    let direction = DirectionSeen {
        case,
        reference: "01ZZ0000226".into(),
        review: 9,
        item: 0,
        what: "Ask the shop for its film before it is wiped, and tell her when you have it".into(),
        who: "PC Sam Okafor".into(),
        by: jiff::civil::date(2026, 3, 4),
        late: true,
        answered: None,
    };
    let list = ReviewList {
        due: vec![to_supervise("Robbery")],
        more_due: true,
        drifting: vec![to_supervise("Burglary of a home")],
        more_drifting: false,
        directions: vec![direction.clone()],
    };
    let nothing = ReviewList {
        due: Vec::new(),
        more_due: false,
        drifting: Vec::new(),
        more_drifting: false,
        directions: Vec::new(),
    };
    let promised = Promised {
        case,
        reference: "01ZZ0000226".into(),
        victim: record::VictimId(uuid::Uuid::nil()),
        trigger: 4,
        duty: "p-update-asked-for".into(),
        what: "Be told where your case stands, because you asked".into(),
        since: Some(at),
        due_at: Some(at),
        done_at: None,
        days: 2,
        held_by: "PC Sam Okafor".into(),
    };
    let kept = Promised { done_at: Some(at), ..promised.clone() };
    let dispute = Promised {
        duty: record::dispute::LOOK.into(),
        what: "Have it looked into".into(),
        ..promised.clone()
    };
    let shell = |title: &str| Shell::sample(title, Role::Supervisor);
    let teams = [("team-a".to_owned(), "Anytown victim team".to_owned())];
    let officer = Shell::sample("What your supervisor asks of you", Role::Officer);
    vec![
        ("supervise-reviews", reviews(shell("Reviews"), &list, &teams, "", today)),
        ("supervise-reviews-nothing", reviews(shell("Reviews"), &nothing, &teams, "team-a", today)),
        ("supervise-promises", promises(shell("Broken promises"), (&[promised], &[kept]), today)),
        ("supervise-disputes", disputes(shell("Disputes"), &[dispute], today)),
        ("directions", own_directions(officer, &[direction], today)),
    ]
}
