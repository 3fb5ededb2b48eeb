### L'aide des commandes et des options.

help-after =
    Chaque option commune à plusieurs commandes, sauf --set, est aussi une variable
    d'environnement : JALON_STATE_DIR pour --state-dir. Ce qui est tapé l'emporte, puis
    l'environnement, puis ce que le déploiement a consigné.
    Répéter sans compte :  jalon walk --sandbox
    Codes de sortie : 0 succès, 1 échec, 2 usage, 3 une vérification en échec,
    101 un bogue de jalon, 130 Ctrl-C, 128 plus son numéro pour un autre signal
help-reach-after =
    Extrémités : le nom d'un hôte, database, internet (toute adresse publique sauf la vôtre), me (les
    adresses qui peuvent se connecter), une adresse IPv4, ou un sous-réseau comme subnet/private1.
    Sans port : 22 pour un hôte, celui de la base de données, 443 pour Internet. TO:icmp est un ping.
help-global-options = Options communes à plusieurs commandes{" "}
help-sandbox-options = Le bac à sable{" "}
help-account-options = Le compte du bac à sable{" "}
help-fault-options = Pannes{" "}
help-commands = Commandes{" "}
command-jalon = Construisez un véritable environnement AWS étape par étape, et comprenez chaque étape
option-deployment = Le déploiement : un environnement, par son nom
option-state-dir = Où les déploiements sont consignés
option-region = La région AWS [par défaut : celle du déploiement, AWS_REGION, celle du profil]
option-profile = Un profil des fichiers de configuration d'AWS
option-endpoint-url = Un autre point de terminaison qui parle les protocoles d'AWS [aussi : AWS_ENDPOINT_URL]
option-sandbox = Répéter dans l'AWS simulé de ce programme (le déploiement s'en souvient)
option-sandbox-speed = Combien de secondes du bac à sable passent en une seconde réelle
option-live-hosts = Les hôtes derrière ce point de terminaison sont réels : s'y connecter (ceux d'AWS le sont toujours)
option-yes = Ne rien demander : prendre les réponses données, consignées et par défaut
option-answers = Un fichier TOML de réponses ; `jalon init` en écrit un
option-set = Une réponse, par exemple --set vpc.cidr=10.0.0.0/16 (peut se répéter)
option-output = Comment écrire ce qui a été trouvé
option-color = Quand utiliser des couleurs
option-lang = La langue de ce qui est dit [par défaut : celle du système]
option-accessible = Tout montrer ligne par ligne, pour un lecteur d'écran : rien n'est redessiné, on répond aux questions par une ligne [aussi : ACCESSIBLE]
option-notify = Sonner après une attente de tant de secondes, et montrer l'avancement dans l'onglet du terminal ; ou never, jamais
option-verbose = Montrer chaque appel à AWS
option-quiet = Ne montrer que ce qui se passe mal
option-help = Afficher l'aide
option-version = Afficher la version
command-walk = Parcourir toutes les étapes, en reprenant là où un parcours précédent s'est arrêté
option-walk-until = S'arrêter après cette étape
option-walk-skip = Omettre cette étape, maintenant et ensuite ; `jalon run STEP` annule ce choix (peut se répéter)
option-walk-timings = Montrer à la fin quand tout a été commencé, créé et disponible
option-walk-watch = Suivre la construction sur une page du navigateur, comme `jalon watch`, jusqu'à la fin du parcours
option-walk-record = Garder dans ce fichier les durées d'AWS, sans identifiants, adresses, noms ni secrets ; voir docs/RECORDING.md
option-walk-brief = Omettre les leçons, maintenant et ensuite ; --brief=false annule ce choix
option-walk-budget = Redemander, ou refuser avec --yes, si le coût dépasse ce montant par jour, maintenant et ensuite ; « none » annule ce choix
option-walk-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
option-walk-expires = Le moment où les hôtes s'arrêtent d'eux-mêmes et où `jalon sweep` peut détruire le déploiement : 4h, 18:00, 2026-12-01 (jusqu'à la fin de ce jour) ; « none » annule ce choix
option-walk-tags = Mettre cette balise sur tout, maintenant et ensuite, par exemple --tag cost-center=42 (peut se répéter)
option-walk-take-over = Rattacher à ce déploiement un homonyme inconnu ici ; s'il y en a plusieurs, celui dont l'identifiant est ID
option-walk-like = Prendre les durées et les retards d'AWS dans un enregistrement, que fait `--record FILE`
option-walk-plan = Le genre de compte : paid, free-plan, learner-lab, new ou company
option-walk-extras = Ce que le compte a d'autre : guardduty, local-zones, wavelength-zones, ou no-rds si une organisation le refuse (peut se répéter)
option-walk-clock-skew = L'écart entre l'horloge d'AWS et celle de cette machine : 25m si elle avance, -2h si elle retarde
option-walk-deny = Refuser une action comme le fait une politique IAM, par exemple ec2:RunInstances ou s3:Put* (peut se répéter)
option-walk-policy = Ne laisser faire à l'utilisateur que ce que permet cette politique IAM (peut se répéter)
option-walk-expire-after = Faire expirer chaque clé d'accès après ce temps du bac à sable depuis son premier usage, par exemple 90s ou 15m
option-walk-full-zone = Une zone sans place pour une instance de plus, par exemple us-east-1a (peut se répéter)
option-walk-quota = Un autre quota que celui d'AWS par défaut, par exemple vpcs=1 (peut se répéter)
command-run = Exécuter une étape par son nom
option-run-step = Le nom de l'étape, par exemple vpc ; `jalon steps` les liste
option-run-with-needs = Exécuter aussi les étapes sur lesquelles elle s'appuie
option-run-brief = Omettre les leçons, maintenant et ensuite ; --brief=false annule ce choix
option-run-budget = Redemander, ou refuser avec --yes, si le coût dépasse ce montant par jour, maintenant et ensuite ; « none » annule ce choix
option-run-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
option-run-expires = Le moment où les hôtes s'arrêtent d'eux-mêmes et où `jalon sweep` peut détruire le déploiement : 4h, 18:00, 2026-12-01 (jusqu'à la fin de ce jour) ; « none » annule ce choix
option-run-tags = Mettre cette balise sur tout, maintenant et ensuite, par exemple --tag cost-center=42 (peut se répéter)
option-run-take-over = Rattacher à ce déploiement un homonyme inconnu ici ; s'il y en a plusieurs, celui dont l'identifiant est ID
command-preflight = Montrer si le compte permet ce qu'il faut à un parcours, avant toute création ; ne change rien
option-preflight-until = Lire ce qu'il faut à un parcours jusqu'à cette étape
option-preflight-request = Demander à AWS des quotas plus élevés là où ils sont trop petits, après confirmation
option-preflight-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
command-steps = Lister les étapes et où en est chacune
command-plan = Montrer ce qu'un parcours créerait, modifierait, garderait ou adopterait ; ne change rien
option-plan-step = Une seule étape
option-plan-detailed-exitcode = Sortir avec 0 s'il n'y a rien à faire, 2 s'il y a à faire, 1 en cas d'erreur
option-plan-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
command-status = Montrer les étapes, les ressources, la dérive et comment atteindre ce qui est construit
option-status-picture = Dessiner d'abord le déploiement, en caractères (en texte seulement)
option-status-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
command-verify = Vérifier ce qui est construit ; code de sortie 3 si une vérification échoue
option-verify-step = Une seule étape
command-ssh = Se connecter à un hôte, ou y exécuter une commande
option-ssh-host = L'hôte : app-host, test-host ou ai-host
option-ssh-command = Ce qu'il faut y exécuter ; sinon, un interpréteur de commandes
command-reach = Montrer si une extrémité en atteint une autre à travers le réseau, saut par saut
option-reach-from = Qui envoie, par exemple app-host, internet ou me
option-reach-to = Qui est à atteindre, par exemple test-host, database, test-host:icmp ou internet:443
option-reach-protocol = À quel protocole appartient le port
command-draw = Dessiner le déploiement : ce qui existe, ce qui existera, et qui atteint qui
option-draw-format = Comment le dessiner
option-draw-tall = Dessiner les VPC l'un sous l'autre : pour un téléphone ou une page
command-report = Écrire le dossier : schéma, preuves, chronologie et coûts, dans un seul fichier
option-report-format = Comment l'écrire
option-report-out = Le fichier à écrire ; `-` est la sortie standard [par défaut : DEPLOYMENT.html, ou .md]
option-report-author = Qui le remet
option-report-course = Pour quel cours
option-report-redact = Retirer le numéro du compte, les adresses et les identifiants
command-watch = Suivre la construction sur une page du navigateur, quel que soit le processus qui exécute le parcours
option-watch-port = Le port de la page, sur 127.0.0.1 [par défaut : un port libre]
command-try = Essayer ce qu'une étape a construit : prédire, exécuter une commande, voir pourquoi
option-try-step = L'étape ; sans elle, les expériences de toutes les étapes construites sont listées
command-explain = Expliquer une étape, une question, un mot ou une ligne de `jalon reach`
option-explain-what = Une étape, la clé d'une question, un mot comme « table de routage », ou une ligne de `jalon reach` ; sans cela, tout est listé
command-pause = Arrêter ce qui coûte à l'heure : hôtes, base de données, passerelle NAT ; les données restent, les adresses publiques changent
command-resume = Rétablir un déploiement en pause tel qu'il était
option-resume-expires = Le moment où les hôtes s'arrêtent d'eux-mêmes et où `jalon sweep` peut détruire le déploiement : 4h, 18:00, 2026-12-01 (jusqu'à la fin de ce jour) ; « none » annule ce choix
command-destroy = Détruire tout le déploiement
option-destroy-keep-snapshots = Conserver les instantanés
option-destroy-only = Ne supprimer qu'une ressource, avec tout ce qui y fait référence
option-destroy-take-over = Rattacher à ce déploiement un homonyme inconnu ici ; s'il y en a plusieurs, celui dont l'identifiant est ID
command-list = Lister les déploiements consignés ici, et les autres du compte
option-list-all-regions = Lire toutes les régions activées pour le compte
option-list-live-prices = Demander les prix à AWS et les garder 30 jours, au lieu de ceux du programme
command-sweep = Lister les déploiements avec âge, coût et expiration, et détruire d'un coup ceux dont le nom est tapé
option-sweep-expired = Seulement ceux qui ont expiré ; --yes n'en détruit pas d'autres, et seulement ce qui est consigné ici
option-sweep-all-regions = Lire toutes les régions activées pour le compte
command-forget = Cesser de gérer un déploiement : retirer les balises de jalon de ce qui reste, et ranger son répertoire
command-init = Écrire un fichier de réponses avec toutes les questions
option-init-file = Le fichier à écrire, qui ne doit pas encore exister ; - l'affiche
command-policy = Afficher la plus petite politique IAM qu'il faut à un parcours ou à une autre commande
option-policy-purpose = À quoi sert la politique
option-policy-steps = Pour ces étapes seulement, et celles sur lesquelles elles s'appuient, par exemple vpc,app-host
option-policy-live-prices = Avec ce que demande --live-prices
command-completions = Afficher le script qui fait compléter par Tab commandes, options, étapes, questions, déploiements et hôtes
option-completions-shell = L'interpréteur de commandes
command-sandbox = L'AWS simulé de ce programme
command-sandbox-serve = Servir le bac à sable sur la boucle locale, pour l'AWS CLI et tout autre client
option-sandbox-serve-port = Le port ; 0 en prend un libre
option-sandbox-serve-default-vpc = Créer le VPC par défaut d'un nouveau compte AWS, s'il n'y en a pas : les appels qui ne nomment ni VPC ni sous-réseau le prennent
option-sandbox-serve-plan = Le genre de compte : paid, free-plan, learner-lab, new ou company
option-sandbox-serve-extras = Ce que le compte a d'autre : guardduty, local-zones, wavelength-zones, ou no-rds si une organisation le refuse (peut se répéter)
option-sandbox-serve-clock-skew = L'écart entre l'horloge d'AWS et celle de cette machine : 25m si elle avance, -2h si elle retarde
option-sandbox-serve-deny = Refuser une action comme le fait une politique IAM, par exemple ec2:RunInstances ou s3:Put* (peut se répéter)
option-sandbox-serve-policy = Ne laisser faire à l'utilisateur que ce que permet cette politique IAM (peut se répéter)
option-sandbox-serve-expire-after = Faire expirer chaque clé d'accès après ce temps du bac à sable depuis son premier usage, par exemple 90s ou 15m
option-sandbox-serve-full-zone = Une zone sans place pour une instance de plus, par exemple us-east-1a (peut se répéter)
option-sandbox-serve-quota = Un autre quota que celui d'AWS par défaut, par exemple vpcs=1 (peut se répéter)
option-sandbox-serve-fault = Injecter une panne dans des appels, FAULT[:OPERATION][@WHEN], ou une défaillance dans la prochaine ressource d'un type, KIND:CODE (peut se répéter) ; voir docs/RELIABILITY.md
option-sandbox-serve-seed = La graine des identifiants, des durées et des pannes ; un bac à sable existant garde la graine d'identifiants de sa création
option-sandbox-serve-latency = Combien de temps prend AWS : comme AWS (1), tant de fois plus, ou aucun temps (0)
option-sandbox-serve-lag = À quelle fréquence les listes montrent en retard ce qui a été créé ou balisé : jamais (none), parfois comme AWS (real, par défaut), ou toujours (harsh)
option-sandbox-serve-like = Prendre les durées et les retards d'AWS dans un enregistrement, que fait `jalon walk --record FILE`
command-sandbox-reset = Recommencer avec un bac à sable vide pour le déploiement ; les réponses sont conservées
option-sandbox-reset-served = Vider plutôt le bac à sable servi, que partagent tous ses clients et déploiements
command-help = Afficher ce message, ou l'aide des commandes données
