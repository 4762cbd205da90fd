//! Where a case is among its steps, what usually comes next, and what a person can still do when it has ended.

use crate::{
    pages::your_case::{Stage, StageState, WhereItIs},
    speaking::{say, say_with, speaking},
};
use service::course::{Course, Ended, Step, Usual, Wording};

/// Where the case is
pub(crate) fn where_it_is(course: &Course) -> WhereItIs {
    let about = course.wording();
    // What has ended goes through no further step, except what comes afterwards.
    let is_ahead = |step: &&Step| course.ended.is_none() || **step <= course.now || **step == Step::After;
    let stages = course.steps.iter().filter(is_ahead).map(|step| stage(course, *step, about));
    let usual = course.usual().filter(|_| course.ended.is_none());
    WhereItIs {
        stages: stages.collect(),
        next: usual.map(|usual| usual.next(speaking()).to_owned()).unwrap_or_default(),
        long: usual.map(|usual| usual.long(speaking()).to_owned()).unwrap_or_default(),
        ended: course.ended.map(|ended| say(&format!("ended-{}", ended.slug()))).unwrap_or_default(),
        still: course.ended.map(still).unwrap_or_default(),
    }
}

fn stage(course: &Course, step: Step, about: Wording) -> Stage {
    let state = match step.cmp(&course.now) {
        std::cmp::Ordering::Less => StageState::Done,
        std::cmp::Ordering::Equal if course.ended.is_some() && step != Step::After => StageState::EndedHere,
        std::cmp::Ordering::Equal => StageState::Now,
        std::cmp::Ordering::Greater => StageState::Later,
    };
    Stage { name: step_words(step, about), state }
}

/// A step in the words of a case
pub(crate) fn step_words(step: Step, about: Wording) -> String {
    say_with(&format!("step-{}", step.slug()), &[("about", about.slug().into())])
}

/// What somebody can still do when a case has ended: words and address
fn still(ended: Ended) -> Vec<(String, String)> {
    let link = |name: &str, href: &str| (say(name), href.to_owned());
    let review = ended.can_be_reviewed().then(|| link("ended-review", "/your-case/review"));
    let others = [
        link("ended-ask-contact", "/your-case/who-is-who"),
        link("ended-compensation", "/your-case/compensation"),
        link("ended-complaint", "/your-case/complaint"),
        link("ended-rights", "/your-rights"),
    ];
    review.into_iter().chain(others).collect()
}

/// A sentence at the top of the page for a family, for whoever was in a collision, for help alone
pub(crate) fn about(wording: Wording) -> Option<String> {
    (wording != Wording::Crime).then(|| say(&format!("about-{}", wording.slug())))
}

/// Every step of a kind of case with what is usual at it
pub(crate) fn every_step(kind: service::course::Kind, about: Wording) -> Vec<(Step, String, &'static Usual)> {
    let usual = |step: &Step| {
        Usual::all()
            .iter()
            .find(|usual| usual.is_of(*step, kind))
            .map(|usual| (*step, step_words(*step, about), usual))
    };
    Step::ALL.iter().filter_map(usual).collect()
}
