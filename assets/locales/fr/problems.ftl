### Ce qui s'est mal passé, après « erreur : ».

could-not = { $starts-with ->
    [vowel] impossible d'{ $action }
   *[consonant] impossible de { $action }
}
with-cause = { $problem } : { $cause }
problem-not-trusted = { $problem } ; votre adresse est { $address }, et { $key } n'en laisse se connecter que d'autres
problem-answer = { $key } est inutilisable : { $problem }
problem-unknown-step = il n'y a pas d'étape { $step }
problem-unmet-needs = { $count ->
    [one] l'étape { $step } s'appuie sur { $needs }, qui n'est pas encore construite
   *[other] l'étape { $step } s'appuie sur { $needs }, qui ne sont pas encore construites
}
problem-missing-need = l'étape { $step } demande { $key }, qu'aucune des étapes sur lesquelles elle s'appuie n'a créé
problem-another-cloud = le déploiement { $deployment } se trouve ici : { $made } ; et cette exécution vise : { $asked }
problem-another-region = le déploiement { $deployment } se trouve dans la région { $made }, et cette exécution vise { $asked }
problem-namesakes = le compte { $account }, dans la région { $region }, contient { $namesakes }, et rien ici ne montre à qui cela appartient
problem-unnamed-database = AWS ne donne aucun nom d'hôte utilisable pour l'instance de base de données { $id }
problem-lost-secret = le secret { $key } n'est pas connu ici, et rien ne peut être configuré sans lui
problem-listener = impossible d'écouter sur { $address } : { $cause }
problem-bug = une tâche s'est terminée de façon inattendue : { $detail }
problem-step = l'étape { $step } s'est arrêtée : { $problem }
problem-checks-failed = { $failed ->
    [one] { $failed } vérification sur { $checks } en échec
   *[other] { $failed } vérifications sur { $checks } en échec
}
problem-stopped = l'arrêt de l'exécution a été demandé
problem-unknown-deployment = il n'y a pas de déploiement { $deployment } ici
problem-nothing-there = { $problem }, et rien ne porte ce nom à cet endroit : { $place }
problem-elsewhere = { $problem } ; { $regions }
problem-region-holds = { $region } contient { $resources }
problem-known = { $problem } ; il y a { $known }
problem-known-unreadable = { $name } (ce qui en est consigné est illisible)
problem-known-one = { $name } ({ $place })
place-sandbox = le bac à sable
place-endpoint = le point de terminaison { $url }
place = { $cloud }, compte { $account }, région { $region }

## What is wrong with an answer.

answer-wrong-type = il faut { $kind }
answer-unknown-type = il faut un texte, un nombre, true, false ou une liste de textes
answer-not-a-number = « { $given } » n'est pas un nombre entier
answer-out-of-bounds = { $number } n'est pas entre { $least } et { $most }
answer-neither-yes-nor-no = « { $given } » n'est ni oui ni non
answer-no-choice = « { $given } » n'est aucun de ces choix : { $choices }
answer-not-a-range = « { $given } » n'est pas une plage IPv4 comme 10.0.0.0/16
answer-no-range = « { $given } » n'est ni une plage IPv4 comme 203.0.113.7/32, ni une plage IPv6 comme 2001:db8:0:7::/64
answer-not-an-instance-type = « { $given } » n'est pas un type d'instance comme t3.micro
answer-unknown-to-sandbox = le bac à sable ne connaît pas { $types } ; AWS le propose peut-être dans { $region }
answer-not-offered = aucune zone de disponibilité de { $region } ne propose { $types }
answer-unanswered = la question n'a pas de réponse
answer-no-default = il n'y a pas de valeur par défaut ici, et personne à qui demander
answer-another-in-use = quelque chose a été créé avec une autre réponse, et serait perdu
kind-text = un texte
kind-integer = un nombre entier entre { $least } et { $most }
kind-flag = true ou false
kind-choice = l'un de ces choix : { $choices }
kind-list = une liste de textes

## What is wrong with files.

problem-file-could-not-read = impossible de lire { $path } : { $cause }
problem-file-could-not-write = impossible d'écrire { $path } : { $cause }
problem-file-damaged = { $path } est abîmé : { $detail }
problem-file-newer = { $path } a le format { $format }, et ce jalon lit les formats jusqu'à { $known }
problem-file-foreign = { $path } n'est pas l'état de ce déploiement : { $owner }
problem-file-of-deployment = il appartient au déploiement { $deployment }
problem-file-not-jalons = il n'a pas de numéro de format, jalon ne l'a donc pas écrit
problem-file-linked = { $path } est un lien symbolique, et jalon n'en suit aucun dans ses propres répertoires
problem-file-anothers = { $path } appartient à un autre utilisateur (numéro { $uid })
problem-file-writable = d'autres utilisateurs peuvent écrire dans { $path } (mode { $mode }), et son contenu décide où vit le déploiement et ce qu'exécute jalon
problem-file-readable = d'autres utilisateurs peuvent lire { $path } (mode { $mode }), jalon ne l'a donc pas écrit : il a été copié, ou il est venu avec le répertoire
problem-file-no-working-folder = le répertoire où cette commande a été donnée a disparu : { $cause }
problem-file-locked = le processus { $pid } travaille déjà sur le déploiement { $deployment }
problem-file-unknown-process = (inconnu)

