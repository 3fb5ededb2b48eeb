//! What tells one content of a file from another: its SHA-256 in hexadecimal. Of a file that is sent in parts it is, as at S3, the SHA-256
//! of its parts' SHA-256s, a hyphen and how many parts there are (S3 user guide, "Checking object integrity", composite checksums): so a
//! part is hashed once for S3 and for us.

use std::fs::File;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// From this size on, in bytes, a file is sent in parts.
pub(in crate::resources) const IN_PARTS_FROM: u64 = 16 * 1024 * 1024;
/// Bytes of a part. S3 takes 5 MiB to 5 GiB, but for the last one (S3 user guide, "Amazon S3 multipart upload limits").
const PART: u64 = 5 * 1024 * 1024;
/// How many parts an object has at most (as above).
const MOST_PARTS: u64 = 10_000;
/// Bytes hashed at a time.
const CHUNK: u64 = 64 * 1024;

/// The SHA-256 of some bytes.
pub(in crate::resources) type Sha256Digest = [u8; 32];

/// The length in bytes of each part but the last of a file of this size.
pub(in crate::resources) fn part_length(size: u64) -> u64 {
    PART.max(size.div_ceil(MOST_PARTS - 1))
}

/// The SHA-256 of what is sent in one piece.
pub(in crate::resources) fn sha256(content: &[u8]) -> Sha256Digest {
    Sha256::digest(content).into()
}

/// Bytes in hexadecimal.
pub(in crate::resources) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest of a file that is sent in these parts, in their order.
pub(in crate::resources) fn of_parts<'d>(parts: impl Iterator<Item = &'d Sha256Digest>) -> String {
    let mut composite = Sha256::new();
    let mut count = 0;
    for part in parts {
        composite.update(part);
        count += 1;
    }
    format!("{}-{count}", hexadecimal(&composite.finalize()))
}

/// The digest of a file's content, read a little at a time.
///
/// # Errors
///
/// When it can't be read.
pub(super) fn of_file(file: &mut File) -> io::Result<String> {
    let size = file.metadata()?.len();
    if size < IN_PARTS_FROM {
        let (digest, _) = of_next(file, u64::MAX)?;
        return Ok(hexadecimal(&digest));
    }
    let length = part_length(size);
    let mut parts = Vec::new();
    loop {
        match of_next(file, length)? {
            (_, 0) => return Ok(of_parts(parts.iter())),
            (digest, _) => parts.push(digest),
        }
    }
}

/// The SHA-256 of a file's next bytes, so many at most, and how many there were.
fn of_next(file: &mut File, most: u64) -> io::Result<(Sha256Digest, u64)> {
    let mut digest = Sha256::new();
    let mut chunk = vec![0; usize::try_from(CHUNK.min(most)).unwrap_or_default()];
    let mut rest = file.take(most);
    let mut read = 0;
    loop {
        match rest.read(&mut chunk) {
            Ok(0) => return Ok((digest.finalize().into(), read)),
            Ok(length) => {
                digest.update(chunk.get(..length).unwrap_or_default());
                read += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, SeekFrom, Write};

    use super::*;

    /// A file of this many bytes, at its beginning.
    fn file_of(size: u64) -> (File, Vec<u8>) {
        let content: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&content).unwrap();
        file.seek(SeekFrom::Start(0)).unwrap();
        (file, content)
    }

    #[test]
    fn a_small_files_digest_is_its_sha256() {
        for size in [0, 1, CHUNK, IN_PARTS_FROM - 1] {
            let (mut file, content) = file_of(size);
            assert_eq!(of_file(&mut file).unwrap(), hexadecimal(&sha256(&content)), "{size}");
        }
    }

    #[test]
    fn a_large_files_digest_is_that_of_its_parts() {
        for size in [IN_PARTS_FROM, 4 * PART, 4 * PART + 1] {
            let (mut file, content) = file_of(size);
            let parts: Vec<Sha256Digest> = content.chunks(PART as usize).map(sha256).collect();
            let digest = of_file(&mut file).unwrap();
            assert_eq!(digest, of_parts(parts.iter()), "{size}");
            assert!(digest.ends_with(&format!("-{}", parts.len())), "{digest}");
        }
    }

    #[test]
    fn no_file_has_more_parts_than_s3_takes() {
        for size in [IN_PARTS_FROM, PART * MOST_PARTS, PART * MOST_PARTS + 1, 5 << 40] {
            assert!(size.div_ceil(part_length(size)) <= MOST_PARTS, "{size}");
        }
    }
}
