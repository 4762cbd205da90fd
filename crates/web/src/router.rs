//! Every address of the service, and who may use it.

use crate::{
    App, Shared, assets, gate,
    gate::Who::{self, Anyone, Only, SignedIn, Staff, Victim},
    handlers::{
        about_them, access, accounts, asking, audit, boards, care_card, contact, copies, differences,
        directory, disputes, event, feedback, figures, files, hand_over, hearings, information, inspections,
        keeping, meetings, messages, national, own_cases, preferences, property, quality, quarantine,
        receipts, report, returns, safe_contact, scim, search, sign_in, sign_in_with, sign_out, statement,
        supervise, survey, victim, waiver, work,
    },
    routes::Routes,
};
use axum::Router;
use policy::Role;

/// Those who mend messages; the gate of the use case says the same
const MENDERS: Who = Only(&[Role::Supervisor, Role::WitnessCare]);

/// Those who look after the people of an organisation
const SUPERVISORS: Who = Only(&[Role::Supervisor]);

/// Those who decide who may see a case at all, and how long it is kept
const RESTRICTERS: Who = Only(&[Role::Supervisor, Role::InformationGovernance]);

/// Those who keep agreements, and the list of cases to review
const GOVERNORS: Who = Only(&[Role::InformationGovernance]);

/// Staff and information governance
const AGREERS: Who = Only(&[
    Role::Officer,
    Role::WitnessCare,
    Role::ProsecutionLiaison,
    Role::ProbationLiaison,
    Role::Advocate,
    Role::Supervisor,
    Role::Court,
    Role::InformationGovernance,
]);

/// Those who run inspections and read what was drawn
const INSPECTORS: Who = Only(&[Role::Supervisor, Role::Oversight]);

/// The same, and those who allow it
const INSPECTIONS: Who = Only(&[Role::Supervisor, Role::Oversight, Role::InformationGovernance]);

/// Those who read the audit
const STANDARDS: Who = Only(&[Role::Standards]);

/// Those who see figures: of their own organisation, or of those they oversee
const FIGURES: Who = Only(&[Role::Supervisor, Role::Oversight]);

/// Those who oversee several areas
const OVERSEERS: Who = Only(&[Role::Oversight]);

/// Those who keep people and accounts
const CARETAKERS: Who = Only(&[Role::Caretaker]);

/// Everybody who works for an organisation, in whatever post
const EMPLOYED: Who = Only(&[
    Role::Officer,
    Role::WitnessCare,
    Role::ProsecutionLiaison,
    Role::ProbationLiaison,
    Role::Advocate,
    Role::Supervisor,
    Role::Oversight,
    Role::Court,
    Role::Standards,
    Role::InformationGovernance,
    Role::Caretaker,
]);

/// The service as one router
pub fn router(app: App) -> Router {
    routes(Shared::new(app)).finish()
}

/// Method, path and admission of every route, for tests and documentation
pub fn routes_listed(app: App) -> Vec<(&'static str, &'static str, Who)> {
    routes(Shared::new(app)).listed().to_vec()
}

