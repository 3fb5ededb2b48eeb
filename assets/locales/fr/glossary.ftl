### Ce que `jalon explain` dit des mots : `word-KEY` est un mot et ses autres noms, séparés par | ; `means-KEY`, ce qu'il veut dire.

## Networks.

# source: VPC user guide, "What is Amazon VPC?", 2026-11
word-virtual-private-cloud = VPC | cloud privé virtuel
means-virtual-private-cloud = Un réseau qui appartient à un seul compte : une plage d'adresses privées, découpée en sous-réseaux, avec des tables de routage qui disent où vont les paquets. Deux VPC ne savent rien l'un de l'autre tant que rien ne les relie, un appairage par exemple.
# source: VPC user guide, "Subnets for your VPC", 2026-11
word-subnet = sous-réseau
means-subnet = Une partie de la plage d'un VPC, dans une seule zone de disponibilité. Chaque sous-réseau suit une table de routage et une ACL réseau, et AWS garde cinq de ses adresses.
word-public-subnet = sous-réseau public
means-public-subnet = Un sous-réseau dont la table de routage mène 0.0.0.0/0 à une passerelle Internet. Le nom ne fait rien : c'est la route qui compte, et un hôte a besoin en plus d'une adresse publique.
word-private-subnet = sous-réseau privé
means-private-subnet = Un sous-réseau dont la table de routage n'a aucune ligne vers une passerelle Internet. Personne de l'extérieur n'atteint un hôte qui s'y trouve, quoi que permettent ses groupes de sécurité ; avec une passerelle NAT, l'hôte peut tout de même ouvrir des connexions vers l'extérieur.
word-cidr = CIDR | plage | plage d'adresses | longueur de préfixe
means-cidr = Une façon d'écrire une plage d'adresses : 10.0.0.0/16 signifie que les 16 premiers bits sont fixés, ce qui laisse 65 536 adresses. Plus le nombre après la barre est grand, plus la plage est petite ; /32 est une seule adresse, et 0.0.0.0/0 les contient toutes.
# source: VPC user guide, "Configure route tables", 2026-11
word-route-table = table de routage | table de routage principale | table principale
means-route-table = Une liste qui dit où vont les paquets : pour chaque plage de destinations, le saut suivant. Chaque sous-réseau suit une table ; si aucune association ne dit laquelle, c'est la table principale du VPC. La plage la plus précise qui convient à la destination l'emporte.
word-route = route
means-route = Une ligne d'une table de routage : une plage de destinations, et la cible vers laquelle vont leurs paquets, par exemple local, une passerelle Internet, une passerelle NAT ou un appairage.
word-default-route = route par défaut | 0.0.0.0/0
means-default-route = La ligne pour 0.0.0.0/0, « partout ailleurs » : elle prend chaque paquet qu'aucune ligne plus précise ne prend. Dans une table publique elle mène à la passerelle Internet, dans une table privée à une passerelle NAT ou nulle part.
word-local = local
means-local = La ligne que possède chaque table de routage : elle garde dans le VPC la plage du VPC, si bien que tous ses sous-réseaux se joignent. Personne ne peut la retirer. À l'intérieur d'un VPC, ce sont les groupes de sécurité et les ACL réseau qui décident.
word-blackhole = blackhole | trou noir
means-blackhole = Une route dont la cible n'existe plus ou ne fonctionne pas, par exemple une passerelle NAT supprimée. La ligne reste dans la table, et les paquets qui la suivent sont perdus.
# source: VPC user guide, "Enable internet access for a VPC using an internet gateway", 2026-11
word-internet-gateway = passerelle Internet
means-internet-gateway = La porte entre un VPC et Internet. Elle remplace l'adresse privée d'un hôte par son adresse publique à la sortie, et fait l'inverse à l'entrée : elle ne fait donc sortir que ce qui a une adresse publique. Elle est gratuite, et il n'y a rien à dimensionner.
# source: VPC user guide, "NAT gateways", 2026-11
word-nat = passerelle NAT | NAT | traduction d'adresses
means-nat = NAT, la traduction d'adresses, remplace l'adresse source privée d'un paquet par une adresse publique et rend les réponses. Une passerelle NAT le fait pour des sous-réseaux privés : les connexions commencent à l'intérieur, ou pas du tout. Elle coûte par heure, utilisée ou non, et par Go.
# source: EC2 user guide, "Elastic IP addresses", 2026-11
word-elastic-ip = adresse IP Elastic | IP Elastic
means-elastic-ip = Une adresse IPv4 publique qui reste à vous jusqu'à ce que vous la libériez. Elle coûte autant utilisée ou non : libérez-la quand rien n'en a plus besoin.
word-public-address = adresse publique | IP publique
means-public-address = L'adresse à laquelle Internet atteint un hôte. L'interface réseau de l'hôte ne la porte pas : c'est la passerelle Internet qui traduit. Sauf s'il s'agit d'une adresse IP Elastic, un arrêt suivi d'un démarrage en donne une autre.
# source: RFC 1918, "Address Allocation for Private Internets", 2026-11
word-private-address = adresse privée | IP privée
means-private-address = Une adresse qui n'est valable qu'à l'intérieur d'un réseau, le plus souvent dans 10.0.0.0/8, 172.16.0.0/12 ou 192.168.0.0/16. Des millions de réseaux utilisent les mêmes : aucun routeur d'Internet ne les transporte.
word-internet = Internet | les deux sont à l'extérieur
means-internet = Dans jalon reach, l'extrémité nommée internet : toutes les adresses publiques, sauf les vôtres et celles du réseau lui-même. Ce qu'elle atteint, les inconnus l'atteignent.
word-own-address = votre adresse | votre propre adresse | adresses de confiance
means-own-address = Dans jalon reach, l'extrémité nommée me : les adresses que la réponse à app-host.trusted-cidrs autorise à se connecter. Si votre fournisseur d'accès vous en donne une autre, changez la réponse et exécutez de nouveau l'étape.
# source: VPC user guide, "Gateway endpoints", 2026-11
word-gateway-endpoint = point de terminaison de passerelle | point de terminaison de VPC
means-gateway-endpoint = Un chemin d'un VPC vers S3 ou DynamoDB qui ne passe pas par Internet. Il figure dans les tables de routage comme une ligne pour une liste de préfixes, et il est gratuit.
word-prefix-list = liste de préfixes
means-prefix-list = Une liste nommée de plages d'adresses, pl-…, que les routes et les règles peuvent désigner au lieu d'une plage. AWS en tient une des adresses de S3 dans chaque région.
# source: VPC user guide, "Network interfaces" and "Security groups", 2026-11
word-network-interface = interface réseau
means-network-interface = La carte réseau d'une instance, d'une base de données ou d'une passerelle : elle a une adresse privée dans un sous-réseau, et ses groupes de sécurité. Le trafic passe par ses groupes et par l'ACL réseau du sous-réseau.
word-other-gateway = passerelle de transit | passerelle locale | passerelle d'opérateur | réseau central | passerelle privée virtuelle | passerelle
means-other-gateway = Une passerelle est l'endroit où le trafic quitte un réseau. En plus des passerelles Internet et NAT, une route peut mener à d'autres, que jalon ne crée ni ne suit : une passerelle de transit qui relie de nombreux réseaux, une passerelle vers vos bureaux, vers un Outpost ou vers un réseau mobile. jalon reach dit d'un tel chemin qu'il est inconnu.
# source: VPC peering guide, "What is VPC peering?", 2026-11
word-vpc-peering = appairage de VPC | appairage | connexion d'appairage
means-vpc-peering = Une connexion entre deux VPC, pour que leurs hôtes se parlent par leurs adresses privées. Un côté la demande, l'autre l'accepte, et il faut des deux côtés une route vers la plage de l'autre. Elle n'ouvre aucun port : les groupes de sécurité décident toujours.
word-transitive = transitif
means-transitive = Ce que l'appairage de VPC n'est pas : un VPC ne peut traverser son voisin pour atteindre un troisième réseau, ni utiliser la passerelle Internet ou la passerelle NAT du voisin. Chaque paire a besoin de son propre appairage.
word-overlap = chevauchement | plages qui se chevauchent
means-overlap = Deux plages se chevauchent quand elles partagent des adresses. De tels réseaux ne peuvent jamais être appairés : chacun prendrait les adresses communes pour les siennes. Choisissez donc une plage qu'aucun bureau, VPN ou VPC n'utilise déjà.
word-hop = saut
means-hop = Une chose que le paquet rencontre en chemin : un groupe de sécurité, une ACL réseau, une table de routage, une passerelle. jalon reach affiche une ligne pour chacune, à l'aller et au retour, et la dernière dit pourquoi un chemin est fermé.

