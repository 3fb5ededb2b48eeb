### What `jalon explain` says of words: `word-KEY` is a word and its other names, with | between them; `means-KEY` what it means.
### Sources of statements about AWS stand above them.

## Networks.

# source: VPC user guide, "What is Amazon VPC?", 2026-11
word-virtual-private-cloud = VPC | virtual private cloud
means-virtual-private-cloud = A network that belongs to one account: a range of private addresses, cut into subnets, with route tables that say where packets go. Two VPCs know nothing of each other until something joins them, a peering for instance.
# source: VPC user guide, "Subnets for your VPC", 2026-11
word-subnet = subnet
means-subnet = A part of a VPC's range, in one Availability Zone. Each subnet follows one route table and one network ACL, and AWS keeps five of its addresses for itself.
word-public-subnet = public subnet
means-public-subnet = A subnet whose route table leads 0.0.0.0/0 to an internet gateway. The name does nothing: the route does, and a host in it needs a public address besides.
word-private-subnet = private subnet
means-private-subnet = A subnet whose route table has no line to an internet gateway. Nobody outside reaches a host in it, whatever its security groups allow; with a NAT gateway the host can still call out.
word-cidr = CIDR | range | CIDR range | address range | prefix length
means-cidr = A way to write a range of addresses: 10.0.0.0/16 means that the first 16 bits are fixed, which leaves 65,536 addresses. The larger the number behind the slash, the smaller the range; /32 is one address, and 0.0.0.0/0 is all of them.
# source: VPC user guide, "Configure route tables", 2026-11
word-route-table = route table | routing table | main route table
means-route-table = A list that says where packets go: for each range of destinations, the next hop. Each subnet follows one table; where no association says which, it is the main table of the VPC. The most specific range that fits a destination wins.
word-route = route
means-route = One line of a route table: a range of destinations, and the target that packets for it go to, such as local, an internet gateway, a NAT gateway or a peering.
word-default-route = default route | 0.0.0.0/0
means-default-route = The line for 0.0.0.0/0, "everywhere else": it takes every packet that no more specific line takes. In a public table it leads to the internet gateway, in a private one to a NAT gateway or nowhere.
word-local = local
means-local = The line that every route table has: it keeps the VPC's own range inside the VPC, so that all its subnets reach each other. Nobody can take it away. Within a VPC, security groups and network ACLs decide.
word-blackhole = blackhole | black hole
means-blackhole = A route whose target is gone or does not work, a deleted NAT gateway for instance. The line stays in the table, and packets that follow it are dropped.
# source: VPC user guide, "Enable internet access for a VPC using an internet gateway", 2026-11
word-internet-gateway = internet gateway | igw
means-internet-gateway = The door between a VPC and the Internet. It swaps a host's private address for its public one on the way out and back on the way in, so it takes out only what has a public address. It is free, and nothing has to be sized.
# source: VPC user guide, "NAT gateways", 2026-11
word-nat = NAT gateway | NAT | network address translation | address translation
means-nat = NAT, network address translation, replaces a packet's private source address by a public one and hands the answers back. A NAT gateway does that for private subnets: connections begin inside or not at all. It costs by the hour, idle or not, and by the GB.
# source: EC2 user guide, "Elastic IP addresses", 2026-11
word-elastic-ip = Elastic IP | EIP | Elastic IP address
means-elastic-ip = A public IPv4 address that stays yours until you release it. It costs the same whether it is used or not, so release it when nothing needs it any more.
word-public-address = public address | public IP | public IPv4 address
means-public-address = The address at which the Internet reaches a host. The host's own network interface does not have it: the internet gateway translates. Unless it is an Elastic IP, a stop and start gives another one.
# source: RFC 1918, "Address Allocation for Private Internets", 2026-11
word-private-address = private address | private IP
means-private-address = An address that is valid within a network only, mostly of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. Millions of networks use the same ones, so no router of the Internet carries them.
word-internet = Internet | both are outside
means-internet = In jalon reach, the end named internet: every public address but yours and those of the network itself. What it reaches, strangers reach.
word-own-address = own address | your own address | trusted addresses
means-own-address = In jalon reach, the end named me: the addresses that the answer to app-host.trusted-cidrs lets log in. When your Internet provider gives you another one, change the answer and run the step again.
# source: VPC user guide, "Gateway endpoints", 2026-11
word-gateway-endpoint = gateway endpoint | VPC endpoint | S3 endpoint
means-gateway-endpoint = A way from a VPC to S3 or DynamoDB that does not lead over the Internet. It stands in route tables as a line for a prefix list, and it is free.
word-prefix-list = prefix list
means-prefix-list = A named list of address ranges, pl-…, that routes and rules can name instead of a range. AWS keeps one of S3's addresses in each region.
# source: VPC user guide, "Network interfaces" and "Security groups", 2026-11
word-network-interface = network interface | ENI | elastic network interface
means-network-interface = The network card of an instance, a database or a gateway: it has a private address in a subnet, and its security groups. Traffic passes its groups and the subnet's network ACL.
word-other-gateway = transit gateway | local gateway | carrier gateway | core network | virtual private gateway | gateway
means-other-gateway = A gateway is where traffic leaves a network. Beside internet gateways and NAT gateways a route can lead to some that jalon neither makes nor follows: a transit gateway that joins many networks, a gateway to your own offices, to an Outpost or to a mobile network. jalon reach says of such a path that it is unknown.
# source: VPC peering guide, "What is VPC peering?", 2026-11
word-vpc-peering = VPC peering | peering connection
means-vpc-peering = A connection of two VPCs, so that their hosts talk by private addresses. One side requests it, the other accepts, and both need a route to the other's range. It opens no port: the security groups still decide.
word-transitive = transitive | transitive peering
means-transitive = What VPC peering is not: a VPC can't go through a neighbour to a third network, nor use the neighbour's internet gateway or NAT gateway. Each pair needs a peering of its own.
word-overlap = overlap | overlapping ranges
means-overlap = Two ranges overlap when they share addresses. Such networks can never be peered: each would take the shared addresses for its own. So choose a range that no office, VPN or VPC uses already.
word-hop = hop
means-hop = One thing that a packet meets on its way: a security group, a network ACL, a route table, a gateway. jalon reach prints a line for each, there and back, and the last one says why a path is closed.

