use super::*;

fn read(text: &str) -> Result<Register, RegisterError> {
    Register::read(&[("own.toml", text)], Code::embedded())
}

/// A whole measure, with one line put in the place of another.
fn with(line: &str, instead: &str) -> String {
    let text = r#"
[[measure]]
id = "told-in-time"
name = "Told in time"
question = "Were they told?"
family = "process"
better = "high"
counts = "duties"
over = { duties = ["r06-arrested"] }
numerator = ["met"]
denominator = ["met", "met_late", "open"]
exclusions = "None."
shown_by = ["month"]
source = "A document"
owner = "An office"
since = 2026-01-01
"#;
    assert!(text.contains(line), "{line}");
    text.replace(line, instead)
}

fn refused(line: &str, instead: &str) -> String {
    read(&with(line, instead)).unwrap_err().to_string()
}

#[test]
fn the_registers_in_the_program_can_be_read_and_have_the_three_families_apart() {
    let register = Register::read(&EMBEDDED, Code::embedded()).unwrap_or_else(|error| panic!("{error}"));
    for (file, text) in EMBEDDED {
        let of_file = Register::read(&EMBEDDED, Code::embedded()).unwrap();
        let family = Family::from_slug(file.trim_end_matches(".toml")).unwrap();
        let there = text.lines().filter(|line| *line == "[[measure]]").count();
        assert_eq!(of_file.family(family).count(), there, "{file} holds measures of another family");
    }
    assert!(register.headlines().count() >= 3);
    for right in 1..=12 {
        assert!(register.find(&format!("right-{right:02}-on-time")).is_some());
    }
}

#[test]
fn a_whole_measure_is_taken() {
    let register = read(&with("owner", "owner")).unwrap();
    let measure = register.find("told-in-time").unwrap();
    assert_eq!(measure.duties, ["r06-arrested"]);
    assert_eq!(measure.over, "Be told that a suspect was arrested");
    assert_eq!(measure.share(&Counted::default()).value(), None, "nothing of nothing is no share");
}

#[test]
fn each_fault_names_file_line_measure_and_remedy() {
    let at = "own.toml:2: measure `told-in-time`: ";
    for (line, instead, what) in [
        (
            "r06-arrested",
            "r06-arested",
            "unknown duty `r06-arested`; `lantern code 2020` lists those of an edition",
        ),
        (
            "{ duties = [\"r06-arrested\"] }",
            "{ triggers = [\"arested\"] }",
            "unknown event `arested`; `lantern code 2020 --json` shows what starts duties",
        ),
        (
            "{ duties = [\"r06-arrested\"] }",
            "{ right = 13 }",
            "unknown right 13; the Code has rights 1 to 12",
        ),
        (
            "{ duties = [\"r06-arrested\"] }",
            "{ all = true, right = 3 }",
            "`over` says either `all = true` or which duties; keep one of the two",
        ),
        (
            "{ duties = [\"r06-arrested\"] }",
            "{ right = 6, provider = \"cica\" }",
            "`over` leaves no duty, so this divides by nothing; widen it",
        ),
        (
            "[\"met\"]",
            "[\"told\"]",
            "unknown count `told` of duties in `numerator`; write some of: waived, waiting, undated, open, met, met_late, confirmed, disputed, told_without_record, not_told",
        ),
        (
            "[\"met\"]",
            "[\"contacted\"]",
            "unknown count `contacted` of duties in `numerator`; write some of: waived, waiting, undated, open, met, met_late, confirmed, disputed, told_without_record, not_told",
        ),
        (
            "[\"met\"]",
            "[\"waived\"]",
            "`waived` is counted in the numerator and is not part of the denominator; add it there or take it out here",
        ),
        (
            "[\"met\"]",
            "[\"met\", \"confirmed\"]",
            "`met` and `confirmed` in `numerator` count the same twice; keep one of them",
        ),
        ("[\"met\"]", "[]", "`numerator` is empty, so this is always nothing; say what is counted"),
        (
            "[\"met\", \"met_late\", \"open\"]",
            "[]",
            "`denominator` is empty, so this divides by nothing; say of what it is a share",
        ),
        (
            "[\"month\"]",
            "[\"moon\"]",
            "unknown dimension `moon`; write some of: month, organisation, area, provider, edition, right, duty, stage, unit, team, crime_group, enhanced, age, sex, ethnicity, disability",
        ),
        (
            "\"process\"",
            "\"processes\"",
            "unknown family `processes`; write one of: process, quality, experience",
        ),
        ("\"duties\"\n", "\"scores\"\n", "`over` is for duties only; take it out"),
        ("since = 2026-01-01", "since = 10:00:00", "`since` is not a day; write it as 2026-04-01"),
        ("\"A document\"", "\" \"", "`source` is empty or has several lines; write it on one line"),
    ] {
        let problems = refused(line, instead);
        assert!(problems.lines().any(|problem| problem == format!("{at}{what}")), "{instead}: {problems}");
    }
    let missing = refused("owner = \"An office\"\n", "");
    assert!(missing.starts_with(at) && missing.contains("missing field `owner`"), "{missing}");
    let unknown = refused("owner =", "owned_by =");
    assert!(unknown.starts_with(at) && unknown.contains("unknown field `owned_by`"), "{unknown}");
    let broken = refused("since = 2026-01-01", "since = ");
    assert!(broken.starts_with("own.toml:16: "), "{broken}");
    let other = refused("[[measure]]", "[[mesure]]");
    assert!(other.contains("unknown field `mesure`"), "{other}");
}

