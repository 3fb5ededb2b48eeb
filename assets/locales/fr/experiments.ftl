### Les expériences sur ce qui est construit : ce que l'on prédit, ce que montrent les commandes, et ce qui se passerait sinon.

try-yes = oui
try-no = non

## Step vpc.

# source: VPC user guide, "Configure route tables", 2026-11
try-vpc-tables = Deux hôtes sans adresse publique envoient un paquet vers Internet : l'un de public1, l'autre de private1. Jusqu'où va chaque paquet ?
    .gateway = celui de public1 jusqu'à la passerelle Internet, celui de private1 jusqu'à sa table de routage
    .tables = les deux jusqu'à la table de routage de leur sous-réseau
    .nat = celui de public1 jusqu'à la passerelle Internet, celui de private1 jusqu'à Internet
    .shows = La table publique mène 0.0.0.0/0 à la passerelle Internet. La passerelle ne fait sortir que ce qui a une adresse publique, comme app-host en aura une. La table privée n'a aucune ligne pour Internet, et le paquet s'arrête là.
    .shows-nat = La table de public1 mène à la passerelle Internet, qui ne fait sortir que ce qui a une adresse publique. Celle de private1 mène à la passerelle NAT d'une étape suivante, qui en a une pour tous les hôtes privés : vers l'extérieur, et jamais vers l'intérieur.
    .otherwise = Sans la ligne 0.0.0.0/0, le sous-réseau public n'aurait aucun chemin vers Internet. Son nom ne fait rien.
try-vpc-local = Un paquet de private1 atteint-il un hôte de public1 ?
    .shows = Chaque table de routage a la ligne local. Elle mène à tous les sous-réseaux du VPC, et personne ne peut la supprimer.
    .otherwise = Deux réseaux qui ne doivent pas se parler demandent deux VPC. Dans un même VPC, ce sont les groupes de sécurité et les ACL réseau qui décident.

## Step app-host.

# source: EC2 user guide, "Amazon EC2 instance IP addressing", 2026-11
try-app-host-address = On atteint l'hôte à l'adresse { $address }. Quelle adresse ses propres interfaces réseau ont-elles ?
    .public = l'adresse publique
    .private = l'adresse privée seulement
    .both = les deux
    .shows = Seulement l'adresse privée { $address }, et 127.0.0.1 pour l'hôte lui-même. La passerelle Internet remplace l'adresse publique par l'adresse privée à l'aller, et fait l'inverse au retour.
    .otherwise = Si l'hôte portait l'adresse publique, chaque arrêt suivi d'un démarrage en donnerait une autre à son interface. Un programme configuré pour écouter sur l'adresse publique ne démarre pas.
try-app-host-stranger = Un inconnu envoie un paquet au port 22 de l'hôte. Qu'est-ce qui le bloque ?
    .table = une table de routage, sans route pour lui
    .acl = l'ACL réseau du sous-réseau
    .group = le groupe de sécurité de l'hôte
    .shows = Le paquet entre par la passerelle Internet, et l'ACL réseau le laisse passer : sa règle 100 autorise tout. Le groupe de sécurité n'a aucune règle pour un inconnu sur le port 22 ; il en a une pour le port de l'application.
    .otherwise = Avec 0.0.0.0/0 comme source sur le port 22, tout Internet pourrait y essayer des mots de passe et des clés.

## Step database.

# source: VPC user guide, "Security group rules", 2026-11
try-database-source = Le groupe de la base de données a une seule règle : le port 3306, avec pour source le groupe d'app-host. Qui peut se connecter ?
    .all = tous les hôtes du VPC
    .host = app-host seulement
    .none = personne : un groupe n'est pas une adresse
    .shows = Le chemin depuis app-host est ouvert, car la règle nomme le groupe d'app-host. Qui n'est pas dans ce groupe n'entre pas.
    .otherwise = Une règle avec l'adresse d'app-host cesserait de fonctionner le jour où l'hôte est remplacé. Une règle avec toute la plage du VPC laisserait entrer tous les hôtes.

## Step app.

