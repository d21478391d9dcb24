"""French words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
j tu il elle nous vous ils elles me m te se le la les l lui leur eux moi toi soi un une des du de d au aux ce cet
cette ces c ça cela ceci celui celle ceux celles mon ma mes ton ta tes son sa ses notre nos votre vos leurs qui quoi
dont où lequel laquelle lesquels lesquelles auquel duquel quand pourquoi comme si parce car donc mais pourtant
cependant toutefois néanmoins ainsi alors aussi bien mal très assez déjà toujours souvent parfois rarement jadis
maintenant aujourd'hui aujourd hui demain hier bientôt tard tôt ici là ailleurs partout dedans dehors dans en par
pour chez parmi durant pendant malgré selon suivant concernant lorsque lorsqu puisque puisqu quoique afin tandis
quelqu t certes évidemment naturellement clairement simplement généralement habituellement normalement typiquement
fréquemment couramment récemment actuellement initialement finalement précisément correctement facilement
difficilement rapidement lentement prudemment soigneusement directement automatiquement manuellement mentalement
concrètement théoriquement pratiquement physiquement mathématiquement notamment particulièrement principalement
essentiellement vraiment réellement effectivement probablement sûrement certainement apparemment heureusement
malheureusement brièvement clair volontiers oui bonjour bonsoir salut merci svp stp voilà voici bref hélas bravo
félicitations pardon désolé désolée cordialement amicalement monsieur madame mademoiselle messieurs mesdames mme
mlle dr est es suis sommes êtes sont était étais étions étaient sera seront serait seraient serai sois soit soient
soyons été étant ai as a avons avez ont avait avais avaient aura auront aurait auraient eu ayant peut peux peuvent
pouvez pouvons pouvait pourra pourrait pourraient pourrez pouvoir pu doit dois doivent devez devons devait devra
devrait devraient devoir dû veut veux veulent voulez voulons voulait voudrait voudrais vouloir voulu va vas vont
allons allez allait ira aller allé allée fait fais font faisons faites faisait fera faire dit dis disent disons
dites disait dire sait sais savent savons savez savait savoir su voit vois voient voyons voyez voir vu vue vient
viens viennent venons venir venu venue tient tiennent tenir tenu met mets mettent mettons mettez mettre prend prends
prennent prenons prenez prendre pris prise comprend comprends comprennent comprenons comprenez comprendre compris
apprend apprends apprennent apprenons apprendre appris apprise connaît connais connaissez connaître connu connue
connus connues reconnaît reconnaître reconnu croit crois croyez croire lit lis lisent lisez lire lu lue écrit écris
écrivent écrivons écrivez écrire écrite écrits écrites décrit décrivent décrivez décrire décrite décrits décrites
suivre suivi suivie vivre construit construisent construisons construire construite conduit conduire traduit
traduire traduite traduction choisit choisis choisissent choisissons choisissez choisir choisi choisie choisies
réfléchir réfléchissez réussir réussi réussit finir fini définit définissent définissez définir défini définie
définis définies établir établi répond répondent répondez répondre répondu entend entendre entendu attend attendre
attendu vend vendent vendre vendu rendre rendu permet permettent permettre permis offre offrent offrir offert
découvre découvrir découvert ouvre ouvrir ouvert ouverte souhaite partir sert servent servir servi sent sentir dort
dormir faut falloir faudra faudrait valoir pleut

exercice exercices question questions réponse réponses problème problèmes énoncé énoncés examen examens partiels
contrôle contrôles interrogation devoirs td tp tds tps dm ds qcm rattrapage concours épreuve épreuves sujet sujets
corrigé corrigés correction barème note notes cours leçon leçons chapitre chapitres paragraphe page pages livre
livres manuel manuels cahier cahiers polycopié diapositive diapositives tableaux séance séances séminaire séminaires
atelier stage stages semestre semestres trimestre licence master doctorat thèse thèses exposé présentation
présentations projet projets école écoles collège lycée université universités faculté facultés institut instituts
laboratoire laboratoires campus bibliothèque bibliothèques amphi amphithéâtre salle salles élève élèves étudiant
étudiante étudiants étudiantes professeur professeurs professeure prof profs enseignant enseignante enseignants
enseignement maître maîtresse tuteur tutrice encadrant encadrante assistant assistante chargé doctorant doctorante
chercheur chercheuse chercheurs chercheuses examinateur correcteur camarade camarades candidat candidate candidats
définition définitions théorème démonstration preuve preuves hypothèse hypothèses justification justifications
explication explications argument arguments raisonnement calcul calculs calculatrice formule formules équation
équations remarque remarques indication indications astuce astuces conseil conseils rappel rappels consigne
consignes méthode méthodes démarche schéma schémas figures croquis dessin dessins conclusion introduction résumé
résumés synthèse commentaire commentaires discussion discussions débat forum forums avis opinion opinions idée idées
aide doute doutes souci soucis difficulté difficultés intérêt but buts objectif objectifs raison raisons cause
causes tâche tâches thème thèmes contexte contextes notion notions concept concepts connaissance connaissances
compétence compétences mathématiques maths physique chimie biologie informatique histoire géographie français
anglais allemand espagnol arabe chinois italien langue langues article articles revue revues publication
publications auteur auteurs source sources littérature bibliographie

expliquer explique expliques expliquent expliquons expliquez expliqué expliquée expliqués expliquées expliquant
expliquait expliquera expliquerait illustrer illustre illustres illustrent illustrons illustrez illustré illustrée
illustrés illustrées illustrant illustrait illustrera illustrerait montrer montre montres montrent montrons montrez
montré montrée montrés montrées montrant montrait montrera montrerait démontrer démontre démontres démontrent
démontrons démontrez démontré démontrée démontrés démontrées démontrant démontrait démontrera démontrerait justifier
justifie justifies justifient justifions justifiez justifié justifiée justifiés justifiées justifiant justifiait
justifiera justifierait calculer calcule calcules calculent calculons calculez calculé calculée calculés calculées
calculant calculait calculera calculerait trouver trouve trouves trouvent trouvons trouvez trouvé trouvée trouvés
trouvées trouvant trouvait trouvera trouverait chercher cherche cherches cherchent cherchons cherchez cherché
cherchée cherchés cherchées cherchant cherchait cherchera chercherait utiliser utilise utilises utilisent utilisons
utilisez utilisé utilisée utilisés utilisées utilisant utilisait utilisera utiliserait penser pense penses pensent
pensons pensez pensé pensée pensés pensées pensant pensait pensera penserait imaginer imagine imagines imaginent
imaginons imaginez imaginé imaginée imaginés imaginées imaginant imaginait imaginera imaginerait supposer suppose
supposes supposent supposons supposez supposé supposée supposés supposées supposant supposait supposera supposerait
considérer considère considères considèrent considérons considérez considéré considérée considérés considérées
considérant considérait considèrera considèrerait regarder regarde regardes regardent regardons regardez regardé
regardée regardés regardées regardant regardait regardera regarderait observer observe observes observent observons
observez observé observée observés observées observant observait observera observerait remarquer remarquent
remarquons remarquez remarqué remarquée remarqués remarquées remarquant remarquait remarquera remarquerait noter
notent notons notez noté notée notés notées notant notait notera noterait rappeler rappelle rappelles rappellent
rappelons rappelez rappelé rappelée rappelés rappelées rappelant rappelait rappellera rappellerait étudier étudie
étudies étudient étudions étudiez étudié étudiée étudiés étudiées étudiait étudiera étudierait analyser analyse
analyses analysent analysons analysez analysé analysée analysés analysées analysant analysait analysera analyserait
examiner examine examines examinent examinons examinez examiné examinée examinés examinées examinant examinait
examinera examinerait évaluer évalue évalues évaluent évaluons évaluez évalué évaluée évalués évaluées évaluant
évaluait évaluera évaluerait estimer estime estimes estiment estimons estimez estimé estimée estimés estimées
estimant estimait estimera estimerait vérifier vérifie vérifies vérifient vérifions vérifiez vérifié vérifiée
vérifiés vérifiées vérifiant vérifiait vérifiera vérifierait tester teste testes testent testons testez testé testée
testés testées testant testait testera testerait valident validons validez validé validée validés validées validant
validait validera validerait confirmer confirme confirmes confirment confirmons confirmez confirmé confirmée
confirmés confirmées confirmant confirmait confirmera confirmerait discuter discute discutes discutent discutons
discutez discuté discutée discutés discutées discutant discutait discutera discuterait commenter commente commentes
commentent commentons commentez commenté commentée commentés commentées commentant commentait commentera
commenterait argumenter argumente argumentes argumentent argumentons argumentez argumenté argumentée argumentés
argumentées argumentant argumentait argumentera argumenterait présenter présente présentes présentent présentons
présentez présenté présentée présentés présentées présentant présentait présentera présenterait exposer expose
exposes exposent exposons exposez exposée exposés exposées exposait exposera exposerait résumer résume résumes
résument résumons résumez résumée résumées résumant résumait résumera résumerait préciser précise précises précisent
précisons précisez précisé précisée précisés précisées précisant précisait précisera préciserait détailler détaille
détailles détaillent détaillons détaillez détaillé détaillée détaillés détaillées détaillant détaillait détaillera
détaillerait dessiner dessine dessines dessinent dessinons dessinez dessiné dessinée dessinés dessinées dessinant
dessinait dessinera dessinerait tracer trace traces tracent traçons tracez tracé tracée tracés tracées traçant
traçait tracera tracerait esquisser esquisse esquisses esquissent esquissons esquissez esquissé esquissée esquissés
esquissées esquissant esquissait esquissera esquisserait schématiser schématise schématises schématisent
schématisons schématisez schématisé schématisée schématisés schématisées schématisant schématisait schématisera
schématiserait nommer nomme nommes nomment nommons nommez nommé nommée nommés nommées nommant nommait nommera
nommerait appeler appelle appelles appellent appelons appelez appelé appelée appelés appelées appelant appelait
appellera appellerait citer cite cites citent citons citez cité citée cités citées citant citait citera citerait
parler parle parles parlent parlons parlez parlé parlée parlés parlées parlant parlait parlera parlerait raconter
raconte racontes racontent racontons racontez raconté racontée racontés racontées racontant racontait racontera
raconterait demander demande demandes demandent demandons demandez demandé demandée demandés demandées demandant
demandait demandera demanderait poser pose poses posent posons posez posé posée posés posées posant posait posera
poserait aider aides aident aidons aidez aidé aidée aidés aidées aidant aidait aidera aiderait assister assiste
assistes assistent assistons assistez assisté assistée assistés assistées assistait assistera assisterait conseiller
conseille conseilles conseillent conseillons conseillez conseillé conseillée conseillés conseillées conseillant
conseillait conseillera conseillerait recommander recommande recommandes recommandent recommandons recommandez
recommandé recommandée recommandés recommandées recommandant recommandait recommandera recommanderait proposer
propose proposes proposent proposons proposez proposé proposée proposés proposées proposant proposait proposera
proposerait suggérer suggère suggères suggèrent suggérons suggérez suggéré suggérée suggérés suggérées suggérant
suggérait suggèrera suggèrerait décider décide décides décident décidons décidez décidé décidée décidés décidées
décidant décidait décidera déciderait aimer aime aimes aiment aimons aimez aimé aimée aimés aimées aimant aimait
aimera aimerait adorer adore adores adorent adorons adorez adoré adorée adorés adorées adorant adorait adorera
adorerait détester déteste détestes détestent détestons détestez détesté détestée détestés détestées détestant
détestait détestera détesterait désirer désire désires désirent désirons désirez désiré désirée désirés désirées
désirant désirait désirera désirerait souhaiter souhaites souhaitent souhaitons souhaitez souhaité souhaitée
souhaités souhaitées souhaitant souhaitait souhaitera souhaiterait rêver rêve rêves rêvent rêvons rêvez rêvé rêvée
rêvés rêvées rêvant rêvait rêvera rêverait douter doutent doutons doutez douté doutée doutés doutées doutant doutait
doutera douterait hésiter hésite hésites hésitent hésitons hésitez hésité hésitée hésités hésitées hésitant hésitait
hésitera hésiterait essayer essaie essaies essaient essayons essayez essayé essayée essayés essayées essayant
essayait essaiera essaierait tenter tente tentes tentent tentons tentez tenté tentée tentés tentées tentant tentait
tentera tenterait arriver arrive arrives arrivent arrivons arrivez arrivé arrivée arrivés arrivées arrivant arrivait
arrivera arriverait gagner gagne gagnes gagnent gagnons gagnez gagné gagnée gagnés gagnées gagnant gagnait gagnera
gagnerait jouer joue joues jouent jouons jouez joué jouée joués jouées jouant jouait jouera jouerait chanter chante
chantes chantent chantons chantez chanté chantée chantés chantées chantant chantait chantera chanterait marcher
marche marches marchent marchons marchez marché marchée marchés marchées marchant marchait marchera marcherait
voyager voyage voyages voyagent voyageons voyagez voyagé voyagée voyagés voyagées voyageant voyageait voyagera
voyagerait rouler roule roules roulent roulons roulez roulé roulée roulés roulées roulant roulait roulera roulerait
voler vole voles volent volons volez volé volée volés volées volant volait volera volerait naviguer navigue navigues
naviguent naviguons naviguez navigué naviguée navigués naviguées naviguant naviguait naviguera naviguerait piloter
pilote pilotes pilotent pilotons pilotez piloté pilotée pilotés pilotées pilotant pilotait pilotera piloterait garer
gare gares garent garons garez garé garée garés garées garant garait garera garerait acheter achète achètes achètent
achetons achetez acheté achetée achetés achetées achetant achetait achètera achèterait payer paie paies paient
payons payez payé payée payés payées payant payait paiera paierait dépenser dépense dépenses dépensent dépensons
dépensez dépensé dépensée dépensés dépensées dépensant dépensait dépensera dépenserait prêter prête prêtes prêtent
prêtons prêtez prêté prêtée prêtés prêtées prêtant prêtait prêtera prêterait travailler travaille travailles
travaillent travaillons travaillez travaillé travaillée travaillés travaillées travaillant travaillait travaillera
travaillerait embaucher embauche embauches embauchent embauchons embauchez embauché embauchée embauchés embauchées
embauchant embauchait embauchera embaucherait recruter recrute recrutes recrutent recrutons recrutez recruté
recrutée recrutés recrutées recrutant recrutait recrutera recruterait entraîner entraîne entraînes entraînent
entraînons entraînez entraîné entraînée entraînés entraînées entraînant entraînait entraînera entraînerait enseigner
enseigne enseignes enseignent enseignons enseignez enseigné enseignée enseignés enseignées enseignait enseignera
enseignerait éduquer éduque éduques éduquent éduquons éduquez éduqué éduquée éduqués éduquées éduquant éduquait
éduquera éduquerait corriger corrige corriges corrigent corrigeons corrigez corrigée corrigées corrigeant corrigeait
corrigera corrigerait interroger interroge interroges interrogent interrogeons interrogez interrogé interrogée
interrogés interrogées interrogeant interrogeait interrogera interrogerait réviser révise révises révisent révisons
révisez révisé révisée révisés révisées révisant révisait révisera réviserait mémoriser mémorise mémorises
mémorisent mémorisons mémorisez mémorisé mémorisée mémorisés mémorisées mémorisant mémorisait mémorisera
mémoriserait oublier oublie oublies oublient oublions oubliez oublié oubliée oubliés oubliées oubliant oubliait
oubliera oublierait assimiler assimile assimiles assimilent assimilons assimilez assimilé assimilée assimilés
assimilées assimilant assimilait assimilera assimilerait maîtriser maîtrise maîtrises maîtrisent maîtrisons
maîtrisez maîtrisé maîtrisée maîtrisés maîtrisées maîtrisant maîtrisait maîtrisera maîtriserait pratiquer pratique
pratiques pratiquent pratiquons pratiquez pratiqué pratiquée pratiqués pratiquées pratiquant pratiquait pratiquera
pratiquerait programmer programme programmes programment programmons programmez programmé programmée programmés
programmées programmant programmait programmera programmerait coder code codes codent codons codez codé codée codés
codées codant codait codera coderait développer développe développes développent développons développez développé
développée développés développées développant développait développera développerait implanter implante implantes
implantent implantons implantez implanté implantée implantés implantées implantant implantait implantera
implanterait déboguer débogue débogues déboguent déboguons déboguez débogué déboguée débogués déboguées déboguant
déboguait déboguera déboguerait compiler compile compiles compilent compilons compilez compilé compilée compilés
compilées compilant compilait compilera compilerait exécuter exécute exécutes exécutent exécutons exécutez exécuté
exécutée exécutés exécutées exécutant exécutait exécutera exécuterait lancer lance lances lancent lançons lancez
lancé lancée lancés lancées lançant lançait lancera lancerait installer installe installes installent installons
installez installé installée installés installées installant installait installera installerait publier publie
publies publient publions publiez publié publiée publiés publiées publiant publiait publiera publierait collaborer
collabore collabores collaborent collaborons collaborez collaboré collaborée collaborés collaborées collaborant
collaborait collaborera collaborerait participer participe participes participent participons participez participé
participée participés participées participant participait participera participerait organiser organise organises
organisent organisons organisez organisé organisée organisés organisées organisant organisait organisera
organiserait gérer gère gères gèrent gérons gérez géré gérée gérés gérées gérant gérait gèrera gèrerait diriger
dirige diriges dirigent dirigeons dirigez dirigé dirigée dirigés dirigées dirigeant dirigeait dirigera dirigerait
surveiller surveille surveilles surveillent surveillons surveillez surveillé surveillée surveillés surveillées
surveillant surveillait surveillera surveillerait contrôler contrôlent contrôlons contrôlez contrôlé contrôlée
contrôlés contrôlées contrôlant contrôlait contrôlera contrôlerait inspecter inspecte inspectes inspectent
inspectons inspectez inspecté inspectée inspectés inspectées inspectant inspectait inspectera inspecterait détecter
détecte détectes détectent détectons détectez détecté détectée détectés détectées détectant détectait détectera
détecterait identifier identifie identifies identifient identifions identifiez identifié identifiée identifiés
identifiées identifiant identifiait identifiera identifierait localiser localise localises localisent localisons
localisez localisé localisée localisés localisées localisant localisait localisera localiserait classer classent
classons classez classé classée classés classées classant classait classera classerait catégoriser catégorise
catégorises catégorisent catégorisons catégorisez catégorisé catégorisée catégorisés catégorisées catégorisant
catégorisait catégorisera catégoriserait annoter annote annotes annotent annotons annotez annoté annotée annotés
annotées annotant annotait annotera annoterait prédiser prédise prédises prédisent prédisons prédisez prédisé
prédisée prédisés prédisées prédisant prédisait prédisera prédiserait prévoyer prévoie prévoies prévoient prévoyons
prévoyez prévoyé prévoyée prévoyés prévoyées prévoyant prévoyait prévoiera prévoierait simuler simule simules
simulent simulons simulez simulé simulée simulés simulées simulant simulait simulera simulerait modéliser modélise
modélises modélisent modélisons modélisez modélisé modélisée modélisés modélisées modélisant modélisait modélisera
modéliserait optimiser optimise optimises optimisent optimisons optimisez optimisé optimisée optimisés optimisées
optimisant optimisait optimisera optimiserait améliorer améliore améliores améliorent améliorons améliorez amélioré
améliorée améliorés améliorées améliorant améliorait améliorera améliorerait perfectionner perfectionne
perfectionnes perfectionnent perfectionnons perfectionnez perfectionné perfectionnée perfectionnés perfectionnées
perfectionnant perfectionnait perfectionnera perfectionnerait inspirer inspire inspires inspirent inspirons inspirez
inspiré inspirée inspirés inspirées inspirant inspirait inspirera inspirerait motiver motive motives motivent
motivons motivez motivé motivée motivés motivées motivant motivait motivera motiverait intéresser intéresse
intéresses intéressent intéressons intéressez intéressé intéressée intéressés intéressées intéressant intéressait
intéressera intéresserait passionner passionne passionnes passionnent passionnons passionnez passionné passionnée
passionnés passionnées passionnant passionnait passionnera passionnerait plaisanter plaisante plaisantes plaisantent
plaisantons plaisantez plaisanté plaisantée plaisantés plaisantées plaisantant plaisantait plaisantera plaisanterait
féliciter félicite félicites félicitent félicitons félicitez félicité félicitée félicités félicitées félicitant
félicitait félicitera féliciterait remercier remercie remercies remercient remercions remerciez remercié remerciée
remerciés remerciées remerciant remerciait remerciera remercierait saluer salue salues saluent saluons saluez salué
saluée salués saluées saluant saluait saluera saluerait inviter invite invites invitent invitons invitez invité
invitée invités invitées invitant invitait invitera inviterait rencontrer rencontre rencontres rencontrent
rencontrons rencontrez rencontré rencontrée rencontrés rencontrées rencontrant rencontrait rencontrera rencontrerait
accompagner accompagne accompagnes accompagnent accompagnons accompagnez accompagné accompagnée accompagnés
accompagnées accompagnant accompagnait accompagnera accompagnerait visiter visite visites visitent visitons visitez
visité visitée visités visitées visitant visitait visitera visiterait habiter habite habites habitent habitons
habitez habité habitée habités habitées habitant habitait habitera habiterait soigner soigne soignes soignent
soignons soignez soigné soignée soignés soignées soignant soignait soignera soignerait diagnostiquer diagnostique
diagnostiques diagnostiquent diagnostiquons diagnostiquez diagnostiqué diagnostiquée diagnostiqués diagnostiquées
diagnostiquant diagnostiquait diagnostiquera diagnostiquerait traiter traite traites traitent traitons traitez
traité traitée traités traitées traitant traitait traitera traiterait soulager soulage soulages soulagent soulageons
soulagez soulagé soulagée soulagés soulagées soulageant soulageait soulagera soulagerait cuisiner cuisine cuisines
cuisinent cuisinons cuisinez cuisiné cuisinée cuisinés cuisinées cuisinant cuisinait cuisinera cuisinerait manger
mange manges mangent mangeons mangez mangé mangée mangés mangées mangeant mangeait mangera mangerait goûter goûte
goûtes goûtent goûtons goûtez goûté goûtée goûtés goûtées goûtant goûtait goûtera goûterait planter plante plantes
plantent plantons plantez planté plantée plantés plantées plantant plantait plantera planterait cultiver cultive
cultives cultivent cultivons cultivez cultivé cultivée cultivés cultivées cultivant cultivait cultivera cultiverait
arroser arrose arroses arrosent arrosons arrosez arrosé arrosée arrosés arrosées arrosant arrosait arrosera
arroserait récolter récolte récoltes récoltent récoltons récoltez récolté récoltée récoltés récoltées récoltant
récoltait récoltera récolterait pêcher pêche pêches pêchent pêchons pêchez pêché pêchée pêchés pêchées pêchant
pêchait pêchera pêcherait chasser chasse chasses chassent chassons chassez chassé chassée chassés chassées chassant
chassait chassera chasserait fabriquer fabrique fabriques fabriquent fabriquons fabriquez fabriqué fabriquée
fabriqués fabriquées fabriquant fabriquait fabriquera fabriquerait réparer répare répares réparent réparons réparez
réparé réparée réparés réparées réparant réparait réparera réparerait nettoier nettoie nettoies nettoient nettoions
nettoiez nettoié nettoiée nettoiés nettoiées nettoiant nettoiait nettoiera nettoierait ranger range ranges rangent
rangeons rangez rangé rangée rangés rangées rangeant rangeait rangera rangerait livrer livrent livrons livrez livré
livrée livrés livrées livrant livrait livrera livrerait transporter transporte transportes transportent transportons
transportez transporté transportée transportés transportées transportant transportait transportera transporterait
photographier photographie photographies photographient photographions photographiez photographié photographiée
photographiés photographiées photographiant photographiait photographiera photographierait filmer filme filmes
filment filmons filmez filmé filmée filmés filmées filmant filmait filmera filmerait enregistrer enregistre
enregistres enregistrent enregistrons enregistrez enregistré enregistrée enregistrés enregistrées enregistrant
enregistrait enregistrera enregistrerait écouter écoute écoutes écoutent écoutons écoutez écouté écoutée écoutés
écoutées écoutant écoutait écoutera écouterait représenter représente représentes représentent représentons
représentez représenté représentée représentés représentées représentant représentait représentera représenterait
symboliser symbolise symbolises symbolisent symbolisons symbolisez symbolisé symbolisée symbolisés symbolisées
symbolisant symbolisait symbolisera symboliserait signifier signifie signifies signifient signifions signifiez
signifié signifiée signifiés signifiées signifiant signifiait signifiera signifierait indiquer indique indiques
indiquent indiquons indiquez indiqué indiquée indiqués indiquées indiquant indiquait indiquera indiquerait dénoter
dénote dénotes dénotent dénotons dénotez dénoté dénotée dénotés dénotées dénotant dénotait dénotera dénoterait
désigner désigne désignes désignent désignons désignez désigné désignée désignés désignées désignant désignait
désignera désignerait exprimer exprime exprimes expriment exprimons exprimez exprimé exprimée exprimés exprimées
exprimant exprimait exprimera exprimerait formuler formulent formulons formulez formulé formulée formulés formulées
formulant formulait formulera formulerait rédiger rédige rédiges rédigent rédigeons rédigez rédigé rédigée rédigés
rédigées rédigeant rédigeait rédigera rédigerait consulter consulte consultes consultent consultons consultez
consulté consultée consultés consultées consultant consultait consultera consulterait liser lise lises lisons lisé
lisée lisés lisées lisant lisait lisera liserait

petit petite petits petites grand grande grands grandes simple simples facile faciles difficile difficiles compliqué
compliquée compliqués compliquées claire clairs claires correct correcte corrects correctes important importante
importants importantes intéressante intéressants intéressantes classique classiques courant courante courants
courantes fréquent fréquente fréquents fréquentes rare rares normal normale normales normaux banal banale banales
banaux usuel usuels usuelle usuelles habituel habituels habituelle habituelles spécial spéciale spéciales spéciaux
particulier particuliers particulière particulières général générale générales généraux concret concrete concrets
concretes abstrait abstraite abstraits abstraites théorique théoriques réel réels réelle réelles réaliste réalistes
artificiel artificiels artificielle artificielles naturel naturels naturelle naturelles humain humaine humains
humaines animal animale animales animaux médical médicale médicales médicaux clinique cliniques industriel
industriels industrielle industrielles agricole agricoles commercial commerciale commerciales commerciaux économique
économiques scientifique scientifiques technique techniques numérique numériques électronique électroniques
électrique électriques mécanique mécaniques chimique chimiques biologique biologiques mathématique statistique
statistiques linguistique linguistiques musical musicale musicales musicaux historique historiques politique
politiques social sociale sociales sociaux juridique juridiques financier financiers financière financières privé
privée privés privées public publics publique publiques urbain urbaine urbains urbaines rural rurale rurales ruraux
française françaises anglaise anglaises allemande allemands allemandes espagnole espagnols espagnoles arabes
chinoise chinoises japonais japonaise japonaises américain américaine américains américaines européen européens
européenne européennes suisse suisses belge belges canadien canadiens canadienne canadiennes africain africaine
africains africaines italiens italienne italiennes marocain marocaine marocains marocaines tunisien tunisiens
tunisienne tunisiennes algérien algériens algérienne algériennes inconnu inconnue inconnus inconnues célèbre
célèbres populaire populaires ancien anciens ancienne anciennes nouveau nouveaux moderne modernes récent récente
récents récentes actuel actuels actuelle actuelles futur future futurs futures passé passée passés passées présent
présents joli jolie jolis jolies beau beaux bon bons bonne bonnes mauvais mauvaise mauvaises gentil gentils gentille
gentilles sympathique sympathiques heureux heureuse heureuses triste tristes content contente contents contentes
fatigué fatiguée fatigués fatiguées malade malades sain saine sains saines fort forte forts fortes faible faibles
rapide rapides lent lente lents lentes jeune jeunes vieux riche riches pauvre pauvres gratuit gratuite gratuits
gratuites précieux précieuse précieuses dangereux dangereuse dangereuses sûr sûre sûrs sûres possible possibles
probable probables nécessaire nécessaires obligatoire obligatoires facultatif facultatifs facultative facultatives
souhaitable souhaitables disponible disponibles visible visibles invisible invisibles lisible lisibles
compréhensible compréhensibles brefe brefs brefes soigneux soigneuse soigneuses attentif attentifs attentive
attentives curieux curieuse curieuses intelligent intelligente intelligents intelligentes malin malins maligne
malignes sérieux sérieuse sérieuses amusant amusante amusants amusantes ennuyeux ennuyeuse ennuyeuses étrange
étranges bizarre bizarres drôle drôles propre propres sale sales chaud chaude chauds chaudes froid froide froids
froides frais fraîche fraîches sec sèche sèches mouillé mouillée mouillés mouillées sucré sucrée sucrés sucrées salé
salée salés salées amer amere amers ameres doux douce douces dur dure durs dures mou moue mous moues bruyant
bruyante bruyants bruyantes calme calmes tranquille tranquilles sombre sombres lumineux lumineuse lumineuses rouge
rouges vert verte verts vertes bleu bleue bleus bleues jaune jaunes brun brune bruns brunes violet violete violets
violetes doré dorée dorés dorées embarqué embarquée embarqués embarquées mobile mobiles autonome autonomes
automatique automatiques manuelle manuelles supervisé supervisée supervisés supervisées préentraîné préentraînée
préentraînés préentraînées manuscrit manuscrite manuscrits manuscrites imprimé imprimée imprimés imprimées oral
orale orales oraux rose orange marron belle belles nouvelle nouvelles vieille vieilles

homme hommes femme femmes enfant enfants bébé bébés garçon garçons fille filles père mère parents frère frères sœur
sœurs fils oncle tante cousin cousine ami amie amis amies voisin voisine voisins collègue collègues chef chefs
patron patronne employé employée employés client cliente clients clientes utilisateur utilisatrice utilisateurs
personne personnes gens monde médecin médecins docteur infirmier infirmière infirmiers chirurgien chirurgienne
radiologue radiologues dermatologue cardiologue pharmacien dentiste vétérinaire patient patiente patients patientes
ingénieur ingénieure ingénieurs technicien technicienne techniciens développeur développeuse développeurs
programmeur informaticien informaticienne biologiste physicien chimiste mathématicien statisticien économiste
géologue astronome météorologue agriculteur agriculteurs agricultrice paysan éleveur vigneron jardinier pêcheur
forestier boulanger boulangère cuisinier cuisinière serveur serveuse vendeur vendeuse marchand artisan ouvrier
ouvrière ouvriers mécanicien électricien plombier conducteur conductrice chauffeur policier pompier soldat juge
avocat avocate journaliste journalistes écrivain poète artiste artistes peintre musicien musicienne chanteur
chanteuse acteur actrice joueur joueuse joueurs sportif arbitre entraîneur expert experte spécialiste spécialistes
débutant débutante débutants amateur stagiaire entreprise entreprises société sociétés compagnie startup usine
usines magasin magasins boutique supermarché restaurant café hôtel banques assurance assurances hôpital hôpitaux
pharmacie musée musées cinéma théâtre mairie aéroport rue rues route routes autoroute place ville villes village
villages pays région régions quartier continent europe france allemagne espagne italie angleterre belgique canada
québec maroc tunisie algérie sénégal chine japon amérique afrique asie paris lyon marseille toulouse bordeaux lille
nantes strasbourg grenoble montréal genève lausanne bruxelles maison maisons appartement bureau bureaux jardin
jardins ferme fermes pré forêt forêts montagne montagnes colline vallée rivière rivières fleuve lac mer océan plage
île côte ciel terre soleil lune étoile étoiles planète planètes satellite satellites fusée télescope microscope
alice bob marie jean pierre paul jacques luc lucas louis léa chloé camille emma manon sarah julie sophie nadia karim
ahmed fatima mohamed yasmine thomas nicolas antoine julien hugo théo martin dupont durand bernard moreau lefebvre
yann lecun google facebook microsoft apple amazon nvidia renault peugeot airbus thales sncf inria cnrs numpy python
imagenet kaggle

chat chats chatte chien chiens chienne oiseau oiseaux cheval chevaux vache vaches cochon cochons mouton moutons
chèvre chèvres poule poules canard canards poisson poissons abeille abeilles papillon papillons insecte insectes
fourmi araignée lion lions tigre tigres éléphant éléphants girafe zèbre singe singes ours loup loups renard lapin
lapins cerf écureuil grenouille serpent serpents crocodile dauphin baleine requin arbres fleur fleurs feuilles herbe
herbes blé maïs riz orge tournesol vigne vignes raisin raisins pomme pommes poire poires cerise cerises fraise
fraises banane bananes citron tomate tomates carotte carottes légume légumes fruit fruits salade pain fromage viande
lait beurre œuf œufs gâteau chocolat sucre sel eau vin bière thé culture cultures voiture voitures véhicule
véhicules camion camions bus train trains métro vélo vélos moto motos bateau bateaux avion avions hélicoptère drone
drones robot robots machine machines moteur moteurs outil outils appareil appareils ordinateur ordinateurs portable
tablette téléphone téléphones smartphone smartphones caméra caméras écran clavier souris imprimante puce puces
processeur processeurs serveurs nuage internet site sites web application applications logiciel logiciels fichier
fichiers dossier dossiers document documents formulaire facture factures courriel courriels mail mails message
messages texte textes poème poèmes roman romans histoires conte film films séries chanson chansons musique musiques
voix sons bruits parole paroles cliché clichés vidéo vidéos jeu jeux échecs ballon football tennis rugby sport
sports tournoi vêtement vêtements robe pantalon chemise chaussure chaussures chapeau veste sac lunettes table chaise
lampe jouet jouets cadeau argent salaire impôt crédit bourse actions fraude fraudes

maladie maladies symptôme symptômes tumeur tumeurs cancer cancers lésion lésions mélanome grain peau cœur poumon
poumons foie rein cerveau os œil yeux rétine oreille oreilles nez bouche dent dents main mains doigt jambe sang
radio radios radiographie radiographies irm scanner échographie échographies ecg eeg électrocardiogramme diagnostic
diagnostics médicament médicaments vaccin chirurgie santé médecine soin soins urgence circulation panneau panneaux
feu feux piéton piétons cycliste plaque plaques immatriculation accident accidents industrie industries production
pièce pièces métal acier bois verre plastique tissu papier défauts rayure fissure fissures qualité maintenance panne
pannes énergie électricité éolienne éoliennes solaire centrale climat météo pluie neige vent orage tempête
environnement agriculture élevage science sciences recherche recherches technologie technologies intelligence
apprentissage apprentissages reconnaissance classification classifieur classificateur détection prédiction
prédictions prévision prévisions traductions recommandation sentiment sentiments surveillance entraînement
exactitude surapprentissage inférence époque

janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi
vendredi samedi dimanche jour jours journée semaine semaines mois an ans année années siècle siècles matin matins
midi soir soirs soirée nuit nuits printemps automne hiver noël vacances moment moments instant début avenir date
dates délai
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
déformable|déformables|partagé|partagée|partagés|partagées|partagent|partage|liés|liées|lié|liée|couplés|élagué|
élaguée|élagage|parcimonieux|parcimonieuse|creux|creuse|quantifié|quantifiée|quantifiés|quantification|distillé|
distillée|distillation|binaire|binaires|binarisé|gelé|gelée|gelés|gelées|geler|figé|figée|figés|figées|
ajustement fin|
asymétrique|asymétriques|symétrique|symétriques|circulaire|circulaires|cyclique|réfléchi|réflexion|miroir|répliqué|
réplication|périodique|partiel|partielle|conditionnel|dynamique|récursif|récursive|parallèle|parallèles|en parallèle|
branche|branches|siamois|siamoise|jumeau|jumeaux|imbriqué|réutilisé|réutilisés|
pondéré|pondérée|moyenne pondérée|moyenne|moyennes|moyen|moyenné|médiane|variance|écart type|global|globale|globaux|
local|locale|locaux|
moitié|demi|demie|divisé par deux|tiers|quart|quarts|cinquième|dixième|pourcent|pourcentage|pourcentages|
proportionnel|proportionnelle|rapport|ratio|fois|deux fois|trois fois|double|doubler|doublé|doublée|doublent|triple|
tripler|triplé|quadruple|quadruplé|multiplié|multipliée|multiplier|divisé|divisée|diviser|
racine|racine carrée|au carré|cube|puissance|exposant|exponentiel|exponentielle|logarithme|logarithmique|log|modulo|
inverse|négatif|négative|négatifs|moins|soustrait|soustraire|
sauf|excepté|exceptée|exception|exceptions|hormis|à part|à moins|jusqu|jusqu'à|au lieu|plutôt|sinon|autrement|
contrairement|inversement|contraire|à l'exception|
supplémentaire|supplémentaires|additionnel|additionnelle|autre|autres|encore un|encore une|restant|restante|restants|
restantes|reste|manquant|manquante|manquants|manquantes|manque|incomplet|incomplète|faux|fausse|fausses|erreur|
erreurs|erroné|erronée|incorrect|incorrecte|bug|bogue|invalide|impossible|coquille|défectueux|
pas|jamais|rien|personne ne|ni|non|ne pas|guère|interdit|interdite|
séparément|indépendamment|individuellement|alternativement|alternées|alternance|échangé|échangés|échanger|permuté|
inversé|inversés|intercalé|
change|changent|changer|changé|modifie|modifient|modifier|modifié|modifiée|varie|varier|croît|grandit|rétrécit|
élargit|élargi|élargie|compressé|compressée|compression|étendu|étendue|allongé|raccourci|rogné|rognée|rogner|recadré|
recadrée|tronqué|tronquée|redimensionné|redimensionnée|redimensionner|supprimé|supprimée|supprimer|retiré|retirée|
enlevé|enlevée|enlever|enlève|inséré|insérée|insérer|remplacé|remplacée|remplacer|copie|copies|copié|dupliqué|
dupliquée|répété|répétée|répétés|répétées|répète|répéter|répétition|répétitions|fusionné|fusionnée|fusion|
chevauchement|chevauchant|recouvrement|
optimiseur|optimiseurs|adam|momentum|sgd|gradient|gradients|rétropropagation|point de contrôle|moyenne mobile|
précision mixte|distribué|stéréo|mono|multispectral|multispectrale|hyperspectral|hyperspectrale|spectral|spectrale|
bande|bandes|infrarouge|thermique|transparence|
impair|impaire|pair|paire|peu profond|large|larges|mince|minces|épais|épaisse|résiduel|résiduelle|saute|sauter|
goulot|goulot d'étranglement|maximum|minimum|maximale|minimale|masqué|masquée|masque|masques
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
