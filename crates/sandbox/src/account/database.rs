//! The properties of a DB instance that plans restrict.

/// The properties of a DB instance that a plan checks when the instance is made or changed.
#[derive(Debug, Clone, Copy)]
pub struct Database<'a> {
    /// The call, as `CreateDBInstance`.
    pub operation: &'a str,
    /// The instance's ARN.
    pub arn: &'a str,
    /// As `db.t4g.micro`.
    pub class: &'a str,
    /// As `gp3`.
    pub storage_type: &'a str,
    /// GiB.
    pub allocated_storage: u32,
    /// Days.
    pub backup_retention: u8,
}
