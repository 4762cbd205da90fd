//! A Victim Personal Statement (ACC-6): written in one's own time in [`drafts`], looked at on one's own page, [`sending`] it
//! once it says what it should, and its way from there, which staff move on in [`way`].

pub mod drafts;
pub mod sending;
pub mod way;

use crate::{Actor, Service, ServiceError, case_file::OwnerCard, case_file::next_hearing, timeline};
use drafts::{Draft, DraftLine};
use jiff::{Timestamp, ToSpan, civil::Date};
use language::Language;
use policy::Action;
use record::{
    Hearing, VictimId,
    access::RepresentativeKind,
    statement::{Heard, Statement, StatementKind, Step},
};
use store::LoadedCase;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// How many working days before a hearing a statement is best sent, so that police and prosecutor bring it there.
pub const WORKING_DAYS_BEFORE: u32 = 10;

/// What the victim's page of their statement shows.
#[derive(Clone, Debug)]
pub struct OwnStatement {
    /// The victim's name.
    pub name: String,
    /// For somebody who acts for them: what they are to the victim.
    pub acts_as: Option<RepresentativeKind>,
    /// Whether it is a bereaved relative's.
    pub bereaved: bool,
    /// What is being written, when it was not sent yet.
    pub current: Option<Draft>,
    /// Every version that was saved and not sent, the newest first.
    pub versions: Vec<DraftLine>,
    /// What was sent, the last first.
    pub sent: Vec<SentStatement>,
    /// The next hearing that the victim knows of.
    pub hearing: Option<Hearing>,
    /// The day by which it is best sent; none without a hearing.
    pub best_by: Option<Date>,
    /// Whether somebody was sentenced: then what is written is for the Parole Board.
    pub sentenced: bool,
    /// Whom to ask for help.
    pub contact: Option<OwnerCard>,
}

/// A statement that was sent, for its victim.
#[derive(Clone, Debug)]
pub struct SentStatement {
    /// Its id.
    pub id: Uuid,
    /// For what.
    pub kind: StatementKind,
    /// When it was sent, London.
    pub on: Date,
    /// Its paragraphs, and whether each is asked to be kept from the other side.
    pub paragraphs: Vec<(String, bool)>,
    /// How it is to be heard.
    pub heard: Heard,
    /// Whether from behind a screen.
    pub screen: bool,
    /// Its check mark: the beginning of the digest of its text.
    pub check: String,
    /// The steps that it went: which, on which day, to whom or what was decided.
    pub steps: Vec<(Step, Date, Option<String>)>,
    /// Whether a copy on paper was asked for.
    pub copy_asked: bool,
    /// Whether help with an addition was asked for.
    pub update_asked: bool,
}

impl Service {
    /// The statement of somebody who has signed in: what they write, what they sent, and where it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_statement(&self, actor: &Actor, now: Timestamp) -> Result<OwnStatement, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::WriteOwnStatement, case).await?;
        self.write_meanwhile(actor);
        let drafts = self.drafts_of(&loaded, victim).await?;
        let hearing = next_hearing(&loaded, now, Some(victim));
        let best_by = hearing.as_ref().and_then(|hearing| self.best_by(hearing.date));
        let flags = loaded.case.victim(victim).map(|victim| &victim.flags);
        let current = drafts.first().filter(|draft| loaded.case.statements.get(draft.id).is_none());
        let was_sent = |draft: &&Draft| loaded.case.statements.get(draft.id).is_some();
        let versions = drafts.iter().filter(|draft| !was_sent(draft));
        Ok(OwnStatement {
            name: timeline::victim_name(&loaded, victim),
            acts_as: acts_as(actor, &loaded),
            bereaved: flags.is_some_and(|flags| flags.contains_key("bereaved")),
            current: current.cloned(),
            versions: versions.map(|draft| self.draft_line(actor, draft)).collect(),
            sent: self.sent_statements(&loaded, victim),
            hearing,
            best_by,
            sentenced: loaded.case.happened.contains_key("sentence_passed"),
            contact: self.named_contact(&loaded, victim),
        })
    }

    /// The day by which a statement for a hearing is best sent. None beyond the days that the calendar knows.
    fn best_by(&self, hearing: Date) -> Option<Date> {
        let (mut day, mut left) = (hearing, WORKING_DAYS_BEFORE);
        while left > 0 {
            day = day.checked_sub(1.day()).ok()?;
            left -= u32::from(self.rules.calendar.is_working_day(day).ok()?);
        }
        Some(day)
    }

    pub(crate) fn sent_statements(&self, loaded: &LoadedCase, victim: VictimId) -> Vec<SentStatement> {
        let sent = loaded.case.statements.of(victim).into_iter();
        sent.filter_map(|statement| sent_statement(loaded, statement)).collect()
    }
}

