//! Whether a file is known to do harm: asked of ClamAV's daemon over its socket, where the deployment has one.
//!
//! The protocol is a few lines (`clamd(8)`, INSTREAM): the command, pieces with their length, an empty piece, one answer.
//! What cannot be looked at is not taken: a scanner that is down must not become a way around it.

use std::{io, path::PathBuf, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    time::timeout,
};
use tracing::{error, warn};

/// How long one file may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// Bytes sent at a time; clamd takes more, and less would be slow.
const PIECE: usize = 64 * 1024;
/// An answer is one line.
const LONGEST_ANSWER: u64 = 4096;

/// Who looks at files.
#[derive(Clone, Debug, Default)]
pub struct Scanner(Option<Arc<PathBuf>>);

/// What came of looking at a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The deployment has no scanner.
    NotLookedAt,
    /// Nothing was found.
    Clean,
    /// It is known to do harm.
    Found,
    /// It could not be looked at.
    Failed,
}

impl Scanner {
    /// ClamAV's daemon at a local socket.
    pub fn clamd(socket: impl Into<PathBuf>) -> Scanner {
        Scanner(Some(Arc::new(socket.into())))
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) async fn look(&self, bytes: &[u8]) -> Verdict {
        let Some(socket) = &self.0 else { return Verdict::NotLookedAt };
        let answer = match timeout(PATIENCE, ask(socket, bytes)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(reason)) => {
                error!(%reason, socket = %socket.display(), "clamd does not answer; files are refused until it does");
                return Verdict::Failed;
            }
            Err(_) => {
                error!(socket = %socket.display(), "clamd takes longer than a minute; files are refused until it answers");
                return Verdict::Failed;
            }
        };
        // The name of what was found says nothing about a person; the file's name is never sent there.
        if answer == "stream: OK" {
            Verdict::Clean
        } else if answer.ends_with(" FOUND") {
            warn!(answer, "clamd found something in a file; it was refused");
            Verdict::Found
        } else {
            error!(answer, "clamd could not look at a file; compare its StreamMaxLength with 10 MB");
            Verdict::Failed
        }
    }
}

async fn ask(socket: &PathBuf, bytes: &[u8]) -> io::Result<String> {
    let mut line = UnixStream::connect(socket).await?;
    let sent = send(&mut line, bytes).await;
    // Also when it hung up while we were sending: it says why first.
    let mut answer = Vec::new();
    line.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    if answer.is_empty() {
        sent?;
    }
    let answer = String::from_utf8_lossy(&answer);
    Ok(answer.trim_matches(['\0', '\n', ' ']).to_owned())
}

async fn send(line: &mut UnixStream, bytes: &[u8]) -> io::Result<()> {
    line.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        line.write_all(&(piece.len() as u32).to_be_bytes()).await?;
        line.write_all(piece).await?;
    }
    line.write_all(&0_u32.to_be_bytes()).await?;
    line.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::UnixListener;

    /// A stand-in that speaks the protocol as its manual says, and answers by what the file holds.
    async fn stand_in(most: usize) -> (tempfile::TempDir, Scanner) {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("clamd.ctl");
        let listener = UnixListener::bind(&socket).unwrap();
        tokio::spawn(async move {
            while let Ok((mut line, _)) = listener.accept().await {
                let answer = answer(&mut line, most).await;
                drop(line.write_all(answer).await);
            }
        });
        (folder, Scanner::clamd(socket))
    }

    async fn answer(line: &mut UnixStream, most: usize) -> &'static [u8] {
        let mut command = [0; 10];
        line.read_exact(&mut command).await.unwrap();
        if &command != b"zINSTREAM\0" {
            return b"UNKNOWN COMMAND\0";
        }
        let mut file = Vec::new();
        loop {
            let length = line.read_u32().await.unwrap() as usize;
            if length == 0 {
                break;
            }
            let mut piece = vec![0; length];
            line.read_exact(&mut piece).await.unwrap();
            file.extend(piece);
            if file.len() > most {
                return b"INSTREAM size limit exceeded. ERROR\0";
            }
        }
        match file.windows(9).any(|window| window == b"test-harm") {
            true => b"stream: Invented.Test FOUND\0",
            false => b"stream: OK\0",
        }
    }

    #[tokio::test]
    async fn what_clamd_says_is_what_is_believed() {
        let (_folder, scanner) = stand_in(1_000_000).await;
        assert_eq!(scanner.look(b"a letter").await, Verdict::Clean);
        assert_eq!(scanner.look(&vec![7; 300_000]).await, Verdict::Clean, "in several pieces");
        let mut harmful = vec![7; 200_000];
        harmful.extend(b"test-harm");
        assert_eq!(scanner.look(&harmful).await, Verdict::Found);
        assert_eq!(scanner.look(&vec![7; 2_000_000]).await, Verdict::Failed, "more than it takes");
    }

    #[tokio::test]
    async fn a_scanner_that_is_down_or_hangs_up_lets_nothing_in() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Scanner::clamd(folder.path().join("nobody")).look(b"a").await, Verdict::Failed);
        let socket = folder.path().join("hangs-up");
        let listener = UnixListener::bind(&socket).unwrap();
        tokio::spawn(async move { while listener.accept().await.is_ok() {} });
        assert_eq!(Scanner::clamd(socket).look(b"a letter").await, Verdict::Failed);
        assert_eq!(Scanner::default().look(b"a letter").await, Verdict::NotLookedAt);
    }
}
