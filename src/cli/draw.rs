//! `jalon draw`.

use std::sync::Arc;

use super::args::Globals;
use super::draw_options::{DrawOptions, Format};
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::picture::picture_of;
use super::walk::ui_options;
use crate::picture::{Arrangement, mermaid, svg, text};
use crate::ui;
use crate::walkthrough::{Interruption, Result};

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
