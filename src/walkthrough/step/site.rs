//! What a step sees of a site: the folder it is in, and what was sent of it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::resources::{self, Handle, SiteContent, SiteContentFacts, SiteFile, SiteFolder, SiteFolderError, Uploads};
use crate::walkthrough::{Advised, Answers, Error, Misuse, Notice, Result, Session, StepContext};

impl StepContext {
    /// The files below a folder of this machine, as those of a site, by key. The walk reports what is left out.
    ///
    /// # Errors
    ///
    /// When one of them can't be read or published, a link among them leads to what must not be published, or the run is asked to stop.
    pub async fn site_files(&self, question: &'static str, folder: &Path) -> Result<Vec<SiteFile>> {
        let (session, answers, owned) = (Arc::clone(&self.session), Arc::clone(&self.answers), folder.to_owned());
        // However long a disk takes to answer, the first signal ends the run.
        let reading = async {
            let read = tokio::task::spawn_blocking(move || read_site(&session, &answers, &owned)).await;
            read.map_err(|panic| Error::Bug {
                detail: panic.to_string(),
            })
        };
        let read = self.session.interruption().unless_stopped(reading).await?;
        let site = read.map_err(|problem| Misuse::Folder { key: question, problem })?;
        if !site.left_out.is_empty() {
            self.target.notice(&self.session, Notice::LeftOut { all: site.left_out });
        }
        Ok(site.files)
    }

    /// Reads the files below a folder, so that [`StepContext::site_files`] finds them read. It waits for the disk.
    pub fn read_site_files(&self, folder: &Path) {
        // What can't be read is reported when it is built from.
        drop(read_site(&self.session, &self.answers, folder));
    }

    /// Shows the person what a walk has met in a site's bucket.
    pub fn report_content(&self, content: &Handle<SiteContent>) {
        let foreign = content.facts().map(SiteContentFacts::foreign).unwrap_or_default();
        if !foreign.is_empty() {
            let notice = Notice::ForeignObjects {
                bucket: content.id().to_owned(),
                keys: foreign.to_vec(),
                destroy: Advised::Destroy,
            };
            self.target.notice(&self.session, notice);
        }
        if self.uploads().is_under_kms() {
            let bucket = content.id().to_owned();
            self.target.notice(&self.session, Notice::UnderKms { bucket });
        }
    }

    /// The text of a page of a site, as far as it is in the first 64 KiB.
    pub async fn beginning(&self, file: &SiteFile) -> String {
        let file = file.clone();
        let read = tokio::task::spawn_blocking(move || file.beginning(64 * 1024)).await;
        read.ok().and_then(std::io::Result::ok).unwrap_or_default()
    }

    /// What this run has sent to the deployment's bucket.
    pub fn uploads(&self) -> Arc<Uploads> {
        Arc::clone(self.session.notes().uploads())
    }

    /// Whether nothing that is remembered of the site's files and objects is relied on.
    pub fn relies_on_no_memory(&self) -> bool {
        self.session.lookups().site_files().reads_all()
    }

    /// The content types of objects in a bucket.
    ///
    /// # Errors
    ///
    /// When one of them can't be read.
    pub async fn content_types(&self, bucket: &str, keys: &[String]) -> Result<BTreeMap<String, String>> {
        if self.is_ahead() {
            return Ok(BTreeMap::new());
        }
        Ok(resources::content_types(self.session.aws(), bucket, keys).await?)
    }
}

fn read_site(session: &Session, answers: &Answers, folder: &Path) -> Result<SiteFolder, SiteFolderError> {
    let private = answers.private();
    private.refuse(folder).map_err(SiteFolderError::Private)?;
    session.lookups().site_files().in_folder(folder, &|link| private.refuse(link))
}
