//! SCIM 2.0 (RFC 7643, 7644), small: an organisation's own identity system keeps its people and teams here. Told to
//! what Microsoft Entra ID sends, in both of its forms of a change.
//!
//! A user is a person of the directory with an account name; a group is a team. A token reaches its own organisation and
//! nothing else, can make nobody a caretaker, and can only shut a caretaker out.

mod filter;
mod group;
mod patch;
mod user;

pub use patch::Patch;

use super::{Directory, keeping::digest};
use crate::{Actor, Service, ServiceError, Trail};
use jiff::{Timestamp, civil::Date};
use policy::{Action, Role};
use serde_json::{Value, json};
use store::{DirectoryChanges, Person, StoreError};

/// Resources on a page when nobody says how many, and at most.
const PAGE: usize = 100;
const MOST: usize = 200;
/// How often a change is tried when somebody else was faster.
const TRIES: usize = 5;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Why a request was refused, as SCIM says it. The detail names no person.
#[derive(Debug)]
pub struct Refused {
    /// HTTP status.
    pub status: u16,
    /// SCIM's word for it; empty when it has none.
    pub kind: &'static str,
    /// What to do.
    pub detail: String,
}

impl Refused {
    fn new(status: u16, kind: &'static str, detail: impl Into<String>) -> Refused {
        Refused { status, kind, detail: detail.into() }
    }

    fn not_there() -> Refused {
        Refused::new(404, "", "there is no such resource")
    }

    fn invalid(detail: impl Into<String>) -> Refused {
        Refused::new(400, "invalidValue", detail)
    }

    fn taken(what: &str) -> Refused {
        Refused::new(409, "uniqueness", format!("{what} is taken"))
    }

    /// The body of the answer.
    pub fn body(&self) -> Value {
        let mut body = json!({"schemas": [ERROR], "status": self.status.to_string(), "detail": self.detail});
        if !self.kind.is_empty() {
            body["scimType"] = self.kind.into();
        }
        body
    }
}

impl From<ServiceError> for Refused {
    fn from(error: ServiceError) -> Refused {
        match error {
            ServiceError::NotFound => Refused::not_there(),
            ServiceError::NotAllowed => Refused::new(403, "", "the token may not do this"),
            _ => Refused::new(500, "", "something went wrong here; try again later"),
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        match error {
            StoreError::Conflict => Refused::new(409, "", "somebody else changed this; try again"),
            other => ServiceError::from(other).into(),
        }
    }
}

/// Users or groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resources {
    /// People with an account name.
    Users,
    /// Teams.
    Groups,
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A filter, in SCIM's own words.
    pub filter: String,
    /// The first, counted from one.
    pub start: Option<i64>,
    /// How many.
    pub count: Option<i64>,
    /// Whether members of groups are left out.
    pub without_members: bool,
}

