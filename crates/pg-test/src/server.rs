use std::fs::File;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The URL of the server that this process's tests use, started when need be.
pub(crate) fn url() -> &'static str {
    static SERVER: OnceLock<Server> = OnceLock::new();
    &SERVER.get_or_init(Server::find).url
}

struct Server {
    url: String,
    /// Held, never read: while any process holds it the shared server stays up.
    _in_use: Option<File>,
}

impl Server {
    fn find() -> Self {
        match std::env::var("LANTERN_TEST_POSTGRES_URL") {
            Ok(url) if !url.is_empty() => Self { url, _in_use: None },
            _ => Self::share(),
        }
    }

    fn share() -> Self {
        let folder = shared_folder();
        // The lock comes first: between the script's answer and our first connection nobody may stop the server.
        let in_use = lock_shared(&folder);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres.sh");
        let output = Command::new("bash")
            .arg(&script)
            .arg("share")
            .arg(&folder)
            .output()
            .unwrap_or_else(|error| panic!("cannot run {}: {error}", script.display()));
        assert!(
            output.status.success(),
            "no PostgreSQL for tests; `make test` installs one. {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let url = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Self { url, _in_use: Some(in_use) }
    }
}

/// One folder for each account, so that all test processes of a run find the same server.
fn shared_folder() -> PathBuf {
    let account = std::fs::metadata("/proc/self").expect("/proc tells whose process this is").uid();
    std::env::temp_dir().join(format!("lantern-test-postgres-{account}"))
}

fn lock_shared(folder: &Path) -> File {
    // Others may pass through, because PostgreSQL may run under another account, but not look inside.
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o711)
        .create(folder)
        .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    let path = folder.join("users");
    let file = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .unwrap_or_else(|error| panic!("cannot open {}: {error}", path.display()));
    file.lock_shared().unwrap_or_else(|error| panic!("cannot lock {}: {error}", path.display()));
    file
}
