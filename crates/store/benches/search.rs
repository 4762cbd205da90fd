//! Search on keyed entries among a million people: by reference, name and phone, for one organisation of forty-three
//! and for everybody. The rows are made by the engine itself; names are invented, as skewed as real ones.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on says where")]

use record::view::name_terms;
use std::time::{Duration, Instant};
use store::{Durability, Engine, SearchBy, Store};

const PEOPLE: u64 = 1_000_000;
const ASKED: u64 = 200;
const FIRST: u64 = 2_000;
const LAST: u64 = 20_000;
const SYLLABLES: [&str; 40] = [
    "ma", "jo", "ka", "li", "sa", "re", "to", "an", "el", "mi", "da", "ha", "no", "pe", "ro", "su", "wi",
    "ch", "st", "br", "gr", "th", "ol", "er", "in", "es", "ar", "on", "ai", "ie", "be", "co", "du", "fa",
    "go", "hu", "ja", "ko", "lu", "ni",
];

/// An invented word of four to ten letters.
fn word(number: u64, purpose: u64) -> String {
    let mut mixed = number * 7 + purpose;
    let mut word = String::new();
    for _ in 0..2 + (number + purpose) % 4 {
        mixed = mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        word.push_str(SYLLABLES[(mixed >> 33) as usize % SYLLABLES.len()]);
    }
    word
}

/// Which first and last name a person has; the same sum as the engines do.
fn names_of(person: u64) -> (u64, u64) {
    let part = |number: u64, of: u64| (number % of) as f64 / of as f64;
    let first = part(person * 2_654_435_761, 4_294_967_296);
    let last = part(person * 829_348_951, 4_294_967_291);
    ((first * first * FIRST as f64) as u64, (last * last * LAST as f64) as u64)
}

async fn fill(store: &Store) {
    let sqlite = store.engine() == Engine::Sqlite;
    let hex = |bytes: &[u8]| {
        let hex = record::chain::hex(bytes);
        if sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'") }
    };
    let blob = if sqlite { "blob" } else { "bytea" };
    let id = if sqlite { "unhex(printf('%032x', n))" } else { "lpad(to_hex(n), 32, '0')::uuid" };
    let id_type = if sqlite { "blob" } else { "uuid" };
    let down = |expression: String| {
        if sqlite { format!("cast({expression} as integer)") } else { format!("floor({expression})::bigint") }
    };
    let part = |factor: u64, of: u64, many: u64| {
        let share = format!("(((n * {factor}) % {of}) / {of}.0)");
        down(format!("{share} * {share} * {many}"))
    };
    let run = async |sql: String| store.execute_for_test(&sql).await.unwrap();
    run(format!("create table word (word bigint not null, entry {blob} not null)")).await;
    let mut rows = Vec::new();
    for (number, purpose) in (0..FIRST).map(|n| (n, 1)).chain((0..LAST).map(|n| (n, 2))) {
        for term in name_terms(&word(number, purpose)) {
            let entry = hex(&store.index_entry("name", &term).unwrap());
            rows.push(format!("({}, {entry})", number * 10 + purpose));
        }
    }
    for some in rows.chunks(500) {
        run(format!("insert into word values {}", some.join(", "))).await;
    }
    run(format!("create table people (n bigint, case_id {id_type}, first bigint, last bigint)")).await;
    run(format!(
        "with recursive numbers(n) as (select cast(1 as bigint) union all select n + 1 from numbers where n < {PEOPLE}) \
         insert into people select n, {id}, {} * 10 + 1, {} * 10 + 2 from numbers",
        part(2_654_435_761, 4_294_967_296, FIRST),
        part(829_348_951, 4_294_967_291, LAST)
    ))
    .await;
    run("create index word_of on word (word)".into()).await;
    let (phone, reference) = if sqlite {
        ("randomblob(16)", "cast(printf('01ZD%07d', n) as blob)")
    } else {
        ("decode(md5(n::text), 'hex')", "convert_to('01ZD' || lpad(n::text, 7, '0'), 'UTF8')")
    };
    run(format!(
        "insert into search_term select kind, entry, case_id from ( \
           select 'name' as kind, w.entry, p.case_id from people p join word w on w.word = p.first \
           union select 'name', w.entry, p.case_id from people p join word w on w.word = p.last \
           union all select 'phone', {phone}, case_id from people \
           union all select 'urn', {reference}, case_id from people) made order by kind, entry, case_id"
    ))
    .await;
    for person in asked() {
        let entry = hex(&store.index_entry("phone", &phone_of(person)).unwrap());
        run(format!(
            "insert into search_term select 'phone', {entry}, case_id from people where n = {person}"
        ))
        .await;
    }
    let head = if sqlite { "x'00'" } else { "'\\x00'" };
    let text = if sqlite { "printf('01ZD%07d', n)" } else { "'01ZD' || lpad(n::text, 7, '0')" };
    run(format!(
        "insert into case_view (case_id, version, head, reference, title, stage, opened_at, enhanced) \
         select case_id, 1, {head}, {text}, 'Invented', 'court', n, 0 from people"
    ))
    .await;
    let owner = if sqlite { "'force-' || (n % 43)" } else { "'force-' || (n % 43)::text" };
    run(format!(
        "insert into case_owner (case_id, provider, organisation, team, person, quiet_since, owes) \
         select case_id, 'police', {owner}, '', '', 0, 0 from people"
    ))
    .await;
    store.analyse().await.unwrap();
}

