### The words of the lessons' small drawings. They are short: a drawing has 76 columns.

sketch-you = you
sketch-internet = the Internet
sketch-internet-for-now = the Internet, for now
sketch-browser = a browser
sketch-anyone-else = anyone else
sketch-there = there
sketch-back = back
sketch-gateway = internet gateway
sketch-acl = network ACL
# $port: a number.
sketch-group = security group, tcp { $port }
sketch-group-remembers = security group remembers
# $port: a number; $host: a host's name.
sketch-rule = tcp { $port } from the group of { $host }
sketch-public-table = the public table
sketch-private-table = a private table
sketch-private-tables = the private tables
sketch-all-tables = the first VPC's tables
sketch-second-table = the second VPC's table
sketch-nothing-else = and nothing else
sketch-s3 = S3
sketch-endpoint = gateway endpoint
sketch-any = any
sketch-database = the database
sketch-elastic-ip = the Elastic IP, port { $port }
sketch-sends = { $host } sends
sketch-nat-sends = the NAT gateway sends
sketch-answer = the answer comes
sketch-gets = { $host } gets
sketch-account-block = account's lock
sketch-bucket-block = bucket's lock
sketch-policy = policy
sketch-read = read a page
sketch-list = list all
sketch-disk = disk
sketch-snapshot = snapshot
sketch-new-disk = another disk
sketch-new-database = another database, at another address
sketch-vpc = VPC { $range }
sketch-peering = peering connection