## Who may open, and who may answer.

# source: VPC user guide, "Control traffic to your AWS resources using security groups", 2026-11
word-security-group = groupe de sécurité
means-security-group = Un pare-feu autour d'une interface réseau. Ses règles autorisent, et aucune ne refuse : ce qu'aucune règle ne laisse entrer reste dehors. Une règle peut nommer comme autre côté une plage ou un autre groupe. Il est à états : les réponses passent sans règle.
word-rule = règle | règle entrante | règle sortante | règle de groupe de sécurité
means-rule = Une ligne d'un groupe de sécurité : un protocole, des ports, et qui peut être à l'autre bout. Les règles entrantes valent pour les connexions qui arrivent, les règles sortantes pour celles qui partent ; un groupe neuf laisse tout sortir et rien entrer.
# source: VPC user guide, "Control subnet traffic with network access control lists", 2026-11
word-network-acl = ACL réseau | liste de contrôle d'accès réseau
means-network-acl = Un filtre autour d'un sous-réseau. Ses règles autorisent ou refusent, s'appliquent dans l'ordre de leurs numéros et regardent chaque paquet pour lui-même : elle est sans état, et les réponses ont donc besoin d'une règle aussi. Celle par défaut laisse tout passer par sa règle 100 ; la règle * à la fin refuse le reste.
# source: VPC user guide, "Security group connection tracking", 2026-11
word-stateful = à états | les groupes de sécurité sont à états
means-stateful = Un groupe de sécurité est à états : il retient les connexions qu'il a laissées entrer ou sortir, et laisse passer leurs réponses sans règle. Qui ouvre une connexion a donc besoin d'une règle, et qui répond n'en a pas besoin.
word-stateless = sans état
means-stateless = Une ACL réseau est sans état : elle regarde chaque paquet pour lui-même et ne retient rien. Une réponse a donc besoin de sa propre règle, pour le port éphémère où elle va.
# source: VPC user guide, "Ephemeral ports", 2026-11
word-ephemeral-port = port éphémère | port source
means-ephemeral-port = Le port que le client prend pour une connexion, le plus souvent entre 1024 et 65535. Les réponses vont vers lui : une ACL réseau stricte doit donc autoriser toute cette plage.
word-icmp = ICMP | ping
means-icmp = Le protocole de ping. Il n'a pas de ports : une règle pour un port TCP ne laisse donc pas passer un ping, il lui faut la sienne. Dans jalon reach, il s'écrit TO:icmp.
word-port = port
means-port = Le nombre derrière une adresse qui dit à quel programme un paquet est destiné : 22 est SSH, 443 HTTPS, 3306 MySQL. Un délai d'attente dépassé signifie le plus souvent qu'un filtre rejette les paquets ; « connection refused », que rien n'écoute sur ce port.
# source: EC2 user guide, "Restriction on email sent using port 25", 2026-11
word-port-25 = port 25 | TCP 25 | courrier | SMTP
means-port-25 = Le port du courrier entre serveurs. EC2 le bloque depuis les instances vers Internet tant que vous n'avez pas demandé à AWS de l'ouvrir ; les services de courrier acceptent aussi le port 587.
# source: VPC user guide, "Block public access to VPCs and subnets", 2026-11
word-vpc-block-public-access = VPC Block Public Access | blocage de l'accès public aux VPC
means-vpc-block-public-access = Un réglage d'un compte et d'une région qui empêche les passerelles Internet de laisser entrer le trafic, ou de le laisser entrer et sortir, quoi que disent les routes et les groupes de sécurité. Des entreprises l'activent ; des exclusions nomment les VPC et les sous-réseaux auxquels il ne s'applique pas.
# source: EC2 user guide, "Connect to your instances using a bastion host" and OpenSSH manual, ssh_config, 2026-11
word-bastion = bastion | ProxyJump | hôte de rebond | hôte d'entrée
means-bastion = Un hôte à adresse publique par lequel on atteint les hôtes privés ; ici, c'est app-host. Avec ProxyJump, SSH ouvre une connexion vers lui puis une seconde à travers lui : la clé privée ne quitte jamais votre machine.

