//! Pages that say the same to everybody.

use crate::{components as c, shell::Shell, speaking::say};
use askama::Template;

macro_rules! plain_page {
    ($(#[$doc:meta])* $name:ident, $path:literal, $title:literal) => {
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub struct $name {
            /// surroundings
            pub shell: Shell,
        }

        impl $name {
            /// For the tests that look at every page
            #[doc(hidden)]
            pub fn sample() -> Self {
                Self { shell: Shell { here: "/sample".into(), ..Shell::public(say($title)) } }
            }
        }
    };
}

plain_page!(
    /// What Lantern is, and the way in
    Start, "start.html", "start-title"
);
plain_page!(
    /// Whom to ask
    Help, "help.html", "help-title"
);
plain_page!(
    /// How far everybody can use the service
    Accessibility, "accessibility.html", "accessibility-title"
);
plain_page!(
    /// What a phone or computer gives away, and what helps
    CoveringTracks, "covering_tracks.html", "tracks-title"
);
plain_page!(
    /// What is kept about whom, and the one cookie
    Privacy, "privacy.html", "privacy-title"
);
