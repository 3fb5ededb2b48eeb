### The words of the lessons' small drawings. They are short: a drawing has 76 columns.

sketch-you = vous
sketch-internet = Internet
sketch-internet-for-now = Internet, pour l'instant
sketch-browser = un navigateur
sketch-anyone-else = tout autre
sketch-there = aller
sketch-back = retour
sketch-gateway = passerelle Internet
sketch-acl = ACL réseau
# $port: a number.
sketch-group = groupe de sécurité, tcp { $port }
sketch-group-remembers = groupe à états
# $port: a number; $host: a host's name.
sketch-rule = règle : tcp { $port }, groupe de l'hôte { $host }
sketch-public-table = la table publique
sketch-private-table = une table privée
sketch-private-tables = les tables privées
sketch-all-tables = les tables du premier VPC
sketch-second-table = la table du second VPC
sketch-nothing-else = et rien d'autre
sketch-s3 = S3
sketch-endpoint = point de terminaison
sketch-any = tout
sketch-database = la base de données
sketch-elastic-ip = l'IP Elastic, port { $port }
sketch-sends = { $host } envoie
sketch-nat-sends = la passerelle NAT envoie
sketch-answer = la réponse arrive
sketch-gets = { $host } reçoit
sketch-account-block = verrou du compte
sketch-bucket-block = du compartiment
sketch-policy = politique
sketch-read = lire
sketch-list = lister
sketch-disk = disque
sketch-snapshot = instantané
sketch-new-disk = un autre disque
sketch-new-database = une autre base, à une autre adresse
sketch-vpc = VPC { $range }
sketch-peering = appairage
