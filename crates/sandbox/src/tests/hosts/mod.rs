//! The simulated hosts: who reaches them, how they boot, and what runs on them.

mod boot;
mod compose;
mod databases;
mod files;
mod login;
mod outside;
mod storing;

use std::net::Ipv4Addr;
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Client, field};
use crate::{DatabaseLogin, HostSession, Latencies, Login, LoginFailure, Simulator};

/// The address of whom the security groups trust.
const ME: Ipv4Addr = Ipv4Addr::new(81, 2, 69, 160);
const STRANGER: Ipv4Addr = Ipv4Addr::new(9, 9, 9, 9);
const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const PASSWORD: &str = "Never-Seen-Again-1";
const PORT: u16 = 5085;
const COMPOSE: &str = "services:\n  app:\n    build: .\n    env_file: .env\n    restart: always\n  nginx:\n    build: nginx\n    restart: always\n    depends_on:\n      app:\n        condition: service_healthy\n";
const PACKAGES: &str = "#cloud-config\npackages:\n  - docker.io\n  - docker-compose-v2\n  - mysql-client\nruncmd:\n  - set -e\n";

/// A VPC with a public and a private subnet, and the groups `front` (SSH from [`ME`] and the application's port from everywhere), `inside`
/// (everything from `front`) and `database`.
struct Lab {
    client: Client,
    vpc: String,
    public: String,
    private: String,
    /// The route table of the public subnet.
    table: String,
    gateway: String,
    front: String,
    inside: String,
    database: String,
}

/// An instance and its addresses.
struct Launched {
    id: String,
    public: Option<Ipv4Addr>,
    private: Ipv4Addr,
}

impl Lab {
    async fn new() -> Self {
        Self::with(Client::in_memory(Latencies::default())).await
    }

    async fn at(directory: &Path) -> Self {
        let simulator = Simulator::open(super::options(Some(directory), Latencies::default())).unwrap();
        Self::with(Client(simulator)).await
    }

    async fn with(client: Client) -> Self {
        let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
        pass(3).await;
        let subnet = async |block: &str, zone: &str| {
            let parameters: &[(&str, &str)] = &[("VpcId", &vpc), ("CidrBlock", block), ("AvailabilityZone", zone)];
            client.made("CreateSubnet", parameters, "subnetId").await
        };
        let (public, private) = (
            subnet("10.0.0.0/24", "us-east-1a").await,
            subnet("10.0.1.0/24", "us-east-1b").await,
        );
        let gateway = client.made("CreateInternetGateway", &[], "internetGatewayId").await;
        let table = client.made("CreateRouteTable", &[("VpcId", &vpc)], "routeTableId").await;
        let group = async |name: &str| {
            let parameters: &[(&str, &str)] = &[("VpcId", &vpc), ("GroupName", name), ("GroupDescription", name)];
            client.made("CreateSecurityGroup", parameters, "groupId").await
        };
        let (front, inside, database) = (group("front").await, group("inside").await, group("database").await);
        pass(3).await;
        let lab = Self {
            client,
            vpc,
            public,
            private,
            table,
            gateway,
            front,
            inside,
            database,
        };
        lab.connect().await;
        lab
    }

    /// Routes, rules and the key.
    async fn connect(&self) {
        self.ok(
            "AttachInternetGateway",
            &[("InternetGatewayId", &self.gateway), ("VpcId", &self.vpc)],
        )
        .await;
        self.ok(
            "AssociateRouteTable",
            &[("RouteTableId", &self.table), ("SubnetId", &self.public)],
        )
        .await;
        self.route(&self.table, "GatewayId", &self.gateway).await;
        self.allow(&self.front, "tcp", 22, &format!("{ME}/32")).await;
        self.allow(&self.front, "tcp", PORT, "0.0.0.0/0").await;
        self.allow(&self.inside, "-1", 0, &self.front).await;
        self.allow(&self.database, "tcp", 3306, &self.front).await;
        let material = STANDARD.encode(KEY).replace('+', "%2B");
        self.ok("ImportKeyPair", &[("KeyName", "key"), ("PublicKeyMaterial", &material)])
            .await;
        pass(3).await;
    }

    async fn ok(&self, operation: &str, parameters: &[(&str, &str)]) -> String {
        let answer = self.client.ec2(operation, parameters).await;
        answer.unwrap_or_else(|code| panic!("{operation}: {code}"))
    }

    /// Ends with a change, after whose answer nothing is written any more.
    async fn close(self) {
        self.ok("AllocateAddress", &[]).await;
    }

    async fn rds(&self, operation: &str, parameters: &[(&str, &str)]) -> String {
        let answer = self.client.signed("rds", "us-east-1", operation, parameters).await;
        answer.unwrap_or_else(|code| panic!("{operation}: {code}"))
    }

    async fn route(&self, table: &str, target: &str, id: &str) {
        let parameters: &[(&str, &str)] = &[("RouteTableId", table), ("DestinationCidrBlock", "0.0.0.0/0"), (target, id)];
        self.ok("CreateRoute", parameters).await;
    }

    /// Lets a range or a group in.
    async fn allow(&self, group: &str, protocol: &str, port: u16, peer: &str) {
        self.permit("AuthorizeSecurityGroupIngress", group, protocol, port, peer)
            .await;
    }

