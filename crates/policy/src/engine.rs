//! The policies in `policies/`, read once. When they cannot be read, everything is refused; a test sees to it that this
//! is never shipped.

use crate::{About, Action, Decision, Role, facts::Facts};
use cedar_policy::{
    ActionConstraint, Authorizer, Context, Entities, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression, Schema,
};
use std::{
    collections::{BTreeMap, HashMap},
    str::FromStr,
    sync::LazyLock,
};

/// The policies, by theme: when several allow the same, the first of them is named.
pub(crate) const FILES: [(&str, &str); 8] = [
    ("restrictions.cedar", include_str!("../../../policies/restrictions.cedar")),
    ("work.cedar", include_str!("../../../policies/work.cedar")),
    ("parts.cedar", include_str!("../../../policies/parts.cedar")),
    ("support-services.cedar", include_str!("../../../policies/support-services.cedar")),
    ("break-glass.cedar", include_str!("../../../policies/break-glass.cedar")),
    ("victims.cedar", include_str!("../../../policies/victims.cedar")),
    ("offices.cedar", include_str!("../../../policies/offices.cedar")),
    ("meetings.cedar", include_str!("../../../policies/meetings.cedar")),
];

/// What the policies may speak of.
pub(crate) const SCHEMA: &str = include_str!("../../../policies/lantern.cedarschema");

/// Why policies cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {fault}; mend the policy")]
pub(crate) struct Unusable {
    file: &'static str,
    fault: String,
}

/// Policies that can be asked.
pub(crate) struct Engine {
    authorizer: Authorizer,
    /// For each action the policies that can speak of it: Cedar asks every policy it is given.
    policies: BTreeMap<&'static str, PolicySet>,
    entities: Entities,
    names: HashMap<PolicyId, (usize, String)>,
    askers: BTreeMap<Role, EntityUid>,
    /// Each action with the kinds of thing that the schema lets it be about.
    actions: BTreeMap<&'static str, (EntityUid, Vec<EntityTypeName>)>,
    resources: [EntityUid; 4],
    agency: EntityTypeName,
    mandate: EntityTypeName,
}

static ENGINE: LazyLock<Option<Engine>> = LazyLock::new(|| Engine::read(&FILES, SCHEMA).ok());

pub(crate) fn decide(role: Role, action: Action, about: About<'_>, facts: &Facts) -> Decision {
    match &*ENGINE {
        Some(engine) => engine.decide(role, action, about, facts),
        None => Decision::Refused("policies cannot be read"),
    }
}

