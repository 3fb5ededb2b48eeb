//! jalon in a pseudo-terminal of 80 by 24 unless another size is asked for, and its screen as a person sees it.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use super::binary::send_signal;
use super::{Jalon, search_path};

const ROWS: NonZeroU16 = NonZeroU16::new(24).unwrap();
const COLUMNS: NonZeroU16 = NonZeroU16::new(80).unwrap();

/// A running jalon and its screen.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    stream: Arc<Mutex<Vec<u8>>>,
    master: Box<dyn portable_pty::MasterPty + Send>,
    is_closed: Arc<AtomicBool>,
    first_modes: String,
    enters: usize,
    columns: NonZeroU16,
}

impl Terminal {
    pub fn start(jalon: &Jalon, arguments: &[&str]) -> Self {
        Self::start_at("600", jalon, arguments)
    }

    /// With a sandbox of this speed.
    pub fn start_at(speed: &str, jalon: &Jalon, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jalon"));
        command.args(arguments);
        command.env_clear();
        command.env("JALON_SANDBOX_SPEED", speed);
        Self::open(jalon, command, (ROWS, COLUMNS))
    }

    /// In a terminal of so many rows and columns.
    pub fn start_in(size: (u16, u16), jalon: &Jalon, arguments: &[&str]) -> Self {
        let size = (NonZeroU16::new(size.0).unwrap(), NonZeroU16::new(size.1).unwrap());
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_jalon"));
        command.args(arguments);
        command.env_clear();
        command.env("JALON_SANDBOX_SPEED", "600");
        Self::open(jalon, command, size)
    }

    /// Another program, a shell, which finds jalon in its search path.
    pub fn start_shell(jalon: &Jalon, program: &Path, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_BIN_EXE_jalon")).parent().unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("PATH", [folder.as_os_str(), &search_path()].join(OsStr::new(":")));
        Self::open(jalon, command, (ROWS, COLUMNS))
    }

