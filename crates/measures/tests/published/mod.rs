//! The published counts of the joint inspection of 2023 as a table of counts, and the answers they stand for: each row says how
//! often a question was answered how; the units of a sheet take the answers in turn. Facts restated from the source.

use measures::inspection::{Answer, Questions, figures::Unit, figures::is_asked};

/// A sheet: its groups with their sizes, and for each question how often it was answered how.
pub struct Counts {
    pub sheet: &'static str,
    pub groups: &'static [(&'static str, usize)],
    pub questions: &'static [(&'static str, &'static [(&'static str, usize)])],
}

pub const COUNTS: &[Counts] = &[
    Counts {
        sheet: "police",
        groups: &[("closed", 57), ("two-inspectorates", 50), ("end-to-end", 25)],
        questions: &[
            ("risk-assessment", &[("yes", 45), ("no", 2), ("no_record", 10)]),
            ("needs-assessment", &[("yes", 77), ("no", 15), ("no_record", 40)]),
            ("needs-assessment-quality", &[("good", 42), ("poor", 35)]),
            ("statement-offered", &[("yes", 40), ("no", 52), ("no_record", 40)]),
            ("referral", &[("yes", 50), ("no", 14), ("no_record", 68)]),
            ("asked-how-updated", &[("yes", 57), ("no", 20), ("no_record", 55)]),
            ("updated-as-wished", &[("yes", 48), ("no", 9)]),
            ("supervisor-review", &[("yes", 99), ("no_record", 33)]),
            ("special-measures-aware", &[("yes", 34), ("no_record", 48), ("not_applicable", 50)]),
            ("special-measures-needed", &[("yes", 20), ("no", 28)]),
            ("special-measures-discussed", &[("no", 20)]),
            // 132 numbers with a sum of 396.
            ("days-to-first-contact", &[("0", 33), ("1", 33), ("2", 33), ("9", 33)]),
        ],
    },
    Counts {
        sheet: "police-national",
        groups: &[("", 3030)],
        questions: &[("review-direction", &[("yes", 2355), ("no", 675)])],
    },
    Counts {
        sheet: "prosecution",
        groups: &[("", 75)],
        questions: &[
            ("special-measures-detail", &[("yes", 36), ("no", 39)]),
            ("file-standard", &[("yes", 32), ("no", 43)]),
            ("file-feedback", &[("yes", 17), ("no_record", 26)]),
            (
                "file-reasons",
                &[
                    ("vps", 15),
                    ("mg2", 5),
                    ("mg13", 4),
                    ("mg19", 4),
                    ("mg11", 2),
                    ("mg2+mg19", 1),
                    ("mg2+vps", 1),
                    ("pnc", 1),
                    ("stalking", 1),
                    ("mg6", 1),
                    ("vps+mg3+disclosure", 1),
                    ("officer", 1),
                    ("cctv", 1),
                    ("other", 5),
                ],
            ),
            ("bail-decisions", &[("yes", 56), ("no", 19)]),
            ("correspondence", &[("yes", 34), ("no", 7), ("not_applicable", 34)]),
            ("correspondence-in-time", &[("yes", 31), ("no", 3)]),
            ("letter-sent", &[("yes", 10), ("no_record", 10), ("not_applicable", 55)]),
            ("letter-in-time", &[("yes", 4), ("no", 6)]),
            ("letter-quality", &[("good", 4), ("poor", 6)]),
        ],
    },
    Counts {
        sheet: "probation-reports",
        groups: &[("", 18)],
        questions: &[
            ("report-detail", &[("yes", 12), ("no", 6)]),
            ("report-risk", &[("yes", 17), ("no", 1)]),
            ("report-proposals", &[("yes", 15), ("no", 3)]),
            ("abuse-enquiry-needed", &[("yes", 16), ("no", 2)]),
            ("abuse-enquiry-made", &[("yes", 6), ("no_record", 10)]),
            ("abuse-enquiry-answered", &[("yes", 6)]),
            ("children-enquiry-needed", &[("yes", 13), ("no", 5)]),
            ("children-enquiry-made", &[("yes", 6), ("no_record", 7)]),
            ("children-enquiry-answered", &[("yes", 4), ("no", 2)]),
        ],
    },
    Counts {
        sheet: "probation-scheme",
        groups: &[("", 75)],
        questions: &[
            ("scheme-referred", &[("yes", 70), ("no_record", 5)]),
            ("invitation-good", &[("yes", 55), ("no", 5), ("not_applicable", 10)]),
            ("invitation-personal", &[("yes", 50), ("no", 10)]),
            // "All" were followed up; how many did not reply was not published.
            ("invitation-followed-up", &[("yes", 21), ("not_applicable", 39)]),
            ("unwanted-contact", &[("yes", 21), ("no_record", 37), ("not_applicable", 17)]),
            ("licence-say", &[("yes", 49), ("no", 5), ("not_applicable", 21)]),
            ("released", &[("yes", 29), ("no", 46)]),
            ("release-contact", &[("yes", 21), ("no", 8)]),
            ("release-expectations", &[("yes", 25), ("no", 4)]),
            ("release-support", &[("yes", 13), ("no_record", 16)]),
            ("protection-meeting", &[("yes", 10), ("not_applicable", 65)]),
        ],
    },
    Counts {
        sheet: "probation-wider",
        groups: &[("", 603)],
        questions: &[("wider-referred", &[("yes", 539), ("no_record", 64)])],
    },
    Counts {
        sheet: "probation-management",
        groups: &[("", 50)],
        questions: &[("assessment", &[("yes", 33), ("no", 17)]), ("plan", &[("yes", 41), ("no", 9)])],
    },
    Counts {
        sheet: "probation-officers",
        groups: &[("", 22)],
        questions: &[("caseload", &[("more", 4), ("200-300", 13), ("fewer", 5)])],
    },
];

