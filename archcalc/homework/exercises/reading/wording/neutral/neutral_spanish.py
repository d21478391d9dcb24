"""Spanish words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
yo tú tu él ella usted nosotras vosotros ellos ellas ustedes me te se nos os lo la los las le les mí ti mi mis tus su
sus nuestro nuestra nuestros nuestras vuestro vuestra mío mía suyo suya el un una al del de en por para según durante
ante quien quienes cuyo cuya cuyos cuyas donde dónde cuando cuándo porque pues si aunque como así además también incluso
todavía aún ya siempre ahora hoy ayer mañana pronto tarde temprano aquí ahí allí acá allá cerca lejos dentro este esta
esto estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas algo alguien algún alguno alguna
cualquier cualquiera tal tales muy bastante quizá quizás acaso ojalá pero embargo entretanto porqué pese gracias hola
adiós buenas buenos saludos saludo favor perdón bienvenido señor señora señores señorita don doña dr dra es soy eres
somos son era eran éramos fue fueron será serán sería serían sea sean siendo sido ser está estoy estás estamos están
estaba estaban estuvo estará esté estén estar he has ha hemos han había habían hubo habrá habría haya hayan haber
habiendo hay puede puedo puedes podemos pueden podía podían podrá podría podrían pueda puedan poder debe debo debes
debemos deben debía debería deber quiere quiero quieres quieren quería querría quiera querer va voy vas vamos van iba
iban irá vaya ir hace hago haces hacemos hacen hacía hizo hará haga hagan hacer hecho hecha haciendo dice digo dicen
decimos decía dijo dirá diga decir dicho dicha sabe sé sabes sabemos saben sabía sepa saber sabido ve veo ves vemos ven
veía vio ver visto vista viene vengo vienes vienen venir tengo tienes tenemos tener pone pongo ponemos ponen puso pondrá
ponga poner puesto puesta suponga supone suponer supuesto propone proponen conoce conozco conocen conocemos conocer
conocidos conocidas cree creo creemos creen creer entiende entiendo entienden entender entendido comprenden comprender
lee leo leen leer leído leída escribe escribo escriben escribimos escrito escrita escritos escritas escriba escriban
describen descritos resuelven resuelto aprende aprendida aprenda responden dispone disponen disponer dispuesto sirve
sirven servir vive viven vivir elige elegimos eligen elegir elegido elegida elija construyen construya traduce traducir
conduce conducir oye oír pide piden pedir pedido vende venden vender vendido compra corre comer come beber bebe dormir
duerme jugar juega juegan permite permiten permitir permitido existe existen existir ocurre ocurren ocurrir sucede
define definen definir definidas defina traer trae llevar valer claramente fácilmente difícilmente rápidamente
lentamente brevemente generalmente normalmente típicamente comúnmente actualmente precisamente manualmente mentalmente
teóricamente físicamente realmente seguramente ciertamente obviamente naturalmente posiblemente preguntas problemas
examen exámenes parcial parciales prueba pruebas control controles test tarea tareas deberes trabajo trabajos prácticas
cuestionario evaluación evaluaciones calificación nota notas apartado apartados tema temas lección lecciones curso
cursos asignatura asignaturas materia materias capítulos párrafo párrafos página páginas libro libros manual manuales
cuaderno cuadernos apuntes diapositiva diapositivas pizarra seminario seminarios taller talleres semestre semestres
trimestre cuatrimestre máster maestría doctorado tesis tesina informe informes presentación exposición proyectos escuela
escuelas colegio colegios institutos facultad facultades laboratorios biblioteca bibliotecas aula aulas alumno alumna
alumnos alumnas profesores profesoras maestro maestra maestros docente docentes tutor tutora ayudante asistente
doctorando compañeros compañeras examinador candidato candidata definiciones teorema demostración suposición
suposiciones explicación argumento argumentos cálculo calculadora fórmula ecuaciones símbolo observación indicación
indicaciones pista pistas consejo consejos truco recordatorio instrucción método métodos soluciones esquema esquemas
dibujo dibujos conclusión conclusiones introducción resumen resúmenes comentario comentarios discusión debate foro foros
opinión opiniones idea ideas ayuda duda dudas dificultad dificultades objetivo objetivos meta metas razones motivo
motivos causa causas finalidad contextos concepto conceptos noción conocimiento habilidad habilidades matemáticas
matemática física química biología informática historia geografía lengua lenguas idioma idiomas español inglés francés
alemán árabe chino italiano portugués artículos revista revistas publicación autor autora autores fuente fuentes
literatura bibliografía texto textos calculo calculan calculó explico explican explicó expliqué ilustrar ilustra ilustro
ilustran ilustró ilustre ilustren ilustré mostrar mostra mostro mostran mostrada mostró mostre mostren mostré demostrar
demostra demostro demostran demostró justifico hallar halla hallo hallan hallado hallada hallados halladas halló
hallaron hallaba hallará hallen hallé buscar busca busco buscan buscado buscada buscados buscó buscaba buscará busque
busquen busqué usar usa uso usan usadas usó usaron usaba usará use usen usemos usé utilizo utilizó utilice utilicen
utilicé emplear emplea empleo empleó empleaba emplee empleen empleé pensar pensa penso pensan pensado pensada pensados
pensadas pensando pensó pensaba pensará pense pensen pensé imagino imaginan imaginó imaginé considero observar observo
observan observó observé notar noto notan notamos notado notada notados notadas notando notó notaron notaba notará note
noten notemos noté recorda recordo recordan recordó recorde recordé estudiar estudia estudio estudian estudió estudie
estudien estudié analizar analiza analizo analizan analizó analice analicen analicé examinar examina examino examinan
examinó examine examinen examiné evaluar evalua evaluo evaluan evaluó evalue evaluen evalué estimar estima estimo
estiman estimada estimó estimará estime estimen estimé comprobar comproba comprobo comproban comprobé verificar verifica
verifico verifican validar valida valido validan validado validada validó validé confirmar confirma confirmo confirman
comprueba comprueban compruebe discutar discuta discuto discutan discutó discute discuté comentar comenta comento
comentan comentó comente comenten comenté argumentar argumenta presento presentan presentó expreso expresan expresó
expresen expresé detallar detallo detallan detalló detallen detallé dibujar dibuja dibujan dibujado dibujada dibujó
dibujaba dibujen dibujé esbozar esboza esbozo esbozan esbozado esbozada esbozó esbozaba esbozará esboce esbocen esbocé
nombrar nombra nombro nombran nombrado nombró nombré llamar llama llamo llaman llamados llamó llamaba llamará llame
llamen llamemos llamé citar cita cito citan citamos citado citada citados citadas citando citó citaron citaba citará
cite citen citemos cité hablar habla hablo hablan hablamos hablado hablada habladas hablando habló hablaron hablaba
hablará hable hablen hablé cuento cuentan preguntar pregunto preguntan pregunte contestar contesta contesto contestan
ayudar ayudo ayudan ayudamos ayudado ayudada ayudó ayudaron ayudaba ayudará ayude ayuden ayudé aconsejar aconseja
aconsejo aconsejan aconsejó aconseje recomendar recomenda recomendo recomiendo recomienda aceptar acepta acepto aceptan
aceptado aceptó acepte acepten acepté amar ama amo aman amamos amado amada amados amadas amando amó amaron amaba amará
ame amen amemos amé desear desea deseo desean deseado deseada deseó deseaba deseará desee deseen deseé esperar espera
espero esperan esperado esperó esperará espere esperen esperé dudar dudo dudan dudamos dudado dudada dudados dudadas
dudando dudó dudaron dudaba dudará dude duden dudemos dudé intento intentan intentó intente intenten intenté probar
proba probo proban probado probada probadas probando probó probaron probaba probará probe proben probé prueban pruebe
prueben ganar gana gano ganan ganamos ganado ganada ganados ganadas ganando ganó ganaron ganaba ganará gane ganen
ganemos gané cantar canta canto cantan cantado cantada cantados cantando cantó cantaron cantaba cantará cante canten
cantemos canté bailar baila bailo bailan bailamos bailado bailada bailadas bailando bailó bailaron bailaba bailará baile
bailen bailé caminar camina camino caminan caminó caminaba caminará camine caminen caminé viajar viaja viajo viajan
viajamos viajado viajada viajadas viajó viajaron viajaba viajará viaje viajen viajé navegar navega navego navegan
navegado navegada navegó navegaba navegue naveguen navegué pilotar pilota piloto pilotan pilotada pilotó pilote piloten
piloté comprar compro compran compró compre compren compré pagar paga pago pagan pagamos pagado pagada pagados pagadas
pagando pagó pagaron pagaba pagará pague paguen pagué gastar gasta gasto gastan gastamos gastado gastada gastando gastó
gastaba gastará gaste gasten gastemos gasté prestar presta presto prestan prestada prestó prestará preste presten presté
trabajar trabaja trabajan trabajó trabaje trabajen trabajé contratar contrata contrato contratan contrató contraté
entreno entrenan entrenó entrene entrenen entrené enseñar enseña enseño enseñan enseñado enseñada enseñó enseñaba enseñe
enseñen enseñé educar educa educo educan educado educada educando educó educaba educará eduque eduquen eduqué repasar
repasa repaso repasan repasó repasaba repasará repase repasen repasé memorizar memoriza memorizo memorizan memoricé
olvidar olvida olvido olvidan olvidado olvidada olvidó olvidaba olvidará olvide olviden olvidé dominar domina domino
dominan dominada dominó dominaba dominará domine dominen dominé practicar practica practico practican programo programan
programé codificar codifica codifico codifican implemento depurar depura depuro depuran depuró depure depuren depuré
compilar compila compilo compilan compiló compile compilé ejecuto ejecutan ejecutó ejecute ejecuten ejecuté instalar
instala instalo instalan instaló instale instalen instalé configura configuro publicar publica publico publican publicó
colaborar colabora colaboro colaboran colaboró colaboré participar participa participo organizar organiza organizo
organizan organizó gestionar gestiona gestiono gestionan gestionó administrar administra administro vigilar vigila
vigilo vigilan vigilado vigilada vigiló vigilaba vigilará vigile vigilen vigilé controlar controla controlo controlan
controle controlé inspeccionar inspecciona detecto detectan detectó detecte detecten detecté identificar identifica
identifico localizar localiza localizo localizan localizó localicé clasifico categorizar categoriza categorizo anotar
anota anoto anotan anotado anotada anotando anotó anotaron anotaba anotará anote anoten anotemos anoté etiquetar
etiqueta etiqueto etiquetan etiquete simular simula simulo simulan simulada simuló simule simulen simulé modelar modela
modelan modelada modeló modelaba modelará modelé optimizar optimiza optimizo optimizan optimice optimicé mejorar mejora
mejoro mejoran mejorada mejoró mejorará mejore mejoren mejoré perfeccionar perfecciona inspirar inspira inspiro inspiran
inspiró inspire inspiré motivar motiva motivan motivado motivó motivará motive motiven motivé interesar interesa
intereso interesan interese gustar gusta gusto gustan gustamos gustado gustada gustando gustó gustaba gustará guste
gusten gustemos gusté encantar encanta encanto encantan encantó encante encanté felicitar felicita felicito felicitan
felicite agradecar agradeca agradeco agradecan saludar saluda saludan saludado saludada saludó salude saluden saludé
invitar invita invito invitan invitado invitó invite inviten invité visitar visita visito visitan visitada visitó visite
visiten visité acompañar acompaña acompaño acompañan acompañó acompañe habitar habita habito habitan habitó habite
habiten habité cuidar cuida cuido cuidan cuidado cuidada cuidando cuidó cuidaron cuidaba cuidará cuide cuiden cuidemos
cuidé curar cura curo curan curamos curado curada curados curadas curando curó curaron curaba curará cure curen curemos
curé diagnosticar diagnostica tratar trata trato tratan tratado tratada tratados tratadas tratando trató trataron
trataba tratará trate traten traté cocinar cocina cocino cocinan cocinado cocinada cocinó cocine cocinen cociné plantar
planta planto plantan plantó plantará planten planté cultivar cultiva cultivo cultivan cultivó cultive cultivé regar
rega rego regan regamos regado regada regados regadas regando regó regaron regaba regará regue reguen regué cosechar
cosecha cosecho cosechan cosechó coseche cosechen coseché pescar pesca pesco pescan pescado pescada pescadas pescando
pescó pescaron pescaba pescará pesque pesquen pesqué cazar caza cazo cazan cazamos cazado cazada cazados cazadas cazando
cazó cazaron cazaba cazará cace cacen cacemos cacé fabricar fabrica fabrico fabrican fabricó fabriqué reparar repara
reparo reparan reparado reparada reparó reparará repare reparen reparé limpiar limpia limpio limpian limpiado limpiada
limpió limpie limpien limpié entregar entrega entrego entregan entregó transportar transporta transporto fotografiar
fotografia fotografio filmar filma filmo filman filmamos filmado filmada filmadas filmando filmó filmaba filmará filmen
filmé grabar graba grabo graban grabado grabada grabadas grabando grabó grabaron grababa grabará grabe graben grabemos
grabé escuchar escucha escucho escuchan escuchó escuche escuché representar represento simbolizar simboliza simbolizo
significar significo indicar indica indico indican indicado indicada indicó indicaba indiquen indiqué denotar denota
denoto denotan denotó denotará denoten denoté designar designa designo designan designó designe designé formular formulo
formulan formuló formulen formulé redactar redacta redacto redactan redactó redacte redacten redacté consultar consulta
consulto consultan consulte pienso piensa piensan razonar razona razono razonan razonado razonada razonó razonaba
razonen razoné averiguar averigua averiguo averiguan averiguó averigue comenzar comenza comenzo comenzan comenzó comence
comencen comencé terminar termina termino terminan terminó termine terminen terminé acabar acaba acabo acaban acabado
acabada acabando acabó acabaron acababa acabará acabe acaben acabé tomar toma tomo tomado tomada tomados tomadas tomó
tomaron tomaba tomará tome tomen tomé sencillos clásico clásicos clásicas típico típica típicos típicas práctico
prácticos teórico teórica teóricos teóricas concreto concreta concretos abstracto abstracta complicado complicada
desconocido desconocida famoso famosa famosos famosas moderno moderna modernos modernas antiguo antigua antiguos
antiguas nuevo nueva nuevos nuevas viejo vieja viejos viejas bueno buena malo mala malos malas bonito bonita bonitos
bonitas feo fea feos feas contento contenta contentos cansado cansada cansados cansadas enfermo enferma enfermos
enfermas sano sana sanos sanas rápido rápida rápidos rápidas lento lenta lentos lentas rico rica ricos ricas barato
barata baratos baratas gratuito gratuita gratuitos peligroso peligrosa seguro segura seguros seguras obligatorio
obligatoria optativo optativa optativos curioso curiosa curiosos curiosas listo lista listos listas serio seria serios
serias divertido divertida aburrido aburrida aburridos extraño extraña extraños extrañas raro rara raros raras limpios
limpias sucio sucia sucios sucias frío fría fríos frías seco seca secos secas mojado mojada mojados mojadas salado
salada salados saladas amargo amarga amargos amargas duro dura duros duras blando blanda blandos blandas tranquilo
tranquila ruidoso ruidosa ruidosos ruidosas oscuro oscura oscuros oscuras claro clara claros claras rojo roja rojos
rojas amarillo amarilla amarillos morado morada morados moradas dorado dorada dorados doradas médico médica médicas
clínico clínicos clínicas científico científica técnico técnica técnicos técnicas electrónico electrónica eléctrico
eléctrica mecánico mecánica mecánicos químico químicos químicas biológico biológica matemático estadístico estadística
lingüístico lingüística histórico histórica político política políticos jurídico jurídica jurídicos financiero
financiera privado privada privados privadas público pública públicos públicas urbano urbana urbanos urbanas americano
americana mexicano mexicana mexicanos argentino argentina colombiano colombiana chileno chilena chilenos chilenas
peruano peruana peruanos peruanas cubano cubana cubanos cubanas europeo europea europeos europeas china chinos chinas
italiana italianos suizo suiza suizos suizas africano africana africanos asiático asiática asiáticos humano humana
humanos humanas autónomo autónoma autónomos automático automática mecanizado mecanizada supervisado supervisada
preentrenado impreso impresa impresos impresas diseñados mencionado mencionada pedida pedidos pedidas solicitado
solicitada adecuado adecuada adecuados apropiado apropiada lindo linda lindos lindas querido querida queridos queridas
artístico artística periodístico agronómico agronómica robótico robótica robóticos satelitario satelitaria aéreo aérea
aéreos marítimo marítima marítimos doméstico doméstica cotidiano cotidiana diario diaria diarios diarias hipotético
hipotética intuitivo intuitiva creativo creativa creativos informático tecnológico tecnológica ecológico ecológica
atmosférico atmosférica grande fácil fáciles difícil difíciles simple simples importante importantes interesante
interesantes útil útiles frecuente frecuentes común comunes normal habituales usual usuales especial especiales
particulares generales real reales natural naturales animal industriales agrícola agrícolas comercial comerciales
digital digitales musical social sociales rural rurales española españoles inglesa francesa alemana japonés japonesa
popular populares recientes actual actuales futuro futura pasado pasada presentes breve breves inteligente inteligentes
fuerte fuertes débil débiles joven jóvenes feliz triste posible posibles probable probables disponible disponibles
visible visibles legible comprensible verde verdes azul azules naranja rosa marrón violeta caliente dulce móvil móviles
portátil conveniente pertinente relevante brillante elegante excelente amable gran buen mal hombre hombres mujer mujeres
niño niña niños niñas bebé bebés chico chica chicos chicas padre madre padres hermano hermana hermanos hijo hija hijos
tío tía prima abuelo abuela amigo amiga amigos amigas vecino vecina vecinos colega colegas jefe jefa jefes cliente
clientes clienta usuario usuaria usuarios persona gente mundo doctor doctora doctores enfermero enfermera cirujano
dermatólogo cardiólogo farmacéutico dentista veterinario ingenieros programador programadora biólogo físico economista
geólogo astrónomo meteorólogo agricultora campesino ganadero viticultor jardinero pescador panadero panadera cocinero
cocinera camarero vendedor vendedora comerciante artesano obrero obrera obreros electricista conductor conductora
conductores chófer pilotos policía bombero soldado juez abogado abogada periodista periodistas escritor escritora poeta
artista artistas pintor fotógrafo fotógrafa músico música cantante cantantes actor actriz jugador jugadora jugadores
deportista árbitro entrenador experto experta expertos especialista principiante aficionado becario becaria empresa
empresas compañía compañías sociedad fábrica fábricas tienda tiendas supermercado mercado mercados restaurante cafetería
hotel hospital hospitales farmacia museo museos cine teatro ayuntamiento estaciones aeropuerto calle calles carreteras
autopista plaza ciudad ciudades pueblo pueblos país países barrio continente europa américa áfrica asia españa méxico
chile colombia perú cuba venezuela ecuador uruguay bolivia brasil portugal francia alemania italia inglaterra japón
india madrid barcelona valencia sevilla bogotá lima santiago casa casas piso pisos apartamento oficina oficinas jardín
jardines granja granjas finca bosque bosques montaña montañas colina valle río ríos lago mar océano playa isla costa
cielo tierra sol luna estrella estrellas planeta planetas cohete telescopio ana maría juan josé pedro pablo luis carlos
miguel javier antonio manuel francisco david daniel diego sergio andrés jorge fernando lucía laura marta carmen elena
sofía paula isabel teresa garcía lópez martínez pérez gonzález rodríguez sánchez fernández google facebook microsoft
apple amazon nvidia seat repsol telefónica numpy python kaggle csic upc upm uba unam gato gata gatos gatas perro perra
perros pájaro pájaros ave aves caballo caballos vaca vacas cerdo cerdos oveja ovejas cabra cabras gallina gallinas pato
patos pez peces abeja abejas mariposa mariposas insecto insectos hormiga araña león leones tigre tigres elefante
elefantes jirafa cebra monos oso osos lobo lobos zorro conejo conejos ciervo ardilla rana serpiente serpientes cocodrilo
delfín ballena tiburón plantas árboles flor flores hojas hierba hierbas maleza trigo maíz arroz cebada girasol soja viña
vid uva uvas manzana manzanas pera peras cereza cerezas fresa fresas plátano plátanos limón naranjas tomate tomates
zanahoria verdura verduras fruta frutas fruto ensalada pan queso carne leche mantequilla huevo huevos pastel chocolate
azúcar sal agua vino cerveza té café aceite aceituna aceitunas olivo cosechas cultivos coche coches carro carros auto
autos camión camiones autobús tren trenes bicicleta bicicletas moto motos barco barcos avión aviones helicóptero dron
drones robot robots máquina máquinas motor motores herramienta herramientas aparato aparatos ordenadores computadoras
tableta teléfonos celulares smartphones cámara cámaras pantalla teclado ratón impresora chip chips procesadores servidor
servidores nube sitio sitios web aplicaciones programas código códigos archivo archivos fichero ficheros carpeta
formulario factura facturas correo correos mensaje mensajes poema poemas novela novelas cuentos historias canción
canciones voz voces sonido sonidos ruido ruidos discurso foto fotos fotografías vídeo vídeos juego juegos ajedrez pelota
fútbol tenis baloncesto deporte deportes torneo ropa vestido pantalón camisa zapato zapatos sombrero chaqueta bolso
reloj gafas mesa silla cama lámpara juguete juguetes regalo dinero salario impuesto crédito bolsa acciones fraude
fraudes síntoma síntomas tumor tumores cáncer lesión lesiones melanoma lunar piel corazón pulmón pulmones hígado riñón
cerebro hueso huesos ojo ojos retina oreja oído nariz boca diente dientes mano manos dedo pierna sangre tomografía
ecografías ecg eeg diagnóstico diagnósticos medicamento medicamentos vacuna cirugía salud medicina urgencia tráfico
tránsito semáforo semáforos peatón peatones ciclista matrícula matrículas accidente accidentes industria industrias
producción pieza piezas metal acero madera vidrio plástico tejido papel grieta grietas rasguño calidad avería averías
energía electricidad eólica clima lluvia nieve viento tormenta ambiente agricultura ganadería ciencia ciencias
tecnología tecnologías inteligencia pronóstico traducción sentimiento sentimientos vigilancia exactitud sobreajuste
época épocas enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes
miércoles jueves viernes sábado domingo día días semana semanas mes meses año años siglo siglos mañanas mediodía tardes
noche noches primavera verano otoño invierno navidad vacaciones momento momentos instante comienzo inicio principio
porvenir fecha fechas plazo plazos

recibe reciben recibir aplica aplicar aplicado aplicada aplican aplicamos pasa pasan pasar pasando obtiene obtener
obtenido obtenida utiliza utilizar usado usada tiene tienen contiene contener compuesto compuesta consta constar formado
formada produce producir produciendo devuelve calcula calcular calcule calculen halle determine determinar determina
indique encuentre encontrar cuánto necesita necesitan necesitar requiere requieren requerir ocupa ocupar ocupan almacena
almacenar almacenado almacenada guarda guardar procesa procesar supongamos supón considere considerar considera dado
dada dados dadas queremos deseamos seguidas seguida siguiente siguientes anterior primero luego después finalmente
entonces cual pregunta ejercicio problema inciso enunciado solución justifique explique detalle escala desplazamiento
aprendible aprendibles entrenable entrenables sencillo sencilla estándar clásica cuadrada cuadradas equivale
decodificador codificador clasificador audio palabra frase frases ejecutar ejecuta definido definida construye construir
consecutivas consecutivos sucesivas apiladas apilar apilados llamado llamada red neuronal llega llegar alcanza alcance
alcanzar suman sumar
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
deformable|deformables|compartido|compartida|compartidos|compartidas|comparten|compartir|atados|atadas|ligados|ligadas|
podado|podada|podados|poda|disperso|dispersa|dispersos|esparso|cuantizado|cuantizada|cuantizados|cuantificado|
cuantización|destilado|destilada|destilación|binario|binaria|binarizado|congelado|congelada|congelados|congeladas|
congelar|ajuste fino|asimétrico|asimétrica|asimétricos|simétrico|simétrica|circular|circulares|cíclico|reflejado|
reflexión|espejo|replicado|replicación|periódico|parcialmente|condicional|dinámico|recursivo|recursiva|paralelo|
paralela|paralelos|paralelas|en paralelo|rama|ramas|siamés|siamesa|gemelo|gemelas|anidado|reutilizado|reutilizados|
ponderado|ponderada|media ponderada|promedio|promedios|promediado|promediar|media|mediana|varianza|desviación típica|
global|globales|local|locales|mitad|medio|media parte|tercio|tercios|cuarto|cuartos|quinto|décimo|por ciento|porcentaje|
porcentajes|proporcional|razón entre|ratio|veces|vez|dos veces|tres veces|doble|dobles|duplica|duplicar|duplicado|
duplicada|duplican|triple|triplica|triplicado|cuádruple|multiplicado|multiplicada|dividido|dividida|dividir|divide|raíz|
raíz cuadrada|al cuadrado|cuadrado|cubo|potencia|exponente|exponencial|logaritmo|logarítmico|log|módulo|inverso|inversa|
negativo|negativa|negativos|menos|restar|restado|resta|restan|excepto|exceptuando|excepción|excepciones|salvo|
a menos que|hasta|en lugar|en vez|sino|si no|de lo contrario|aparte|al contrario|contrario|inversamente|extra|adicional|
adicionales|otro|otra|otros|otras|restante|restantes|resto|sobrante|faltante|faltantes|falta|faltan|incompleto|
incompleta|erróneo|errónea|equivocado|equivocada|error|errores|incorrecto|incorrecta|falso|falsa|inválido|inválida|
imposible|errata|defectuoso|bug|nunca|jamás|nada|nadie|ni|tampoco|no|apenas|prohibido|separadamente|por separado|
independientemente|individualmente|alternadamente|alternando|alternadas|intercambiado|intercambiar|intercambian|
permutado|invertido|intercalado|cambia|cambian|cambiar|cambiado|cambio|modifica|modifican|modificar|modificado|
modificada|varía|variar|crece|crecer|encoge|ampliado|ampliada|ampliar|comprimido|comprimida|compresión|extendido|
extendida|alargado|acortado|recortado|recortada|recortar|recorte|truncado|truncada|redimensionado|redimensionada|
redimensionar|escalado|eliminado|eliminada|eliminar|quitado|quitar|quitamos|suprimido|insertado|insertada|insertar|
reemplazado|reemplazada|reemplazar|sustituido|sustituida|sustituir|copia|copias|copiado|duplicados|repetido|repetida|
repetidos|repetidas|repite|repetir|repetición|repeticiones|fusionado|fusionada|fusión|solapamiento|solapado|solapan|
solapadas|optimizador|optimizadores|adam|momentum|sgd|gradiente|gradientes|retropropagación|media móvil|precisión mixta|
distribuido|estéreo|mono|multiespectral|hiperespectral|espectral|banda|bandas|infrarrojo|térmica|transparencia|impar|
impares|par|pares|poco profunda|ancho doble|delgado|delgada|grueso|gruesa|residual|residuales|saltar|cuello de botella|
máximo|mínimo|máxima|mínima|enmascarado|enmascarada|máscara|máscaras
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
