//! Pages that say the same to everybody.

use crate::{
    gate::Visit,
    pages::{Page, guidance::Guidance, information},
};

/// `GET /`
pub(crate) async fn start(visit: Visit) -> Page<information::Start> {
    Page(information::Start { shell: visit.shell("Know what happens in your case") })
}

/// `GET /help`
pub(crate) async fn help(visit: Visit) -> Page<information::Help> {
    Page(information::Help { shell: visit.shell("Help") })
}

/// `GET /accessibility`
pub(crate) async fn accessibility(visit: Visit) -> Page<information::Accessibility> {
    Page(information::Accessibility { shell: visit.shell("Accessibility") })
}

/// `GET /privacy`
pub(crate) async fn privacy(visit: Visit) -> Page<information::Privacy> {
    Page(information::Privacy { shell: visit.shell("Privacy and cookies") })
}

/// `GET /covering-tracks`
pub(crate) async fn covering_tracks(visit: Visit) -> Page<information::CoveringTracks> {
    Page(information::CoveringTracks {
        shell: visit.shell("What others can find out from your phone or computer"),
    })
}

/// `GET /health`: that the process answers, for whoever restarts it when it does not
pub(crate) async fn health() -> &'static str {
    "ok\n"
}

/// `GET /guidance`
pub(crate) async fn guidance(visit: Visit) -> Page<Guidance> {
    Page(Guidance { shell: visit.shell("Guidance").within("/guidance") })
}
