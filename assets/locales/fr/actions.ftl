### Les mots de ce que fait un appel.

## What completes `could not …`, in French `impossible de …`.

action-identify = demander à AWS à qui sont ces informations d'identification
action-identify-at = demander au point de terminaison { $url } à qui sont ces informations d'identification
action-list = lister { $which }
action-list-tags = lister les balises { $key } dans { $region }
action-find = chercher { $which }
action-find-holders = chercher ce qui retient { $id }
action-find-users = chercher ce qui utilise { $id }
action-look-for = rechercher { $the } { $name }
action-look-for-tags = rechercher les balises du déploiement
action-read = lire { $the } { $id }
action-read-setting = lire { $setting } { $of-the } { $id }
action-set = régler { $setting } { $of-the } { $name }
action-write-tags-of = écrire { $setting } { $of-the } { $name }
action-switch-off = désactiver { $setting } de { $id }
action-resolve-names = résoudre les noms DNS dans les deux sens à travers { $id }
action-create = créer { $the } { $name }
action-allocate = allouer { $the } { $name }
action-take = prendre { $the } { $name }
action-launch = lancer { $the } { $name }
action-import = importer { $the } { $name }
action-request = demander { $the } { $name }
action-accept = accepter { $the } { $name }
action-disassociate = dissocier { $the } { $name }
action-modify = modifier { $the } { $name }
action-start = démarrer { $the } { $name }
action-stop = arrêter { $the } { $name }
action-delete = supprimer { $the } { $name }
action-release = libérer { $the } { $name }
action-terminate = résilier { $the } { $name }
action-create-with-range = { $creation } ({ $range })
action-add-route-tables = relier { $the } { $name } à d'autres tables de routage
action-add-rules = ajouter des règles : { $the } { $name }
action-let-everything-out = tout laisser sortir : { $the } { $name }
action-remove-rules = retirer des règles : { $the } { $name }
action-associate = associer la table de routage { $from } à { $to }
action-associate-instead = associer la table de routage { $from } à { $to } à la place
action-attach = attacher la passerelle Internet { $from } à { $to }
action-create-route = créer la route { $from } vers { $to }
action-detach = détacher la passerelle Internet { $from } de { $to }
action-point-route = diriger la route { $from } vers { $to }
action-delete-route = supprimer la route { $destination } de { $table }
action-rename = renommer { $id } en { $name }
action-write-tags = écrire les balises de { $ids }
action-remove-tags = retirer des balises de { $ids }
action-request-quota = demander { $wanted } pour le quota { $code }
action-ask-price = demander le prix de { $item }
action-upload = charger { $key } dans { $bucket }
action-upload-part = charger { $key } dans { $bucket } (partie { $part })
action-end-upload = mettre fin au chargement inachevé de { $key } dans { $bucket }
action-read-object = lire { $key } dans { $bucket }
action-delete-object = supprimer { $key } de { $bucket }
action-delete-objects = { $count ->
    [one] supprimer { $count } objet de { $bucket }
   *[other] supprimer { $count } objets de { $bucket }
}

## Which things are listed or found.

which-all = les { $many }
which-of-vpcs = les { $many } des VPC du déploiement
which-of-account = les { $many } du compte
which-in-region = les { $many } dans { $region }
which-in = les { $many } dans { $id }
which-to = les { $many } dans { $id }
which-of = les { $many } de { $id }
which-parts-of = les { $many } { $of-the } { $id }
which-naming = les { $many } qui citent { $id }
which-served-by = les { $many } que { $id } dessert
which-serving = { $the } qui dessert { $id }
which-offering = les { $many } qui proposent { $instance-type }
which-of-guardduty = les { $many } de GuardDuty
which-newest = { $gender ->
    [f] la dernière { $one }
   *[m] le dernier { $one }
}

## Settings, as they stand before `of the subnet`.

setting-deletion-protection = la protection contre la suppression
setting-dns-host-names = les noms d'hôte DNS
setting-dns-support = la résolution DNS
setting-metadata-options = les options de métadonnées
setting-object-ownership = la propriété des objets
setting-policy = la politique
setting-public-access-block = le blocage de l'accès public
setting-public-address = l'adresse publique
setting-public-addresses = les adresses publiques au lancement
setting-security-group = le groupe de sécurité
setting-subnets = les sous-réseaux
setting-tags = les balises
setting-termination-protection = la protection contre la résiliation
setting-website = le site web
