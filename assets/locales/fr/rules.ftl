### Pourquoi une réponse n'est pas possible, et ce qu'il faut en savoir.

rule-ssh-port = 22 est le port de SSH
rule-reference = il faut le nom d'une branche, d'une étiquette git ou d'un commit
rule-url-with-secret = une URL qui contient un nom ou un mot de passe serait gardée en clair
rule-repository = « { $given } » n'est ni « sample », ni une URL https
rule-support-ended = le support standard de MySQL { $line } dans RDS a pris fin le { $day }
rule-newer-line = { $since } ; une lignée plus récente l'a, par exemple 8.4
rule-support-price = environ { $dollars } $ de plus par heure pour chacun de ses vCPU
rule-support-price-unknown = davantage pour chacun de ses vCPU, à un prix inconnu ici
rule-extended-support = { $id } : { $since }, et le support étendu (Extended Support) coûte { $price }. Une mise à niveau vers 8.4 dans la console RDS y met fin ; recommencez ensuite le parcours avec --set { $key }=8.4.
rule-endpoint-without-name = Le point de terminaison de la base n'a pas de nom d'hôte, et rien ne s'y connecte.
rule-too-few-zones = { $count ->
    [one] { $region } a { $count } zone de disponibilité qui propose { $types }, et il en faut { $wanted }
   *[other] { $region } a { $count } zones de disponibilité qui proposent { $types }, et il en faut { $wanted }
}
rule-image = « { $given } » n'est ni « { $newest } », ni l'identifiant d'une image, par exemple ami-0123456789abcdef0
rule-keeps-image = { $host } garde l'image de son démarrage, { $image } : { $prescribed } vaut pour les hôtes créés à partir de maintenant.
rule-type-unknown-to-sandbox = le bac à sable ne connaît pas ce type, et AWS le propose peut-être
rule-no-zone-offers = aucune zone de { $region } ne le propose
rule-zones-offer = { $zones } le proposent
rule-zone-lacks-type = { $zone }, où va l'hôte, ne propose pas { $type-of-instance } ; { $elsewhere }
rule-private-subnets = le réseau n'a que private1 à private{ $zones }
rule-zones = le réseau a { $zones } zones
rule-overlaps-first = { $second } chevauche { $first } du premier réseau : deux réseaux qui partagent des adresses ne peuvent pas être reliés
rule-too-small = { $range } est trop petite
rule-length-40 = il faut 1 à 40 caractères
rule-name-characters = lettres, chiffres et - _ . seulement
rule-name-sg = AWS se réserve les noms qui commencent par sg-
rule-length-63 = il faut 1 à 63 caractères
rule-begins-lower-case = il faut commencer par une lettre minuscule
rule-identifier-characters = lettres minuscules, chiffres et traits d'union seulement
rule-hyphens = pas deux traits d'union de suite, et aucun à la fin
rule-begins-letter = il faut commencer par une lettre
rule-word-characters = lettres, chiffres et traits de soulignement seulement
rule-password-length = il faut 8 à 41 caractères
rule-password-characters = caractères ASCII imprimables seulement, sans / " @ ni espace
rule-password-backslash = pas de barre oblique inverse à la fin, avant une apostrophe ou avant une autre : les lecteurs de fichiers .env ne s'accordent pas là-dessus
rule-length-3-63 = il faut 3 à 63 caractères
rule-bucket-characters = lettres minuscules, chiffres, traits d'union et points seulement
rule-bucket-ends = il faut commencer et finir par une lettre ou un chiffre
rule-bucket-dots = pas deux points de suite
rule-bucket-address = il ne faut pas qu'il ressemble à une adresse IP
rule-bucket-an = les noms qui finissent par -an appartiennent à un compte dans une région, et jalon n'en crée pas
rule-length-30 = il faut 1 à 30 caractères
rule-too-large = { $range } est trop grande : un VPC a un /16 au plus
rule-too-small-to-cut = { $range } est trop petite : découpé en seize sous-réseaux d'au moins un /28, un VPC a besoin d'un /24 ou plus grand
rule-overlaps-docker = { $range } chevauche { $docker }, que prennent les réseaux de Docker sur l'hôte de l'application
rule-not-at-first-address = { $range } ne commence pas à sa première adresse : vouliez-vous dire { $meant } ?
rule-not-a-time-zone = « { $given } » n'est pas un fuseau horaire comme Europe/Paris
rule-no-time-zone = il n'y a pas de fuseau horaire { $given } ; Europe/Paris et UTC en sont deux qui existent
rule-not-a-class = « { $given } » n'est pas une classe d'instance comme db.t4g.micro
rule-not-a-version = « { $given } » n'est pas une version de MySQL comme 8.4
rule-length = il faut 1 à { $most } caractères
rule-reserved-by-mysql = { $word } est réservé par MySQL
rule-reserved-start = S3 se réserve les noms qui commencent par { $start }
rule-reserved-end = S3 se réserve les noms qui finissent par { $end }
rule-no-range = il faut au moins une plage, sinon personne ne peut se connecter
rule-own-address = adresse, par exemple 203.0.113.7/32
rule-own-network = réseau, par exemple 2001:db8:0:7::/64
rule-too-many-to-trust = { $range } fait beaucoup trop de monde à qui se fier : nommez votre propre { $example }
rule-ipv6-alone = les hôtes n'ont que des adresses IPv4, et avec des plages IPv6 seules, personne ne peut donc se connecter : nommez aussi votre adresse IPv4
rule-ipv6-trusted = SSH s'ouvre à { $ranges }, et pourtant personne ne se connecte de là : le VPC n'a pas de plage IPv6, l'hôte n'a donc pas d'adresse IPv6. On l'atteint à son adresse IPv4, depuis les plages IPv4 auxquelles vous vous fiez.
rule-public-range = { $range } est une plage publique : aucun hôte du VPC ne peut atteindre ceux qui, sur Internet, possèdent ces adresses. Les plages privées sont dans 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 et 100.64.0.0/10.
