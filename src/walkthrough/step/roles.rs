//! The parts that a walkthrough's own things play for the engine, which knows none of them by name.

use ipnet::IpNet;

use crate::prices::Item;
use crate::walkthrough::{Question, Secret};

/// What the steps hand to the engine; `None` where the walkthrough has no such thing.
#[derive(Clone, Copy)]
pub struct Roles {
    /// The question whose answer says which addresses are the person's own.
    pub trusted_addresses: Option<&'static Question<Vec<IpNet>>>,
    /// The question for the bucket's name.
    pub bucket_name: Option<&'static Question<String>>,
    /// The question for the database's name.
    pub database_name: Option<&'static Question<String>>,
    /// What the name of a DB instance begins with that an experiment restores, by the deployment's name.
    pub restored_database: Option<fn(&str) -> String>,
    /// The password of the database's administrator.
    pub database_password: Option<&'static Secret>,
    /// The key of the question for the database's storage type.
    pub database_storage_type: Option<&'static str>,
    /// The key of the question for the database's class.
    pub database_class: Option<&'static str>,
    /// The key of the question for the days of the database's backups.
    pub database_backup_days: Option<&'static str>,
    /// The key of the question for what the hosts boot from.
    pub host_image: Option<&'static str>,
    /// The keys of the questions for the hosts' instance types.
    pub instance_types: &'static [&'static str],
    /// The steps that make hosts, and the keys of the questions for these hosts' zones, by their numbers.
    pub host_zones: &'static [(&'static str, &'static str)],
    /// The host that is reached directly, and through which the others are.
    pub front_host: Option<&'static str>,
}

impl Roles {
    /// A walkthrough without any of them.
    pub const NONE: Self = Self {
        trusted_addresses: None,
        bucket_name: None,
        database_name: None,
        restored_database: None,
        database_password: None,
        database_storage_type: None,
        database_class: None,
        database_backup_days: None,
        host_image: None,
        instance_types: &[],
        host_zones: &[],
        front_host: None,
    };
    /// What an answer is charged as, where it says so by itself: the size of a machine, or the type of a storage.
    pub fn charged_as(&self, key: &str, answer: &str) -> Option<Item> {
        let answer = answer.to_owned();
        match key {
            _ if self.instance_types.contains(&key) => Some(Item::Instance(answer)),
            _ if self.database_class == Some(key) => Some(Item::DbInstance(answer)),
            _ if self.database_storage_type == Some(key) => Some(Item::DbStorage(answer)),
            _ => None,
        }
    }
}
