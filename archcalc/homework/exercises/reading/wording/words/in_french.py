"""French phrases as the reader of sentences takes them, where that is not what the catalogue says."""

PHRASES: dict[str, str] = {
    "count:0": "nul|nulle|nuls",
    "colour:1": "mono|monophonique",
    "colour:2": "stéréo|stéréophonique",
    "article": "exactement un|exactement une|un unique|une unique|un|une|d'un|d'une",
    "network":
        "réseau|réseau de neurones|réseau convolutif|réseau entièrement connecté|réseau complètement connecté|"
        "modèle|architecture|bloc|perceptron multicouche|perceptron|classifieur|branche|réseau dense",
    "hidden:output": "la couche de sortie|couche de sortie|une couche de sortie",
    "layer noun": "couche|étage",
    "hidden": "couche cachée|une couche cachée|la couche cachée",
    "total": "au total|en tout|en totalité",
    "per": "par valeur|par paramètre|par poids|par activation",
    "attribute:features": "vecteur de|vecteurs de",
    "features":
        "entrées|canaux d'entrée|canaux en entrée|neurones d'entrée|neurones en entrée|valeurs d'entrée|"
        "caractéristiques d'entrée|profondeur d'entrée|vecteurs de dimension|vecteur de dimension|"
        "entrée de dimension|entrées de dimension|en entrée",
    "filters":
        "filtres|noyaux|filtres de taille|noyaux de taille|filtres convolutifs|canaux de sortie|canaux en sortie|"
        "en sortie",
    "channels:both": "canaux en entrée comme en sortie|canaux en entrée et en sortie|canaux d'entrée et de sortie",
    "units": "neurones|unités|neurones cachés|unités cachées|cellules",
    "units:output": "sorties|neurones de sortie|neurones en sortie|unités de sortie|classes|catégories",
    "kernel:pool": "fenêtre de pooling|taille de pooling",
    "no": "sans|aucun|pas de zero padding|sans aucun|aucune",
    "dimensional": "composantes",
    "dimension": "dimension|dimensions|de dimension",
    "gives": "on obtient|obtient|obtenir|produit|produisent|produisant|produire|donne|donnent|donnant|en sort|sort",
    "size word": "largeur de|hauteur de|largeur du|hauteur du|taille|de taille|tailles|résolution|côté",
    "size word:length": "longueur|de longueur",
    "input":
        "image de départ|carte|cartes|carte de caractéristiques|cartes de caractéristiques|signal audio|"
        "image carrée|volume|échantillons",
    "keeps": "de la même taille que l'entrée|de même taille que l'entrée",
    "attribute:padding": "bourrage de zéros|remplissage|marge de zéros|bordure de zéros",
    "without bias":
        "biais nuls|biais nul|biais négligés|sans aucun biais|en négligeant les biais|toujours sans biais",
    "with bias": "biais compris|avec leurs biais|poids et biais compris",
    "modifier:transposed": "transposée",
    "figure:params": "poids et biais|poids et de biais|paramètres à apprendre|paramètres entraînables",
    "then":
        "suivie d'un|suivi d'un|suivie d'une|suivi d'une|suivies d'un|suivis d'un|suivies d'une|suivie de|"
        "suivi de|suivie du|suivi du|suivis de|suivies de",
    "":
        "chaque mot|mot|représenté|représentée|représentés|représentées|a|on|des|du|au|les|le|la|de|d|il|ont|"
        "autour|de chaque côté|successives",
    "flag:bidirectional": "bidirectionnel|bidirectionnelle",
    "ordinal:0": "la dernière couche",
    "with": "avec|comportant|comporte|possède|possédant|de",
    "many": "combien de|combien d'|nombre de|combien",
}
"""Phrases by their sense, and by which of that kind: kind:name."""
SMALL_WORDS = (
    "le la les un une des du de et est sont avec combien quel quelle quels sur pour par sans dans au aux "
    "en l d on ont que qui puis ou nombre calculez calculer taille "
)
"""Words by which the language is known."""
LABELS = "partiel|contrôle|examen|exercice|question|problème|td|tp|ds|dm|devoir|feuille|série|exemple"
"""What an exercise is called, before its number."""
POINTS = "pts?|points?"
"""What an exercise is worth."""