fn asked() -> impl Iterator<Item = u64> {
    (0..ASKED).map(|number| 1 + (number * 7_919_777) % PEOPLE)
}

fn phone_of(person: u64) -> String {
    format!("07700{person:06}")
}

async fn measure(store: &Store, what: &str, by: impl Fn(u64) -> SearchBy, finds: bool) {
    for whole in [false, true] {
        let mut times = Vec::new();
        for person in asked() {
            let organisation = format!("force-{}", person % 43);
            let organisation = (!whole).then_some(organisation.as_str());
            let began = Instant::now();
            let found = store.search(&by(person), organisation, 51).await.unwrap();
            times.push(began.elapsed());
            assert!(!finds || !found.is_empty(), "{what}: person {person} was not found");
        }
        times.sort();
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let whom = if whole { "everybody's cases" } else { "one of 43 organisations" };
        println!(
            "| search by {what}, {:?} | {PEOPLE} people, {whom} | p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms | aim: under 20 ms |",
            store.engine(),
            ms(at(50)),
            ms(at(99)),
            ms(at(100))
        );
    }
}

async fn bench(address: &str) {
    let store = Store::open(address, Durability::Process).await.unwrap();
    let began = Instant::now();
    fill(&store).await;
    eprintln!("filled in {:.0} s", began.elapsed().as_secs_f64());
    measure(&store, "reference", |n| SearchBy::Reference(format!("01ZD{n:07}")), true).await;
    let full = |n| {
        let (first, last) = names_of(n);
        SearchBy::Name(format!("{} {}", word(first, 1), word(last, 2)))
    };
    measure(&store, "first and last name", full, true).await;
    let last = |n| SearchBy::Name(word(names_of(n).1, 2));
    measure(&store, "last name", last, true).await;
    let short = |n| SearchBy::Name(word(names_of(n).1, 2).chars().take(3).collect());
    measure(&store, "three letters", short, true).await;
    measure(&store, "phone", |n| SearchBy::Phone(phone_of(n)), true).await;
    store.close().await;
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    runtime.block_on(bench(&format!("sqlite:{}", folder.path().join("lantern.db").display())));
    if std::env::var_os("LANTERN_TEST_POSTGRES_URL").is_some() {
        let database = pg_test::database();
        runtime.block_on(bench(database.url()));
    }
}
