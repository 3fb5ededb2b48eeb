//! Everything the simulated AWS holds, and the circumstances of the request that is being answered.

use jiff::Timestamp;

use super::account::Account;
use super::bodies::Bodies;
use super::ec2::Ec2;
use super::ids::IdSource;
use super::latencies::Latencies;
use super::misfortune::Misfortunes;
use super::rds::Rds;
use super::s3::S3;
use super::store::StoredRow;
use super::table::Rows;

/// The account that owns everything: the number AWS uses in its own examples.
pub const ACCOUNT: &str = "123456789012";

/// One account in one region. Each service is a set of tables.
#[derive(Debug)]
pub struct World {
    /// The owner of everything, a twelve-digit account id.
    pub account: String,
    /// The region, as in `us-east-1`.
    pub region: String,
    /// Ids and spreads.
    pub ids: IdSource,
    /// Instances, networks and what belongs to them.
    pub ec2: Ec2,
    /// Databases.
    pub rds: Rds,
    /// Buckets and objects.
    pub s3: S3,
    /// What is to end badly.
    pub misfortunes: Misfortunes,
}

/// The circumstances of one request.
#[derive(Debug)]
pub struct Context<'a> {
    /// The simulated time at which AWS acts.
    pub now: Timestamp,
    /// What the account may do.
    pub account: &'a Account,
    /// How long things take.
    pub latencies: &'a Latencies,
    /// Where object bodies are stored.
    pub bodies: &'a Bodies,
    /// The id of the request, which its answer carries.
    pub request_id: &'a str,
}

impl World {
    /// An empty account in `region`: no VPC at all, as an account whose default VPC was deleted.
    pub fn new(region: String, seed: u64) -> Self {
        Self {
            account: ACCOUNT.to_owned(),
            region,
            ids: IdSource::new(seed),
            ec2: Ec2::default(),
            rds: Rds::default(),
            s3: S3::default(),
            misfortunes: Misfortunes::default(),
        }
    }

    /// Takes stored rows in.
    ///
    /// # Errors
    /// A row does not have the form of its table, or names a table this version does not know.
    pub fn load(&mut self, rows: Vec<StoredRow>) -> std::io::Result<()> {
        let mut tables = self.tables();
        for (name, id, value) in rows {
            let Some((_, table)) = tables.iter_mut().find(|(known, _)| *known == name) else {
                return Err(std::io::Error::new(
                    std::io::ErrorKind::InvalidData,
                    format!("the sandbox holds a table this version does not know: {name}"),
                ));
            };
            table.load(&id, value)?;
        }
        for (_, table) in tables {
            table.settle();
        }
        Ok(())
    }

    /// The rows changed since the last commit.
    ///
    /// # Errors
    /// A row can't be serialised.
    pub fn changes(&mut self) -> serde_json::Result<Vec<StoredRow>> {
        let mut changes = Vec::new();
        for (name, table) in self.tables() {
            for (id, value) in table.changes()? {
                changes.push((name.to_owned(), id, value));
            }
        }
        Ok(changes)
    }

    /// Takes the changes as committed.
    pub fn settle(&mut self) {
        for (_, table) in self.tables() {
            table.settle();
        }
    }

    /// Lets happen what was due by `now`.
    pub fn advance(&mut self, now: Timestamp) {
        super::ec2::advance(self, now);
        super::rds::advance(self, now);
    }

    fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        let mut tables = vec![("ids", self.ids.rows())];
        tables.extend(self.ec2.tables());
        tables.extend(self.rds.tables());
        tables.extend(self.s3.tables());
        tables
    }
}
