//! `lantern code`: what the program knows of the Victims' Code, and how sure it is.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use victims_code::{Code, describe};

/// Show the editions of the Victims' Code, their duties and what is uncertain
#[derive(Debug, clap::Args)]
pub struct Args {
    /// An edition (`2020`, `statute`, ...) to list its duties, or a duty (`r06-arrested`) to see all of it
    #[arg(value_name = "EDITION|DUTY")]
    name: Option<String>,
    /// List the duties that we are not sure of
    #[arg(long, conflicts_with = "name")]
    uncertain: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Read the editions in a directory instead of the built-in ones, and say what is wrong in them
    #[arg(long, value_name = "DIRECTORY")]
    check: Option<PathBuf>,
}

/// Prints what was asked for. Exit 1 when the editions to check have faults, 2 when there is no such edition or duty.
pub fn run(args: &Args) -> ExitCode {
    let loaded;
    let code = match &args.check {
        None => Code::embedded(),
        Some(directory) => match Code::load(directory) {
            Ok(code) => {
                loaded = code;
                &loaded
            }
            Err(error) => {
                let _ = writeln!(io::stderr(), "{error}");
                return ExitCode::FAILURE;
            }
        },
    };
    let Some(text) = describe_asked(code, args) else {
        let name = args.name.as_deref().unwrap_or_default();
        let _ = writeln!(
            io::stderr(),
            "lantern code: no edition or duty `{name}`; `lantern code` lists the editions"
        );
        return ExitCode::from(2);
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "lantern code: standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn describe_asked(code: &Code, args: &Args) -> Option<String> {
    let form = if args.json { describe::Form::Json } else { describe::Form::Text };
    let Some(name) = &args.name else {
        return Some(if args.uncertain {
            describe::uncertain(code, form)
        } else {
            describe::editions(code, form)
        });
    };
    match (code.edition_named(name), code.duty_index(name)) {
        (Some(edition), _) => Some(describe::edition(code, edition, form)),
        (None, Some(duty)) => Some(describe::duty(code, duty, form)),
        (None, None) => None,
    }
}
