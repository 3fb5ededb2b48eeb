### What the state of a deployment shows.

status-place = ({ $cloud }, account { $account }, { $region })
status-sandbox = sandbox
status-resources = Resources
status-outputs = Outputs
status-expired = It has expired. { $costs-on }.
status-budget = Its budget is { $dollars } a day.
status-addition = somebody else's: { $addition }
# How far a step is.
status-step = { $status }
# The state of a resource.
status-resource = { $status }
