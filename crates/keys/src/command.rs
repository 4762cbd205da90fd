//! A key service that is reached by running a command of the deployment: the client of its key-management service.

use crate::{KeyError, ring::KeyService};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::{
    io::{Read, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use zeroize::Zeroizing;

/// How long the command may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs `COMMAND wrap` or `COMMAND unwrap`: base64 in on standard input, base64 out on standard output, exit 0.
/// The command is split at spaces; no shell reads it.
#[derive(Debug)]
pub struct KeyCommand(Vec<String>);

impl KeyCommand {
    /// A key service behind this command line.
    ///
    /// # Errors
    /// When it names no program.
    pub fn new(command: &str) -> Result<KeyCommand, KeyError> {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            return Err(KeyError::Service { reason: "the command is empty".into() });
        }
        Ok(KeyCommand(words))
    }

    fn run(&self, verb: &str, input: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let failed = |reason: String| KeyError::Service { reason };
        let (program, arguments) =
            self.0.split_first().ok_or_else(|| failed("the command is empty".into()))?;
        let mut child = Command::new(program)
            .args(arguments)
            .arg(verb)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(|error| failed(format!("{program}: {error}")))?;
        let text = Zeroizing::new(format!("{}\n", BASE64_STANDARD.encode(input)));
        if let Some(mut pipe) = child.stdin.take() {
            // A command that ends without reading says so by its exit.
            drop(pipe.write_all(text.as_bytes()));
        }
        let status = wait(&mut child).map_err(|error| failed(format!("{program} {verb}: {error}")))?;
        if !status.success() {
            return Err(failed(format!("{program} {verb}: {status}")));
        }
        let mut answer = Zeroizing::new(String::new());
        if let Some(pipe) = child.stdout.take() {
            let read = pipe.take(64 * 1024).read_to_string(&mut answer);
            read.map_err(|error| failed(format!("{program} {verb}: {error}")))?;
        }
        let bytes = BASE64_STANDARD.decode(answer.trim());
        let bytes = bytes.map_err(|_| failed(format!("{program} {verb}: its answer is not base64")))?;
        Ok(Zeroizing::new(bytes))
    }
}

/// Waits for a short answer; the pipe holds more than it, so the command can end before it is read.
fn wait(child: &mut std::process::Child) -> std::io::Result<std::process::ExitStatus> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if began.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err(std::io::Error::other("no answer in 30 seconds"));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

impl KeyService for KeyCommand {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, KeyError> {
        Ok(self.run("wrap", key)?.to_vec())
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.run("unwrap", wrapped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    fn command(folder: &std::path::Path, body: &str) -> KeyCommand {
        let path = folder.join("kms");
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        KeyCommand::new(path.to_str().unwrap()).unwrap()
    }

    #[test]
    fn a_command_wraps_and_unwraps() {
        let folder = tempfile::tempdir().unwrap();
        // No cipher, but it shows that both ways are taken: letters are turned round.
        let service = command(
            folder.path(),
            "case $1 in wrap) rev;; unwrap) rev;; *) exit 3;; esac | tr -d '=' | sed 's/$//'",
        );
        let key = [9; 33];
        let wrapped = service.wrap(&key).unwrap();
        assert_ne!(wrapped, key);
        assert_eq!(service.unwrap(&wrapped).unwrap().as_slice(), key);
    }

    #[test]
    fn a_command_that_fails_is_a_clear_error_without_the_key() {
        let folder = tempfile::tempdir().unwrap();
        for body in ["exit 4", "cat >/dev/null; echo '?'", "echo 'not base64 at all'"] {
            let error = command(folder.path(), body).wrap(&[1; 32]).unwrap_err().to_string();
            assert!(error.starts_with("key service: ") && error.contains("wrap"), "{error}");
            assert!(!error.contains("AQEB") && !error.contains("not base64 at all"), "{error}");
        }
        assert!(KeyCommand::new("  ").is_err());
        assert!(KeyCommand::new("/nowhere/kms").unwrap().wrap(&[1; 32]).is_err());
    }
}
