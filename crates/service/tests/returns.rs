//! Two deployments say what they have, a third adds it up (OVR-8); and figures that leave for everybody and for research
//! (OVR-6). One of the three is on the other engine. Every person, place and reference is invented.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

#[path = "../../store/tests/suite/history.rs"]
#[expect(dead_code, reason = "the store's tests use more of it")]
mod history;

use history::population_in;
use jiff::Timestamp;
use record::figures::{Count, Month};
use returns::signed::SigningKey;
use service::{
    Service, ServiceError,
    leaving::{MadeReturn, NewDeployment, PublishAsked, ReturnAsked, ReturnState, ReturnTakenIn},
};
use std::{collections::BTreeMap, fs, path::Path};
use store::{Durability, FigureBy, FigureFilter, Rules, Store};

/// The embedded Code and calendar, as the invented histories want them.
pub fn rules() -> Rules {
    Rules::embedded()
}

/// Words of the invented histories that are somebody's own, a reference, or a team.
const CANARIES: [&str; 8] =
    ["ada example", "neil", "cerys", "sample-jones", "próba", "7946", "zd00000", "croydon"];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// When returns of the invented year are made: everything in it is over.
fn later() -> Timestamp {
    at("2027-02-01T09:00:00Z")
}

struct Place {
    service: Service,
    key: SigningKey,
    name: &'static str,
    area: &'static str,
}

impl Place {
    async fn settle(store: Store, name: &'static str, area: &'static str, key: u8) -> Place {
        let service = Service::new(store).await.unwrap();
        Place { service, key: SigningKey::of([key; 32]), name, area }
    }

    fn asked(&self, from: &str, to: &str) -> ReturnAsked {
        let (from, to) = (month(from), month(to));
        ReturnAsked { deployment: self.name.into(), area: self.area.into(), from, to }
    }

    async fn make(&self, from: &str, to: &str, now: Timestamp) -> MadeReturn {
        let operator = self.service.operator(now);
        self.service.make_return(&operator, &self.asked(from, to), &self.key, now).await.unwrap()
    }

    async fn take(&self, file: &[u8]) -> Result<ReturnTakenIn, String> {
        let now = later();
        self.service.take_return(&self.service.operator(now), file, now).await.map_err(words)
    }

    async fn trust(&self, other: &Place) -> String {
        let new = NewDeployment {
            deployment: other.name.into(),
            name: format!("{} (invented)", other.name),
            public_key: other.key.public().to_pem().unwrap(),
            areas: vec![other.area.into()],
            expected_from: month("2026-01"),
        };
        self.service.trust_deployment(&self.service.operator(later()), &new, later()).await.unwrap()
    }

    /// Every row of every table of returns.
    async fn kept(&self) -> Vec<String> {
        let mut kept = Vec::new();
        for (table, columns) in [
            ("return_taken", "deployment || area || cast(sequence as text) || digest"),
            ("return_month", "deployment || area || cast(month as text) || ' ' || cast(sequence as text)"),
            (
                "return_duty",
                "area || cast(month as text) || duty_id || cast(sequence as text) || cast(met as text)",
            ),
            (
                "return_days",
                "area || cast(month as text) || duty_id || cast(sequence as text) || cast(n as text)",
            ),
            (
                "return_victim",
                "area || cast(month as text) || stage || cast(sequence as text) || cast(victims as text)",
            ),
        ] {
            let sql = format!("select '{table} ' || {columns} from {table} order by 1");
            kept.extend(self.service.store().strings_for_test(&sql).await.unwrap());
        }
        kept
    }
}

fn words(why: ServiceError) -> String {
    match why {
        ServiceError::Invalid(problems) => {
            problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; ")
        }
        other => panic!("{other}"),
    }
}

/// North and south make returns; the nation takes them. South is on PostgreSQL.
struct Country {
    north: Place,
    south: Place,
    nation: Place,
    /// A record that has the cases of both.
    all: Store,
}

