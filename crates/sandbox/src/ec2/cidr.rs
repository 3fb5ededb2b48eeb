//! CIDR blocks, as EC2 accepts them.

use ipnet::Ipv4Net;

use crate::protocol::ApiError;

/// Blocks a VPC can't be in. Source: VPC user guide, VPC CIDR blocks.
const RESERVED: [&str; 4] = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/// Reads an IPv4 block and converts it to its canonical form, as AWS does silently.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn read(parameter: &str, text: &str) -> Result<Ipv4Net, ApiError> {
    text.parse::<Ipv4Net>()
        .map(|block| block.trunc())
        .map_err(|_| ApiError::invalid_value(parameter, text, "This is not a valid CIDR block."))
}

/// Checks that a block is between /16 and /28, the sizes of VPCs and subnets.
///
/// # Errors
/// The given code.
pub fn check_size(block: Ipv4Net, code: &str) -> Result<(), ApiError> {
    if (16..=28).contains(&block.prefix_len()) {
        return Ok(());
    }
    Err(ApiError::new(code, format!("The CIDR '{block}' is invalid.")))
}

/// Whether AWS refuses a block for VPCs.
pub fn is_reserved(block: Ipv4Net) -> bool {
    RESERVED
        .iter()
        .filter_map(|reserved| reserved.parse::<Ipv4Net>().ok())
        .any(|reserved| overlap(reserved, block))
}

/// Whether two blocks share an address.
pub fn overlap(one: Ipv4Net, other: Ipv4Net) -> bool {
    one.contains(&other) || other.contains(&one)
}
