//! The filters that AWS documents for each describe call, those on tags aside.
//!
//! Each names the field of the answer that it selects by, where its own name does not: `instance.group-id=groupSet.groupId`. A filter on
//! a field that the sandbox's answers never hold is taken and selects nothing, as on AWS where nothing has that field.
//!
//! Some calls take other spellings too, which AWS no longer documents and clients use (`cidr-block` of a VPC).
//!
//! Source: botocore's model of EC2, version 2016-11-15: the documentation of each call's `Filters`.

use crate::protocol::Element;

/// The filters of one call.
#[derive(Debug, Clone, Copy)]
pub struct Documented(&'static str);

impl Documented {
    /// Whether the call takes a filter of that name.
    pub fn has(self, filter: &str) -> bool {
        self.path(filter).is_some()
    }

    /// What an item of the answer holds under a filter.
    pub fn values(self, item: &Element, filter: &str) -> Vec<String> {
        self.path(filter).map(|path| item.texts_at(path)).unwrap_or_default()
    }

    fn path(self, filter: &str) -> Option<&'static str> {
        self.0.split_ascii_whitespace().find_map(|word| match word.split_once('=') {
            Some((name, path)) => (name == filter).then_some(path),
            None => (word == filter).then_some(word),
        })
    }
}

/// DescribeAddresses.
pub const ADDRESSES: Documented = Documented(
    "allocation-id association-id domain instance-id network-border-group network-interface-id network-interface-owner-id \
    private-ip-address public-ip",
);

/// DescribeAvailabilityZones.
pub const AVAILABILITY_ZONES: Documented = Documented(
    "group-long-name group-name message=messageSet.message opt-in-status parent-zone-id parent-zone-name region-name \
    state=zoneState zone-id zone-name zone-type",
);

/// DescribeImages.
pub const IMAGES: Documented = Documented(
    "architecture block-device-mapping.delete-on-termination=blockDeviceMapping.ebs.deleteOnTermination \
    block-device-mapping.device-name block-device-mapping.encrypted=blockDeviceMapping.ebs.encrypted \
    block-device-mapping.snapshot-id=blockDeviceMapping.ebs.snapshotId \
    block-device-mapping.volume-size=blockDeviceMapping.ebs.volumeSize \
    block-device-mapping.volume-type=blockDeviceMapping.ebs.volumeType creation-date description ena-support \
    free-tier-eligible hypervisor image-allowed image-id image-type is-public kernel-id manifest-location=imageLocation name \
    owner-alias=imageOwnerAlias owner-id=imageOwnerId platform product-code.type=productCodes.type \
    product-code=productCodes.productCode ramdisk-id root-device-name root-device-type source-image-id source-image-region \
    source-instance-id sriov-net-support state-reason-code state-reason-message state=imageState virtualization-type",
);

/// DescribeInstanceStatus.
pub const INSTANCE_STATUS: Documented = Documented(
    "attached-ebs-status.status availability-zone availability-zone-id event.code=eventsSet.code \
    event.description=eventsSet.description event.instance-event-id=eventsSet.instanceEventId \
    event.not-after=eventsSet.notAfter event.not-before-deadline=eventsSet.notBeforeDeadline \
    event.not-before=eventsSet.notBefore instance-state-code instance-state-name \
    instance-status.reachability=instanceStatus.details.status instance-status.status operator.managed operator.principal \
    system-status.reachability=systemStatus.details.status system-status.status",
);

/// DescribeInstanceTypeOfferings.
pub const INSTANCE_TYPE_OFFERINGS: Documented = Documented("instance-type location");

