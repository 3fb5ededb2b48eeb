//! The AWS CLI against the served sandbox: it lists what jalon built there, and builds and takes down an environment by itself.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Endpoint, Part, ServedSandbox};

#[test]
fn the_aws_cli_lists_what_was_built_in_the_served_sandbox() {
    let Some(_) = Part::AwsCli.or_not_run() else { return };
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["run", "site", "--yes"]).ends_with(0);
    let count = |arguments: &[&str], field: &str| sandbox.aws(arguments)[field].as_array().unwrap().len();
    assert_eq!(count(&["ec2", "describe-vpcs"], "Vpcs"), 1);
    assert_eq!(count(&["ec2", "describe-subnets"], "Subnets"), 4);
    assert_eq!(count(&["ec2", "describe-internet-gateways"], "InternetGateways"), 1);
    // Every VPC has a main route table of its own besides the three that were made.
    assert_eq!(count(&["ec2", "describe-route-tables"], "RouteTables"), 4);
    assert_eq!(
        count(
            &["s3api", "list-objects-v2", "--bucket", "jalon-demo-123456789012-us-east-1"],
            "Contents"
        ),
        8
    );
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert_eq!(count(&["ec2", "describe-vpcs"], "Vpcs"), 0);
    assert_eq!(count(&["s3api", "list-buckets"], "Buckets"), 0);
}

/// A served sandbox and the CLI, spoken to in one line: `ec2 create-vpc --cidr-block 10.0.0.0/16`.
struct Cli(ServedSandbox);

impl Cli {
    fn start() -> Option<Self> {
        Part::AwsCli.or_not_run()?;
        Some(Self(ServedSandbox::start()))
    }

    /// What a command answers; arguments hold no spaces.
    fn run(&self, command: &str) -> Value {
        self.0.aws(&command.split(' ').collect::<Vec<_>>())
    }

    /// The one text that a command answers after its `--query`.
    fn text(&self, command: &str) -> String {
        let answer = self.run(command);
        answer
            .as_str()
            .unwrap_or_else(|| panic!("aws {command}: {answer} is no text"))
            .to_owned()
    }
}

#[test]
fn the_aws_cli_builds_and_takes_down_a_host_by_itself() {
    let Some(cli) = Cli::start() else { return };
    let identity = cli.run("sts get-caller-identity");
    assert_eq!(identity["Account"], "123456789012");

    let vpc = cli.text("ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId");
    cli.run(&format!("ec2 wait vpc-available --vpc-ids {vpc}"));
    let subnet = cli.text(&format!(
        "ec2 create-subnet --vpc-id {vpc} --cidr-block 10.0.1.0/24 --query Subnet.SubnetId"
    ));
    let gateway = cli.text("ec2 create-internet-gateway --query InternetGateway.InternetGatewayId");
    cli.run(&format!(
        "ec2 attach-internet-gateway --internet-gateway-id {gateway} --vpc-id {vpc}"
    ));
    let group = cli.text(&format!(
        "ec2 create-security-group --group-name app --description app --vpc-id {vpc} --query GroupId"
    ));
    cli.run(&format!(
        "ec2 authorize-security-group-ingress --group-id {group} --protocol tcp --port 22 --cidr 203.0.113.7/32"
    ));
    import_key(&cli);
    let instance = launch(&cli, &subnet, &group);

    let found = cli.run(&format!(
        "ec2 describe-instances --filters Name=vpc-id,Values={vpc} Name=instance-state-name,Values=running \
         Name=tag:Name,Values=app-* --query Reservations[].Instances[].[InstanceId,KeyName,MetadataOptions.HttpTokens]"
    ));
    assert_eq!(found, json!([[instance, "case", "required"]]));

    cli.run(&format!("ec2 terminate-instances --instance-ids {instance}"));
    cli.run(&format!("ec2 wait instance-terminated --instance-ids {instance}"));
    cli.run("ec2 delete-key-pair --key-name case");
    cli.run(&format!("ec2 delete-security-group --group-id {group}"));
    cli.run(&format!("ec2 delete-subnet --subnet-id {subnet}"));
    cli.run(&format!(
        "ec2 detach-internet-gateway --internet-gateway-id {gateway} --vpc-id {vpc}"
    ));
    cli.run(&format!("ec2 delete-internet-gateway --internet-gateway-id {gateway}"));
    cli.run(&format!("ec2 delete-vpc --vpc-id {vpc}"));
    assert_eq!(cli.run("ec2 describe-vpcs --query Vpcs"), json!([]));
}

fn import_key(cli: &Cli) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pub");
    // Made for this test; nobody keeps the private one.
    let public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIx7xcMUDA4Y4ZqRMsLyPQkHdZ3pYhGJ9oYtFA4pmB6u case\n";
    std::fs::write(&path, public).unwrap();
    cli.run(&format!(
        "ec2 import-key-pair --key-name case --public-key-material fileb://{}",
        path.display()
    ));
}

