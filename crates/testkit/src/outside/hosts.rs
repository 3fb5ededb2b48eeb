//! Hosts: stopped, terminated, changed.

use std::time::Duration;

use aws_sdk_ec2::types::{
    AttributeBooleanValue, AttributeValue, EbsInstanceBlockDeviceSpecification, HttpTokensState,
    InstanceBlockDeviceMappingSpecification,
};

use super::{Done, Hand, NotNow, Outsider};

pub(super) const HANDS: &[Hand] = &[
    Hand::new("stops a host", "instance/test-host", |there, on| Box::pin(stop(there, on))),
    Hand::new("terminates a host", "instance/test-host", |there, on| {
        Box::pin(terminate(there, on))
    }),
    Hand::new("terminates a host", "instance/app-host", |there, on| {
        Box::pin(terminate(there, on))
    }),
    Hand::new("gives a host another type", "instance/ai-host", |there, on| {
        Box::pin(change_type(there, on))
    })
    .with_answer("ai-host.instance-type"),
    Hand::new("protects a host from termination", "instance/app-host", |there, on| {
        Box::pin(protect(there, on))
    }),
    Hand::new(
        "lets any program of a host have its credentials",
        "instance/app-host",
        |there, on| Box::pin(open_metadata(there, on)),
    ),
    Hand::new("keeps a host's disk beyond the host", "instance/test-host", |there, on| {
        Box::pin(keep_disk(there, on))
    }),
    Hand::new("deletes the key pair", "key-pair/main", |there, on| {
        Box::pin(delete_key_pair(there, on))
    }),
];

async fn delete_key_pair(there: &Outsider, on: &str) -> Done {
    there.aws.ec2().delete_key_pair().key_pair_id(there.id(on)?).send().await?;
    Ok(())
}

pub(super) async fn stop(there: &Outsider, on: &str) -> Done {
    there.aws.ec2().stop_instances().instance_ids(there.id(on)?).send().await?;
    Ok(())
}

async fn terminate(there: &Outsider, on: &str) -> Done {
    there
        .aws
        .ec2()
        .terminate_instances()
        .instance_ids(there.id(on)?)
        .send()
        .await?;
    Ok(())
}

async fn change_type(there: &Outsider, on: &str) -> Done {
    const STOPPED_AFTER: Duration = Duration::from_secs(90);
    let host = there.id(on)?;
    stop(there, on).await?;
    tokio::time::sleep(STOPPED_AFTER).await;
    let small = AttributeValue::builder().value("t3.small").build();
    let modify = there.aws.ec2().modify_instance_attribute().instance_id(&host);
    modify.instance_type(small).send().await?;
    there.aws.ec2().start_instances().instance_ids(&host).send().await?;
    Ok(())
}

async fn protect(there: &Outsider, on: &str) -> Done {
    let protected = AttributeBooleanValue::builder().value(true).build();
    let modify = there.aws.ec2().modify_instance_attribute().instance_id(there.id(on)?);
    modify.disable_api_termination(protected).send().await?;
    Ok(())
}

async fn open_metadata(there: &Outsider, on: &str) -> Done {
    let modify = there.aws.ec2().modify_instance_metadata_options();
    let modify = modify.instance_id(there.id(on)?).http_tokens(HttpTokensState::Optional);
    modify.send().await?;
    Ok(())
}

async fn keep_disk(there: &Outsider, on: &str) -> Done {
    let host = there.id(on)?;
    let described = there.aws.ec2().describe_instances().instance_ids(&host).send().await?;
    let mut hosts = described
        .reservations()
        .iter()
        .flat_map(|reservation| reservation.instances());
    let device = hosts.next().and_then(|host| host.root_device_name());
    let device = device.ok_or_else(|| NotNow(format!("{on} has no disk")))?;
    let kept = EbsInstanceBlockDeviceSpecification::builder().delete_on_termination(false);
    let kept = InstanceBlockDeviceMappingSpecification::builder()
        .device_name(device)
        .ebs(kept.build());
    let modify = there.aws.ec2().modify_instance_attribute().instance_id(&host);
    modify.block_device_mappings(kept.build()).send().await?;
    Ok(())
}

/// The security groups of a host.
pub(super) async fn groups(there: &Outsider, host: &str) -> Result<Vec<String>, NotNow> {
    let described = there.aws.ec2().describe_instances().instance_ids(host).send().await?;
    let hosts = described
        .reservations()
        .iter()
        .flat_map(|reservation| reservation.instances());
    let groups = hosts.flat_map(|host| host.security_groups());
    Ok(groups.filter_map(|group| group.group_id().map(str::to_owned)).collect())
}