fn in_a_country<F: Future<Output = ()>>(test: impl FnOnce(Country) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let database = pg_test::database();
    let sqlite = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let open = async |address: &str| Store::open(address, Durability::Process).await.unwrap();
        let country = Country {
            north: Place::settle(open(&sqlite("north.db")).await, "north", "01", 1).await,
            south: Place::settle(open(database.url()).await, "south", "46", 2).await,
            nation: Place::settle(open(&sqlite("nation.db")).await, "nation", "", 3).await,
            all: open(&sqlite("all.db")).await,
        };
        country.nation.trust(&country.north).await;
        country.nation.trust(&country.south).await;
        test(country).await;
    });
}

type Sums = BTreeMap<(String, Month, String), record::figures::Counts>;

async fn returned(nation: &Place) -> Sums {
    let rows = nation.service.store().returned_duties(month("2020-01"), month("2030-12"), &[]).await.unwrap();
    rows.into_iter().map(|row| ((row.area, row.month, row.duty), row.counts)).collect()
}

/// What one record says, from its sums.
async fn counted(store: &Store, from: &str, to: &str) -> Sums {
    let by = [FigureBy::Area, FigureBy::Month, FigureBy::Duty];
    let filter = FigureFilter::months(month(from), month(to)).by(&by);
    let rows = store.figures(&filter).await.unwrap();
    let key = |key: &[String]| {
        (key[0].clone(), Month::from_number(key[1].parse().unwrap()).unwrap(), key[2].clone())
    };
    rows.into_iter().map(|row| (key(&row.key), row.counts)).collect()
}

#[test]
fn the_sum_of_returns_is_what_one_record_would_say() {
    in_a_country(async |country: Country| {
        let Country { north, south, nation, all } = country;
        for seed in 0..3 {
            population_in("01", north.service.store(), 2 * seed, 6).await;
            population_in("46", south.service.store(), 2 * seed + 1, 6).await;
            population_in("01", &all, 2 * seed, 6).await;
            population_in("46", &all, 2 * seed + 1, 6).await;
            for place in [&north, &south] {
                let made = place.make("2025-12", "2026-12", later()).await;
                let text = String::from_utf8(made.file.clone()).unwrap().to_lowercase();
                let found: Vec<_> = CANARIES.iter().filter(|canary| text.contains(**canary)).collect();
                assert!(found.is_empty(), "personal data leaves: {found:?}");
                assert!(made.rows > 30, "{}", made.rows);
                assert_eq!(made.empty.first(), Some(&month("2025-12")), "said, not hidden");
                let taken = nation.take(&made.file).await.unwrap();
                assert_eq!(taken.rows, made.rows);
                assert_eq!(taken.state == ReturnState::New, seed == 0, "later ones correct the first");
            }
            let expected = counted(&all, "2025-12", "2026-12").await;
            assert_eq!(returned(&nation).await, expected);
            let said = |counts: &record::figures::Counts| counts.sum(&Count::ALL[6..]);
            assert!(expected.values().any(|counts| said(counts) > 0), "victims say something");
            let areas: std::collections::BTreeSet<_> = expected.keys().map(|(area, ..)| area).collect();
            assert_eq!(areas.len(), 2);
        }
    });
}

#[test]
fn the_same_return_twice_changes_nothing_also_at_the_same_moment() {
    in_a_country(async |country: Country| {
        let Country { north, south, nation, .. } = country;
        population_in("46", south.service.store(), 7, 4).await;
        let made = south.make("2026-01", "2026-03", later()).await;
        let (one, other) = tokio::join!(nation.take(&made.file), nation.take(&made.file));
        let mut states = [one.unwrap().state, other.unwrap().state];
        states.sort_by_key(|state| *state == ReturnState::Known);
        assert_eq!(states, [ReturnState::New, ReturnState::Known]);
        let kept = nation.kept().await;
        assert_eq!(nation.take(&made.file).await.unwrap().state, ReturnState::Known);
        assert_eq!(nation.kept().await, kept);
        // The same on PostgreSQL: south takes from north.
        south.trust(&north).await;
        population_in("01", north.service.store(), 8, 4).await;
        let made = north.make("2026-01", "2026-03", later()).await;
        let (one, other) = tokio::join!(south.take(&made.file), south.take(&made.file));
        let mut states = [one.unwrap().state, other.unwrap().state];
        states.sort_by_key(|state| *state == ReturnState::Known);
        assert_eq!(states, [ReturnState::New, ReturnState::Known]);
    });
}