/// DescribeInstanceTypes.
pub const INSTANCE_TYPES: Documented = Documented(
    "auto-recovery-supported bare-metal burstable-performance-supported current-generation dedicated-hosts-supported \
    ebs-info.attachment-limit-type ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps \
    ebs-info.ebs-optimized-info.baseline-iops ebs-info.ebs-optimized-info.baseline-throughput-in-mbps \
    ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps ebs-info.ebs-optimized-info.maximum-iops \
    ebs-info.ebs-optimized-info.maximum-throughput-in-mbps ebs-info.ebs-optimized-support ebs-info.encryption-support \
    ebs-info.maximum-ebs-attachments ebs-info.nvme-support free-tier-eligible hibernation-supported hypervisor \
    instance-storage-info.disk.count=instanceStorageInfo.disks.count \
    instance-storage-info.disk.size-in-gb=instanceStorageInfo.disks.sizeInGB \
    instance-storage-info.disk.type=instanceStorageInfo.disks.type instance-storage-info.encryption-support \
    instance-storage-info.nvme-support instance-storage-info.total-size-in-gb instance-storage-supported instance-type \
    memory-info.size-in-mib network-info.bandwidth-weightings network-info.efa-info.maximum-efa-interfaces \
    network-info.efa-supported network-info.ena-support network-info.encryption-in-transit-supported \
    network-info.flexible-ena-queues-support network-info.ipv4-addresses-per-interface \
    network-info.ipv6-addresses-per-interface network-info.ipv6-supported network-info.maximum-network-cards \
    network-info.maximum-network-interfaces network-info.network-performance nitro-enclaves-support \
    nitro-tpm-info.supported-versions nitro-tpm-support \
    processor-info.supported-architecture=processorInfo.supportedArchitectures processor-info.supported-features \
    processor-info.sustained-clock-speed-in-ghz reboot-migration-support supported-boot-mode=supportedBootModes \
    supported-root-device-type=supportedRootDeviceTypes supported-usage-class=supportedUsageClasses \
    supported-virtualization-type=supportedVirtualizationTypes vcpu-info.default-cores vcpu-info.default-threads-per-core \
    vcpu-info.default-vcpus vcpu-info.valid-cores vcpu-info.valid-threads-per-core",
);

