### Les phrases des conseils : ce qu'une personne peut faire. Elles suivent « ensuite : ».

advice-data-goes = les données de la base disparaissent avec lui, et seuls des instantanés les gardent alors (--keep-snapshots les conserve)
advice-again = relancez la même commande : { $what }
advice-report-bug = relancez la même commande ; si cela se reproduit, signalez-le
again-waits = elle reprend l'attente là où elle s'est arrêtée
again-reads-first = elle lit ce qui existe déjà avant de créer quoi que ce soit
again-makes-another = elle crée une autre ressource à la place ; si celle-ci échoue aussi, corrigez d'abord ce que nomme AWS
again-makes-anew = la ressource sera recréée
again-asks-for-address = elle demande une adresse publique à AWS
again-starts = elle la redémarre
again-once-put-right = elle continue une fois corrigé ce que nomme AWS
advice-then-same-command = { $advice }, puis relancez la même commande : elle reprend là où elle s'est arrêtée
advice-renew-then-same-command = { $renewal } ; relancez ensuite la même commande : elle reprend là où elle s'est arrêtée

## About the account.

account-give-credentials = donnez des informations d'identification : `aws configure`, `aws sso login --profile NOM` avec `--profile NOM`, ou AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY ; pour répéter sans compte, { $rehearse }
account-add-sandbox = ajoutez --sandbox
account-sandbox-instead = mettez --sandbox à la place de --endpoint-url
account-clock-ahead = l'horloge de cette machine avance de { $off } sur celle d'AWS : réglez-la (`sudo timedatectl set-ntp true` sous Linux)
account-clock-behind = l'horloge de cette machine retarde de { $off } sur celle d'AWS : réglez-la (`sudo timedatectl set-ntp true` sous Linux)
off-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
off-hours = { $count } heures
off-days = { $count } jours
account-wait-for-verification = AWS vérifie le compte pour cette région, ce qui prend de quelques minutes à quatre heures : attendez
account-log-in-again = reconnectez-vous (`aws sso login`, `aws login`, ou des clés fraîches dans AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY et AWS_SESSION_TOKEN)
account-ask-for-policy = demandez une politique qui autorise cette action
account-ask-organization = l'organisation le refuse par une politique de contrôle des services. S'il manque une balise obligatoire, ajoutez --tag KEY=VALUE ; sinon, demandez à qui administre l'organisation
account-allowed-storage = AWS ne dit pas ce qu'il refuse. Les comptes de formation comme le Learner Lab ne permettent que le stockage gp2 et les classes jusqu'à medium : essayez { $storage }. Sinon, demandez une politique qui autorise cette action. Relancez ensuite la même commande : elle reprend là où elle s'est arrêtée
account-check-network = vérifiez que le réseau et le point de terminaison sont accessibles, puis relancez la même commande : elle lit ce qui existe déjà avant de créer quoi que ce soit
account-raise-quota = libérez-en un qui ne sert plus, ou demandez davantage pour le quota { $quota } dans la console Service Quotas
account-free-instance-type = le plan gratuit du compte n'a pas ce type d'instance : choisissez t3.micro, t3.small, t4g.micro, t4g.small, c7i-flex.large ou m7i-flex.large avec { $set }, ou changez de plan
account-free-database = le plan gratuit du compte permet les classes micro et un jour de sauvegardes : { $class } et { $backups }, ou changez de plan
account-other-type-or-later = choisissez un autre type d'instance avec { $set }, ou réessayez plus tard
account-other-zone-or-type = mettez l'hôte dans une autre zone du réseau avec { $zone } (ou 1, ou 3 s'il en a trois) ; ou choisissez un autre type d'instance avec { $set } ; ou réessayez plus tard
account-no-image = la région n'a pas cette image, ou les AMI autorisées du compte (console EC2, « Data protection and security ») la cachent : { $way }, ou choisissez une autre région avec --region
account-allow-image = autorisez-la là
account-name-image = nommez-en une qu'il peut lancer avec { $set }
account-free-bucket-name = tous les clients d'AWS partagent les noms de compartiments : choisissez-en un autre avec { $set }
account-allow-public-policies = le compte ou son organisation bloque les politiques publiques : autorisez-les dans la console S3, sous « Block Public Access settings for this account »
account-or-leave-out = { $advice } ; ou omettez l'étape avec { $walk }
account-another-endpoint-or-leave-out = utilisez un point de terminaison qui l'a, ou omettez l'étape avec { $walk }
account-another-endpoint = utilisez un point de terminaison qui l'a
account-make-role = AWS crée un rôle de RDS à sa première utilisation dans un compte : attendez quelques minutes, puis relancez la même commande : elle reprend là où elle s'est arrêtée. S'il ne vient pas, quelqu'un qui a accès à IAM le crée : `aws iam create-service-linked-role --aws-service-name rds.amazonaws.com`
account-enable-region = AWS connaît ces informations d'identification dans d'autres régions : le compte n'a pas activé celle-ci. Activez-la dans la console, sous « Account », « AWS Regions », ce qui prend quelques minutes, puis relancez la même commande : elle reprend là où elle s'est arrêtée ; ou choisissez une autre région avec --region
account-enable = activez d'abord la région ou le service pour ce compte
account-another-answer = donnez une autre réponse avec --set KEY=VALUE ({ $init } liste les clés), puis relancez la même commande
quota-name-code = « { $name } » ({ $code })
quota-name-alone = « { $name } »
renew-environment-temporary = mettez des clés fraîches dans AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY et AWS_SESSION_TOKEN : celles de l'environnement ont expiré
renew-environment = mettez une clé active dans AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY : celle de l'environnement n'est pas acceptée, ou ne l'est plus
renew-web-identity = ces informations d'identification, issues d'un jeton web, se renouvellent d'elles-mêmes ; sinon, vérifiez que le jeton dans AWS_WEB_IDENTITY_TOKEN_FILE est frais et que le rôle lui fait encore confiance
renew-container = ces informations d'identification, issues du rôle du conteneur, se renouvellent d'elles-mêmes ; sinon, vérifiez que la tâche a encore son rôle
renew-placeholder = ce point de terminaison n'accepte pas n'importe quelles informations d'identification : mettez dans AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY celles qu'il connaît
renew-instance-role = ces informations d'identification, issues du rôle de l'instance, se renouvellent d'elles-mêmes ; sinon, vérifiez que l'instance a encore son rôle
renew-sso = reconnectez-vous avec `aws sso login --profile { $name }`
renew-login = reconnectez-vous avec `aws login --profile { $name }`
renew-process = reconnectez-vous avec le programme qui donne au profil { $name } ses informations d'identification (credential_process)
renew-keys-temporary = mettez des clés fraîches et leur aws_session_token dans le profil { $name } de ~/.aws/credentials : celles qui y sont ont expiré
renew-keys = donnez au profil { $name } une clé active avec `aws configure --profile { $name }`

