//! The bundled application, with real parts in the places of its containers and of RDS: MariaDB, gunicorn, nginx, and a browser in front.

mod claims;
mod containers;
mod pages;
mod starts;
mod visits;

use std::path::PathBuf;

use crate::support::{python_of_the_app, tool};

const PASSWORD: &str = "correct horse & staple";

/// A Python for the application, and curl to visit it; or a notice and `None`.
fn python() -> Option<PathBuf> {
    tool("curl")?;
    python_of_the_app()
}
