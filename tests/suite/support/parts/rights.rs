//! What only some users may do, and only on some machines.

use super::closing;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// To make network namespaces with a firewall.
    Namespaces,
    /// To mount a small disk.
    Mounts,
    /// To make hosts of Debian's packages, and to run them.
    RealHosts,
    /// To be refused something: root is refused nothing, and has to become another user.
    Refusals,
}

impl Right {
    /// Counts the caller's test as not run.
    ///
    /// # Panics
    ///
    /// Under `CI=true`.
    pub fn is_denied(self, reason: &str) {
        const AS_ROOT: &str = "sudo -E env \"PATH=$PATH\" cargo test";
        let (name, mend) = match self {
            Self::Namespaces => ("network namespaces", AS_ROOT),
            Self::Mounts => ("mounts", AS_ROOT),
            Self::RealHosts => ("real hosts", ".ci/real-hosts --install && .ci/real-hosts"),
            Self::Refusals => ("an ordinary user", "sudo -u USER cargo test"),
        };
        closing::not_run(name, &format!("{name} ({reason})"), mend);
    }
}
