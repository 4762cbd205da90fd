//! How it has been: a victim answers on their own page in either language, and the form keeps what they chose.

use crate::{
    cases::{ROSA, World},
    http_tests::text,
    journey_tests::Visitor,
    router,
};
use axum::http::StatusCode;
use language::Language;
use uuid::Uuid;

const SURVEY: &str = "/your-case/survey";

#[tokio::test]
async fn a_victim_answers_what_they_like_and_reads_that_nobody_on_the_case_sees_it() {
    let world = World::new().await;
    let pages = router(world.app());
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let (_, page) = rosa.look(SURVEY).await;
    assert!(page.contains("Nobody who works on your case reads your answers"), "{page}");
    assert_eq!(page.matches("<fieldset").count(), 6, "six questions");
    let nothing = rosa.send(SURVEY, &[]).await;
    assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(nothing).await.contains("Answer at least one question"));
    let sent = rosa.send(SURVEY, &[("overall", "bad"), ("respect", "yes")]).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let (_, case) = rosa.look("/your-case").await;
    assert!(case.contains("Your answers are counted"), "{case}");
    let (_, again) = rosa.look(SURVEY).await;
    assert!(again.contains("You have answered already"));
    assert!(again.contains("value=\"bad\" checked"), "{again}");

    let officer = Visitor::at(pages, "officer").await;
    let address = format!("/case/{}", Uuid::from_u128(ROSA));
    let (_, file) = officer.look(&address).await;
    assert!(file.contains("answered the survey about"), "{file}");
    let (_, survey) = officer.look(&format!("{address}/survey")).await;
    assert!(survey.contains("Is Rosa Example asked directly?") && !survey.contains("Fill it in with"));
}

#[test]
fn every_question_has_words_in_both_languages() {
    for language in [Language::English, Language::Welsh] {
        for (question, answers) in record::survey::QUESTIONS {
            assert!(!language.say(&format!("survey-{question}")).is_empty());
            for answer in answers {
                assert!(!language.say(&format!("survey-{question}-{}", answer.replace('_', "-"))).is_empty());
            }
        }
        for moment in record::survey::Moment::ALL {
            assert!(!language.say(&format!("survey-moment-{}", moment.slug().replace('_', "-"))).is_empty());
        }
    }
}
