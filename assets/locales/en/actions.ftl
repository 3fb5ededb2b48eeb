### The words of what a call does.

## What completes `could not …`, in French `impossible de …`.

action-identify = ask AWS whose credentials these are
action-identify-at = ask the endpoint { $url } whose credentials these are
action-list = list { $which }
action-list-tags = list the tags { $key } in { $region }
action-find = find { $which }
action-find-holders = find what holds { $id }
action-find-users = find what uses { $id }
action-look-for = look for { $the } { $name }
action-look-for-tags = look for tags of the deployment
action-read = read { $the } { $id }
action-read-setting = read { $setting } { $of-the } { $id }
action-set = set { $setting } { $of-the } { $name }
action-write-tags-of = write { $setting } { $of-the } { $name }
action-switch-off = switch off { $setting } of { $id }
action-resolve-names = resolve DNS names both ways over { $id }
action-create = create { $the } { $name }
action-allocate = allocate { $the } { $name }
action-take = take { $the } { $name }
action-launch = launch { $the } { $name }
action-import = import { $the } { $name }
action-request = request { $the } { $name }
action-accept = accept { $the } { $name }
action-disassociate = disassociate { $the } { $name }
action-modify = change { $the } { $name }
action-start = start { $the } { $name }
action-stop = stop { $the } { $name }
action-delete = delete { $the } { $name }
action-release = release { $the } { $name }
action-terminate = terminate { $the } { $name }
action-create-with-range = { $creation } ({ $range })
action-add-route-tables = add route tables to { $the } { $name }
action-add-rules = add rules to { $the } { $name }
action-let-everything-out = let everything out of { $the } { $name }
action-remove-rules = remove rules from { $the } { $name }
action-associate = associate the route table { $from } with { $to }
action-associate-instead = associate the route table { $from } with { $to } instead
action-attach = attach the internet gateway { $from } to { $to }
action-create-route = create the route { $from } to { $to }
action-detach = detach the internet gateway { $from } from { $to }
action-point-route = point the route { $from } to { $to }
action-delete-route = delete the route { $destination } of { $table }
action-rename = rename { $id } to { $name }
action-write-tags = write the tags of { $ids }
action-remove-tags = remove tags of { $ids }
action-request-quota = ask for { $wanted } of the quota { $code }
action-ask-price = ask for the price of { $item }
action-upload = upload { $key } to { $bucket }
action-upload-part = upload { $key } to { $bucket } (part { $part })
action-end-upload = end the unfinished upload of { $key } to { $bucket }
action-read-object = read { $key } in { $bucket }
action-delete-object = delete { $key } of { $bucket }
action-delete-objects = { $count ->
    [one] delete { $count } object of { $bucket }
   *[other] delete { $count } objects of { $bucket }
}

## Which things are listed or found.

which-all = the { $many }
which-of-vpcs = the { $many } of the deployment's VPCs
which-of-account = the { $many } of the account
which-in-region = the { $many } in { $region }
which-in = the { $many } in { $id }
which-to = the { $many } to { $id }
which-of = the { $many } of { $id }
which-parts-of = the { $many } { $of-the } { $id }
which-naming = the { $many } that name { $id }
which-served-by = the { $many } { $id } serves
which-serving = { $the } that serves { $id }
which-offering = the { $many } that offer { $instance-type }
which-of-guardduty = the { $many } of GuardDuty
which-newest = { $gender ->
   *[any] the newest { $one }
}

## Settings, as they stand before `of the subnet`.

setting-deletion-protection = deletion protection
setting-dns-host-names = DNS host names
setting-dns-support = DNS support
setting-metadata-options = the metadata options
setting-object-ownership = the object ownership
setting-policy = the policy
setting-public-access-block = the public access block
setting-public-address = the public address
setting-public-addresses = public addresses on launch
setting-security-group = the security group
setting-subnets = the subnets
setting-tags = the tags
setting-termination-protection = termination protection
setting-website = the website
