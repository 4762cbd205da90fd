//! What somebody did goes into the audit before they see anything of it (PLT-2, ACC-7).
//!
//! A visit leaves a line for each case and kind of act, not for each decision: which parts of the case were shown
//! stands in the line, those that were withheld with a minus before them.

use crate::{Actor, Line, Outcome, Service, ServiceError};
use policy::{About, Action, Part};
use record::view::TermKind;
use store::{AuditLine, LoadedCase};
use uuid::Uuid;

/// A case came up in a search or a list, and was not opened.
pub const FOUND: &str = "found";
/// Somebody signed in.
pub const SIGNED_IN: &str = "signed_in";
/// Somebody signed out.
pub const SIGNED_OUT: &str = "signed_out";
/// Somebody could not sign in; who they said they were is not kept.
pub const SIGN_IN_REFUSED: &str = "sign_in_refused";
/// Several could not sign in, counted together; how many stands in the line.
pub const SIGN_INS_REFUSED: &str = "sign_ins_refused";
/// A page or form that is not for their role.
pub const ROUTE_REFUSED: &str = "page_refused";

/// The outcome of a line.
pub(crate) const ALLOWED: &str = "allowed";
pub(crate) const REFUSED: &str = "refused";

impl Service {
    /// Begins to write what was decided so far, while the answer is being made. Whoever ends the visit waits for it in
    /// [`Service::end_visit`].
    pub(crate) fn write_meanwhile(&self, actor: &Actor) {
        let lines = self.lines_of(actor);
        if lines.is_empty() {
            return;
        }
        let store = self.store.clone();
        actor.trail.being_written(tokio::spawn(async move { store.write_audit(lines).await }));
    }

    /// Writes what somebody did in this visit. Nothing may leave the house before this is `Ok`.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn end_visit(&self, actor: &Actor) -> Result<(), ServiceError> {
        self.store.write_audit(self.lines_of(actor)).await?;
        for writing in actor.trail.take_being_written() {
            writing.await.map_err(|_| store::StoreError::Audit)??;
        }
        Ok(())
    }

    /// Whether somebody may see a case that a search found; the line says that it came up, not that it was opened.
    pub(crate) fn is_found(&self, actor: &Actor, loaded: &LoadedCase) -> bool {
        let (id, access) = (loaded.case.id, loaded.case.access());
        let asker = actor.asker_in(&loaded.case);
        let decision = policy::may(&asker, Action::SeeCase, About::Case(id, &access));
        if decision.is_allowed() {
            actor.trail.push(Line {
                action: FOUND,
                part: None,
                case: Some(id),
                victim: None,
                outcome: Outcome::Allowed,
                policy: decision.policy(),
                reason: String::new(),
            });
        }
        decision.is_allowed()
    }

    /// Adds a line about something that needs no decision, such as [`SIGNED_IN`].
    pub fn note(&self, actor: &Actor, action: &'static str, outcome: Outcome) {
        actor.trail.push(Line {
            action,
            part: None,
            case: actor.victim().map(|(case, _)| case),
            victim: actor.victim().map(|(_, victim)| victim),
            outcome,
            policy: "",
            reason: String::new(),
        });
    }

    /// The lines of a visit as they go into the audit.
    fn lines_of(&self, actor: &Actor) -> Vec<AuditLine> {
        let lines = actor.trail.take();
        if lines.is_empty() {
            return Vec::new();
        }
        let visit = actor.trail.id(actor.at);
        let from = actor.trail.from();
        let mut written: Vec<AuditLine> = Vec::with_capacity(1);
        for line in lines {
            gather(&mut written, self.line_of(actor, visit, &from, line));
        }
        written
    }

    fn line_of(&self, actor: &Actor, visit: Uuid, from: &str, line: Line) -> AuditLine {
        let part =
            line.part.or_else(|| Part::ALL.map(Part::slug).into_iter().find(|part| *part == line.action));
        let action = if part.is_some() { Action::SeeCase.slug() } else { line.action };
        let refused = line.outcome == Outcome::Refused;
        let own = actor.victim().filter(|_| actor.role.is_public());
        let sought = if action == Action::Search.slug() {
            self.keyed(actor.trail.take_sought())
        } else {
            String::new()
        };
        AuditLine {
            at: actor.at,
            visit,
            person: actor.person.id.clone(),
            role: actor.role.slug().to_owned(),
            organisation: actor.person.organisation.clone(),
            on_behalf: actor.representative.and(own).map(|(_, victim)| victim),
            action: action.to_owned(),
            case: line.case,
            victim: line
                .victim
                .or(own.filter(|(case, _)| Some(*case) == line.case).map(|(_, victim)| victim)),
            part: match part {
                Some(part) if refused => format!("-{part}"),
                Some(part) => part.to_owned(),
                None => String::new(),
            },
            outcome: if refused { REFUSED } else { ALLOWED }.to_owned(),
            policy: line.policy.to_owned(),
            sought,
            reason: line.reason,
            source: from.to_owned(),
        }
    }
}

impl Service {
    /// What was looked for, keyed.
    fn keyed(&self, sought: Vec<(TermKind, String)>) -> String {
        let keys = sought.into_iter().map(|(kind, term)| self.store.sought_key(kind, &term));
        keys.collect::<Vec<_>>().join(" ")
    }
}

/// Adds a line, or what it says to the line that says the same of another part. A part that was withheld from somebody
/// who may see the case is no attempt of theirs: it stands in the line of what they saw.
fn gather(written: &mut Vec<AuditLine>, line: AuditLine) {
    let same = |one: &&mut AuditLine| {
        one.action == line.action
            && one.case == line.case
            && one.victim == line.victim
            && one.reason == line.reason
            && (one.outcome == line.outcome || (!line.part.is_empty() || !one.part.is_empty()))
    };
    let Some(one) = written.iter_mut().find(same) else {
        written.push(line);
        return;
    };
    if line.outcome == ALLOWED {
        ALLOWED.clone_into(&mut one.outcome);
    }
    add_word(&mut one.part, &line.part, " ");
    add_word(&mut one.policy, &line.policy, "; ");
}

fn add_word(words: &mut String, word: &str, between: &str) {
    if word.is_empty() || words.split(between).any(|one| one == word) {
        return;
    }
    if !words.is_empty() {
        words.push_str(between);
    }
    words.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(part: &str, outcome: &str, policy: &str) -> AuditLine {
        AuditLine {
            action: "see_case".into(),
            part: part.into(),
            outcome: outcome.into(),
            policy: policy.into(),
            ..AuditLine::default()
        }
    }

    #[test]
    fn what_was_shown_of_a_case_is_one_line() {
        let mut written = Vec::new();
        gather(&mut written, line("", ALLOWED, "works on it"));
        gather(&mut written, line("summary", ALLOWED, "parts of the police"));
        gather(&mut written, line("-support_notes", REFUSED, "default"));
        gather(&mut written, line("timeline", ALLOWED, "parts of the police"));
        let together = "works on it; parts of the police; default";
        assert_eq!(written, [line("summary -support_notes timeline", ALLOWED, together)]);
    }

    #[test]
    fn a_refused_case_is_a_line_of_its_own() {
        let mut written = Vec::new();
        let other = AuditLine { case: Some(record::CaseId(Uuid::from_u128(1))), ..line("", ALLOWED, "p") };
        gather(&mut written, line("", REFUSED, "default"));
        gather(&mut written, other);
        assert_eq!(written.len(), 2);
    }
}
