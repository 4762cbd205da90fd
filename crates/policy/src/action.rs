//! What can be done, and the parts of a case that can be seen.

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// See the organisation's worklist.
    SeeWork,
    /// Search for cases.
    Search,
    /// Open a case: take a report, from whoever comes to whichever door (REP-1, REP-9).
    OpenCase,
    /// See that a case is there, and its first line.
    SeeCase,
    /// See one part of a case.
    See(Part),
    /// Record on a case: contact, event, waiver, preferences, needs.
    RecordOnCase,
    /// Keep notes of one's own organisation on a case.
    KeepNotes,
    /// See and mend messages in quarantine.
    MendQuarantine,
    /// Record a decision about sharing: consent or another basis (NEED-5).
    RecordSharing,
    /// Invite a victim to sign in.
    InviteVictim,
    /// Suspend a victim's sign-in because it became unsafe, or restore it.
    SuspendVictim,
    /// Restrict a case to named people, or lift it.
    RestrictCase,
    /// Declare a conflict of interest of one's own in a case.
    DeclareConflict,
    /// Open a case that is not theirs, for a reason and a short time, with a notice to a supervisor.
    BreakGlass,
    /// Read what was opened that way.
    ReviewBreakGlass,
    /// Say who is away and who covers (INF-4).
    ArrangeCover,
    /// Review a case and give direction (POL-2).
    ReviewCase,
    /// See what is on whose hands, cases to look at, and contacts drawn by chance (POL-6).
    SeeWorkload,
    /// See which cases' victims may be lost (OVR-7).
    SeeEarlyWarning,
    /// See who looked at what, and odd patterns.
    SeeAudit,
    /// Disclose a case to its victim (subject access) or, redacted, to the defence.
    Disclose,
    /// Place holds, review retention, erase.
    Retain,
    /// Keep sharing agreements and terms of use.
    KeepAgreements,
    /// Accept terms of use and agreements.
    AcceptTerms,
    /// Keep the directory: joiners, movers, leavers.
    KeepDirectory,
    /// Help people back into their accounts.
    RecoverAccounts,
    /// See figures without names: those of one's own organisation.
    SeeFigures,
    /// See figures of other organisations too.
    SeeAllFigures,
    /// See what areas returned, side by side (OVR-8).
    SeeNational,
    /// Let figures leave: open data, returns, rows for research (OVR-6).
    PublishFigures,
    /// Say who may send returns, and take them in (OVR-8).
    TakeReturns,
    /// See one's own case as a victim.
    SeeOwnCase,
    /// Confirm or dispute what one's own case says.
    AnswerOnOwnCase,
    /// Say how one wants to be reached.
    SayOwnPreferences,
    /// Decide about sharing of one's own information.
    DecideOwnSharing,
    /// Give and end mandates.
    GiveMandate,
    /// Read who looked at one's own information (ACC-7).
    SeeOwnAudit,
    /// Take one's own information away.
    TakeOwnCopy,
    /// Write and send one's own personal statement.
    WriteOwnStatement,
    /// Ask for something for oneself: support, compensation, a review, a complaint.
    AskForOneself,
    /// Move a personal statement a step on: receive it, pass it on.
    MoveStatement,
    /// Fill in the survey with a victim whom one supports.
    HelpWithSurvey,
    /// Draw a sample of cases for an inspection, see its progress and its report (OVR-5).
    RunInspections,
    /// Allow people of another organisation to read cases for an inspection.
    AuthoriseInspection,
    /// Read a case that was drawn for an inspection, beside its questions.
    ReadForInspection,
    /// Score how good contacts and letters of others are (VOX-4).
    ScoreContacts,
    /// See the meetings of one's own board, and what was agreed there.
    SeeMeetings,
    /// Keep them: open and end a meeting, agree actions, say what became of them.
    KeepMeetings,
}

