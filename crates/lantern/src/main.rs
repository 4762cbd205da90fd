//! The `lantern` binary: configuration, commands, start-up and orderly stop.

mod clock;
mod commands;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The shared victim-care record for England and Wales
#[derive(Parser)]
#[command(name = "lantern", version, propagate_version = true)]
struct Lantern {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Code(commands::code::Args),
    Duties(commands::duties::Args),
    Read(commands::read::Args),
    Synth(commands::synth::Args),
}

fn main() -> ExitCode {
    match Lantern::parse().command {
        Command::Code(args) => commands::code::run(&args),
        Command::Duties(args) => commands::duties::run(&args),
        Command::Read(args) => commands::read::run(&args),
        Command::Synth(args) => commands::synth::run(&args),
    }
}
