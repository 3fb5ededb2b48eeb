//! The bundled application as its containers run it: gunicorn on a free loopback port, nginx with the shipped configuration in front.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use jalon_testkit::Names;
use tempfile::TempDir;

use super::binary::is_root;
use super::outside::free_port;
use super::parts::{Part, search_path};
use super::service::{Log, Service};
use super::visitor::Visitor;

/// Where the application's files are.
pub fn app_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/app")
}

/// gunicorn with the application, its tables migrated at start.
pub struct Gunicorn {
    pub service: Service,
    _folder: TempDir,
}

impl Gunicorn {
    /// What it prints, to be read while it is waited for.
    pub fn log(&self) -> Log {
        self.service.log()
    }
}

/// How an application is started.
#[derive(Clone)]
pub struct Start<'a> {
    pub python: &'a Path,
    pub database_url: String,
    /// `DATABASE_TLS`; none for its default.
    pub tls: Option<&'a str>,
    /// `DATABASE_CA`; none for no line of that name.
    pub authorities: Option<PathBuf>,
    /// `DATABASE_WAIT`
    pub wait: &'a str,
    /// `SECRET_KEY`
    pub secret_key: &'a str,
    /// `APP_LANGUAGE`; none for no line of that name.
    pub language: Option<&'a str>,
    /// Where it listens.
    pub address: &'a str,
    pub port: u16,
}

impl<'a> Start<'a> {
    pub fn new(python: &'a Path, database_url: &str) -> Self {
        Self {
            python,
            database_url: database_url.to_owned(),
            tls: None,
            authorities: None,
            wait: "60",
            secret_key: "a key for a test, and for nothing else",
            language: None,
            address: "127.0.0.1",
            port: free_port(),
        }
    }

    /// Starts it as its image does, and does not wait.
    pub fn spawn(&self) -> Gunicorn {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(self.python);
        command
            .args(["-m", "crew.start"])
            .current_dir(app_folder())
            .env_clear()
            .env("PATH", search_path())
            // No bytecode in the folder that jalon is built from.
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONUNBUFFERED", "1")
            .env("GUNICORN_CMD_ARGS", format!("--bind {}:{}", self.address, self.port))
            .env("DATABASE_URL", &self.database_url)
            .env("DATABASE_WAIT", self.wait)
            .env("SECRET_KEY", self.secret_key)
            .env("TZ", "Europe/Paris");
        if let Some(tls) = self.tls {
            command.env("DATABASE_TLS", tls);
        }
        if let Some(authorities) = &self.authorities {
            command.env("DATABASE_CA", authorities);
        }
        if let Some(language) = self.language {
            command.env("APP_LANGUAGE", language);
        }
        Gunicorn {
            service: Service::start(&mut command, &folder.path().join("log")),
            _folder: folder,
        }
    }

    /// Starts it and waits until it listens.
    pub fn up(&self) -> Gunicorn {
        let mut gunicorn = self.spawn();
        gunicorn.service.until("gunicorn's readiness", || {
            TcpStream::connect((self.address, self.port)).is_ok()
        });
        gunicorn
    }
}

/// nginx, with the shipped configuration.
pub struct Nginx {
    _server: Service,
    folder: TempDir,
    port: u16,
}

impl Nginx {
    /// In front of the application on `port` of whatever address `names` has for it.
    ///
    /// Nothing of the configuration is replaced but what the container gives: its port, its `/tmp`, Docker's name server and the
    /// application's port. The application is still named `app`.
    pub fn before(port: u16, names: &Names) -> Option<Self> {
        Self::speaking("browser", port, names)
    }

    /// The same, with its own pages in this language: one of the answers to `app.language`.
    pub fn speaking(language: &str, port: u16, names: &Names) -> Option<Self> {
        let own = free_port();
        let language = app_folder().join(format!("nginx/language/{language}.conf"));
        let configuration = std::fs::read_to_string(app_folder().join("nginx/nginx.conf")).unwrap();
        Self::start(own, |folder| {
            std::fs::copy(language, folder.join("language.conf")).unwrap();
            let mut configuration = configuration;
            for (shipped, here) in [
                ("listen 5085;", format!("listen 127.0.0.1:{own};")),
                ("resolver 127.0.0.11 ", format!("resolver 127.0.0.1:{} ", names.port())),
                ("app:8000", format!("app:{port}")),
                (" /tmp/", format!(" {}/", folder.display())),
            ] {
                assert!(configuration.contains(shipped), "nginx.conf has no \"{shipped}\" any more");
                configuration = configuration.replace(shipped, &here);
            }
            configuration
        })
    }

    /// Serving the files of `folder` as a website bucket does.
    pub fn website(site: &Path) -> Option<Self> {
        let own = free_port();
        // Whom root's nginx becomes by default may not read a clone in root's home.
        let user = if is_root() { "user root;" } else { "" };
        Self::start(own, |folder| {
            format!(
                "{user} pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; client_body_temp_path {folder}/body; \
                 types {{ text/html html; text/css css; image/svg+xml svg; }} \
                 server {{ listen 127.0.0.1:{own}; root {site}; index index.html; error_page 404 /error.html; }} }}",
                folder = folder.display(),
                site = site.display(),
            )
        })
    }

    fn start(port: u16, configuration: impl FnOnce(&Path) -> String) -> Option<Self> {
        let program = Part::Nginx.or_not_run()?;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration(folder.path())).unwrap();
        let mut command = Command::new(&program);
        command.arg("-c").arg(&file).args(["-e", "stderr", "-g", "daemon off;"]);
        let mut server = Service::start(&mut command, &folder.path().join("log"));
        if !server.becomes(|| TcpStream::connect(("127.0.0.1", port)).is_ok()) {
            assert!(
                !takes_an_empty_configuration(&program, folder.path()),
                "nginx did not come up:\n{}",
                server.printed()
            );
            Part::Nginx.is_broken("it takes no configuration");
            return None;
        }
        Some(Self {
            _server: server,
            folder,
            port,
        })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Somebody new, without cookies.
    pub fn visitor(&self) -> Visitor {
        Visitor::at(&self.url())
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

/// Whether nginx itself works, whatever is wrong with another configuration.
fn takes_an_empty_configuration(program: &Path, folder: &Path) -> bool {
    let file = folder.join("empty.conf");
    std::fs::write(&file, format!("pid {}/empty.pid; events {{}}\n", folder.display())).unwrap();
    let tried = Command::new(program).args(["-t", "-e", "stderr", "-c"]).arg(file).output();
    tried.is_ok_and(|output| output.status.success())
}
