//! The scripts of shells that clap's own scripts do not serve well enough.

use std::ffi::OsString;
use std::io::{Result, Write};
use std::path::Path;

use clap::Command;
use clap_complete::env::{Bash, EnvCompleter, Zsh};

/// A shell of clap's with a script of our own.
pub(super) struct OwnScript {
    shell: &'static dyn EnvCompleter,
    /// Writes the script, as [`EnvCompleter::write_registration`] does.
    write: fn(&str, &str, &str, &str, &mut dyn Write) -> Result<()>,
}

/// Bash, for which `=` and `:` end a word: clap's script completes nothing behind them, as in `--set KEY=VALUE` and `test-host:icmp`.
pub(super) const BASH: OwnScript = OwnScript {
    shell: &Bash,
    write: |var, _, _, completer, out| {
        let script = include_str!("../../../assets/completions/jalon.bash");
        out.write_all(script.replace("VARIABLE", var).replace("PROGRAM", completer).as_bytes())
    },
};

/// Zsh, which loads a script in its folders of functions only when Tab is first pressed: clap's script then answers from the second time on.
pub(super) const ZSH: OwnScript = OwnScript {
    shell: &Zsh,
    write: |var, name, bin, completer, out| {
        Zsh.write_registration(var, name, bin, completer, out)?;
        writeln!(
            out,
            "\nif [[ ${{funcstack[1]}} == _{name} ]]; then _clap_dynamic_completer_{name} \"$@\"; fi"
        )
    },
};

impl EnvCompleter for OwnScript {
    fn name(&self) -> &'static str {
        self.shell.name()
    }

    fn is(&self, name: &str) -> bool {
        self.shell.is(name)
    }

    fn write_registration(&self, var: &str, name: &str, bin: &str, completer: &str, out: &mut dyn Write) -> Result<()> {
        (self.write)(var, name, bin, completer, out)
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<()> {
        self.shell.write_complete(command, words, folder, out)
    }
}
