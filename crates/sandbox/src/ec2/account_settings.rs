//! What holds for the whole account in the region: its attributes, and the encryption of new volumes.

use serde::{Deserialize, Serialize};

use super::Ec2;
use super::default_vpc;
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// The one row of the settings.
const ROW: &str = "account";

/// The settings of the account in the region.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct AccountSettings {
    encrypts_volumes: bool,
}

/// Whether every new volume is encrypted.
pub fn encrypts_volumes(ec2: &Ec2) -> bool {
    ec2.account_settings
        .get(ROW)
        .is_some_and(|settings| settings.encrypts_volumes)
}

/// GetEbsEncryptionByDefault.
pub fn encryption(ec2: &Ec2) -> Element {
    Element::new("")
        .text("ebsEncryptionByDefault", encrypts_volumes(ec2))
        .text("sseType", "sse-ebs")
}

/// EnableEbsEncryptionByDefault and DisableEbsEncryptionByDefault.
pub fn set_encryption(ec2: &mut Ec2, on: bool) -> Element {
    ec2.account_settings.insert(ROW, AccountSettings { encrypts_volumes: on });
    Element::new("").text("ebsEncryptionByDefault", on)
}

/// GetEbsDefaultKmsKeyId.
pub fn default_key() -> Element {
    Element::new("").text("kmsKeyId", "alias/aws/ebs")
}

/// DescribeAccountAttributes. Source: EC2 API reference.
pub fn attributes(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let addresses = cx.account.quotas.elastic_ips.to_string();
    let known = [
        ("supported-platforms", "VPC".to_owned()),
        ("default-vpc", default_vpc::id(ec2).unwrap_or_else(|| "none".to_owned())),
        ("max-instances", "20".to_owned()),
        ("vpc-max-security-groups-per-interface", "5".to_owned()),
        ("max-elastic-ips", addresses.clone()),
        ("vpc-max-elastic-ips", addresses),
    ];
    let wanted = params.strings("AttributeName");
    if let Some(other) = wanted.iter().find(|name| !known.iter().any(|(known, _)| known == name)) {
        return Err(ApiError::invalid_value("attributeName", other, ""));
    }
    let items = known
        .into_iter()
        .filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name))
        .map(|(name, value)| {
            let value = Element::new("item").text("attributeValue", value);
            Element::new("item")
                .text("attributeName", name)
                .list("attributeValueSet", [value])
        });
    Ok(Element::new("").list("accountAttributeSet", items))
}