/// DescribeInstances.
pub const INSTANCES: Documented = Documented(
    "affinity=placement.affinity architecture availability-zone-id=placement.availabilityZoneId \
    availability-zone=placement.availabilityZone block-device-mapping.attach-time=blockDeviceMapping.ebs.attachTime \
    block-device-mapping.delete-on-termination=blockDeviceMapping.ebs.deleteOnTermination block-device-mapping.device-name \
    block-device-mapping.status=blockDeviceMapping.ebs.status block-device-mapping.volume-id=blockDeviceMapping.ebs.volumeId \
    boot-mode capacity-reservation-id capacity-reservation-specification.capacity-reservation-preference \
    capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id \
    capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn client-token \
    current-instance-boot-mode dns-name ebs-optimized ena-support enclave-options.enabled hibernation-options.configured \
    host-id=placement.hostId hypervisor iam-instance-profile.arn iam-instance-profile.id image-id instance-id \
    instance-lifecycle instance-state-code instance-state-name instance-type instance.group-id=groupSet.groupId \
    instance.group-name=groupSet.groupName ip-address ipv6-address kernel-id key-name launch-index=amiLaunchIndex launch-time \
    maintenance-options.auto-recovery metadata-options.http-endpoint \
    metadata-options.http-protocol-ipv4=metadataOptions.httpEndpoint metadata-options.http-protocol-ipv6 \
    metadata-options.http-put-response-hop-limit metadata-options.http-tokens metadata-options.instance-metadata-tags \
    metadata-options.state monitoring-state=monitoring.state \
    network-interface.addresses.association.allocation-id=networkInterfaceSet.privateIpAddressesSet.association.allocationId \
    network-interface.addresses.association.association-id=networkInterfaceSet.privateIpAddressesSet.association.associationId \
    network-interface.addresses.association.carrier-ip=networkInterfaceSet.privateIpAddressesSet.association.carrierIp \
    network-interface.addresses.association.customer-owned-ip=networkInterfaceSet.privateIpAddressesSet.association.customerOwnedIp \
    network-interface.addresses.association.ip-owner-id=networkInterfaceSet.privateIpAddressesSet.association.ipOwnerId \
    network-interface.addresses.association.public-dns-name=networkInterfaceSet.privateIpAddressesSet.association.publicDnsName \
    network-interface.addresses.association.public-ip=networkInterfaceSet.privateIpAddressesSet.association.publicIp \
    network-interface.addresses.primary=networkInterfaceSet.privateIpAddressesSet.primary \
    network-interface.addresses.private-dns-name=networkInterfaceSet.privateIpAddressesSet.privateDnsName \
    network-interface.addresses.private-ip-address=networkInterfaceSet.privateIpAddressesSet.privateIpAddress \
    network-interface.association.allocation-id network-interface.association.association-id \
    network-interface.association.carrier-ip network-interface.association.customer-owned-ip \
    network-interface.association.ip-owner-id network-interface.association.public-dns-name \
    network-interface.association.public-ip network-interface.attachment.attach-time \
    network-interface.attachment.attachment-id network-interface.attachment.delete-on-termination \
    network-interface.attachment.device-index network-interface.attachment.instance-id=instanceId \
    network-interface.attachment.instance-owner-id=networkInterfaceSet.ownerId \
    network-interface.attachment.network-card-index network-interface.attachment.status \
    network-interface.availability-zone=placement.availabilityZone network-interface.deny-all-igw-traffic \
    network-interface.description network-interface.group-id=networkInterfaceSet.groupSet.groupId \
    network-interface.group-name=networkInterfaceSet.groupSet.groupName \
    network-interface.ipv4-prefixes.ipv4-prefix=networkInterfaceSet.ipv4PrefixSet.ipv4Prefix \
    network-interface.ipv6-address=networkInterfaceSet.ipv6AddressesSet.ipv6Address \
    network-interface.ipv6-addresses.ipv6-address network-interface.ipv6-addresses.is-primary-ipv6 \
    network-interface.ipv6-native network-interface.ipv6-prefixes.ipv6-prefix=networkInterfaceSet.ipv6PrefixSet.ipv6Prefix \
    network-interface.mac-address network-interface.network-interface-id network-interface.operator.managed \
    network-interface.operator.principal network-interface.outpost-arn=outpostArn network-interface.owner-id \
    network-interface.private-dns-name network-interface.private-ip-address \
    network-interface.public-dns-name=networkInterfaceSet.association.publicDnsName network-interface.requester-id \
    network-interface.requester-managed network-interface.source-dest-check network-interface.status \
    network-interface.subnet-id network-interface.tag-key network-interface.tag-value network-interface.vpc-id \
    network-performance-options.bandwidth-weighting operator.managed operator.principal outpost-arn owner-id \
    placement-group-name=placement.groupName placement-partition-number=placement.partitionNumber platform platform-details \
    private-dns-name private-dns-name-options.enable-resource-name-dns-a-record \
    private-dns-name-options.enable-resource-name-dns-aaaa-record private-dns-name-options.hostname-type private-ip-address \
    product-code.type=productCodes.type product-code=productCodes.productCode ramdisk-id reason requester-id reservation-id \
    root-device-name root-device-type source-dest-check spot-instance-request-id state-reason-code state-reason-message \
    subnet-id tenancy=placement.tenancy tpm-support usage-operation usage-operation-update-time virtualization-type vpc-id",
);

/// DescribeInternetGateways.
pub const INTERNET_GATEWAYS: Documented = Documented("attachment.state attachment.vpc-id internet-gateway-id owner-id");

/// DescribeKeyPairs.
pub const KEY_PAIRS: Documented = Documented("fingerprint=keyFingerprint key-name key-pair-id");

/// DescribeNatGateways.
pub const NAT_GATEWAYS: Documented = Documented("nat-gateway-id state subnet-id vpc-id");

/// DescribeNetworkAcls.
pub const NETWORK_ACLS: Documented = Documented(
    "association.association-id=associationSet.networkAclAssociationId association.network-acl-id association.subnet-id \
    default entry.cidr=entrySet.cidrBlock entry.egress entry.icmp.code=entrySet.icmpTypeCode.code \
    entry.icmp.type=entrySet.icmpTypeCode.type entry.ipv6-cidr=entrySet.ipv6CidrBlock entry.port-range.from \
    entry.port-range.to entry.protocol entry.rule-action entry.rule-number network-acl-id owner-id vpc-id",
);

