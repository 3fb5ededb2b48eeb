//! What a person chooses about the database.

use crate::checkpoint::{CheckpointError, SecretText};

/// Where the administrator's password comes from. It goes to RDS and to the owner's secrets file, and nowhere else.
pub trait PasswordSource: Send + Sync {
    /// The password: the one kept, or a new one, durable before this returns.
    ///
    /// # Errors
    ///
    /// When it can't be read or kept.
    fn password_or_new(&self) -> Result<SecretText, CheckpointError>;
}

/// What the database's storage is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageType {
    /// The current kind of SSD.
    Gp3,
    /// The earlier one.
    Gp2,
}

impl StorageType {
    /// Its name in RDS.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gp3 => "gp3",
            Self::Gp2 => "gp2",
        }
    }
}

/// What a person chooses about the database.
#[derive(Clone, Debug)]
pub struct DbSettings {
    /// The DB instance class, e.g. `db.t4g.micro`.
    pub class: String,
    /// The MySQL version, e.g. `8.4`: RDS takes the newest of that line.
    pub version: String,
    /// The database made inside it.
    pub database: String,
    /// The administrator's name.
    pub user: String,
    /// Days automated backups are kept, 0 to 35.
    pub backup_retention_days: u8,
    /// The size it may grow to by itself, in GiB.
    pub storage_ceiling_gib: u32,
    /// What its storage is made of.
    pub storage_type: StorageType,
}

impl DbSettings {
    pub(super) fn retention_days(&self) -> i32 {
        i32::from(self.backup_retention_days)
    }

    /// The size in RDS's own type of number, which holds every size RDS gives.
    pub(super) fn ceiling_gib(&self) -> i32 {
        i32::try_from(self.storage_ceiling_gib).unwrap_or(i32::MAX)
    }
}

/// The least size that storage of this size may be let grow to: a tenth above it (RDS user guide, "Managing capacity automatically with
/// storage autoscaling").
pub fn least_ceiling_gib(size_gib: i32) -> i32 {
    size_gib.saturating_add(size_gib.saturating_add(9) / 10)
}

/// Whether a full version like `8.4.7` satisfies a wanted one: it is of the line `8.4`, or `8.4.3` has been upgraded to it.
pub(super) fn satisfies(version: &str, wanted: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> { text.split('.').filter_map(|part| part.parse().ok()).collect() };
    let (version, wanted) = (numbers(version), numbers(wanted));
    version.get(..2) == wanted.get(..2) && version.get(2) >= wanted.get(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_satisfies_its_line_and_earlier_patches() {
        assert!(satisfies("8.4.7", "8.4"));
        assert!(satisfies("8.4.7", "8.4.3"));
        assert!(satisfies("8.4", "8.4"));
        assert!(!satisfies("8.4.3", "8.4.7"));
        assert!(!satisfies("8.40.1", "8.4"));
        assert!(!satisfies("8.0.42", "8.4"));
    }
}