## About files.

file-name-another = nommez un fichier qui existe
file-make-readable = rendez { $path } lisible pour vous, puis relancez la même commande
file-move-away = rien n'a changé. Écartez-le ({ $command }) et relancez la même commande : ce qui est sur AWS se retrouve par ses balises
file-restore-secrets = rien n'a changé. Remettez-en une copie ; rien d'autre ne garde ce qu'il contient. Sans copie, écartez-le ({ $command }) et relancez la même commande : elle dit que faire du mot de passe de la base
file-empty-sandbox = rien n'a changé. Le contenu du bac à sable n'est que dans ce répertoire : remettez-en une copie, ou écartez-le ({ $command }) et relancez la même commande, qui commence avec un bac à sable vide
file-use-newer = utilisez le jalon qui l'a écrit, ou un plus récent
file-free-space = libérez de la place sur le disque, puis relancez la même commande : elle reprend là où elle s'est arrêtée
file-find-by-tags = il n'y a pas de { $folder } : on ne peut pas le créer là, ou il a disparu pendant que jalon travaillait. Nommez-en un autre avec --state-dir, ou relancez la même commande : ce qui est sur AWS se retrouve par ses balises
file-name-folder = un fichier occupe la place d'un répertoire : écartez-le, ou nommez un répertoire avec --state-dir
file-make-writable = rendez le répertoire accessible en écriture pour vous, ou nommez-en un autre avec --state-dir
file-remove-link = rien n'a été touché derrière. Voyez où il mène (ls -l { $link }), supprimez le lien (rm { $link }), et relancez la même commande
file-take-ownership = jalon n'utilise que ce qui est à vous ou à root. Nommez un répertoire d'état à vous avec --state-dir, ou prenez possession de celui-ci si vous savez ce qu'il contient : { $command }
file-make-private = si vous l'avez mis là vous-même, fermez-le aux autres ({ $command }) et relancez la même commande ; sinon, nommez un autre répertoire d'état avec --state-dir
file-change-folder = allez dans un répertoire qui existe (cd), puis relancez la même commande
file-wait-or-kill = attendez qu'elle se termine, ou arrêtez-la avec : kill -INT { $pid }
file-wait = attendez qu'elle se termine, puis relancez la même commande
file-replace-secret = s'il a changé sur AWS, mettez le nouveau dans { $file } sous { $key } ; sinon, retirez-le des réponses. Relancez ensuite la même commande
file-restore-secret = mettez-le dans secrets.json sous { $key }, ou détruisez le déploiement avec { $destroy } et recommencez le parcours : { $data-goes }