fn launch(cli: &Cli, subnet: &str, group: &str) -> String {
    let image = cli.text(
        "ec2 describe-images --owners 099720109477 --filters Name=name,Values=ubuntu/images/*noble-24.04-amd64-server-* \
         --query sort_by(Images,&CreationDate)[-1].ImageId",
    );
    let instance = cli.text(&format!(
        "ec2 run-instances --image-id {image} --instance-type t3.micro --subnet-id {subnet} --security-group-ids {group} \
         --key-name case --metadata-options HttpTokens=required,HttpPutResponseHopLimit=1 \
         --tag-specifications ResourceType=instance,Tags=[{{Key=Name,Value=app-host}}] --query Instances[0].InstanceId"
    ));
    cli.run(&format!("ec2 wait instance-running --instance-ids {instance}"));
    instance
}

#[test]
fn the_aws_cli_keeps_a_site_in_a_bucket() {
    let Some(cli) = Cli::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path();
    std::fs::create_dir(site.join("css")).unwrap();
    std::fs::write(site.join("index.html"), "<h1>Hello</h1>").unwrap();
    std::fs::write(site.join("css/site.css"), "h1 { color: teal }").unwrap();
    let local = site.display();

    cli.run("s3 mb s3://site-of-a-test");
    cli.run(&format!("s3 sync {local} s3://site-of-a-test --only-show-errors"));
    assert_eq!(keys(&cli), json!(["css/site.css", "index.html"]));
    cli.run(&format!(
        "s3 cp {local}/index.html s3://site-of-a-test/about.html --only-show-errors"
    ));
    let kind = "s3api head-object --bucket site-of-a-test --key about.html --query ContentType";
    assert_eq!(cli.text(kind), "text/html");

    std::fs::remove_file(site.join("css/site.css")).unwrap();
    cli.run(&format!("s3 sync {local} s3://site-of-a-test --delete --only-show-errors"));
    assert_eq!(keys(&cli), json!(["index.html"]));
    let back = site.join("back");
    cli.run(&format!("s3 sync s3://site-of-a-test {} --only-show-errors", back.display()));
    assert_eq!(read(&back.join("index.html")), "<h1>Hello</h1>");

    cli.run("s3 website s3://site-of-a-test --index-document index.html --error-document 404.html");
    let index = "s3api get-bucket-website --bucket site-of-a-test --query IndexDocument.Suffix";
    assert_eq!(cli.text(index), "index.html");

    cli.run("s3 rm s3://site-of-a-test --recursive --only-show-errors");
    cli.run("s3 rb s3://site-of-a-test");
    assert_eq!(cli.run("s3api list-buckets --query Buckets"), json!([]));
}

