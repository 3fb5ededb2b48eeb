//! Texts and colours of help.

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;

/// The colours of help.
pub(super) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// What every help ends with.
pub(super) const AFTER_HELP: &str = "Each option of several commands but --set is an environment variable too: JALON_STATE_DIR for\n\
--state-dir. What is typed comes first, then the environment, then what the deployment remembers.\n\
Rehearse without an account:  jalon walk --sandbox\n\
Exit codes: 0 success, 1 failure, 2 usage, 3 a check failed,\n101 a bug in jalon, 130 Ctrl-C, 128 and its number for another signal";

/// What the help of `jalon reach` ends with.
pub(super) const REACH_HELP: &str = "Ends: a host's name, database, internet (any public address but yours), me (the addresses\n\
that may log in), an IPv4 address, or a subnet as subnet/private1.\n\
Without a port: 22 of a host, the database's own, 443 of the Internet. TO:icmp is a ping.";

/// The headings of the options of a sandbox, of its account, and of its faults.
pub(super) const SANDBOX_OPTIONS: &str = "The sandbox";
pub(super) const ACCOUNT_OPTIONS: &str = "The sandbox's account";
pub(super) const FAULT_OPTIONS: &str = "Faults";

/// The heading of the options that several commands have.
pub(super) const GLOBAL_OPTIONS: &str = "Options of several commands";