## What went wrong on a host.

problem-host-no-ssh = impossible de lancer ssh : { $detail }
problem-host-unreachable = impossible d'atteindre { $host } par SSH : { $detail }
problem-host-key-changed = la clé d'hôte de { $host } n'est plus la même : { $sent }
problem-host-key-sent = il a envoyé { $fingerprint }
problem-host-refused = { $host } n'accepte pas la clé SSH du déploiement : { $detail }
problem-host-no-address = { $host } fonctionne, et n'a pas d'adresse publique
problem-host-command = { $could-not } sur { $host } : { $detail }
problem-host-no-end = { $could-not } sur { $host } : pas terminé après { $minutes } minutes
problem-host-boot = le premier démarrage de { $host } a échoué dans { $failed }
problem-host-not-booted = { $host } n'a pas terminé son premier démarrage après { $minutes } minutes : { $obstacle }
problem-host-said-nothing = aucune explication
problem-host-cloud-init-says = cloud-init répond { $status }
task-log-in = ouvrir une session
task-ask-first-boot = demander à cloud-init comment s'est passé le premier démarrage
task-read-boot-log = lire le journal du premier démarrage
task-set-timer = régler la minuterie de son arrêt
task-ask-docker = demander sa version à Docker
task-ping = faire un ping vers { $address }
task-connect = établir une connexion vers { $host } sur le port { $port }
task-ask-address = demander à Internet l'adresse de l'hôte
task-query = interroger la base de données
task-compare-files = lire ~/{ $folder }
task-upload = { $count ->
    [one] envoyer { $count } fichier dans ~/{ $folder }
   *[other] envoyer { $count } fichiers dans ~/{ $folder }
}
task-remove-files = { $count ->
    [one] supprimer { $count } fichier de ~/{ $folder }
   *[other] supprimer { $count } fichiers de ~/{ $folder }
}
task-keep-list = garder la liste des fichiers dans ~/{ $folder }
task-fetch = récupérer { $url } à { $reference }
task-leave-repository = supprimer le dépôt dans ~/{ $folder }
task-look-at-containers = lire l'état des conteneurs
task-build-images = construire les images
task-start-containers = démarrer les conteneurs
task-fetch-authorities = récupérer les certificats des autorités de RDS
task-ask-application = obtenir une réponse de l'application sur le port { $port }

## What went wrong with a resource.

problem-resource-no-image = aucune image Ubuntu 24.04 LTS { $architecture } de Canonical n'est proposée dans { $region }
problem-resource-not-available = { $refusal } ; l'instance de base de données est dans l'état { $status }
problem-resource-peering-failed = la connexion d'appairage de VPC { $name } ({ $id }) a échoué : { $reason }
problem-resource-gone-at-once = { $resource } : état « { $state } » dès la création
aws-answered = { $could-not } : AWS a répondu { $code } : { $message }
aws-request-id = { $answer } (identifiant de requête { $id })
state-pending = en attente
state-ready = disponible
state-stopping = en cours d'arrêt
state-stopped = à l'arrêt
state-deleting = en cours de suppression
state-gone = introuvable
state-failed = en échec ({ $failure })
problem-resource-unchangeable = { $resource } ne peut pas être modifié sur place : { $differences }
problem-resource-duplicates = plusieurs ressources se disent { $key } : { $claimants }
problem-resource-claimant = de { $id } dépend : { $holds }
problem-resource-foreign = { $resource } existe déjà et n'appartient pas à ce déploiement
problem-resource-foreign-since = { $resource } existe déjà et n'appartient pas à ce déploiement ({ $reason })
problem-resource-foreign-answered = AWS a répondu { $code } : { $reason }
problem-resource-failed = { $resource } : échec, { $reason }
failed-being-deleted = suppression en cours
failed-still-being-deleted = suppression en cours, et toujours pas terminée après { $minutes } minutes
failed-stopped = arrêt par quelqu'un d'autre
failed-not-listed = AWS ne la liste plus
problem-resource-not-ready = { $resource } n'est pas disponible après { $minutes } minutes
problem-resource-unseen = personne ne peut dire si tout a disparu : { $unreadable }
problem-resource-unseen-stay = personne ne peut dire si tout a disparu : { $unreadable } ; restent donc { $keys }
problem-resource-undeletable = { $count ->
    [one] une ressource n'a pas pu être supprimée : { $stuck }
   *[other] des ressources n'ont pas pu être supprimées : { $stuck }
}
problem-resource-held-by = retenu par { $holders }
