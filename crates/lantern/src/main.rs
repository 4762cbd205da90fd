//! The `lantern` binary: configuration, commands, start-up and orderly stop.

mod clock;
mod commands;
mod database;
mod message_files;

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
    Account(commands::account::Args),
    Code(commands::code::Args),
    Database(commands::database::Args),
    Directory(commands::directory::Args),
    Duties(commands::duties::Args),
    Export(commands::export::Args),
    Import(commands::import::Args),
    Keys(commands::keys::Args),
    Load(commands::load::Args),
    Measures(commands::measures::Args),
    Read(commands::read::Args),
    Rebuild(commands::rebuild::Args),
    Return(commands::returns::Args),
    Serve(commands::serve::Args),
    Support(commands::support::Args),
    Synth(commands::synth::Args),
    Verify(commands::verify::Args),
}

fn main() -> ExitCode {
    match Lantern::parse().command {
        Command::Account(args) => commands::account::run(args),
        Command::Code(args) => commands::code::run(&args),
        Command::Database(args) => commands::database::run(&args),
        Command::Directory(args) => commands::directory::run(args),
        Command::Duties(args) => commands::duties::run(&args),
        Command::Export(args) => commands::export::run(args),
        Command::Import(args) => commands::import::run(args),
        Command::Keys(args) => commands::keys::run(&args),
        Command::Load(args) => commands::load::run(&args),
        Command::Measures(args) => commands::measures::run(args),
        Command::Read(args) => commands::read::run(&args),
        Command::Rebuild(args) => commands::rebuild::run(&args),
        Command::Return(args) => commands::returns::run(args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Support(args) => commands::support::run(args),
        Command::Synth(args) => commands::synth::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
    }
}
