//! The outer keys that a process has, and where they come from.

use crate::{KeyCommand, KeyError, OuterKey, file};
use std::{
    collections::BTreeMap,
    fmt,
    path::PathBuf,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};
use zeroize::Zeroizing;

/// A key-management service: it wraps keys and never gives its own away.
pub trait KeyService: Send + Sync + fmt::Debug {
    /// Wraps an outer key.
    ///
    /// # Errors
    /// When the service refuses or cannot be reached.
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, KeyError>;

    /// Unwraps an outer key.
    ///
    /// # Errors
    /// When the service refuses or cannot be reached.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError>;
}

/// Where the outer keys come from.
#[derive(Clone, Debug)]
pub enum KeySource {
    /// A key file; read again when a key is wanted that it did not have before.
    File(PathBuf),
    /// Given as text (an environment variable): base64, several with commas between, the newest last.
    Text(Zeroizing<String>),
    /// A key service: outer keys lie in the database, wrapped by it.
    Service(Arc<dyn KeyService>),
    /// A key of this process, forgotten when it ends. For tests and throw-away data.
    Process,
}

impl KeySource {
    /// A key service behind a command.
    ///
    /// # Errors
    /// When the command is empty.
    pub fn command(command: &str) -> Result<KeySource, KeyError> {
        Ok(KeySource::Service(Arc::new(KeyCommand::new(command)?)))
    }
}

static OF_PROCESS: OnceLock<OuterKey> = OnceLock::new();

fn key_of_process() -> Result<OuterKey, KeyError> {
    let key = OuterKey::random()?;
    Ok(OF_PROCESS.get_or_init(|| key).clone())
}

/// The outer keys that a process has.
#[derive(Debug)]
pub struct Keyring {
    source: KeySource,
    keys: RwLock<BTreeMap<String, Arc<OuterKey>>>,
    newest: RwLock<Option<String>>,
}

impl Keyring {
    /// The keys of a source. Those of a key service come when they are first wanted.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn from(source: KeySource) -> Result<Keyring, KeyError> {
        let ring = Keyring { source, keys: RwLock::default(), newest: RwLock::default() };
        ring.read_again()?;
        Ok(ring)
    }

    /// The key of this process, forgotten when it ends. For tests and throw-away data.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn of_process() -> Result<Keyring, KeyError> {
        Keyring::from(KeySource::Process)
    }

    /// Whether the keys end with this process.
    pub fn is_of_process(&self) -> bool {
        matches!(self.source, KeySource::Process)
    }

    /// Reads the source again: a key may have been added to it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_again(&self) -> Result<(), KeyError> {
        let read = match &self.source {
            KeySource::File(path) => file::read(path)?,
            KeySource::Text(text) => file::parse(text)?,
            KeySource::Process => vec![key_of_process()?],
            KeySource::Service(_) => return Ok(()),
        };
        let newest = read.last().map(|key| key.id().to_owned());
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = newest;
        read.into_iter().for_each(|key| self.keep(key));
        Ok(())
    }

    fn keep(&self, key: OuterKey) {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        keys.insert(key.id().to_owned(), Arc::new(key));
    }

    /// The key with this id, when it was read already.
    pub fn held(&self, id: &str) -> Option<Arc<OuterKey>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// The key with this id. `wrapped` is what the database holds of it when a key service wrapped it.
    ///
    /// # Errors
    /// [`KeyError::Unknown`] when no source has it.
    pub fn key(&self, id: &str, wrapped: Option<&[u8]>) -> Result<Arc<OuterKey>, KeyError> {
        if let Some(key) = self.held(id) {
            return Ok(key);
        }
        let unknown = || KeyError::Unknown { id: id.to_owned() };
        match (&self.source, wrapped) {
            (KeySource::Service(service), Some(wrapped)) => {
                let key = OuterKey::from_bytes(&service.unwrap(wrapped)?).map_err(|_| KeyError::Broken)?;
                if key.id() != id {
                    return Err(unknown());
                }
                self.keep(key);
            }
            _ => self.read_again()?,
        }
        self.held(id).ok_or_else(unknown)
    }

    /// The newest key of the source, and what the database should hold of it. From a key service this is a new key each
    /// time.
    ///
    /// # Errors
    /// When the source cannot be read or the service refuses.
    pub fn newest(&self) -> Result<(Arc<OuterKey>, Option<Vec<u8>>), KeyError> {
        if let KeySource::Service(service) = &self.source {
            let key = OuterKey::random()?;
            let id = key.id().to_owned();
            let wrapped = service.wrap(key.bytes())?;
            self.keep(key);
            return Ok((self.key(&id, None)?, Some(wrapped)));
        }
        self.read_again()?;
        let newest = self.newest.read().unwrap_or_else(PoisonError::into_inner).clone();
        let key = newest.and_then(|id| self.held(&id)).ok_or(KeyError::Empty)?;
        Ok((key, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{add_key, make_file};

    #[test]
    fn a_key_that_was_added_to_the_file_is_found_without_a_new_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let first = make_file(&path).unwrap();
        let ring = Keyring::from(KeySource::File(path.clone())).unwrap();
        let second = add_key(&path).unwrap();
        assert_eq!(ring.key(&first, None).unwrap().id(), first);
        assert_eq!(ring.key(&second, None).unwrap().id(), second);
        assert_eq!(ring.newest().unwrap().0.id(), second);
        let unknown = KeyError::Unknown { id: "0123456789abcdef".into() };
        assert_eq!(ring.key("0123456789abcdef", None).unwrap_err(), unknown);
    }

    #[test]
    fn a_key_of_the_process_stays_the_same_in_it() {
        let [one, other] = [Keyring::of_process().unwrap(), Keyring::of_process().unwrap()];
        assert_eq!(one.newest().unwrap().0.id(), other.newest().unwrap().0.id());
    }

    /// Turns every bit round; enough to see that the service was asked.
    #[derive(Debug)]
    struct Inverting;

    impl KeyService for Inverting {
        fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, KeyError> {
            Ok(key.iter().map(|byte| !byte).collect())
        }
        fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
            Ok(Zeroizing::new(self.wrap(wrapped)?))
        }
    }

    #[test]
    fn a_key_service_gives_back_the_key_that_it_wrapped_and_no_other() {
        let source = KeySource::Service(Arc::new(Inverting));
        let (key, wrapped) = Keyring::from(source.clone()).unwrap().newest().unwrap();
        let wrapped = wrapped.unwrap();
        let fresh = Keyring::from(source).unwrap();
        assert_eq!(
            fresh.key("0123456789abcdef", Some(&wrapped)).unwrap_err().to_string(),
            "the key 0123456789abcdef is not among the keys given; start with the key file that it is in"
        );
        assert_eq!(fresh.key(key.id(), Some(&wrapped)).unwrap().id(), key.id());
        assert!(fresh.key(key.id(), None).is_ok(), "asked once");
    }
}
