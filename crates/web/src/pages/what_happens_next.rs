//! Every step of a case, what usually comes next and how long it takes (ACC-3, ACC-4). Says nothing about anybody's case.

use crate::{
    components::Markup,
    pages::plain::{self, Plain},
    present::course::every_step,
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use policy::Role;
use service::course::{Kind, Wording};

/// The page
pub(crate) fn page(shell: Shell) -> Plain {
    let mut above = vec![plain::paragraph(say("next-about")), plain::paragraph(say("course-no-promise"))];
    above.extend(steps(Kind::Crime, Wording::Crime));
    above.push(plain::heading(say("next-collision")));
    above.extend(steps(Kind::Collision, Wording::Collision));
    above.push(plain::heading(say("next-support")));
    above.extend(steps(Kind::Support, Wording::Support));
    let mut links = Vec::new();
    if shell.viewer.is_some() {
        links.push((say("next-words"), "/words".into()));
    }
    if shell.for_victim() {
        links.push((say("next-your-case"), "/your-case".into()));
    }
    Plain {
        shell,
        heading: say("next-title"),
        above,
        below: if links.is_empty() { Vec::new() } else { vec![plain::links(links)] },
        ..Plain::default()
    }
}

fn steps(kind: Kind, about: Wording) -> Vec<Markup> {
    let steps = every_step(kind, about).into_iter().flat_map(|(_, name, usual)| {
        let long = say_with("next-how-long", &[("words", usual.long(speaking()).into())]);
        [plain::heading(name), plain::paragraph(usual.next(speaking())), plain::paragraph(long)]
    });
    steps.collect()
}

/// The page for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    vec![("what-happens-next", page(Shell::sample(say("next-title"), Role::Victim)))]
}
