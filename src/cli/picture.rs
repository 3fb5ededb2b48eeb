//! The picture of an opened deployment.

use std::sync::Arc;

use super::open::Opened;
use crate::picture::Picture;
use crate::ui;
use crate::walkthrough::{Result, read_drawing};

/// The picture of a deployment whose inventory has been read.
pub(super) async fn picture_of(opened: &Opened) -> Result<Picture> {
    let session = &opened.session;
    let answers = Arc::new(session.planned_answers().await?);
    Ok(ui::picture_of(&read_drawing(session, &answers).await?))
}