## Who may open, and who may answer.

# source: VPC user guide, "Control traffic to your AWS resources using security groups", 2026-11
word-security-group = security group | security groups
means-security-group = A firewall around a network interface. It has rules that allow and none that deny: what no rule lets in stays out. A rule may name a range or another group as the other side. It is stateful: answers pass without a rule.
word-rule = rule | ingress rule | egress rule | security group rule | ingress | egress
means-rule = One line of a security group: a protocol, ports, and who may be at the other end. Ingress rules are for connections that come in, egress rules for those that go out; a new group lets everything out and nothing in.
# source: VPC user guide, "Control subnet traffic with network access control lists", 2026-11
word-network-acl = network ACL | network access control list | NACL | ACL
means-network-acl = A filter around a subnet. Its rules allow or deny, are tried in the order of their numbers, and look at every packet by itself: it is stateless, so answers need a rule too. The default one lets everything pass by its rule 100; the rule * at its end denies the rest.
# source: VPC user guide, "Security group connection tracking", 2026-11
word-stateful = stateful | security groups remember
means-stateful = A security group is stateful: it remembers which connections it let in or out, and lets their answers pass without a rule. So whoever opens a connection needs a rule, and whoever answers needs none.
word-stateless = stateless
means-stateless = A network ACL is stateless: it looks at every packet by itself and remembers nothing. An answer therefore needs a rule of its own, for the ephemeral port that it goes to.
# source: VPC user guide, "Ephemeral ports", 2026-11
word-ephemeral-port = ephemeral port | source port
means-ephemeral-port = The port that a client takes for one connection, mostly between 1024 and 65535. Answers go to it, which is why a strict network ACL has to allow that whole range.
word-icmp = ICMP | ping
means-icmp = The protocol of ping. It has no ports, so a rule for a TCP port does not let a ping pass: it needs one of its own. jalon reach asks about it as TO:icmp.
word-port = port
means-port = The number behind an address that says for which program a packet is: 22 is SSH, 443 HTTPS, 3306 MySQL. A time-out mostly means that a filter drops the packets; "connection refused" means that nothing listens on the port.
# source: EC2 user guide, "Restriction on email sent using port 25", 2026-11
word-port-25 = port 25 | TCP 25 | mail | SMTP
means-port-25 = The port of mail between servers. EC2 blocks it from instances to the Internet until you ask AWS to open it; mail services take mail on port 587 too.
# source: VPC user guide, "Block public access to VPCs and subnets", 2026-11
word-vpc-block-public-access = VPC Block Public Access | VPC BPA
means-vpc-block-public-access = A switch of an account and region that keeps internet gateways from letting traffic in, or in and out, whatever routes and security groups say. Companies set it; exclusions name the VPCs and subnets it does not hold for.
# source: EC2 user guide, "Connect to your instances using a bastion host" and OpenSSH manual, ssh_config, 2026-11
word-bastion = bastion | ProxyJump | jump host | bastion host | front host
means-bastion = A host with a public address through which private hosts are reached; here it is app-host. With ProxyJump, SSH opens a connection to it and a second one through it, so that the private key never leaves your machine.

