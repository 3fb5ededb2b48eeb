### Les titres des étapes.

step-vpc = Le réseau : un VPC avec des sous-réseaux publics et privés
step-app-host = Un hôte pour l'application : une instance EC2 avec Docker
step-database = Une base de données : MySQL sur RDS, hors de portée d'Internet
step-app = L'application : Flask derrière nginx, dans des conteneurs
step-nat-gateway = Une sortie : une passerelle NAT pour les sous-réseaux privés
step-site = Un site web statique : un compartiment S3 ouvert aux lecteurs
step-snapshots = Un retour en arrière : des instantanés du disque et de la base
step-second-vpc = Un second réseau : le VPC de l'équipe IA
step-peering = Les deux réseaux reliés : l'appairage de VPC
step-test-host = Un hôte privé : une instance sans adresse publique
step-ai-host = L'hôte de l'équipe IA : accessible par l'appairage seulement