fn keys(cli: &Cli) -> Value {
    cli.run("s3api list-objects-v2 --bucket site-of-a-test --query Contents[].Key")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_aws_cli_makes_a_database_and_deletes_it() {
    let Some(cli) = Cli::start() else { return };
    let vpc = cli.text("ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId");
    let subnets = ["a", "b"].map(|zone| {
        let third = u32::from(zone == "b");
        cli.text(&format!(
            "ec2 create-subnet --vpc-id {vpc} --cidr-block 10.0.{third}.0/24 --availability-zone us-east-1{zone} \
             --query Subnet.SubnetId"
        ))
    });
    let [one, other] = &subnets;
    cli.run(&format!(
        "rds create-db-subnet-group --db-subnet-group-name db --db-subnet-group-description db --subnet-ids {one} {other}"
    ));
    cli.run(
        "rds create-db-instance --db-instance-identifier demo --db-instance-class db.t4g.micro --engine mysql \
         --allocated-storage 20 --storage-type gp3 --storage-encrypted --master-username admin \
         --master-user-password correct-horse-battery --db-subnet-group-name db --no-publicly-accessible",
    );
    let facts = "rds describe-db-instances --db-instance-identifier demo --query \
                 DBInstances[0].[DBInstanceStatus,StorageEncrypted,PubliclyAccessible]";
    until(&cli, facts, &json!(["available", true, false]));

    cli.run("rds delete-db-instance --db-instance-identifier demo --skip-final-snapshot");
    until(&cli, "rds describe-db-instances --query DBInstances", &json!([]));
    cli.run("rds delete-db-subnet-group --db-subnet-group-name db");
    assert_eq!(cli.run("rds describe-db-subnet-groups --query DBSubnetGroups"), json!([]));
    let vpcs = format!("ec2 describe-network-interfaces --filters Name=vpc-id,Values={vpc} --query NetworkInterfaces");
    until(&cli, &vpcs, &json!([]));
    for subnet in subnets {
        cli.run(&format!("ec2 delete-subnet --subnet-id {subnet}"));
    }
    cli.run(&format!("ec2 delete-vpc --vpc-id {vpc}"));
}

#[test]
fn the_aws_cli_launches_by_a_template_and_from_an_image_of_its_own() {
    let Some(cli) = Cli::start() else { return };
    let vpc = cli.text("ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId");
    let subnet = cli.text(&format!(
        "ec2 create-subnet --vpc-id {vpc} --cidr-block 10.0.1.0/24 --query Subnet.SubnetId"
    ));
    let data = r#"{"ImageId":"ami-0a1b2c3d4e5f60002","InstanceType":"t3.micro","MetadataOptions":{"HttpTokens":"required"}}"#;
    cli.run(&format!(
        "ec2 create-launch-template --launch-template-name web --launch-template-data {data}"
    ));
    let launch = format!("ec2 run-instances --subnet-id {subnet} --query Instances[0].InstanceId --launch-template");
    let first = cli.text(&format!("{launch} LaunchTemplateName=web"));
    cli.run(&format!("ec2 wait instance-running --instance-ids {first}"));
    let image = cli.text(&format!(
        "ec2 create-image --instance-id {first} --name golden --query ImageId"
    ));
    cli.run(&format!("ec2 wait image-available --image-ids {image}"));
    let data = format!(r#"{{"ImageId":"{image}"}}"#);
    cli.run(&format!(
        "ec2 create-launch-template-version --launch-template-name web --source-version 1 --launch-template-data {data}"
    ));
    cli.run("ec2 modify-launch-template --launch-template-name web --default-version 2");
    let second = cli.text(&format!("{launch} LaunchTemplateName=web"));
    cli.run(&format!("ec2 wait instance-running --instance-ids {second}"));
    let interface = cli.text(&format!(
        "ec2 create-network-interface --subnet-id {subnet} --query NetworkInterface.NetworkInterfaceId"
    ));
    cli.run(&format!(
        "ec2 attach-network-interface --network-interface-id {interface} --instance-id {second} --device-index 1"
    ));
    let facts = cli.run(&format!(
        "ec2 describe-instances --instance-ids {second} --query \
         Reservations[0].Instances[0].[ImageId,MetadataOptions.HttpTokens,NetworkInterfaces[1].NetworkInterfaceId]"
    ));
    assert_eq!(facts, json!([image, "required", interface]));
    cli.run("ec2 delete-launch-template --launch-template-name web");
    cli.run(&format!("ec2 deregister-image --image-id {image}"));
    assert_eq!(cli.run("ec2 describe-images --owners self --query Images"), json!([]));
}

/// The commands that somebody types first, in a sandbox that begins as a new account of AWS's does.
#[test]
fn the_first_commands_of_a_learner_work() {
    let Some(_) = Part::AwsCli.or_not_run() else { return };
    let cli = Cli(ServedSandbox::start_with(&["--default-vpc", "--sandbox-speed", "1000"]));
    let key = cli.run("ec2 create-key-pair --key-name demo --key-type ed25519");
    assert!(
        key["KeyMaterial"]
            .as_str()
            .unwrap()
            .starts_with("-----BEGIN OPENSSH PRIVATE KEY-----"),
        "{key}"
    );
    let images = "ec2 describe-images --owners 099720109477 --filters Name=name,Values=ubuntu/images/hvm-ssd*/ubuntu-noble-24.04-amd64-server-* \
                  Name=root-device-type,Values=ebs --query sort_by(Images,&CreationDate)[-1].ImageId";
    let image = cli.text(images);
    let group = cli.text("ec2 create-security-group --group-name web --description web --query GroupId");
    cli.run(&format!(
        "ec2 authorize-security-group-ingress --group-id {group} --protocol tcp --port 22 --cidr 203.0.113.5/32"
    ));
    let instance = cli.text(&format!(
        "ec2 run-instances --image-id {image} --instance-type t3.micro --key-name demo --security-group-ids {group} \
         --query Instances[0].InstanceId"
    ));
    until(
        &cli,
        "ec2 describe-instances --filters Name=instance-state-name,Values=running Name=key-name,Values=demo \
         Name=instance.group-name,Values=web Name=availability-zone,Values=us-east-1a --query \
         Reservations[].Instances[].InstanceId",
        &json!([instance]),
    );
    let vpc = cli.run(
        "ec2 create-vpc --cidr-block 10.0.0.0/16 --tag-specifications ResourceType=vpc,Tags=[{Key=Name,Value=demo}] --query Vpc",
    );
    assert_eq!(vpc["Tags"], json!([{"Key": "Name", "Value": "demo"}]));
    cli.run("s3 mb s3://learner-0001");
    let site = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/site");
    cli.run(&format!("s3 sync {site} s3://learner-0001"));
    let kept = cli.run("s3api list-objects-v2 --bucket learner-0001 --query Contents[].Key");
    assert!(kept.as_array().unwrap().contains(&json!("index.html")), "{kept}");
    cli.run(
        "rds create-db-instance --db-instance-identifier demo --db-instance-class db.t4g.micro --engine mysql \
         --allocated-storage 20 --master-username admin --master-user-password correct-horse-battery",
    );
    until(
        &cli,
        "rds describe-db-instances --query DBInstances[].DBInstanceStatus",
        &json!(["available"]),
    );
}

/// Asks until the answer is the wanted one: the CLI's own RDS waiters look every 30 seconds.
fn until(cli: &Cli, command: &str, wanted: &Value) {
    let seen = (0..30).map(|_| cli.run(command)).find(|seen| seen == wanted);
    assert!(seen.is_some(), "aws {command} never answered {wanted}");
}