impl Service {
    /// The machine that holds this token; none when it opens nothing. Brings the directory up to date.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn machine(&self, token: &str, now: Timestamp) -> Result<Option<Actor>, ServiceError> {
        let (id, secret) = token.split_once('.').unwrap_or((token, ""));
        let secret = digest(secret);
        let tokens = self.store.directory_tokens().await?;
        let found = tokens.into_iter().find(|known| known.id == id && known.digest == secret);
        let Some(token) = found.filter(|token| token.is_alive(now)) else { return Ok(None) };
        let version = self.store.directory_version().await?;
        self.follow_the_directory(version).await?;
        Ok(Some(Actor {
            person: Person {
                id: format!("token-{}", token.id),
                name: "Identity system".into(),
                role: Role::Caretaker.slug().into(),
                organisation: token.organisation.clone(),
                ..Person::default()
            },
            role: Role::Caretaker,
            organisation_name: self.directory().organisation_name(&token.organisation).to_owned(),
            of_support_service: false,
            trail: Trail::default(),
            at: now,
            language: language::Language::default(),
            representative: None,
        }))
    }

    /// A page of users or groups.
    ///
    /// # Errors
    /// For a filter that is not understood.
    pub fn scim_list(&self, machine: &Actor, of: Resources, asked: &Asked) -> Result<Value, Refused> {
        self.allow(machine, Action::KeepDirectory)?;
        let directory = self.directory();
        let house = House::of(&directory, machine);
        let conditions = filter::read(&asked.filter)?;
        let found: Vec<Value> = match of {
            Resources::Users => house.users(&conditions)?,
            Resources::Groups => house.groups(&conditions, asked.without_members)?,
        };
        let start = usize::try_from(asked.start.unwrap_or(1).max(1)).unwrap_or(1);
        let count = asked.count.map_or(PAGE, |count| usize::try_from(count).unwrap_or(0)).min(MOST);
        let total = found.len();
        let page: Vec<Value> = found.into_iter().skip(start - 1).take(count).collect();
        Ok(json!({
            "schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": page.len(),
            "Resources": page,
        }))
    }

    /// One user or group.
    ///
    /// # Errors
    /// 404 when it is not there or another organisation's: the same answer for both.
    pub fn scim_get(
        &self,
        machine: &Actor,
        of: Resources,
        id: &str,
        without_members: bool,
    ) -> Result<Value, Refused> {
        self.allow(machine, Action::KeepDirectory)?;
        let directory = self.directory();
        let house = House::of(&directory, machine);
        match of {
            Resources::Users => Ok(house.show_user(house.user(id)?)),
            Resources::Groups => Ok(house.show_group(house.group(id)?, without_members)),
        }
    }

    /// Makes a user or a group.
    ///
    /// # Errors
    /// For what cannot be kept, or an account name or team name that is taken.
    pub async fn scim_create(&self, machine: &Actor, of: Resources, body: &Value) -> Result<Value, Refused> {
        self.scim_change(machine, of, "directory_joined", |house| match of {
            Resources::Users => house.new_user(body),
            Resources::Groups => house.new_group(body),
        })
        .await
    }

    /// Replaces a user or a group with what is sent.
    ///
    /// # Errors
    /// For what is not there, or cannot be kept.
    pub async fn scim_replace(
        &self,
        machine: &Actor,
        of: Resources,
        id: &str,
        body: &Value,
    ) -> Result<Value, Refused> {
        let patch = Patch::whole(body)?;
        self.scim_apply(machine, of, id, &patch).await
    }

    /// Changes parts of a user or a group.
    ///
    /// # Errors
    /// For what is not there, cannot be kept, or is no change that SCIM knows.
    pub async fn scim_patch(
        &self,
        machine: &Actor,
        of: Resources,
        id: &str,
        body: &Value,
    ) -> Result<Value, Refused> {
        let patch = Patch::read(body)?;
        self.scim_apply(machine, of, id, &patch).await
    }

    async fn scim_apply(
        &self,
        machine: &Actor,
        of: Resources,
        id: &str,
        patch: &Patch,
    ) -> Result<Value, Refused> {
        self.scim_change(machine, of, "directory_changed", |house| match of {
            Resources::Users => house.change_user(id, patch),
            Resources::Groups => house.change_group(id, patch),
        })
        .await
    }

    /// Shuts a user out for good, or ends a team. Nothing is deleted: what they recorded keeps their name.
    ///
    /// # Errors
    /// For what is not there.
    pub async fn scim_delete(&self, machine: &Actor, of: Resources, id: &str) -> Result<(), Refused> {
        let ended = self.scim_change(machine, of, "directory_left", |house| match of {
            Resources::Users => house.end_user(id),
            Resources::Groups => house.end_group(id),
        });
        ended.await.map(drop)
    }

    /// Works out a change against the directory as it is, and again when somebody else was faster.
    async fn scim_change(
        &self,
        machine: &Actor,
        of: Resources,
        what: &'static str,
        work_out: impl Fn(&House<'_>) -> Result<(String, DirectoryChanges), Refused>,
    ) -> Result<Value, Refused> {
        self.allow(machine, Action::KeepDirectory)?;
        for last in (0..TRIES).rev() {
            let directory = self.directory();
            let house = House::of(&directory, machine);
            let (id, mut changes) = work_out(&house)?;
            changes.read = Some(directory.version);
            let saved = if changes.is_empty() { Ok(()) } else { self.store.change_directory(&changes).await };
            self.refresh_directory().await?;
            match saved {
                Err(StoreError::Conflict) if last > 0 => {}
                Err(other) => return Err(other.into()),
                Ok(()) => {
                    super::keeping::note(machine, what, id.clone());
                    let shown = self.scim_get(machine, of, &id, false);
                    return Ok(shown.unwrap_or(Value::Null));
                }
            }
        }
        Err(StoreError::Conflict.into())
    }
}

