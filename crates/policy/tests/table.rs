//! The table of `policies/README.md`, said a second time in plain Rust and compared with what the policies answer, for
//! random people, cases and questions; and what must hold whatever the table says.

use policy::{About, Action, Asker, Decision, Part, Role, may, may_each};
use proptest::prelude::*;
use record::{CaseAccess, CaseId, OrganisationId, PersonId, VictimId, access::MandateScope};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const ORGANISATIONS: [&str; 4] = ["", "met", "harbour", "kent"];
const PEOPLE: [&str; 3] = ["okafor", "chen", "lee"];
const PROVIDERS: [&str; 9] =
    ["police", "cps", "wcu", "hmcts", "probation", "yot", "cica", "parole_board", "support_service"];

fn case_id(number: u8) -> CaseId {
    CaseId(Uuid::from_u128(u128::from(number)))
}

fn victim_id(number: u8) -> VictimId {
    VictimId(Uuid::from_u128(100 + u128::from(number)))
}

/// What a question is about, owned.
#[derive(Clone, Debug)]
enum Topic {
    Nothing,
    Case,
    Victim(VictimId),
    Note(OrganisationId),
}

#[derive(Clone, Debug)]
struct Question {
    asker: Asker,
    action: Action,
    id: CaseId,
    case: CaseAccess,
    topic: Topic,
}

impl Question {
    fn about(&self) -> About<'_> {
        match &self.topic {
            Topic::Nothing => About::Nothing,
            Topic::Case => About::Case(self.id, &self.case),
            Topic::Victim(victim) => About::Victim(self.id, &self.case, *victim),
            Topic::Note(by) => About::Note(self.id, &self.case, by),
        }
    }

    fn decision(&self) -> Decision {
        may(&self.asker, self.action, self.about())
    }
}

