### Experiments with what is built: what is predicted, what its commands show, and what would happen otherwise.

try-yes = yes
try-no = no

## Step vpc.

# source: VPC user guide, "Configure route tables", 2026-11
try-vpc-tables = Two hosts without a public address send a packet to the Internet: one in public1, one in private1. How far does each packet get?
    .gateway = public1's to the internet gateway, private1's to its route table
    .tables = both to the route table of their subnet
    .nat = public1's to the internet gateway, private1's to the Internet
    .shows = The public table leads 0.0.0.0/0 to the internet gateway. The gateway takes out only what has a public address, as app-host will. The private table has no line for the Internet: the packet ends there.
    .shows-nat = public1's table leads to the internet gateway, which takes out only what has a public address. private1's leads to the NAT gateway of a later step, which has one for all private hosts: out, and never in.
    .otherwise = Without the line 0.0.0.0/0 the public subnet would have no way to the Internet. Its name does nothing.
try-vpc-local = Does a packet from private1 reach a host in public1?
    .shows = Every route table has the line local. It leads to all subnets of the VPC, and nobody can delete it.
    .otherwise = Two networks that must not talk to each other need two VPCs. Within one, security groups and network ACLs decide.

## Step app-host.

# source: EC2 user guide, "Amazon EC2 instance IP addressing", 2026-11
try-app-host-address = People reach the host at { $address }. Which address do its own network interfaces have?
    .public = the public one
    .private = the private one only
    .both = both
    .shows = Only the private address { $address }, and 127.0.0.1 for the host itself. The internet gateway swaps the public address for the private one on the way in, and back on the way out.
    .otherwise = If the host held the public address, each stop and start would give its interface another one. A program that is told to listen on the public address does not start.
try-app-host-stranger = A stranger sends a packet to the host's port 22. What drops it?
    .table = a route table: there is no way in
    .acl = the network ACL of the subnet
    .group = the security group of the host
    .shows = The packet comes in by the internet gateway, and the network ACL lets it pass: its rule 100 allows everything. The security group has no rule for a stranger on port 22; it has one for the application's port.
    .otherwise = With 0.0.0.0/0 as the source on port 22, everybody on the Internet could try passwords and keys there.

## Step database.

# source: VPC user guide, "Security group rules", 2026-11
try-database-source = The group of the database has one rule: port 3306, and as its source the group of app-host. Who may connect?
    .all = every host in the VPC
    .host = app-host only
    .none = nobody: a group is no address
    .shows = The way from app-host is open: the rule names the group that app-host is in. Whoever is not in that group is not let in.
    .otherwise = A rule with app-host's address would stop working when the host is replaced. One with the VPC's whole range would let every host in.

## Step app.

try-app-way = A visitor opens the page of users, which is read from the database. How many connections cross the network?
    .one = one: from the visitor to the database
    .two = two: from the visitor to app-host, and from app-host to the database
    .shows = The visitor reaches app-host and no further. The application opens a connection of its own to the database. At each of the two a security group decides who gets in.
    .otherwise = A database that visitors reach is one that attackers reach. Its password would be all that is left between them and the rows.
try-app-sign-up = Somebody signs up on the page. Where is the name afterwards?
    .container = in the container of the application
    .host = in a file on app-host
    .database = in a row of the database
    .shows = Somebody made-up signs up, and the new name is found as a row of the table users, by a query from app-host. The row is removed again.
    .otherwise = In the container it would be gone with the next deployment, on the host with the host. Containers and hosts are replaced; the database stays.

## Step test-host.

try-test-host-out = test-host sends a packet to the Internet. How far does it get?
    .table = to the route table of its subnet
    .internet = to the Internet
    .group = to its own security group
    .shows = Its security group lets everything out, and the network ACL too. The route table of the private subnet has no line for the Internet, so the ping gets no answer. Try it again after the step nat-gateway.
    .shows-nat = The private table has the line 0.0.0.0/0 now, to the NAT gateway, and the ping is answered. Before the step nat-gateway this packet ended in the route table.
    .otherwise = A public address would not help it out: without a route to the internet gateway it would only cost.
