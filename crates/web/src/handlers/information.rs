//! Pages that say the same to everybody.

use crate::{
    gate::Visit,
    pages::{Page, guidance::Guidance, information},
    speaking::say,
};

/// `GET /`
pub(crate) async fn start(visit: Visit) -> Page<information::Start> {
    Page(information::Start { shell: visit.shell(say("start-title")) })
}

/// `GET /help`
pub(crate) async fn help(visit: Visit) -> Page<information::Help> {
    Page(information::Help { shell: visit.shell(say("help-title")) })
}

/// `GET /accessibility`
pub(crate) async fn accessibility(visit: Visit) -> Page<information::Accessibility> {
    Page(information::Accessibility { shell: visit.shell(say("accessibility-title")) })
}

/// `GET /privacy`
pub(crate) async fn privacy(visit: Visit) -> Page<information::Privacy> {
    Page(information::Privacy { shell: visit.shell(say("privacy-title")) })
}

/// `GET /covering-tracks`
pub(crate) async fn covering_tracks(visit: Visit) -> Page<information::CoveringTracks> {
    Page(information::CoveringTracks { shell: visit.shell(say("tracks-title")) })
}

/// `GET /health`: that the process answers, for whoever restarts it when it does not
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /guidance`
pub(crate) async fn guidance(visit: Visit) -> Page<Guidance> {
    Page(Guidance { shell: visit.shell("Guidance").within("/guidance") })
}
