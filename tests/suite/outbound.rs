//! The way out of this machine: through proxies, and with certificate authorities of one's own, as the AWS CLI is told them.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::support::{Endpoint, Jalon, Proxy, ServedSandbox, write_private};

/// A name that leads to this machine or nowhere; the certificate is for it.
const NAME: &str = "aws.localhost";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/outbound").join(name)
}

/// A proxy on loopback that takes CONNECT, and at the end of the tunnel is AWS itself, as far as a certificate says so.
struct TunnellingProxy {
    address: SocketAddr,
    /// The first line of each request.
    asked: Arc<Mutex<Vec<String>>>,
}

impl TunnellingProxy {
    fn to(endpoint: &str) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let (address, asked) = (listener.local_addr().unwrap(), Arc::default());
        let (target, noted) = (endpoint.trim_start_matches("http://").to_owned(), Arc::clone(&asked));
        // It ends with the tests' process.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).unwrap();
                let acceptor = acceptor();
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(tunnel(stream, acceptor.clone(), target.clone(), Arc::clone(&noted)));
                }
            });
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(file("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

async fn tunnel(mut stream: TcpStream, acceptor: TlsAcceptor, target: String, asked: Arc<Mutex<Vec<String>>>) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { return };
        head.push(byte);
    }
    let line = String::from_utf8_lossy(&head).lines().next().unwrap_or_default().to_owned();
    asked.lock().unwrap().push(line);
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    // A client that does not trust the certificate ends it here.
    let Ok(mut inside) = acceptor.accept(stream).await else {
        return;
    };
    let mut endpoint = TcpStream::connect(target).await.unwrap();
    let _ = tokio::io::copy_bidirectional(&mut inside, &mut endpoint).await;
}

fn with_key(jalon: Jalon) -> Jalon {
    jalon
        .with("AWS_ACCESS_KEY_ID", "any")
        .with("AWS_SECRET_ACCESS_KEY", "any")
        .with("AWS_EC2_METADATA_DISABLED", "true")
}

#[test]
fn a_proxy_and_an_authority_of_ones_own_are_used_as_by_the_aws_cli() {
    let sandbox = ServedSandbox::start();
    let proxy = TunnellingProxy::to(&sandbox.url());
    let url = format!("https://{NAME}:8443");
    let walk = [
        "walk",
        "--yes",
        "--region",
        "us-east-1",
        "--endpoint-url",
        &url,
        "--until",
        "vpc",
    ];
    let jalon = || with_key(Jalon::new()).with("HTTPS_PROXY", &format!("http://{}", proxy.address));
    let bundle = file("ca.pem").display().to_string();
    jalon().with("AWS_CA_BUNDLE", &bundle).run(&walk).ends_with(0);
    let asked = proxy.asked();
    assert!(!asked.is_empty(), "nothing went through the proxy");
    assert!(
        asked.iter().all(|line| line.starts_with(&format!("CONNECT {NAME}:8443 "))),
        "{asked:?}"
    );
    // A profile may name the authority too.
    let configured = jalon();
    let path = configured.folder().join("aws-config");
    write_private(&path, format!("[profile company]\nca_bundle = {bundle}\n"));
    let path = path.display().to_string();
    let list = ["list", "--region", "us-east-1", "--endpoint-url", &url];
    let configured = configured.with("AWS_CONFIG_FILE", &path).with("AWS_PROFILE", "company");
    configured.run(&list).ends_with(0);
    // Without it nobody trusts the proxy's certificate.
    jalon().run(&list).ends_with(1);
    let refused = jalon()
        .with("AWS_CA_BUNDLE", "/nowhere/ca.pem")
        .run(&list)
        .ends_with(2)
        .stderr_line();
    assert!(refused.contains("/nowhere/ca.pem (AWS_CA_BUNDLE or ca_bundle)"), "{refused}");
}

#[test]
fn an_endpoint_without_tls_is_reached_through_a_proxy_too() {
    let sandbox = ServedSandbox::start();
    let proxy = Proxy::to(&sandbox.url());
    let jalon = || with_key(Jalon::new()).with("HTTP_PROXY", &proxy.url());
    let list = ["list", "--region", "us-east-1", "--endpoint-url", "http://aws.localhost:8080"];
    jalon().run(&list).ends_with(0);
    let through = proxy.requests();
    assert!(through > 0, "nothing went through the proxy");
    jalon().with("NO_PROXY", "localhost").run(&list);
    // This machine itself is asked without one.
    jalon()
        .run(&["list", "--region", "us-east-1", "--endpoint-url", &sandbox.url()])
        .ends_with(0);
    assert_eq!(proxy.requests(), through, "NO_PROXY or loopback went through the proxy");
}

#[test]
fn a_region_that_is_not_enabled_is_named_as_the_reason() {
    let sandbox = ServedSandbox::start();
    let list = ["list", "--region", "eu-south-1", "--endpoint-url", &sandbox.url()];
    let refused = with_key(Jalon::new()).run(&list).ends_with(1).stderr_line();
    assert!(
        refused.contains("InvalidClientTokenId") && refused.contains("the account has not enabled this one"),
        "{refused}"
    );
}

#[test]
fn a_profile_whose_role_wants_a_code_is_named() {
    let jalon = Jalon::new();
    let path = jalon.folder().join("aws-config");
    let text = "[profile base]\nregion = us-east-1\n[profile ops]\nrole_arn = arn:aws:iam::123456789012:role/ops\n\
                source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n";
    write_private(&path, text);
    let jalon = jalon.with("AWS_CONFIG_FILE", &path.display().to_string());
    let refused = jalon.run(&["status", "--profile", "ops"]).ends_with(2).stderr_line();
    assert!(
        refused.contains("mfa_serial") && refused.contains("export-credentials --profile ops"),
        "{refused}"
    );
}