try-test-host-in = You log in to test-host. Who opens the connection that its security group sees?
    .direct = your own machine
    .through = app-host
    .shows = From the Internet there is no way to port 22, and from app-host there is. SSH opens a connection to app-host and a second one through it (ProxyJump), so your key stays on your machine.
    .otherwise = With the private key copied to app-host, whoever breaks into that host has the key to all others.

## Step nat-gateway.

# source: VPC user guide, "NAT gateways", 2026-11
try-nat-seen = test-host has the address { $address } and calls a server on the Internet. Which address does the server see?
    .own = test-host's own
    .host = app-host's, through which you log in
    .gateway = the NAT gateway's
    .shows = The server sees { $address }, the NAT gateway's Elastic IP. The gateway remembers which host asked, and hands it the answer.
    .otherwise = A private address is in millions of networks at once. No router of the Internet knows where to send an answer to it.
try-nat-one-way = A stranger sends a packet to { $address }, the NAT gateway's address. Where does it arrive?
    .host = at test-host
    .gateway = nowhere: the NAT gateway takes nothing in
    .shows = A NAT gateway takes in only answers to what a private host began. There is nothing to open and no rule to forget.
    .otherwise = A host that has to be reached from outside needs an address of its own, or a load balancer in front of it.

## Step site.

# source: S3 user guide, "Configuring a custom error document", 2026-11
try-site-missing = Somebody asks the website for a page that isn't there. With which status does S3 answer?
    .n404 = 404, not found
    .n403 = 403, forbidden
    .n200 = 200, with the error page
    .shows = The first page answers 200, the one that is missing 403. The policy lets everybody read objects and nobody list them, so S3 does not say whether an object exists.
    .otherwise = With the right to list (s3:ListBucket) it would be 404, and everybody could read the names of all files.

## Step snapshots.

try-snapshots-once = You walk this step again tomorrow, with the same label { $label }. Does it take another set of snapshots?
    .one = yes, one more set
    .none = no
    .shows = With the same label there is nothing to do: the set is there. Another label would make another set. Neither plan has made anything.
    .otherwise = With a schedule, sets would come by themselves and cost by themselves. Forgotten snapshots are charged until somebody deletes them.
# source: RDS user guide, "Restoring to a DB instance", 2026-11
try-snapshots-restore = You restore the database's snapshot { $snapshot }. What becomes of the database that runs?
    .back = it is put back to that moment
    .beside = nothing: a second one appears beside it, with a name and an address of its own
    .refused = RDS refuses, for as long as it runs
    .shows = A restore makes a new DB instance. { $restored } had another address than { $database } and the data of the snapshot; { $database } went on, and the application never noticed.
    .otherwise = After a real accident you would give the application the new address, or give the new database the old one's name. A restore in place would lose everything since the snapshot.

## Step second-vpc.

# source: VPC peering guide, "What is VPC peering?", 2026-11
try-second-vpc-way = Both VPCs are in one account and one region. Does a packet from the first reach the second?
    .shows = The packet ends in the first VPC's route table, which has no line for the second one's range. Try it again after the step peering.
    .shows-joined = It does, by the peering of a later step, for which the route table has a line. Before that step the packet ended in the route table.
    .otherwise = If the networks shared addresses, the line local would claim these packets, and no peering could ever join them.

## Step peering.

try-peering-tables = The peering connection is active. Does a packet from the private subnet private1 reach the second VPC?
    .shows = The route table of private1 has a line for the second VPC's range, which leads to the peering; the second VPC's table has the one for the answer.
    .shows-public = The answer to peering.tables is public, so only the public table has the line. The packet ends in the table of private1, though the connection is active.
    .otherwise = With the line on one side only, requests arrive and answers get lost. That looks just like a firewall.

## Step ai-host.