#[test]
fn a_correction_stands_in_the_place_of_the_earlier_one_which_stays() {
    in_a_country(async |country: Country| {
        let Country { north, nation, .. } = country;
        population_in("01", north.service.store(), 11, 5).await;
        let first = north.make("2026-01", "2026-03", later()).await;
        assert_eq!((first.sequence, first.corrects), (1, None));
        nation.take(&first.file).await.unwrap();
        let rows_of_first = nation.kept().await.len();
        // Cases that were recorded late.
        population_in("01", north.service.store(), 12, 5).await;
        let second = north.make("2026-02", "2026-02", later()).await;
        assert_eq!((second.sequence, second.corrects), (2, Some(1)));
        let taken = nation.take(&second.file).await.unwrap();
        assert_eq!(taken.state, ReturnState::Corrected(vec![month("2026-02")]));
        assert!(nation.kept().await.len() > rows_of_first, "the earlier one stays in the history");
        let now = counted(north.service.store(), "2026-01", "2026-03").await;
        let told = returned(&nation).await;
        let february = |sums: &Sums| {
            sums.iter()
                .filter(|((_, of, _), _)| *of == month("2026-02"))
                .map(|(k, v)| (k.clone(), *v))
                .collect::<Sums>()
        };
        assert_eq!(february(&told), february(&now), "February is the correction's");
        assert_ne!(told, now, "January and March are still the first return's");
        let months = nation.service.store().return_months(month("2026-01"), month("2026-03")).await.unwrap();
        let told: Vec<_> =
            months.iter().map(|held| (held.month.to_string(), held.sequence, held.earlier)).collect();
        let expected = [("2026-01", 1, 0), ("2026-02", 2, 1), ("2026-03", 1, 0)];
        assert_eq!(told, expected.map(|(of, sequence, earlier)| (of.to_owned(), sequence, earlier)));
        // The first one again: known, and nothing goes back.
        let kept = nation.kept().await;
        assert_eq!(nation.take(&first.file).await.unwrap().state, ReturnState::Known);
        assert_eq!(nation.kept().await, kept);
    });
}

