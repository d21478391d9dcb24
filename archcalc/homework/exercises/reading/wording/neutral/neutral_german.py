"""German words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein meine meinen meinem meiner meines dein deine
deinen deinem deiner deines sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres unser unsere unseren
unserem unserer unseres euer eure euren eurem eurer eures der die das den dem des ein eine einen einem einer eines
dieser diese dieses diesen diesem jener jene jenes jenen jenem derjenige diejenige dasjenige diejenigen denjenigen
dessen deren denen wer wem wen wessen wo wohin woher wann warum weshalb wieso wozu wofür womit worin woran worüber wobei
wodurch etwas jemand jemanden jemandem man sich selbst ist sind war waren bin bist seid sei seien wäre wären gewesen hat
haben habe hast habt hatte hatten hätte hätten gehabt wird werden werde wirst werdet wurde wurden würde würden geworden
kann können könnte könnten konnte konnten muss müssen musste mussten müsste müssten soll sollen sollte sollten will
wollen wollte wollten darf dürfen durfte durften dürfte möchte möchten mag mögen in im an am für zu zum zur beim durch
um über hinter während wegen trotz dank laut gemäß mittels anhand samt aufgrund infolge dass daß weil wenn falls sofern
sobald solange obwohl obgleich indem damit sodass denn doch aber jedoch allerdings dennoch trotzdem deshalb deswegen
daher darum somit folglich demnach also nämlich etwa eigentlich wohl ja eben halt schon noch auch sogar jetzt nun heute
morgen gestern damals früher später bald sofort immer oft häufig manchmal selten gelegentlich meist gewöhnlich
grundsätzlich prinzipiell natürlich offenbar anscheinend scheinbar vermutlich vielleicht eventuell hoffentlich leider
zufällig bekanntlich tatsächlich wirklich wahrhaftig sicher sicherlich gewiss ungefähr circa ca sehr ziemlich hier dort
drüben irgendwo überall hierbei hierfür hiermit hierzu dabei dafür dagegen dahin daneben daran daraus darin darüber
davon dazu worum zuerst zunächst anfangs endlich irgendwie irgendwann irgendein irgendeine irgendeinen jederzeit gern
gerne lieber bitte danke hallo hi servus moin grüß gruß grüße liebe guten tag vielen voraus usw etc ggf evtl vgl siehe
sowohl desto mithilfe zwecks seitens außerhalb aufgabe aufgaben aufgabenteil teilaufgaben übung übungen übungsblätter
hausaufgaben hausübung klausur klausuren probeklausur prüfung prüfungen test tests testat quiz examen semester
vorlesungen skript skripte folie folien kapitel abschnitt lehrbuch lehrbücher buch bücher heft hefte tafel kreide stift
stifte papier zettel seminar seminare tutorium tutorien kurs kurse kurses lehrgang unterricht schule schulen schüler
schülern schülerinnen lehrer lehrern lehrerin lehrerinnen lehrkraft student studentinnen studierender kommilitone
kommilitonen kommilitonin professoren dozent dozenten dozentin tutor tutoren tutorin assistent assistentin assistenten
doktorand doktorandin doktoranden prüfer prüferin prüfling universitäten hochschulen institut institute instituts
lehrstuhl fakultät fachbereich fach fächer note noten masterarbeit doktorarbeit abgabe abgabetermin lösung lösungen
lösungsweg musterlösung lösungsansatz rechnung erklärung erklärungen erläuterung hinweis hinweise tipp tipps bemerkungen
anmerkung frage fragen fragestellung antwort stichwort stichworte stichpunkte beispiels annahme annahmen voraussetzung
behauptung beweis beweise definitionen formel formeln begriff begriffe thema themen inhalt inhalte lernziel wissen
kenntnis kenntnisse mathe mathematik informatik physik chemie biologie geschichte erdkunde deutsch englisch französisch
spanisch arabisch chinesisch spickzettel abitur abi matura bachelor master forum foren beitrag beiträge kommentar
kommentare diskussion gespräch unterhaltung rat ratschlag hilfe verständnis problem probleme problems schwierigkeit idee
ideen ansatz ansätze vorschlag vorschläge überlegung überlegungen meinung meinungen ahnung grund gründe gründen ursache
ursachen zweck zwecke ziel ziele absicht aussage aussagen text texte zeitung zeitungen artikel artikeln bericht berichte
paper papers literatur lernen lerne lernt lernend lernende lernenden lernte lernten gelerntes üben übe übt übend übende
übenden übender übendes übte übten geübt geübte geübten geübter geübtes fragt fragend fragende fragendes fragte fragten
gefragte erklären erkläre erklärend erklärte erklärter erläuteren erläutere erläutert zeigen zeige zeigt zeigend
zeigende zeigenden zeigender zeigte zeigten gezeigte nutzen nutze nutzt nutzend nutzende nutzender nutzendes nutzte
nutzten genutzte genutzten benutzen benutze benutzend benutzten benutztes brauchen brauche brauchend brauchte suchen
suche sucht suchend suchende suchte suchten gesuchter meint meinend meinende meinendes meinte meinten gemeint gemeinte
gemeintes glauben glaube glaubt glaubend glaubende glaubte glaubten geglaubt geglaubte hoffen hoffe hofft hoffend
hoffende hoffenden hoffender hoffendes hoffte hofften gehofft gehoffte gehofftes wünschen wünsche wünschend wünschte
gewünscht ratet ratend ratende ratenden ratender ratendes hören höre hört hörend hörende hörenden hörender hörendes
hörte hörten gehört gehörte gehörten gehörter gehörtes sagen sage sagt sagend sagende sagenden sagender sagendes sagte
sagten gesagt gesagte gesagten gesagter gesagtes sprechen spreche nennen nenne nennt nennend nennende nennenden
nennendes kennen kenne kennt kennend kennende danken dankt dankend dankende dankenden dankender dankte dankten gedankt
gedankte gedankter gedanktes erzählen erzähle erzählt erzählend erzählte reden rede redet redend redende redenden
redender redendes redete redeten geredet geredete geredeter geredetes planen plane plant planend planende planender
planendes planten geplant geplante geplanten geplanter geplantes bauen baue baut bauend bauende bauenden bauender
bauendes baute bauten gebaute gebauten gebauter gebautes entwickelen entwickele programmiere konstruiere optimieren
optimiere optimiert lokalisieren lokalisiere lokalisiert detektiere segmentiere annotieren annotiere annotiert
präsentieren präsentiere diskutieren diskutiere diskutiert argumentieren argumentiere kommentieren kommentiere
kommentiert notieren notiere notiert notierend notierte notierter skizzieren skizziere skizziert illustrieren
illustriere illustriert demonstrieren demonstriere simulieren simuliere simuliert modellieren modelliere modelliert
testieren testiere testiert testierend testierte evaluieren evaluiere evaluiert validieren validiere validiert
verifizieren verifiziere verifiziert dokumentieren dokumentiere publizieren publiziere publiziert studieren studiere
studiert studierend studierte unterrichten unterrichte lehren lehre lehrt lehrend lehrende lehrenden lehrendes lehrte
lehrten gelehrt gelehrte gelehrten gelehrtes prüfen prüfe prüft prüfend prüfende prüfender prüfendes prüfte prüften
geprüft geprüfte geprüften geprüfter vermuten vermute vermutet vermutend vermutete überlegt überlegend überlegte
beschreibe unterscheide erkennen erkenne beachten beachte beachtet beachtend beobachten beobachte beobachtet beantworten
beantworte beantwortet bearbeiten bearbeite verarbeite verwende verwendend begründend bestätigen bestätige bestätigt
beurteilen beurteile beurteilt bewerten bewerte bewertet bewertend bewertete bezeichnt definiere formulieren formuliere
formuliert erreichen erreiche erreicht erreichend ermöglichen ermögliche ermöglicht überwachen überwache überwacht
übersetzen übersetze übersetzt unterstützen unterstütze unterstützt verdienen verdiene verdient verdienend verkaufen
verkaufe verkauft verkaufend kaufen kaufe kauft kaufend kaufende kaufenden kaufte kauften gekauft gekaufte gekauften
gekauftes bestellen bestelle bestellt bestellend bestellte bezahlen bezahle bezahlt bezahlend bezahlte bezahlten
lieferen liefere lieferend schicken schicke schickend schickte senden sende sendet sendend sendende sendete sendeten
gesendet gesendete packen packe packt packend packende packender packte packten gepackt gepackte gepackter fahren fahre
fliegen fliege fliegt fliegend laufen laufe gehen gehe geht gehend gehende gehenden gehender gehendes kommen komme kommt
kommend kommende kommenden stehen stehe steht stehend stehende stehenden stehendes liegen liege liegt liegend liegende
liegendes sitzen sitze sitzt sitzend sitzende sitzenden sitzendes leben lebe lebt lebend lebende lebenden lebender
lebendes lebte lebten gelebt gelebte gelebten gelebter gelebtes wohnen wohne wohnt wohnend wohnende wohnte wohnten
gewohnt gewohnte gewohnter arbeiten arbeite arbeitet arbeitend arbeitete spielen spiele spielt spielend spielte spielten
gespielt kochen koche kocht kochend kochende kochte kochten gekocht gekochte gekochtes essen esse trinken trinke trinkt
trinkend schlafen schlafe träumen träume träumt träumend träumte träumten geträumt lachen lache lacht lachend lachende
lachte lachten gelacht gelachte weinen weine weint weinend weinende weinender weinte weinten geweint geweinte geweintes
singen singe singt singend singende singender tanzen tanze tanzt tanzend tanzende tanzender tanzte tanzten getanzt
getanzte malen male malt malend malende malenden malender malendes malte malten gemalt gemalte gemalten gemalter
gemaltes zeichnen zeichne zeichnt zeichnend zeichnte zeichnten fotografieren fotografiere lösen löse löst lösend lösende
lösenden lösender lösendes löste lösten gelöst gelöste gelösten gelöster gelöstes schreibt schreibend lesen lese
verstehen verstehe versteht verstehend denken denke denkt denkend denkende denkender merken merke merkt merkend merkende
merkenden merkte merkten gemerkt gemerkte gemerkter gemerktes erinneren erinnere erinnert erinnerend erinnerte vergessen
vergesse versuche versuchend versuchte probieren probiere probiert probierend probierte scheiteren scheitere scheitert
schaffen schaffe schafft schaffend schaffte geschafft sieht sehen gesehen sah siehst seht geben gegeben gab nimmt nehmen
genommen nahm nimm hilft helfen geholfen half hilf liest gelesen las lies spricht gesprochen sprach gewusst wusste
gedacht dachte bringt bringen gebracht brachte findet finden gefunden fand fängt anfangen angefangen beginnt beginnen
begonnen begann schrieb verstanden verstand beschrieb entwirft entwarf entschieden erkannt genannt gekannt besprochen
versprochen vorgestellt vorgeben vorschlagen angeben annehmen aufbauen ausgerechnet nachgerechnet vorgerechnet
hergeleitet darstellt durchführen durchführt einsetzt einführen ausprobiert ausprobieren aufschreiben nachgedacht
nachdenken herausfinden festgestellt feststellen festlegen kennengelernt beigebracht ausgewertet abgegeben abgeben
vorbereitet vorbereiten vorbereitung stattfindet mitgeteilt gemessen messen misst gewählt wählen wählt gewonnen gewinnen
unternommen bekommen bekommt bekam gelten gilt galt geschehen geschieht passiert passieren heißt heißen hieß lautet
lauten stammt stammen gehören handelt handeln dient dienen besteht bestehen bestand existiert existieren lag stand ging
kam fuhr lief flog saß trug trägt tragen hält halten gehalten lässt lassen gelassen ließ einfach schwer schwere schweren
schwerer schwierig schwierige leicht leichte leichten leichter kompliziert komplizierte komplex komplexe komplexen
komplexer klar klare klaren klarer klares klarem deutlich deutliche deutlichen korrekt korrekten korrekter wichtig
wichtige wichtigen wichtiger nötig nötige nötigen nötiger nötiges nötigem nützlich nützliche nützlichen hilfreich
hilfreiche sinnvoll sinnvolle sinnvollen interessant interessante spannend spannende spannenden langweilig langweilige
lustig lustige lustigen lustiger schön schöne schönen schöner schönes schönem hübsch hübsche hübschen hübscher hässlich
hässliche hässlichen gut gute guter gutes gutem neu neue neuen neuem alt alte alten alter altes altem jung junge jungen
junger junges jungem modern moderne modernen moderner klassisch üblich übliche normal normale normalen typisch bekannt
bekannter unbekannt unbekannte berühmt berühmten berühmter beliebt beliebte beliebten beliebter häufige häufigen
häufiger seltene seltenen seltener besonder besondere besonderen speziell speziellen allgemein allgemeine konkret
konkrete konkreten konkreter abstrakt abstrakte abstrakten theoretisch theoretische praktisch praktische praxisnah
praxisnahe realistisch realistische echt echte echten echter echtes echtem künstlich natürliche menschlich menschliche
tierisch tierische tierischen medizinisch klinisch klinische klinischen industriell industrielle technisch technische
elektronisch elektrisch elektrische mechanisch mechanische chemisch chemische chemischen biologisch biologische
physikalisch mathematisch statistisch statistische sprachlich sprachliche musikalisch musikalische historisch
historische politisch politische sozial soziale sozialen sozialer rechtlich rechtliche finanziell finanzielle privat
private privaten privater öffentlich öffentliche staatlich staatliche städtisch städtische ländlich ländliche ländlichen
deutsche deutschen deutscher englische englischen französische spanische spanischen arabische arabischen chinesische
japanisch japanische amerikanisch europäisch europäische schweizerisch russisch russische russischen italienisch
italienische indisch indische indischen indischer türkisch türkische türkischen freundlich freundliche nett nette netten
netter nettes nettem höflich höfliche höflichen höflicher lieb lieben liebes liebem glücklich glückliche traurig
traurige traurigen trauriger wütend wütende wütenden wütender müde müdee müdeen müdeer müdees müdeem krank kranke
kranken kranker krankes krankem gesund gesunde gesunden gesunder stark starke starken starker starkes starkem schwach
schwache schwachen schwacher schnell schnelle schnellen schneller langsam langsame langsamen langsamer früh frühe frühes
frühem spät späte spätes spätem täglich tägliche täglichen täglicher wöchentlich wöchentliche monatlich monatliche
jährlich jährliche jährlichen aktuell aktuelle aktuellen aktueller heutig heutige heutigen heutiger gestrig gestrige
gestrigen gestriger damalig damalige damaligen damaliger folgend genannter erwähnt erwähnte erwähnten erwähnter
abgebildete angegebene gegebener geschriebene gedruckt gedruckte gedruckten gesprochene gefilmt gefilmte gefilmten
gefilmter aufgenommen aufgenommene markiert markierte markierten vortrainiert untrainiert untrainierte intelligente
schlau schlaue schlauen schlauer klug kluge klugen kluger kluges klugem dumm dumme dummen dummer dummes dummem kreativ
kreative kreativen kreativer neugierig neugierige fleißig fleißige fleißigen fleißiger faul faule faulen fauler faules
faulem sorgfältig sorgfältige vorsichtig vorsichtige ordentlich ordentliche sauber saubere sauberen sauberer schmutzig
schmutzige billig billige billigen billiger kostenlos kostenlose erfolgreich erfolgreiche ehrlich ehrliche ehrlichen
ehrlicher ernst ernste ernsten ernster ernstes ernstem sichere sicheren sicherer unsicher unsichere unsicheren
gefährlich gefährliche harmlos harmlose harmlosen harmloser möglich mögliche möglichen möglicher notwendige zulässig
zulässige zulässigen erlaubt erlaubte erlaubten erlaubter verbotene verbotenen passend passende passenden passender
geeignet geeignete geeigneten zuständig zuständige verfügbar verfügbare zugänglich zugängliche sichtbar sichtbare
sichtbaren unsichtbar unsichtbare hörbar hörbare hörbaren hörbarer lesbar lesbare lesbaren lesbarer erkennbar erkennbare
verständlich ausführlich ausführliche kurz kurze kurzen kurzer kurzes kurzem knapp knappe knappen knapper knappes
knappem grob grobe groben grober grobes grobem detailliert detaillierte gründlich gründliche systematisch intuitiv
intuitiven anschaulich anschauliche bildlich bildliche bildlichen schriftlich schriftliche mündlich mündliche mündlichen
persönlich persönliche eigen eigene eigenen eigener eigenes eigenem fremd fremde fremden fremder fremdes fremdem gemeine
gemeinen gemeiner tatsächliche wirkliche wirklichen vermutliche angeblich angebliche benötigt entworfene bunt bunte
bunten bunter buntes buntem rot rote roten roter rotes rotem grün grüne grünen grüner grünes grünem blau blaue blauen
blauer blaues blauem gelb gelbe gelben gelber gelbes gelbem braun braune braunen brauner braunes braunem lila lilae
lilaen lilaer lilaes lilaem rosa rosae rosaen rosaer rosaes rosaem orange orangee orangeen orangeer warm warme warmen
warmer warmes warmem kalt kalte kalten kalter kaltes kaltem heiß heiße heißer heißes heißem kühl kühle kühlen kühler
kühles kühlem nass nasse nassen nasser nasses nassem trocken trockene trockenen trockener frisch frische frischen
frischer süß süße süßen süßer süßes süßem sauer saure sauren saurer saures saurem bitter bittere bitteren bitterer
salzig salzige salzigen salziger lecker leckere leckeren leckerer hungrig hungrige hungrigen hungriger durstig durstige
durstigen durstiger laute lauter lautes lautem leise leisee leiseen leiseer leisees leiseem hell helle hellen heller
helles hellem dunkel dunkle dunklen dunkler dunkles dunklem weich weiche weichen weicher weiches weichem hart harte
harten harter hartes hartem locker lockere lockeren lockerer besonders insbesondere beispielhaft probeweise besser
besten teure mensch menschen person personen leute mann männer frau frauen kind kinder kindern mädchen baby babys vater
mutter eltern bruder schwester geschwister sohn tochter onkel tante oma opa großmutter großvater freund freunde freundin
freunden nachbar nachbarn nachbarin kollege kollegen kollegin kolleginnen chef chefin mitarbeiter mitarbeiterin
mitarbeitern kunde kunden kundin kundinnen gast gäste arzt ärzte ärztin ärztinnen ärzten patient patientin zahnarzt
hautarzt pfleger pflegerin apotheker apothekerin ingenieuren informatiker programmierer entwickler entwicklerin
entwicklern forscher forschende techniker technikerin landwirt landwirtin bauer bauern bäuerin gärtner winzer förster
jäger fischer fahrer fahrerin pilot pilotin polizist polizistin feuerwehr soldat richter richterin anwalt anwältin
bäcker bäckerin metzger koch köchin kellner verkäufer verkäuferin händler künstler künstlerin musiker musikerin sänger
sängerin schauspieler autor autorin autoren dichter journalistin fotograf fotografin spieler spielerin spielern sportler
sportlerin trainer trainerin praktikant praktikantin azubi lehrling anfänger anfängerin experte experten expertin laie
nutzer nutzerin nutzern benutzer anwender herr herrn dame damen team teams firma firmen unternehmens betrieb betriebe
konzern startup verein behörde behörden amt banken versicherung krankenhauses krankenhäuser klinik kliniken praxis
apotheke labor labors museum museen kino theater bibliotheken büro büros fabrik fabriken werk werke werkstatt halle
laden läden geschäft geschäfte supermarkt markt märkte café hotel flughafen bahnhof hafen straße straßen autobahn wege
platz plätze brücken stadt städte städten dorf dörfer länder gemeinde europa deutschland österreich schweiz frankreich
spanien italien england amerika china japan indien berlin münchen hamburg köln frankfurt stuttgart wien zürich bern haus
häuser hauses wohnung wohnungen küche garten gärten bauernhof hof acker äcker wiese wiesen wald wälder wäldern berg
berge tal fluss flüsse seen meer strand insel inseln küste himmel erde welt weltall sonne mond stern sterne planet
planeten satellit rakete raumfahrt teleskop anna ben lisa tim tom jan jonas lukas lena lea mia emma paul felix leon finn
noah marie sophie laura julia sarah jana nina klaus peter hans michael thomas stefan andreas martin markus christian
sabine petra monika karin ursula ali fatma ahmed mehmet ayşe müller schmidt schneider weber meyer wagner becker schulz
hoffmann google facebook microsoft apple amazon bosch siemens bmw volkswagen mercedes daimler audi porsche sap bayer
basf numpy python imagenet kaggle tum kit rwth eth tu uni tier tiere tieren katze katzen hund hunde hunden vogel vögel
vögeln pferd pferde kuh kühe schwein schweine schaf schafe ziege ziegen huhn hühner ente enten gans fisch fische biene
bienen wespe schmetterling käfer ameise spinne insekt insekten tiger elefant elefanten giraffe zebra affe affen bär
bären fuchs wolf wölfe hase hasen reh hirsch eichhörnchen igel frosch schlange krokodil pinguin delfin wal hai pflanze
pflanzen bäume blume blumen rose rosen tulpe tulpen gras unkraut getreide weizen gerste roggen mais kartoffel kartoffeln
tomate tomaten gurke salat apfel äpfel birne birnen kirsche kirschen erdbeere erdbeeren banane bananen zitrone traube
trauben wein bier kaffee tee milch wasser brot brötchen käse wurst fleisch ei eier kuchen schokolade zucker salz obst
gemüse frucht früchte ernte saat auto autos fahrzeug fahrzeugen wagen bus busse bahn zug züge fahrrad fahrräder motorrad
roller schiff schiffe boot boote flugzeug flugzeuge hubschrauber drohne drohnen roboter robotern roboterarm maschine
maschinen motor motoren werkzeug werkzeuge gerät geräte geräten computer computern rechner laptop tablet handy handys
smartphones telefon kamera kameras webcam lautsprecher kopfhörer drucker bildschirm tastatur maus chip chips gpu cpu
server cloud internet webseite webseiten website app apps software programm programms code datensätze datenbank
datenbanken datei dateien ordner dokument formular formulare brief briefe email mail diagramm diagramme skizze skizzen
zeichnung zeichnungen abbildungen grafik foto fotos fotografie aufnahme film filme serie lied lieder musik gesang stimme
stimmen geräusch geräusche töne klang sprache sprachen gedicht gedichte geschichten roman romane märchen spiel schach
puzzle ball fußball tennis handball sport turnier kleidung kleid hemd hose schuh schuhe jacke hut mantel tasche brille
uhr tisch stuhl bett schrank lampe tür spielzeug geschenk geld konto kredit aktie aktien börse miete gehalt lohn symptom
symptome tumor tumore tumoren krebs hautkrebs brustkrebs melanom leberfleck läsion läsionen herz herzschlag lunge lungen
leber niere gehirn hirn knochen haut auge augen netzhaut ohr ohren nase mund zahn zähne finger bein beine blut röntgen
mrt ct ekg eeg gewebe gewebeprobe diagnose diagnosen befund befunde behandlung therapie medikament medikamente impfung
medizin gesundheit pflege notfall verkehr ampel ampeln fußgänger radfahrer nummernschild kennzeichen unfall unfälle
führerschein tempo stau parkplatz parkhaus industrie produktion fertigung herstellung fließband bauteil bauteile
werkstück werkstücke schraube schrauben stahl metall holz glas kunststoff stoff textil riss risse kratzer qualität
wartung ausschuss energie strom windrad windräder solaranlage solarpanel kraftwerk klima wetter regen schnee wind sturm
gewitter wolke wolken nebel temperatur hitze kälte viehzucht umwelt naturschutz luftbild landkarte wissenschaft
forschung entwicklung technik technologie intelligenz maschinelles maschinellen neuronal neuronaler prognose training
trainings inferenz überanpassung genauigkeit empfehlung empfehlungen übersetzung übersetzungen stimmung betrug spam
werbung marketing vertrieb logistik lieferung pakete bestellung kundendienst januar februar märz april mai juni juli
august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende tage
tages tagen woche wochen monat monate jahr jahre jahren jahres jahrzehnt jahrhundert abend abends nacht nachts mittag
mittags nachmittag vormittag frühling sommer herbst winter weihnachten ostern ferien urlaub feiertag vergangenheit
zukunft gegenwart moment augenblick anfang beginn termin termine frist

angewandt angewendet angewendete verarbeitet verarbeiten gegebene gegebenen geschoben bewegt entsteht entstehen ergibt
fällt fallen anfällt anfallen braucht besitzt besitzen enthält enthalten umfasst ermitteln ermittle ermittelt bestimme
bestimmen bestimmt gib ausgehen vorliegt vor folgt folgende folgenden folgendes nacheinander hintereinander
hintereinandergeschaltet aufeinanderfolgend gespeichert abgelegt belegt belegen genutzt verwendet verwenden eingesetzt
einsetzen liefert geliefert gesucht gefragt hinblick videodaten bilddaten audiodaten sensordaten textdaten
originalformulierung formulierung schreibweise quadratisch quadratische quadratischen einheitlich trainieren trainierbar
trainierbare lernbar lernbare nachdem anschließend zuvor danach dadurch jeweiligen betrachtet betrachten betrachte
insgesamt überhaupt klausuraufgabe übungsblatt übungsaufgabe teilaufgabe punkte begründung stichworten herleitung
rechenweg vortrainiertes vortrainierte vortrainiertem gegebenenfalls angenommen typ art version implementierung
realisiert umgesetzt aufgebaut gebaut daten datensatz klassifikation erkennung segmentierung zeitreihe zeitreihen weise
sinkt sinken steigt steigen abnimmt zunimmt ausgeführt ausführen durchgeführt berechnet berechnete
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
deformierbar|deformierbare|geteilt|geteilte|geteilten|teilen sich|gemeinsam genutzt|gemeinsame gewichte|gebunden|
gekoppelt|ausgedünnt|beschnitten|dünnbesetzt|spärlich|quantisiert|quantisierte|quantisierten|quantisierung|destilliert|
destillation|binarisiert|binär|eingefroren|eingefrorene|eingefrorenen|einfrieren|feinabstimmung|asymmetrisch|
asymmetrische|asymmetrisches|symmetrisch|symmetrische|zirkulär|zyklisch|gespiegelt|spiegelung|repliziert|periodisch|
partiell|teilweise|bedingt|dynamisch|rekursiv|parallel|parallele|parallelen|zweig|zweige|zweigen|ensemble|siamesisch|
siamesisches|zwilling|verschachtelt|wiederverwendet|gewichtet|gewichtete|gewichteter|gewichtetes mittel|durchschnitt|
durchschnittlich|mittelwert|median|varianz|global|globale|globales|lokal|lokale|lokales|halb|halbe|halber|halben|hälfte|
halbieren|halbiert|drittel|viertel|fünftel|zehntel|prozent|prozentual|prozentpunkte|pro|verhältnis|anteilig|mal|zweimal|
dreimal|doppelt|doppelte|doppelten|doppelter|verdoppelt|verdoppeln|verdoppelung|dreifach|verdreifacht|vierfach|
vervierfacht|vielfaches|quadrat|quadriert|quadratwurzel|wurzel|hoch|potenz|exponent|exponentiell|logarithmus|
logarithmisch|modulo|kehrwert|negativ|negative|negativer|minus|abzüglich|subtrahiert|subtrahieren|multipliziert|
dividiert|geteilt durch|außer|ausgenommen|ausnahme|ausnahmen|es sei denn|bis auf|bis|anstatt|anstelle|statt|stattdessen|
sonst|ansonsten|andernfalls|abgesehen von|anders als|im gegensatz|umgekehrt|gegenteil|extra|zusätzlich|zusätzliche|
zusätzlichen|zusätzlicher|zusätzliches|weitere|weiterer|weiteren|weiteres|noch ein|noch eine|übrig|übrige|restlich|
restliche|rest|fehlend|fehlende|fehlt|fehlen|unvollständig|falsch|falsche|falsches|falschen|fehler|fehlers|fehlerhaft|
irrtümlich|irrtum|ungültig|unmöglich|tippfehler|bug|defekt|nicht|nie|niemals|nichts|niemand|weder|nirgends|kaum|
verboten|separat|getrennt|unabhängig|einzeln|abwechselnd|alternierend|vertauscht|vertauschen|getauscht|permutiert|
ändert|ändern|geändert|änderung|verändert|verändern|wächst|wachsen|schrumpft|schrumpfen|erweitert|erweitern|erweiterung|
komprimiert|kompression|verbreitert|verlängert|verkürzt|vertieft|zugeschnitten|zuschneiden|abgeschnitten|abschneiden|
skaliert|skalieren|entfernt|entfernen|gelöscht|löschen|eingefügt|einfügen|angehängt|ersetzt|ersetzen|kopiert|kopie|
kopien|dupliziert|wiederholt|wiederholen|wiederholung|wiederholungen|zusammengeführt|verschmolzen|aufgeteilt|
überlappend|überlappung|überlappen|optimierer|optimizer|adam|momentum|sgd|gradient|gradienten|gradients|rückwärts|
checkpoint|checkpoints|gleitender mittelwert|gemischte genauigkeit|verteilt|stereo|mono|multispektral|hyperspektral|
spektral|band|bänder|bändern|infrarot|wärmebild|transparenz|ungerade|gerade zahl|tief|tiefer|flach|flacher|breit|
breiter|dünn|dünner|dick|stapeln|residual|überspringt|überspringen|flaschenhals|engpass|maximum|minimum|maximaler|
minimaler|maskiert|maske|maskierung|gefaltet
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
