### Les phrases des avertissements.

notice-lost-key = La clé privée de { $id } n'est pas sur cette machine, et personne ne peut donc se connecter aux hôtes d'ici. Remettez-la dans { $file }, ou détruisez le déploiement avec { $destroy } et recommencez le parcours : { $data-goes }.
notice-lost-password = Le mot de passe de { $id } n'est pas sur cette machine. Donnez-le avec --answers FILE, comme { $key } dans ce fichier ; si personne ne l'a, fixez-en d'abord un nouveau dans la console RDS.
notice-key-in-table = { $name } sous [{ $table }]
notice-unwanted = L'étape { $step } ne veut plus de { $key } ({ $id }), qui reste et continue de coûter jusqu'à { $destroy }.
notice-left-of-experiment = { $key } ({ $id }) existe depuis une expérience interrompue, ou encore en cours. Cela continue de coûter jusqu'à { $ends }, qui la termine.
notice-begun-by-experiment = Une expérience interrompue a peut-être créé { $key }. { $ends } cherche la ressource et la supprime.
notice-replaced = AWS a renoncé : { $the } { $key } ({ $id }), { $reason }. Une autre ressource est créée à la place ; AWS montre encore un moment celle qui a échoué.
notice-spares = { $count ->
    [one] { $key } existe plusieurs fois. { $kept } est à garder : voici ce qui en dépend : { $holds }. Rien ne dépend de { $spares }, qui reste, avec son coût, jusqu'à { $destroy }.
   *[other] { $key } existe plusieurs fois. { $kept } est à garder : voici ce qui en dépend : { $holds }. Rien ne dépend de { $spares }, qui restent, avec leur coût, jusqu'à { $destroy }.
}
notice-additions = Quelqu'un a ajouté à { $key } ({ $id }) : { $parts }. Cela reste tel quel.
notice-unusable-host = L'instance { $id } est omise de ssh_config : son nom, son identifiant ou son adresse n'est pas de ceux que donne AWS, et OpenSSH pourrait le prendre pour une option.
notice-no-host = Il n'y a pas d'hôte derrière ce point de terminaison : sur AWS, l'application serait déployée maintenant.
notice-application-up-to-date = L'application est à jour.
notice-application-started = Les conteneurs de l'application ont démarré.
notice-application-deployed = { $count ->
    [one] L'application est déployée : { $count } fichier envoyé, conteneurs démarrés.
   *[other] L'application est déployée : { $count } fichiers envoyés, conteneurs démarrés.
}
notice-database-unchecked = Le chemin de l'application vers sa base est chiffré, mais le certificat qu'elle y reçoit n'est pas vérifié : { $reason }. Le prochain parcours réessaiera.
notice-under-kms = S3 chiffre avec une clé AWS KMS ce qui entre dans { $bucket }, et personne ne peut donc lire le site sans informations d'identification AWS. Faites de SSE-S3 le chiffrement par défaut du compartiment, supprimez ses objets, et recommencez le parcours.
notice-no-single-price = AWS n'a pas de prix à la demande unique pour { $items }. Ce que l'on sait ici est du { $made }.
notice-price-not-said = AWS n'a pas donné le prix de { $items } ({ $reason }). Ce que l'on sait ici est du { $made }.
reason-with-code = { $code } : { $reason }
notice-trying-again = Nouvel essai ({ $action }) : AWS répond { $failure } pour l'instant, après { $seconds } secondes.
notice-waiting-for-answer = En attente de la réponse d'AWS ({ $action }), depuis { $seconds } secondes.
notice-checks-again = { $count ->
    [one] { $count } vérification en échec. AWS ne montre peut-être pas encore tout : les vérifications recommencent, pendant { $seconds } secondes au plus.
   *[other] { $count } vérifications en échec. AWS ne montre peut-être pas encore tout : les vérifications recommencent, pendant { $seconds } secondes au plus.
}

## Whose a resource is.

notice-namesakes = Rien ici ne montre à qui appartient ceci : { $namesakes }. { $take-over } le rattache.
notice-left-alone = À côté de ce déploiement, il y a { $namesakes }. Rien n'y change ; { $take-over } le rattache.
notice-copy = { $id } (comme { $key })
notice-copies = { $count ->
    [one] { $copies } porte des balises copiées de ce déploiement. Rien n'y sera ni modifié ni supprimé.
   *[other] { $copies } portent des balises copiées de ce déploiement. Rien n'y sera ni modifié ni supprimé.
}
notice-unreadable = { $unreadable }. Ce que le déploiement en possède est inconnu ici, et seules les étapes qui en construisent s'arrêtent là.
notice-denies-listing = AWS refuse de lister : { $nouns } ({ $codes })
namesake-with-id = un déploiement { $deployment } d'identifiant { $id } ({ $resources }, { $cost })
namesake-since = un déploiement { $deployment } d'identifiant { $id } ({ $resources } depuis le { $day }, { $cost })
namesake-without-id = { $resources } sans identifiant, du nom de { $deployment } ({ $cost })

## The site's folder.

notice-foreign-objects = { $count ->
    [one] jalon ne touche pas à ce que d'autres ont mis dans { $bucket } : { $count } objet ({ $named }). { $destroy } supprime le compartiment avec tout son contenu.
   *[other] jalon ne touche pas à ce que d'autres ont mis dans { $bucket } : { $count } objets ({ $named }). { $destroy } supprime le compartiment avec tout son contenu.
}
and-more = { $named } et { $count } de plus
notice-not-published = Non publié, dans le répertoire du site : { $counted }. --verbose les nomme un à un.
left-out-hidden = { $count ->
    [one] { $count } nom caché
   *[other] { $count } noms cachés
}
left-out-leftover = { $count ->
    [one] { $count } reste d'un éditeur ou d'un système
   *[other] { $count } restes d'un éditeur ou d'un système
}
left-out-link-out = { $count ->
    [one] { $count } lien vers l'extérieur
   *[other] { $count } liens vers l'extérieur
}
left-out-link-loop = { $count ->
    [one] { $count } lien qui revient en arrière
   *[other] { $count } liens qui reviennent en arrière
}
left-out-nested-link = { $count ->
    [one] { $count } lien derrière d'autres liens
   *[other] { $count } liens derrière d'autres liens
}
left-out-broken-link = { $count ->
    [one] { $count } lien vers rien
   *[other] { $count } liens vers rien
}
left-out-pipe = { $count ->
    [one] { $count } tube nommé
   *[other] { $count } tubes nommés
}
left-out-socket = { $count ->
    [one] { $count } socket
   *[other] { $count } sockets
}
left-out-device = { $count ->
    [one] { $count } périphérique
   *[other] { $count } périphériques
}
why-hidden = son nom commence par un point
why-leftover = un éditeur, un système ou un gestionnaire de paquets l'a laissé là
why-link-out = il mène hors du répertoire, à { $target }
why-link-loop = il mène à un répertoire qui le contient
why-nested-link = il est derrière d'autres liens vers des répertoires
why-broken-link = il ne mène à rien
why-pipe = c'est un tube nommé
why-socket = c'est un socket
why-device = c'est un périphérique

## What refers to a resource.

holdings-attachment = son attachement à { $vpc }
holdings-nothing = rien
