//! The served sandbox among careless and hostile clients: it goes on serving with few file descriptors, and its
//! memory doesn't grow.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::support::{Endpoint, Jalon, ServedSandbox};

/// The authority of a URL.
fn authority(url: &str) -> &str {
    url.strip_prefix("http://").unwrap()
}

/// Sends a request as it stands, and returns the answer's status and text.
fn raw(url: &str, request: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(authority(url)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    (status, answer)
}

/// The head of a request that carries credentials, as every client's does.
fn head(url: &str, method: &str, path: &str, more: &str) -> String {
    let host = authority(url);
    let credential = "AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {credential}\r\nConnection: close\r\n{more}\r\n")
}

fn is_alive(url: &str) {
    let (status, answer) = raw(url, &head(url, "GET", "/", ""));
    assert_eq!(status, 200, "{answer}");
}

/// A served sandbox that may open few files.
struct Cramped {
    server: Child,
    url: String,
    _jalon: Jalon,
}

impl Cramped {
    fn start(files: u64) -> Self {
        let jalon = Jalon::new();
        let mut command = jalon.command(&["sandbox", "serve", "--port", "0"]);
        let limit = libc::rlimit {
            rlim_cur: files,
            rlim_max: files,
        };
        // SAFETY: `setrlimit` is a system call, which may be made between fork and exec.
        unsafe {
            command.pre_exec(move || match libc::setrlimit(libc::RLIMIT_NOFILE, &limit) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            });
        }
        let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(server.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        Self {
            url: first.trim().to_owned(),
            server,
            _jalon: jalon,
        }
    }
}

impl Drop for Cramped {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_server_out_of_file_descriptors_waits_and_goes_on() {
    let mut served = Cramped::start(40);
    let connections: Vec<TcpStream> = (0..80)
        .filter_map(|_| TcpStream::connect(authority(&served.url)).ok())
        .collect();
    assert!(connections.len() > 40);
    std::thread::sleep(Duration::from_secs(1));
    assert!(served.server.try_wait().unwrap().is_none(), "the server has ended");
    drop(connections);
    is_alive(&served.url);
}

#[test]
fn overwritten_objects_take_no_room() {
    let served = ServedSandbox::start();
    let url = served.url();
    assert_eq!(raw(&url, &head(&url, "PUT", "/overwritten", "Content-Length: 0\r\n")).0, 200);
    std::thread::scope(|scope| {
        for client in 0..50 {
            let url = &url;
            scope.spawn(move || {
                for version in 0..50 {
                    let body = format!("{client}-{version}-{}", "x".repeat(100));
                    let put = head(
                        url,
                        "PUT",
                        &format!("/overwritten/{}", client % 5),
                        &format!("Content-Length: {}\r\n", body.len()),
                    );
                    assert_eq!(raw(url, &(put + &body)).0, 200);
                }
            });
        }
    });
    let objects = served.folder().join(".jalon/.served/sandbox/objects");
    let kept = std::fs::read_dir(objects).unwrap().count();
    assert!(kept <= 1100, "{kept} bodies of 5 objects are kept");
    is_alive(&url);
}