## Accounts and places.

# source: AWS whitepaper "AWS Fault Isolation Boundaries", 2026-11
word-region = région
means-region = Un endroit du monde où AWS a des centres de données, par exemple us-east-1 ou eu-west-3. Presque tout appartient à une région ; les prix et l'offre varient de l'une à l'autre.
word-availability-zone = zone de disponibilité | zone
means-availability-zone = Un ou plusieurs centres de données d'une région, avec leur propre alimentation et leur propre réseau. Ce qui doit survivre à la perte d'une zone doit se trouver dans deux zones. Le trafic entre zones coûte par Go.
# source: IAM user guide, "What is IAM?" and "Security best practices in IAM", 2026-11
word-iam = IAM | gestion des identités et des accès
means-iam = Le service qui dit qui peut faire quoi dans un compte : des utilisateurs et des rôles, et des politiques qui autorisent ou refusent des actions. Travaillez avec un utilisateur ou un rôle qui n'a que les droits nécessaires ; `jalon policy` les affiche.
word-root-user = utilisateur racine | compte racine
means-root-user = L'identité avec laquelle un compte est créé ; elle peut tout faire, et rien dans le compte ne peut la limiter. Activez la MFA, rangez-la, et travaillez avec une autre.
# source: IAM user guide, "AWS Multi-factor authentication in IAM", 2026-11
word-mfa = MFA | authentification multifacteur
means-mfa = Une seconde preuve à la connexion, en plus du mot de passe : le code d'un appareil, ou une clé de sécurité. Un mot de passe volé ne suffit alors plus.
# source: Service Quotas user guide, "What is Service Quotas?", 2026-11
word-quota = quota | limite
means-quota = La quantité de quelque chose qu'AWS laisse à un compte dans une région, par exemple des vCPU ou des VPC. Les nouveaux comptes ont moins. `jalon preflight` compare, et AWS relève la plupart des quotas sur demande.
# source: AWS Billing user guide, "Exploring AWS services with AWS Free Tier", 2026-11
word-free-plan = plan gratuit | offre gratuite | crédits
means-free-plan = Ce sur quoi peuvent commencer les comptes créés depuis le 15 juillet 2025 : 100 à 200 $ de crédits, pour six mois au plus, et certains services seulement. Quand l'un des deux est épuisé, il faut passer au plan payant pour continuer.
word-tag = balise
means-tag = Un nom et une valeur sur une ressource. jalon balise ce qu'il crée avec son déploiement et son étape, et une exécution suivante le retrouve ainsi ; `--tag` ajoute les vôtres.

