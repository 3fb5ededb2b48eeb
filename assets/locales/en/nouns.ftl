### What a person calls the things of AWS's. The forms: `the` and `of-the` stand in a sentence, `many` is the plural, `one` stands alone.

noun-address = { $form ->
    [the] the Elastic IP
    [of-the] of the Elastic IP
    [many] Elastic IPs
   *[one] Elastic IP
}
noun-availability-zone = { $form ->
    [the] the availability zone
    [of-the] of the availability zone
    [many] availability zones
   *[one] availability zone
}
noun-bucket = { $form ->
    [the] the S3 bucket
    [of-the] of the S3 bucket
    [many] S3 buckets
   *[one] S3 bucket
}
noun-db-instance = { $form ->
    [the] the DB instance
    [of-the] of the DB instance
    [many] DB instances
   *[one] DB instance
}
noun-db-snapshot = { $form ->
    [the] the DB snapshot
    [of-the] of the DB snapshot
    [many] DB snapshots
   *[one] DB snapshot
}
noun-db-subnet-group = { $form ->
    [the] the DB subnet group
    [of-the] of the DB subnet group
    [many] DB subnet groups
   *[one] DB subnet group
}
noun-ebs-snapshot = { $form ->
    [the] the EBS snapshot
    [of-the] of the EBS snapshot
    [many] EBS snapshots
   *[one] EBS snapshot
}
noun-ebs-snapshots = { $form ->
    [the] the EBS snapshots
    [of-the] of the EBS snapshots
    [many] EBS snapshots
   *[one] EBS snapshots
}
noun-instance = { $form ->
    [the] the instance
    [of-the] of the instance
    [many] instances
   *[one] instance
}
noun-instance-type = { $form ->
    [the] the instance type
    [of-the] of the instance type
    [many] instance types
   *[one] instance type
}
noun-internet-gateway = { $form ->
    [the] the internet gateway
    [of-the] of the internet gateway
    [many] internet gateways
   *[one] internet gateway
}
noun-key-pair = { $form ->
    [the] the key pair
    [of-the] of the key pair
    [many] key pairs
   *[one] key pair
}
noun-nat-gateway = { $form ->
    [the] the NAT gateway
    [of-the] of the NAT gateway
    [many] NAT gateways
   *[one] NAT gateway
}
noun-network-acl = { $form ->
    [the] the network ACL
    [of-the] of the network ACL
    [many] network ACLs
   *[one] network ACL
}
noun-network-interface = { $form ->
    [the] the network interface
    [of-the] of the network interface
    [many] network interfaces
   *[one] network interface
}
noun-object = { $form ->
    [the] the object
    [of-the] of the object
    [many] objects
   *[one] object
}
noun-object-version = { $form ->
    [the] the object version
    [of-the] of the object version
    [many] object versions
   *[one] object version
}
noun-quota = { $form ->
    [the] the quota
    [of-the] of the quota
    [many] quotas
   *[one] quota
}
noun-region = { $form ->
    [the] the region
    [of-the] of the region
    [many] regions
   *[one] region
}
noun-route = { $form ->
    [the] the route
    [of-the] of the route
    [many] routes
   *[one] route
}
noun-route-table = { $form ->
    [the] the route table
    [of-the] of the route table
    [many] route tables
   *[one] route table
}
noun-rule = { $form ->
    [the] the rule
    [of-the] of the rule
    [many] rules
   *[one] rule
}
noun-security-group = { $form ->
    [the] the security group
    [of-the] of the security group
    [many] security groups
   *[one] security group
}
noun-site-content = { $form ->
    [the] the site content
    [of-the] of the site content
    [many] site content
   *[one] site content
}
noun-subnet = { $form ->
    [the] the subnet
    [of-the] of the subnet
    [many] subnets
   *[one] subnet
}
noun-ubuntu-image = { $form ->
    [the] the Ubuntu 24.04 LTS image
    [of-the] of the Ubuntu 24.04 LTS image
    [many] Ubuntu 24.04 LTS images
   *[one] Ubuntu 24.04 LTS image
}
noun-unfinished-upload = { $form ->
    [the] the unfinished upload
    [of-the] of the unfinished upload
    [many] unfinished uploads
   *[one] unfinished upload
}
noun-volume = { $form ->
    [the] the EBS volume
    [of-the] of the EBS volume
    [many] EBS volumes
   *[one] EBS volume
}
noun-vpc = { $form ->
    [the] the VPC
    [of-the] of the VPC
    [many] VPCs
   *[one] VPC
}
noun-vpc-endpoint = { $form ->
    [the] the VPC endpoint
    [of-the] of the VPC endpoint
    [many] VPC endpoints
   *[one] VPC endpoint
}
noun-vpc-peering = { $form ->
    [the] the VPC peering connection
    [of-the] of the VPC peering connection
    [many] VPC peering connections
   *[one] VPC peering connection
}
noun-vpc-peering-options = { $form ->
    [the] the VPC peering options
    [of-the] of the VPC peering options
    [many] VPC peering options
   *[one] VPC peering options
}
