//! Where the bytes of an object are: in one stored body, or in those of its parts, which nobody joins.

use std::io;
use std::ops::Range;

use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::bodies::Bodies;

/// The stored bodies of an object, in the order of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Stored {
    /// The name of the only one.
    Whole(String),
    InParts(Vec<StoredPart>),
}

/// One of several bodies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPart {
    pub body: String,
    /// Bytes.
    pub size: u64,
}

impl Stored {
    /// The names of the bodies.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Whole(name) => vec![name.clone()],
            Self::InParts(parts) => parts.iter().map(|part| part.body.clone()).collect(),
        }
    }

    /// Some of the bytes, as far as there are any: only the bodies that hold them are read.
    ///
    /// # Errors
    /// A body can't be read.
    pub fn read(&self, bodies: &Bodies, wanted: Range<u64>) -> io::Result<Bytes> {
        let parts = match self {
            Self::Whole(name) => return Ok(slice(&bodies.get(name)?, wanted)),
            Self::InParts(parts) => parts,
        };
        let mut bytes = Vec::new();
        let mut start = 0;
        for part in parts {
            let end = start + part.size;
            if start < wanted.end && wanted.start < end {
                let within = wanted.start.saturating_sub(start)..wanted.end.min(end) - start;
                bytes.extend_from_slice(&slice(&bodies.get(&part.body)?, within));
            }
            start = end;
        }
        Ok(Bytes::from(bytes))
    }
}

fn slice(bytes: &Bytes, wanted: Range<u64>) -> Bytes {
    let bound = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    bytes.slice(bound(wanted.start)..bound(wanted.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_range_is_read_across_the_parts() {
        let bodies = Bodies::in_memory();
        let parts = ["abc", "", "defgh", "i"].map(|text| StoredPart {
            body: bodies.put(text.to_owned(), &Bytes::from_static(text.as_bytes())).unwrap(),
            size: text.len() as u64,
        });
        let whole = Stored::Whole(bodies.put("whole".to_owned(), &Bytes::from_static(b"abcdefghi")).unwrap());
        let in_parts = Stored::InParts(parts.to_vec());
        for start in 0..10 {
            for end in start..12 {
                let read = |stored: &Stored| stored.read(&bodies, start..end).unwrap();
                assert_eq!(read(&in_parts), read(&whole), "{start}..{end}");
            }
        }
        assert_eq!(in_parts.read(&bodies, 2..5).unwrap(), "cde");
    }

    #[test]
    fn what_an_earlier_version_has_stored_is_one_body() {
        let stored: Stored = serde_json::from_str("\"name\"").unwrap();
        assert_eq!(stored, Stored::Whole("name".to_owned()));
        let parts = Stored::InParts(vec![StoredPart {
            body: "name".to_owned(),
            size: 1,
        }]);
        let text = serde_json::to_string(&parts).unwrap();
        assert_eq!(serde_json::from_str::<Stored>(&text).unwrap(), parts);
    }
}
