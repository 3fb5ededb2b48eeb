//! Everything the simulated AWS holds: the ground that all services share, and each service as a part of its own.
//!
//! An operation is given the parts it uses and can't read another: S3 sees no subnet, and RDS sees of EC2 only what
//! [`DatabaseNetwork`] shows.

use jiff::Timestamp;

use super::census::Held;
use super::common::Common;
use super::ec2::{self, DatabaseNetwork, Ec2};
use super::moments::Moments;
use super::rds::{self, Rds};
use super::s3::{self, S3};
use super::store::StoredRow;
use super::table::Rows;

/// One account in one region. Each service is a set of tables.
#[derive(Debug)]
pub struct World {
    /// What all services share.
    pub common: Common,
    /// Instances, networks and what belongs to them.
    pub ec2: Ec2,
    /// Databases.
    pub rds: Rds,
    /// Buckets and objects.
    pub s3: S3,
}

impl World {
    /// An empty account in `region`: no VPC at all, as an account whose default VPC was deleted.
    pub fn new(region: String, seed: u64) -> Self {
        Self {
            common: Common::new(region, seed),
            ec2: Ec2::default(),
            rds: Rds::default(),
            s3: S3::default(),
        }
    }

    /// The parts that RDS works on: its own, the network it puts instances into, and the ground.
    pub fn databases(&mut self) -> (&mut Rds, DatabaseNetwork<'_>, &mut Common) {
        (&mut self.rds, DatabaseNetwork::new(&mut self.ec2), &mut self.common)
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
        ec2::advance(&mut self.ec2, now);
        rds::advance(&mut self.rds, now);
    }

    /// Everything that somebody made and that is neither ended nor ending. What comes and goes with a VPC (its default group, main
    /// route table and network ACL) is not in it.
    pub fn census(&self, now: Timestamp) -> Vec<Held> {
        let mut census = ec2::census(&self.ec2, now);
        census.extend(rds::census(&self.rds));
        census.extend(s3::census(&self.s3));
        census
    }

    /// When AWS's waits end, of everything that has been asked for and takes time.
    pub fn moments(&self) -> Vec<Moments> {
        let mut moments = ec2::moments(&self.ec2);
        moments.extend(rds::moments(&self.rds));
        moments
    }

    fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        let mut tables = vec![("ids", self.common.ids.rows())];
        tables.extend(self.ec2.tables());
        tables.extend(self.rds.tables());
        tables.extend(self.s3.tables());
        tables
    }
}