/// Victims taking part in the scheme on 16 January 2023.
pub const PARTICIPANTS: [(&str, u64); 12] = [
    ("East England", 4127),
    ("East Midlands", 2749),
    ("Greater Manchester", 3241),
    ("Kent, Surrey and Sussex", 3123),
    ("London", 4957),
    ("North East", 2589),
    ("North West", 4158),
    ("South Central", 2454),
    ("South West", 3748),
    ("Wales", 2635),
    ("West Midlands", 4532),
    ("Yorkshire and The Humber", 4761),
];

/// What the list of published figures says, word for word, apart from the data file: shares.
pub const SHARES: &[(&str, u64, u64)] = &[
    ("risk-assessed", 45, 57),
    ("needs-assessed", 77, 132),
    ("needs-assessment-good", 42, 77),
    ("statement-not-offered", 92, 132),
    ("referral-no-record", 68, 132),
    ("asked-how-updated", 57, 132),
    ("updated-as-wished", 48, 57),
    ("supervisor-review-no-evidence", 33, 132),
    ("special-measures-no-evidence", 48, 132),
    ("special-measures-needed", 20, 48),
    ("special-measures-discussed", 0, 20),
    ("review-without-direction", 675, 3030),
    ("special-measures-too-little-detail", 39, 75),
    ("file-below-standard", 43, 75),
    ("file-no-feedback", 26, 43),
    ("bail-decisions-not-right", 19, 75),
    ("correspondence-acted-on", 34, 41),
    ("correspondence-in-time", 31, 34),
    ("letter-not-sent", 10, 20),
    ("letter-late", 6, 10),
    ("letter-poor", 6, 10),
    ("letter-good", 4, 10),
    ("report-detail", 12, 18),
    ("report-risk", 17, 18),
    ("report-proposals", 15, 18),
    ("abuse-enquiry-needed", 16, 18),
    ("abuse-enquiry-made", 6, 16),
    ("abuse-enquiry-answered", 6, 6),
    ("children-enquiry-needed", 13, 18),
    ("children-enquiry-made", 6, 13),
    ("children-enquiry-answered", 4, 6),
    ("scheme-not-referred", 5, 75),
    ("wider-not-referred", 64, 603),
    ("invitation-good", 55, 60),
    ("invitation-not-personal", 10, 60),
    ("unwanted-contact-missing", 37, 58),
    ("assessment-not-well", 17, 50),
    ("plan-not-well", 9, 50),
    ("licence-say", 49, 54),
    ("released", 29, 75),
    ("release-no-contact", 8, 29),
    ("release-expectations", 25, 29),
    ("release-support", 13, 29),
    ("protection-meeting", 10, 10),
    ("caseload-200-300", 13, 22),
];
/// And the figures that are no shares: a mean of 3 days, all, 43 files with reasons, 43,074 participants.
pub const OTHERS: [&str; 4] =
    ["days-to-first-contact", "invitation-followed-up", "file-reasons", "participants"];

/// The units of a sheet with the answers that the counts stand for.
pub fn units(questions: &Questions, counts: &Counts) -> Vec<Unit> {
    let of_group = |(group, size): &(&str, usize)| {
        let unit = Unit { group: (*group).to_owned(), ..Unit::default() };
        std::iter::repeat_n(unit, *size).collect::<Vec<_>>()
    };
    let mut units: Vec<Unit> = counts.groups.iter().flat_map(of_group).collect();
    for (place, (id, answers)) in counts.questions.iter().enumerate() {
        let question = questions.question(id).unwrap_or_else(|| panic!("no question {id}"));
        let asked = |unit: &&mut Unit| is_asked(questions, question, unit) == Some(true);
        let mut asked: Vec<&mut Unit> = units.iter_mut().filter(asked).collect();
        let given: Vec<Answer> = answers
            .iter()
            .flat_map(|(slug, n)| std::iter::repeat_n(Answer::parse(question, slug).unwrap(), *n))
            .collect();
        assert_eq!(given.len(), asked.len(), "{id}: as many answers as units that are asked");
        // Not every question begins with the same unit: the answers of a unit are then not all alike.
        let turn = (place * 7) % asked.len().max(1);
        asked.rotate_left(turn);
        for (unit, answer) in asked.into_iter().zip(given) {
            unit.answers.insert((*id).to_owned(), answer);
        }
    }
    units
}

/// Every sheet with its units.
pub fn sheets(questions: &Questions) -> Vec<(&'static str, Vec<Unit>)> {
    let mut all: Vec<(&'static str, Vec<Unit>)> =
        COUNTS.iter().map(|counts| (counts.sheet, units(questions, counts))).collect();
    let participants = PARTICIPANTS.iter().map(|(area, n)| Unit {
        area: (*area).to_owned(),
        group: String::new(),
        answers: [("participants".to_owned(), Answer::Number(*n))].into(),
    });
    all.push(("probation-participants", participants.collect()));
    all
}