/// A part of a case. Each agency sees the parts that its job needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Title, stage, references, who answers for it.
    Summary,
    /// What is owed and done.
    Duties,
    /// What happened.
    Timeline,
    /// That a contact was made: when, by whom.
    ContactMade,
    /// What was said in a contact.
    ContactContent,
    /// A victim's name.
    VictimName,
    /// A victim's address, phone numbers, e-mail, date of birth.
    VictimDetails,
    /// How a victim wants to be reached, and what is unsafe.
    Preferences,
    /// Flags and needs, with reasons.
    Needs,
    /// Names of suspects and defendants.
    Defendants,
    /// Addresses of witnesses.
    WitnessAddresses,
    /// Licence, release and other offender-management details.
    OffenderManagement,
    /// Notes of a support service.
    SupportNotes,
    /// Notes of an agency.
    AgencyNotes,
    /// Decisions about sharing and mandates.
    Sharing,
    /// A Victim Personal Statement that was sent.
    Statement,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 16] = [
        Part::Summary,
        Part::Duties,
        Part::Timeline,
        Part::ContactMade,
        Part::ContactContent,
        Part::VictimName,
        Part::VictimDetails,
        Part::Preferences,
        Part::Needs,
        Part::Defendants,
        Part::WitnessAddresses,
        Part::OffenderManagement,
        Part::SupportNotes,
        Part::AgencyNotes,
        Part::Sharing,
        Part::Statement,
    ];

    /// The name in policies and in the audit.
    pub fn slug(self) -> &'static str {
        match self {
            Part::Summary => "summary",
            Part::Duties => "duties",
            Part::Timeline => "timeline",
            Part::ContactMade => "contact_made",
            Part::ContactContent => "contact_content",
            Part::VictimName => "victim_name",
            Part::VictimDetails => "victim_details",
            Part::Preferences => "preferences",
            Part::Needs => "needs",
            Part::Defendants => "defendants",
            Part::WitnessAddresses => "witness_addresses",
            Part::OffenderManagement => "offender_management",
            Part::SupportNotes => "support_notes",
            Part::AgencyNotes => "agency_notes",
            Part::Sharing => "sharing",
            Part::Statement => "statement",
        }
    }

    /// The name of seeing it in policies.
    fn see(self) -> &'static str {
        match self {
            Part::Summary => "see_summary",
            Part::Duties => "see_duties",
            Part::Timeline => "see_timeline",
            Part::ContactMade => "see_contact_made",
            Part::ContactContent => "see_contact_content",
            Part::VictimName => "see_victim_name",
            Part::VictimDetails => "see_victim_details",
            Part::Preferences => "see_preferences",
            Part::Needs => "see_needs",
            Part::Defendants => "see_defendants",
            Part::WitnessAddresses => "see_witness_addresses",
            Part::OffenderManagement => "see_offender_management",
            Part::SupportNotes => "see_support_notes",
            Part::AgencyNotes => "see_agency_notes",
            Part::Sharing => "see_sharing",
            Part::Statement => "see_statement",
        }
    }

    /// In words: what staff of an agency read when it is not for them.
    pub fn words(self) -> &'static str {
        match self {
            Part::Summary => "what the case is about",
            Part::Duties => "what is owed and done",
            Part::Timeline => "what happened in the case",
            Part::ContactMade => "that contacts were made",
            Part::ContactContent => "what was said in contacts",
            Part::VictimName => "names of victims",
            Part::VictimDetails => "addresses, phone numbers and dates of birth of victims",
            Part::Preferences => "how victims want to be reached",
            Part::Needs => "needs of victims and why they have Enhanced Rights",
            Part::Defendants => "names of suspects and defendants",
            Part::WitnessAddresses => "addresses of witnesses",
            Part::OffenderManagement => "release, licence and other details of managing the offender",
            Part::SupportNotes => "notes of support services",
            Part::AgencyNotes => "notes of other agencies",
            Part::Sharing => "decisions about sharing, and who acts for a victim",
            Part::Statement => "Victim Personal Statements",
        }
    }
}

