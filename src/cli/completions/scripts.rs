//! The scripts of shells that clap's own scripts do not serve well enough.

use std::ffi::OsString;
use std::io::{Result, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, EnvCompleter, Zsh};

/// Bash, for which `=` and `:` end a word: clap's script completes nothing behind them, as in `--set KEY=VALUE` and `test-host:icmp`.
pub(super) struct BashScript;

impl EnvCompleter for BashScript {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
    }

    fn write_registration(&self, var: &str, _: &str, _: &str, completer: &str, out: &mut dyn Write) -> Result<()> {
        let script = include_str!("../../../assets/completions/jalon.bash");
        out.write_all(script.replace("VARIABLE", var).replace("PROGRAM", completer).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        Bash.write_complete(command, words, folder, out)
    }
}

/// Zsh, which loads a script in its folders of functions only when Tab is first pressed: clap's script then answers from the second time on.
pub(super) struct ZshScript;

impl EnvCompleter for ZshScript {
    fn name(&self) -> &'static str {
        Zsh.name()
    }

    fn is(&self, name: &str) -> bool {
        Zsh.is(name)
    }

    fn write_registration(&self, var: &str, name: &str, bin: &str, completer: &str, out: &mut dyn Write) -> Result<()> {
        Zsh.write_registration(var, name, bin, completer, out)?;
        writeln!(
            out,
            "\nif [[ ${{funcstack[1]}} == _{name} ]]; then _clap_dynamic_completer_{name} \"$@\"; fi"
        )
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        Zsh.write_complete(command, words, folder, out)
    }
}