#[test]
fn an_id_is_there_once_also_across_files() {
    let own = with("owner", "owner");
    let twice = format!("{own}{own}");
    let problems = read(&twice).unwrap_err().problems;
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].line, problems[0].measure.as_deref()), (18, Some("told-in-time")));
    let added = own.replace("told-in-time", "done-on-time");
    let problems =
        Register::embedded().with(&[("own.toml", &added)], Code::embedded()).unwrap_err().to_string();
    assert!(problems.contains("is there twice; ids are never used again"), "{problems}");
    let added = Register::embedded().with(&[("own.toml", &own)], Code::embedded()).unwrap();
    assert_eq!(added.all().len(), Register::embedded().all().len() + 1);
}

#[test]
fn a_gap_is_what_its_words_say() {
    let three = |claimed: &str, gap: &str| {
        let of = |id: &str, numerator: &str| {
            with("[\"met\"]", numerator)
                .replace("told-in-time", id)
                .replace("[\"met\", \"met_late\", \"open\"]", "[\"confirmed\", \"disputed\", \"not_told\"]")
        };
        let gap = of("gap", gap).replace("exclusions", "between = [\"claimed\", \"confirmed\"]\nexclusions");
        read(&format!("{}{}{gap}", of("claimed", claimed), of("confirmed", "[\"confirmed\"]")))
    };
    assert!(three("[\"confirmed\", \"disputed\"]", "[\"disputed\"]").is_ok());
    let wrong = three("[\"confirmed\"]", "[\"disputed\"]").unwrap_err().to_string();
    assert!(wrong.contains("measure `gap`: is not the gap between the two"), "{wrong}");
}

#[test]
fn what_victims_must_do_themselves_and_acts_beside_the_code_are_owed_by_nobody_here() {
    let on_time = Register::embedded().find("done-on-time").unwrap();
    let code = Code::embedded();
    for id in &on_time.duties {
        let duty = code.duty(code.duty_index(id).unwrap());
        assert_ne!(duty.provider.slug(), "victim", "{id}");
        assert!(!id.starts_with("s-"), "{id}");
    }
    assert!(on_time.duties.iter().any(|id| id == "r06-arrested"));
    assert!(on_time.duties.iter().any(|id| id == "p-answer-message"));
}
