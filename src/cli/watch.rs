//! `jalon watch`, and `--watch` of a walk.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::args::Globals;
use super::command_options::WatchOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, folder, open};
use crate::checkpoint::read_state;
use crate::locale::say;
use crate::report::live::{Base, Live, Token, serve};
use crate::ui;
use crate::walkthrough::{Error, Interruption, Result, read_drawing, read_status};

pub(super) async fn watch(globals: Globals, options: WatchOptions, interruption: Arc<Interruption>) -> Result<u8> {
    // Of what isn't remembered here, whatever is in the way is told at once.
    if read_state(&folder(&globals)?, &globals.deployment)?.is_none() {
        open(&globals, Access::Read, ui::silent_reporter(), Arc::clone(&interruption)).await?;
    }
    let page = Page::bind(&globals, options.port).await?;
    ui::print_text(&format!("{}\n", page.url));
    if !globals.quiet {
        ui::note_line(&say().note_open_page());
    }
    let shutdown = async {
        interruption.stopped().await;
    };
    page.serve(shutdown).await?;
    interruption.check_cancelled()?;
    Ok(SUCCESS)
}

/// A page beside a walk. It ends when it is dropped.
pub(super) struct Beside(JoinHandle<()>);

impl Beside {
    /// Shows the deployment that is being walked, and tells where.
    ///
    /// # Errors
    ///
    /// When there is no port for it.
    pub(super) async fn begin(globals: &Globals) -> Result<Self> {
        let page = Page::bind(globals, 0).await?;
        ui::note_line(&say().note_watch_at(page.url.to_string()));
        Ok(Self(tokio::spawn(async move {
            // Where it can't be served, the walk goes on without it.
            let _ = page.serve(std::future::pending()).await;
        })))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A page with an address that nobody has opened yet.
struct Page {
    listener: TcpListener,
    address: SocketAddr,
    token: Token,
    url: String,
    live: Arc<Live>,
    deployment: String,
    is_rehearsal: bool,
}

impl Page {
    async fn bind(globals: &Globals, port: u16) -> Result<Self> {
        let folder = folder(globals)?;
        let state = read_state(&folder, &globals.deployment)?;
        let is_rehearsal = globals.sandbox || state.is_some_and(|state| state.cloud == "sandbox");
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let unusable = |source| Error::Listener { address, source };
        let listener = TcpListener::bind(address).await.map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let token = Token::random();
        let globals = globals.without_answers();
        Ok(Self {
            url: format!("http://{address}/{token}/"),
            deployment: globals.deployment.clone(),
            live: Live::new(
                folder,
                Arc::new(move || {
                    let globals = globals.clone();
                    Box::pin(async move { read_base(&globals).await.map_err(|error| ui::problem_text(&error)) })
                }),
            ),
            listener,
            address,
            token,
            is_rehearsal,
        })
    }

    async fn serve(self, shutdown: impl Future<Output = ()>) -> Result<()> {
        let address = self.address;
        let served = serve(
            self.live,
            self.listener,
            self.token,
            (self.deployment, self.is_rehearsal),
            shutdown,
        );
        served.await.map_err(|source| Error::Listener { address, source })
    }
}

/// Reads the deployment as it is now.
async fn read_base(globals: &Globals) -> Result<Base> {
    let interruption = Arc::new(Interruption::default());
    let opened = open(globals, Access::Read, ui::silent_reporter(), interruption).await?;
    opened.sweep().await?;
    let session = &opened.session;
    let answers = Arc::new(session.planned_answers().await?);
    Ok(Base {
        drawing: read_drawing(session, &answers).await?,
        status: read_status(session).await?,
    })
}
