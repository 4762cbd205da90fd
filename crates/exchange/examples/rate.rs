//! How fast court results are read, without files and output: `cargo run --release -p exchange --example rate -- FILE...`

use std::{fs, time::Instant};

fn main() {
    let messages: Vec<Vec<u8>> = std::env::args().skip(1).filter_map(|file| fs::read(file).ok()).collect();
    let bytes: usize = messages.iter().map(Vec::len).sum();
    let rounds = 20;
    let start = Instant::now();
    let mut offences = 0;
    for _ in 0..rounds {
        for message in &messages {
            if let Ok(read) = exchange::read_court_results(message) {
                offences += read.message.defendants.iter().map(|one| one.offences.len()).sum::<usize>();
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let mebibytes = (bytes * rounds) as f64 / 1_048_576.0;
    println!(
        "{:.0} MiB/s, {:.0} messages/s, {offences} offences",
        mebibytes / seconds,
        (messages.len() * rounds) as f64 / seconds
    );
}
