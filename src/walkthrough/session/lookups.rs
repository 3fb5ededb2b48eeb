//! What a run looks up once, and all its steps share.

use std::sync::{Arc, Mutex, PoisonError};

use crate::resources::{Catalog, SiteFiles};
use crate::walkthrough::DefaultFacts;

/// Look-ups that are made once a run.
pub(in crate::walkthrough) struct Lookups {
    catalog: Arc<Catalog>,
    site_files: SiteFiles,
    facts: Mutex<Option<DefaultFacts>>,
}

impl Lookups {
    /// Nothing is looked up yet.
    pub(super) fn new(site_files: SiteFiles) -> Self {
        Self {
            catalog: Arc::default(),
            site_files,
            facts: Mutex::default(),
        }
    }

    /// What AWS offers in this region.
    pub(in crate::walkthrough) fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// The files of the site.
    pub(in crate::walkthrough) fn site_files(&self) -> &SiteFiles {
        &self.site_files
    }

    /// What defaults are made from, once it has been looked up.
    pub(in crate::walkthrough) fn facts(&self) -> Option<DefaultFacts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Keeps what defaults are made from.
    pub(in crate::walkthrough) fn keep_facts(&self, facts: DefaultFacts) {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = Some(facts);
    }
}