## Hosts.

# source: EC2 user guide, "What is Amazon EC2?" and "Amazon EC2 instance types", 2026-11
word-instance = instance | instance EC2 | EC2
means-instance = Une machine virtuelle louée à la seconde. Elle se trouve dans un sous-réseau, a des groupes de sécurité et un disque, et démarre à partir d'une AMI. Arrêtée, elle ne coûte plus de calcul, mais son disque continue de coûter.
word-instance-type = type d'instance
means-instance-type = La taille d'une instance : une famille et une taille, par exemple t3.micro avec deux processeurs virtuels et 1 Gio de mémoire. Toutes les zones n'offrent pas tous les types.
# source: EC2 user guide, "Key concepts for burstable performance instances", 2026-11
word-cpu-credits = crédits CPU | mode illimité
means-cpu-credits = Ce qu'une instance t3 ou t4g gagne quand elle a peu à faire et dépense quand elle travaille. En mode illimité, le mode par défaut des deux, elle peut dépenser plus qu'elle n'a, et AWS facture la différence.
# source: EC2 user guide, "Amazon Machine Images in Amazon EC2", 2026-11
word-ami = AMI | image
means-ami = Une image machine d'Amazon : ce à partir de quoi une instance démarre, système d'exploitation compris. Elle renvoie à des instantanés de disques ; un instantané seul n'est pas une AMI. Une AMI appartient à une région.
# source: EC2 user guide, "Amazon EC2 key pairs and Amazon EC2 instances", 2026-11
word-key-pair = paire de clés | clé SSH | clé privée | clé publique
means-key-pair = Deux clés qui vont ensemble : la publique va à AWS et sur l'hôte, la privée reste sur votre machine et prouve que vous êtes vous. jalon la crée ici et n'envoie jamais la moitié privée.
# source: EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11
word-user-data = données utilisateur
means-user-data = Un texte remis à une instance au lancement ; cloud-init le lit au premier démarrage. Tous les programmes de l'hôte peuvent le relire : aucun mot de passe n'y a sa place.
word-cloud-init = cloud-init | premier démarrage
means-cloud-init = Le programme de l'image qui prépare l'hôte à son premier démarrage, d'après ses données utilisateur : fuseau horaire, mises à jour, paquets logiciels. AWS dit « running » plusieurs minutes avant qu'il ait fini ; `cloud-init status --wait` se termine avec lui.
# source: EBS user guide, "Amazon EBS volumes", 2026-11
word-volume = volume | volume EBS | EBS | disque
means-volume = Un disque virtuel d'une zone, attaché à une instance. Il coûte selon sa taille tant qu'il existe, même si l'instance est arrêtée. gp3 est le type courant à usage général.
word-container = conteneur | Docker | Docker Compose
means-container = Un programme avec tout ce qu'il lui faut, séparé des autres programmes de l'hôte. Docker le construit à partir d'une image et l'exécute ; Docker Compose en exécute plusieurs comme un tout. Les conteneurs sont remplacés à chaque déploiement de l'application : ce qui doit durer se garde ailleurs.
word-reverse-proxy = proxy inverse | nginx
means-reverse-proxy = Un serveur qui reçoit les requêtes des visiteurs et les transmet à l'application derrière lui. Ici, nginx se tient devant gunicorn, qui exécute le code Python.

