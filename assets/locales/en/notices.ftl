### The sentences of notices.

notice-lost-key = The private key of { $id } is not on this machine, so nobody can log in to the hosts from here. Put it back as { $file }, or take the deployment down with { $destroy } and walk again: { $data-goes }.
notice-lost-password = The password of { $id } is not on this machine. Give it with --answers FILE, as { $key } in that file; if nobody has it, set a new one in the RDS console first.
notice-key-in-table = { $name } under [{ $table }]
notice-unwanted = { $key } ({ $id }) is no longer wanted by { $step }. It stays and keeps costing money until { $destroy }.
notice-left-of-experiment = { $key } ({ $id }) stands since an experiment was broken off, or one goes on. It keeps costing money until { $ends } takes it down.
notice-begun-by-experiment = An experiment that was broken off may have made { $key }. { $ends } looks for it and takes it down.
notice-replaced = AWS gave up on { $the } { $key } ({ $id }): { $reason }. Another is made in its place; AWS shows the failed one for a while.
notice-spares = { $count ->
    [one] { $key } is there more than once. { $kept } is kept: it holds { $holds }. { $spares } holds nothing and stays, at its cost, until { $destroy } takes it down.
   *[other] { $key } is there more than once. { $kept } is kept: it holds { $holds }. { $spares } hold nothing and stay, at their cost, until { $destroy } take them down.
}
notice-additions = Somebody has added to { $key } ({ $id }): { $parts }. That stays as it is.
notice-unusable-host = The instance { $id } is left out of ssh_config: its name, its id or its address is none as AWS gives them, and OpenSSH could take it for an option.
notice-no-host = There is no host behind this endpoint: on AWS, the application would be deployed now.
notice-application-up-to-date = The application is up to date.
notice-application-started = The application's containers were started.
notice-application-deployed = { $count ->
    [one] The application was deployed: { $count } file was sent, and its containers started.
   *[other] The application was deployed: { $count } files were sent, and its containers started.
}
notice-database-unchecked = The application's way to its database is encrypted, but whose certificate it gets there is not checked: { $reason }. The next walk tries again.
notice-under-kms = S3 encrypts what is put into { $bucket } with a key of AWS KMS, so nobody can read the website without AWS credentials. Make SSE-S3 the bucket's default encryption, delete its objects, and walk again.
notice-no-single-price = AWS has no single on-demand price of { $items }. What is known here is of { $made }.
notice-price-not-said = AWS did not say the price of { $items } ({ $reason }). What is known here is of { $made }.
reason-with-code = { $code }: { $reason }
notice-trying-again = Trying to { $action } again: AWS answers { $failure } so far, after { $seconds } seconds.
notice-waiting-for-answer = Waiting for AWS's answer: trying to { $action }, for { $seconds } seconds so far.
notice-checks-again = { $count ->
    [one] { $count } check failed. AWS may not show everything yet: the checks are made again for up to { $seconds } seconds.
   *[other] { $count } checks failed. AWS may not show everything yet: the checks are made again for up to { $seconds } seconds.
}

## Whose a resource is.

notice-namesakes = Nothing here shows whose { $namesakes } is. { $take-over } takes it over.
notice-left-alone = Beside this deployment there is { $namesakes }. It stays as it is; { $take-over } takes it over.
notice-copy = { $id } (as { $key })
notice-copies = { $count ->
    [one] { $copies } carries tags copied from this deployment. Nothing changes or deletes it.
   *[other] { $copies } carry tags copied from this deployment. Nothing changes or deletes them.
}
notice-unreadable = { $unreadable }. What the deployment has of them is unknown here, and only the steps that build them stop at it.
notice-denies-listing = AWS denies listing { $nouns } ({ $codes })
namesake-with-id = a deployment { $deployment } of the id { $id } ({ $resources }, { $cost })
namesake-since = a deployment { $deployment } of the id { $id } ({ $resources } since { $day }, { $cost })
namesake-without-id = { $resources } named { $deployment } without an id ({ $cost })

## The site's folder.

notice-foreign-objects = { $count ->
    [one] jalon leaves alone what others have put into { $bucket }: { $count } object ({ $named }). { $destroy } deletes the bucket with all that is in it.
   *[other] jalon leaves alone what others have put into { $bucket }: { $count } objects ({ $named }). { $destroy } deletes the bucket with all that is in it.
}
and-more = { $named } and { $count } more
notice-not-published = Not published from the site's folder: { $counted }. --verbose names each.
left-out-hidden = { $count ->
    [one] { $count } hidden name
   *[other] { $count } hidden names
}
left-out-leftover = { $count ->
    [one] { $count } leftover of an editor or a system
   *[other] { $count } leftovers of an editor or a system
}
left-out-link-out = { $count ->
    [one] { $count } link out of it
   *[other] { $count } links out of it
}
left-out-link-loop = { $count ->
    [one] { $count } link leading back
   *[other] { $count } links leading back
}
left-out-nested-link = { $count ->
    [one] { $count } link behind other links
   *[other] { $count } links behind other links
}
left-out-broken-link = { $count ->
    [one] { $count } link to nothing
   *[other] { $count } links to nothing
}
left-out-pipe = { $count ->
    [one] { $count } named pipe
   *[other] { $count } named pipes
}
left-out-socket = { $count ->
    [one] { $count } socket
   *[other] { $count } sockets
}
left-out-device = { $count ->
    [one] { $count } device
   *[other] { $count } devices
}
why-hidden = its name begins with a dot
why-leftover = an editor, a system or a package manager left it there
why-link-out = it links out of the folder, to { $target }
why-link-loop = it links to a folder it is in
why-nested-link = it is behind other links to folders
why-broken-link = it links to nothing
why-pipe = it is a named pipe
why-socket = it is a socket
why-device = it is a device

## What refers to a resource.

holdings-attachment = its attachment to { $vpc }
holdings-nothing = nothing
