//! What a launch takes from an image: its architecture, and the volumes it boots with.

use serde::{Deserialize, Serialize};

/// The size of the root volume of every public image, in GiB.
pub const ROOT_SIZE: i64 = 8;
/// The device of the root volume of Ubuntu's images.
pub const ROOT_DEVICE: &str = "/dev/sda1";
/// The device of the root volume of Amazon's images.
pub const AMAZON_ROOT_DEVICE: &str = "/dev/xvda";
/// The devices that instances boot from.
pub const ROOT_DEVICES: [&str; 2] = [ROOT_DEVICE, AMAZON_ROOT_DEVICE];

/// An image, as a launch takes it.
#[derive(Debug, Clone)]
pub struct Bootable {
    /// `ami-…`
    pub id: String,
    /// `x86_64` or `arm64`.
    pub architecture: String,
    /// Its volumes, the root volume first.
    pub devices: Vec<ImageDevice>,
}

/// A volume of an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageDevice {
    /// As `/dev/sda1`.
    pub name: String,
    /// The snapshot of its data.
    pub snapshot: String,
    /// GiB.
    pub size: i64,
    /// As `gp3`.
    pub kind: String,
    /// Whether its data is encrypted at rest.
    pub encrypted: bool,
    /// Whether it goes with its instance.
    pub delete_on_termination: bool,
}