## Accounts and places.

# source: AWS whitepaper "AWS Fault Isolation Boundaries", 2026-11
word-region = region
means-region = A place in the world where AWS has data centres, such as us-east-1 or eu-west-3. Almost everything belongs to one region; prices and what is offered differ between them.
word-availability-zone = Availability Zone | zone | AZ
means-availability-zone = One or more data centres of a region with power and network of their own. What should survive the loss of a zone has to stand in two. Traffic between zones costs by the GB.
# source: IAM user guide, "What is IAM?" and "Security best practices in IAM", 2026-11
word-iam = IAM | Identity and Access Management
means-iam = The service that says who may do what in an account: users and roles, and policies that allow or deny actions. Work with a user or role that has just the rights it needs; `jalon policy` prints them.
word-root-user = root user | root account
means-root-user = The identity an account is created with, which may do everything and can't be restricted within the account. Give it MFA, put it away, and work with another one.
# source: IAM user guide, "AWS Multi-factor authentication in IAM", 2026-11
word-mfa = MFA | multi-factor authentication
means-mfa = A second proof at login beside the password: a code from a device, or a security key. A stolen password alone then opens nothing.
# source: Service Quotas user guide, "What is Service Quotas?", 2026-11
word-quota = quota | service quota | limit
means-quota = How much of something AWS lets an account have in a region, such as virtual CPUs or VPCs. New accounts have less. `jalon preflight` compares, and AWS raises most quotas when asked.
# source: AWS Billing user guide, "Exploring AWS services with AWS Free Tier", 2026-11
word-free-plan = free plan | free tier | credits
means-free-plan = What accounts made since 15 July 2025 may begin on: $100 to $200 of credits, for six months at most, and a few services only. When either is used up, the account has to be upgraded to go on.
word-tag = tag
means-tag = A name and a value on a resource. jalon tags what it makes with its deployment and its step, which is how a later run finds it again; `--tag` adds your own.

## Hosts.

# source: EC2 user guide, "What is Amazon EC2?" and "Amazon EC2 instance types", 2026-11
word-instance = instance | EC2 instance | EC2
means-instance = A virtual machine that you rent by the second. It is in one subnet, has security groups and a disk, and starts from an AMI. Stopped, it costs no compute, but its disk goes on costing.
word-instance-type = instance type
means-instance-type = The size of an instance: a family and a size, such as t3.micro with two virtual CPUs and 1 GiB of memory. Not every zone offers every type.
# source: EC2 user guide, "Key concepts for burstable performance instances", 2026-11
word-cpu-credits = CPU credits | burstable | unlimited mode
means-cpu-credits = What a t3 or t4g instance earns while it has little to do and spends while it is busy. In unlimited mode, which is the default of both, it may spend more than it has, and AWS bills the difference.
# source: EC2 user guide, "Amazon Machine Images in Amazon EC2", 2026-11
word-ami = AMI | image | machine image
means-ami = An Amazon Machine Image: what an instance starts from, with the operating system in it. It refers to snapshots of disks; a snapshot alone is no AMI. An AMI belongs to one region.
# source: EC2 user guide, "Amazon EC2 key pairs and Amazon EC2 instances", 2026-11
word-key-pair = key pair | SSH key | private key | public key
means-key-pair = Two keys that belong together: the public one goes to AWS and onto the host, the private one stays on your machine and proves that you are you. jalon makes it here and never sends the private half anywhere.
# source: EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11
word-user-data = user data
means-user-data = A text that is handed to an instance at launch; cloud-init reads it on the first boot. Every program on the host can read it back, so no password belongs in it.
word-cloud-init = cloud-init | first boot
means-cloud-init = The program in the image that sets a host up on its first boot, by its user data: time zone, updates, packages. AWS says "running" minutes before it is done; `cloud-init status --wait` ends when it is.
# source: EBS user guide, "Amazon EBS volumes", 2026-11
word-volume = volume | EBS volume | EBS | disk
means-volume = A virtual disk of one zone, attached to an instance. It costs by its size while it exists, also while the instance is stopped. gp3 is the current general-purpose kind.
word-container = container | Docker | Docker Compose
means-container = A program with all it needs, kept apart from the other programs of the host. Docker builds it from an image and runs it; Docker Compose runs several as one unit. Containers are replaced at each deployment, so what has to last is kept elsewhere.
word-reverse-proxy = reverse proxy | nginx
means-reverse-proxy = A server that takes the visitors' requests and passes them to the application behind it. Here nginx stands in front of gunicorn, which runs the Python code.

## Databases, copies and files.