/// What one token reaches: its own organisation.
struct House<'a> {
    directory: &'a Directory,
    organisation: &'a str,
    today: Date,
}

impl<'a> House<'a> {
    fn of(directory: &'a Directory, machine: &'a Actor) -> House<'a> {
        let today = calendar::london_date(machine.at);
        House { directory, organisation: &machine.person.organisation, today }
    }

    /// An id that nobody and no team has: the organisation's, with random digits and nothing personal.
    fn new_id(&self) -> Result<String, Refused> {
        let mut bytes = [0_u8; 6];
        getrandom::fill(&mut bytes).map_err(|_| Refused::new(503, "", "try again"))?;
        let house: String = self.organisation.chars().take(40).collect();
        Ok(format!("{house}-{}", record::chain::hex(&bytes)))
    }
}

/// What this service can do, for `/ServiceProviderConfig`.
pub fn service_provider_config() -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": true},
        "bulk": {"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": true, "maxResults": MOST},
        "changePassword": {"supported": false},
        "sort": {"supported": false},
        "etag": {"supported": false},
        "authenticationSchemes": [{
            "type": "oauthbearertoken", "name": "Bearer token",
            "description": "A token that the caretaker of the service made for one organisation",
        }],
    })
}

/// The kinds of resources, for `/ResourceTypes`.
pub fn resource_types() -> Value {
    let kind = |name: &str, endpoint: &str, schema: &str| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
            "id": name, "name": name, "endpoint": endpoint, "schema": schema,
        })
    };
    listed(vec![kind("User", "/Users", USER), kind("Group", "/Groups", GROUP)])
}

/// The attributes that are kept, for `/Schemas`.
pub fn schemas() -> Value {
    let text = |name: &str, required: bool| {
        json!({
            "name": name, "type": "string", "multiValued": false, "required": required, "caseExact": false,
            "mutability": "readWrite", "returned": "default", "uniqueness": "none",
        })
    };
    let many = |name: &str| {
        json!({
            "name": name, "type": "complex", "multiValued": true, "required": false, "mutability": "readWrite",
            "returned": "default", "subAttributes": [text("value", false)],
        })
    };
    let active = json!({
        "name": "active", "type": "boolean", "multiValued": false, "required": false,
        "mutability": "readWrite", "returned": "default",
    });
    let user = vec![
        text("userName", true),
        text("displayName", false),
        text("externalId", false),
        active,
        many("phoneNumbers"),
        many("roles"),
    ];
    let schema = |id: &str, name: &str, attributes: Vec<Value>| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": id, "name": name, "attributes": attributes,
        })
    };
    let group = vec![text("displayName", true), many("members")];
    listed(vec![schema(USER, "User", user), schema(GROUP, "Group", group)])
}

fn listed(resources: Vec<Value>) -> Value {
    let total = resources.len();
    json!({
        "schemas": [LIST], "totalResults": total, "startIndex": 1, "itemsPerPage": total, "Resources": resources,
    })
}
