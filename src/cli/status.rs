//! `jalon status`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::draw_options::StatusOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::picture::picture_of;
use super::walk::ui_options;
use crate::picture::text;
use crate::ui;
use crate::walkthrough::{Interruption, Result, read_status};

pub(super) async fn status(globals: Globals, options: StatusOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    options.prices.apply(&opened.session);
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    let status = read_status(&opened.session).await?;
    if globals.output == Output::Json {
        ui::print_json(&ui::StatusDocument::new(&status));
    } else {
        if options.picture {
            ui::print_text(&format!("{}\n", text(&picture_of(&opened).await?)));
        }
        ui::print_status(&status);
    }
    Ok(SUCCESS)
}
