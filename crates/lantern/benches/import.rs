//! Importing court results, database included, beside `xmllint --noout` over the same files. Rows of a table on
//! standard output. The messages are the shared ones when they are there, else invented.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on says where")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How often each side runs; the best of each counts, as a shared machine only ever adds time.
const RUNS: usize = 7;
/// How often each shared message is copied, under another reference number, to make a larger load.
const COPIES: usize = 20;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let few = folder.path().join("few");
    fs::create_dir(&few).unwrap();
    let messages = shared_messages();
    for (number, text) in messages.iter().enumerate() {
        fs::write(few.join(format!("{number:05}.xml")), text).unwrap();
    }
    let many = folder.path().join("many");
    fs::create_dir(&many).unwrap();
    for copy in 0..COPIES {
        for (number, text) in messages.iter().enumerate() {
            let text = text.replace("PTIURN>01", &format!("PTIURN>{:02}", 10 + copy));
            fs::write(many.join(format!("{copy:02}-{number:05}.xml")), text).unwrap();
        }
    }
    for inbox in [&few, &many] {
        row(folder.path(), inbox);
    }
}

fn row(folder: &Path, inbox: &Path) {
    let files: Vec<PathBuf> = fs::read_dir(inbox).unwrap().map(|entry| entry.unwrap().path()).collect();
    let bytes: u64 = files.iter().map(|file| fs::metadata(file).unwrap().len()).sum();
    let mut ours = Duration::MAX;
    let mut theirs = Duration::MAX;
    for run in 0..RUNS {
        let data = folder.join(format!("data-{}-{run}", files.len()));
        // The database is made beforehand: one import in its life makes it.
        time(Command::new(env!("CARGO_BIN_EXE_lantern")).arg("verify").arg("--data").arg(&data));
        ours = ours.min(time(
            Command::new(env!("CARGO_BIN_EXE_lantern"))
                .args(["import", "court-results"])
                .arg(inbox)
                .arg("--data")
                .arg(&data),
        ));
        theirs = theirs.min(time(Command::new("xmllint").arg("--noout").args(&files)));
    }
    println!(
        "| import of court results, SQLite FULL | {} messages, {:.1} MB | {:.0} ms, {:.0} messages/s | xmllint --noout {:.0} ms; {:.2} times its time |",
        files.len(),
        bytes as f64 / 1e6,
        ours.as_secs_f64() * 1e3,
        files.len() as f64 / ours.as_secs_f64(),
        theirs.as_secs_f64() * 1e3,
        ours.as_secs_f64() / theirs.as_secs_f64(),
    );
}

fn time(command: &mut Command) -> Duration {
    let begun = Instant::now();
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    begun.elapsed()
}

fn shared_messages() -> Vec<String> {
    let shared = std::env::var("LANTERN_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut texts = Vec::new();
    for scenario in
        fs::read_dir(shared.join("data/court-results-spi/scenarios")).into_iter().flatten().flatten()
    {
        for file in fs::read_dir(scenario.path()).into_iter().flatten().flatten() {
            if file.file_name().to_string_lossy().starts_with("result") {
                texts.push(fs::read_to_string(file.path()).unwrap());
            }
        }
    }
    if texts.is_empty() {
        texts = (0..140).map(invented).collect();
    }
    texts
}

fn invented(case: usize) -> String {
    let offence = "<Offence><BaseOffenceDetails><OffenceSequenceNumber>1</OffenceSequenceNumber><OffenceCode>TH68010\
        </OffenceCode><OffenceWording>Stole a bicycle to the value of 200 pounds belonging to another.</OffenceWording>\
        </BaseOffenceDetails><Plea>1</Plea><Finding>G</Finding><Result><ResultCode>1015</ResultCode><ResultText>Fined \
        100.</ResultText></Result></Offence>"
        .repeat(6);
    format!(
        "<ResultedCaseMessage xmlns=\"http://www.dca.gov.uk/xmlschemas/libra\"><Session><CourtHearing><Hearing>\
         <CourtHearingLocation>B01EF01</CourtHearingLocation><DateOfHearing>2026-01-05</DateOfHearing><TimeOfHearing>\
         10:00:00</TimeOfHearing></Hearing></CourtHearing><Case><PTIURN>01ZZ{case:07}</PTIURN><Defendant>\
         <ProsecutorReference>2601ZZ0000{case:010}X</ProsecutorReference><CourtIndividualDefendant><PersonDefendant>\
         <BasePersonDetails><PersonName><PersonFamilyName>Invented</PersonFamilyName></PersonName></BasePersonDetails>\
         </PersonDefendant><BailStatus>U</BailStatus></CourtIndividualDefendant>{offence}</Defendant></Case></Session>\
         </ResultedCaseMessage>"
    )
}