pub(crate) fn routes(shared: Shared) -> Routes {
    Routes::new(shared)
        // everybody
        .page(Anyone, "/", information::start)
        .page(Anyone, "/help", information::help)
        .page(Anyone, "/accessibility", information::accessibility)
        .page(Anyone, "/privacy", information::privacy)
        .page(Anyone, "/health", information::health)
        .page(Anyone, "/assets/{file}", assets::show)
        .page(Anyone, "/sign-in", sign_in::ask)
        .form(Anyone, "/sign-in", sign_in::begin)
        .page(Anyone, "/sign-in/with/{issuer}", sign_in_with::leave)
        .form(SignedIn, "/sign-in/with/{issuer}", sign_in_with::add)
        .page(Anyone, "/sign-in/with/{issuer}/return", sign_in_with::come_back)
        .form(Anyone, "/sign-out/by/{issuer}", sign_in_with::signed_out_there)
        .form(SignedIn, "/sign-out", sign_out::end)
        .page(Anyone, "/leave", sign_out::leave)
        .form(SignedIn, "/sign-out-everywhere", sign_out::end_everywhere)
        .page(SignedIn, "/your-sign-ins", sign_out::everywhere)
        .page(SignedIn, "/carry-on", sign_out::carry_on)
        .form(SignedIn, "/carry-on", sign_out::drop_kept)
        .page(Anyone, gate::STILL_SIGNED_IN, sign_out::still)
        .form(SignedIn, gate::STILL_SIGNED_IN, sign_out::stay)
        .page(Anyone, "/covering-tracks", information::covering_tracks)
        .page(Anyone, "/support", asking::support)
        .form(Anyone, "/support", asking::support)
        .page(Anyone, "/support/{service}", asking::service)
        .form(Victim, "/support/{service}", asking::ask_service)
        .page(Anyone, "/sign-in/passkey", accounts::passkey::ask)
        .form(Anyone, "/sign-in/passkey", accounts::passkey::enter)
        .page(Anyone, "/sign-in/password", accounts::password::ask)
        .form(Anyone, "/sign-in/password", accounts::password::enter)
        .page(Anyone, "/sign-in/code", accounts::code::ask)
        .form(Anyone, "/sign-in/code", accounts::code::enter)
        .page(Anyone, "/sign-in/invitation", accounts::invitation::ask)
        .form(Anyone, "/sign-in/invitation", accounts::invitation::go_on)
        .page(SignedIn, "/how-you-sign-in", accounts::own::ask)
        .form(SignedIn, "/how-you-sign-in", accounts::own::save)
        .page(EMPLOYED, "/how-you-sign-in/password", accounts::own::ask_password)
        .form(EMPLOYED, "/how-you-sign-in/password", accounts::own::change_password)
        .page(SignedIn, "/words", victim::words)
        .page(Anyone, "/what-happens-next", hearings::next)
        // reporting, for everybody
        .page(Anyone, "/report", report::guided::start)
        .form(Anyone, "/report", report::guided::begin)
        .page(Anyone, "/report/return", report::guided::ask_code)
        .form(Anyone, "/report/return", report::guided::take_up)
        .page(Anyone, "/report/later", report::guided::ask_later)
        .form(Anyone, "/report/later", report::guided::put_away)
        .page(Anyone, "/report/files", report::guided::files)
        .upload(Anyone, "/report/files", report::guided::change_files)
        .page(Anyone, "/report/check", report::guided::check)
        .form(Anyone, "/report/check", report::guided::send)
        .page(Anyone, "/report/sent", report::guided::sent)
        .form(Anyone, "/report/sent", report::guided::finish)
        .page(Anyone, "/report/{step}", report::guided::ask)
        .form(Anyone, "/report/{step}", report::guided::answer)
        // staff
        .page(Staff, "/my-work", work::my_work)
        .page(Staff, "/away", directory::away)
        .form(Staff, "/away", directory::save_away)
        .page(EMPLOYED, "/posts", directory::posts)
        .form(EMPLOYED, "/posts", directory::change_post)
        .page(CARETAKERS, "/people", directory::people)
        .form(CARETAKERS, "/people", directory::keep_people)
        .page(Staff, "/silent-cases", work::silent_cases)
        .page(Staff, "/calls", safe_contact::calls)
        .page(Staff, "/replies", feedback::replies)
        .page(Staff, "/thanks", feedback::thanks)
        .page(Staff, "/directions", supervise::directions)
        .page(SUPERVISORS, "/supervise", supervise::team)
        .page(SUPERVISORS, "/supervise/reviews", supervise::reviews)
        .page(SUPERVISORS, "/supervise/early-warning", supervise::early_warning)
        .page(SUPERVISORS, "/supervise/broken-promises", supervise::promises)
        .page(SUPERVISORS, "/supervise/disputes", supervise::disputes)
        .page(SUPERVISORS, "/supervise/contacts", supervise::contacts)
        .page(FIGURES, "/figures/attrition", supervise::attrition)
        .page(FIGURES, "/figures/repeat-victims", supervise::repeat_victims)
        .page(Staff, "/search", search::ask)
        .form(Staff, "/search", search::look)
        .page(Staff, "/guidance", information::guidance)
        .page(Staff, "/case/{case}", work::case)
        .page(Staff, "/case/{case}/contact", contact::ask)
        .form(Staff, "/case/{case}/contact", contact::save)
        .page(Staff, "/case/{case}/messages", messages::ask)
        .form(Staff, "/case/{case}/messages", messages::save)
        .page(Staff, "/case/{case}/dispute/{opened}", disputes::ask)
        .form(Staff, "/case/{case}/dispute/{opened}", disputes::save)
        .page(Staff, "/case/{case}/review", supervise::ask_review)
        .form(Staff, "/case/{case}/review", supervise::save_review)
        .page(Staff, "/case/{case}/going-on", supervise::ask_going_on)
        .form(Staff, "/case/{case}/going-on", supervise::save_going_on)
        .page(Staff, "/case/{case}/event", event::ask)
        .form(Staff, "/case/{case}/event", event::save)
        .page(Staff, "/case/{case}/preferences", preferences::ask)
        .form(Staff, "/case/{case}/preferences", preferences::save)
        .page(Staff, "/case/{case}/about-them", about_them::of_case)
        .form(Staff, "/case/{case}/about-them", about_them::record)
        .page(Staff, "/case/{case}/property", property::of_case)
        .form(Staff, "/case/{case}/property", property::record)
        .page(Staff, "/case/{case}/hearings", hearings::of_case)
        .form(Staff, "/case/{case}/hearings", hearings::describe)
        .page(Staff, "/case/{case}/waiver", waiver::ask)
        .form(Staff, "/case/{case}/waiver", waiver::save)
        .page(Staff, "/take-a-report", report::staff::ask)
        .upload(Staff, "/take-a-report", report::staff::take)
        .page(Staff, "/case/{case}/report", report::staff::of_case)
        .page(Staff, "/case/{case}/files", files::of_case)
        .upload(Staff, "/case/{case}/files", files::add)
        .page(Staff, "/case/{case}/files/{file}", files::open)
        .page(Staff, "/case/{case}/hand-over", hand_over::ask)
        .form(Staff, "/case/{case}/hand-over", hand_over::save)
        .page(Staff, "/case/{case}/survey", survey::of_case)
        .form(Staff, "/case/{case}/survey", survey::ask_directly)
        .page(Staff, "/case/{case}/survey/{victim}", survey::ask_with)
        .form(Staff, "/case/{case}/survey/{victim}", survey::send_with)
        .page(Staff, "/case/{case}/requests", asking::of_case)
        .form(Staff, "/case/{case}/requests", asking::answer)
        .page(Staff, "/case/{case}/statement", statement::of_case)
        .form(Staff, "/case/{case}/statement", statement::move_on)
        .page(MENDERS, "/quarantine", quarantine::list)
        .page(MENDERS, "/quarantine/{message}", quarantine::ask)
        .form(MENDERS, "/quarantine/{message}", quarantine::mend)
        .page(Staff, "/case/{case}/invite", accounts::invite::ask)
        .form(Staff, "/case/{case}/invite", accounts::invite::make)
        .page(CARETAKERS, "/accounts", accounts::caretaker::list)
        .page(CARETAKERS, "/accounts/{person}", accounts::caretaker::ask)
        .form(CARETAKERS, "/accounts/{person}", accounts::caretaker::recover)
        // who may see a case
        .page(Staff, "/case/{case}/sharing", access::sharing::ask)
        .form(Staff, "/case/{case}/sharing", access::sharing::save)
        .page(Staff, "/case/{case}/representatives", access::your_people::of_case)
        .form(Staff, "/case/{case}/representatives", access::your_people::record)
        .page(Staff, "/case/{case}/suspension", access::case_access::ask_suspension)
        .form(Staff, "/case/{case}/suspension", access::case_access::suspend)
        .page(RESTRICTERS, "/case/{case}/restriction", access::case_access::ask_restriction)
        .form(RESTRICTERS, "/case/{case}/restriction", access::case_access::restrict)
        .page(Staff, "/case/{case}/conflict", access::case_access::ask_conflict)
        .form(Staff, "/case/{case}/conflict", access::case_access::declare)
        .page(Staff, "/open-a-case", access::openings::ask)
        .form(Staff, "/open-a-case", access::openings::open)
        .page(SUPERVISORS, "/opened-cases", access::openings::list)
        .page(SUPERVISORS, "/opened-cases/{opening}", access::openings::look)
        .form(SUPERVISORS, "/opened-cases/{opening}", access::openings::review)
        .page(AGREERS, "/agreements", access::agreements::list)
        .page(GOVERNORS, "/agreements/new", access::agreements::ask)
        .form(GOVERNORS, "/agreements/new", access::agreements::make)
        .page(AGREERS, "/agreements/{agreement}", access::agreements::look)
        .form(RESTRICTERS, "/agreements/{agreement}", access::agreements::decide)
        // what is kept, held and destroyed
        .page(GOVERNORS, "/retention", keeping::list)
        .form(GOVERNORS, "/retention", keeping::find)
        .page(RESTRICTERS, "/case/{case}/retention", keeping::ask)
        .form(RESTRICTERS, "/case/{case}/retention", keeping::save)
        .page(RESTRICTERS, "/case/{case}/hold", keeping::ask_hold)
        .form(RESTRICTERS, "/case/{case}/hold", keeping::hold)
        .page(RESTRICTERS, "/case/{case}/erasure", keeping::ask_erasure)
        .form(RESTRICTERS, "/case/{case}/erasure", keeping::erase)
        .page(Staff, gate::TERMS, access::agreements::terms)
        .form(Staff, gate::TERMS, access::agreements::accept)
        // copies that leave the record
        .page(RESTRICTERS, "/case/{case}/copy", copies::own::ask_staff)
        .form(RESTRICTERS, "/case/{case}/copy", copies::own::give)
        .page(RESTRICTERS, "/case/{case}/disclosures", copies::defence::list)
        .page(RESTRICTERS, "/case/{case}/disclosures/new", copies::defence::ask)
        .form(RESTRICTERS, "/case/{case}/disclosures/new", copies::defence::prepare)
        .page(RESTRICTERS, "/case/{case}/disclosures/{copy}", copies::defence::look)
        .form(RESTRICTERS, "/case/{case}/disclosures/{copy}", copies::defence::decide)
        .page(Victim, "/your-case/copy", copies::own::ask)
        .form(Victim, "/your-case/copy", copies::own::take)
        // inspections, and how good contacts are
        .page(INSPECTIONS, "/inspections", inspections::list)
        .page(INSPECTORS, "/inspections/new", inspections::ask)
        .form(INSPECTORS, "/inspections/new", inspections::make)
        .page(INSPECTIONS, "/inspections/{inspection}", inspections::look)
        .form(INSPECTIONS, "/inspections/{inspection}", inspections::decide)
        .page(INSPECTORS, "/inspections/{inspection}/read/{case}", inspections::read)
        .form(INSPECTORS, "/inspections/{inspection}/read/{case}", inspections::answer)
        .page(INSPECTORS, "/inspections/{inspection}/report", inspections::report)
        .page(INSPECTORS, "/inspections/{inspection}/report.csv", inspections::report_csv)
        .page(INSPECTORS, "/inspections/{inspection}/report.pdf", inspections::report_pdf)
        .page(SUPERVISORS, "/quality", quality::list)
        .page(SUPERVISORS, "/quality/{case}/{contact}", quality::ask)
        .form(SUPERVISORS, "/quality/{case}/{contact}", quality::save)
        // figures and the meetings of a board
        .page(FIGURES, "/figures", boards::board)
        .page(FIGURES, "/figures/pack", boards::pack)
        .page(FIGURES, "/figures/pack.pdf", boards::pack_pdf)
        .page(FIGURES, "/figures/{measure}", boards::measure)
        .page(SUPERVISORS, "/figures/{measure}/contacts", boards::contacts)
        .page(FIGURES, "/meetings", meetings::list)
        .form(FIGURES, "/meetings", meetings::hold)
        .page(FIGURES, "/meetings/{meeting}", meetings::look)
        .form(FIGURES, "/meetings/{meeting}", meetings::keep)
        // professional standards
        .page(STANDARDS, "/audit", audit::lines)
        .page(STANDARDS, "/audit/patterns", audit::patterns)
        .page(STANDARDS, "/audit/patterns/{finding}", audit::finding)
        .form(STANDARDS, "/audit/patterns/{finding}", audit::look_into)
        // figures, for machines that somebody signed in with
        .page(FIGURES, "/differences", differences::look)
        .page(FIGURES, "/api/measures", figures::list)
        .page(FIGURES, "/api/measures/{measure}", figures::measure)
        // what areas returned
        .page(OVERSEERS, "/national", national::all)
        .page(OVERSEERS, "/national/{area}", national::area)
        // whoever carries our messages
        .carrier("/notify/receipts", receipts::take)
        // deployments of areas
        .sender("/returns", returns::take)
        // identity systems of organisations
        .machine("GET", "/scim/v2/ServiceProviderConfig", scim::config)
        .machine("GET", "/scim/v2/ResourceTypes", scim::resource_types)
        .machine("GET", "/scim/v2/Schemas", scim::schemas)
        .machine("GET", "/scim/v2/Users", scim::users)
        .machine("POST", "/scim/v2/Users", scim::new_user)
        .machine("GET", "/scim/v2/Users/{id}", scim::user)
        .machine("PUT", "/scim/v2/Users/{id}", scim::replace_user)
        .machine("PATCH", "/scim/v2/Users/{id}", scim::patch_user)
        .machine("DELETE", "/scim/v2/Users/{id}", scim::end_user)
        .machine("GET", "/scim/v2/Groups", scim::groups)
        .machine("POST", "/scim/v2/Groups", scim::new_group)
        .machine("GET", "/scim/v2/Groups/{id}", scim::group)
        .machine("PUT", "/scim/v2/Groups/{id}", scim::replace_group)
        .machine("PATCH", "/scim/v2/Groups/{id}", scim::patch_group)
        .machine("DELETE", "/scim/v2/Groups/{id}", scim::end_group)
        // victims
        .page(Victim, "/who-has-seen-your-information", audit::who_looked)
        .page(Victim, "/your-case/sharing", access::your_sharing::ask)
        .form(Victim, "/your-case/sharing", access::your_sharing::decide)
        .page(Victim, "/your-case/people", access::your_people::list)
        .form(Victim, "/your-case/people", access::your_people::end)
        .page(Victim, "/your-case/people/new", access::your_people::ask)
        .form(Victim, "/your-case/people/new", access::your_people::give)
        .page(Victim, "/your-case", victim::your_case)
        .page(Victim, "/your-cases", own_cases::list)
        .form(Victim, "/your-cases", own_cases::choose)
        .page(Victim, "/your-cases/add", own_cases::ask_add)
        .form(Victim, "/your-cases/add", own_cases::add)
        .page(Victim, "/care-card", care_card::page)
        .page(Victim, "/care-card.pdf", care_card::pdf)
        .page(Victim, "/your-case/about-you", about_them::own)
        .form(Victim, "/your-case/about-you", about_them::say_own)
        .page(Victim, "/your-case/property", property::own)
        .page(Victim, "/your-case/property/add", property::ask_add)
        .form(Victim, "/your-case/property/add", property::add)
        .page(Victim, "/your-case/property/{item}", property::ask_correct)
        .form(Victim, "/your-case/property/{item}", property::correct)
        .page(Victim, "/your-case/hearings", hearings::own)
        .page(Victim, "/your-case/who-is-who", hearings::who)
        .page(Victim, "/your-case/answer/{trigger}/{duty}/{kind}", victim::ask)
        .form(Victim, "/your-case/answer/{trigger}/{duty}/{kind}", victim::say)
        .page(Victim, "/your-report", report::own::read)
        .page(Victim, "/your-report/correct/{detail}", report::own::ask)
        .form(Victim, "/your-report/correct/{detail}", report::own::correct)
        .page(Victim, "/your-files", files::own)
        .upload(Victim, "/your-files", files::send)
        .page(Victim, "/your-files/{file}", files::open_own)
        .page(Victim, "/your-case/settled/{trigger}/{duty}", disputes::look)
        .form(Victim, "/your-case/settled/{trigger}/{duty}", disputes::say)
        .page(Victim, "/your-case/thanks/{trigger}/{duty}", feedback::ask_thanks)
        .form(Victim, "/your-case/thanks/{trigger}/{duty}", feedback::thank)
        .page(Victim, "/your-case/survey", survey::ask)
        .form(Victim, "/your-case/survey", survey::send)
        .page(Victim, "/what-you-were-told", feedback::contacts)
        .page(Victim, "/what-you-were-told/{contact}", feedback::ask)
        .form(Victim, "/what-you-were-told/{contact}", feedback::reply)
        .page(Victim, "/your-updates", feedback::updates)
        .form(Victim, "/your-updates", feedback::change_updates)
        .page(Victim, "/messages/file", messages::ask_file)
        .upload(Victim, "/messages/file", messages::send_file)
        .page(Victim, "/messages", messages::own)
        .form(Victim, "/messages", messages::send)
        .page(Victim, "/your-rights", victim::your_rights)
        .page(Victim, "/your-requests", asking::requests)
        .form(Victim, "/your-requests", asking::withdraw)
        .page(Victim, "/your-case/support", asking::your_support)
        .form(Victim, "/your-case/support", asking::ask_support)
        .page(Victim, "/your-case/compensation", asking::compensation)
        .form(Victim, "/your-case/compensation", asking::ask_compensation)
        .page(Victim, "/your-case/expenses", asking::expenses)
        .form(Victim, "/your-case/expenses", asking::ask_expenses)
        .page(Victim, "/your-case/review", asking::review)
        .form(Victim, "/your-case/review", asking::ask_review)
        .page(Victim, "/your-case/complaint", asking::complaint)
        .form(Victim, "/your-case/complaint", asking::ask_complaint)
        .page(Victim, "/your-statement", statement::look)
        .form(Victim, "/your-statement", statement::ask_for)
        .page(Victim, "/your-statement/write", statement::ask)
        .form(Victim, "/your-statement/write", statement::save)
        .page(Victim, "/your-statement/choices", statement::ask_choices)
        .form(Victim, "/your-statement/choices", statement::save_choices)
        .page(Victim, "/your-statement/check", statement::check)
        .form(Victim, "/your-statement/check", statement::send)
        .page(Victim, "/your-statement/version/{number}", statement::version)
        .form(Victim, "/your-statement/version/{number}", statement::go_back)
        .page(Victim, "/your-statement/sent/{statement}", statement::sent)
        .page(Victim, "/how-we-contact-you", safe_contact::look)
        .form(Victim, "/how-we-contact-you", safe_contact::now)
        .page(Victim, "/how-we-contact-you/change", safe_contact::ask)
        .form(Victim, "/how-we-contact-you/change", safe_contact::save)
}
