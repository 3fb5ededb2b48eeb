### What holds a resource that AWS does not let go.

blocker-instance-interface = instance { $id } (network interface { $interface })
blocker-instance = instance { $id }
blocker-interface-described = network interface { $id } ({ $description })
blocker-interface = network interface { $id }
blocker-no-description = no description
blocker-unknown-status = unknown
blocker-group-rule = a rule of security group { $group } ({ $name })
blocker-association = its association with subnet { $subnet }
blocker-main-route-table = it is the main route table of its VPC
blocker-db-instance = DB instance { $id } ({ $status })
blocker-part-named = { $noun } { $id } ({ $name })
blocker-part = { $noun } { $id }
