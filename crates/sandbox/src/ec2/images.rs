//! The machine images a launch can name: Canonical's Ubuntu, and images that a careless search finds instead of it.
//!
//! Those are an older build, another architecture, a minimal image, another release, and another owner's image with a similar
//! name.

use super::documented_filters;
use super::filters::Filters;
use super::page;
use crate::account::IMAGES_OF;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// Canonical's account. Source: Ubuntu's page on finding images.
const CANONICAL: &str = "099720109477";
/// Amazon's account for its own images in most regions. Source: EC2 user guide, "Shared AMIs".
const AMAZON: &str = "137112412989";
/// Some other account's.
const STRANGER: &str = "210987654321";
/// The size of every image's root volume, in GiB.
pub const ROOT_SIZE: i64 = 8;

/// A machine image.
#[derive(Debug, Clone, Copy)]
pub struct Image {
    /// `ami-…`
    pub id: &'static str,
    name: &'static str,
    description: &'static str,
    owner: &'static str,
    /// `x86_64` or `arm64`.
    pub architecture: &'static str,
    created: &'static str,
    /// The snapshot of its root volume.
    pub snapshot: &'static str,
    /// The device of its root volume.
    pub root: &'static str,
}

/// The device of the root volume of Ubuntu's images.
pub const ROOT_DEVICE: &str = "/dev/sda1";
/// The device of the root volume of Amazon's images.
const AMAZON_ROOT_DEVICE: &str = "/dev/xvda";
/// The devices that instances boot from.
pub const ROOT_DEVICES: [&str; 2] = [ROOT_DEVICE, AMAZON_ROOT_DEVICE];

const IMAGES: [Image; 10] = [
    Image {
        id: "ami-0a1b2c3d4e5f60001",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250610",
        description: "Canonical, Ubuntu, 24.04, amd64 noble image",
        owner: CANONICAL,
        architecture: "x86_64",
        created: "2025-06-10T07:31:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60001",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60002",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20251212",
        description: "Canonical, Ubuntu, 24.04, amd64 noble image",
        owner: CANONICAL,
        architecture: "x86_64",
        created: "2025-12-12T08:02:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60002",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60003",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20251214",
        description: "Canonical, Ubuntu, 24.04, arm64 noble image",
        owner: CANONICAL,
        architecture: "arm64",
        created: "2025-12-14T08:05:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60003",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60004",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20250612",
        description: "Canonical, Ubuntu, 24.04, arm64 noble image",
        owner: CANONICAL,
        architecture: "arm64",
        created: "2025-06-12T07:40:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60004",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60005",
        name: "ubuntu-minimal/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-minimal-20260105",
        description: "Canonical, Ubuntu Minimal, 24.04, amd64 noble image",
        owner: CANONICAL,
        architecture: "x86_64",
        created: "2026-01-05T09:11:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60005",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60006",
        name: "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260108",
        description: "Canonical, Ubuntu, 22.04 LTS, amd64 jammy image",
        owner: CANONICAL,
        architecture: "x86_64",
        created: "2026-01-08T09:20:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60006",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60007",
        name: "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20260110",
        description: "Looks like Ubuntu, is somebody else's",
        owner: STRANGER,
        architecture: "x86_64",
        created: "2026-01-10T10:00:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60007",
        root: ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60008",
        name: "al2023-ami-2023.9.20251208.0-kernel-6.1-x86_64",
        description: "Amazon Linux 2023 AMI 2023.9.20251208.0 x86_64 HVM kernel-6.1",
        owner: AMAZON,
        architecture: "x86_64",
        created: "2025-12-08T20:11:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60008",
        root: AMAZON_ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f60009",
        name: "al2023-ami-2023.9.20251208.0-kernel-6.1-arm64",
        description: "Amazon Linux 2023 AMI 2023.9.20251208.0 arm64 HVM kernel-6.1",
        owner: AMAZON,
        architecture: "arm64",
        created: "2025-12-08T20:13:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f60009",
        root: AMAZON_ROOT_DEVICE,
    },
    Image {
        id: "ami-0a1b2c3d4e5f6000a",
        name: "company-ubuntu-24.04-hardened-20260105",
        description: "What a company prescribes",
        owner: IMAGES_OF,
        architecture: "x86_64",
        created: "2026-01-05T10:00:00.000Z",
        snapshot: "snap-0a1b2c3d4e5f6000a",
        root: ROOT_DEVICE,
    },
];