/// The table in plain Rust.
fn expected(question: &Question) -> bool {
    let Question { asker, action, id, case, topic } = question;
    let own_organisation = &asker.organisation;
    let role = asker.role;
    let employed = !own_organisation.0.is_empty();
    if let Topic::Nothing = topic {
        use Action::*;
        let office = !role.is_staff() && !role.is_public();
        return match action {
            SeeWork | Search => role.is_staff(),
            AcceptTerms => role.is_staff() || office,
            OpenCase => role.is_staff() && employed,
            BreakGlass => role.is_staff() && role != Role::Advocate && !asker.of_support_service,
            ReviewBreakGlass | ArrangeCover | SeeWorkload | SeeEarlyWarning => role == Role::Supervisor,
            MendQuarantine => matches!(role, Role::Supervisor | Role::WitnessCare),
            SeeAudit => role == Role::Standards,
            KeepAgreements | Disclose | Retain => role == Role::InformationGovernance,
            KeepDirectory | RecoverAccounts => role == Role::Caretaker,
            SeeFigures => role == Role::Oversight || (role == Role::Supervisor && employed),
            SeeAllFigures | SeeNational => role == Role::Oversight,
            PublishFigures | TakeReturns => role == Role::Caretaker,
            RunInspections => matches!(role, Role::Supervisor | Role::Oversight),
            AuthoriseInspection => role == Role::InformationGovernance,
            ScoreContacts => role == Role::Supervisor,
            SeeMeetings | KeepMeetings => matches!(role, Role::Supervisor | Role::Oversight),
            _ => false,
        };
    }
    if case.conflicts.contains(&asker.person) {
        return false;
    }
    if role.is_public() {
        let Some((of, own)) = asker.victim else { return false };
        let theirs = of == *id && case.victims.contains(&own) && !case.suspended.contains(&own);
        let asked = matches!(topic, Topic::Case);
        use Action::*;
        let may = match (role, action) {
            (Role::Victim, SeeOwnCase | AnswerOnOwnCase | SayOwnPreferences) => true,
            (Role::Victim, DecideOwnSharing | GiveMandate | SeeOwnAudit | TakeOwnCopy) => true,
            (Role::Victim, WriteOwnStatement | AskForOneself) => true,
            (_, SeeOwnCase) => asker.mandate.contains(&MandateScope::See),
            (_, AnswerOnOwnCase) => asker.mandate.contains(&MandateScope::Answer),
            (_, SayOwnPreferences) => asker.mandate.contains(&MandateScope::Preferences),
            (_, WriteOwnStatement) => asker.mandate.contains(&MandateScope::Statement),
            (_, AskForOneself) => asker.mandate.contains(&MandateScope::Requests),
            _ => false,
        };
        return theirs && asked && may;
    }
    let names_others = (role, action) == (Role::InformationGovernance, &RestrictCase);
    if case.restricted_to.as_ref().is_some_and(|named| !named.contains(&asker.person)) && !names_others {
        return false;
    }
    if let Topic::Victim(victim) = topic
        && !case.victims.contains(victim)
    {
        return false;
    }
    let none = BTreeSet::new();
    let acts_as = case.organisations.get(own_organisation).filter(|_| employed).unwrap_or(&none);
    let agencies: BTreeSet<&str> = if role == Role::Advocate {
        BTreeSet::new()
    } else {
        acts_as.iter().map(String::as_str).filter(|slug| *slug != "support_service").collect()
    };
    let among = |agreed: &BTreeMap<OrganisationId, BTreeSet<VictimId>>| {
        let victims = agreed.get(own_organisation).filter(|_| employed).unwrap_or(&none_victims()).clone();
        match topic {
            Topic::Victim(victim) => victims.contains(victim),
            _ => !victims.is_empty(),
        }
    };
    let supports = agencies.is_empty() && among(&case.shared);
    let follows = supports && among(&case.updates);
    let glass = asker.broke_glass.contains(id);
    let drawn = asker.drawn.contains(id);
    let any = |wanted: &[&str]| wanted.iter().any(|one| agencies.contains(one));
    let is_case = matches!(topic, Topic::Case);
    let is_note = matches!(topic, Topic::Note(_));
    let staff = role.is_staff();
    use Action::*;
    match action {
        SeeCase => staff && is_case && (!agencies.is_empty() || supports || glass),
        RecordOnCase | RecordSharing | InviteVictim | SuspendVictim => {
            staff && !is_note && (!agencies.is_empty() || supports)
        }
        HelpWithSurvey => staff && !is_note && supports,
        KeepNotes => staff && is_case && (!agencies.is_empty() || supports),
        MoveStatement => staff && is_case && any(&["police", "cps", "wcu", "hmcts", "probation"]),
        DeclareConflict => {
            let comes_in = agencies.is_empty() && (!acts_as.is_empty() || supports);
            staff && is_case && (!agencies.is_empty() || comes_in)
        }
        ReviewCase => role == Role::Supervisor && is_case && !agencies.is_empty(),
        RestrictCase | Disclose | Retain => {
            let keeps = matches!(role, Role::Supervisor | Role::InformationGovernance);
            keeps && is_case && !agencies.is_empty()
        }
        ReadForInspection => {
            let own = role == Role::Supervisor && !agencies.is_empty();
            is_case && drawn && (own || role == Role::Oversight)
        }
        See(part) if role == Role::Oversight => {
            use Part::*;
            !is_note && drawn && matches!(part, Summary | Duties | Timeline | ContactMade | ContactContent)
        }
        See(part) => {
            use Part::*;
            if let Topic::Note(by) = topic {
                let own = employed && by == own_organisation;
                return staff
                    && own
                    && match part {
                        AgencyNotes => !agencies.is_empty(),
                        SupportNotes => supports,
                        _ => false,
                    };
            }
            let agency = match part {
                Summary | Duties | ContactMade | VictimName | Preferences => !agencies.is_empty(),
                Timeline => {
                    any(&["police", "cps", "wcu", "hmcts", "probation", "yot", "nhs_hospital", "moj"])
                }
                ContactContent => any(&["police", "cps", "wcu", "probation"]),
                VictimDetails => {
                    any(&["police", "cps", "wcu", "probation", "yot", "nhs_hospital", "moj", "cica"])
                }
                Needs | Defendants => any(&["police", "cps", "wcu", "hmcts", "probation", "yot"]),
                WitnessAddresses => any(&["police", "wcu"]),
                OffenderManagement => any(&["probation"]),
                Sharing => any(&["police", "cps", "wcu", "probation", "yot"]),
                Statement => any(&["police", "cps", "wcu", "hmcts", "probation"]),
                SupportNotes | AgencyNotes => false,
            };
            let support = match part {
                Summary | Duties | ContactMade | VictimName | VictimDetails | Preferences | Needs
                | Sharing => supports,
                Timeline | ContactContent => follows,
                _ => false,
            };
            let broken = match part {
                Summary | Duties | Timeline | ContactMade | VictimName | VictimDetails | Preferences
                | Needs | Defendants => glass,
                _ => false,
            };
            staff && (agency || support || broken)
        }
        _ => false,
    }
}