impl Action {
    /// Every action that is not about one part of a case.
    pub(crate) const WITHOUT_PARTS: [Action; 47] = [
        Action::SeeWork,
        Action::Search,
        Action::OpenCase,
        Action::SeeCase,
        Action::RecordOnCase,
        Action::KeepNotes,
        Action::MendQuarantine,
        Action::RecordSharing,
        Action::InviteVictim,
        Action::SuspendVictim,
        Action::RestrictCase,
        Action::DeclareConflict,
        Action::BreakGlass,
        Action::ReviewBreakGlass,
        Action::ArrangeCover,
        Action::ReviewCase,
        Action::SeeWorkload,
        Action::SeeEarlyWarning,
        Action::SeeAudit,
        Action::Disclose,
        Action::Retain,
        Action::KeepAgreements,
        Action::AcceptTerms,
        Action::KeepDirectory,
        Action::RecoverAccounts,
        Action::SeeFigures,
        Action::SeeAllFigures,
        Action::SeeNational,
        Action::PublishFigures,
        Action::TakeReturns,
        Action::SeeOwnCase,
        Action::AnswerOnOwnCase,
        Action::SayOwnPreferences,
        Action::DecideOwnSharing,
        Action::GiveMandate,
        Action::SeeOwnAudit,
        Action::TakeOwnCopy,
        Action::WriteOwnStatement,
        Action::AskForOneself,
        Action::MoveStatement,
        Action::HelpWithSurvey,
        Action::RunInspections,
        Action::AuthoriseInspection,
        Action::ReadForInspection,
        Action::ScoreContacts,
        Action::SeeMeetings,
        Action::KeepMeetings,
    ];

    /// Every action, every part of a case by itself.
    pub fn all() -> impl Iterator<Item = Action> {
        Action::WITHOUT_PARTS.into_iter().chain(Part::ALL.into_iter().map(Action::See))
    }

    /// The part of a case that it is about, when it is one.
    pub fn part(self) -> Option<Part> {
        match self {
            Action::See(part) => Some(part),
            _ => None,
        }
    }

    /// The name in policies: `see_case`, `see_victim_details`.
    pub(crate) fn policy_name(self) -> &'static str {
        match self {
            Action::See(part) => part.see(),
            other => other.slug(),
        }
    }

    /// The name in the audit. Seeing any part is `see_part`; which one stands beside it.
    pub fn slug(self) -> &'static str {
        match self {
            Action::SeeWork => "see_work",
            Action::Search => "search",
            Action::OpenCase => "open_case",
            Action::SeeCase => "see_case",
            Action::See(_) => "see_part",
            Action::RecordOnCase => "record_on_case",
            Action::KeepNotes => "keep_notes",
            Action::MendQuarantine => "mend_quarantine",
            Action::RecordSharing => "record_sharing",
            Action::InviteVictim => "invite_victim",
            Action::SuspendVictim => "suspend_victim",
            Action::RestrictCase => "restrict_case",
            Action::DeclareConflict => "declare_conflict",
            Action::BreakGlass => "break_glass",
            Action::ReviewBreakGlass => "review_break_glass",
            Action::ArrangeCover => "arrange_cover",
            Action::ReviewCase => "review_case",
            Action::SeeWorkload => "see_workload",
            Action::SeeEarlyWarning => "see_early_warning",
            Action::SeeAudit => "see_audit",
            Action::Disclose => "disclose",
            Action::Retain => "retain",
            Action::KeepAgreements => "keep_agreements",
            Action::AcceptTerms => "accept_terms",
            Action::KeepDirectory => "keep_directory",
            Action::RecoverAccounts => "recover_accounts",
            Action::SeeFigures => "see_figures",
            Action::SeeAllFigures => "see_all_figures",
            Action::SeeNational => "see_national",
            Action::PublishFigures => "publish_figures",
            Action::TakeReturns => "take_returns",
            Action::SeeOwnCase => "see_own_case",
            Action::AnswerOnOwnCase => "answer_on_own_case",
            Action::SayOwnPreferences => "say_own_preferences",
            Action::DecideOwnSharing => "decide_own_sharing",
            Action::GiveMandate => "give_mandate",
            Action::SeeOwnAudit => "see_own_audit",
            Action::TakeOwnCopy => "take_own_copy",
            Action::WriteOwnStatement => "write_own_statement",
            Action::AskForOneself => "ask_for_oneself",
            Action::MoveStatement => "move_statement",
            Action::HelpWithSurvey => "help_with_survey",
            Action::RunInspections => "run_inspections",
            Action::AuthoriseInspection => "authorise_inspection",
            Action::ReadForInspection => "read_for_inspection",
            Action::ScoreContacts => "score_contacts",
            Action::SeeMeetings => "see_meetings",
            Action::KeepMeetings => "keep_meetings",
        }
    }
}
