//! What AWS offers an account beside its quotas: classes of databases, and a way to the Internet.

use crate::aws::{Action, Aws, AwsError, Noun, Which};

/// Whether RDS offers MySQL on this class in the region (RDS API reference, DescribeOrderableDBInstanceOptions).
///
/// # Errors
///
/// When AWS can't be asked.
pub async fn is_class_offered(aws: &Aws, class: &str) -> Result<bool, AwsError> {
    let answer = aws
        .read(Action::Find(Noun::DbInstance, Which::Offering(class.to_owned())))
        .once()
        .send(|| {
            let call = aws.rds().describe_orderable_db_instance_options().engine("mysql");
            call.db_instance_class(class).max_records(20).send()
        })
        .await?;
    Ok(!answer.orderable_db_instance_options().is_empty())
}

/// Whether VPC Block Public Access keeps the Internet out of the region's VPCs (VPC user guide, "Block public access to VPCs and subnets").
///
/// # Errors
///
/// When AWS can't be asked.
pub async fn internet_is_blocked(aws: &Aws) -> Result<bool, AwsError> {
    let answer = aws
        .read(Action::list(Noun::InternetGateway))
        .once()
        .send(|| aws.ec2().describe_vpc_block_public_access_options().send())
        .await?;
    let mode = answer
        .vpc_block_public_access_options
        .and_then(|options| options.internet_gateway_block_mode);
    Ok(mode.is_some_and(|mode| mode.as_str() != "off"))
}
