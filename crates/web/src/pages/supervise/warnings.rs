//! Cases whose victims may be lost, with the reasons in words (OVR-7).

use super::lists;
use crate::{
    pages::{
        plain::paragraph,
        wide::{Item, Row, Wide, grid, head, item, item_link, narrow, row},
    },
    present::case_address,
    shell::Shell,
    words,
};
use jiff::civil::Date;
use policy::Role;
use record::warning::Sign;
use service::supervise::warnings::{Reason, Warned, WarningList};

/// The list
pub(crate) fn page(shell: Shell, list: &WarningList, team: &str, today: Date) -> Wide {
    let here = "/supervise/early-warning";
    let mut blocks = vec![
        lists(here),
        paragraph(format!(
            "Victims who are likely to give up, worst first. Each reason adds what stands behind it; a case is listed from {} \
             on. Nothing else goes into the sum. The reasons and their weights are a judgement and stand in a file that \
             anybody can read.",
            list.list_from
        )),
        narrow("Narrow the list", here, "Show", vec![super::teams(&list.teams, team)]),
    ];
    let columns = ["Sum", "Case", "Why", "Held by", "Call", "Look"].map(head);
    blocks.extend(grid("Cases", &columns, list.cases.iter().map(|case| line(case, today)).collect()));
    blocks.push(paragraph(match (list.cases.len(), list.count) {
        (0, _) => "No case is on the list.".to_owned(),
        (shown, 1001..) => format!("{shown} of more than 1,000 cases."),
        (shown, count) => {
            format!("{shown} of {}.", words::count(usize::try_from(count).unwrap_or(0), "case", "cases"))
        }
    }));
    Wide { shell: shell.within(super::TEAM), heading: "Early warning".into(), blocks, ..Wide::default() }
}

fn line(one: &Warned, today: Date) -> Row {
    let case = case_address(one.case);
    let reason = |reason: &Reason| {
        let since = words::short_day(calendar::london_date(reason.since), today);
        format!("{} (since {since}, adds {})", reason.words, reason.weight)
    };
    let link = |text: &str, way: &str| Item {
        aside: format!("case {}", one.reference),
        ..item_link(text, format!("{case}/{way}"))
    };
    row(vec![
        item(one.score.to_string()),
        item_link(&one.reference, &case).over(vec![one.title.clone()]),
        item("").over(one.reasons.iter().map(reason).collect()),
        item(&one.held_by),
        link("Record", "contact"),
        link("Review", "review"),
    ])
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let since = jiff::Timestamp::UNIX_EPOCH;
    let reasons = vec![
        Reason {
            sign: Sign::Silent,
            weight: 2,
            words: "Nobody has got through to them for 14 days, and something is owed",
            since,
        },
        Reason {
            sign: Sign::NotCalledBack,
            weight: 3,
            words: "They were told when they would hear next, and did not",
            since,
        },
    ];
    let case = Warned {
        case: record::CaseId(uuid::Uuid::nil()),
        reference: "01ZZ0000226".into(),
        title: "Robbery".into(),
        held_by: "PC Sam Okafor".into(),
        score: 5,
        reasons,
    };
    let teams = vec![("team-a".to_owned(), "Anytown victim team".to_owned())];
    let list = WarningList { cases: vec![case], count: 1, list_from: 4, teams };
    let nothing = WarningList { cases: Vec::new(), count: 0, ..list.clone() };
    let today = jiff::civil::date(2026, 3, 5);
    let shell = || Shell::sample("Early warning", Role::Supervisor);
    vec![
        ("early-warning", page(shell(), &list, "", today)),
        ("early-warning-nothing", page(shell(), &nothing, "team-a", today)),
    ]
}