## Databases, copies and files.

# source: RDS user guide, "What is Amazon RDS?" and "DB instances", 2026-11
word-db-instance = instance de base de données | RDS
means-db-instance = Un serveur de base de données que RDS installe, met à jour et sauvegarde. On ne se connecte pas à sa machine : les programmes se connectent à son point de terminaison, avec un nom et un mot de passe.
word-endpoint = point de terminaison
means-endpoint = Le nom et le port auxquels on atteint un service, par exemple une base de données. L'adresse derrière le nom peut changer : les programmes utilisent donc le nom. Dans `--endpoint-url`, c'est l'adresse de quelque chose qui parle les protocoles d'AWS.
# source: RDS user guide, "Working with a DB instance in a VPC", 2026-11
word-db-subnet-group = groupe de sous-réseaux de base de données
means-db-subnet-group = Les sous-réseaux où une base de données peut être placée, dans deux zones au moins. Cela ne la rend pas hautement disponible : la base elle-même est dans une seule zone, sauf en multi-AZ.
# source: RDS user guide, "Configuring and managing a Multi-AZ deployment for Amazon RDS", 2026-11
word-multi-az = multi-AZ | mono-AZ | instance de secours | haute disponibilité
means-multi-az = Une base multi-AZ a une instance de secours dans une autre zone, qui prend le relais quand la première tombe, au double du prix. jalon en crée une mono-AZ, qui tombe avec sa zone.
# source: RDS user guide, "Introduction to backups", 2026-11
word-automated-backup = sauvegarde automatique | sauvegarde
means-automated-backup = Ce que RDS copie chaque jour de lui-même et conserve pendant le nombre de jours choisi, pour pouvoir restaurer la base à tout moment de cette période. Sauf si on les conserve, les sauvegardes automatiques disparaissent avec la base ; les instantanés manuels restent.
# source: EBS user guide, "Amazon EBS snapshots", 2026-11
word-snapshot = instantané | instantané de base de données
means-snapshot = Une copie d'un disque ou d'une base de données à un instant donné, gardée à part. On en tire un nouveau disque, ou une nouvelle base avec un nouveau point de terminaison ; rien n'est restauré sur place. Il coûte jusqu'à ce que quelqu'un le supprime.
word-crash-consistent = cohérent en cas de panne
means-crash-consistent = Ce qu'est l'instantané d'un disque : comme si l'on avait débranché la prise. Les systèmes de fichiers journalisés s'en remettent ; un programme qui garde en mémoire un travail non enregistré, non.
# source: RDS for MySQL user guide, "MySQL versions on Amazon RDS", 2026-11
word-extended-support = support étendu
means-extended-support = Ce que RDS facture pour une version majeure dont le support standard est terminé : 0,10 $ par heure et par vCPU les deux premières années, douze fois une classe micro. Une version plus récente y met fin.
# source: S3 user guide, "What is Amazon S3?" and "Hosting a static website using Amazon S3", 2026-11
word-bucket = compartiment | S3 | compartiment S3 | objet
means-bucket = Un compartiment contient des fichiers, appelés objets, dans S3. Tous les clients d'AWS partagent les noms de compartiments. Comme site, il sert ses objets aux navigateurs en simple HTTP, sans serveur.
# source: S3 user guide, "Bucket policies for Amazon S3", 2026-11
word-bucket-policy = politique de compartiment | politique
means-bucket-policy = Un document qui dit qui peut faire quoi avec un compartiment. Celle du site permet à tous de lire les objets et à personne de les lister : une page qui n'existe pas donne donc 403 et non 404.
# source: S3 user guide, "Blocking public access to your Amazon S3 storage", 2026-11
word-block-public-access = blocage de l'accès public
means-block-public-access = Un verrou sur un compartiment, et un autre sur le compte, qui fait que S3 refuse ou ignore ce qui rendrait des objets publics. Les nouveaux compartiments l'ont activé ; le site n'ouvre celui du sien que pour les politiques.