#[test]
fn an_older_return_after_a_newer_one_is_refused_and_another_month_is_not() {
    in_a_country(async |country: Country| {
        let Country { north, nation, .. } = country;
        population_in("01", north.service.store(), 21, 4).await;
        let january = north.make("2026-01", "2026-01", later()).await;
        let february = north.make("2026-02", "2026-02", later()).await;
        let both = north.make("2026-02", "2026-03", later()).await;
        nation.take(&both.file).await.unwrap();
        let kept = nation.kept().await;
        let why = nation.take(&february.file).await.unwrap_err();
        assert!(why.contains("return 3 is newer"), "{why}");
        assert_eq!(nation.kept().await, kept, "nothing was taken");
        // January is late, and nobody has said anything newer about it.
        assert_eq!(nation.take(&january.file).await.unwrap().state, ReturnState::New);
    });
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_taken() {
    in_a_country(async |country: Country| {
        let Country { north, south, nation, .. } = country;
        population_in("01", north.service.store(), 31, 4).await;
        let made = north.make("2026-01", "2026-03", later()).await;
        let kept = nation.kept().await;
        let mut changed = made.file.clone();
        let place = made.file.windows(6).position(|window| window == b"\"met\":").unwrap() + 6;
        changed[place] = if changed[place] == b'1' { b'2' } else { b'1' };
        let half = &made.file[..made.file.len() / 2];
        let of_another_key = Place { key: SigningKey::of([9; 32]), ..north };
        let forged = of_another_key.make("2026-01", "2026-03", later()).await;
        let stranger = Place { name: "stranger", ..of_another_key };
        let strange = stranger.make("2026-01", "2026-03", later()).await;
        // South has a key that is known, and says something about the north.
        let meddling = Place {
            service: stranger.service.clone(),
            key: SigningKey::of([2; 32]),
            name: "south",
            area: "01",
        };
        let meddled = meddling.make("2026-01", "2026-03", later()).await;
        let early = south.make("2026-01", "2026-03", at("2027-02-01T09:06:00Z")).await;
        for (file, says) in [
            (&changed[..], "a byte was changed"),
            (half, "half a file"),
            (b"".as_slice(), "half a file"),
            (&forged.file, "the signature is not one of the deployment"),
            (&strange.file, "no key is known"),
            (&meddled.file, "does not answer for this area"),
            (&early.file, "made in the future"),
        ] {
            let why = nation.take(file).await.unwrap_err();
            assert!(why.contains(says), "{says}: {why}");
        }
        // The number is taken, and the content is another.
        nation.take(&made.file).await.unwrap();
        let taken = nation.kept().await;
        let north = Place {
            service: stranger.service.clone(),
            key: SigningKey::of([1; 32]),
            name: "north",
            area: "01",
        };
        north
            .service
            .store()
            .execute_for_test("delete from return_made where deployment = 'north'")
            .await
            .unwrap();
        let again = north.make("2026-01", "2026-02", later()).await;
        let why = nation.take(&again.file).await.unwrap_err();
        assert!(why.contains("another return with number 1"), "{why}");
        assert_eq!(nation.kept().await, taken);
        assert_ne!(taken, kept);
        // Who is trusted no more sends nothing more; what they sent stays.
        let operator = nation.service.operator(later());
        nation.service.end_deployment(&operator, "north", later()).await.unwrap();
        let why = nation.take(&made.file).await.unwrap_err();
        assert!(why.contains("no key is known"), "{why}");
        assert_eq!(nation.kept().await, taken);
    });
}

#[test]
fn a_token_opens_for_its_own_deployment_until_it_is_ended() {
    in_a_country(async |country: Country| {
        let Country { north, nation, .. } = country;
        let token = nation.trust(&north).await;
        let sender = nation.service.sender(&token, later()).await.unwrap().unwrap();
        assert_eq!(sender.person.id, "deployment-north");
        let wrong = format!("{}0", &token[..token.len() - 1]);
        let other = token.replace("north", "south");
        for token in ["", "north", "north.", ".", &other, &format!("{wrong}x")] {
            assert!(nation.service.sender(token, later()).await.unwrap().is_none(), "{token}");
        }
        let operator = nation.service.operator(later());
        nation.service.end_deployment(&operator, "north", later()).await.unwrap();
        assert!(nation.service.sender(&token, later()).await.unwrap().is_none());
        let again = nation.service.end_deployment(&operator, "north", later()).await;
        assert!(matches!(again, Err(ServiceError::NotFound)));
    });
}

fn everything_in(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                text += &String::from_utf8_lossy(&fs::read(&path).unwrap()).to_lowercase();
            }
        }
    }
    text
}

