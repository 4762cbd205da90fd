//! Figures: `GET /figures`, `/figures/{measure}`, `/figures/{measure}/contacts`, `/figures/pack` and `/figures/pack.pdf`.

mod asked;
mod board;
mod measure;
mod pack;
mod reading;

pub(crate) use board::board;
pub(crate) use measure::{contacts, measure};
pub(crate) use pack::{page as pack, pdf as pack_pdf};
pub(crate) use reading::measures_named;
