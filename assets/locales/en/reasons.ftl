### Why something failed.

## Why a call failed, where AWS has no words.

reason-status = HTTP status { $status }
reason-no-credentials = no credentials were found
reason-lacks = AWS's answer lacks { $what }
reason-unanswered = no answer came before the run was to stop
reason-too-late = no answer came in time
reason-no-operation = this endpoint has no { $operation }
reason-not-carried-out = AWS answered that it is done, and it is not
lacking-account = the account
lacking-upload-id = the id of the upload
lacking-association = the association of the subnet

## Why AWS gave up on a resource.

failure-not-made = AWS could not make it
failure-not-taken = { $status }: { $reason }
failure-not-taken-unexplained = AWS could not take it and gives no reason
failure-not-peered = AWS gives no reason; overlapping address ranges are the usual one
failure-no-code = no failure code
failure-no-message = no message
failure-answered = { $code }: { $message }
failure-status = its status is { $status }
failure-blackhole = blackhole: its target is gone
failure-elsewhere = it is in another region than { $region }
failure-unreadable = AWS denies reading it: it is another account's, or these credentials may not read it