fn none_victims() -> BTreeSet<VictimId> {
    BTreeSet::new()
}

fn some<T: Clone + Ord + std::fmt::Debug + 'static>(
    of: Vec<T>,
    most: usize,
) -> impl Strategy<Value = BTreeSet<T>> {
    proptest::collection::btree_set(proptest::sample::select(of), 0..=most)
}

fn organisation() -> impl Strategy<Value = OrganisationId> {
    proptest::sample::select(ORGANISATIONS.to_vec()).prop_map(Into::into)
}

fn victims() -> Vec<VictimId> {
    (0..3).map(victim_id).collect()
}

fn people() -> Vec<PersonId> {
    PEOPLE.map(Into::into).to_vec()
}

fn shared() -> impl Strategy<Value = BTreeMap<OrganisationId, BTreeSet<VictimId>>> {
    // The last victim is of no case.
    proptest::collection::btree_map(organisation(), some(victims(), 2), 0..3)
        .prop_map(|shared| shared.into_iter().filter(|(_, victims)| !victims.is_empty()).collect())
}

fn case() -> impl Strategy<Value = CaseAccess> {
    let providers = PROVIDERS.map(str::to_owned).to_vec();
    let acts_as = proptest::collection::btree_set(proptest::sample::select(providers), 1..=2);
    (
        proptest::collection::btree_map(organisation(), acts_as, 0..3),
        shared(),
        shared(),
        proptest::option::weighted(0.2, some(people(), 2)),
        some(people(), 1),
        some(victims(), 1),
    )
        .prop_map(|(organisations, shared, updates, restricted_to, conflicts, suspended)| CaseAccess {
            organisations,
            shared,
            updates,
            restricted_to,
            conflicts,
            suspended,
            victims: [victim_id(0), victim_id(1)].into(),
            legal_hold: false,
        })
}

fn asker() -> impl Strategy<Value = Asker> {
    let own = proptest::option::of((0u8..2, 0u8..3));
    (
        proptest::sample::select(PEOPLE.to_vec()),
        proptest::sample::select(Role::ALL.to_vec()),
        organisation(),
        own,
        some(MandateScope::ALL.to_vec(), 2),
        some(vec![case_id(0), case_id(1)], 1),
        some(vec![case_id(0), case_id(1)], 1),
        any::<bool>(),
    )
        .prop_map(
            |(person, role, organisation, own, mandate, broke_glass, drawn, of_support_service)| Asker {
                person: person.into(),
                role,
                organisation,
                victim: own.map(|(case, victim)| (case_id(case), victim_id(victim))),
                mandate,
                of_support_service,
                broke_glass,
                drawn,
            },
        )
}

