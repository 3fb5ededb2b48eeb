//! `jalon draw`.

use std::sync::Arc;

use super::args::Globals;
use super::draw_options::{DrawOptions, Format};
use super::exit_code::SUCCESS;
use super::open::{Access, Opened, open};
use super::walk::ui_options;
use crate::picture::{Arrangement, Picture, mermaid, svg, text};
use crate::ui;
use crate::walkthrough::{Interruption, Result, read_drawing};

pub(super) async fn draw(globals: Globals, options: DrawOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    opened.sweep().await?;
    let picture = picture_of(&opened).await?;
    let arrangement = match options.tall {
        true => Arrangement::Tall,
        false => Arrangement::Wide,
    };
    let drawn = match options.format {
        Format::Svg => svg(&picture, arrangement),
        Format::Mermaid => mermaid(&picture),
        Format::Text => text(&picture),
    };
    ui::print_text(&drawn);
    Ok(SUCCESS)
}

/// The picture of a deployment whose inventory has been read.
pub(super) async fn picture_of(opened: &Opened) -> Result<Picture> {
    let session = &opened.session;
    let answers = Arc::new(session.planned_answers().await?);
    Ok(ui::picture_of(&read_drawing(session, &answers).await?))
}