impl Engine {
    pub(crate) fn read(files: &[(&'static str, &str)], schema: &str) -> Result<Engine, Unusable> {
        let fault = |file, fault: &dyn std::fmt::Display| Unusable { file, fault: fault.to_string() };
        let schema_fault = |reason: &dyn std::fmt::Display| fault("lantern.cedarschema", reason);
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(|reason| schema_fault(&reason))?;
        let entities = schema.action_entities().map_err(|reason| schema_fault(&reason))?;
        let mut all = Vec::new();
        let mut names = HashMap::new();
        for (file, text) in files {
            for policy in named_policies(text).map_err(|reason| fault(file, &reason))? {
                let name = policy.id().to_string();
                if names.insert(policy.id().clone(), (names.len(), name.clone())).is_some() {
                    return Err(fault(file, &format!("two policies have the id {name}")));
                }
                all.push(policy);
            }
        }
        let type_name = |name: &str| EntityTypeName::from_str(name).map_err(|reason| schema_fault(&reason));
        let uid = |kind: &str, id: &str| {
            Ok::<_, Unusable>(EntityUid::from_type_name_and_id(type_name(kind)?, EntityId::new(id)))
        };
        let mut actions = BTreeMap::new();
        let mut policies = BTreeMap::new();
        for action in Action::all() {
            let named = uid("Action", action.policy_name())?;
            let speaking = all.iter().filter(|policy| speaks_of(policy, &named, &entities)).cloned();
            let set = PolicySet::from_policies(speaking).map_err(|reason| schema_fault(&reason))?;
            policies.insert(action.policy_name(), set);
            let about = schema.resources_for_action(&named).into_iter().flatten().cloned().collect();
            actions.insert(action.policy_name(), (named, about));
        }
        let mut askers = BTreeMap::new();
        for role in Role::ALL {
            askers.insert(role, uid(kind_of(role), role.slug())?);
        }
        let resources = [
            uid("Service", "lantern")?,
            uid("Case", "asked")?,
            uid("Victim", "asked")?,
            uid("Note", "asked")?,
        ];
        let (agency, mandate) = (type_name("Agency")?, type_name("Mandate")?);
        Ok(Engine {
            authorizer: Authorizer::new(),
            policies,
            entities,
            names,
            askers,
            actions,
            resources,
            agency,
            mandate,
        })
    }

    fn decide(&'static self, role: Role, action: Action, about: About<'_>, facts: &Facts) -> Decision {
        // What the schema does not let it be about, no policy was written for.
        let Some((request, policies)) = self.request(role, action, about, facts) else {
            return Decision::Refused("default");
        };
        let response = self.authorizer.is_authorized(&request, policies, &self.entities);
        // Cedar leaves out a policy that fails. A restriction left out would open a case.
        if response.diagnostics().errors().next().is_some() {
            return Decision::Refused("a policy failed");
        }
        let first = response.diagnostics().reason().filter_map(|id| self.names.get(id)).min();
        match (response.decision(), first) {
            (cedar_policy::Decision::Allow, Some((_, name))) => Decision::Allowed(name),
            (cedar_policy::Decision::Deny, Some((_, name))) => Decision::Refused(name),
            _ => Decision::Refused("default"),
        }
    }

    fn request(
        &self,
        role: Role,
        action: Action,
        about: About<'_>,
        facts: &Facts,
    ) -> Option<(Request, &PolicySet)> {
        let slug = action.policy_name();
        let resource = match about {
            About::Nothing => 0,
            About::Case(..) => 1,
            About::Victim(..) => 2,
            About::Note(..) => 3,
        };
        let (action, can_be_about) = self.actions.get(slug)?;
        let resource = self.resources.get(resource)?;
        if !can_be_about.contains(resource.type_name()) {
            return None;
        }
        let request = Request::new(
            self.askers.get(&role)?.clone(),
            action.clone(),
            resource.clone(),
            self.context(facts)?,
            None,
        );
        Some((request.ok()?, self.policies.get(slug)?))
    }

    fn context(&self, facts: &Facts) -> Option<Context> {
        let set = |kind: &EntityTypeName, ids: &mut dyn Iterator<Item = &str>| {
            let uid = |id| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
            RestrictedExpression::new_set(ids.map(|id| RestrictedExpression::new_entity_uid(uid(id))))
        };
        let flags = [
            ("supports", facts.supports),
            ("agreed", facts.agreed),
            ("updates", facts.updates),
            ("broke_glass", facts.broke_glass),
            ("drawn", facts.drawn),
            ("restricted", facts.restricted),
            ("named", facts.named),
            ("conflict", facts.conflict),
            ("own", facts.own),
            ("suspended", facts.suspended),
            ("own_note", facts.own_note),
            ("employed", facts.employed),
            ("support_staff", facts.support_staff),
        ];
        let flags = flags.map(|(name, holds)| (name.to_owned(), RestrictedExpression::new_bool(holds)));
        let sets = [
            ("agencies".to_owned(), set(&self.agency, &mut facts.agencies.iter().map(String::as_str))),
            ("mandate".to_owned(), set(&self.mandate, &mut facts.mandate.iter().copied())),
        ];
        Context::from_pairs(flags.into_iter().chain(sets)).ok()
    }
}

/// The policies of one file, each under the name that its `@id` gives it.
fn named_policies(text: &str) -> Result<Vec<Policy>, String> {
    let set = PolicySet::from_str(text).map_err(|reason| reason.to_string())?;
    if set.templates().next().is_some() {
        return Err("a template allows nothing by itself".to_owned());
    }
    let mut policies: Vec<&Policy> = set.policies().collect();
    // Cedar numbers them as they stand in the file: policy0, policy1 ...
    policies.sort_by_key(|policy| {
        policy.id().to_string().trim_start_matches("policy").parse::<usize>().unwrap_or(usize::MAX)
    });
    let named = policies.into_iter().map(|policy| match policy.annotation("id") {
        Some(id) if !id.is_empty() => Ok(policy.new_id(PolicyId::new(id))),
        _ => Err(format!("{} has no @id", policy.id())),
    });
    named.collect()
}

fn speaks_of(policy: &Policy, action: &EntityUid, actions: &Entities) -> bool {
    let is_in = |named: &EntityUid| named == action || actions.is_ancestor_of(named, action);
    match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(named) => named == *action,
        ActionConstraint::In(named) => named.iter().any(is_in),
    }
}

fn kind_of(role: Role) -> &'static str {
    if role.is_staff() {
        "Staff"
    } else if role.is_public() {
        "Public"
    } else {
        "Office"
    }
}