try-app-way = Un visiteur ouvre la page des utilisateurs, qui vient de la base de données. Combien de connexions traversent le réseau ?
    .one = une : du visiteur à la base
    .two = deux : du visiteur à app-host, et d'app-host à la base
    .shows = Le visiteur atteint app-host et ne va pas plus loin. L'application ouvre sa propre connexion à la base de données. À chaque connexion, un groupe de sécurité décide qui peut entrer.
    .otherwise = Une base que les visiteurs atteignent, les attaquants l'atteignent aussi. Entre eux et les données, il ne resterait que le mot de passe.
try-app-sign-up = Quelqu'un s'inscrit sur la page. Où se trouve son nom ensuite ?
    .container = dans le conteneur de l'application
    .host = dans un fichier d'app-host
    .database = dans une ligne de la base de données
    .shows = Un utilisateur inventé s'inscrit, et une requête depuis app-host trouve son nom dans une ligne de la table users. La ligne est ensuite supprimée.
    .otherwise = Dans le conteneur, le nom disparaîtrait au déploiement suivant de l'application ; dans un fichier, avec l'hôte. On remplace les conteneurs et les hôtes ; la base reste.

## Step test-host.

try-test-host-out = test-host envoie un paquet vers Internet. Jusqu'où va-t-il ?
    .table = jusqu'à la table de routage de son sous-réseau
    .internet = jusqu'à Internet
    .group = jusqu'à son propre groupe de sécurité
    .shows = Son groupe de sécurité laisse tout sortir, l'ACL réseau aussi. La table de routage du sous-réseau privé n'a aucune ligne pour Internet : le ping reste sans réponse. Refaites l'essai après l'étape nat-gateway.
    .shows-nat = La table privée a maintenant la ligne 0.0.0.0/0, vers la passerelle NAT, et le ping reçoit une réponse. Avant l'étape nat-gateway, ce paquet s'arrêtait dans la table de routage.
    .otherwise = Une adresse publique ne l'aiderait pas à sortir : sans route vers la passerelle Internet, elle ne ferait que coûter.
try-test-host-in = Vous vous connectez à test-host. Qui ouvre la connexion que voit son groupe de sécurité ?
    .direct = votre propre machine
    .through = app-host
    .shows = Depuis Internet, aucun chemin ne mène au port 22 ; depuis app-host, il y en a un. SSH ouvre une connexion vers app-host, puis une seconde à travers lui (ProxyJump) : votre clé reste sur votre machine.
    .otherwise = Avec une copie de la clé privée sur app-host, qui entre par effraction dans cet hôte a la clé de tous les autres.

## Step nat-gateway.

# source: VPC user guide, "NAT gateways", 2026-11
try-nat-seen = test-host a l'adresse { $address } et appelle un serveur d'Internet. Quelle adresse le serveur voit-il ?
    .own = celle de test-host
    .host = celle d'app-host, par où vous vous connectez
    .gateway = celle de la passerelle NAT
    .shows = Le serveur voit { $address }, l'adresse IP Elastic de la passerelle NAT. La passerelle retient quel hôte a demandé, et lui remet la réponse.
    .otherwise = Une même adresse privée existe dans des millions de réseaux. Aucun routeur d'Internet ne sait où envoyer un paquet de réponse vers elle.
try-nat-one-way = Un inconnu envoie un paquet à { $address }, l'adresse de la passerelle NAT. Où arrive-t-il ?
    .host = à test-host
    .gateway = nulle part : la passerelle NAT ne laisse rien entrer
    .shows = Une passerelle NAT ne laisse entrer que les réponses à ce qu'un hôte privé a commencé. Il n'y a rien à ouvrir, et aucune règle à oublier.
    .otherwise = Un hôte que l'on doit atteindre de l'extérieur a besoin d'une adresse à lui, ou d'un répartiteur de charge devant lui.

## Step site.

# source: S3 user guide, "Configuring a custom error document", 2026-11
try-site-missing = Quelqu'un demande au site une page qui n'existe pas. Avec quel code S3 répond-il ?
    .n404 = 404, introuvable
    .n403 = 403, interdit
    .n200 = 200, avec la page d'erreur
    .shows = La première page répond 200, celle qui n'existe pas 403. La politique permet à tous de lire les objets et à personne de les lister : S3 ne dit donc pas si un objet existe.
    .otherwise = Avec le droit de lister (s3:ListBucket), ce serait 404, et tout le monde pourrait lire les noms de tous les fichiers.

