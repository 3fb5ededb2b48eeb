//! `jalon report`.

use std::fs::{File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Globals;
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::report_options::{ReportFormat, ReportOptions};
use super::walk::ui_options;
use crate::checkpoint::{last_run, open_regular};
use crate::foreign::quoted_os;
use crate::locale::say;
use crate::report::{About, Dossier, html, is_dossier, markdown, redact};
use crate::ui;
use crate::walkthrough::{Error, Interruption, Misuse, Result, read_dossier};

/// The name of no file, but of stdout.
const STDOUT: &str = "-";
/// How much of a file is looked at for whether it is a dossier, in bytes.
const HEAD: u64 = 4096;

pub(super) async fn report(globals: Globals, options: Box<ReportOptions>, interruption: Arc<Interruption>) -> Result<u8> {
    let file = options.out.clone().unwrap_or_else(|| default_file(&globals, options.format));
    let is_stdout = file.as_os_str() == STDOUT;
    if !is_stdout {
        refuse_others(&file)?;
    }
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Probe, ui.quiet_reporter(), interruption).await?;
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    let session = &opened.session;
    session.read_all_files();
    let facts = read_dossier(session).await?;
    let about = About {
        author: options.author.clone(),
        course: options.course.clone(),
        now: session.aws().clock().now(),
        walk: last_run(session.folder(), "walk")?,
        destruction: last_run(session.folder(), "destroy")?,
    };
    let dossier = Dossier::new(&facts, &about);
    let mut text = match options.format {
        ReportFormat::Html => html(&dossier),
        ReportFormat::Markdown => markdown(&dossier),
    };
    if options.redact {
        text = redact(&text, session.account(), &session.folder().path().display().to_string());
    }
    if is_stdout {
        ui::print_text(&text);
        return Ok(SUCCESS);
    }
    write(&file, &text)?;
    if !globals.quiet {
        ui::note_line(&say().note_dossier(quoted_os(file.as_os_str()), globals.deployment.as_str()));
    }
    Ok(SUCCESS)
}

fn default_file(globals: &Globals, format: ReportFormat) -> PathBuf {
    let extension = match format {
        ReportFormat::Html => "html",
        ReportFormat::Markdown => "md",
    };
    PathBuf::from(format!("{}.{extension}", globals.deployment))
}

/// Refuses a file that is there and is no dossier: it is somebody's.
fn refuse_others(file: &Path) -> Result<()> {
    let occupied = || Error::from(Misuse::Occupied { path: file.to_owned() });
    let mut head = Vec::new();
    match open_regular(File::options().read(true), file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) | Ok(None) => return Err(occupied()),
        Ok(Some(file)) => file.take(HEAD).read_to_end(&mut head).map_err(|_| occupied())?,
    };
    if is_dossier(&String::from_utf8_lossy(&head)) {
        Ok(())
    } else {
        Err(occupied())
    }
}

/// Writes the file whole, or leaves the one before as it was.
fn write(file: &Path, text: &str) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = tempfile::Builder::new()
        .permissions(Permissions::from_mode(0o644))
        .tempfile_in(folder.unwrap_or(Path::new(".")));
    let written = beside.and_then(|mut beside| {
        beside.write_all(text.as_bytes())?;
        beside.persist(file).map(drop).map_err(io::Error::from)
    });
    written.map_err(|source| {
        Error::from(Misuse::Unwritable {
            path: file.to_owned(),
            detail: source.to_string(),
        })
    })
}
