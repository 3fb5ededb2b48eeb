### Ce qu'une personne appelle les choses d'AWS. Les formes : `the` et `of-the` se placent dans une phrase, `many` est le pluriel, `gender` le genre, `one` s'emploie seul.

noun-address = { $form ->
    [the] l'adresse IP Elastic
    [of-the] de l'adresse IP Elastic
    [many] adresses IP Elastic
    [gender] f
   *[one] adresse IP Elastic
}
noun-availability-zone = { $form ->
    [the] la zone de disponibilité
    [of-the] de la zone de disponibilité
    [many] zones de disponibilité
    [gender] f
   *[one] zone de disponibilité
}
noun-bucket = { $form ->
    [the] le compartiment S3
    [of-the] du compartiment S3
    [many] compartiments S3
    [gender] m
   *[one] compartiment S3
}
noun-db-instance = { $form ->
    [the] l'instance de base de données
    [of-the] de l'instance de base de données
    [many] instances de base de données
    [gender] f
   *[one] instance de base de données
}
noun-db-snapshot = { $form ->
    [the] l'instantané de base de données
    [of-the] de l'instantané de base de données
    [many] instantanés de base de données
    [gender] m
   *[one] instantané de base de données
}
noun-db-subnet-group = { $form ->
    [the] le groupe de sous-réseaux de base de données
    [of-the] du groupe de sous-réseaux de base de données
    [many] groupes de sous-réseaux de base de données
    [gender] m
   *[one] groupe de sous-réseaux de base de données
}
noun-ebs-snapshot = { $form ->
    [the] l'instantané EBS
    [of-the] de l'instantané EBS
    [many] instantanés EBS
    [gender] m
   *[one] instantané EBS
}
noun-ebs-snapshots = { $form ->
    [the] les instantanés EBS
    [of-the] des instantanés EBS
    [many] instantanés EBS
    [gender] mp
   *[one] instantanés EBS
}
noun-instance = { $form ->
    [the] l'instance
    [of-the] de l'instance
    [many] instances
    [gender] f
   *[one] instance
}
noun-instance-type = { $form ->
    [the] le type d'instance
    [of-the] du type d'instance
    [many] types d'instance
    [gender] m
   *[one] type d'instance
}
noun-internet-gateway = { $form ->
    [the] la passerelle Internet
    [of-the] de la passerelle Internet
    [many] passerelles Internet
    [gender] f
   *[one] passerelle Internet
}
noun-key-pair = { $form ->
    [the] la paire de clés
    [of-the] de la paire de clés
    [many] paires de clés
    [gender] f
   *[one] paire de clés
}
noun-nat-gateway = { $form ->
    [the] la passerelle NAT
    [of-the] de la passerelle NAT
    [many] passerelles NAT
    [gender] f
   *[one] passerelle NAT
}
noun-network-acl = { $form ->
    [the] l'ACL réseau
    [of-the] de l'ACL réseau
    [many] ACL réseau
    [gender] f
   *[one] ACL réseau
}
noun-network-interface = { $form ->
    [the] l'interface réseau
    [of-the] de l'interface réseau
    [many] interfaces réseau
    [gender] f
   *[one] interface réseau
}
noun-object = { $form ->
    [the] l'objet
    [of-the] de l'objet
    [many] objets
    [gender] m
   *[one] objet
}
noun-object-version = { $form ->
    [the] la version d'objet
    [of-the] de la version d'objet
    [many] versions d'objets
    [gender] f
   *[one] version d'objet
}
noun-quota = { $form ->
    [the] le quota
    [of-the] du quota
    [many] quotas
    [gender] m
   *[one] quota
}
noun-region = { $form ->
    [the] la région
    [of-the] de la région
    [many] régions
    [gender] f
   *[one] région
}
noun-route = { $form ->
    [the] la route
    [of-the] de la route
    [many] routes
    [gender] f
   *[one] route
}
noun-route-table = { $form ->
    [the] la table de routage
    [of-the] de la table de routage
    [many] tables de routage
    [gender] f
   *[one] table de routage
}
noun-rule = { $form ->
    [the] la règle
    [of-the] de la règle
    [many] règles
    [gender] f
   *[one] règle
}
noun-security-group = { $form ->
    [the] le groupe de sécurité
    [of-the] du groupe de sécurité
    [many] groupes de sécurité
    [gender] m
   *[one] groupe de sécurité
}
noun-site-content = { $form ->
    [the] le contenu du site
    [of-the] du contenu du site
    [many] contenus du site
    [gender] m
   *[one] contenu du site
}
noun-subnet = { $form ->
    [the] le sous-réseau
    [of-the] du sous-réseau
    [many] sous-réseaux
    [gender] m
   *[one] sous-réseau
}
noun-ubuntu-image = { $form ->
    [the] l'image Ubuntu 24.04 LTS
    [of-the] de l'image Ubuntu 24.04 LTS
    [many] images Ubuntu 24.04 LTS
    [gender] f
   *[one] image Ubuntu 24.04 LTS
}
noun-unfinished-upload = { $form ->
    [the] le chargement inachevé
    [of-the] du chargement inachevé
    [many] chargements inachevés
    [gender] m
   *[one] chargement inachevé
}
noun-volume = { $form ->
    [the] le volume EBS
    [of-the] du volume EBS
    [many] volumes EBS
    [gender] m
   *[one] volume EBS
}
noun-vpc = { $form ->
    [the] le VPC
    [of-the] du VPC
    [many] VPC
    [gender] m
   *[one] VPC
}
noun-vpc-endpoint = { $form ->
    [the] le point de terminaison d'un VPC
    [of-the] du point de terminaison d'un VPC
    [many] points de terminaison de VPC
    [gender] m
   *[one] point de terminaison d'un VPC
}
noun-vpc-peering = { $form ->
    [the] la connexion d'appairage de VPC
    [of-the] de la connexion d'appairage de VPC
    [many] connexions d'appairage de VPC
    [gender] f
   *[one] connexion d'appairage de VPC
}
noun-vpc-peering-options = { $form ->
    [the] les options d'appairage de VPC
    [of-the] des options d'appairage de VPC
    [many] options d'appairage de VPC
    [gender] fp
   *[one] options d'appairage de VPC
}