## Step snapshots.

try-snapshots-once = Vous refaites cette étape demain, avec le même libellé { $label }. Prend-elle une autre série d'instantanés ?
    .one = oui, une série de plus
    .none = non
    .shows = Avec le même libellé, il n'y a rien à faire : la série existe. Un autre libellé donnerait une autre série. Aucun des deux plans n'a créé quoi que ce soit.
    .otherwise = Avec une planification, les jeux viendraient d'eux-mêmes et coûteraient d'eux-mêmes. Un instantané oublié est facturé jusqu'à ce que quelqu'un le supprime.
try-snapshots-restore = Vous restaurez l'instantané { $snapshot } de la base de données. Que devient la base de données en service ?
    .back = elle revient à ce moment-là
    .beside = rien : une seconde apparaît à côté, avec son propre nom et sa propre adresse
    .refused = RDS refuse tant qu'elle est en service
    .shows = Une restauration crée une nouvelle instance de base de données. { $restored } avait une autre adresse que { $database } et les données de l'instantané ; { $database } a continué, et l'application n'a rien remarqué.
    .otherwise = Après un vrai accident, vous donneriez la nouvelle adresse à l'application, ou l'ancien nom à la nouvelle base de données. Restaurée sur place, la base perdrait tout ce qui a suivi l'instantané.

## Step second-vpc.

# source: VPC peering guide, "What is VPC peering?", 2026-11
try-second-vpc-way = Les deux VPC sont dans le même compte et la même région. Un paquet du premier atteint-il le second ?
    .shows = Le paquet s'arrête dans la table de routage du premier VPC, qui n'a aucune ligne pour la plage du second. Refaites l'essai après l'étape peering.
    .shows-joined = Oui, par l'appairage d'une étape suivante, pour lequel la table de routage a une ligne. Avant cette étape, le paquet s'arrêtait dans la table de routage.
    .otherwise = Si les réseaux partageaient des adresses, la ligne local prendrait ces paquets, et aucun appairage ne pourrait jamais les relier.

## Step peering.

try-peering-tables = La connexion d'appairage est active. Un paquet du sous-réseau privé private1 atteint-il le second VPC ?
    .shows = La table de routage de private1 a une ligne pour la plage du second VPC, qui mène à l'appairage ; celle du second VPC a la ligne du retour.
    .shows-public = La réponse à peering.tables est public : seule la table publique a donc la ligne. Le paquet s'arrête dans la table de private1, alors que la connexion est active.
    .otherwise = Avec la ligne d'un seul côté, les requêtes arrivent et les réponses se perdent. On croirait qu'un pare-feu bloque.

## Step ai-host.

try-ai-host-four = Quatre connexions : SSH d'app-host vers ai-host, SSH d'Internet vers ai-host, HTTPS d'ai-host vers Internet, SSH d'ai-host vers app-host. Lesquelles aboutissent ?
    .two = app-host vers ai-host, et ai-host vers Internet
    .out = ai-host vers Internet seulement
    .all = les quatre
    .shows = Pour entrer, il faut une règle dans le groupe de l'autre côté ; une réponse n'en a pas besoin, car les groupes de sécurité sont à états. app-host entre, les inconnus non ; ai-host sort, et aucune règle ne laisse entrer son SSH chez app-host.
    .shows-private = La première s'arrête dans la table de routage : peering.tables ne relie que les sous-réseaux privés, et app-host est dans un sous-réseau public. ai-host sort ; personne ne le laisse entrer, et aucun inconnu n'entre chez lui.
    .otherwise = Si SSH était ouvert à 0.0.0.0/0, la deuxième aboutirait aussi, appairage ou non.