fn topic() -> impl Strategy<Value = Topic> {
    prop_oneof![
        Just(Topic::Nothing),
        Just(Topic::Case),
        Just(Topic::Case),
        proptest::sample::select(victims()).prop_map(Topic::Victim),
        organisation().prop_map(Topic::Note),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let action = proptest::sample::select(Action::all().collect::<Vec<_>>());
    (asker(), action, case(), topic()).prop_map(|(asker, action, case, topic)| Question {
        asker,
        action,
        id: case_id(0),
        case,
        topic,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_policies_say_what_the_table_says(question in question()) {
        let decision = question.decision();
        prop_assert_eq!(decision.is_allowed(), expected(&question), "{:?}", decision);
    }

    #[test]
    fn a_conflict_refuses_everything_about_the_case(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing));
        let before = question.decision();
        question.case.conflicts.insert(question.asker.person.clone());
        let after = question.decision();
        prop_assert!(!after.is_allowed());
        if before.is_allowed() {
            prop_assert_eq!(after, Decision::Refused("conflict-shuts-out"));
        }
    }

    #[test]
    fn a_restricted_case_is_for_named_people_and_its_victims(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing) && !question.asker.role.is_public());
        question.case.restricted_to = Some(["somebody else".into()].into());
        prop_assume!(question.action != Action::RestrictCase || question.asker.role != Role::InformationGovernance);
        prop_assert!(!question.decision().is_allowed());
        question.asker.broke_glass.insert(question.id);
        prop_assert!(!question.decision().is_allowed(), "not by breaking the glass either");
    }

    #[test]
    fn a_suspended_victim_or_representative_gets_nothing(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing) && question.asker.role.is_public());
        let Some((_, own)) = question.asker.victim else { return Ok(()) };
        question.case.suspended.insert(own);
        prop_assert!(!question.decision().is_allowed());
    }

    #[test]
    fn nobody_without_organisation_glass_or_own_case_sees_anything_of_a_case(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing));
        question.asker.organisation = "".into();
        question.asker.victim = None;
        question.asker.broke_glass.clear();
        question.asker.drawn.clear();
        prop_assert!(!question.decision().is_allowed());
    }

    #[test]
    fn broken_glass_never_lets_anybody_record(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing));
        question.case.organisations.remove(&question.asker.organisation);
        question.case.shared.remove(&question.asker.organisation);
        question.asker.broke_glass.insert(question.id);
        let reads = matches!(question.action, Action::SeeCase | Action::See(_));
        if !reads && question.asker.role.is_staff() {
            prop_assert!(!question.decision().is_allowed());
        }
    }

    #[test]
    fn without_agreement_a_support_service_sees_nothing(mut question in question()) {
        prop_assume!(!matches!(question.topic, Topic::Nothing) && question.asker.role.is_staff());
        let of = question.asker.organisation.clone();
        question.case.organisations.insert(of.clone(), ["support_service".to_owned()].into());
        question.case.shared.remove(&of);
        question.case.updates.remove(&of);
        question.asker.broke_glass.clear();
        question.asker.drawn.clear();
        if question.action != Action::DeclareConflict {
            prop_assert!(!question.decision().is_allowed());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_answers_as_one_by_one(question in question()) {
        let actions = Part::ALL.map(Action::See);
        let one_by_one = actions.map(|action| may(&question.asker, action, question.about()));
        prop_assert_eq!(may_each(&question.asker, actions, question.about()), one_by_one);
    }
}

/// Every permit decides something and every forbid refuses something: a policy that never speaks is a mistake.
#[test]
fn every_policy_speaks() {
    let mut spoken = BTreeSet::new();
    for (role, provider) in Role::ALL.into_iter().flat_map(|role| PROVIDERS.map(|provider| (role, provider)))
    {
        let asker = Asker {
            person: "okafor".into(),
            role,
            organisation: "met".into(),
            victim: role.is_public().then_some((case_id(0), victim_id(0))),
            mandate: MandateScope::ALL.into(),
            of_support_service: false,
            broke_glass: BTreeSet::new(),
            drawn: [case_id(0)].into(),
        };
        let own = CaseAccess {
            organisations: [("met".into(), [provider.to_owned()].into())].into(),
            shared: [("met".into(), [victim_id(0)].into())].into(),
            updates: [("met".into(), [victim_id(0)].into())].into(),
            victims: [victim_id(0), victim_id(1)].into(),
            ..CaseAccess::default()
        };
        let shut = [
            CaseAccess { conflicts: ["okafor".into()].into(), ..own.clone() },
            CaseAccess { restricted_to: Some(["chen".into()].into()), ..own.clone() },
            CaseAccess { suspended: [victim_id(0)].into(), ..own.clone() },
        ];
        let elsewhere = CaseAccess { victims: own.victims.clone(), ..CaseAccess::default() };
        let glass = Asker { broke_glass: [case_id(0)].into(), ..asker.clone() };
        let mut ask = |asker: &Asker, action, case: &CaseAccess| {
            let (id, by) = (case_id(0), &asker.organisation);
            for about in [About::Nothing, About::Case(id, case), About::Note(id, case, by)] {
                spoken.insert(may(asker, action, about).policy());
            }
        };
        Action::all().for_each(|action| ask(&asker, action, &own));
        for action in [Action::SeeCase, Action::SeeOwnCase] {
            shut.iter().for_each(|case| ask(&asker, action, case));
            ask(&glass, action, &elsewhere);
        }
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies");
    let mut silent = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "cedar") {
            let text = std::fs::read_to_string(path).unwrap();
            let ids = text.lines().filter_map(|line| line.strip_prefix("@id(\"")?.strip_suffix("\")"));
            silent.extend(ids.filter(|id| !spoken.contains(id)).map(str::to_owned));
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}
