//! The sentences of advice about a host.

use super::data_goes;
use crate::foreign::quoted;
use crate::locale::say;
use crate::ui::Commands;
use crate::walkthrough::HostAdvice;

pub(super) fn text(advice: &HostAdvice, commands: &Commands) -> String {
    let say = say();
    match advice {
        HostAdvice::InstallSsh => say.host_install_ssh(),
        HostAdvice::CheckAddresses { walk, ssh } => say.host_check_addresses(commands.code(walk), commands.code(ssh)),
        HostAdvice::TrustOwnAddress { walk } => say.host_trust_own_address(commands.code(walk)),
        HostAdvice::RemoveHostKey { known_hosts, alias } => {
            say.host_remove_key(quoted(&known_hosts.display().to_string()), quoted(alias))
        }
        HostAdvice::RestoreKey { destroy } => say.host_restore_key(commands.code(destroy), data_goes()),
        HostAdvice::LogIn { ssh } => say.host_log_in(commands.code(ssh)),
        HostAdvice::ReadBootLog { ssh } => say.host_read_boot_log(commands.code(ssh)),
    }
}
