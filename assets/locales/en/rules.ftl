### Why an answer can't be, and what a person should know of it.

rule-ssh-port = 22 is SSH's
rule-reference = it has to be the name of a branch, a tag or a commit
rule-url-with-secret = a URL with a name or a password in it would be kept in plain text
rule-repository = "{ $given }" is neither "sample" nor an https URL
rule-support-ended = the standard support of MySQL { $line } in RDS ended on { $day }
rule-newer-line = { $since }; a newer line has it, e.g. 8.4
rule-support-price = about ${ $dollars } more an hour for each of its vCPUs
rule-support-price-unknown = more for each of its vCPUs, at a price that is not known here
rule-extended-support = { $id }: { $since }, and Extended Support costs { $price }. An upgrade to 8.4 in the RDS console ends that; then walk with --set { $key }=8.4.
rule-endpoint-without-name = The database's endpoint has no host's name, and nothing is told to log in there.
rule-too-few-zones = { $count ->
    [one] { $region } has one availability zone that offer { $types }, and { $wanted } are wanted
   *[other] { $region } has { $count } availability zones that offer { $types }, and { $wanted } are wanted
}
rule-image = "{ $given }" is neither "{ $newest }" nor the id of an image, e.g. ami-0123456789abcdef0
rule-keeps-image = { $host } keeps the image it booted from, { $image }: { $prescribed } is for hosts that are made from now on.
rule-type-unknown-to-sandbox = the sandbox does not know that type, and AWS may offer it
rule-no-zone-offers = no zone of { $region } does
rule-zones-offer = { $zones } do
rule-zone-lacks-type = { $zone }, where the host goes, does not offer { $type-of-instance }; { $elsewhere }
rule-private-subnets = the network has private1 to private{ $zones } only
rule-zones = the network has { $zones } zones
rule-overlaps-first = { $second } overlaps the first network's { $first }: two networks that share addresses can't be joined
rule-too-small = { $range } is too small
rule-length-40 = it has to be 1 to 40 characters long
rule-name-characters = letters, digits and - _ . only
rule-name-sg = AWS keeps names that begin with sg- to itself
rule-length-63 = it has to be 1 to 63 characters long
rule-begins-lower-case = it has to begin with a lower-case letter
rule-identifier-characters = lower-case letters, digits and hyphens only
rule-hyphens = no two hyphens together, and none at the end
rule-begins-letter = it has to begin with a letter
rule-word-characters = letters, digits and underscores only
rule-password-length = it has to be 8 to 41 characters long
rule-password-characters = printable ASCII characters only, without / " @ and space
rule-password-backslash = no backslash at its end, before a single quote or before another one: readers of .env files differ on it
rule-length-3-63 = it has to be 3 to 63 characters long
rule-bucket-characters = lower-case letters, digits, hyphens and dots only
rule-bucket-ends = it has to begin and end with a letter or a digit
rule-bucket-dots = no two dots together
rule-bucket-address = it must not look like an IP address
rule-bucket-an = names that end with -an belong to one account in one region, and jalon makes none of these
rule-length-30 = it has to be 1 to 30 characters long
rule-too-large = { $range } is too large: a VPC has a /16 at most
rule-too-small-to-cut = { $range } is too small: cut into sixteen subnets of at least a /28, a VPC needs a /24 or larger
rule-overlaps-docker = { $range } overlaps { $docker }, which Docker's own networks on the application host have
rule-not-at-first-address = { $range } does not begin at its first address: did you mean { $meant }?
rule-not-a-time-zone = "{ $given }" is not a time zone like Europe/Paris
rule-no-time-zone = there is no time zone { $given }; Europe/Paris and UTC are two there are
rule-not-a-class = "{ $given }" is not a DB instance class like db.t4g.micro
rule-not-a-version = "{ $given }" is not a MySQL version like 8.4
rule-length = it has to be 1 to { $most } characters long
rule-reserved-by-mysql = { $word } is reserved by MySQL
rule-reserved-start = names that begin with { $start } are reserved by S3
rule-reserved-end = names that end with { $end } are reserved by S3
rule-no-range = at least one range is needed, or nobody can log in
rule-own-address = address, e.g. 203.0.113.7/32
rule-own-network = network, e.g. 2001:db8:0:7::/64
rule-too-many-to-trust = { $range } is far too many to trust: name your own { $example }
rule-ipv6-alone = the hosts have IPv4 addresses alone, so with IPv6 ranges alone nobody can log in: name your IPv4 address too
rule-ipv6-trusted = SSH is opened to { $ranges }, and still nobody logs in from there: the VPC has no IPv6 range, so the host has no IPv6 address. It is reached at its IPv4 address, from the IPv4 ranges you trust.
rule-public-range = { $range } is a public range: no host of the VPC can reach those on the Internet who own these addresses. Private ones are in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10.