## About hosts.

host-install-ssh = installez le client OpenSSH, puis relancez la même commande
host-check-addresses = un délai d'attente dépassé vient presque toujours d'un groupe de sécurité ou d'une adresse qui a changé : { $walk } met les deux à jour ; { $ssh } essaie à la main
host-trust-own-address = { $walk } laisse entrer votre adresse
host-remove-key = quelqu'un s'est peut-être glissé entre les deux. Si vous savez pourquoi elle a changé, supprimez l'ancienne clé avec `ssh-keygen -f { $file } -R { $alias }` et relancez la même commande
host-restore-key = remettez la clé privée du déploiement dans son répertoire ; sans elle, il reste { $destroy } et un nouveau parcours : { $data-goes }
host-log-in = examinez l'hôte avec { $ssh }, puis relancez la même commande
host-read-boot-log = examinez l'hôte avec { $ssh } ; un hôte n'a qu'un premier démarrage : résiliez-le et recommencez le parcours pour en avoir un autre

## About resources.

resource-take-down = détruisez-la avec { $destroy }
resource-remove-duplicate = supprimez celle dont vous ne voulez pas, avec ce qu'elle contient : { $destroy }. Si le déploiement ne l'a pas créée, retirez-lui plutôt sa balise jalon:resource. Relancez ensuite la même commande
resource-another-name = choisissez un autre nom avec --set, ou un autre déploiement avec --deployment
resource-name-of-experiment = renommez ou supprimez { $id } vous-même si rien n'en a besoin, ou faites l'essai dans un déploiement d'un autre nom
resource-repair = regardez { $id } dans la console ; après réparation ou suppression, relancez la même commande
resource-remove-holders = supprimez ce qui les retient, puis relancez { $destroy }
resource-add-storage = donnez-lui plus de stockage (aws rds modify-db-instance --db-instance-identifier { $id } --allocated-storage GIB --apply-immediately), puis relancez la même commande
resource-wait-until-available = regardez { $id } dans la console ; dès son retour à l'état disponible, relancez la même commande
resource-see-differences = { $plan } montre les écarts, et { $walk } met à jour ce qui peut l'être
resource-undo-beside = { $reach } montre où ; toutes les ressources du déploiement sont comme elles doivent être : défaites donc ce qui a changé à côté d'elles, et { $verify } vérifie à nouveau
resource-undo-on-hosts = toutes les ressources et tous les chemins du déploiement sont comme ils doivent être : { $walk } envoie et redémarre ce qui manque sur les hôtes ; s'il vient de le faire, regardez ce qui a été vu, et { $verify } vérifie à nouveau
resource-keep-answer = { $keep } ; ou { $delete }, et relancez la même commande : elle sera alors recréée
resource-keep-as-answered = donnez la réponse avec laquelle elle a été créée
resource-keep-with = gardez-la telle quelle, en ajoutant { $options } à la même commande
resource-delete-database = supprimez { $key } vous-même, avec toutes ses données : seul un instantané les garde (`aws rds create-db-snapshot --db-instance-identifier { $id } --db-snapshot-identifier NOM`)
resource-delete-instance = supprimez { $key } vous-même, avec les données de son disque : seul un instantané les garde (`aws ec2 create-snapshots --instance-specification InstanceId={ $id }`)
resource-delete = supprimez { $key } vous-même, avec ses données
