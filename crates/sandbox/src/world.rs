//! Everything the simulated AWS holds: the state that all services share, and each service as a part of its own.
//!
//! An operation gets only the parts it uses, so it can't read another: S3 can't see a subnet, and RDS sees of EC2 only what
//! [`DatabaseNetwork`] shows. The hosts are no service: nobody asks them over an AWS API, and they change nothing of AWS.

use jiff::Timestamp;

use super::common::{Common, Context};
use super::ec2::{self, DatabaseNetwork, Ec2};
use super::ground_truth::Existing;
use super::hosts::{self, HostView, Hosts};
use super::moments::Moments;
use super::protocol::Params;
use super::rds::{self, Rds};
use super::s3::{self, S3};
use super::store::StoredRow;
use super::table::Rows;

/// One account in one region. Each service is a set of tables, and so are the hosts.
#[derive(Debug)]
pub struct World {
    /// The state that all services share.
    pub common: Common,
    /// Instances, networks and what belongs to them.
    pub ec2: Ec2,
    /// Databases.
    pub rds: Rds,
    /// Buckets and objects.
    pub s3: S3,
    /// What is on the instances, and in the databases.
    pub hosts: Hosts,
}

impl World {
    /// An empty account in `region`: no VPC at all, as an account whose default VPC was deleted.
    pub fn new(region: String, seed: u64) -> Self {
        Self {
            common: Common::new(region, seed),
            ec2: Ec2::default(),
            rds: Rds::default(),
            s3: S3::default(),
            hosts: Hosts::default(),
        }
    }

    /// The parts that RDS uses: its own, the network it puts instances into, and the shared state.
    pub fn databases(&mut self) -> (&mut Rds, DatabaseNetwork<'_>, &mut Common) {
        (&mut self.rds, DatabaseNetwork::new(&mut self.ec2), &mut self.common)
    }

    /// The parts that hosts use: their own, and what they see of the account.
    pub fn host_view(&mut self) -> HostView<'_> {
        HostView::new(&mut self.hosts, &self.ec2, &self.rds, &mut self.common)
    }

    /// Gives the instances that a request has launched or started their boot.
    pub fn follow_instances(&mut self, cx: &Context) {
        hosts::follow(&mut self.host_view(), cx);
    }

    /// Lets the tables of a database follow into its snapshots, and from them into what is restored.
    pub fn follow_databases(&mut self, operation: &str, params: &Params) {
        hosts::follow_databases(&mut self.host_view(), operation, params);
    }

    /// Lets GuardDuty, where the account has it, put its endpoint into the VPCs with hosts.
    pub fn guard_networks(&mut self, cx: &Context) {
        ec2::guard(&mut self.ec2, &mut self.common, cx);
    }

    /// Loads stored rows.
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

    /// Marks the changes as committed.
    pub fn settle(&mut self) {
        for (_, table) in self.tables() {
            table.settle();
        }
    }

    /// Applies everything that was due by `now`.
    pub fn advance(&mut self, now: Timestamp) {
        // A boot is judged by the network it had, before what was in it is removed.
        hosts::judge_boots(&mut self.host_view(), now);
        for (id, at) in hosts::powered_off(&self.host_view(), now) {
            ec2::power_off(&mut self.ec2, &id, at);
        }
        ec2::advance(&mut self.ec2, now);
        rds::advance(&mut self.rds, now);
        s3::advance(&mut self.s3, now);
        hosts::forget_gone(&mut self.host_view());
    }

    /// Everything that somebody made and that is not ended or ending. It leaves out what AWS makes with a VPC: the default group,
    /// main route table and network ACL.
    pub fn ground_truth(&self, now: Timestamp) -> Vec<Existing> {
        let mut ground_truth = ec2::ground_truth(&self.ec2, now);
        ground_truth.extend(rds::ground_truth(&self.rds));
        ground_truth.extend(s3::ground_truth(&self.s3));
        ground_truth
    }

    /// When AWS's waits end, of everything that takes time.
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
        tables.extend(self.hosts.tables());
        tables
    }
}