try-ai-host-across = app-host envoie un ping à { $address }, l'adresse privée d'ai-host. Quel chemin prend-il ?
    .internet = il sort par la passerelle Internet et revient par elle
    .peering = par l'appairage, à l'intérieur d'AWS
    .shows = Par l'appairage : les deux tables ont une ligne pour la plage de l'autre, et le groupe d'ai-host laisse entrer ICMP depuis le premier VPC. Le ping reçoit une réponse.
    .otherwise = Vers son adresse publique, le ping arriverait de l'adresse publique d'app-host, et le groupe le refuserait.

## How experiments are shown.

try-heading = Prédire { $number } sur { $of } · { $step }
try-prompt = Votre prédiction
try-predicted = Vous l'aviez prédit : { $answer }.
try-not-predicted = Vous aviez prédit « { $prediction } ». C'est : { $answer }.
try-answer = La réponse : { $answer }.
try-it-shows = Ce que cela montre : { $text }
try-otherwise = Sinon : { $text }
try-unexpected-mark = note :
try-right-mark = juste :
try-wrong-mark = faux :
try-unexpected = Ce n'est pas ce que l'expérience prévoit : quelqu'un a modifié le déploiement, ou il n'est pas à jour. { $verify } montre les écarts.
try-may-write = Un utilisateur inventé va s'inscrire dans votre application ; sa ligne est cherchée dans votre base de données, puis supprimée. Rien ne change sur AWS. Le faire ?
try-make = Cela crée { $the } { $name }, le temps de regarder. Tant que cela existe, cela coûte { $cost } ({ $prices }) ; AWS facture au moins dix minutes. La création prend d'habitude { $creation }, la suppression { $deletion }.
try-make-rehearsed = Cela crée { $the } { $name }, le temps de regarder. Ici, c'est gratuit ; sur AWS, cela coûterait { $cost }, la création prendrait d'habitude { $creation }, puis la suppression { $deletion }, et la question vous serait posée avant.
try-make-agree = Créer, regarder, puis supprimer ?
try-make-stands = { $name } existe encore, car un essai précédent a été interrompu. L'expérience s'en sert maintenant et finit par sa suppression.
try-make-not-asked = Non exécutée : cela coûte de l'argent, et il vous faut l'accepter dans un terminal, sans --yes. { $command } le demande là.
try-make-declined = Rien n'a été créé. { $command } le fera plus tard.
try-makes = crée { $name }, le temps de regarder ; sur AWS, indique le coût et le demande avant
try-not-asked = Non exécutée : un utilisateur inventé s'inscrirait dans votre application, et il n'y a pas de terminal pour vous le demander. --yes l'exécute.
try-choices = Choix : { $choices }
try-nothing = L'étape { $step }, dans son état actuel, ne donne rien à essayer.
try-none-built = Aucune étape n'est construite : il n'y a rien à essayer. { $walk } les construit.
try-how = Essayer une étape : { $command }
try-writes = écrit une ligne dans la base de données, après vous l'avoir demandé

## What is said of it elsewhere.

problem-not-built = l'étape { $step } n'est pas construite : il n'y a rien à essayer
advice-build-first = construisez-la avec { $run }
task-list-addresses = lister les adresses de l'hôte
task-ask-website = demander { $url }

## Dans un parcours guidé.

try-offer = Essayer maintenant ?
    .now = oui
    .later = plus tard
    .never = pas dans ce parcours
    .what = Ce qui existe peut s'essayer : { $steps }.
    .explained = Vous prédisez ce qui se passe, et une commande le montre. Sur AWS, tout est ensuite comme avant, et ce qui coûterait vous est demandé d'abord. { $command } donne la liste de tout ce qui s'essaie, à tout moment.
    .meanwhile = Les autres étapes continuent ; plus tard, c'est à la fin de ce parcours.
try-step = Essayer l'étape { $number }/{ $of }
try-prompt-what = Choisissez ce que vous pensez : la commande s'exécute ensuite et montre ce qui est juste. Tapez retour pour continuer le parcours ; le reste vous est proposé à sa fin.
try-read = Lu ?
try-read-what = Continuez les expériences, ou tapez retour pour le parcours ; le reste vous est proposé à sa fin.
try-given-up = Cela ne peut pas s'essayer maintenant ; rien d'autre n'en dépend. { $command } l'essaie plus tard.