/// The image of that id.
///
/// # Errors
/// `InvalidAMIID.Malformed`, `InvalidAMIID.NotFound`.
pub fn find(id: &str) -> Result<&'static Image, ApiError> {
    if let Some(image) = IMAGES.iter().find(|image| image.id == id) {
        return Ok(image);
    }
    let digits = id.strip_prefix("ami-").unwrap_or_default();
    let well_formed = [8, 17].contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !well_formed {
        let message = format!("Invalid id: \"{id}\" (expecting \"ami-...\")");
        return Err(ApiError::new("InvalidAMIID.Malformed", message));
    }
    Err(not_found(id))
}

fn not_found(id: &str) -> ApiError {
    ApiError::new("InvalidAMIID.NotFound", format!("The image id '[{id}]' does not exist"))
}

/// The image of that id, where the account's Allowed AMIs have it: others are not seen. Source: EC2 user guide, "Allowed AMIs"; the code is
/// recalled.
///
/// # Errors
/// As [`find`].
pub fn allowed(cx: &Context, id: &str) -> Result<&'static Image, ApiError> {
    let image = find(id)?;
    if image.is_allowed(cx) { Ok(image) } else { Err(not_found(id)) }
}

/// DescribeImages.
pub fn describe(cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let ids = params.strings("ImageId");
    for id in &ids {
        allowed(cx, id)?;
    }
    let owners = params.strings("Owner");
    let filters = Filters::read(params, documented_filters::IMAGES)?;
    let mut rows: Vec<(String, Element)> = IMAGES
        .iter()
        .filter(|image| image.is_allowed(cx))
        .filter(|image| ids.is_empty() || ids.iter().any(|id| id == image.id))
        .filter(|image| owners.is_empty() || owners.iter().any(|owner| image.is_of(owner)))
        .map(|image| (image.id.to_owned(), image.element()))
        .filter(|(_, item)| filters.take_item(item, None))
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer(params, "imagesSet", rows)
}

impl Image {
    fn is_allowed(&self, cx: &Context) -> bool {
        let owners = cx.account.allowed_images.as_ref();
        owners.is_none_or(|owners| owners.iter().any(|owner| owner == self.owner))
    }

    /// Whether it goes by the alias `amazon`, as verified images do.
    fn is_of_amazon(&self) -> bool {
        [AMAZON, CANONICAL].contains(&self.owner)
    }

    /// Whether an owner in a request, an account or an alias, owns it.
    fn is_of(&self, owner: &str) -> bool {
        owner == self.owner || (owner == "amazon" && self.is_of_amazon())
    }

    fn element(&self) -> Element {
        let volume = Element::new("ebs")
            .text("snapshotId", self.snapshot)
            .text("volumeSize", ROOT_SIZE)
            .text("deleteOnTermination", true)
            .text("volumeType", "gp3")
            .text("encrypted", false);
        let root = Element::new("item").text("deviceName", self.root).child(volume);
        Element::new("item")
            .text("imageId", self.id)
            .text("imageLocation", format!("amazon/{}", self.name))
            .text("imageState", "available")
            .text("imageOwnerId", self.owner)
            .optional("imageOwnerAlias", self.is_of_amazon().then_some("amazon"))
            .text("creationDate", self.created)
            .text("isPublic", true)
            .text("architecture", self.architecture)
            .text("imageType", "machine")
            .text("name", self.name)
            .text("description", self.description)
            .text("rootDeviceType", "ebs")
            .text("rootDeviceName", self.root)
            .list("blockDeviceMapping", [root])
            .text("virtualizationType", "hvm")
            .text("hypervisor", "xen")
            .text("enaSupport", true)
            .text("sriovNetSupport", "simple")
            .text("platformDetails", "Linux/UNIX")
            .text("usageOperation", "RunInstances")
            .text("bootMode", "uefi-preferred")
            .text("imdsSupport", "v2.0")
            .list("tagSet", [])
    }
}
