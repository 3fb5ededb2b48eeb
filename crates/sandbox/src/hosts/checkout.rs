//! Git repositories, fetched from anywhere on the Internet. What is in them is not simulated: a checkout puts a Dockerfile in place, and
//! git's own folder.

use sha2::{Digest, Sha256};

use super::error::HostError;
use super::files;
use super::network::HTTPS;
use super::session::HostSession;
use crate::ids::hex;

/// The last part of the URL of a repository that is not there.
const MISSING: &str = "missing";
/// Digits of a commit id. Source: git documentation, "Hash function transition": SHA-1 by default.
const COMMIT_DIGITS: usize = 40;

impl HostSession {
    /// Fetches a git repository at a branch, tag or commit into a folder, and returns the commit's id. The same URL and reference are the
    /// same commit. It takes [`repository_fetched`](crate::Latencies::repository_fetched).
    ///
    /// # Errors
    /// The session is lost; git's words where there is no way to the Internet, or no such repository (one whose last part is `missing`);
    /// or the change could not be stored.
    pub async fn checkout(&self, folder: &str, url: &str, reference: &str) -> Result<String, HostError> {
        let (has_way, lasting) = self
            .look(|view, cx, host| {
                let name = format!("checkout on {host} at {}", cx.now);
                let lasting = view
                    .common
                    .ids
                    .span_for(&name, cx.latencies.repository_fetched, cx.latencies.spread);
                Ok((view.paths(cx.now).to_internet(host, HTTPS), lasting))
            })
            .await?;
        if !has_way {
            self.pass(self.latencies().connect_timeout).await?;
            return Err(HostError::Failed(unreachable(url)));
        }
        self.pass(lasting).await?;
        if url.trim_end_matches('/').rsplit('/').next() == Some(MISSING) {
            let words = format!("remote: Repository not found.\nfatal: repository '{}/' not found", shown(url));
            return Err(HostError::Failed(words));
        }
        let commit = commit(url, reference);
        let dockerfile =
            format!("FROM python:3.13-slim\nLABEL org.opencontainers.image.revision={commit}\nEXPOSE 5085\nCOPY . .\n");
        let path = format!("{}/Dockerfile", files::normal(folder));
        let head = format!("{}/.git/HEAD", files::normal(folder));
        self.change(|view, _, host| {
            files::put(view, host, &path, 0o664, dockerfile.as_bytes());
            files::put(view, host, &head, 0o664, commit.as_bytes());
            Ok(commit)
        })
        .await
    }
}

/// A reference that is a commit's id stands for itself.
fn commit(url: &str, reference: &str) -> String {
    if reference.len() == COMMIT_DIGITS && reference.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return reference.to_ascii_lowercase();
    }
    let mut commit = hex(&Sha256::digest(format!("{url}\n{reference}")));
    commit.truncate(COMMIT_DIGITS);
    commit
}

fn unreachable(url: &str) -> String {
    let url = shown(url);
    let (_, rest) = url.split_once("://").unwrap_or(("", &url));
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    format!("fatal: unable to access '{url}/': Failed to connect to {host} port 443 after 10001 ms: Timeout was reached")
}

/// A URL without who logs in, as git shows it.
fn shown(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    let place = rest.get(..authority_end).and_then(|authority| authority.rfind('@'));
    format!("{scheme}://{}", place.and_then(|at| rest.get(at + 1..)).unwrap_or(rest))
}