    async fn permit(&self, operation: &str, group: &str, protocol: &str, port: u16, peer: &str) {
        let name = if peer.starts_with("sg-") {
            "IpPermissions.1.Groups.1.GroupId"
        } else {
            "IpPermissions.1.IpRanges.1.CidrIp"
        };
        let port = port.to_string();
        let parameters: &[(&str, &str)] = &[
            ("GroupId", group),
            ("IpPermissions.1.IpProtocol", protocol),
            ("IpPermissions.1.FromPort", &port),
            ("IpPermissions.1.ToPort", &port),
            (name, peer),
        ];
        self.ok(operation, parameters).await;
    }

    /// Launches an instance with the key.
    async fn launch(&self, subnet: &str, group: &str, user_data: &str) -> Launched {
        let user_data = STANDARD.encode(user_data).replace('+', "%2B");
        let is_public = (subnet == self.public).to_string();
        let parameters: &[(&str, &str)] = &[
            ("ImageId", "ami-0a1b2c3d4e5f60002"),
            ("InstanceType", "t3.micro"),
            ("MinCount", "1"),
            ("MaxCount", "1"),
            ("KeyName", "key"),
            ("UserData", &user_data),
            ("NetworkInterface.1.DeviceIndex", "0"),
            ("NetworkInterface.1.SubnetId", subnet),
            ("NetworkInterface.1.SecurityGroupId.1", group),
            ("NetworkInterface.1.AssociatePublicIpAddress", &is_public),
        ];
        let made = self.ok("RunInstances", parameters).await;
        self.shown(&field(&made, "instanceId"), &made)
    }

    fn shown(&self, id: &str, document: &str) -> Launched {
        let public = document
            .contains("<ipAddress>")
            .then(|| field(document, "ipAddress").parse().unwrap());
        Launched {
            id: id.to_owned(),
            public,
            private: field(document, "privateIpAddress").parse().unwrap(),
        }
    }

    /// The instance as it is listed now.
    async fn described(&self, id: &str) -> Launched {
        let document = self.ok("DescribeInstances", &[("InstanceId.1", id)]).await;
        self.shown(id, &document)
    }

    /// The public host, booted.
    async fn front_host(&self, user_data: &str) -> (Launched, HostSession) {
        let host = self.launch(&self.public, &self.front, user_data).await;
        pass(60).await;
        let session = self.log_in(&host).await.unwrap();
        session.first_boot(true).await.unwrap();
        // The boot has put the user into Docker's group.
        let session = self.log_in(&host).await.unwrap();
        (host, session)
    }

    async fn log_in(&self, host: &Launched) -> Result<HostSession, LoginFailure> {
        self.client.0.log_in(&login(host.public.unwrap(), &[])).await
    }

    async fn log_in_through(&self, jump: &Launched, host: &Launched) -> Result<HostSession, LoginFailure> {
        self.client.0.log_in(&login(host.private, &[jump.public.unwrap()])).await
    }

    /// A database `db` that is available, and how to log in to it.
    async fn with_database(&self) -> DatabaseLogin {
        let group: &[(&str, &str)] = &[
            ("DBSubnetGroupName", "group"),
            ("DBSubnetGroupDescription", "group"),
            ("SubnetIds.SubnetIdentifier.1", &self.public),
            ("SubnetIds.SubnetIdentifier.2", &self.private),
        ];
        self.rds("CreateDBSubnetGroup", group).await;
        self.make_database().await
    }

    async fn make_database(&self) -> DatabaseLogin {
        let database: &[(&str, &str)] = &[
            ("DBInstanceIdentifier", "db"),
            ("DBInstanceClass", "db.t4g.micro"),
            ("Engine", "mysql"),
            ("AllocatedStorage", "20"),
            ("MasterUsername", "admin"),
            ("MasterUserPassword", PASSWORD),
            ("DBName", "app"),
            ("DBSubnetGroupName", "group"),
            ("VpcSecurityGroupIds.VpcSecurityGroupId.1", &self.database),
        ];
        self.rds("CreateDBInstance", database).await;
        pass(600).await;
        let shown = self.rds("DescribeDBInstances", &[]).await;
        DatabaseLogin {
            host: field(&shown, "Address"),
            port: 3306,
            user: "admin".to_owned(),
            password: PASSWORD.to_owned(),
            database: "app".to_owned(),
        }
    }
}

fn login(address: Ipv4Addr, jumps: &[Ipv4Addr]) -> Login {
    Login {
        from: ME,
        jumps: jumps.to_vec(),
        address,
        user: "ubuntu".to_owned(),
        public_key: format!("{KEY} somebody"),
    }
}

/// The `.env` of an application with this password.
fn environment(database: &DatabaseLogin, password: &str) -> String {
    format!(
        "DATABASE_URL=mysql+pymysql://{}:{}@{}:{}/{}?charset=utf8mb4\nAPP_PORT={PORT}\n",
        database.user,
        password.replace('-', "%2D"),
        database.host,
        database.port,
        database.database
    )
}

/// Writes an application's files.
async fn upload(session: &HostSession, environment: &str) {
    session.write("app/compose.yaml", 0o644, COMPOSE.as_bytes()).await.unwrap();
    session
        .write("app/crew/templates/signup.html", 0o644, b"<form></form>")
        .await
        .unwrap();
    session.write("app/.env", 0o600, environment.as_bytes()).await.unwrap();
}

async fn pass(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}

/// How many seconds something takes.
async fn seconds<T>(future: impl Future<Output = T>) -> (f64, T) {
    let start = tokio::time::Instant::now();
    let done = future.await;
    (start.elapsed().as_secs_f64(), done)
}
