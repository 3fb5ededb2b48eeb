### Ce qui retient une ressource qu'AWS ne laisse pas partir.

blocker-instance-interface = instance { $id } (interface réseau { $interface })
blocker-instance = instance { $id }
blocker-interface-described = interface réseau { $id } ({ $description })
blocker-interface = interface réseau { $id }
blocker-no-description = sans description
blocker-unknown-status = inconnu
blocker-group-rule = une règle du groupe de sécurité { $group } ({ $name })
blocker-association = son association au sous-réseau { $subnet }
blocker-main-route-table = c'est la table de routage principale de son VPC
blocker-db-instance = instance de base de données { $id } ({ $status })
blocker-part-named = { $noun } { $id } ({ $name })
blocker-part = { $noun } { $id }
