//! The guided report on the real pages, without scripts: in English and Welsh, left and taken up again, sent twice, and the
//! same report taken by staff (REP-1, REP-2, REP-4, REP-9).

use crate::{
    App,
    cases::{World, now},
    files_tests::{multipart, photo, post_files},
    http_tests::{form_secret_of, get_as, post_as, sign_in, text},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Response, StatusCode, header},
};
use jiff::{SignedDuration, Timestamp};
use language::Language;

/// Somebody who reports, with the cookies of their browser
struct Reporter<'a> {
    router: &'a Router,
    report: String,
    language: Language,
}

fn cookie_of(response: &Response<Body>, name: &str) -> Option<String> {
    let lines = response.headers().get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let mut ours =
        lines.filter_map(|line| line.split(';').next()).filter(|pair| pair.starts_with(&format!("{name}=")));
    ours.next_back().map(str::to_owned)
}

fn encoded(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl<'a> Reporter<'a> {
    fn new(router: &'a Router, language: Language) -> Reporter<'a> {
        Reporter { router, report: String::new(), language }
    }

    fn cookies(&self) -> String {
        format!("{}; lantern-language={}", self.report, self.language.tag())
    }

    fn keep(&mut self, response: &Response<Body>) {
        if let Some(cookie) = cookie_of(response, "lantern-report") {
            self.report = cookie;
        }
    }

    async fn look(&mut self, path: &str) -> (StatusCode, String) {
        let response = get_as(self.router, &self.cookies(), path).await;
        (response.status(), text(response).await)
    }

    /// Sends a form; gives where it leads, or the page
    async fn send(&mut self, path: &str, pairs: &[(&str, &str)]) -> (StatusCode, String) {
        let response = post_as(self.router, &self.cookies(), path, encoded(pairs)).await;
        self.keep(&response);
        let status = response.status();
        match response.headers().get(header::LOCATION) {
            Some(to) => (status, to.to_str().unwrap().to_owned()),
            None => (status, text(response).await),
        }
    }

    /// Answers a question, after having looked at its page; gives where it leads
    async fn answer(&mut self, step: &str, pairs: &[(&str, &str)]) -> String {
        let path = format!("/report/{step}");
        let (status, page) = self.look(&path).await;
        assert_eq!(status, StatusCode::OK, "{step}");
        let title = self.language.say(&format!("report-{step}-title"));
        assert!(page.contains(&escaped(&title)), "{step}: {title}");
        assert!(page.contains(&escaped(&self.language.say("report-continue"))), "{step}");
        assert!(
            page.contains(&escaped(&self.language.say("frame-exit"))),
            "{step}: there is a way to leave at once"
        );
        let (status, to) = self.send(&path, pairs).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{step}: {to}");
        to
    }

    /// Everything up to the list of answers
    async fn tell(&mut self, want: &str) {
        assert_eq!(self.send("/report", &[]).await.1, "/report/danger");
        assert_eq!(self.answer("danger", &[("danger", "no")]).await, "/report/want");
        assert_eq!(self.answer("want", &[("want", want)]).await, "/report/whom");
        assert_eq!(self.answer("whom", &[("whom", "me")]).await, "/report/what");
        let what = "Somebody broke the back door\r\nwhile I was at <work>.";
        assert_eq!(self.answer("what", &[("what", what)]).await, "/report/kind");
        assert_eq!(self.answer("kind", &[("kind", "collision")]).await, "/report/when");
        assert_eq!(self.answer("when", &[("when", "last night")]).await, "/report/where");
        let place = [("where", "Turnstone Street"), ("area", "none")];
        assert_eq!(self.answer("where", &place).await, "/report/who");
        assert_eq!(self.answer("who", &[("who", "")]).await, "/report/hurt");
        assert_eq!(self.answer("hurt", &[("hurt", "My hand")]).await, "/report/property");
        assert_eq!(self.answer("property", &[("property", "A bicycle, green")]).await, "/report/files");
        let (_, page) = self.look("/report/files").await;
        assert!(page.contains("enctype=\"multipart/form-data\""));
        assert_eq!(self.send("/report/files", &[("on", "yes")]).await.1, "/report/name");
        assert_eq!(self.answer("name", &[("name", "Zephyrine Quillfeather")]).await, "/report/reach");
        let reach = [("ways", "text"), ("ways", "letter"), ("phone", "07700 900461"), ("address", "9 Mews")];
        assert_eq!(self.answer("reach", &reach).await, "/report/safe");
        let safe = [("safety", "Say that you ring from the dentist"), ("calls", "no_voicemail")];
        assert_eq!(self.answer("safe", &safe).await, "/report/needs");
        assert_eq!(self.answer("needs", &[("formats", "large_print")]).await, "/report/word");
        assert_eq!(self.answer("word", &[("word", "Siskin")]).await, "/report/check");
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('\'', "&#39;")
}

/// The codes in large print on a page: `7K2M-Q9XD-04TW`, `R-7K2M-Q9XD`
fn codes(page: &str) -> Vec<String> {
    let large = page.split("govuk-heading-l govuk-!-margin-bottom-0\">").skip(1);
    large.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_whole_report_in_both_languages_ends_with_a_reference_and_a_way_to_sign_in() {
    let world = World::new().await;
    let router = router(world.app());
    for language in Language::ALL {
        let mut me = Reporter::new(&router, language);
        let (_, page) = me.look("/report").await;
        assert!(page.contains(&escaped(&language.say("report-start-danger"))));
        me.tell("police").await;
        let (status, page) = me.look("/report/check").await;
        assert_eq!(status, StatusCode::OK);
        for words in ["while I was at &#60;work&#62;.", "A bicycle, green", "07700 900461", "9 Mews"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("Siskin"), "the word is never shown");
        for message in
            ["report-check-change", "report-check-sends-police", "report-kind-collision", "report-reach-text"]
        {
            assert!(page.contains(&escaped(&language.say(message))), "{message}");
        }
        // A change leads back to the list.
        assert_eq!(me.answer("when", &[("when", "on Tuesday")]).await, "/report/check");
        assert!(me.look("/report/check").await.1.contains("on Tuesday"));
        assert_eq!(me.send("/report/check", &[]).await.1, "/report/sent");
        // A second tap, and the back button after it.
        assert_eq!(me.send("/report/check", &[]).await.1, "/report/sent");
        assert_eq!(me.look("/report/check").await.0, StatusCode::SEE_OTHER);
        let (_, page) = me.look("/report/sent").await;
        let codes = codes(&page);
        assert_eq!(codes.len(), 2, "{codes:?}");
        assert!(page.contains(&escaped(&language.say("report-sent-police-1"))));
        assert!(page.contains(&escaped(&language.say("report-sent-sign-in-word"))));
        assert!(!page.contains("Zephyrine") && !page.contains("bicycle"), "nothing of it for others to read");
        // With code and word they come in, and read what was written down.
        let (status, page) = me.send("/sign-in/invitation", &[("invitation", &codes[1])]).await;
        assert_eq!(status, StatusCode::OK);
        let step = |page: &str| {
            page.split("name=\"step\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let answer = [("stage", "answer"), ("asked", "word"), ("step", &step(&page)), ("word", "siskin")];
        let (_, page) = me.send("/sign-in/invitation", &answer).await;
        let join = encoded(&[("stage", "contact"), ("step", &step(&page)), ("contact", "none")]);
        let joined = post_as(&router, &me.cookies(), "/sign-in/invitation", join).await;
        assert_eq!(joined.status(), StatusCode::SEE_OTHER);
        let session =
            format!("{}; lantern-language={}", cookie_of(&joined, "lantern").unwrap(), language.tag());
        let page = text(get_as(&router, &session, "/your-report").await).await;
        assert!(
            page.contains(&codes[0])
                && page.contains("A bicycle, green")
                && page.contains("Turnstone Street")
        );
        assert!(page.contains(&escaped(&language.say("report-detail-property"))));
        let case = text(get_as(&router, &session, "/your-case").await).await;
        assert!(case.contains(&language.say("report-case-collision")), "a collision reads as a collision");
        assert!(case.contains(&codes[0]));
        // A detail is wrong.
        let here = "/your-report/correct/property";
        let token = form_secret_of(&text(get_as(&router, &session, here).await).await);
        let nothing = post_as(&router, &session, here, encoded(&[("_token", &token)])).await;
        assert_eq!(nothing.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(text(nothing).await.contains(&escaped(&language.say("refusal-report-correct"))));
        let right = encoded(&[("_token", &token), ("words", "A bicycle, blue")]);
        assert_eq!(post_as(&router, &session, here, right).await.status(), StatusCode::SEE_OTHER);
        let page = text(get_as(&router, &session, "/your-report?said=yes").await).await;
        assert!(page.contains("A bicycle, green") && page.contains("A bicycle, blue"), "both stand there");
        assert!(page.contains(&escaped(&language.say("report-read-saved"))));
        // Done: this device knows nothing of it.
        let done = post_as(&router, &me.cookies(), "/report/sent", String::new()).await;
        assert_eq!(cookie_of(&done, "lantern-report").as_deref(), Some("lantern-report="));
        assert_eq!(me.look("/report/sent").await.0, StatusCode::SEE_OTHER, "also not with the old cookie");
    }
}

#[tokio::test]
async fn help_without_police_says_so_and_nobody_is_danger_waits() {
    let world = World::new().await;
    let support = store::Organisation {
        id: "harbour".into(),
        name: "Hearth and Harbour".into(),
        provider: "support_service".into(),
        phone: "01632 960500".into(),
        ..store::Organisation::default()
    };
    world.service.store().save_directory(&[support], &[], &[]).await.unwrap();
    world.service.refresh_directory().await.unwrap();
    let router = router(world.app());
    let mut me = Reporter::new(&router, Language::English);
    me.tell("help").await;
    // In danger: 999 comes first, and the report is still there afterwards.
    let (status, page) = me.send("/report/danger", &[("danger", "yes")]).await;
    assert!(status == StatusCode::OK && page.contains("Call 999") && page.contains("/report/want"));
    let (_, page) = me.look("/report/check").await;
    assert!(page.contains("The police cannot see it."));
    assert_eq!(me.send("/report/check", &[]).await.1, "/report/sent");
    let (_, page) = me.look("/report/sent").await;
    assert!(
        page.contains("It is with Hearth and Harbour. The police cannot see it.")
            && page.contains("01632 960500")
    );
    let officer = sign_in(&router, "officer").await;
    let work = text(get_as(&router, &officer, "/my-work").await).await;
    assert!(!work.contains("Zephyrine"));
}

#[tokio::test]
async fn what_is_missing_is_asked_for_in_both_languages_and_nothing_typed_is_lost() {
    let world = World::new().await;
    let router = router(world.app());
    for language in Language::ALL {
        let mut me = Reporter::new(&router, language);
        me.send("/report", &[]).await;
        for (step, pairs, message) in [
            ("danger", vec![], "refusal-report-danger"),
            ("want", vec![("want", "nonsense")], "refusal-report-want"),
            ("what", vec![("what", "  ")], "refusal-report-what"),
            ("kind", vec![], "refusal-report-kind"),
            ("reach", vec![("ways", "text"), ("phone", "020 7946 0000")], "refusal-report-mobile"),
            ("reach", vec![("ways", "email"), ("email", "nobody")], "refusal-report-email"),
            ("word", vec![("word", "abc")], "refusal-report-word"),
        ] {
            let (status, page) = me.send(&format!("/report/{step}"), &pairs).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{step}");
            assert!(page.contains(&escaped(&language.say(message))), "{step}: {message}");
            assert!(page.contains("govuk-error-summary"), "{step}");
        }
        let (_, page) = me.look("/report/reach").await;
        assert!(page.contains("nobody"), "what was wrong is still there to be mended");
        let (status, page) = me.send("/report/check", &[]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("href=\"/report/want\"") && page.contains("href=\"/report/kind\""));
        // Emoji only, and a great many of them.
        let emoji = "\u{1F622}".repeat(11_000);
        let (status, page) = me.send("/report/what", &[("what", &emoji)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(&emoji), "it stands there to be made shorter");
        assert_eq!(me.send("/report/what", &[("what", "\u{1F622}\u{1F622}")]).await.0, StatusCode::SEE_OTHER);
    }
    // A page that is none, and one without a report.
    let mut nobody = Reporter::new(&router, Language::English);
    assert_eq!(nobody.look("/report/nothing").await.0, StatusCode::NOT_FOUND);
    assert_eq!(nobody.look("/report/what").await.0, StatusCode::SEE_OTHER);
    assert!(nobody.look("/report?none=yes").await.1.contains("There is no report open"));
    // What somebody typed before their browser was forgotten begins a report of its own.
    assert_eq!(
        nobody.send("/report/what", &[("what", "It took me all day to write this")]).await.1,
        "/report/kind"
    );
    assert!(nobody.look("/report/what").await.1.contains("It took me all day"));
}

/// The clock of somebody who comes back twenty days later
fn later() -> Timestamp {
    now() + SignedDuration::from_hours(20 * 24)
}

#[tokio::test]
async fn a_report_is_left_and_taken_up_with_its_code_and_wrong_codes_get_one_answer() {
    let world = World::new().await;
    let today = router(world.app());
    let mut me = Reporter::new(&today, Language::English);
    me.tell("police").await;
    let (_, page) = me.send("/report/later", &[("what", "keep")]).await;
    let code = codes(&page).remove(0);
    assert!(!page.contains("Zephyrine") && !page.contains("bicycle"));
    assert_eq!(me.report, "lantern-report=", "this browser has forgotten it");
    let mut stranger = Reporter::new(&today, Language::Welsh);
    let mut answers = std::collections::BTreeSet::new();
    for _ in 0..5 {
        let (status, page) = stranger.send("/report/return", &[("code", "7K2M-Q9XD-04TW")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains(&escaped(&Language::Welsh.say("refusal-report-code"))));
        assert!(!page.contains("7K2M-Q9XD-04TW\""), "what was typed is not shown again");
        answers.insert(page);
    }
    assert_eq!(answers.len(), 1, "the same answer each time");
    let twenty_days_later = router(App { clock: later, ..world.app() });
    let mut me = Reporter::new(&twenty_days_later, Language::English);
    assert_eq!(me.send("/report/return", &[("code", &code.to_lowercase())]).await.1, "/report/check");
    assert!(me.look("/report/check").await.1.contains("A bicycle, green"));
    // It says so on the first page, and can be deleted for good.
    assert!(me.look("/report").await.1.contains("You have begun a report on this device."));
    let (_, page) = me.send("/report/later", &[("what", "code")]).await;
    assert!(codes(&page).len() == 1 && page.contains("/report/check"), "a code, and on it goes");
    let report = me.report.clone();
    assert!(me.send("/report/later", &[("what", "drop")]).await.1.contains("Your report is deleted"));
    me.report = report;
    assert_eq!(me.look("/report/check").await.0, StatusCode::SEE_OTHER);
    // Whoever exits in a hurry leaves nothing open.
    me.send("/report", &[]).await;
    let left = get_as(&twenty_days_later, &me.cookies(), "/leave").await;
    assert_eq!(cookie_of(&left, "lantern-report").as_deref(), Some("lantern-report="));
}

#[tokio::test]
async fn photos_go_with_the_report_and_come_out_without_their_place() {
    let world = World::new().await;
    let router = router(world.app());
    let mut me = Reporter::new(&router, Language::English);
    me.tell("police").await;
    let here = "/report/files";
    let cookies = me.cookies();
    let send = async |name: &'static str, kind: &'static str, bytes: Vec<u8>| {
        post_files(&router, &cookies, here, multipart(&[], Some((name, kind, &bytes)))).await
    };
    let lying = send("a.jpg", "image/jpeg", b"%PDF-1.7".to_vec()).await;
    assert_eq!(lying.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let zip = send("a.zip", "application/zip", b"PK\x03\x04".to_vec()).await;
    assert!(text(zip).await.contains("zip files"));
    let large = send("a.txt", "text/plain", vec![b'a'; crate::uploads::LARGEST_UPLOAD + 1]).await;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(send("my door.jpg", "image/jpeg", photo()).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(send("my door.jpg", "image/jpeg", photo()).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = me.look(here).await;
    assert_eq!(page.matches("my door.jpg").count(), 1, "a double tap is one file");
    assert!(me.look("/report/check").await.1.contains("my door.jpg"));
    assert_eq!(me.send("/report/check", &[]).await.1, "/report/sent");
    let officer = sign_in(&router, "officer").await;
    let found = post_as(
        &router,
        &officer,
        "/search",
        encoded(&[
            ("_token", &form_secret_of(&text(get_as(&router, &officer, "/search").await).await)),
            ("by", "name"),
            ("query", "Quillfeather"),
            ("name", "Quillfeather"),
        ]),
    )
    .await;
    let page = text(found).await;
    let case = page
        .split("href=\"/case/")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned();
    assert!(!case.is_empty(), "{page}");
    let report = text(get_as(&router, &officer, &format!("/case/{case}/report")).await).await;
    assert!(
        report.contains("A bicycle, green") && report.contains("online") && report.contains("my door.jpg")
    );
    let file = report
        .split(&format!("href=\"/case/{case}/files/"))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let response = get_as(&router, &officer, &format!("/case/{case}/files/{file}")).await;
    let bytes = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
    assert!(!bytes.windows(8).any(|window| window == b"51.3762N") && bytes.len() > 20);
}

#[tokio::test]
async fn staff_take_a_report_on_one_page_and_hand_over_the_code() {
    let world = World::new().await;
    let router = router(world.app());
    let officer = sign_in(&router, "officer").await;
    let page = text(get_as(&router, &officer, "/take-a-report").await).await;
    let token = form_secret_of(&page);
    let id = page.split("name=\"report\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = multipart(
        &[("_token", &token), ("report", &id), ("door", "counter"), ("what", "A car hit him")],
        None,
    );
    let refused = post_files(&router, &officer, "/take-a-report", wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let again = text(refused).await;
    assert!(
        again.contains("A car hit him") && again.contains(&id),
        "nothing typed is lost, and it is the same report"
    );
    let fields = [
        ("_token", token.as_str()),
        ("report", &id),
        ("door", "scene"),
        ("want", "police"),
        ("whom", "me"),
        ("what", "A car hit him at the crossing and did not stop."),
        ("kind", "collision"),
        ("name", "Zephyrine Quillfeather"),
        ("ways", "text"),
        ("phone", "07700 900461"),
        ("word", "siskin"),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let body = multipart(&fields, Some(("a.jpg", "image/jpeg", &photo())));
        let taken = post_files(&router, &officer, "/take-a-report", body).await;
        assert_eq!(taken.status(), StatusCode::OK);
        let page = text(taken).await;
        assert!(page.contains("The report is taken") && page.contains("Code to sign in with"));
        let case = page.split("href=\"/case/").nth(1).and_then(|rest| rest.split('"').next());
        seen.insert(case.unwrap().to_owned());
    }
    assert_eq!(seen.len(), 1, "sent twice, it is one case");
    let case = seen.pop_first().unwrap();
    let report = text(get_as(&router, &officer, &format!("/case/{case}/report")).await).await;
    assert!(
        report.contains("at the scene") && report.contains("A road collision") && report.contains("a.jpg")
    );
    let stranger = sign_in(&router, "stranger").await;
    assert_eq!(
        get_as(&router, &stranger, &format!("/case/{case}/report")).await.status(),
        StatusCode::NOT_FOUND
    );
}