    fn open(jalon: &Jalon, mut command: CommandBuilder, (rows, columns): (NonZeroU16, NonZeroU16)) -> Self {
        let size = PtySize {
            rows: rows.get(),
            cols: columns.get(),
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.cwd(jalon.folder());
        command.env("HOME", jalon.folder());
        command.env("TERM", "xterm-256color");
        for (name, value) in jalon.environment() {
            command.env(name, value);
        }
        let first_modes = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        // Every line ever shown stays readable in the scrollback.
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 10_000)));
        let stream = Arc::new(Mutex::new(Vec::new()));
        let (shown, written) = (Arc::clone(&screen), Arc::clone(&stream));
        let is_closed = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&is_closed);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                written.lock().unwrap().extend(&bytes[..count]);
                shown.lock().unwrap().process(&bytes[..count]);
                if closed.load(Ordering::Relaxed) {
                    return;
                }
            }
        });
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            screen,
            stream,
            master: pair.master,
            is_closed,
            first_modes,
            enters: 0,
            columns,
        }
    }

    /// Sends a signal, by its name without SIG.
    pub fn signal(&self, name: &str) {
        send_signal(name, self.child.process_id().unwrap());
    }

    /// Closes the terminal's window, waits for the end and returns the exit code.
    pub fn close(mut self) -> u32 {
        self.is_closed.store(true, Ordering::Relaxed);
        // A key's echo wakes the reader, which holds the terminal too.
        self.type_keys(" ");
        let Self {
            child,
            keyboard,
            master,
            screen,
            ..
        } = self;
        drop((keyboard, master));
        wait_for(child, &screen)
    }

    /// Everything that was written so far, as it was written.
    pub fn stream(&self) -> String {
        String::from_utf8_lossy(&self.stream.lock().unwrap()).into_owned()
    }

    /// The screen now.
    pub fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// The screen's rows now: in its text, a row that is written to its end goes on in the next one.
    pub fn rows(&self) -> Vec<String> {
        let screen = self.screen.lock().unwrap();
        let rows = screen.screen().rows(0, self.columns.get());
        rows.map(|row| row.trim_end().to_owned()).collect()
    }

    /// What has scrolled off the screen until now, and the screen itself.
    pub fn rows_off_and_on_screen(&self) -> (Vec<String>, Vec<String>) {
        let mut parser = self.screen.lock().unwrap();
        let screen = parser.screen_mut();
        let trimmed = |rows: &vt100::Screen| -> Vec<String> {
            let rows = rows.rows(0, self.columns.get());
            rows.map(|row| row.trim_end().to_owned()).collect()
        };
        let shown = trimmed(screen);
        let off = (1..=screen.scrollback_len()).rev().map(|back| {
            screen.set_scrollback(back);
            trimmed(screen).into_iter().next().unwrap_or_default()
        });
        let off = off.collect();
        screen.set_scrollback(0);
        (off, shown)
    }

    /// The terminal's modes now: echo, line by line or key by key, and so on.
    #[cfg_attr(
        not(debug_assertions),
        expect(dead_code, reason = "only debug builds can be asked to have a bug")
    )]
    pub fn modes(&self) -> String {
        modes(&*self.master)
    }

    /// The terminal's modes before jalon was started.
    #[cfg_attr(
        not(debug_assertions),
        expect(dead_code, reason = "only debug builds can be asked to have a bug")
    )]
    pub fn first_modes(&self) -> &str {
        &self.first_modes
    }

    /// Whether the cursor is hidden now.
    #[cfg_attr(
        not(debug_assertions),
        expect(dead_code, reason = "only debug builds can be asked to have a bug")
    )]
    pub fn hides_cursor(&self) -> bool {
        self.screen.lock().unwrap().screen().hide_cursor()
    }

    /// Waits until the screen shows a text, on whatever lines: where a line breaks depends on ages and ids before it.
    #[track_caller]
    pub fn expect(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !unbroken(&self.screen()).contains(&unbroken(text)) {
            assert!(
                Instant::now() < deadline,
                "\"{text}\" did not come up; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until something was said, wherever it is by now: what comes after it may have pushed it off the screen.
    #[track_caller]
    pub fn expect_said(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.has_said(text) {
            assert!(
                Instant::now() < deadline,
                "\"{text}\" was not said; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether something was said.
    pub fn has_said(&self, text: &str) -> bool {
        let said = self.stream();
        unbroken(&console::strip_ansi_codes(&said)).contains(&unbroken(text))
    }

    /// Waits until the screen shows all of these at once.
    #[track_caller]
    pub fn expect_all(&self, texts: &[&str]) {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let screen = self.screen();
            let missing = texts.iter().find(|text| !screen.contains(**text));
            let Some(missing) = missing else { return };
            assert!(
                Instant::now() < deadline,
                "\"{missing}\" did not come up; the screen:\n{screen}"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Chooses at the beginning of a guided walk to be asked each question in its step.
    #[track_caller]
    pub fn ask_each(&mut self) {
        self.answer_all("ask\r");
    }

    /// Comes to the answers at the beginning of a guided walk: what is said before them is read first, where both don't fit the screen.
    #[track_caller]
    pub fn come_to_answers(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.screen().contains("Your answers? ›") {
            if self.screen().contains("The answers come next ›") {
                self.type_keys("\r");
                self.expect("Your answers? ›");
                return;
            }
            assert!(
                Instant::now() < deadline,
                "no answers came up; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Comes to a text, and presses Enter below whatever waits to be read before it: that depends on what fits the screen.
    #[track_caller]
    pub fn read_until(&mut self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !self.screen().contains(text) {
            if self.screen().contains("Read? ›") {
                self.type_keys("\r");
                // Until it is no longer there.
                std::thread::sleep(Duration::from_millis(300));
            }
            assert!(
                Instant::now() < deadline,
                "\"{text}\" did not come up; the screen:\n{}",
                self.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Says this to all answers at the beginning of a guided walk.
    #[track_caller]
    pub fn answer_all(&mut self, keys: &str) {
        self.come_to_answers();
        self.type_keys(keys);
    }

    /// Says this to the plan of a step of which these texts are on the screen: without them it could be another step's.
    #[track_caller]
    pub fn say_to_plan(&mut self, shown: &[&str], word: &str) {
        self.expect_all(&[shown, &["Do it? ›"]].concat());
        self.type_keys(&format!("{word}\r"));
    }

    /// How often Enter was pressed.
    pub fn enters(&self) -> usize {
        self.enters
    }

    /// Types; `\r` is Enter, `\x1b[B` is the down arrow.
    pub fn type_keys(&mut self, keys: &str) {
        self.enters += keys.matches('\r').count();
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for a prompt and answers it.
    #[track_caller]
    pub fn answer(&mut self, prompt: &str, keys: &str) {
        self.expect(prompt);
        self.type_keys(keys);
    }

    /// Whether it has not ended yet.
    pub fn goes_on(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for the end and returns the exit code.
    pub fn end(self) -> u32 {
        wait_for(self.child, &self.screen)
    }

    /// Waits for the end and returns the exit code and the last screen.
    pub fn end_with_screen(self) -> (u32, String) {
        let code = wait_for(self.child, &self.screen);
        // What was written last is still on its way to the screen.
        std::thread::sleep(Duration::from_millis(200));
        let screen = self.screen.lock().unwrap().screen().contents();
        (code, screen)
    }
}

/// A text without its line breaks and indentation.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn modes(master: &dyn portable_pty::MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn wait_for(mut child: Box<dyn Child + Send + Sync>, screen: &Mutex<vt100::Parser>) -> u32 {
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.exit_code();
        }
        let shown = || screen.lock().unwrap().screen().contents();
        assert!(Instant::now() < deadline, "jalon did not end; the screen:\n{}", shown());
        std::thread::sleep(Duration::from_millis(20));
    }
}
