//! The machine images a launch can name: Canonical's Ubuntu, images that a careless search finds instead of it, and the account's own.
//!
//! Those of a careless search are an older build, another architecture, a minimal image, another release, and another owner's image with a similar
//! name.

use super::documented_filters;
use super::filters::Filters;
use super::image_devices::{AMAZON_ROOT_DEVICE, Bootable, ImageDevice, ROOT_DEVICE, ROOT_SIZE};
use super::own_images::{OwnImage, with_platform};
use super::row::{Row, View, find as find_row};
use super::{Ec2, page};
use crate::account::IMAGES_OF;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// Canonical's account. Source: Ubuntu's page on finding images.
const CANONICAL: &str = "099720109477";
/// Amazon's account for its own images in most regions. Source: EC2 user guide, "Shared AMIs".
const AMAZON: &str = "137112412989";
/// Some other account's.
const STRANGER: &str = "210987654321";

/// A machine image that everybody may launch.
#[derive(Debug, Clone, Copy)]
struct Image {
    /// `ami-…`
    id: &'static str,
    name: &'static str,
    description: &'static str,
    owner: &'static str,
    /// `x86_64` or `arm64`.
    architecture: &'static str,
    created: &'static str,
    /// The snapshot of its root volume.
    snapshot: &'static str,
    /// The device of its root volume.
    root: &'static str,
}

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

/// Whether an image of that id is somebody else's, and there for everybody.
pub fn is_public(id: &str) -> bool {
    IMAGES.iter().any(|image| image.id == id)
}

/// The image of that id, as a launch takes it. Where the account has Allowed AMIs, others than those and its own are not seen. Source: EC2 user
/// guide, "Allowed AMIs"; the codes are recalled.
///
/// # Errors
/// `InvalidAMIID.Malformed`, `InvalidAMIID.NotFound`; `InvalidAMIID.Unavailable` while it is being made.
pub fn bootable(ec2: &Ec2, cx: &Context, id: &str) -> Result<Bootable, ApiError> {
    if let Some(image) = IMAGES.iter().find(|image| image.id == id && image.is_allowed(cx)) {
        return Ok(image.bootable());
    }
    let image = own(ec2, cx, id)?;
    if image.state(ec2, cx.now) == "available" {
        return Ok(image.bootable());
    }
    let message = format!("The image ID '{id}' is not available");
    Err(ApiError::new("InvalidAMIID.Unavailable", message))
}

fn own<'e>(ec2: &'e Ec2, cx: &Context, id: &str) -> Result<&'e OwnImage, ApiError> {
    find_row::<OwnImage>(ec2, id, cx.now).map_err(|error| match error.code.as_str() {
        "InvalidAMIID.NotFound" => ApiError::new(&error.code, format!("The image id '[{id}]' does not exist")),
        _ => error,
    })
}

/// DescribeImages: those of others, and the account's own.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let ids = params.strings("ImageId");
    for id in &ids {
        if !IMAGES.iter().any(|image| image.id == id && image.is_allowed(cx)) {
            own(ec2, cx, id)?;
        }
    }
    let owners = params.strings("Owner");
    let filters = Filters::read(params, documented_filters::IMAGES)?;
    let is_wanted = |id: &str| ids.is_empty() || ids.iter().any(|wanted| wanted == id);
    let of_others = IMAGES
        .iter()
        .filter(|image| image.is_allowed(cx) && is_wanted(image.id))
        .filter(|image| owners.is_empty() || owners.iter().any(|owner| image.is_of(owner)))
        .map(|image| (image.id.to_owned(), image.element()))
        .filter(|(_, item)| filters.take_item(item, None));
    let view = View::listing(ec2, common, cx);
    let is_own = |owner: &String| owner == "self" || *owner == common.account;
    let own = ec2
        .images
        .values()
        .filter(|image| image.life.seen(cx.now) && is_wanted(&image.id))
        .filter(|_| owners.is_empty() || owners.iter().any(is_own))
        .map(|image| (image.id.clone(), image.element(&view, "item")))
        .filter(|(id, item)| filters.take_item(item, view.tags(id)));
    let mut rows: Vec<(String, Element)> = of_others.chain(own).collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    page::answer(params, "imagesSet", rows)
}

impl Image {
    fn is_allowed(&self, cx: &Context) -> bool {
        let owners = cx.account.allowed_images.as_ref();
        owners.is_none_or(|owners| owners.iter().any(|owner| owner == self.owner))
    }

    fn bootable(&self) -> Bootable {
        let root = ImageDevice {
            name: self.root.to_owned(),
            snapshot: self.snapshot.to_owned(),
            size: ROOT_SIZE,
            kind: "gp3".to_owned(),
            encrypted: false,
            delete_on_termination: true,
        };
        Bootable {
            id: self.id.to_owned(),
            architecture: self.architecture.to_owned(),
            devices: vec![root],
        }
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
        let image = Element::new("item")
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
            .list("blockDeviceMapping", [root]);
        with_platform(image).list("tagSet", [])
    }
}
