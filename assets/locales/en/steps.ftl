### The titles of steps.

step-vpc = The network: a VPC with public and private subnets
step-app-host = A host for the application: an EC2 instance with Docker
step-database = A database: MySQL on RDS, out of reach of the Internet
step-app = The application: Flask behind nginx, in containers
step-nat-gateway = A way out: a NAT gateway for the private subnets
step-site = A static website: an S3 bucket open to readers
step-snapshots = A way back: snapshots of the host's disk and the database
step-second-vpc = A second network: the AI team's own VPC
step-peering = The two networks joined: VPC peering
step-test-host = A private host: an instance with no public address
step-ai-host = The AI team's host: reached across the peering only
