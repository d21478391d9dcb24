"""French words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
j tu il elle nous vous ils elles me m te se le la les l lui leur eux moi toi soi un une des du de d au aux ce cet cette
ces c ça cela ceci celui celle ceux celles mon ma mes ton ta tes son sa ses notre nos votre vos leurs qui quoi dont où
lequel lesquelles auquel duquel quand pourquoi comme si parce car donc mais pourtant cependant toutefois néanmoins ainsi
alors aussi bien mal très assez déjà toujours souvent parfois rarement jadis maintenant aujourd hui demain hier bientôt
tard tôt ici là ailleurs partout dedans dehors dans en par pour chez parmi durant pendant malgré selon suivant
concernant lorsque lorsqu puisque puisqu quoique afin tandis quelqu t certes évidemment clairement généralement
normalement typiquement fréquemment couramment récemment actuellement initialement facilement rapidement lentement
prudemment manuellement mentalement concrètement pratiquement physiquement notamment vraiment réellement probablement
sûrement certainement apparemment heureusement brièvement clair volontiers oui bonjour bonsoir salut merci svp stp voilà
voici bref hélas bravo pardon désolé désolée cordialement amicalement monsieur madame mademoiselle messieurs mesdames
mme mlle dr est es suis sommes êtes sont était étais étions étaient sera seront serait seraient serai sois soit soient
soyons été étant ai as a avons avez ont avait avais avaient aura auront aurait auraient eu ayant peut peux peuvent
pouvez pouvons pouvait pourra pourraient pourrez pouvoir pu doit dois doivent devez devons devait devra devrait
devraient devoir dû veut veux veulent voulez voulons voulait voudrais vouloir voulu va vas vont allons allez allait ira
aller allé allée fait fais font faisons faites faisait fera faire dit dis disent disons dites disait dire sait sais
savent savons savez savait savoir su voit vois voient voyons voyez voir vu vue vient viens viennent venons venir venu
venue tient tiennent tenir tenu met mets mettent mettons mettez mettre prend prends prennent prenons prenez prendre pris
prise comprends comprenons comprenez compris apprend apprends apprennent apprenons appris apprise connaît connais
connaissez connaître connu connue connus connues reconnu croit crois croyez croire lit lis lisent lisez lire lu lue
écrit écris écrivent écrivons écrivez écrire écrite écrits écrites décrit décrivent décrivez décrire décrite décrits
suivre suivi suivie vivre construisent conduit conduire traduit traduire traduite traduction choisit choisis choisissent
choisir choisi choisie choisies réfléchir réfléchissez réussir réussi réussit finir fini définit définissent définissez
définir défini définie définis établir établi répond répondent répondu entend entendre entendu attend attendre attendu
vend vendent vendre vendu rendre rendu permet permettent permettre permis offre offrent offrir offert découvre découvrir
découvert ouvre ouvrir ouvert ouverte partir sert servent servir servi sent sentir dort dormir faut falloir faudra
valoir pleut réponse problèmes énoncé énoncés examen examens partiels contrôles devoirs td tp tds tps dm ds qcm
rattrapage concours épreuve épreuves sujet sujets corrigé corrigés correction barème note notes cours leçon leçons
chapitres paragraphe page pages livre livres manuel manuels cahier cahiers polycopié diapositive diapositives tableaux
séance séances séminaire séminaires atelier semestre semestres trimestre licence master doctorat thèse thèses exposé
présentation projet projets école écoles collège lycée universités faculté facultés institut instituts laboratoires
campus bibliothèque amphi amphithéâtre salle salles élève élèves professeurs prof profs enseignants enseignement maître
maîtresse tuteur tutrice encadrant encadrante assistante chargé doctorant doctorante chercheuses examinateur correcteur
camarade camarades candidat candidats définitions théorème preuve preuves explication explications calcul calculs
calculatrice formule équations remarques indications astuce astuces conseil conseils rappel rappels consigne consignes
méthode méthodes schéma schémas figures croquis dessin dessins conclusion résumé résumés synthèse commentaire
commentaires discussions débat forum forums avis opinion idée idées aide doute doutes souci soucis difficulté
difficultés intérêt but buts objectif objectifs raison raisons cause causes tâche tâches thème thèmes contextes notion
notions concept connaissance compétence compétences maths physique chimie biologie informatique histoire géographie
français anglais allemand espagnol arabe chinois italien langue langues article articles revue revues auteur auteurs
source sources littérature expliques expliqué illustrer illustre illustres illustré montrer montre montres montrent
montré montrée montrés montrées montrera démontrer démontre démontres démontré justifie justifié calcules calculent
calculés trouver trouve trouves trouvé trouvée trouvés trouvées trouvant trouvait trouvera chercher cherche cherches
cherchent cherchez cherché cherchée cherchés utilisent utilisez penser pense penses pensent pensons pensez pensé pensée
pensés pensées pensant pensait pensera imaginent imaginé imaginée imaginés suppose supposent supposé supposée considères
regarder regarde regardes regardent regardez regardé regardée regardés observent observez observé observée observés
remarquer remarqué noter notent noté notés notées notant notait notera noterait rappelles rappelé rappelée rappelés
étudier étudie étudies étudient étudions étudiez étudié étudiée étudiés étudiait étudiera analyser analysent analysez
analysé analysée analysés examine examines examinent examinez examiné examinée examinés évaluer évalue évalues évaluent
évaluons évalué évaluée évalués évaluées évaluant évaluait évaluera estimer estime estimes estiment estimons estimé
estimée estimés estimées estimant estimait estimera vérifie vérifies vérifient vérifié vérifiée vérifiés tester teste
testes testent testons testez testé testée testés testées testant testait testera valident validons validez validé
validée validés validant validait confirmer confirme confirmes confirmé discuter discute discutes discutent discutez
discuté discutée discutés commenter commente commentes commenté argumenter argumente argumentes présente présentes
exposer expose exposes exposent exposons exposez exposée exposés exposées exposait exposera résumer résume résumes
résument résumons résumez résumée résumées résumant résumait résumera précises précisent précisé précisée détaille
détailles détaillé dessine dessines dessinent dessiné dessinée dessinés tracer trace traces tracent traçons tracez tracé
tracée tracés tracées traçant traçait tracera esquisser esquisse esquisses schématiser schématise nommer nomme nommes
nomment nommons nommez nommés nommées nommant nommait nommera appeler appelles appellent appelez appelés appelant
appelait citer cite cites citent citons citez cité citée cités citées citant citait citera citerait parler parle parles
parlent parlons parlez parlé parlée parlés parlées parlant parlait parlera raconter raconte racontes racontent racontez
raconté racontée racontés demander demandes demandent demandez demandés poser pose poses posent posez posé posée posés
posées posant posait posera poserait aider aides aident aidons aidé aidée aidés aidées aidant aidait aidera aiderait
assister assiste assistes assistent assistez assisté assistée assistés conseiller conseille conseilles recommander
recommande proposent proposez proposée proposés suggérer suggère suggères suggèrent suggéré suggérée suggérés décider
décide décides décident décidons décidez décidé décidée décidés décidées décidant décidait décidera aimer aime aimes
aiment aimons aimez aimé aimée aimés aimées aimant aimait aimera adorer adore adores adorent adorons adorez adoré adorée
adorés adorées adorant adorait adorera détester déteste détestes détestent détestez détesté détestée détestés désirer
désire désires désirent désirons désirez désiré désirée désirés désirées désirant désirera souhaiter souhaites souhaité
rêver rêve rêves rêvent rêvons rêvez rêvé rêvée rêvés rêvées rêvant rêvait rêvera rêverait douter doutent doutons doutez
douté doutée doutés doutées doutant doutait doutera hésiter hésite hésites hésitent hésitons hésitez hésité hésitée
hésités hésitées hésitera essayer essaie essaies essaient essayons essayez essayé essayée essayés essayées essayant
essayait essaiera tenter tente tentes tentent tentons tentez tenté tentée tentés tentées tentant tentait tentera arriver
arrive arrivent arrivons arrivez arrivé arrivée arrivés arrivées arrivait arrivera gagner gagne gagnes gagnent gagnons
gagnez gagné gagnée gagnés gagnées gagnant gagnait gagnera jouer joue joues jouent jouons jouez joué jouée joués jouées
jouant jouait jouera jouerait chanter chante chantes chantent chantons chantez chanté chantée chantés chantées chantant
chantait chantera marcher marche marches marchent marchons marchez marché marchée marchés marchées marchant marchait
marchera voyager voyage voyages voyagent voyagez voyagé voyagée voyagés voyagées voyagera rouler roule roules roulent
roulons roulez roulé roulée roulés roulées roulant roulait roulera voler vole voles volent volons volez volé volée volés
volées volant volait volera volerait naviguer navigue navigues naviguent naviguez navigué naviguée navigués piloter
pilote pilotes pilotent pilotons pilotez piloté pilotée pilotés pilotées pilotant pilotait pilotera garer gare gares
garent garons garez garé garée garés garées garant garait garera acheter achète achètes achètent achetons achetez acheté
achetée achetés achetées achetant achetait achètera payer paie paies paient payons payez payé payée payés payées payant
payait paiera paierait dépenser dépense dépenses dépensent dépensez dépensé dépensée dépensés prêter prête prêtes
prêtent prêtons prêtez prêté prêtée prêtés prêtées prêtant prêtait prêtera travailler travaille travailles embaucher
embauche embauches embauché recruter recrute recrutes recrutent recrutez recruté recrutée recrutés entraînes enseigner
enseigne enseignes enseigné éduquer éduque éduques éduquent éduquons éduquez éduqué éduquée éduqués éduquant éduquait
éduquera corriger corrige corriges corrigent corrigez interroger interroge interroges réviser révise révises révisent
révisons révisez révisé révisée révisés révisées révisant révisait révisera mémorise mémorises mémorisé oublier oublie
oublies oublient oublions oubliez oublié oubliée oubliés oubliées oubliant oubliait oubliera assimiler assimile
assimiles assimilé maîtriser maîtrise maîtrises maîtrisé pratiquer pratique pratiques pratiqué programmes coder code
codes codent codons codez codé codant codait codera coderait développes implanter implante implantes implanté déboguer
débogue débogues déboguent déboguez débogué compiler compile compiles compilent compilé compilée compilés exécutes
exécutent exécutez exécutée exécutés lancer lance lances lancent lançons lancez lancé lancée lancés lancées lançant
lançait lancera installer installe installes publier publie publies publient publions publiez publié publiée publiés
publiées publiant publiait publiera collaborer collabore collabores participer participe participes organiser organise
organises organisé gérer gère gères gèrent gérons gérez géré gérée gérés gérées gérant gérait gèrera gèrerait diriger
dirige diriges dirigent dirigez dirigé dirigée dirigés dirigées dirigera surveiller surveille surveilles contrôler
contrôlé inspecter inspecte inspectes inspecté détectes détectent détectez détecté détectée détectés identifier
identifie localiser localise localises localisé classer classent classons classez classé classée classés classées
classant classait classera catégoriser catégorise annoter annote annotes annotent annotons annotez annotée annotés
annotées annotant annotait annotera prédiser prédise prédises prédisent prédisez prédisé prédisée prédisés prévoyer
prévoie prévoies prévoient prévoyez prévoyé prévoyée prévoyés simuler simule simules simulent simulons simulez simulé
simulée simulés simulées simulant simulait simulera modéliser modélise modélises modélisé optimise optimises améliorer
améliore améliores amélioré inspirer inspire inspires inspirent inspirez inspiré inspirée inspirés motiver motive
motives motivent motivons motivez motivé motivée motivés motivées motivant motivait motivera intéresser intéresse
intéresses passionner passionne passionnes plaisanter plaisante plaisantes féliciter félicite félicites félicité
remercier remercie remercies remercié saluer salue salues saluent saluons saluez salué saluée salués saluées saluant
saluait saluera inviter invite invites invitent invitons invitez invité invitée invités invitées invitant invitait
invitera rencontrer rencontre rencontres accompagner accompagne visiter visite visites visitent visitons visitez visité
visitée visités visitées visitant visitait visitera habiter habite habites habitent habitons habitez habité habitée
habités habitant habitait habitera soigner soigne soignes soignent soignons soignez soigné soignée soignés soignées
soignant soignait soignera traiter traite traites traitent traitons traitez traitées traitait traitera soulager soulage
soulages soulagent soulagé soulagés cuisiner cuisine cuisines cuisinent cuisinez cuisiné cuisinée cuisinés manger mange
manges mangent mangeons mangez mangé mangée mangés mangées mangeant mangeait mangera goûter goûte goûtes goûtent goûtons
goûtez goûté goûtée goûtés goûtées goûtant goûtait goûtera planter plante plantent plantons plantez planté plantée
plantés plantées plantant plantera cultiver cultive cultives cultivent cultivez cultivé cultivée cultivés arroser arrose
arroses arrosent arrosons arrosez arrosé arrosée arrosés arrosées arrosant arrosait arrosera récolter récolte récoltes
récoltent récoltez récolté récoltée récoltés pêcher pêche pêches pêchent pêchons pêchez pêché pêchée pêchés pêchées
pêchant pêchait pêchera chasser chasse chasses chassent chassons chassez chassé chassée chassés chassées chassant
chassait chassera fabriquer fabrique fabriques fabriqué réparer répare répares réparent réparons réparez réparé réparée
réparés réparées réparant réparait réparera nettoier nettoie nettoies nettoient nettoiez nettoié nettoiée nettoiés
ranger range ranges rangent rangeons rangez rangé rangée rangés rangées rangeant rangeait rangera livrer livrent livrons
livrez livré livrée livrés livrées livrant livrait livrera transporter transporte filmer filme filmes filment filmons
filmez filmé filmée filmés filmées filmant filmait filmera enregistrer enregistre écouter écoute écoutes écoutent
écoutons écoutez écouté écoutée écoutés écoutées écoutant écoutait écoutera représenter symboliser symbolise symbolises
signifier signifies signifié indiques indiquent indiqué indiquée indiqués dénoter dénote dénotes dénotent dénotons
dénotez dénoté dénotée dénotés dénotées dénotant dénotait dénotera désigner désignes désignent désignez désigné désignée
désignés exprime exprimes expriment formuler formulent formulez formulé formulée formulés rédiger rédige rédiges
rédigent rédigez rédigé rédigée rédigés rédigées rédigera consulter consulte consultes consulté liser lise lises lisons
lisé lisée lisés lisées lisant lisait lisera liserait petit petite grand grande grands simple facile faciles difficile
difficiles compliqué compliquée claire clairs claires correct corrects importante courant courante courants fréquent
fréquente fréquents rare rares normal normaux banal banale banales banaux usuel usuels usuelles habituels spécial
spéciale spéciales spéciaux général générale générales généraux concret concrete concrets abstrait abstraite abstraits
théorique théoriques réel réels réelle réelles réaliste réalistes artificiels naturel naturels naturelle humain humaine
humains humaines animal animale médical médicaux cliniques industriel industriels agricole agricoles commerciale
économiques scientifique technique techniques numérique numériques électronique électrique électriques mécanique
mécaniques chimique chimiques biologique biologiques mathématique statistique linguistique musical musicale musicales
musicaux historique historiques politique politiques social sociale sociales sociaux juridique juridiques financier
financiers privé privée privés privées public publics publique urbain urbaine urbains urbaines rural rurale rurales
ruraux française anglaise anglaises allemande allemands espagnole espagnols arabes chinoise chinoises japonais japonaise
américain américaine européen européens suisse suisses belge belges canadien canadiens africain africaine africains
italiens italienne marocain marocaine marocains tunisien tunisiens algérien algériens inconnu inconnue inconnus célèbre
célèbres populaire populaires ancien anciens ancienne nouveau nouveaux moderne modernes récent récents récentes actuel
actuels actuelle futur future futurs futures passé passée passés passées présent présents joli jolie jolis jolies beau
beaux bon bons bonnes mauvais mauvaise mauvaises gentil gentils gentille sympathique heureux heureuse heureuses triste
tristes content contente contents fatigué fatiguée fatigués malade malades sain saine sains saines fort forte forts
fortes faible faibles rapide rapides lent lente lents lentes jeune jeunes vieux riche riches pauvre pauvres gratuit
gratuite gratuits précieux précieuse dangereux dangereuse sûr sûre sûrs sûres possibles probable probables obligatoire
facultatif facultatifs souhaitable disponible disponibles visible visibles invisible invisibles lisible lisibles brefe
brefs brefes soigneux soigneuse attentif attentifs attentive curieux curieuse curieuses malin malins maligne malignes
sérieux sérieuse sérieuses amusant amusante amusants ennuyeux ennuyeuse étrange étranges bizarre bizarres drôle drôles
propre propres sale sales chaud chaude chauds chaudes froid froide froids froides frais fraîche fraîches sec sèche
sèches mouillé mouillée mouillés sucré sucrée sucrés sucrées salé salée salés salées amer amere amers ameres doux douce
douces dur dure durs dures mou moue mous moues bruyant bruyante bruyants calme calmes tranquille tranquilles sombre
sombres lumineux lumineuse rouge rouges vert verte verts vertes bleu bleue bleus bleues jaune jaunes brun brune bruns
brunes violet violete violets violetes doré dorée dorés dorées embarqués mobile mobiles autonome autonomes automatique
manuelle supervisé supervisée préentraîné imprimé imprimée imprimés oral orale orales oraux rose orange marron belle
belles nouvelles vieille vieilles homme hommes femme femmes enfant enfants bébé bébés garçon garçons fille filles père
mère parents frère frères sœur sœurs fils oncle tante cousin cousine ami amie amis amies voisin voisine voisins
collègues chef chefs patron patronne employé employée employés client cliente clients clientes utilisateur utilisatrice
utilisateurs gens monde médecin docteur infirmier infirmière infirmiers chirurgien chirurgienne radiologues dermatologue
cardiologue pharmacien dentiste vétérinaire patient patiente patientes ingénieurs technicien technicienne techniciens
développeur développeuse développeurs programmeur physicien chimiste statisticien économiste géologue astronome
météorologue agricultrice paysan éleveur vigneron jardinier pêcheur forestier boulanger boulangère cuisinier cuisinière
serveur serveuse vendeur vendeuse marchand artisan ouvrier ouvrière ouvriers mécanicien électricien plombier conducteur
conductrice chauffeur policier pompier soldat juge avocat avocate journaliste journalistes écrivain poète artiste
artistes peintre musicien musicienne chanteur chanteuse acteur actrice joueur joueuse joueurs sportif arbitre entraîneur
expert experte spécialiste spécialistes débutant débutante débutants amateur stagiaire entreprises société sociétés
compagnie startup usine usines magasin magasins boutique supermarché café hôtel banques assurance assurances hôpital
hôpitaux pharmacie musée musées cinéma théâtre mairie aéroport rue rues route routes autoroute place ville villes
village villages pays région régions quartier continent europe france allemagne espagne italie angleterre belgique
canada québec maroc tunisie algérie sénégal chine japon amérique afrique asie paris lyon marseille toulouse bordeaux
lille nantes strasbourg grenoble montréal genève lausanne bruxelles maison maisons appartement bureau bureaux jardin
jardins ferme fermes pré forêt forêts montagne montagnes colline vallée rivière rivières fleuve lac mer océan plage île
côte ciel terre soleil lune étoile étoiles planète planètes satellite fusée télescope alice bob marie jean pierre paul
jacques luc lucas louis léa chloé camille emma manon sarah julie sophie nadia karim ahmed fatima mohamed yasmine thomas
nicolas antoine julien hugo théo martin dupont durand bernard moreau lefebvre yann lecun google facebook microsoft apple
amazon nvidia renault peugeot airbus thales sncf inria cnrs numpy python kaggle chat chats chatte chien chiens chienne
oiseau oiseaux cheval chevaux vache vaches cochon cochons mouton moutons chèvre chèvres poule poules canard canards
poisson poissons abeille abeilles papillon papillons insecte insectes fourmi araignée lion lions tigre tigres éléphant
éléphants girafe zèbre singe singes ours loup loups renard lapin lapins cerf écureuil grenouille serpent serpents
crocodile dauphin baleine requin arbres fleur fleurs herbe herbes blé maïs riz orge tournesol vigne vignes raisin
raisins pomme pommes poire poires cerise cerises fraise fraises banane bananes citron tomate tomates carotte carottes
légume légumes fruit fruits salade pain fromage viande lait beurre œuf œufs gâteau chocolat sucre sel eau vin bière thé
culture cultures voiture camion camions bus train trains métro vélo vélos moto motos bateau bateaux avion avions
hélicoptère drone drones robot robots machine moteur moteurs outil outils appareils ordinateurs portable tablette
téléphones smartphones caméra caméras écran clavier souris imprimante puce puces processeurs serveurs nuage site sites
web logiciel logiciels fichier fichiers dossier dossiers formulaire facture factures mail mails message texte textes
poème poèmes roman romans histoires conte film films séries chanson chansons musique musiques voix sons bruits parole
paroles cliché clichés vidéo vidéos jeu jeux échecs ballon tennis rugby sport sports tournoi vêtement vêtements robe
pantalon chemise chaussure chaussures chapeau veste sac lunettes table chaise lampe jouet jouets cadeau argent salaire
impôt crédit bourse actions fraude fraudes maladie symptôme symptômes tumeur tumeurs cancer cancers lésion lésions
mélanome grain peau cœur poumon poumons foie rein cerveau os œil yeux rétine oreille oreilles nez bouche dent dents main
mains doigt jambe sang radio radios irm scanner échographies ecg eeg diagnostic diagnostics médicament médicaments
vaccin chirurgie santé médecine soin soins urgence panneau feu feux piéton piétons cycliste plaque plaques accident
accidents industrie industries pièce pièces métal acier bois verre plastique tissu papier défauts rayure fissure
fissures qualité maintenance panne pannes énergie électricité éolienne éoliennes solaire centrale climat météo pluie
neige vent orage tempête élevage science sciences recherche recherches technologie technologies prévision prévisions
traductions exactitude époque janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi
mardi mercredi jeudi vendredi samedi dimanche jour jours journée semaine semaines mois an ans année années siècle
siècles matin matins midi soir soirs soirée nuit nuits printemps automne hiver noël vacances moment moments instant
début avenir date dates délai

atteint atteigne atteindre tombe tomber juste restent rester obtient obtenir obtenu obtenue obtenus passe passer passent
traverse traversent reçoit reçoivent recevant suivis suivies suit applique appliqué appliquée appliquer appliquant
utilise utilisé utilisée utiliser utilisant possède possédant possèdent comporte comportant contient contenant constitué
constituée composé composée comprend comprenant produit produisant fournit donner donne donnez déterminer déterminez
calculer calcule calculez indiquer indiquez trouvez combien voudrait souhaite signal audio carré carrée carrés carrées
classique classiques standard considère considérer considérons donné donnée données effectuer effectue effectuée
réaliser réalise stocké stockée stocker occupe occuper occupent phrase phrases chaque exercice question partie contrôle
justifier justifiez expliquer expliquez détailler montage montages figure tableau suivante suivants suivantes ensuite
puis enfin également n° états modèle construit construire empiler empilé empilée empilées successif successive
successifs convient appelé appelée nommé nommée notée entier entière apprentissage entraînement classification
reconnaissance détection
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
déformable|déformables|partagé|partagée|partagés|partagées|partagent|partage|liés|liées|lié|liée|couplés|élagué|élaguée|
élagage|parcimonieux|parcimonieuse|creux|creuse|quantifié|quantifiée|quantifiés|quantification|distillé|distillée|
distillation|binaire|binaires|binarisé|gelé|gelée|gelés|gelées|geler|figé|figée|figés|figées|ajustement fin|asymétrique|
asymétriques|symétrique|symétriques|circulaire|circulaires|cyclique|réfléchi|réflexion|miroir|répliqué|réplication|
périodique|partiel|partielle|conditionnel|dynamique|récursif|récursive|parallèle|parallèles|en parallèle|branche|
branches|siamois|siamoise|jumeau|jumeaux|imbriqué|réutilisé|réutilisés|pondéré|pondérée|moyenne pondérée|moyenne|
moyennes|moyen|moyenné|médiane|variance|écart type|global|globale|globaux|local|locale|locaux|moitié|demi|demie|
divisé par deux|tiers|quart|quarts|cinquième|dixième|pourcent|pourcentage|pourcentages|proportionnel|proportionnelle|
rapport|ratio|fois|deux fois|trois fois|double|doubler|doublé|doublée|doublent|triple|tripler|triplé|quadruple|
quadruplé|multiplié|multipliée|multiplier|divisé|divisée|diviser|racine|racine carrée|au carré|cube|puissance|exposant|
exponentiel|exponentielle|logarithme|logarithmique|log|modulo|inverse|négatif|négative|négatifs|moins|soustrait|
soustraire|sauf|excepté|exceptée|exception|exceptions|hormis|à part|à moins|jusqu|jusqu'à|au lieu|plutôt|sinon|
autrement|contrairement|inversement|contraire|à l'exception|supplémentaire|supplémentaires|additionnel|additionnelle|
autre|autres|encore un|encore une|restant|restante|restants|restantes|reste|manquant|manquante|manquants|manquantes|
manque|incomplet|incomplète|faux|fausse|fausses|erreur|erreurs|erroné|erronée|incorrect|incorrecte|bug|bogue|invalide|
impossible|coquille|défectueux|pas|jamais|rien|personne ne|ni|non|ne pas|guère|interdit|interdite|séparément|
indépendamment|individuellement|alternativement|alternées|alternance|échangé|échangés|échanger|permuté|inversé|inversés|
intercalé|change|changent|changer|changé|modifie|modifient|modifier|modifié|modifiée|varie|varier|croît|grandit|
rétrécit|élargit|élargi|élargie|compressé|compressée|compression|étendu|étendue|allongé|raccourci|rogné|rognée|rogner|
recadré|recadrée|tronqué|tronquée|redimensionné|redimensionnée|redimensionner|supprimé|supprimée|supprimer|retiré|
retirée|enlevé|enlevée|enlever|enlève|inséré|insérée|insérer|remplacé|remplacée|remplacer|copie|copies|copié|dupliqué|
dupliquée|répété|répétée|répétés|répétées|répète|répéter|répétition|répétitions|fusionné|fusionnée|fusion|chevauchement|
chevauchant|recouvrement|optimiseur|optimiseurs|adam|momentum|sgd|gradient|gradients|rétropropagation|point de contrôle|
moyenne mobile|précision mixte|distribué|stéréo|mono|multispectral|multispectrale|hyperspectral|hyperspectrale|spectral|
spectrale|bande|bandes|infrarouge|thermique|transparence|impair|impaire|pair|paire|peu profond|large|larges|mince|
minces|épais|épaisse|résiduel|résiduelle|saute|sauter|goulot|goulot d'étranglement|maximum|minimum|maximale|minimale|
masqué|masquée|masque|masques
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
