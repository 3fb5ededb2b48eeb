//! The bundled application, with real parts in the places of its containers and of RDS: MariaDB, gunicorn, nginx, and a browser in front.

mod claims;
mod containers;
mod french;
mod pages;
mod starts;
mod visits;

use std::path::PathBuf;

use crate::support::Part;

const PASSWORD: &str = "correct horse & staple";

/// A Python for the application, where there is also curl to visit it.
fn python() -> Option<PathBuf> {
    Part::Curl.or_not_run()?;
    Part::AppPackages.or_not_run()
}