try-ai-host-four = Four connections: SSH from app-host to ai-host, SSH from the Internet to ai-host, HTTPS from ai-host to the Internet, SSH from ai-host to app-host. Which get through?
    .two = app-host to ai-host, and ai-host to the Internet
    .out = ai-host to the Internet only
    .all = all four
    .shows = To be let in, a caller needs a rule in the other side's group; an answer needs none, since security groups are stateful. app-host gets in, strangers don't; ai-host gets out, and no rule lets its SSH into app-host.
    .shows-private = The first ends in the route table: peering.tables joins the private subnets only, and app-host is in a public one. ai-host gets out; nobody lets it in, and no stranger gets in to it.
    .otherwise = With SSH open to 0.0.0.0/0 the second would come about too, whatever the peering is for.
try-ai-host-across = app-host pings { $address }, ai-host's private address. Which way does the ping take?
    .internet = out by the internet gateway and in again
    .peering = across the peering, inside AWS
    .shows = Across the peering: both tables have a line for the other range, and ai-host's group lets ICMP in from the first VPC. The ping is answered.
    .otherwise = To its public address, the ping would arrive from app-host's public one, and the group would drop it.

## How experiments are shown.

try-heading = Predict { $number } of { $of } · { $step }
try-prompt = Your prediction
try-predicted = You predicted it: { $answer }.
try-not-predicted = You predicted "{ $prediction }". It is: { $answer }.
try-answer = The answer: { $answer }.
try-it-shows = What it shows: { $text }
try-otherwise = Otherwise: { $text }
try-unexpected-mark = note:
try-right-mark = right:
try-wrong-mark = wrong:
try-unexpected = This is not what the experiment expects, so somebody has changed the deployment, or it is not up to date. { $verify } shows what differs.
try-may-write = This signs a made-up user up in your application, finds the row in your database and removes it again. Nothing changes on AWS. Do it?
# source: RDS user guide, "On-Demand DB instances for Amazon RDS", 2026-11
try-make = This makes { $the } { $name } and takes it down again. It costs { $cost } while it stands ({ $prices }), and AWS charges ten minutes at least. Making it usually takes { $creation }, deleting it { $deletion }.
try-make-rehearsed = This makes { $the } { $name } and takes it down again. Here it costs nothing; on AWS it would cost { $cost }, usually take { $creation } and then { $deletion } to delete, and you would be asked first.
try-make-agree = Make it and take it down again?
try-make-stands = { $name } still stands since an earlier try was broken off. It is looked at now, and then taken down.
try-make-not-asked = Not run: it costs money, and you have to agree to that at a terminal, without --yes. { $command } asks there.
try-make-declined = Nothing was made. { $command } does it later.
try-makes = makes { $name } and takes it down again; on AWS it says what that costs and asks before
try-not-asked = Not run: it signs a made-up user up in your application, and there is no terminal to ask on. --yes runs it.
try-choices = Choices: { $choices }
try-nothing = Nothing can be tried here as { $step } stands.
try-none-built = No step is built yet, so there is nothing to try. { $walk } builds them.
try-how = Try a step: { $command }
try-writes = writes a row into your application, and asks before

## What is said of it elsewhere.

problem-not-built = the step { $step } isn't built, so there is nothing to try
advice-build-first = build it with { $run }
task-list-addresses = list the host's addresses
task-ask-website = ask for { $url }

## In a guided walk.

try-offer = Try it now?
    .now = yes
    .later = later
    .never = not in this walk
    .what = What stands can be tried: { $steps }.
    .explained = You predict what happens, and a command shows it. On AWS everything is afterwards as it was before, and what would cost asks first. { $command } lists everything to try, at any time.
    .meanwhile = The other steps go on being made; later is at the end of this walk.
try-step = Try step { $number }/{ $of }
try-prompt-what = Choose what you think: the command runs next and shows what is right. Type back to go on with the walk; the rest is offered at its end.
try-read = Read?
try-read-what = Go on with the experiments, or type back for the walk; the rest is offered at its end.
try-given-up = This can't be tried now; nothing else depends on it. { $command } tries it later.