# source: RDS user guide, "What is Amazon RDS?" and "DB instances", 2026-11
word-db-instance = DB instance | RDS | database instance
means-db-instance = A database server that RDS installs, patches and backs up. There is no login to its machine: programs connect to its endpoint with a name and a password.
word-endpoint = endpoint | database endpoint
means-endpoint = The name and port at which a service is reached, such as a database's. The address behind the name may change, so programs use the name. In `--endpoint-url` it is the address of something that speaks AWS's protocols.
# source: RDS user guide, "Working with a DB instance in a VPC", 2026-11
word-db-subnet-group = DB subnet group
means-db-subnet-group = The subnets that a database may be put into, in two zones at least. That does not make it highly available: the database itself is in one zone unless it is Multi-AZ.
# source: RDS user guide, "Configuring and managing a Multi-AZ deployment for Amazon RDS", 2026-11
word-multi-az = Multi-AZ | Single-AZ | standby | high availability
means-multi-az = A Multi-AZ database has a standby in another zone that takes over when the first one fails, at twice the price. jalon makes a Single-AZ one, which is down while its zone is.
# source: RDS user guide, "Introduction to backups", 2026-11
word-automated-backup = automated backup | backup
means-automated-backup = What RDS copies every day by itself and keeps for the days you choose, so that the database can be restored to any moment of them. Unless retained, automated backups go with the database; manual snapshots stay.
# source: EBS user guide, "Amazon EBS snapshots", 2026-11
word-snapshot = snapshot | DB snapshot | EBS snapshot
means-snapshot = A copy of a disk or a database as it was at one instant, kept apart from it. From it comes a new disk, or a new database with a new endpoint; nothing is restored in place. It costs until somebody deletes it.
word-crash-consistent = crash-consistent | crash consistent
means-crash-consistent = What a disk's snapshot is: as if the plug had been pulled. File systems with a journal recover from that; a program that keeps unsaved work in memory does not.
# source: RDS for MySQL user guide, "MySQL versions on Amazon RDS", 2026-11
word-extended-support = Extended Support
means-extended-support = What RDS charges for a major version past its standard support: $0.10 an hour for each virtual CPU in the first two years, twelve times a micro class. A newer version ends it.
# source: S3 user guide, "What is Amazon S3?" and "Hosting a static website using Amazon S3", 2026-11
word-bucket = bucket | S3 | S3 bucket | object
means-bucket = A container for files, called objects, in S3. All AWS customers share the names of buckets. As a website it serves its objects to browsers over plain HTTP, without a server.
# source: S3 user guide, "Bucket policies for Amazon S3", 2026-11
word-bucket-policy = bucket policy | policy
means-bucket-policy = A document that says who may do what with a bucket. The site's one lets everybody read objects and nobody list them, so a missing page is answered 403 and not 404.
# source: S3 user guide, "Blocking public access to your Amazon S3 storage", 2026-11
word-block-public-access = Block Public Access
means-block-public-access = A lock on a bucket, and one on the account, that makes S3 refuse or ignore what would make objects public. New buckets have it on; the site opens its bucket's for policies only.

## What jalon calls things.

word-deployment = deployment
means-deployment = One environment that jalon built: its name, account and region identify it, here and in tags on AWS. `jalon list` shows those that are remembered, `--deployment NAME` means another than demo.
word-step = step
means-step = One part of the walk: a lesson, questions, what it builds, and checks that it works. `jalon steps` lists them, `jalon explain STEP` prints the lesson, `jalon try STEP` lets you predict and see.
word-drift = drift
means-drift = Differences between what a step wants and what AWS has, made by somebody outside jalon. `jalon status` shows them, and the next walk puts them right where AWS allows it.
word-sandbox = sandbox
means-sandbox = The simulated AWS inside jalon, with hosts, for rehearsals without an account: `--sandbox`. Nothing in it is real, nothing costs, and its addresses lead nowhere.

## How it is shown.

explain-question-words = what is | what are | what does | what's | what | mean | means | the | a | an | is | are
explain-of-step = { $command } is the lesson of the step it belongs to.
explain-in-reach = In `jalon reach`, for instance: { $line }
explain-default = Without an answer it is { $default }.
explain-generated = Without one, jalon generates it.
explain-fixed = Once it is built, jalon refuses another answer.
explain-set = `--set { $key }=…` answers it on the command line.
explain-secret-set = It belongs into an answers file: { $key }.
explain-price = { $what } costs { $price } in { $region }.
explain-steps = Steps
explain-questions = Questions
explain-words = Words
explain-list-after = { $command } explains one of them; a line of `jalon reach` leads to its word too.
problem-unknown-topic = nothing here is called "{ $given }"
advice-known-topics = { $list } lists what can be explained
advice-nearest-topic = did you mean { $nearest }? { $list } lists what can be explained
