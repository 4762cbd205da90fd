//! For supervisors: what is on whose hands, which cases to look at, which victims may be lost, and what victims were told in
//! contacts drawn by chance (POL-2, POL-6, OVR-3, OVR-4, OVR-7).

pub mod before;
pub mod contacts;
pub mod figures;
pub mod leaving;
pub mod lists;
pub mod reviews;
pub mod warnings;
pub mod workload;