#[test]
fn open_data_and_rows_say_no_names_and_add_up() {
    in_a_country(async |country: Country| {
        let all = Place::settle(country.all, "all", "01", 4).await;
        let (store, operator) = (all.service.store(), all.service.operator(later()));
        population_in("01", store, 41, 12).await;
        population_in("46", store, 42, 12).await;
        let folder = tempfile::tempdir().unwrap();
        let asked = PublishAsked {
            from: month("2025-12"),
            to: month("2026-12"),
            areas: Vec::new(),
            publisher: "Invented".into(),
        };
        let (open, rows) = (folder.path().join("open"), folder.path().join("rows"));
        let published = all.service.publish_open_data(&operator, &asked, &open, later()).await.unwrap();
        assert!(published.rows["duties"] > 20 && published.rows["victims"] > 0, "{published:?}");
        assert!(published.empty.contains(&month("2025-12")));
        let published = all.service.publish_rows(&operator, &asked, &rows, later()).await.unwrap();
        let duties = store.strings_for_test("select cast(count(*) as text) from duty").await.unwrap();
        assert_eq!(published.rows["duty-rows"].to_string(), duties[0]);
        for folder in [&open, &rows] {
            let text = everything_in(folder);
            let found: Vec<_> = CANARIES.iter().filter(|canary| text.contains(**canary)).collect();
            assert!(found.is_empty(), "personal data leaves: {found:?}");
        }
        // Ids do not leave, in whatever form; and the keys of another export are others.
        let text = everything_in(&rows);
        for id in store.strings_for_test("select lower(hex(case_id)) from case_view").await.unwrap() {
            assert!(!text.contains(&id));
        }
        let again = folder.path().join("again");
        all.service.publish_rows(&operator, &asked, &again, later()).await.unwrap();
        let keys = |folder: &Path| -> Vec<String> {
            let text = fs::read_to_string(folder.join("duty-rows.csv")).unwrap();
            text.lines().skip(1).map(|line| line.split(',').nth(2).unwrap().to_owned()).collect()
        };
        let (one, other) = (keys(&rows), keys(&again));
        assert_eq!(one.len(), other.len());
        assert!(!other.iter().any(|key| one.contains(key)));
        let cases =
            store.strings_for_test("select cast(count(distinct case_id) as text) from duty").await.unwrap();
        let different = one.iter().collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!(different.to_string(), cases[0], "a key for each case");
    });
}

