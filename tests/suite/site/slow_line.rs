//! A site over a slow line: it arrives, however long that takes, and a person sees how much has been sent.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::support::{Endpoint, ServedSandbox, Terminal};

/// How many bytes the line carries in a second.
const RATE: usize = 400_000;
/// One file, sent in one call, which takes longer than nothing may move (30 s).
const FILE: usize = 14_000_000;
/// How late a thread may wake up.
const LATE: Duration = Duration::from_millis(500);
/// How much of it goes over the line at a time.
const PIECE: usize = 8 * 1024;

/// A line to an endpoint, which all connections share.
struct SlowLine {
    url: String,
    /// How many bytes it has carried there.
    carried: Arc<AtomicUsize>,
}

impl SlowLine {
    fn to(endpoint: &ServedSandbox) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        hold_little_back(&listener);
        let url = format!("http://{}", listener.local_addr().unwrap());
        let endpoint = endpoint.url().trim_start_matches("http://").to_owned();
        let carried = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&carried);
        std::thread::spawn(move || {
            let free_at = Arc::new(Mutex::new(Instant::now()));
            for connection in listener.incoming() {
                let near = connection.unwrap();
                // The endpoint ends with the test, before the line does.
                let Ok(far) = TcpStream::connect(&endpoint) else { return };
                let (free_at, counted) = (Arc::clone(&free_at), Arc::clone(&counted));
                let (answers, back) = (far.try_clone().unwrap(), near.try_clone().unwrap());
                std::thread::spawn(move || {
                    carry(near, far, |length| {
                        wait_for_turn(&free_at);
                        counted.fetch_add(length, Ordering::Relaxed);
                    });
                });
                std::thread::spawn(move || carry(answers, back, |_| {}));
            }
        });
        Self { url, carried }
    }
}

impl Endpoint for SlowLine {
    fn url(&self) -> String {
        self.url.clone()
    }
}

/// Lets the system take no more than a few pieces that the line has not carried yet.
fn hold_little_back(listener: &TcpListener) {
    let size: libc::c_int = 64 * 1024;
    // SAFETY: the option's value is an int that lives until the call returns.
    let set = unsafe {
        libc::setsockopt(
            listener.as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_RCVBUF,
            std::ptr::from_ref(&size).cast(),
            size_of_val(&size) as libc::socklen_t,
        )
    };
    assert_eq!(set, 0, "{}", std::io::Error::last_os_error());
}

fn wait_for_turn(free_at: &Mutex<Instant>) {
    let took = Duration::from_secs_f64(PIECE as f64 / RATE as f64);
    let turn = {
        let mut free_at = free_at.lock().unwrap();
        // On a busy machine a thread wakes late: what it missed is made up for.
        *free_at = (*free_at).max(Instant::now() - LATE) + took;
        *free_at
    };
    std::thread::sleep(turn.saturating_duration_since(Instant::now()));
}

fn carry(mut from: TcpStream, mut to: TcpStream, before: impl Fn(usize)) {
    let mut piece = [0; PIECE];
    loop {
        match from.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => {
                before(length);
                if to.write_all(&piece[..length]).is_err() {
                    break;
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

#[test]
fn a_file_that_takes_longer_than_any_silence_may_last_arrives_and_its_bytes_are_counted() {
    let sandbox = ServedSandbox::start();
    let line = SlowLine::to(&sandbox);
    let jalon = line.jalon();
    std::fs::create_dir(jalon.folder().join("public")).unwrap();
    std::fs::write(jalon.folder().join("public/index.html"), "<title>Harbour</title>").unwrap();
    std::fs::write(jalon.folder().join("public/map.bin"), vec![7; FILE]).unwrap();
    let began = Instant::now();
    let run = ["run", "site", "--yes", "--region", "us-east-1", "--set", "site.folder=public"];
    let terminal = Terminal::start(&jalon, &run);
    terminal.expect("sending files");
    while line.carried.load(Ordering::Relaxed) < FILE {
        assert!(began.elapsed() < Duration::from_secs(180), "the file did not arrive");
        std::thread::sleep(Duration::from_millis(50));
    }
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    let took = began.elapsed();
    assert!(
        took > Duration::from_secs(31),
        "the line was too fast to show anything: {took:?}"
    );
    // It went over the line once: nothing was cut off and sent again.
    let carried = line.carried.load(Ordering::Relaxed);
    assert!(carried < FILE * 3 / 2, "{carried} bytes in {took:?}");
    let status = jalon.run(&["plan", "site", "--detailed-exitcode"]).ends_with(0);
    assert!(status.stdout.contains("up to date"), "{}", status.stdout);
}
