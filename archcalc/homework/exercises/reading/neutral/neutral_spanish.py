"""Spanish words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
yo tú tu él ella usted nosotros nosotras vosotros ellos ellas ustedes me te se nos os lo la los las le les mí ti mi
mis tus su sus nuestro nuestra nuestros nuestras vuestro vuestra mío mía suyo suya el un una al del de en por para
según durante mediante ante quien quienes cuyo cuya cuyos cuyas donde dónde cuando cuándo porque pues si aunque
mientras como así además también incluso todavía aún ya siempre ahora hoy ayer mañana pronto tarde temprano aquí ahí
allí acá allá cerca lejos dentro este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos
aquellas algo alguien algún alguno alguna cualquier cualquiera tal tales muy bastante quizá quizás acaso ojalá pero
embargo entonces entretanto porqué pese gracias hola adiós buenas buenos saludos saludo favor perdón bienvenido
señor señora señores señorita don doña dr dra es soy eres somos son era eran éramos fue fueron será serán sería
serían sea sean siendo sido ser está estoy estás estamos están estaba estaban estuvo estará esté estén estar he has
ha hemos han había habían hubo habrá habría haya hayan haber habiendo hay puede puedo puedes podemos pueden podía
podían podrá podría podrían pueda puedan poder debe debo debes debemos deben debía debería deberían deber quiere
quiero quieres queremos quieren quería querría quiera querer va voy vas vamos van iba iban irá vaya ir hace hago
haces hacemos hacen hacía hizo hará haga hagan hacer hecho hecha haciendo dice digo dicen decimos decía dijo dirá
diga decir dicho dicha sabe sé sabes sabemos saben sabía sepa saber sabido sabiendo ve veo ves vemos ven veía vio
ver visto vista viene vengo vienes vienen venir tengo tienes tenemos tener pone pongo ponemos ponen puso pondrá
ponga poner puesto puesta suponiendo supongamos suponga supone suponer supuesto propone proponen proponer propuesto
propuesta conoce conozco conocen conocemos conocer conocido conocida conocidos conocidas cree creo creemos creen
creer entiende entiendo entienden entender entendido comprende comprenden comprender lee leo leen leer leído leída
escribe escribo escriben escribimos escribir escrito escrita escritos escritas escriba escriban describe describen
describir descrito descrita descritos describa resuelve resuelven resolver resuelto resuelva aprende aprenden
aprender aprendido aprendida aprenda responde responden responder responda dispone disponen disponer dispuesto sirve
sirven servir vive viven vivir elige elegimos eligen elegir elegido elegida elija construye construyen construimos
construir construido construida construya traduce traducir conduce conducir oye oír pide piden pedir pedido vende
venden vender vendido compra corre comer come beber bebe dormir duerme jugar juega juegan permite permiten permitir
permitido existe existen existir ocurre ocurren ocurrir sucede define definen definir definido definida definidos
definidas defina traer trae llevar valer claramente fácilmente difícilmente rápidamente lentamente cuidadosamente
brevemente simplemente generalmente normalmente habitualmente típicamente frecuentemente comúnmente recientemente
actualmente inicialmente precisamente correctamente directamente automáticamente manualmente mentalmente
teóricamente prácticamente físicamente matemáticamente especialmente particularmente principalmente esencialmente
realmente efectivamente probablemente seguramente ciertamente aparentemente afortunadamente lamentablemente
desgraciadamente evidentemente obviamente naturalmente posiblemente detalladamente razonadamente justificadamente

ejercicio ejercicios pregunta preguntas respuesta respuestas problema problemas enunciado enunciados examen exámenes
parcial parciales prueba pruebas control controles test tarea tareas deberes trabajo trabajos práctica prácticas
cuestionario cuestionarios evaluación evaluaciones calificación nota notas apartado apartados tema temas lección
lecciones curso cursos asignatura asignaturas materia materias capítulo capítulos párrafo párrafos página páginas
libro libros manual manuales cuaderno cuadernos apuntes diapositiva diapositivas pizarra seminario seminarios taller
talleres semestre semestres trimestre cuatrimestre máster maestría doctorado tesis tesina informe informes
presentación presentaciones exposición proyecto proyectos escuela escuelas colegio colegios instituto institutos
universidad universidades facultad facultades laboratorio laboratorios biblioteca bibliotecas aula aulas alumno
alumna alumnos alumnas estudiante estudiantes profesor profesora profesores profesoras maestro maestra maestros
docente docentes tutor tutora ayudante asistente doctorando investigador investigadora investigadores investigadoras
compañero compañera compañeros compañeras examinador candidato candidata definición definiciones teorema
demostración demostraciones hipótesis suposición suposiciones justificación justificaciones explicación
explicaciones argumento argumentos razonamiento cálculo cálculos calculadora fórmula fórmulas ecuación ecuaciones
símbolo observación observaciones indicación indicaciones pista pistas consejo consejos truco recordatorio
instrucciones instrucción método métodos procedimiento procedimientos solución soluciones esquema esquemas dibujo
dibujos conclusión conclusiones introducción resumen resúmenes comentario comentarios discusión debate foro foros
opinión opiniones idea ideas ayuda duda dudas dificultad dificultades objetivo objetivos meta metas razones motivo
motivos causa causas finalidad contexto contextos concepto conceptos noción conocimiento conocimientos habilidad
habilidades matemáticas matemática física química biología informática historia geografía lengua lenguas idioma
idiomas español inglés francés alemán árabe chino italiano portugués artículo artículos revista revistas publicación
publicaciones autor autora autores fuente fuentes literatura bibliografía texto textos

calcular calcula calculo calculan calculamos calculado calculada calculados calculadas calculando calculó calcularon
calculaba calculará calcule calculen calculemos calculé explicar explica explico explican explicamos explicado
explicada explicados explicadas explicando explicó explicaron explicaba explicará explique expliquen expliquemos
expliqué ilustrar ilustra ilustro ilustran ilustramos ilustrado ilustrada ilustrados ilustradas ilustrando ilustró
ilustraron ilustraba ilustrará ilustre ilustren ilustremos ilustré mostrar mostra mostro mostran mostramos mostrado
mostrada mostrados mostradas mostrando mostró mostraron mostraba mostrará mostre mostren mostremos mostré demostrar
demostra demostro demostran demostramos demostrado demostrada demostrados demostradas demostrando demostró
demostraron demostraba demostrará demostre demostren demostremos demostré justificar justifica justifico justifican
justificamos justificado justificada justificados justificadas justificando justificó justificaron justificaba
justificará justifique justifiquen justifiquemos justifiqué hallar halla hallo hallan hallamos hallado hallada
hallados halladas hallando halló hallaron hallaba hallará halle hallen hallemos hallé buscar busca busco buscan
buscamos buscado buscada buscados buscadas buscando buscó buscaron buscaba buscará busque busquen busquemos busqué
usar usa uso usan usamos usado usada usados usadas usando usó usaron usaba usará use usen usemos usé utilizar
utiliza utilizo utilizan utilizamos utilizado utilizada utilizados utilizadas utilizando utilizó utilizaron
utilizaba utilizará utilice utilicen utilicemos utilicé emplear emplea empleo emplean empleamos empleado empleada
empleados empleadas empleando empleó emplearon empleaba empleará emplee empleen empleemos empleé pensar pensa penso
pensan pensamos pensado pensada pensados pensadas pensando pensó pensaron pensaba pensará pense pensen pensemos
pensé imaginar imagina imagino imaginan imaginamos imaginado imaginada imaginados imaginadas imaginando imaginó
imaginaron imaginaba imaginará imagine imaginen imaginemos imaginé considerar considera considero consideran
consideramos considerado considerada considerados consideradas considerando consideró consideraron consideraba
considerará considere consideren consideremos consideré observar observa observo observan observamos observado
observada observados observadas observando observó observaron observaba observará observe observen observemos
observé notar noto notan notamos notado notada notados notadas notando notó notaron notaba notará note noten notemos
noté recordar recorda recordo recordan recordamos recordado recordada recordados recordadas recordando recordó
recordaron recordaba recordará recorde recorden recordemos recordé estudiar estudia estudio estudian estudiamos
estudiado estudiada estudiados estudiadas estudiando estudió estudiaron estudiaba estudiará estudie estudien
estudiemos estudié analizar analiza analizo analizan analizamos analizado analizada analizados analizadas analizando
analizó analizaron analizaba analizará analice analicen analicemos analicé examinar examina examino examinan
examinamos examinado examinada examinados examinadas examinando examinó examinaron examinaba examinará examine
examinen examinemos examiné evaluar evalua evaluo evaluan evaluamos evaluado evaluada evaluados evaluadas evaluando
evaluó evaluaron evaluaba evaluará evalue evaluen evaluemos evalué estimar estima estimo estiman estimamos estimado
estimada estimados estimadas estimando estimó estimaron estimaba estimará estime estimen estimemos estimé comprobar
comproba comprobo comproban comprobamos comprobado comprobada comprobados comprobadas comprobando comprobó
comprobaron comprobaba comprobará comprobe comproben comprobemos comprobé verificar verifica verifico verifican
verificamos verificado verificada verificados verificadas verificando verificó verificaron verificaba verificará
verifique verifiquen verifiquemos verifiqué validar valida valido validan validamos validado validada validados
validadas validando validó validaron validaba validará validemos validé confirmar confirma confirmo confirman
confirmamos confirmado confirmada confirmados confirmadas confirmando confirmó confirmaron confirmaba confirmará
confirme confirmen confirmemos confirmé comprueba comprueban compruebe comprueben discutar discuta discuto discutan
discutamos discutado discutada discutados discutadas discutando discutó discutaron discutaba discutará discute
discuten discutemos discuté comentar comenta comento comentan comentamos comentado comentada comentados comentadas
comentando comentó comentaron comentaba comentará comente comenten comentemos comenté argumentar argumenta
argumentan argumentamos argumentado argumentada argumentados argumentadas argumentando argumentó argumentaron
argumentaba argumentará argumente argumenten argumentemos argumenté presentar presenta presento presentan
presentamos presentado presentada presentados presentadas presentando presentó presentaron presentaba presentará
presente presenten presentemos presenté expresar expresa expreso expresan expresamos expresado expresada expresados
expresadas expresando expresó expresaron expresaba expresará exprese expresen expresemos expresé detallar detalla
detallo detallan detallamos detallado detallada detallados detalladas detallando detalló detallaron detallaba
detallará detalle detallen detallemos detallé dibujar dibuja dibujan dibujamos dibujado dibujada dibujados dibujadas
dibujando dibujó dibujaron dibujaba dibujará dibuje dibujen dibujemos dibujé esbozar esboza esbozo esbozan esbozamos
esbozado esbozada esbozados esbozadas esbozando esbozó esbozaron esbozaba esbozará esboce esbocen esbocemos esbocé
nombrar nombra nombro nombran nombramos nombrado nombrada nombrados nombradas nombrando nombró nombraron nombraba
nombrará nombremos nombré llamar llama llamo llaman llamamos llamado llamada llamados llamadas llamando llamó
llamaron llamaba llamará llame llamen llamemos llamé citar cita cito citan citamos citado citada citados citadas
citando citó citaron citaba citará cite citen citemos cité hablar habla hablo hablan hablamos hablado hablada
hablados habladas hablando habló hablaron hablaba hablará hable hablen hablemos hablé cuento cuentan preguntar
pregunto preguntan preguntamos preguntado preguntada preguntados preguntadas preguntando preguntó preguntaron
preguntaba preguntará pregunte pregunten preguntemos pregunté contestar contesta contesto contestan contestamos
contestado contestada contestados contestadas contestando contestó contestaron contestaba contestará conteste
contesten contestemos contesté ayudar ayudo ayudan ayudamos ayudado ayudada ayudados ayudadas ayudando ayudó
ayudaron ayudaba ayudará ayude ayuden ayudemos ayudé aconsejar aconseja aconsejo aconsejan aconsejamos aconsejado
aconsejada aconsejados aconsejadas aconsejando aconsejó aconsejaron aconsejaba aconsejará aconseje aconsejen
aconsejemos aconsejé recomendar recomenda recomendo recomendan recomendamos recomendado recomendada recomendados
recomendadas recomendando recomendó recomendaron recomendaba recomendará recomende recomenden recomendemos recomendé
recomiendo recomienda recomiendan aceptar acepta acepto aceptan aceptamos aceptado aceptada aceptados aceptadas
aceptando aceptó aceptaron aceptaba aceptará acepte acepten aceptemos acepté amar ama amo aman amamos amado amada
amados amadas amando amó amaron amaba amará ame amen amemos amé desear desea deseo desean deseamos deseado deseada
deseados deseadas deseando deseó desearon deseaba deseará desee deseen deseemos deseé esperar espera espero esperan
esperamos esperado esperada esperados esperadas esperando esperó esperaron esperaba esperará espere esperen
esperemos esperé dudar dudo dudan dudamos dudado dudada dudados dudadas dudando dudó dudaron dudaba dudará dude
duden dudemos dudé intentar intenta intento intentan intentamos intentado intentada intentados intentadas intentando
intentó intentaron intentaba intentará intente intenten intentemos intenté probar proba probo proban probamos
probado probada probados probadas probando probó probaron probaba probará probe proben probemos probé prueban pruebe
prueben ganar gana gano ganan ganamos ganado ganada ganados ganadas ganando ganó ganaron ganaba ganará gane ganen
ganemos gané cantar canta canto cantan cantamos cantado cantada cantados cantadas cantando cantó cantaron cantaba
cantará cante canten cantemos canté bailar baila bailo bailan bailamos bailado bailada bailados bailadas bailando
bailó bailaron bailaba bailará baile bailen bailemos bailé caminar camina camino caminan caminamos caminado caminada
caminados caminadas caminando caminó caminaron caminaba caminará camine caminen caminemos caminé viajar viaja viajo
viajan viajamos viajado viajada viajados viajadas viajando viajó viajaron viajaba viajará viaje viajen viajemos
viajé navegar navega navego navegan navegamos navegado navegada navegados navegadas navegando navegó navegaron
navegaba navegará navegue naveguen naveguemos navegué pilotar pilota piloto pilotan pilotamos pilotado pilotada
pilotados pilotadas pilotando pilotó pilotaron pilotaba pilotará pilote piloten pilotemos piloté comprar compro
compran compramos comprado comprada comprados compradas comprando compró compraron compraba comprará compre compren
compremos compré pagar paga pago pagan pagamos pagado pagada pagados pagadas pagando pagó pagaron pagaba pagará
pague paguen paguemos pagué gastar gasta gasto gastan gastamos gastado gastada gastados gastadas gastando gastó
gastaron gastaba gastará gaste gasten gastemos gasté prestar presta presto prestan prestamos prestado prestada
prestados prestadas prestando prestó prestaron prestaba prestará preste presten prestemos presté trabajar trabaja
trabajan trabajamos trabajado trabajada trabajados trabajadas trabajando trabajó trabajaron trabajaba trabajará
trabaje trabajen trabajemos trabajé contratar contrata contrato contratan contratamos contratado contratada
contratados contratadas contratando contrató contrataron contrataba contratará contrate contraten contratemos
contraté entrenar entrena entreno entrenan entrenamos entrenado entrenada entrenados entrenadas entrenando entrenó
entrenaron entrenaba entrenará entrene entrenen entrenemos entrené enseñar enseña enseño enseñan enseñamos enseñado
enseñada enseñados enseñadas enseñando enseñó enseñaron enseñaba enseñará enseñe enseñen enseñemos enseñé educar
educa educo educan educamos educado educada educados educadas educando educó educaron educaba educará eduque eduquen
eduquemos eduqué repasar repasa repaso repasan repasamos repasado repasada repasados repasadas repasando repasó
repasaron repasaba repasará repase repasen repasemos repasé memorizar memoriza memorizo memorizan memorizamos
memorizado memorizada memorizados memorizadas memorizando memorizó memorizaron memorizaba memorizará memorice
memoricen memoricemos memoricé olvidar olvida olvido olvidan olvidamos olvidado olvidada olvidados olvidadas
olvidando olvidó olvidaron olvidaba olvidará olvide olviden olvidemos olvidé dominar domina domino dominan dominamos
dominado dominada dominados dominadas dominando dominó dominaron dominaba dominará domine dominen dominemos dominé
practicar practica practico practican practicamos practicado practicada practicados practicadas practicando practicó
practicaron practicaba practicará practique practiquen practiquemos practiqué programar programa programo programan
programamos programado programada programados programadas programando programó programaron programaba programará
programe programen programemos programé codificar codifica codifico codifican codificamos codificado codificada
codificados codificadas codificando codificó codificaron codificaba codificará codifique codifiquen codifiquemos
codifiqué desarrollar desarrolla desarrollo desarrollan desarrollamos desarrollado desarrollada desarrollados
desarrolladas desarrollando desarrolló desarrollaron desarrollaba desarrollará desarrolle desarrollen desarrollemos
desarrollé implementar implementa implemento implementan implementamos implementado implementada implementados
implementadas implementando implementó implementaron implementaba implementará implemente implementen implementemos
implementé depurar depura depuro depuran depuramos depurado depurada depurados depuradas depurando depuró depuraron
depuraba depurará depure depuren depuremos depuré compilar compila compilo compilan compilamos compilado compilada
compilados compiladas compilando compiló compilaron compilaba compilará compile compilen compilemos compilé ejecutar
ejecuta ejecuto ejecutan ejecutamos ejecutado ejecutada ejecutados ejecutadas ejecutando ejecutó ejecutaron
ejecutaba ejecutará ejecute ejecuten ejecutemos ejecuté instalar instala instalo instalan instalamos instalado
instalada instalados instaladas instalando instaló instalaron instalaba instalará instale instalen instalemos
instalé configurar configura configuro configuran configuramos configurado configurada configurados configuradas
configurando configuró configuraron configuraba configurará configure configuren configuremos configuré publicar
publica publico publican publicamos publicado publicada publicados publicadas publicando publicó publicaron
publicaba publicará publique publiquen publiquemos publiqué colaborar colabora colaboro colaboran colaboramos
colaborado colaborada colaborados colaboradas colaborando colaboró colaboraron colaboraba colaborará colabore
colaboren colaboremos colaboré participar participa participo participan participamos participado participada
participados participadas participando participó participaron participaba participará participe participen
participemos participé organizar organiza organizo organizan organizamos organizado organizada organizados
organizadas organizando organizó organizaron organizaba organizará organice organicen organicemos organicé gestionar
gestiona gestiono gestionan gestionamos gestionado gestionada gestionados gestionadas gestionando gestionó
gestionaron gestionaba gestionará gestione gestionen gestionemos gestioné administrar administra administro
administran administramos administrado administrada administrados administradas administrando administró
administraron administraba administrará administre administren administremos administré vigilar vigila vigilo
vigilan vigilamos vigilado vigilada vigilados vigiladas vigilando vigiló vigilaron vigilaba vigilará vigile vigilen
vigilemos vigilé controlar controla controlo controlan controlamos controlado controlada controlados controladas
controlando controló controlaron controlaba controlará controle controlen controlemos controlé inspeccionar
inspecciona inspecciono inspeccionan inspeccionamos inspeccionado inspeccionada inspeccionados inspeccionadas
inspeccionando inspeccionó inspeccionaron inspeccionaba inspeccionará inspeccione inspeccionen inspeccionemos
inspeccioné detectar detecta detecto detectan detectamos detectado detectada detectados detectadas detectando
detectó detectaron detectaba detectará detecte detecten detectemos detecté identificar identifica identifico
identifican identificamos identificado identificada identificados identificadas identificando identificó
identificaron identificaba identificará identifique identifiquen identifiquemos identifiqué localizar localiza
localizo localizan localizamos localizado localizada localizados localizadas localizando localizó localizaron
localizaba localizará localice localicen localicemos localicé clasificar clasifica clasifico clasifican clasificamos
clasificado clasificada clasificados clasificadas clasificando clasificó clasificaron clasificaba clasificará
clasifique clasifiquen clasifiquemos clasifiqué categorizar categoriza categorizo categorizan categorizamos
categorizado categorizada categorizados categorizadas categorizando categorizó categorizaron categorizaba
categorizará categorice categoricen categoricemos categoricé anotar anota anoto anotan anotamos anotado anotada
anotados anotadas anotando anotó anotaron anotaba anotará anote anoten anotemos anoté etiquetar etiqueta etiqueto
etiquetan etiquetamos etiquetado etiquetada etiquetados etiquetadas etiquetando etiquetó etiquetaron etiquetaba
etiquetará etiquete etiqueten etiquetemos etiqueté simular simula simulo simulan simulamos simulado simulada
simulados simuladas simulando simuló simularon simulaba simulará simule simulen simulemos simulé modelar modela
modelo modelan modelamos modelado modelada modelados modeladas modelando modeló modelaron modelaba modelará modele
modelen modelemos modelé optimizar optimiza optimizo optimizan optimizamos optimizado optimizada optimizados
optimizadas optimizando optimizó optimizaron optimizaba optimizará optimice optimicen optimicemos optimicé mejorar
mejora mejoro mejoran mejoramos mejorado mejorada mejorados mejoradas mejorando mejoró mejoraron mejoraba mejorará
mejore mejoren mejoremos mejoré perfeccionar perfecciona perfecciono perfeccionan perfeccionamos perfeccionado
perfeccionada perfeccionados perfeccionadas perfeccionando perfeccionó perfeccionaron perfeccionaba perfeccionará
perfeccione perfeccionen perfeccionemos perfeccioné inspirar inspira inspiro inspiran inspiramos inspirado inspirada
inspirados inspiradas inspirando inspiró inspiraron inspiraba inspirará inspire inspiren inspiremos inspiré motivar
motiva motivan motivamos motivado motivada motivados motivadas motivando motivó motivaron motivaba motivará motive
motiven motivemos motivé interesar interesa intereso interesan interesamos interesado interesada interesados
interesadas interesando interesó interesaron interesaba interesará interese interesen interesemos interesé gustar
gusta gusto gustan gustamos gustado gustada gustados gustadas gustando gustó gustaron gustaba gustará guste gusten
gustemos gusté encantar encanta encanto encantan encantamos encantado encantada encantados encantadas encantando
encantó encantaron encantaba encantará encante encanten encantemos encanté felicitar felicita felicito felicitan
felicitamos felicitado felicitada felicitados felicitadas felicitando felicitó felicitaron felicitaba felicitará
felicite feliciten felicitemos felicité agradecar agradeca agradeco agradecan agradecamos agradecado agradecada
agradecados agradecadas agradecando agradecó agradecaron agradecaba agradecará agradeque agradequen agradequemos
agradequé saludar saluda saludan saludamos saludado saludada saludados saludadas saludando saludó saludaron saludaba
saludará salude saluden saludemos saludé invitar invita invito invitan invitamos invitado invitada invitados
invitadas invitando invitó invitaron invitaba invitará invite inviten invitemos invité visitar visita visito visitan
visitamos visitado visitada visitados visitadas visitando visitó visitaron visitaba visitará visite visiten
visitemos visité acompañar acompaña acompaño acompañan acompañamos acompañado acompañada acompañados acompañadas
acompañando acompañó acompañaron acompañaba acompañará acompañe acompañen acompañemos acompañé habitar habita habito
habitan habitamos habitado habitada habitados habitadas habitando habitó habitaron habitaba habitará habite habiten
habitemos habité cuidar cuida cuido cuidan cuidamos cuidado cuidada cuidados cuidadas cuidando cuidó cuidaron
cuidaba cuidará cuide cuiden cuidemos cuidé curar cura curo curan curamos curado curada curados curadas curando curó
curaron curaba curará cure curen curemos curé diagnosticar diagnostica diagnostican diagnosticó tratar trata trato
tratan tratamos tratado tratada tratados tratadas tratando trató trataron trataba tratará trate traten tratemos
traté cocinar cocina cocino cocinan cocinamos cocinado cocinada cocinados cocinadas cocinando cocinó cocinaron
cocinaba cocinará cocine cocinen cocinemos cociné plantar planta planto plantan plantamos plantado plantada
plantados plantadas plantando plantó plantaron plantaba plantará plante planten plantemos planté cultivar cultiva
cultivo cultivan cultivamos cultivado cultivada cultivados cultivadas cultivando cultivó cultivaron cultivaba
cultivará cultive cultiven cultivemos cultivé regar rega rego regan regamos regado regada regados regadas regando
regó regaron regaba regará regue reguen reguemos regué cosechar cosecha cosecho cosechan cosechamos cosechado
cosechada cosechados cosechadas cosechando cosechó cosecharon cosechaba cosechará coseche cosechen cosechemos
coseché pescar pesca pesco pescan pescamos pescado pescada pescados pescadas pescando pescó pescaron pescaba pescará
pesque pesquen pesquemos pesqué cazar caza cazo cazan cazamos cazado cazada cazados cazadas cazando cazó cazaron
cazaba cazará cace cacen cacemos cacé fabricar fabrica fabrico fabrican fabricamos fabricado fabricada fabricados
fabricadas fabricando fabricó fabricaron fabricaba fabricará fabrique fabriquen fabriquemos fabriqué reparar repara
reparo reparan reparamos reparado reparada reparados reparadas reparando reparó repararon reparaba reparará repare
reparen reparemos reparé limpiar limpia limpio limpian limpiamos limpiado limpiada limpiados limpiadas limpiando
limpió limpiaron limpiaba limpiará limpie limpien limpiemos limpié entregar entrega entrego entregan entregamos
entregado entregada entregados entregadas entregando entregó entregaron entregaba entregará entregue entreguen
entreguemos entregué transportar transporta transporto transportan transportamos transportado transportada
transportados transportadas transportando transportó transportaron transportaba transportará transporte transporten
transportemos transporté fotografiar fotografia fotografio fotografian fotografiamos fotografiado fotografiada
fotografiados fotografiadas fotografiando fotografió fotografiaron fotografiaba fotografiará fotografie fotografien
fotografiemos fotografié filmar filma filmo filman filmamos filmado filmada filmados filmadas filmando filmó
filmaron filmaba filmará filme filmen filmemos filmé grabar graba grabo graban grabamos grabado grabada grabados
grabadas grabando grabó grabaron grababa grabará grabe graben grabemos grabé escuchar escucha escucho escuchan
escuchamos escuchado escuchada escuchados escuchadas escuchando escuchó escucharon escuchaba escuchará escuche
escuchen escuchemos escuché representar representa represento representan representamos representado representada
representados representadas representando representó representaron representaba representará represente representen
representemos representé simbolizar simboliza simbolizo simbolizan simbolizamos simbolizado simbolizada simbolizados
simbolizadas simbolizando simbolizó simbolizaron simbolizaba simbolizará simbolice simbolicen simbolicemos simbolicé
significar significa significo significan significamos significado significada significados significadas
significando significó significaron significaba significará signifique signifiquen signifiquemos signifiqué indicar
indica indico indican indicamos indicado indicada indicados indicadas indicando indicó indicaron indicaba indicará
indique indiquen indiquemos indiqué denotar denota denoto denotan denotamos denotado denotada denotados denotadas
denotando denotó denotaron denotaba denotará denote denoten denotemos denoté designar designa designo designan
designamos designado designada designados designadas designando designó designaron designaba designará designe
designen designemos designé formular formula formulo formulan formulamos formulado formulada formulados formuladas
formulando formuló formularon formulaba formulará formule formulen formulemos formulé redactar redacta redacto
redactan redactamos redactado redactada redactados redactadas redactando redactó redactaron redactaba redactará
redacte redacten redactemos redacté consultar consulta consulto consultan consultamos consultado consultada
consultados consultadas consultando consultó consultaron consultaba consultará consulte consulten consultemos
consulté pienso piensa piensan razonar razona razono razonan razonamos razonado razonada razonados razonadas
razonando razonó razonaron razonaba razonará razone razonen razonemos razoné averiguar averigua averiguo averiguan
averiguamos averiguado averiguada averiguados averiguadas averiguando averiguó averiguaron averiguaba averiguará
averigue averiguen averiguemos averigué comenzar comenza comenzo comenzan comenzamos comenzado comenzada comenzados
comenzadas comenzando comenzó comenzaron comenzaba comenzará comence comencen comencemos comencé terminar termina
termino terminan terminamos terminado terminada terminados terminadas terminando terminó terminaron terminaba
terminará termine terminen terminemos terminé acabar acaba acabo acaban acabamos acabado acabada acabados acabadas
acabando acabó acabaron acababa acabará acabe acaben acabemos acabé tomar toma tomo toman tomamos tomado tomada
tomados tomadas tomando tomó tomaron tomaba tomará tome tomen tomemos tomé

sencillo sencilla sencillos sencillas correcto correcta correctos correctas necesario necesaria necesarios
necesarias clásico clásica clásicos clásicas típico típica típicos típicas práctico prácticos teórico teórica
teóricos teóricas concreto concreta concretos concretas abstracto abstracta abstractos abstractas complicado
complicada complicados complicadas desconocido desconocida desconocidos desconocidas famoso famosa famosos famosas
moderno moderna modernos modernas antiguo antigua antiguos antiguas nuevo nueva nuevos nuevas viejo vieja viejos
viejas bueno buena malo mala malos malas bonito bonita bonitos bonitas feo fea feos feas contento contenta contentos
contentas cansado cansada cansados cansadas enfermo enferma enfermos enfermas sano sana sanos sanas rápido rápida
rápidos rápidas lento lenta lentos lentas rico rica ricos ricas barato barata baratos baratas gratuito gratuita
gratuitos gratuitas peligroso peligrosa peligrosos peligrosas seguro segura seguros seguras obligatorio obligatoria
obligatorios obligatorias optativo optativa optativos optativas curioso curiosa curiosos curiosas listo lista listos
listas serio seria serios serias divertido divertida divertidos divertidas aburrido aburrida aburridos aburridas
extraño extraña extraños extrañas raro rara raros raras limpios limpias sucio sucia sucios sucias frío fría fríos
frías seco seca secos secas mojado mojada mojados mojadas salado salada salados saladas amargo amarga amargos
amargas duro dura duros duras blando blanda blandos blandas tranquilo tranquila tranquilos tranquilas ruidoso
ruidosa ruidosos ruidosas oscuro oscura oscuros oscuras claro clara claros claras rojo roja rojos rojas amarillo
amarilla amarillos amarillas morado morada morados moradas dorado dorada dorados doradas médico médica médicos
médicas clínico clínica clínicos clínicas económico económica económicos económicas científico científica
científicos científicas técnico técnica técnicos técnicas electrónico electrónica electrónicos electrónicas
eléctrico eléctrica eléctricos eléctricas mecánico mecánica mecánicos mecánicas químico químicos químicas biológico
biológica biológicos biológicas matemático matemáticos estadístico estadística estadísticos estadísticas lingüístico
lingüística lingüísticos lingüísticas histórico histórica históricos históricas político política políticos
políticas jurídico jurídica jurídicos jurídicas financiero financiera financieros financieras privado privada
privados privadas público pública públicos públicas urbano urbana urbanos urbanas americano americana americanos
americanas mexicano mexicana mexicanos mexicanas argentino argentina argentinos argentinas colombiano colombiana
colombianos colombianas chileno chilena chilenos chilenas peruano peruana peruanos peruanas cubano cubana cubanos
cubanas europeo europea europeos europeas china chinos chinas italiana italianos italianas suizo suiza suizos suizas
africano africana africanos africanas asiático asiática asiáticos asiáticas humano humana humanos humanas autónomo
autónoma autónomos autónomas automático automática automáticos automáticas mecanizado mecanizada mecanizados
mecanizadas supervisado supervisada supervisados supervisadas preentrenado preentrenada preentrenados preentrenadas
manuscrito manuscrita manuscritos manuscritas impreso impresa impresos impresas diseñado diseñada diseñados
diseñadas propuestos propuestas descritas mencionado mencionada mencionados mencionadas pedida pedidos pedidas
solicitado solicitada solicitados solicitadas requerido requerida requeridos requeridas adecuado adecuada adecuados
adecuadas apropiado apropiada apropiados apropiadas lindo linda lindos lindas querido querida queridos queridas
artístico artística artísticos artísticas periodístico periodística periodísticos periodísticas agronómico
agronómica agronómicos agronómicas robótico robótica robóticos robóticas satelitario satelitaria satelitarios
satelitarias aéreo aérea aéreos aéreas marítimo marítima marítimos marítimas doméstico doméstica domésticos
domésticas cotidiano cotidiana cotidianos cotidianas diario diaria diarios diarias hipotético hipotética hipotéticos
hipotéticas intuitivo intuitiva intuitivos intuitivas creativo creativa creativos creativas informático informáticos
informáticas tecnológico tecnológica tecnológicos tecnológicas ecológico ecológica ecológicos ecológicas atmosférico
atmosférica atmosféricos atmosféricas grande fácil fáciles difícil difíciles simple simples importante importantes
interesante interesantes útil útiles frecuente frecuentes común comunes normal normales habitual habituales usual
usuales especial especiales particular particulares generales real reales artificial artificiales natural naturales
animal industrial industriales agrícola agrícolas comercial comerciales digital digitales musical social sociales
rural rurales española españoles inglesa francesa alemana japonés japonesa popular populares reciente recientes
actual actuales futuro futura pasado pasada presentes breve breves inteligente inteligentes fuerte fuertes débil
débiles joven jóvenes feliz triste posible posibles probable probables disponible disponibles visible visibles
legible comprensible verde verdes azul azules naranja rosa marrón violeta caliente dulce móvil móviles portátil
conveniente pertinente relevante brillante elegante excelente amable gran buen mal

hombre hombres mujer mujeres niño niña niños niñas bebé bebés chico chica chicos chicas padre madre padres hermano
hermana hermanos hijo hija hijos tío tía prima abuelo abuela amigo amiga amigos amigas vecino vecina vecinos colega
colegas jefe jefa jefes cliente clientes clienta usuario usuaria usuarios persona personas gente mundo doctor
doctora doctores enfermero enfermera cirujano radiólogo radióloga dermatólogo cardiólogo farmacéutico dentista
veterinario paciente pacientes ingeniero ingeniera ingenieros desarrollador desarrolladora desarrolladores
programador programadora programadores biólogo físico economista geólogo astrónomo meteorólogo agricultor
agricultora agricultores campesino ganadero viticultor jardinero pescador guardabosques panadero panadera cocinero
cocinera camarero vendedor vendedora comerciante artesano obrero obrera obreros electricista conductor conductora
conductores chófer pilotos policía bombero soldado juez abogado abogada periodista periodistas escritor escritora
poeta artista artistas pintor fotógrafo fotógrafa músico música cantante cantantes actor actriz jugador jugadora
jugadores deportista árbitro entrenador experto experta expertos especialista especialistas principiante
principiantes aficionado becario becaria empresa empresas compañía compañías sociedad fábrica fábricas tienda
tiendas supermercado mercado mercados restaurante cafetería hotel hospital hospitales farmacia museo museos cine
teatro ayuntamiento estaciones aeropuerto calle calles carretera carreteras autopista plaza ciudad ciudades pueblo
pueblos país países barrio continente europa américa áfrica asia españa méxico chile colombia perú cuba venezuela
ecuador uruguay bolivia brasil portugal francia alemania italia inglaterra japón india madrid barcelona valencia
sevilla bogotá lima santiago casa casas piso pisos apartamento oficina oficinas jardín jardines granja granjas finca
bosque bosques montaña montañas colina valle río ríos lago mar océano playa isla costa cielo tierra sol luna
estrella estrellas planeta planetas satélite satélites cohete telescopio microscopio ana maría juan josé pedro pablo
luis carlos miguel javier antonio manuel francisco david daniel diego sergio andrés jorge fernando lucía laura marta
carmen elena sofía paula isabel teresa garcía lópez martínez pérez gonzález rodríguez sánchez fernández google
facebook microsoft apple amazon nvidia seat repsol telefónica numpy python imagenet kaggle csic upc upm uba unam

animales gato gata gatos gatas perro perra perros pájaro pájaros ave aves caballo caballos vaca vacas cerdo cerdos
oveja ovejas cabra cabras gallina gallinas pato patos pez peces abeja abejas mariposa mariposas insecto insectos
hormiga araña león leones tigre tigres elefante elefantes jirafa cebra monos oso osos lobo lobos zorro conejo
conejos ciervo ardilla rana serpiente serpientes cocodrilo delfín ballena tiburón plantas árboles flor flores hojas
hierba hierbas maleza trigo maíz arroz cebada girasol soja viña vid uva uvas manzana manzanas pera peras cereza
cerezas fresa fresas plátano plátanos limón naranjas tomate tomates zanahoria verdura verduras fruta frutas fruto
ensalada pan queso carne leche mantequilla huevo huevos pastel chocolate azúcar sal agua vino cerveza té café aceite
aceituna aceitunas olivo cosechas cultivos coche coches carro carros auto autos vehículo vehículos camión camiones
autobús tren trenes bicicleta bicicletas moto motos barco barcos avión aviones helicóptero dron drones robot robots
máquina máquinas motor motores herramienta herramientas aparato aparatos dispositivo dispositivos ordenador
ordenadores computadora computadoras tableta teléfono teléfonos celulares smartphone smartphones cámara cámaras
pantalla teclado ratón impresora chip chips procesador procesadores servidor servidores nube internet sitio sitios
web aplicación aplicaciones programas código códigos archivo archivos fichero ficheros carpeta documento documentos
formulario factura facturas correo correos mensaje mensajes poema poemas novela novelas cuentos historias película
películas canción canciones voz voces sonido sonidos ruido ruidos discurso foto fotos fotografía fotografías vídeo
vídeos video juego juegos ajedrez pelota fútbol tenis baloncesto deporte deportes torneo ropa vestido pantalón
camisa zapato zapatos sombrero chaqueta bolso reloj gafas mesa silla cama lámpara juguete juguetes regalo dinero
salario impuesto crédito bolsa acciones fraude fraudes

enfermedad enfermedades síntoma síntomas tumor tumores cáncer lesión lesiones melanoma lunar piel corazón pulmón
pulmones hígado riñón cerebro hueso huesos ojo ojos retina oreja oído nariz boca diente dientes mano manos dedo
pierna sangre radiografía radiografías resonancia tomografía ecografía ecografías electrocardiograma ecg eeg
diagnóstico diagnósticos tratamiento medicamento medicamentos vacuna cirugía salud medicina urgencia tráfico
tránsito semáforo semáforos peatón peatones ciclista matrícula matrículas accidente accidentes industria industrias
producción pieza piezas metal acero madera vidrio plástico tejido papel grieta grietas rasguño calidad mantenimiento
avería averías energía electricidad eólica aerogenerador clima lluvia nieve viento tormenta medioambiente ambiente
agricultura ganadería ciencia ciencias investigación investigaciones tecnología tecnologías inteligencia aprendizaje
reconocimiento clasificación clasificador detección detector predicción predicciones pronóstico traducción
recomendación sentimiento sentimientos vigilancia entrenamiento entrenamientos exactitud sobreajuste inferencia
época épocas

enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miércoles
jueves viernes sábado domingo día días semana semanas mes meses año años siglo siglos mañanas mediodía tardes noche
noches primavera verano otoño invierno navidad vacaciones momento momentos instante comienzo inicio principio
porvenir fecha fechas plazo plazos
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
deformable|deformables|compartido|compartida|compartidos|compartidas|comparten|compartir|atados|atadas|ligados|
ligadas|podado|podada|podados|poda|disperso|dispersa|dispersos|esparso|cuantizado|cuantizada|cuantizados|
cuantificado|cuantización|destilado|destilada|destilación|binario|binaria|binarizado|congelado|congelada|congelados|
congeladas|congelar|ajuste fino|
asimétrico|asimétrica|asimétricos|simétrico|simétrica|circular|circulares|cíclico|reflejado|reflexión|espejo|
replicado|replicación|periódico|parcialmente|condicional|dinámico|recursivo|recursiva|paralelo|paralela|paralelos|
paralelas|en paralelo|rama|ramas|siamés|siamesa|gemelo|gemelas|anidado|reutilizado|reutilizados|
ponderado|ponderada|media ponderada|promedio|promedios|promediado|promediar|media|mediana|varianza|desviación típica|
global|globales|local|locales|
mitad|medio|media parte|tercio|tercios|cuarto|cuartos|quinto|décimo|por ciento|porcentaje|porcentajes|proporcional|
razón entre|ratio|veces|vez|dos veces|tres veces|doble|dobles|duplica|duplicar|duplicado|duplicada|duplican|triple|
triplica|triplicado|cuádruple|multiplicado|multiplicada|dividido|dividida|dividir|divide|
raíz|raíz cuadrada|al cuadrado|cuadrado|cubo|potencia|exponente|exponencial|logaritmo|logarítmico|log|módulo|inverso|
inversa|negativo|negativa|negativos|menos|restar|restado|resta|restan|
excepto|exceptuando|excepción|excepciones|salvo|a menos que|hasta|en lugar|en vez|sino|si no|de lo contrario|aparte|
al contrario|contrario|inversamente|
extra|adicional|adicionales|otro|otra|otros|otras|restante|restantes|resto|sobrante|faltante|faltantes|falta|faltan|
incompleto|incompleta|erróneo|errónea|equivocado|equivocada|error|errores|incorrecto|incorrecta|falso|falsa|inválido|
inválida|imposible|errata|defectuoso|bug|
nunca|jamás|nada|nadie|ni|tampoco|no|apenas|prohibido|
separadamente|por separado|independientemente|individualmente|alternadamente|alternando|alternadas|intercambiado|
intercambiar|intercambian|permutado|invertido|intercalado|
cambia|cambian|cambiar|cambiado|cambio|modifica|modifican|modificar|modificado|modificada|varía|variar|crece|crecer|
encoge|ampliado|ampliada|ampliar|comprimido|comprimida|compresión|extendido|extendida|alargado|acortado|recortado|
recortada|recortar|recorte|truncado|truncada|redimensionado|redimensionada|redimensionar|escalado|eliminado|
eliminada|eliminar|quitado|quitar|quitamos|suprimido|insertado|insertada|insertar|reemplazado|reemplazada|reemplazar|
sustituido|sustituida|sustituir|copia|copias|copiado|duplicados|repetido|repetida|repetidos|repetidas|repite|repetir|
repetición|repeticiones|fusionado|fusionada|fusión|solapamiento|solapado|solapan|solapadas|
optimizador|optimizadores|adam|momentum|sgd|gradiente|gradientes|retropropagación|media móvil|precisión mixta|
distribuido|estéreo|mono|multiespectral|hiperespectral|espectral|banda|bandas|infrarrojo|térmica|transparencia|
impar|impares|par|pares|poco profunda|ancho doble|delgado|delgada|grueso|gruesa|residual|residuales|saltar|
cuello de botella|máximo|mínimo|máxima|mínima|enmascarado|enmascarada|máscara|máscaras
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