#[test]
fn what_cannot_be_published_is_said_and_nothing_is() {
    in_a_country(async |country: Country| {
        let all = Place::settle(country.all, "all", "01", 4).await;
        population_in("01", all.service.store(), 51, 3).await;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out");
        let now = at("2026-03-30T09:00:00Z");
        let operator = all.service.operator(now);
        let publish = async |from: &str, to: &str, areas: &[&str], target: &Path| {
            let asked = PublishAsked {
                from: month(from),
                to: month(to),
                areas: areas.iter().map(|area| (*area).to_owned()).collect(),
                publisher: "Invented".into(),
            };
            let open = all.service.publish_open_data(&operator, &asked, target, now).await;
            let rows = all.service.publish_rows(&operator, &asked, target, now).await;
            (open.map_err(words), rows.map_err(words))
        };
        for (from, to, areas, says) in [
            ("2026-01", "2026-03", &[][..], "2026-03 has not ended"),
            ("2026-02", "2026-01", &[], "is before the first"),
            ("2026-01", "2026-02", &["zz"], "none of the police force codes"),
            ("2026-01", "2026-02", &["46"], "there are no figures"),
            ("2019-01", "2019-02", &[], "there are no figures"),
        ] {
            let (open, rows) = publish(from, to, areas, &target).await;
            let (open, rows) = (open.unwrap_err(), rows.unwrap_err());
            assert!(open.contains(says) && rows.contains(says), "{says}: {open}; {rows}");
        }
        let (open, _) = publish("2026-01", "2026-02", &[], &folder.path().join("no/such/folder")).await;
        assert!(open.unwrap_err().contains("nothing was published"));
        fs::write(&target, "something").unwrap();
        let (open, rows) = publish("2026-01", "2026-02", &[], &target).await;
        assert!(
            open.unwrap_err().contains("is there already") && rows.unwrap_err().contains("is there already")
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside");
        let unended = ReturnAsked {
            deployment: "all".into(),
            area: "01".into(),
            from: month("2026-03"),
            to: month("2026-03"),
        };
        let why = all.service.make_return(&operator, &unended, &all.key, now).await.unwrap_err();
        assert!(words(why).contains("2026-03 has not ended"));
        assert!(
            all.service.store().returns_made("all", "01").await.unwrap().is_empty(),
            "no number is used up"
        );
    });
}

#[test]
fn areas_stand_side_by_side_and_whoever_is_missing_is_left_out() {
    in_a_country(async |country: Country| {
        let Country { north, south, nation, all } = country;
        population_in("01", north.service.store(), 61, 10).await;
        population_in("46", south.service.store(), 62, 10).await;
        population_in("01", &all, 61, 10).await;
        let now = later();
        let oversight = nation.service.counting_operator(now);
        let seen = async |month_of: &str| {
            nation.service.national(&oversight, Some(month(month_of)), now).await.unwrap()
        };
        let of = |national: &service::leaving::National, area: &str| {
            national.areas.iter().find(|row| row.area == area).unwrap().years.last().unwrap().clone()
        };
        use service::leaving::ReturnThere::{Missing, There};
        let nobody = seen("2026-02").await;
        assert!(nobody.areas.len() == 2 && nobody.totals[2].iter().all(|share| share.denominator == 0));

        nation.take(&north.make("2026-01", "2026-03", later()).await.file).await.unwrap();
        let one = seen("2026-02").await;
        assert!(
            matches!(of(&one, "01").state, There { late, corrected: 0 } if late > 300),
            "it came in February 2027"
        );
        assert!(
            matches!(&of(&one, "46").state, Missing { of, overdue } if of == &["south (invented)"] && *overdue > 300)
        );
        // The total is of the north alone, and the north's shares are those of a record that has its cases.
        assert_eq!(one.totals[2], of(&one, "01").shares);
        let register = service::figures::Register::embedded();
        for (place, measure) in one.measures.iter().enumerate() {
            let mut counts = record::figures::Counts::default();
            for ((_, _, duty), counted) in counted(&all, "2026-02", "2026-02").await {
                if register.find(&measure.id).unwrap().duties.contains(&duty) {
                    for count in Count::ALL {
                        counts.add(count, counted.get(count));
                    }
                }
            }
            let counted = measures::Counted::from(&counts);
            let share = of(&one, "01").shares[place];
            assert_eq!(
                (share.numerator, share.denominator),
                (counted.sum(&measure.numerator), counted.sum(&measure.denominator))
            );
        }
        assert!(one.totals[2][0].denominator > 0, "something counts");

        nation.take(&south.make("2026-01", "2026-03", later()).await.file).await.unwrap();
        nation.take(&north.make("2026-02", "2026-02", later()).await.file).await.unwrap();
        let both = seen("2026-02").await;
        assert!(matches!(of(&both, "01").state, There { corrected: 1, .. }));
        for (place, total) in both.totals[2].iter().enumerate() {
            let areas: i64 = ["01", "46"].iter().map(|area| of(&both, area).shares[place].denominator).sum();
            assert_eq!(total.denominator, areas);
        }
        // A year earlier nothing was expected and nothing came: not a zero, no figure.
        assert!(both.areas.iter().all(|row| row.years[1].shares.is_empty()));
        let over_time = nation.service.national_area(&oversight, "01", now).await.unwrap();
        assert_eq!(over_time.months.iter().filter(|month| !month.shares.is_empty()).count(), 3);

        let supervisor = nation.service.operator(now);
        let refused = nation.service.national(&supervisor, None, now).await;
        assert!(matches!(refused, Err(ServiceError::NotAllowed)));
        let unended = nation.service.national(&oversight, Some(month("2027-02")), now).await.map_err(words);
        assert!(unended.unwrap_err().contains("2027-02 has not ended"));
        let nowhere = nation.service.national_area(&oversight, "zz", now).await;
        assert!(matches!(nowhere, Err(ServiceError::NotFound)));
    });
}
