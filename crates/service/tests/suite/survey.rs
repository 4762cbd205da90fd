//! One survey along the whole journey (VOX-2): answers count, nobody who works on the case reads them, and whoever should not be
//! asked directly answers with somebody they trust.

use crate::{
    contacts::charged,
    on_both_engines,
    town::{Town, now, victim_named},
};
use jiff::ToSpan;
use policy::Role;
use record::{
    access::Purpose,
    figures::Month,
    survey::{Moment, TAKEN, WhyNot},
};
use service::ServiceError;
use std::collections::BTreeMap;
use store::{FigureBy, FigureFilter};

on_both_engines!(
    answers_count_once_and_nobody_on_the_case_reads_them,
    whoever_is_not_asked_directly_answers_with_a_supporter_and_never_with_the_team,
);

fn said(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned())).collect()
}

async fn counted(town: &Town) -> Vec<(Vec<String>, i64)> {
    let all = FigureFilter::months(Month::from_number(190001).unwrap(), Month::from_number(299912).unwrap());
    let by = [FigureBy::Moment, FigureBy::Question, FigureBy::Answer];
    let rows = town.store().figure_survey(&all.by(&by)).await.unwrap();
    rows.into_iter().map(|row| (row.key, row.n)).collect()
}

fn row(moment: &str, question: &str, answer: &str) -> (Vec<String>, i64) {
    (vec![moment.to_owned(), question.to_owned(), answer.to_owned()], 1)
}

async fn answers_count_once_and_nobody_on_the_case_reads_them(town: Town) {
    let case = charged(&town).await;
    let victim = victim_named(&town.load(case).await, "Moss");
    let me = town.as_victim(case, victim);
    let joined = town.load(case).await.case.victim(victim).unwrap().joined_at;
    let early = town.service.victim_case(&me, joined + (24 * 27).hours()).await.unwrap();
    assert!(!early.survey, "nothing to be asked about yet");
    let later = joined + (24 * 60).hours();
    assert!(town.service.victim_case(&me, later).await.unwrap().survey);
    assert_eq!(town.service.own_survey(&me, later).await.unwrap().moment, Moment::FirstWeeks);
    let nothing = town.service.answer_survey(&me, said(&[("overall", "no such"), ("x", "yes")]), later).await;
    assert!(matches!(nothing, Err(ServiceError::Invalid(_))));
    for _ in 0..2 {
        let answers = said(&[("overall", "bad"), ("chase", "often")]);
        town.service.answer_survey(&me, answers, later).await.unwrap();
    }
    assert_eq!(
        counted(&town).await,
        [
            row("first_weeks", "chase", "often"),
            row("first_weeks", "overall", "bad"),
            row("first_weeks", TAKEN, "answered"),
        ]
    );
    assert!(!town.service.victim_case(&me, later).await.unwrap().survey, "asked once");
    // They change their mind: the latest counts, and once.
    town.service.answer_survey(&me, said(&[("overall", "good")]), later).await.unwrap();
    assert_eq!(
        counted(&town).await,
        [row("first_weeks", "overall", "good"), row("first_weeks", TAKEN, "answered")]
    );
    let file = town.service.case_file(&town.officer(), case, later).await.unwrap();
    let shown = format!("{:?}", file.timeline);
    assert!(shown.contains("answered the survey about the first weeks"), "{shown}");
    assert!(!shown.contains("overall") && !shown.contains("good"), "{shown}");
}

async fn whoever_is_not_asked_directly_answers_with_a_supporter_and_never_with_the_team(town: Town) {
    let case = charged(&town).await;
    let victim = victim_named(&town.load(case).await, "Moss");
    let (me, later) = (town.as_victim(case, victim), now() + (24 * 60).hours());
    let officer = town.officer();
    town.service.ask_directly(&officer, case, victim, Some(WhyNot::NotSafe), later).await.unwrap();
    assert!(!town.service.victim_case(&me, later).await.unwrap().survey);
    let answers = said(&[("informed", "not_at_all")]);
    let by_the_team = town.service.answer_survey_with(&officer, case, victim, answers.clone(), later).await;
    assert!(matches!(by_the_team, Err(ServiceError::NotFound)), "who answers for the case fills nothing in");
    let advocate = town.staff(Role::Advocate, "harbour");
    let before = town.service.answer_survey_with(&advocate, case, victim, answers.clone(), later).await;
    assert!(matches!(before, Err(ServiceError::NotFound)), "not without the victim's agreement");
    town.agreed(case, victim, "harbour", &[Purpose::Support]).await;
    town.service.answer_survey_with(&advocate, case, victim, answers, later).await.unwrap();
    assert_eq!(
        counted(&town).await,
        [row("first_weeks", "informed", "not_at_all"), row("first_weeks", TAKEN, "answered")]
    );
    let seen = town.service.case_survey(&officer, case, later).await.unwrap();
    let line = seen.victims.iter().find(|line| line.victim == victim).unwrap();
    assert_eq!((line.not_directly, line.may_help, line.due), (Some(WhyNot::NotSafe), false, None));
    // Whoever says no is not asked again, and may still answer.
    town.service.ask_directly(&officer, case, victim, None, later).await.unwrap();
    town.service.decline_survey(&me, later).await.unwrap();
    let in_a_year = now() + (24 * 380).hours();
    assert!(!town.service.victim_case(&me, in_a_year).await.unwrap().survey);
    town.service.answer_survey(&me, said(&[("overall", "good")]), in_a_year).await.unwrap();
    assert!(counted(&town).await.contains(&row("year", "overall", "good")));
}
