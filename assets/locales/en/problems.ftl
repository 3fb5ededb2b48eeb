### What went wrong: it stands behind `error: `.

# What could not be done. Whether it starts with a vowel or a consonant decides on an elision in French.
could-not = { $starts-with ->
   *[any] could not { $action }
}
with-cause = { $problem }: { $cause }
problem-not-trusted = { $problem }; your address is { $address }, and { $key } lets only others log in
problem-answer = { $key } can't be used: { $problem }
problem-unknown-step = there is no step { $step }
problem-unmet-needs = { $count ->
    [one] the step { $step } builds on { $needs }, which is not built yet
   *[other] the step { $step } builds on { $needs }, which are not built yet
}
problem-missing-need = the step { $step } asks for { $key }, which none of the steps it builds on has made
problem-another-cloud = the deployment { $deployment } was made against { $made }, and this run is against { $asked }
problem-another-region = the deployment { $deployment } was made against the region { $made }, and this run is against { $asked }
problem-namesakes = account { $account }, region { $region }, holds { $namesakes }, and nothing here shows whose it is
problem-unnamed-database = AWS reports no usable host name of the DB instance { $id }
problem-lost-secret = the secret { $key } is not known here, and nothing can be configured without it
problem-listener = could not listen on { $address }: { $cause }
problem-bug = a task ended unexpectedly: { $detail }
problem-step = the step { $step } stopped: { $problem }
problem-checks-failed = { $failed } of { $checks } checks failed
problem-stopped = the run was asked to stop
problem-unknown-deployment = there is no deployment { $deployment } here
problem-nothing-there = { $problem }, and { $place } holds nothing of that name
problem-elsewhere = { $problem }; { $regions }
problem-region-holds = { $region } holds { $resources }
problem-known = { $problem }; there is { $known }
problem-known-unreadable = { $name } (what is remembered of it can't be read)
problem-known-one = { $name } ({ $place })
place-sandbox = the sandbox
place-endpoint = the endpoint { $url }
place = { $cloud }, account { $account }, region { $region }

## What is wrong with an answer.

answer-wrong-type = it has to be { $kind }
answer-unknown-type = it has to be a text, a number, true, false or a list of texts
answer-not-a-number = "{ $given }" is not a whole number
answer-out-of-bounds = { $number } is not between { $least } and { $most }
answer-neither-yes-nor-no = "{ $given }" is neither yes nor no
answer-no-choice = "{ $given }" is none of: { $choices }
answer-not-a-range = "{ $given }" is not an IPv4 range like 10.0.0.0/16
answer-no-range = "{ $given }" is neither an IPv4 range like 203.0.113.7/32 nor an IPv6 range like 2001:db8:0:7::/64
answer-not-an-instance-type = "{ $given }" is not an instance type like t3.micro
answer-unknown-to-sandbox = the sandbox does not know { $types }; AWS may offer it in { $region }
answer-not-offered = no availability zone of { $region } offers { $types }
answer-unanswered = it has not been answered
answer-no-default = it has no default here, and nobody can be asked
answer-another-in-use = something has been made with another one, which would be lost
kind-text = a text
kind-integer = a whole number between { $least } and { $most }
kind-flag = true or false
kind-choice = one of: { $choices }
kind-list = a list of texts

## What is wrong with files.

problem-file-could-not-read = could not read { $path }: { $cause }
problem-file-could-not-write = could not write { $path }: { $cause }
problem-file-damaged = { $path } is damaged: { $detail }
problem-file-newer = { $path } has format { $format }, and this jalon reads formats up to { $known }
problem-file-foreign = { $path } is not the state of this deployment: { $owner }
problem-file-of-deployment = it belongs to the deployment { $deployment }
problem-file-not-jalons = it has no format number, so jalon did not write it
problem-file-linked = { $path } is a symbolic link, and jalon follows none in its own folders
problem-file-anothers = { $path } belongs to another user (number { $uid })
problem-file-writable = other users may write { $path } (mode { $mode }), and what is in it decides where the deployment lives and what jalon runs
problem-file-readable = other users may read { $path } (mode { $mode }), so jalon has not written it: it was copied, or it came with the folder
problem-file-no-working-folder = the folder in which this command was given is gone: { $cause }
problem-file-locked = process { $pid } is already at work on the deployment { $deployment }
problem-file-unknown-process = (unknown)

## What went wrong on a host.

problem-host-no-ssh = could not start ssh: { $detail }
problem-host-unreachable = could not reach { $host } over SSH: { $detail }
problem-host-key-changed = the host key of { $host } is not the one it had: { $sent }
problem-host-key-sent = it sent { $fingerprint }
problem-host-refused = { $host } does not take the deployment's SSH key: { $detail }
problem-host-no-address = { $host } runs, and has no public address
problem-host-command = { $could-not } on { $host }: { $detail }
problem-host-no-end = { $could-not } on { $host }: it had not ended after { $minutes } minutes
problem-host-boot = the first boot of { $host } went wrong in { $failed }
problem-host-not-booted = { $host } has not finished its first boot after { $minutes } minutes: { $obstacle }
problem-host-said-nothing = it said nothing
problem-host-cloud-init-says = cloud-init says { $status }
task-log-in = log in
task-ask-first-boot = ask cloud-init how the first boot went
task-read-boot-log = read the log of the first boot
task-set-timer = set the timer by which it stops itself
task-ask-docker = ask Docker for its version
task-ping = ping { $address }
task-connect = connect to { $host } on port { $port }
task-ask-address = ask the Internet for the host's address
task-query = ask the database
task-compare-files = look at ~/{ $folder }
task-upload = { $count ->
    [one] upload { $count } file to ~/{ $folder }
   *[other] upload { $count } files to ~/{ $folder }
}
task-remove-files = { $count ->
    [one] remove { $count } file of ~/{ $folder }
   *[other] remove { $count } files of ~/{ $folder }
}
task-keep-list = keep the list of files in ~/{ $folder }
task-fetch = fetch { $url } at { $reference }
task-leave-repository = remove the repository in ~/{ $folder }
task-look-at-containers = look at the containers
task-build-images = build the images
task-start-containers = start the containers
task-fetch-authorities = fetch the certificates of RDS's authorities
task-ask-application = get an answer from the application on port { $port }

## What went wrong with a resource.

problem-resource-no-image = no Ubuntu 24.04 LTS { $architecture } image of Canonical's is offered in { $region }
problem-resource-not-available = { $refusal }; the DB instance is { $status }
problem-resource-peering-failed = the VPC peering connection { $name } ({ $id }) failed: { $reason }
problem-resource-gone-at-once = { $resource } is { $state } as soon as it is made
aws-answered = { $could-not }: AWS answered { $code }: { $message }
aws-request-id = { $answer } (request id { $id })
state-pending = pending
state-ready = ready
state-stopping = being stopped
state-stopped = stopped
state-deleting = being deleted
state-gone = gone
state-failed = failed ({ $failure })
problem-resource-unchangeable = { $resource } can't be changed in place: { $differences }
problem-resource-duplicates = more than one resource claims to be { $key }: { $claimants }
problem-resource-claimant = { $id } holds { $holds }
problem-resource-foreign = { $resource } is there already and does not belong to this deployment
problem-resource-foreign-since = { $resource } is there already and does not belong to this deployment ({ $reason })
problem-resource-foreign-answered = AWS answered { $code }: { $reason }
problem-resource-failed = { $resource } failed: { $reason }
failed-being-deleted = it is being deleted
failed-still-being-deleted = it is being deleted, and after { $minutes } minutes still not gone
failed-stopped = somebody has stopped it
failed-not-listed = AWS no longer lists it
problem-resource-not-ready = { $resource } is not ready after { $minutes } minutes
problem-resource-unseen = nobody can tell whether everything is gone: { $unreadable }
problem-resource-unseen-stay = nobody can tell whether everything is gone: { $unreadable }, so { $keys } stay
problem-resource-undeletable = { $count ->
    [one] a resource could not be deleted: { $stuck }
   *[other] some resources could not be deleted: { $stuck }
}
problem-resource-held-by = held by { $holders }
