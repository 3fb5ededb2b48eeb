### The words in a picture.

picture-place = { $region }, account { $account }, { $cloud }
picture-sandbox = the sandbox, nothing is real
picture-outside = { $region }, outside of the VPCs
picture-paths = Promised paths
picture-asleep = asleep while the deployment is paused
picture-not-built = not built yet
picture-to-be-built = to be built
picture-built = built
picture-differs = differs from what is wanted
picture-foreign = somebody else's
picture-paused = paused
picture-open = open, as promised
picture-to-be-open = to be open
picture-closed = closed, as promised
picture-broken = not as promised
picture-public = public
picture-private = private
picture-description = { $vpcs } with { $subnets }, { $things } in and around them, and { $paths }: { $open } open, { $closed } closed.
picture-not-kept = {" "}{ $count } of them not as promised.
picture-to-be-deleted = to be deleted
picture-given-up = AWS gave up on it
picture-is-missing = { $key } is missing
picture-resource-differs = { $key }: { $differences }
picture-is-to-be-deleted = { $key } is to be deleted
picture-you = You
picture-internet = The Internet
picture-groups = { $count ->
    [one] security group { $groups }
   *[other] security groups { $groups }
}
picture-groups-and-more = security groups { $groups } and { $more } more
picture-ping = ping
picture-website = the website, http
picture-website-open = the bucket's policy lets anybody read
picture-website-closed = the bucket lets only users of its account read
