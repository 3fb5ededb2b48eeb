//! Rows of one kind, keyed by id, that remember which of them changed since the last commit.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Rows keyed by their id, in id order.
#[derive(Debug)]
pub struct Table<T> {
    rows: BTreeMap<String, T>,
    dirty: BTreeSet<String>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            dirty: BTreeSet::new(),
        }
    }
}

impl<T> Table<T> {
    /// The row `id`, if there is one.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.rows.get(id)
    }

    /// The row `id`, to change it; the running request commits it.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        let row = self.rows.get_mut(id)?;
        self.dirty.insert(id.to_owned());
        Some(row)
    }

    /// Inserts a row, replacing any other of that id.
    pub fn insert(&mut self, id: impl Into<String>, row: T) {
        let id = id.into();
        self.dirty.insert(id.clone());
        self.rows.insert(id, row);
    }

    /// Removes the row `id`.
    pub fn remove(&mut self, id: &str) -> Option<T> {
        let row = self.rows.remove(id)?;
        self.dirty.insert(id.to_owned());
        Some(row)
    }

    /// Removes every row for which `gone` holds.
    pub fn remove_where(&mut self, gone: impl Fn(&str, &T) -> bool) {
        let ids: Vec<String> = self
            .rows
            .iter()
            .filter(|(id, row)| gone(id, row))
            .map(|(id, _)| id.clone())
            .collect();
        for id in ids {
            self.remove(&id);
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is a row `id`.
    pub fn contains(&self, id: &str) -> bool {
        self.rows.contains_key(id)
    }

    /// All rows, in id order.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.values()
    }

    /// All ids and rows, in id order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.rows.iter().map(|(id, row)| (id.as_str(), row))
    }

    /// The ids and rows whose id starts with `prefix`, in id order.
    pub fn starting_with(&self, prefix: &str) -> impl Iterator<Item = (&str, &T)> + use<'_, T> {
        self.starting_with_from(prefix, prefix)
    }

    /// The ids and rows whose id starts with `prefix`, in id order, those before `from` left out.
    pub fn starting_with_from(&self, prefix: &str, from: &str) -> impl Iterator<Item = (&str, &T)> + use<'_, T> {
        let prefix = prefix.to_owned();
        let start = if from < prefix.as_str() {
            prefix.clone()
        } else {
            from.to_owned()
        };
        self.rows
            .range(start..)
            .map(|(id, row)| (id.as_str(), row))
            .take_while(move |(id, _)| id.starts_with(&prefix))
    }
}

/// A table as the store sees it, whatever its row type.
pub trait Rows {
    /// The rows changed since [`Rows::settle`]; a removed one has no value.
    fn changes(&self) -> serde_json::Result<Vec<(String, Option<Value>)>>;
    /// Forgets which rows changed, because they are durable now.
    fn settle(&mut self);
    /// Loads one stored row, or drops it when there is no value.
    fn load(&mut self, id: &str, value: Option<Value>) -> serde_json::Result<()>;
}

impl<T: Serialize + DeserializeOwned> Rows for Table<T> {
    fn changes(&self) -> serde_json::Result<Vec<(String, Option<Value>)>> {
        self.dirty
            .iter()
            .map(|id| {
                let value = self.rows.get(id).map(serde_json::to_value).transpose()?;
                Ok((id.clone(), value))
            })
            .collect()
    }

    fn settle(&mut self) {
        self.dirty.clear();
    }

    fn load(&mut self, id: &str, value: Option<Value>) -> serde_json::Result<()> {
        match value {
            Some(value) => {
                self.rows.insert(id.to_owned(), serde_json::from_value(value)?);
            }
            None => {
                self.rows.remove(id);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changed_and_removed_rows_are_reported_until_settled() {
        let mut table = Table::<u32>::default();
        table.insert("a", 1);
        table.insert("b", 2);
        table.settle();
        if let Some(row) = table.get_mut("a") {
            *row = 3;
        }
        table.remove("b");
        let changes = table.changes().unwrap();
        assert_eq!(changes, vec![("a".into(), Some(Value::from(3))), ("b".into(), None)]);
        table.settle();
        assert!(table.changes().unwrap().is_empty());
    }
}