fn sent_statement(loaded: &LoadedCase, statement: &Statement) -> Option<SentStatement> {
    let text = loaded.texts.words(&statement.sent.text)?;
    Some(SentStatement {
        id: statement.sent.statement,
        kind: statement.sent.kind,
        on: calendar::london_date(statement.at),
        paragraphs: paragraphs_of(&text, statement),
        heard: statement.sent.heard,
        screen: statement.sent.screen,
        check: check_mark(&statement.sent.text.digest),
        steps: statement
            .steps
            .iter()
            .map(|(step, on, version)| (*step, *on, words_of(loaded, *version)))
            .collect(),
        copy_asked: statement.copy_asked,
        update_asked: statement.update_asked,
    })
}

/// The paragraphs of a statement, and whether each is asked to be kept from the other side.
pub(crate) fn paragraphs_of(text: &str, statement: &Statement) -> Vec<(String, bool)> {
    let paragraphs = record::statement::paragraphs(text).into_iter().zip(0u32..);
    paragraphs.map(|(text, place)| (text, statement.sent.sensitive.contains(&place))).collect()
}

/// The words that were recorded with a step.
fn words_of(loaded: &LoadedCase, version: u64) -> Option<String> {
    let place = usize::try_from(version).ok()?.checked_sub(1)?;
    let words = loaded.events.get(place)?.event.personal();
    words.first().and_then(|words| loaded.texts.words(words))
}

/// The beginning of a digest in groups that people can compare.
pub(crate) fn check_mark(digest: &str) -> String {
    let groups: Vec<&str> =
        [digest.get(..4), digest.get(4..8), digest.get(8..12)].into_iter().flatten().collect();
    groups.join("-")
}

/// What somebody who acts for a victim is to them.
fn acts_as(actor: &Actor, loaded: &LoadedCase) -> Option<RepresentativeKind> {
    let id = actor.representative?;
    loaded.case.access.mandates.get(&id).map(|mandate| mandate.kind)
}

/// A text as it is kept and counted: composed letters, one kind of line break, nothing that cannot be seen but line breaks,
/// and nothing at its end.
pub fn as_kept(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = |letter: &char| *letter == '\n' || !letter.is_control();
    let text: String = lines.replace('\t', " ").chars().filter(seen).nfc().collect();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// In which language somebody writes, for the text box.
pub fn writes_in(actor: &Actor) -> Language {
    actor.language
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_as_it_is_kept_whatever_the_device_sends() {
        let composed = as_kept("w\u{302} e\u{301}");
        assert_eq!((composed.as_str(), record::statement::length(&composed)), ("ŵ é", 3));
        assert_eq!(as_kept("one\r\ntwo\rthree\0\u{7}\t!\n\n "), "one\ntwo\nthree !");
        assert_eq!(as_kept(&as_kept("a\u{30a}")), as_kept("a\u{30a}"));
        assert_eq!(check_mark("0123456789abcdef"), "0123-4567-89ab");
    }
}
