//! Killing an import at any moment loses nothing that was acknowledged, and starting again finishes the work.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use record::chain::hex;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};
use store::{Durability, KeySource, Keyring, Store};

const MESSAGES: usize = 900;
const KILLS: usize = 12;

#[test]
fn a_killed_import_keeps_what_it_acknowledged_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    kill_many_times(folder.path(), &address);
}

#[test]
fn a_killed_import_keeps_what_it_acknowledged_on_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let database = pg_test::database();
    kill_many_times(folder.path(), database.url());
}

fn kill_many_times(folder: &Path, address: &str) {
    let inbox = folder.join("inbox");
    let keys = &folder.join("keys");
    store::make_file(keys).unwrap();
    let digests = write_messages(&inbox);
    let mut acknowledged = BTreeSet::new();
    for round in 0..KILLS {
        // Later rounds let more through, so that the kill falls on ever later messages.
        let lines = 1 + round * MESSAGES / KILLS + (round * 37) % 61;
        acknowledged.extend(import_and_kill(&inbox, address, keys, lines));
        check(address, keys, &acknowledged, &digests);
    }
    acknowledged.extend(import_and_kill(&inbox, address, keys, usize::MAX));
    assert_eq!(acknowledged.len(), MESSAGES, "the last run finishes the work");
    check(address, keys, &acknowledged, &digests);
    // Two messages each about 450 cases: nothing was taken twice, nothing is missing.
    let events = run(async |store| store.verify().await.unwrap(), address, keys);
    assert_eq!(events.cases as usize, MESSAGES / 2);
}

/// Starts an import, reads so many of its lines, kills it without warning. Gives the files that it acknowledged.
fn import_and_kill(inbox: &Path, address: &str, keys: &Path, lines: usize) -> BTreeSet<String> {
    let mut import = Command::new(env!("CARGO_BIN_EXE_lantern"))
        .args(["import", "court-results", "--database", address, "--keys"])
        .arg(keys)
        .arg(inbox)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(import.stdout.take().unwrap());
    let mut files = BTreeSet::new();
    for line in output.lines() {
        // The last line may be cut by the kill; only a whole one is an acknowledgement.
        let Ok(line) = serde_json::from_str::<serde_json::Value>(&line.unwrap()) else { break };
        files.insert(line["file"].as_str().unwrap().to_owned());
        if files.len() == lines {
            import.kill().unwrap();
        }
    }
    import.wait().unwrap();
    files
}

fn check(address: &str, keys: &Path, acknowledged: &BTreeSet<String>, digests: &BTreeMap<String, String>) {
    run(
        async |store| {
            assert_eq!(store.verify().await.unwrap().findings, []);
            let wanted: Vec<String> = acknowledged.iter().map(|file| digests[file].clone()).collect();
            let known = store.known_messages(&wanted).await.unwrap();
            let lost = wanted.iter().filter(|digest| !known.contains(*digest)).count();
            assert_eq!(lost, 0, "acknowledged and lost");
            let rebuilt = store.rebuild(store::Rules::embedded(), |_| {}).await.unwrap();
            assert_eq!(rebuilt.before, rebuilt.after, "the lists agree with the journal");
        },
        address,
        keys,
    );
}

fn run<T>(work: impl AsyncFnOnce(&Store) -> T, address: &str, keys: &Path) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let ring = Keyring::from(KeySource::File(keys.to_owned())).unwrap();
        let store = Store::open_with(address, Durability::Full, ring).await.unwrap();
        let result = work(&store).await;
        store.close().await;
        result
    })
}

/// Invented court results: each case is heard twice. File name to digest.
fn write_messages(inbox: &Path) -> BTreeMap<String, String> {
    fs::create_dir(inbox).unwrap();
    (0..MESSAGES)
        .map(|number| {
            let path = inbox.join(format!("{number:05}.xml"));
            let text = message(number / 2, 1 + number % 2);
            fs::write(&path, &text).unwrap();
            (path.display().to_string(), hex(&Sha256::digest(text.as_bytes())))
        })
        .collect()
}

fn message(case: usize, day: usize) -> String {
    let result = if day == 1 {
        "<ResultCode>4506</ResultCode><ResultText>Adjourned</ResultText><NextHearing><NextHearingDetails>\
         <CourtHearingLocation>B01EF01</CourtHearingLocation><DateOfHearing>2026-02-02</DateOfHearing>\
         <TimeOfHearing>10:00:00</TimeOfHearing></NextHearingDetails></NextHearing>"
    } else {
        "<ResultCode>1015</ResultCode><ResultText>Fined 100.</ResultText>"
    };
    format!(
        "<ResultedCaseMessage xmlns=\"http://www.dca.gov.uk/xmlschemas/libra\"><Session><CourtHearing><Hearing>\
         <CourtHearingLocation>B01EF01</CourtHearingLocation><DateOfHearing>2026-01-{day:02}</DateOfHearing>\
         <TimeOfHearing>10:00:00</TimeOfHearing></Hearing><PSAcode>2576</PSAcode></CourtHearing><Case>\
         <PTIURN>01ZZ{case:07}</PTIURN><Defendant><ProsecutorReference>2601ZZ0000{case:010}X</ProsecutorReference>\
         <CourtIndividualDefendant><PersonDefendant><BasePersonDetails><PersonName><PersonGivenName1>Invented\
         </PersonGivenName1><PersonFamilyName>Person{case}</PersonFamilyName></PersonName><Birthdate>1990-01-01\
         </Birthdate></BasePersonDetails></PersonDefendant><BailStatus>U</BailStatus></CourtIndividualDefendant>\
         <Offence><BaseOffenceDetails><OffenceSequenceNumber>1</OffenceSequenceNumber><OffenceCode>TH68010\
         </OffenceCode></BaseOffenceDetails><Plea>1</Plea><Finding>G</Finding><Result>{result}</Result></Offence>\
         </Defendant></Case></Session></ResultedCaseMessage>"
    )
}
