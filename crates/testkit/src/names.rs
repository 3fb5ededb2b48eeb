//! A name server that replaces Docker's: it answers every name with one address, which the test sets.

use std::net::{Ipv4Addr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// The server, on a free loopback port; it ends with the test.
pub struct Names {
    port: u16,
    address: Arc<AtomicU32>,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Names {
    /// Starts a server that answers every name with `address`.
    pub fn at(address: Ipv4Addr) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        let port = socket.local_addr().unwrap().port();
        let address = Arc::new(AtomicU32::new(address.to_bits()));
        let over = Arc::new(AtomicBool::new(false));
        let (now, end) = (Arc::clone(&address), Arc::clone(&over));
        let thread = std::thread::spawn(move || {
            let mut question = [0; 512];
            while !end.load(Ordering::Relaxed) {
                if let Ok((length, asker)) = socket.recv_from(&mut question) {
                    let _ = socket.send_to(&answer(&question[..length], now.load(Ordering::Relaxed)), asker);
                }
            }
        });
        Self {
            port,
            address,
            over,
            thread: Some(thread),
        }
    }

    /// The port that answers.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Moves every name to `address`.
    pub fn move_to(&self, address: Ipv4Addr) {
        self.address.store(address.to_bits(), Ordering::Relaxed);
    }
}

/// The answer to a question: its number, the question itself and one A record. Source: RFC 1035.
fn answer(question: &[u8], address: u32) -> Vec<u8> {
    let mut answer = question[..2].to_vec();
    answer.extend([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    answer.extend(&question[12..]);
    answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);
    answer.extend(address.to_be_bytes());
    answer
}

impl Drop for Names {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
