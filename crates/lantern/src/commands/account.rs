//! `lantern account`: ways to sign in for staff, by somebody who has the machine. For the first caretaker, and for
//! caretakers who are locked out; everybody else is helped by a caretaker, on the page "Accounts".

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use std::{error::Error, process::ExitCode};
use store::Person;

/// Make or reset the way in which a caretaker of the service, or another member of staff, signs in
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Enter a caretaker of the service into the directory, and print an invitation for them
    AddCaretaker {
        /// Sign-in name: small letters, digits, dots and dashes
        name: String,
        /// The name that colleagues read
        #[arg(long)]
        shown_as: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Take every way to sign in from a member of staff, sign them out, and print an invitation to set up a new one
    Reset {
        /// Sign-in name
        name: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

/// Makes or resets.
pub fn run(args: Args) -> ExitCode {
    database::run(do_it(args))
}

async fn do_it(args: Args) -> Result<ExitCode, Box<dyn Error>> {
    let (name, new, database) = match args.command {
        Command::AddCaretaker { name, shown_as, database } => (name, Some(shown_as), database),
        Command::Reset { name, database } => (name, None, database),
    };
    let fits =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '.' | '-');
    if name.is_empty() || !name.chars().all(fits) {
        return Err("a sign-in name has small letters, digits, dots and dashes only".into());
    }
    let service = database.service().await?;
    // Before anything is changed: whoever has the machine leaves a line too.
    database::note_about(service.store(), "account_recovered", &name).await?;
    if let Some(shown_as) = new {
        if service.directory().people.contains_key(&name) {
            return Err("somebody has this sign-in name already; use `lantern account reset`".into());
        }
        let caretaker =
            Person { id: name.clone(), name: shown_as, role: "caretaker".into(), ..Person::default() };
        service.store().save_directory(&[], &[], &[caretaker]).await?;
        service.refresh_directory().await?;
    }
    let card = service.recover_account_on_the_machine(&name, clock::now()).await?;
    println!("Code for {name}: {}", card.code);
    println!(
        "It works once, until {}. Hand it over in person; at /sign-in/invitation they type it and their sign-in name.",
        card.until
    );
    service.store().close().await;
    Ok(ExitCode::SUCCESS)
}