## What jalon calls things.

word-deployment = déploiement
means-deployment = Un environnement construit par jalon : son nom, son compte et sa région l'identifient, ici et dans les balises sur AWS. `jalon list` montre ceux dont jalon se souvient, `--deployment NAME` désigne un autre que demo.
word-step = étape
means-step = Une partie du parcours : une leçon, des questions, ce qu'elle construit, et des vérifications. `jalon steps` les liste, `jalon explain STEP` affiche la leçon, `jalon try STEP` vous fait prédire et voir.
word-drift = dérive
means-drift = Les écarts entre ce que veut une étape et ce qu'il y a sur AWS, dus à quelqu'un d'autre que jalon. `jalon status` les montre, et le parcours suivant les corrige là où AWS le permet.
word-sandbox = bac à sable
means-sandbox = L'AWS simulé à l'intérieur de jalon, hôtes compris, pour répéter sans compte : `--sandbox`. Rien n'y est réel, rien n'y coûte, et ses adresses ne mènent nulle part.

## How it is shown.

explain-question-words = qu'est-ce que c'est qu' | qu'est-ce qu' | qu'est-ce que | qu est ce qu | qu est ce que | c'est quoi | que veut dire | que signifie | un | une | le | la | les | l | d | des | du | de
explain-of-step = { $command } est la leçon de l'étape correspondante.
explain-in-reach = Dans `jalon reach`, par exemple : { $line }
explain-default = Sans réponse, c'est { $default }.
explain-generated = Sans valeur donnée, jalon en génère une.
explain-fixed = Une fois l'étape construite, jalon refuse une autre réponse.
explain-set = `--set { $key }=…` y répond sur la ligne de commande.
explain-secret-set = Sa place est dans un fichier de réponses : { $key }.
explain-price = { $what } coûte { $price } dans { $region }.
explain-steps = Étapes
explain-questions = Questions
explain-words = Mots
explain-list-after = { $command } en explique un ; une ligne de `jalon reach` mène aussi à son mot.
problem-unknown-topic = rien ici ne s'appelle « { $given } »
advice-known-topics = { $list } liste ce qui peut être expliqué
advice-nearest-topic = vouliez-vous dire { $nearest } ? { $list } liste ce qui peut être expliqué