/// DescribeNetworkInterfaces.
pub const NETWORK_INTERFACES: Documented = Documented(
    "addresses.association.association-id=association.associationId \
    addresses.association.owner-id=privateIpAddressesSet.association.ipOwnerId \
    addresses.association.public-ip=privateIpAddressesSet.association.publicIp \
    addresses.primary=privateIpAddressesSet.primary addresses.private-ip-address=privateIpAddressesSet.privateIpAddress \
    association.allocation-id association.association-id association.ip-owner-id association.public-dns-name \
    association.public-ip attachment.attach-time attachment.attachment-id attachment.delete-on-termination \
    attachment.device-index attachment.instance-id attachment.instance-owner-id attachment.status availability-zone \
    availability-zone-id description group-id=groupSet.groupId group-name=groupSet.groupName interface-type \
    ipv6-addresses.ipv6-address mac-address network-interface-id operator.managed operator.principal owner-id \
    private-dns-name private-ip-address requester-id requester-managed source-dest-check status subnet-id vpc-id",
);

/// DescribePrefixLists.
pub const PREFIX_LISTS: Documented = Documented("prefix-list-id prefix-list-name");

/// DescribeRegions.
pub const REGIONS: Documented = Documented("endpoint=regionEndpoint opt-in-status region-name");

/// DescribeRouteTables.
pub const ROUTE_TABLES: Documented = Documented(
    "association.gateway-id association.main association.route-table-association-id association.route-table-id \
    association.subnet-id owner-id route-table-id route.destination-cidr-block route.destination-ipv6-cidr-block \
    route.destination-prefix-list-id route.egress-only-internet-gateway-id route.gateway-id route.instance-id \
    route.nat-gateway-id route.origin route.state route.transit-gateway-id route.vpc-peering-connection-id vpc-id",
);

/// DescribeSecurityGroupRules.
pub const SECURITY_GROUP_RULES: Documented = Documented("group-id security-group-rule-id");

/// DescribeSecurityGroups.
pub const SECURITY_GROUPS: Documented = Documented(
    "description=groupDescription egress.ip-permission.cidr=ipPermissionsEgress.ipRanges.cidrIp \
    egress.ip-permission.from-port=ipPermissionsEgress.fromPort \
    egress.ip-permission.group-id=ipPermissionsEgress.groups.groupId \
    egress.ip-permission.group-name=ipPermissionsEgress.groups.groupName \
    egress.ip-permission.ipv6-cidr=ipPermissionsEgress.ipv6Ranges.cidrIpv6 \
    egress.ip-permission.prefix-list-id=ipPermissionsEgress.prefixListIds.prefixListId \
    egress.ip-permission.protocol=ipPermissionsEgress.ipProtocol egress.ip-permission.to-port=ipPermissionsEgress.toPort \
    egress.ip-permission.user-id=ipPermissionsEgress.groups.userId group-id group-name \
    ip-permission.cidr=ipPermissions.ipRanges.cidrIp ip-permission.from-port=ipPermissions.fromPort \
    ip-permission.group-id=ipPermissions.groups.groupId ip-permission.group-name=ipPermissions.groups.groupName \
    ip-permission.ipv6-cidr=ipPermissions.ipv6Ranges.cidrIpv6 \
    ip-permission.prefix-list-id=ipPermissions.prefixListIds.prefixListId ip-permission.protocol=ipPermissions.ipProtocol \
    ip-permission.to-port=ipPermissions.toPort ip-permission.user-id=ipPermissions.groups.userId owner-id vpc-id",
);

/// DescribeSnapshots.
pub const SNAPSHOTS: Documented = Documented(
    "description encrypted owner-alias owner-id progress snapshot-id start-time status storage-tier transfer-type volume-id \
    volume-size",
);

/// DescribeSubnets.
pub const SUBNETS: Documented = Documented(
    "availability-zone availability-zone-id availabilityZone availabilityZoneId available-ip-address-count cidr-block \
    cidr=cidrBlock cidrBlock customer-owned-ipv4-pool default-for-az defaultForAz enable-dns64 enable-lni-at-device-index \
    ipv6-cidr-block-association.association-id ipv6-cidr-block-association.ipv6-cidr-block \
    ipv6-cidr-block-association.state=ipv6CidrBlockAssociationSet.ipv6CidrBlockState.state ipv6-native \
    map-customer-owned-ip-on-launch map-public-ip-on-launch outpost-arn owner-id \
    private-dns-name-options-on-launch.enable-resource-name-dns-a-record \
    private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record private-dns-name-options-on-launch.hostname-type \
    state subnet-arn subnet-id vpc-id",
);

/// DescribeTags.
pub const TAGS: Documented = Documented("key resource-id resource-type value");

/// DescribeVolumes.
pub const VOLUMES: Documented = Documented(
    "attachment.attach-time attachment.delete-on-termination attachment.device attachment.instance-id attachment.status \
    availability-zone availability-zone-id create-time encrypted fast-restored multi-attach-enabled operator.managed \
    operator.principal size snapshot-id status volume-id volume-type",
);

/// DescribeVpcEndpoints.
pub const VPC_ENDPOINTS: Documented =
    Documented("ip-address-type service-name service-region vpc-endpoint-id vpc-endpoint-state=state vpc-endpoint-type vpc-id");

/// DescribeVpcPeeringConnections.
pub const VPC_PEERING_CONNECTIONS: Documented = Documented(
    "accepter-vpc-info.cidr-block accepter-vpc-info.owner-id accepter-vpc-info.vpc-id expiration-time \
    requester-vpc-info.cidr-block requester-vpc-info.owner-id requester-vpc-info.vpc-id status-code status-message \
    vpc-peering-connection-id",
);

/// DescribeVpcs.
pub const VPCS: Documented = Documented(
    "cidr-block=cidrBlock cidrBlock cidr-block-association.association-id cidr-block-association.cidr-block \
    cidr-block-association.state=cidrBlockAssociationSet.cidrBlockState.state cidr=cidrBlock dhcp-options-id \
    ipv6-cidr-block-association.association-id ipv6-cidr-block-association.ipv6-cidr-block \
    ipv6-cidr-block-association.ipv6-pool \
    ipv6-cidr-block-association.state=ipv6CidrBlockAssociationSet.ipv6CidrBlockState.state is-default isDefault=isDefault \
    owner-id state vpc-id",
);

/// DescribeLaunchTemplates.
pub const LAUNCH_TEMPLATES: Documented = Documented("create-time launch-template-name");

/// DescribeLaunchTemplateVersions.
pub const LAUNCH_TEMPLATE_VERSIONS: Documented = Documented(
    "create-time ebs-optimized=launchTemplateData.ebsOptimized \
    host-resource-group-arn=launchTemplateData.placement.hostResourceGroupArn \
    http-endpoint=launchTemplateData.metadataOptions.httpEndpoint http-protocol-ipv4 \
    http-tokens=launchTemplateData.metadataOptions.httpTokens iam-instance-profile=launchTemplateData.iamInstanceProfile.arn \
    image-id=launchTemplateData.imageId instance-type=launchTemplateData.instanceType is-default-version=defaultVersion \
    kernel-id=launchTemplateData.kernelId license-configuration-arn=launchTemplateData.licenseSet.licenseConfigurationArn \
    network-card-index=launchTemplateData.networkInterfaceSet.networkCardIndex ram-disk-id=launchTemplateData.ramDiskId",
);

/// DescribeInstanceCreditSpecifications.
pub const INSTANCE_CREDIT_SPECIFICATIONS: Documented = Documented("instance-id");

/// DescribeVolumesModifications.
pub const VOLUMES_MODIFICATIONS: Documented = Documented(
    "modification-state original-iops original-size original-volume-type originalMultiAttachEnabled start-time target-iops \
    target-size target-volume-type targetMultiAttachEnabled volume-id",
);

/// DescribeVolumeStatus.
pub const VOLUME_STATUS: Documented = Documented(
    "action.code=actionsSet.code action.description=actionsSet.description action.event-id=actionsSet.eventId \
    availability-zone event.description=eventsSet.description event.event-id=eventsSet.eventId \
    event.event-type=eventsSet.eventType event.not-after=eventsSet.notAfter event.not-before=eventsSet.notBefore \
    volume-status.details-name=volumeStatus.details.name volume-status.details-status=volumeStatus.details.status \
    volume-status.status",
);

/// DescribeVpcEndpointServices.
pub const VPC_ENDPOINT_SERVICES: Documented = Documented(
    "owner service-name service-region service-type=serviceType.serviceType \
    supported-ip-address-types=supportedIpAddressTypeSet",
);
