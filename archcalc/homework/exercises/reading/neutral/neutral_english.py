"""English words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
feature value gate gates position forward choice choices chain back checkpoint print prints printed score scores
tagger opening khz hz profiling recurrence multiplicative displayed summary report reports layernorm vec word-piece
real mono gamma beta γ β moving mean stored keep kept row rows entry identical
a an the this that these those i you he she it we they me him her us them my your his its our their yours hers ours
theirs myself yourself himself herself itself ourselves yourselves themselves who whom whose someone somebody
something anyone anybody anything everyone everybody everything oneself am is are was were be been being do does did
doing done has have had can could may might must shall should will would ought need needs needed needing of in at by
for as if because since although though while whereas when whenever where wherever whether during through via across
along among amongst towards toward upon concerning regarding despite here there hence thus therefore so such very
quite too also however moreover furthermore nevertheless nonetheless meanwhile thereby therein whereby wherein
herein hereby thereof whereupon yet still already soon now today tonight tomorrow yesterday nowadays ever often
sometimes usually always frequently occasionally recently lately currently presently previously formerly initially
originally eventually ultimately anyway anyhow somehow somewhere anywhere perhaps maybe indeed certainly surely
definitely probably possibly presumably apparently evidently obviously clearly basically essentially actually really
truly honestly frankly literally well fine ok okay oh ah hey hi hello bye goodbye yeah yep please thanks thank sorry
welcome cheers dear sir madam mr mrs ms dr it's i'm let's that's there's here's who's where's how's he's she's we're
you're they're i've you've we've they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll they'll
it'll that'll it'd y'all gonna wanna gotta

accordingly accurately actively aesthetically aptly arguably automatically badly beautifully bravely briefly broadly
calmly carefully casually cautiously cheerfully cleverly closely coincidentally comfortably commonly completely
conceptually concisely confidently consciously consequently considerably consistently conveniently correctly
critically curiously daily deliberately delightfully desperately diligently directly eagerly early easily
economically efficiently effortlessly elegantly empirically entirely especially explicitly expressly extremely
fairly faithfully famously fast finally firmly formally fortunately freely generally gently genuinely gladly
gracefully greatly happily hastily heavily helpfully hopefully humbly ideally immediately implicitly importantly
impressively incidentally informally inherently instantly intelligently intentionally interestingly intuitively
kindly largely late lazily legally likely logically loudly luckily mainly manually mathematically mentally mildly
mostly naively namely naturally neatly necessarily newly nicely normally notably noticeably officially openly
ordinarily particularly patiently perfectly personally physically plainly politely poorly popularly practically
predominantly preferably primarily privately professionally promptly properly proudly publicly purely quickly
quietly randomly rapidly readily realistically reasonably reliably remarkably reportedly responsibly roughly
routinely sadly safely scientifically secretly securely seemingly sensibly seriously significantly silently
similarly sincerely slightly slowly smoothly specially specifically splendidly steadily strangely strictly strongly
stubbornly subtly successfully suddenly sufficiently suitably supposedly surprisingly swiftly systematically
technically temporarily tentatively theoretically thoroughly thoughtfully tightly traditionally typically
understandably unfortunately universally unusually urgently usefully vaguely vastly verbally visually vividly warmly
wisely wonderfully aloud beforehand ago later

teach teaches taught teaching learn learns learnt learned learning study studies studied studying reading explain
explains explained explaining describe describes described describing illustrate illustrates illustrated
illustrating demonstrate demonstrates demonstrated demonstrating present presents presented presenting introduce
introduces introduced introducing review reviews reviewed reviewing revise revises revised revising recall recalls
recalled recalling remember remembers remembered remembering forget forgets forgot forgotten forgeting memorise
memorises memorised memorising memorize memorizes memorized memorizing understand understands understood
understanding comprehend comprehends comprehended comprehending grasp grasps grasped grasping master masters
mastered mastering practise practises practised practising practice practices practiced practicing attend attends
attended attending enrol enrols enroled enroling enroll enrolls enrolled enrolling lecture lectures lectured
lecturing tutor tutors tutored tutoring coach coaches coached coaching instruct instructs instructed instructing
educate educates educated educating train trains trained training supervise supervises supervised supervising mentor
mentors mentored mentoring advise advises advised advising assist assists assisted assisting help helps helped
helping guide guides guided guiding grade grades graded grading mark marks marked marking evaluate evaluates
evaluated evaluating assess assesses assessed assessing examine examines examined examining test tests tested
testing quiz quizes quized quizing submit submits submited submiting hand hands handed handing assign assigns
assigned assigning solve solves solved solving answer answers answered answering ask asks asked asking question
questions questioned questioning respond responds responded responding reply replies replied replying teacher
teachers student students pupil pupils professor professors lecturer lecturers instructor instructors assistant
assistants examiner examiners supervisor supervisors learner learners classmate classmates roommate roommates
freshman freshmen sophomore sophomores graduate graduates undergraduate undergraduates postgraduate postgraduates
postdoc postdocs researcher researchers scholar scholars scientist scientists academic academics dean deans
principal principals headmaster headmasters trainer trainers trainee trainees apprentice apprentices intern interns
beginner beginners novice novices specialist specialists amateur amateurs newcomer newcomers newbie newbies lesson
lessons course courses tutorial tutorials seminar seminars workshop workshops session sessions semester semesters
trimester trimesters exam exams examination examinations midterm midterms quizzes homework homeworks assignment
assignments exercise exercises problem problems task tasks worksheet worksheets handout handouts coursework
courseworks textbook textbooks chapter chapters appendix appendices paragraph paragraphs slide slides note notes
notebook notebooks syllabus syllabi curriculum curricula topic topics subject subjects solution solutions hint hints
tip tips remark remarks credit credits deadline deadlines degree degrees diploma diplomas thesis theses dissertation
dissertations essay essays report reports project poster posters presentation presentations talk talks blackboard
blackboards whiteboard whiteboards classroom classrooms auditorium auditoriums campus campuses library libraries
laboratory laboratories lab labs department departments faculty faculties institute institutes university
universities college colleges academy academies school schools kindergarten kindergartens conference conferences
symposium symposia journal journals paper papers article articles publication publications preprint preprints blog
blogs post posts newsletter newsletters thread threads forum forums comment comments discussion discussions debate
debates conversation conversations faq faqs wiki wikis finale mathematics maths math physics chemistry biology
geography history literature philosophy psychology sociology economics statistics informatics engineering
linguistics astronomy geology ecology algebra calculus geometry logic grammar bachelor bachelors phd bsc msc
undergrad postgrad resit makeup practical oral written handwritten stepwise worked ungraded optional mandatory
compulsory elective bonus

build builds built building design designs designed designing construct constructs constructed constructing create
creates created creating made making develop develops developed developing draft drafts drafted drafting plan plans
planned planning sketch sketches sketched sketching outline outlines outlined outlining propose proposes proposed
proposing suggest suggests suggested suggesting recommend recommends recommended recommending choose chooses chose
chosen choosing pick picks picked picking selected selecting decide decides decided deciding prefer prefers
preferred preferring adopt adopts adopted adopting employ employs employed employing utilize utilizes utilized
utilizing utilise utilises utilised utilising use uses used using apply applies applied applying implement
implements implemented implementing program programs programmed programming code codes coded coding write writes
wrote writing type types typed typing compile compiles compiled compiling execute executes executed executing launch
launches launched launching start starts started starting begin begins began begun beginning commence commences
commenced commencing continue continues continued continuing finish finishes finished finishing publish publishes
published publishing release releases released releasing deploy deploys deployed deploying install installs
installed installing configure configures configured configuring set sets setting specify specifies specified
specifying define defines defined defining declare declares declared declaring denote denotes denoted denoting call
calls called calling title titles titled titling mention mentions mentioned mentioning refer refers referred
referring cite cites cited citing quote quotes quoted quoting tell tells told telling say says said saying speak
speaks spoke spoken speaking talked talking discuss discusses discussed discussing argue argues argued arguing claim
claims claimed claiming assert asserts asserted asserting noted noting notice notices noticed noticing observe
observes observed observing look looks looked looking watch watches watched watching views viewed viewing inspect
inspects inspected inspecting check checks checked checking verify verifies verified verifying validate validates
validated validating confirm confirms confirmed confirming prove proves proven proving justify justifies justified
justifying convince convinces convinced convincing persuade persuades persuaded persuading show shows shown showing
display displays displayed displaying visualize visualizes visualized visualizing visualise visualises visualised
visualising plot plots plotted plotting draw draws drew drawn drawing depict depicts depicted depicting print prints
printed printing record records recorded recording monitor monitors monitored monitoring track tracks tracked
tracking estimate estimates estimated estimating compute computes computed computing calculate calculates calculated
calculating determine determines determined determining find finds found finding figured figuring derive derives
derived deriving deduce deduces deduced deducing infer infers inferred inferring conclude concludes concluded
concluding acquire acquires acquired acquiring gathered gathering collect collects collected collecting prepare
prepares prepared preparing arrange arranges arranged arranging organize organizes organized organizing organise
organises organised organising manage manages managed managing handle handles handled handling operate operates
operated operating work works working perform performs performed performing serve serves served serving act acts
acted acting behave behaves behaved behaving function functions functioned functioning interact interacts interacted
interacting communicate communicates communicated communicating contact contacts contacted contacting think thinks
thought thinking believe believes believed believing suppose supposes supposed supposing assume assumes assumed
assuming imagine imagines imagined imagining consider considers considered considering regard regards regarded
wonder wonders wondered wondering guess guesses guessed guessing hypothesize hypothesizes hypothesized hypothesizing
hypothesise hypothesises hypothesised hypothesising speculate speculates speculated speculating expect expects
expected expecting hope hopes hoped hoping wish wishes wished wishing want wants wanted wanting like likes liked
liking love loves loved loving hate hates hated hating enjoy enjoys enjoyed enjoying appreciate appreciates
appreciated appreciating admire admires admired admiring fear fears feared fearing worry worries worried worrying
doubt doubts doubted doubting trust trusts trusted trusting care cares cared caring mind minds minded minding matter
matters mattered mattering know knows knew known knowing realise realises realised realising realize realizes
realized realizing recognise recognises recognised recognising recognize recognizes recognized recognizing identify
identifies identified identifying distinguish distinguishes distinguished distinguishing discriminate discriminates
discriminated discriminating classify classifies classified classifying categorize categorizes categorized
categorizing categorise categorises categorised categorising detect detects detected detecting locate locates
located locating localize localizes localized localizing localise localises localised localising predict predicts
predicted predicting forecast forecasts forecasted forecasting analyse analyses analysed analysing analyze analyzes
analyzed analyzing interpret interprets interpreted interpreting translate translates translated translating
transcribe transcribes transcribed transcribing summarize summarizes summarized summarizing summarise summarises
summarised summarising paraphrase paraphrases paraphrased paraphrasing simulate simulates simulated simulating
approximated approximating optimize optimizes optimized optimizing optimise optimises optimised optimising improve
improves improved improving enhance enhances enhanced enhancing refine refines refined refining polish polishes
polished polishing debug debugs debugged debugging fix fixes fixed fixing tackle tackles tackled tackling address
addresses addressed addressing approach approaches approached approaching attempt attempts attempted attempting try
tries tried trying intend intends intended intending aim aims aimed aiming achieve achieves achieved achieving
accomplish accomplishes accomplished accomplishing struggle struggles struggled struggling fail fails failed failing
confuse confuses confused confusing puzzle puzzles puzzled puzzling surprise surprises surprised surprising amaze
amazes amazed amazing bore bores bored boring annoy annoys annoyed annoying clarify clarifies clarified clarifying
elaborate elaborates elaborated elaborating emphasize emphasizes emphasized emphasizing emphasise emphasises
emphasised emphasising highlight highlights highlighted highlighting underline underlines underlined underlining
stress stresses stressed stressing indicate indicates indicated indicating imply implies implied implying signify
signifies signified signifying represent represents represented representing symbolize symbolizes symbolized
symbolizing express expresses expressed expressing formulate formulates formulated formulating phrase phrases
phrased phrasing complain complains complained complaining admit admits admitted admitting agree agrees agreed
agreeing disagree disagrees disagreed disagreeing accept accepts accepted accepting approve approves approved
approving permit permits permitted permitting allow allows allowed allowing let lets leted leting enable enables
enabled enabling prompt prompts prompted prompting motivate motivates motivated motivating inspire inspires inspired
inspiring encourage encourages encouraged encouraging interest interests interested interesting fascinate fascinates
fascinated fascinating excite excites excited exciting pleases pleased pleasing satisfy satisfies satisfied
satisfying thanked thanking apologize apologizes apologized apologizing apologise apologises apologised apologising
congratulate congratulates congratulated congratulating greet greets greeted greeting welcomes welcomed welcoming
invite invites invited inviting visit visits visited visiting meet meets met meeting accompany accompanies
accompanied accompanying lead leads led leading go goes went gone going come comes came coming arrive arrives
arrived arriving walk walks walked walking drive drives drove driven driving ride rides rode ridden riding fly flies
flew flown flying travel travels traveled traveling sail sails sailed sailing swim swims swam swum swimming climb
climbs climbed climbing dance dances danced dancing sing sings sang sung singing play plays played playing game
games gamed gaming win wins won winning compete competes competed competing race races raced racing cook cooks
cooked cooking bake bakes baked baking eat eats ate eaten eating drink drinks drank drunk drinking taste tastes
tasted tasting smell smells smelled smelling hear hears heard hearing listen listens listened listening sleep sleeps
slept sleeping wake wakes woke woken waking sit sits sat sitting stand stands stood standing live lives lived living
die dies died dying exist exists existed existing occur occurs occurred occurring happen happens happened happening
disappear disappears disappeared disappearing emerge emerges emerged emerging arise arises arose arisen arising
becoming feel feels felt feeling touch touches touched touching hold holds held holding carry carries carried
carrying bring brought bringing take takes took taken taking send sends sent sending posted posting deliver delivers
delivered delivering ship ships shipped shipping order orders ordered ordering buy buys bought buying sell sells
sold selling pay pays paid paying spend spends spent spending earn earns earned earning rent rents rented renting
hire hires hired hiring belong belongs belonged belonging borrow borrows borrowed borrowing lend lends lent lending
donate donates donated donating trade trades traded trading invest invests invested investing bank banks banked
banking insure insures insured insuring sign signs signed signing swear swears sweared swearing promise promises
promised promising warn warns warned warning threaten threatens threatened threatening protect protects protected
protecting secure secures secured securing guard guards guarded guarding defend defends defended defending attack
attacks attacked attacking hack hacks hacked hacking steal steals stole stolen stealing cheat cheats cheated
cheating search searches searched searching seek seeks sought seeking explore explores explored exploring discover
discovers discovered discovering investigate investigates investigated investigating research researches researched
researching wait waits waited waiting hurry hurries hurried hurrying rush rushes rushed rushing delay delays delayed
delaying schedule schedules scheduled scheduling wash washes washed washing clean cleans cleaned cleaning wear wears
wore worn wearing dress dresses dressed dressing sew sews sewn sewing peel peels peeled peeling harvest harvests
harvested harvesting plant plants planted planting water waters watered watering farm farms farmed farming fish
fishes fished fishing hunt hunts hunted hunting mines mined mining drill drills drilled drilling weld welds welded
welding paint paints painted painting photographs photographed photographing scan scans scanned scanning paste
pastes pasted pasting upload uploads uploaded uploading download downloads downloaded downloading browse browses
browsed browsing click clicks clicked clicking press presses pressed pressing push pushes pushed pushing pull pulls
pulled pulling throw throws threw thrown throwing catch catches caught catching kick kicks kicked kicking hit hits
hitting shoot shoots shot shooting burn burns burnt burned burning melt melts melted melting boil boils boiled
boiling heat heats heated heating cool cools cooled cooling warm warms warmed warming rain rains rained raining snow
snows snowed snowing shine shines shone shining glow glows glowed glowing flash flashes flashed flashing rings rang
rung ringing knock knocks knocked knocking whisper whispers whispered whispering shout shouts shouted shouting
scream screams screamed screaming laugh laughs laughed laughing smile smiles smiled smiling cry cries cried crying
yell yells yelled yelling joke jokes joked joking tease teases teased teasing kiss kisses kissed kissing hug hugs
huged huging marry marries married marrying divorce divorces divorced divorcing born borns borned borning heal heals
healed healing treat treats treated treating diagnose diagnoses diagnosed diagnosing inject injects injected
injecting vaccinate vaccinates vaccinated vaccinating prescribe prescribes prescribed prescribing hurt hurts hurting
injure injures injured injuring kill kills killed killing rescue rescues rescued rescuing participate participates
participated participating contribute contributes contributed contributing cooperate cooperates cooperated
cooperating collaborate collaborates collaborated collaborating negotiate negotiates negotiated negotiating vote
votes voted voting elect elects elected electing govern governs governed governing regulate regulates regulated
regulating legislate legislates legislated legislating judge judges judged judging sentenced sentencing accuse
accuses accused accusing arrest arrests arrested arresting jail jails jailed jailing interview interviews
interviewed interviewing resign resigns resigned resigning retire retires retired retiring promote promotes promoted
promoting advertise advertises advertised advertising market markets marketed marketing sponsor sponsors sponsored
sponsoring fund funds funded funding finance finances financed financing audit audits audited auditing invoice
invoices invoiced invoicing manufacture manufactures manufactured manufacturing fabricate fabricates fabricated
fabricating transport transports transported transporting unload unloads unloaded unloading equip equips equipped
equipping repair repairs repaired repairing service services serviced servicing recycle recycles recycled recycling
pollute pollutes polluted polluting sustain sustains sustained sustaining sow sows sowed sowing irrigate irrigates
irrigated irrigating fertilize fertilizes fertilized fertilizing spray sprays sprayed spraying breed breeds breeded
breeding graze grazes grazed grazing milk milks milked milking shear shears sheared shearing navigate navigates
navigated navigating steer steers steered steering brake brakes braked braking park parks parked parking orbit
orbits orbited orbiting land lands landed landing sense senses sensed sensing transmit transmits transmited
transmiting broadcast broadcasts broadcasted broadcasting emit emits emited emiting hum hums humed huming buzz
buzzes buzzed buzzing chat chats chated chating text texts texted texting email emails emailed emailing tweet tweets
tweeted tweeting annotate annotates annotated annotating moderate moderates moderated moderating reported reporting
subscribe subscribes subscribed subscribing unsubscribe unsubscribes unsubscribed unsubscribing register registers
registered registering login logins logined logining

programme programmes computer computers laptop laptops desktop desktops tablet tablets smartphone smartphones phone
phones server servers workstation workstations supercomputer supercomputers microcontroller microcontrollers
processor processors accelerator accelerators gpu gpus cpu cpus tpu tpus npu npus fpga fpgas asic asics chip chips
board boards device devices gadget gadgets screen screens keyboard keyboards mouse mice printer printers scanner
scanners camera cameras webcam webcams headset headsets speaker speakers robot robots drone drones sensor sensors
actuator actuators circuit circuits battery batteries cable cables router routers modem modems antenna antennas app
apps application applications software softwares framework frameworks toolkit toolkits tool tools toolbox toolboxes
plugin plugins script scripts repository repositories repo repos warnings traceback tracebacks debugger debuggers
compiler compilers interpreter interpreters terminal terminals console consoles editor editors ide ides browser
browsers website websites webpage webpages homepage homepages portal portals platform platforms database databases
dataset datasets benchmark benchmarks corpus corpora archive archives folder folders directory directories document
documents spreadsheet spreadsheets chart charts diagram diagrams drawings screenshot screenshots illustration
illustrations snippet snippets pseudocode pseudocodes algorithm algorithms method methods procedure procedures
technique techniques strategy strategies heuristic heuristics workflow workflows prototype prototypes demo demos
implementation implementations specification specifications upgrade upgrades license licenses user users customer
customers client clients developer developers programmer programmers coder coders engineer engineers hacker hackers
administrator administrators admin admins analyst analysts architect architects designer designers tester testers
maintainers contributor contributors vendor vendors hardware python numpy scipy pandas matplotlib jupyter colab jax
flax mxnet caffe theano sklearn scikit fastai lightning huggingface cuda cudnn onnx tensorrt openvino tflite coreml
arduino raspberry jetson nvidia amd intel qualcomm apple google microsoft amazon meta facebook openai deepmind
anthropic ibm oracle samsung huawei baidu tencent alibaba bytedance sony bosch siemens tesla toyota bmw volkswagen
mercedes boeing airbus nasa esa uber netflix spotify youtube twitter instagram tiktok whatsapp telegram linkedin
wikipedia github gitlab stackoverflow reddit kaggle quora discord slack zoom arxiv ieee acm neurips nips icml iclr
cvpr iccv eccv aaai ijcai acl emnlp naacl interspeech icassp coursera udacity udemy edx linux macos ubuntu android
ios unix java javascript typescript matlab julia rust golang fortran haskell scala swift kotlin perl ruby php html
css sql json yaml xml csv pdf latex markdown docker kubernetes git imagenet imdb celeba kitti librispeech wikitext
stanford berkeley harvard princeton yale oxford cambridge eth epfl caltech cornell columbia carnegie mellon toronto
mcgill montreal tsinghua peking tum kit inria cnrs imperial ucl edinburgh amsterdam delft leuven zurich munich
berlin hamburg vienna paris lyon madrid barcelona lisbon rome milan london dublin oslo stockholm helsinki copenhagen
warsaw prague budapest athens istanbul cairo beirut amman riyadh dubai tehran delhi mumbai bangalore beijing
shanghai shenzhen taipei seoul tokyo kyoto singapore sydney melbourne auckland mexico bogota lima santiago havana
brazil chile peru argentina canada america usa uk germany france spain italy austria switzerland poland sweden
norway denmark finland netherlands belgium greece turkey egypt morocco tunisia algeria jordan lebanon iraq iran
israel india china japan korea taiwan vietnam thailand indonesia malaysia australia africa asia europe kenya nigeria
ghana ethiopia russia ukraine antarctica english german french spanish italian portuguese dutch swedish norwegian
danish finnish czech hungarian greek russian ukrainian arabic hebrew persian turkish hindi urdu bengali tamil
chinese mandarin cantonese japanese korean vietnamese thai latin swahili african american european asian british
canadian australian indian mexican brazilian egyptian swiss austrian irish scottish

alice bob carol carlos dave david eve frank grace heidi ivan judy mallory oscar peggy trent victor walter anna ann
anne amy amir ahmed ali omar fatima leila layla yasmin hassan hussein khalid mohamed mohammed aisha maria mary marie
martha martin matthew michael mike mia mei ming li wei wang chen zhang liu yang zhao lin lee kim sato yuki kenji
hiro akira priya raj ravi anil arjun sara sarah samuel sam samantha sophie sophia stefan stephan steve susan tom
thomas tim tina tobias paul paula peter petra philip pablo pedro juan jose luis lucas luca lucia laura lena leo leon
liam lisa louis emma emily eric erik elena elisa ella ethan eva felix fiona florian george georg gina hannah hans
harry helen henry igor ingrid irene isabel jack jacob james jan jane janet jason jean jenny jens jessica jim joan
joe john johan jonas jonathan joseph josh julian julie karen karl kate katie kevin klaus kurt nadia natalie nick
nicole nina noah nora olga oliver olivia otto rachel rebecca richard robert robin roger rosa ruth ryan sebastian
simon sofia sven tanya theo ursula uwe valentina vera veronica vladimir william wolfgang xavier yusuf zoe zara diego
sergio miguel javier carmen pierre jacques camille chloe antoine francois giulia marco matteo smith jones miller
johnson williams davis garcia martinez lopez muller schmidt meyer weber hinton lecun bengio goodfellow ng karpathy
schmidhuber hochreiter turing shannon gauss euler newton einstein darwin fourier laplace bayes markov vapnik minsky
papert rosenblatt fukushima krizhevsky sutskever simonyan zisserman szegedy ioffe vaswani hubel wiesel person people
man men woman women child children kid kids baby babies boy boys girl girls teenager teenagers adult adults parent
parents mother mothers father fathers son sons daughter daughters brother brothers sister sisters sibling siblings
uncle uncles aunt aunts cousin cousins nephew nephews niece nieces grandmother grandmothers grandfather grandfathers
grandparent grandparents husband husbands wife wives friend friends neighbour neighbours neighbor neighbors
colleague colleagues coworker coworkers teammate teammates stranger strangers guest guests host hosts citizen
citizens resident residents tourist tourists traveller travellers passenger passengers pedestrian pedestrians
cyclist cyclists driver drivers pilot pilots captain captains sailor sailors soldier soldiers officer officers
policeman policemen firefighter firefighters lawyer lawyers detective detectives witness witnesses criminal
criminals victim victims prisoner prisoners king kings queen queens prince princes princess princesses president
presidents minister ministers politician politicians diplomat diplomats journalist journalists reporter reporters
author authors writer writers poet poets novelist novelists translator translators artist artists painter painters
sculptor sculptors photographer photographers actor actors actress actresses director directors singer singers
musician musicians composer composers conductor conductors dancer dancers athlete athletes player players goalkeeper
goalkeepers referee referees champion champions winner winners loser losers doctor doctors physician physicians
nurse nurses surgeon surgeons dentist dentists pharmacist pharmacists radiologist radiologists pathologist
pathologists cardiologist cardiologists dermatologist dermatologists oncologist oncologists neurologist neurologists
ophthalmologist ophthalmologists veterinarian veterinarians patient patients psychologist psychologists therapist
therapists biologist biologists chemist chemists physicist physicists mathematician mathematicians statistician
statisticians economist economists geologist geologists astronomer astronomers meteorologist meteorologists linguist
linguists historian historians archaeologist archaeologists farmer farmers gardener gardeners fisherman fishermen
shepherd shepherds baker bakers butcher butchers chef chefs waiter waiters barista baristas tailor tailors carpenter
carpenters plumber plumbers electrician electricians mechanic mechanics technician technicians welder welders miner
miners builder builders manager managers boss bosses owner owners employee employees worker workers employer
employers secretary secretaries clerk clerks accountant accountants banker bankers broker brokers trader traders
investor investors shareholder shareholders consultant consultants salesman salesmen seller sellers buyer buyers
shopkeeper shopkeepers supplier suppliers courier couriers postman postmen recruiter recruiters applicant applicants
interviewer interviewers freelancer freelancers volunteer volunteers

company companies startup startups firm firms corporation corporations business businesses enterprise enterprises
agency agencies organisation organisations organization organizations association associations club clubs team teams
committee committees office offices factory factories warehouse warehouses shop shops supermarket supermarkets mall
malls restaurant restaurants cafe cafes hotel hotels hostel hostels insurance insurances hospital hospitals clinic
clinics pharmacy pharmacies surgery surgeries museum museums gallery galleries theatre theatres theater theaters
cinema cinemas stadium stadiums gym gyms church churches mosque mosques temple temples castle castles palace palaces
road roads street streets avenue avenues highway highways motorway motorways crossroad crossroads roundabout
roundabouts pavement pavements sidewalk sidewalks airport airports harbour harbours harbor harbors railway railways
bus buses tram trams taxi taxis car cars truck trucks lorry lorries van vans motorcycle motorcycles motorbike
motorbikes bicycle bicycles bike bikes scooter scooters boat boats ferry ferries yacht yachts submarine submarines
airplane airplanes aircraft aircrafts helicopter helicopters rocket rockets satellite satellites spacecraft
spacecrafts spaceship spaceships telescope telescopes microscope microscopes planet planets star stars galaxy
galaxies comet comets asteroid asteroids sun suns earth earths universe universes city cities town towns village
villages suburb suburbs district districts county counties province provinces country countries nation nations
continent continents island islands coast coasts beach beaches sea seas ocean oceans lake lakes river rivers pond
ponds waterfall waterfalls mountain mountains hill hills valley valleys desert deserts forest forests jungle jungles
meadow meadows gardens barn barns greenhouse greenhouses orchard orchards vineyard vineyards house houses home homes
apartment apartments buildings kitchen kitchens bathroom bathrooms bedroom bedrooms garage garages basement
basements roof roofs stair stairs elevator elevators furniture furnitures chair chairs desk desks bed beds sofa
sofas lamp lamps clock clocks bottle bottles cup cups glass glasses knife knives spoon spoons pan pans pot pots oven
ovens fridge fridges refrigerator refrigerators dishwasher dishwashers vacuum vacuums broom brooms bag bags basket
baskets suitcase suitcases backpack backpacks wallet wallets purse purses umbrella umbrellas hat hats shirt shirts
shoe shoes sock socks coat coats jacket jackets glove gloves scarf scarves necklace necklaces toy toys doll dolls
ball balls balloon balloons chess chesses apples banana bananas orange oranges lemon lemons lime limes cherry
cherries strawberry strawberries raspberries blueberry blueberries grape grapes melon melons watermelon watermelons
peach peaches plum plums mango mangos pineapple pineapples coconut coconuts olive olives avocado avocados tomato
tomatoes potato potatoes carrot carrots onion onions cucumber cucumbers pepper peppers lettuce lettuces cabbage
cabbages spinach spinaches pea peas mushroom mushrooms pumpkin pumpkins cauliflower cauliflowers garlic garlics
almond almonds walnut walnuts peanut peanuts cereal cereals vegetable vegetables fruit fruits berry berries bread
breads cake cakes cookie cookies biscuit biscuits pizza pizzas burger burgers sandwich sandwiches sausage sausages
egg eggs cheese cheeses sauce sauces soup soups salad salads noodle noodles meal meals breakfast breakfasts lunch
lunches dinner dinners supper suppers snack snacks dessert desserts coffee coffees tea teas juice juices beer beers
wine wines recipe recipes ingredient ingredients wheat barley rice maize corn soy soybean soybeans cotton sugar salt
butter meat beef pork chicken ham bacon pasta honey chocolate food yogurt flour animal animals pet pets dog dogs cat
cats puppy puppies kitten kittens cow cows bull bulls calf calves horse horses pony ponies donkey donkeys mule mules
camel camels sheep sheeps goat goats lamb lambs pig pigs piglet piglets hen hens rooster roosters duck ducks goose
geese bird birds eagle eagles hawk hawks owl owls parrot parrots pigeon pigeons sparrow sparrows penguin penguins
ostrich ostriches swan swans seagull seagulls shark sharks whale whales dolphin dolphins salmon salmons trout trouts
tuna tunas crab crabs lobster lobsters shrimps octopus octopuses snail snails turtle turtles tortoise tortoises frog
frogs toad toads snake snakes lizard lizards crocodile crocodiles dinosaur dinosaurs insect insects bee bees wasp
wasps ant ants mosquito mosquitoes butterfly butterflies moth moths beetle beetles ladybug ladybugs spider spiders
worm worms lions tiger tigers leopard leopards cheetah cheetahs panther panthers elephant elephants giraffe giraffes
zebra zebras rhino rhinos hippo hippos monkey monkeys ape apes gorilla gorillas chimpanzee chimpanzees bear bears
wolf wolves fox foxes deer deers moose mooses rabbit rabbits hare hares squirrel squirrels hedgehog hedgehogs beaver
beavers otter otters badger badgers rat rats hamster hamsters kangaroo kangaroos koala koalas panda dragon dragons
unicorn unicorns monster monsters oak oaks palm palms bush bushes shrub shrubs grass grasses weed weeds flower
flowers tulip tulips daisy daisies sunflower sunflowers orchid orchids lily lilies leaf trunks pollen pollens petal
petals wildlife wildlifes livestock livestocks poultry poultries species specieses

disease diseases illness illnesses sickness sicknesses infection infections virus viruses bacterium bacteria germ
germs fever fevers cough coughs headache headaches pain pains injury injuries wound wounds fracture fractures skull
skulls rib ribs muscle muscles tendon tendons nerve nerves skin skins lesion lesions mole moles tumor tumors tumour
tumours cancer cancers melanoma melanomas carcinoma carcinomas nodule nodules polyp polyps cyst cysts ulcer ulcers
stroke strokes seizure seizures allergy allergies asthma asthmas diabetes diabeteses pneumonia pneumonias
tuberculosis tuberculosises covid covids malaria malarias dementia dementias anemia anemias retinopathy
retinopathies glaucoma glaucomas cataract cataracts arrhythmia arrhythmias symptom symptoms syndrome syndromes
disorder disorders diagnosis prognosis prognoses therapy therapies treatment treatments medication medications
medicine medicines drug drugs pill pills vaccine vaccines vaccination vaccinations transplant transplants implant
implants prosthesis prostheses radiograph radiographs mammogram mammograms ultrasound ultrasounds biopsy biopsies
smear smears specimen specimens urine urines tissue tissues heart hearts brain brains lung lungs liver livers kidney
kidneys stomach stomaches bladder bladders retina retinas eye eyes ear ears nose noses mouth mouths tooth teeth lip
lips chin chins cheek cheeks forehead foreheads hair hairs shoulder shoulders elbow elbows finger fingers thumb
thumbs chest chests breast breasts belly bellies hip hips leg legs knee knees ankle ankles toe toes body bodies
ambulance ambulances emergency emergencies prescription prescriptions mri ct ecg ekg eeg emg xray radiology
pathology cardiology dermatology oncology neurology pediatrics ophthalmology dentistry dental medical clinical
surgical health healthcare healthy sick ill wellness hygiene nutrition malignant benign chronic acute cancerous
infected fundus histology histopathology cytology endoscopy colonoscopy tomography angiography protein proteins dna
rna gene genes genome genomes genetic enzyme enzymes molecule molecules antibody antibodies

machine machines motor motors engine engines turbine turbines pump pumps valve valves screw screws bolt bolts crane
cranes conveyor conveyors defect defects scratch scratches crack cracks dent dents inspection inspections
maintenance maintenances failure failures anomaly anomalies steel steels metal metals plastic plastics rubber
rubbers ceramic ceramics textile textiles fabric fabrics leather leathers cardboard cardboards wafer wafers
semiconductor semiconductors transistor transistors diode diodes windmill windmills dam dams reactor reactors
powerplant powerplants refinery refineries quarry quarries tanker tankers container containers cargo cargos pallet
pallets shelf shelves barcode barcodes receipt receipts tender tenders price prices salary salaries wage wages
bonuses tax taxes loan loans mortgage mortgages debt debts investment investments dividend dividends currency
currencies banknote banknotes account accounts transaction transactions payment payments purchase purchases sale
sales discount discounts profit profits revenue revenues income incomes expense expenses fraud frauds scam scams
risk risks policy policies survey surveys election elections campaign campaigns law laws regulation regulations
trial trials evidence evidences passport passports visa visas reservation reservations booking bookings flight
flights journey journeys holiday holidays vacation vacations adventure adventures storm storms wind winds thunder
thunders hurricane hurricanes tornado tornados flood floods drought droughts earthquake earthquakes volcano
volcanoes eruption eruptions wildfire wildfires avalanche avalanches landslide landslides glacier glaciers iceberg
icebergs climate climates humidity humidities season seasons summer summers autumn autumns winter winters rainfall
rainfalls sunrise sunrises sunset sunsets sunshine sunshines shadow shadows rainbow rainbows fog fogs pollution
pollutions electricity electricities fuel fuels oil oils petrol petrols diesel diesels coal coals gas gases hydrogen
hydrogens oxygen oxygens carbon carbons nitrogen nitrogens uranium uraniums copper coppers aluminium aluminiums
lithium lithiums stone stones sand sands mud muds dust dusts smoke smokes flame flames magnet magnets atom atoms
electron electrons proton protons particle particles collider colliders quark quarks photons experiment experiments
observation observations hypothesis hypotheses theory theories theorem theorems lemma lemmas corollary corollaries
proof proofs principle principles concept concepts idea ideas notion notions insight insights intuition intuitions
thoughts opinion opinions belief beliefs fact facts consequence consequences explanation explanations summary
summaries overview overviews introduction introductions conclusion conclusions motivation motivations background
backgrounds goal goals purpose purposes intention intentions challenge challenges difficulty difficulties obstacle
obstacles trick tricks advantage advantages disadvantage disadvantages benefit benefits drawback drawbacks aerial
industrial agricultural agronomic automotive aerospace maritime nautical financial economic commercial legal
political governmental municipal national international federal regional rural urban suburban coastal alpine
tropical arctic environmental ecological sustainable renewable solar electric electrical electronic mechanical
chemical biological physical nuclear atomic optical acoustic magnetic robotic autonomous automated automatic smart
intelligent wireless portable handheld wearable onboard offline online analog analogue virtual cyber crypto
blockchain bitcoin metaverse logistics forestry gardening retail wholesale ecommerce accounting recruiting tourism
hospitality catering aviation traffic surveillance security safety privacy ethics fairness

song songs melody melodies concert concerts choir choirs playlist playlists podcast podcasts audiobook audiobooks
voice voices speech speeches accent accents dialect dialects music musics instrument instruments piano pianos guitar
guitars violin violins cello cellos flute flutes trumpet trumpets drum drums saxophone saxophones harp harps
loudspeaker loudspeakers headphone headphones earphone earphones language languages translation translations
transcript transcripts transcription transcriptions subtitle subtitles dictionary dictionaries thesaurus thesauruses
encyclopedia encyclopedias alphabet alphabets handwriting handwritings signature signatures envelope envelopes
postcard postcards message messages hashtag hashtags headline headlines newspaper newspapers magazine magazines
novel novels story stories tale tales fable fables poem poems poetry poetries lyric lyrics rhyme rhymes sonnet
sonnets drama dramas comedy comedies tragedy tragedies movie movies trailer trailers hero heroes villain villains
wizard wizards witch witches treasure treasures pirate pirates ghost ghosts zombie zombies vampire vampires alien
aliens superhero superheroes cartoon cartoons comic comics anime animes avatar avatars emoji emojis sticker stickers
meme memes selfie selfies portrait portraits paintings sculpture sculptures statue statues mosaic mosaics pottery
potteries hobby hobbies sport sports football footballs soccer soccers basketball basketballs baseball baseballs
volleyball volleyballs tennis tennises golf golfs hockey hockeys rugby rugbies boxing boxings wrestling wrestlings
judo judos karate karates skiing skiings skating skatings marathon marathons tournament tournaments championship
championships medal medals trophy trophies videogame videogames joystick joysticks arcade arcades enemy enemies
opponent opponents lottery lotteries casino casinos jackpot jackpots tetris atari minecraft pacman mario pokemon
lego jazz blues opera folk rock vocal musical lyrical poetic literary linguistic semantic syntactic grammatical
lexical phonetic multilingual monolingual sentimental ironic sarcastic hateful toxic offensive abusive spam phishing
fake genuine sentiment sentiments emotion emotions mood moods humor humour irony sarcasm gossip rumor rumour

lidar lidars radar radars sonar sonars gripper grippers manipulator manipulators vehicle vehicles autopilot
autopilots signpost signposts kerb kerbs curb curbs tyre tyres tire tires windshield windshields headlight
headlights bumper bumpers seatbelt seatbelts airbag airbags dashboard dashboards cockpit cockpits propeller
propellers rotor rotors fuselage fuselages runway runways parachute parachutes astronaut astronauts cosmonaut
cosmonauts rover rovers lander landers crater craters mission missions expedition expeditions landings takeoff
takeoffs docking dockings coastline coastlines vegetation vegetations rooftop rooftops skyline skylines landmark
landmarks

able absurd accessible accurate actual acceptable adequate advanced advisable afraid aged alive ambitious ambiguous
ancient angry anonymous anxious apparent applicable appropriate arbitrary artistic ashamed asleep attractive
authentic available aware awesome awful awkward bad basic beautiful beloved bitter blind bold brave bright brilliant
busy calm capable careful careless cautious certain challenging charming cheerful chief civil classic classical
clear clever clumsy cold comfortable common commonplace compatible competent competitive complicated comprehensive
conceptual concerned concise concrete confident confidential conscious conservative considerable consistent
constructive contemporary controversial convenient conventional correct corresponding costly crazy creative critical
crucial cruel curious customary cute dangerous decent decisive dedicated delicate delicious delighted demanding
descriptive desirable desired desperate detailed difficult dirty disappointed diverse domestic dominant doubtful
dramatic dumb eager easy eccentric educational efficient elderly elegant elementary eligible embarrassed eminent
emotional empirical enthusiastic essential eternal ethical evident excellent exceptional exotic experienced
experimental explicit exploratory expressive extraordinary fabulous fair faithful familiar famous fancy fantastic
far fashionable favorite favourite feasible fictional fictitious flexible foolish foreign formal fortunate frequent
fresh friendly frustrated frustrating fun functional fundamental funny furious future generous gentle gifted glad
glorious good gorgeous gradual grateful great guilty handy happy hard harmful harmless helpful historic historical
holy honest hopeful horrible hot human humble hungry hypothetical ideal idle illegal imaginary imaginative immediate
imperfect implicit important impressive inadequate inappropriate incredible indoor influential informal informative
innocent innovative insane insightful intellectual interactive intriguing introductory intuitive invisible
irrelevant jealous jolly keen kind lazy legendary legitimate leisurely lively logical lonely loud lovely loyal lucky
mad magic magical magnificent main marvelous mathematical mature meaningful memorable mere messy mild miserable
mobile modern modest mysterious naive naked nasty native natural neat necessary nervous neutral new nice noble noisy
normal nosy notable noteworthy obvious occasional official old ordinary organic orthodox outdoor outstanding painful
particular passionate past peaceful peculiar perfect permanent personal persuasive pictorial plain plausible playful
pleasant plentiful poor popular potential powerful precious precise preliminary premature presentable pretty
primitive private probable problematic productive professional profitable prominent prone proper proud provisional
public pure quick quiet random rapid rare ready real realistic reasonable recent recognizable relaxed relevant
reliable reluctant remarkable remote renowned representative respected respective respectable responsible rich
ridiculous rigorous rigid risky robust romantic rough royal rude ruthless sacred sad safe scared scary scientific
secret sensible sensitive serious severe shiny shy significant silent silly simple simplistic sincere skilled
skillful sleepy slow social sophisticated specific spectacular splendid spontaneous stable steady strange strict
striking strong stubborn stunning stupid stylish subjective substantial subtle successful sudden sufficient suitable
sunny superb unsupervised supportive sure suspicious sweet sympathetic systematic tasty technical technological
tedious temporary terrible terrific theoretical thirsty thorough thoughtful tidy tired tiresome tough traditional
tragic tricky trivial troubled troublesome typical ubiquitous ugly ultimate unable unambiguous unbelievable
uncertain unclear uncommon uncomfortable understandable unexpected unfair unfamiliar unforgettable unfortunate
unhappy unhealthy universal unlikely unpleasant unreasonable unreliable unseen unsure unusual upcoming upset urgent
useful useless usual vague valuable verbal viable vibrant vicious visible visual vital vivid vulnerable weak wealthy
weird widespread wild willing wise witty wonderful wooden worth worthwhile worthy young yummy red green yellow
purple violet pink brown golden silvery turquoise beige maroon

classification classifications classifier classifiers detection detections detector detectors recognition
recognitions recognizer recognizers recogniser recognisers identification identifications verification verifications
localization localizations localisation localisations prediction predictions predictor predictors recommendation
recommendations recommender recommenders summarization summarizations annotation annotations annotator annotators
experimenter experimenters ml mls ai ais perception perceptions cognition cognitions intellect intellects wisdom
wisdoms skill skills talent talents ability abilities capability capabilities expertise expertises experience
experiences habit habits behavior behaviors behaviour behaviours attitude attitudes manner manners culture cultures
tradition traditions religion religions festival festivals ceremony ceremonies wedding weddings birthday birthdays
anniversary anniversaries party parties luck lucks fortune fortunes success successes victory victories defeat
defeats robustness robustnesses generalization generalizations generalisation generalisations overfitting
overfittings underfitting underfittings loss losses metric metrics epoch epoches deployment deployments evaluation
evaluations validation validations competition competitions contest contests leaderboard leaderboards award awards
prize prizes emulator emulators simulator simulators scenario scenarios situation situations circumstance
circumstances environment environments decision decisions choice choices preference preferences option options
opportunity opportunities possibility possibilities likelihood likelihoods confidence confidences assumption
assumptions premise premises conjecture conjectures statement statements symbol symbols terminology terminologies
glossary glossaries acronym acronyms abbreviation abbreviations nickname nicknames citation citations bibliography
bibliographies footnote footnotes copyright copyrights publisher publishers modelling modeling prototyping
brainstorming supervision computation artificial neural nlp cv overfit overfits overfitted underfit underfits
generalise generalises generalize generalizes generalizing converge converges converged converging convergence
accuracy backpropagation backprop feedforward perceptual cognitive computational algorithmic numeric statistical
probabilistic deterministic bayesian frequentist

january february march april june july august september october november december monday tuesday wednesday thursday
friday saturday sunday weekend weekends morning mornings evening evenings afternoon afternoons noon midnight night
nights day days week weeks month months year years spring christmas easter ramadan halloween era eras age ages
moment meantime calendar calendars

guys folks mates buddy pal dude lol haha hmm hm uh um wow oops aha yay btw fyi imo imho tldr asap rsvp etc eg ie viz
nb ps plz pls thx ty greetings congratulations congrats stuck clueless clue clues spoiler spoilers rant rants upvote
upvoted subreddit moderator moderators tia noob noobs eli5 edited kindness whatever whichever whoever whys hows
nonsense reason reasons reasoning ways thing things stuff kinds sort sorts deal trouble troubles bother issue issues
favor favour pity shame joy dream dreams nightmare secrets news detail details info information advice feedback
focus effort efforts energy job jobs career careers life world worlds death birth peace war wars army armies navy
weapon weapons gun guns bomb bombs tank tanks battle battles freedom justice truth society societies community
communities population populations generation generations
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
deformable|shared|sharing|share weights|shares|tied|tying|weight tying|untied|pruned|pruning|prune|sparse|sparsity|
sparsely|quantized|quantised|quantization|quantisation|quantize|distilled|distillation|distill|binarized|binary|
ternary|low rank|factorized|lora|adapter|adapters|frozen|freeze|freezing|unfreeze|unfrozen|finetune|finetuned|
finetuning|fine tune|fine tuned|fine tuning|
asymmetric|asymmetrical|symmetric|octave|circular|circulant|toeplitz|reflect|reflection|reflective|replicate|
replicated|replication|mirrored|wrapped|periodic|partial|gated|dynamic|conditional|steerable|equivariant|capsule|
hypernetwork|mixture of experts|mixture|experts|routed|siamese|twin|twins|ensemble|ensembles|ensembled|bagging|
branch|branches|parallel|in parallel|two stream|towers|nested|recursive|recursively|unrolled|looped|reused|reuse|
reuses|
weighted|weighted average|weighted sum|average|averaged|averages|averaging|median|geometric mean|harmonic mean|
variance|standard deviation|global|local|locally|locally connected|
half|halves|halve|halved|halving|third|thirds|quarter|quarters|quartered|fifth of|tenth|percent|percentage|
percentages|proportional|proportionally|ratio|ratios|per|per cent|times|twice|thrice|double|doubles|doubled|doubling|
triple|triples|tripled|tripling|quadruple|quadrupled|quadruples|fold|tenfold|twofold|threefold|
squared|square root|square|cubed|cubic|cube|sqrt|root|roots|power of|powers|exponent|exponential|exponentially|
logarithm|logarithmic|logarithms|log|ln|log2|log10|modulo|factorial|reciprocal|inverse|inverted|negative|minus|
subtract|subtracts|subtracted|subtracting|multiply by|divided|divide by|dividing|
except|excepting|except for|excepted|exception|exceptions|unless|until|instead|rather|otherwise|but for|apart from|
aside from|besides|barring|save for|other than|all but|unlike|contrary|opposite|conversely|however many|whichever is|
extra|additional|additionally|another|further|leftover|left over|remaining|rest of|remainder|surplus|spare|missing|
lacking|lack|lacks|incomplete|wrong|wrongly|mistake|mistakes|mistaken|mistakenly|incorrect|incorrectly|false|falsely|
faulty|buggy|bug|bugs|error|erroneous|typo|typos|invalid|impossible|misleading|
not|never|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|can't|couldn't|won't|wouldn't|
shouldn't|mustn't|needn't|ain't|cannot|nor|neither|nothing|nobody|nowhere|hardly|scarcely|barely|rarely|seldom|
forbidden|prohibited|
double counted|counted twice|counted once|counted separately|separately|independently|individually|alternately|
alternating|alternate|interleaved|respectively swapped|swap|swapped|swaps|swapping|exchanged|permuted|shuffled|
shuffle|transposed input|rotated by|reversed|reverse|
change|changes|changed|changing|modify|modifies|modified|modifying|alter|alters|altered|vary|varies|varied|varying|
grow|grows|growing|grown|shrink|shrinks|shrinking|shrunk|expand|expands|expanded|expansion|compress|compresses|
compressed|compression|squeeze|squeezed|widen|widened|deepen|deepened|lengthen|shorten|shortened|extend|extended|
extension|enlarge|enlarged|crop|crops|cropped|cropping|trim|trimmed|truncate|truncated|truncates|resize|resized|
resizes|rescale|rescaled|downscaled|upscaled|cut|removed|remove|removes|removing|delete|deleted|deletes|inserted|
insert|inserts|append|appended|appends|prepend|prepended|replaced|duplicated|duplicate|duplicates|copy|copies|copied|
repeat|repeats|repeated|repeating|repetition|repetitions|merge|merged|merging|combine|combines|split|splits|
splitting|chunk|chunks|chunked|tile|tiles|tiled|overlap|overlaps|overlapping|nonoverlapping|
optimizer|optimizers|optimiser|optimisers|optimizer state|optimizer states|adam|adamw|rmsprop|adagrad|adadelta|lion|
momentum|nesterov|sgd|gradient|gradients|gradient checkpointing|checkpointing|checkpoint|checkpoints|recompute|
recomputed|recomputation|offload|offloaded|accumulation|mixed precision|master weights|moments|backward|ema|
exponential moving average|moving average|sharded|sharding|distributed|zero redundancy|tensor parallel|data parallel|
pipeline parallel|speculative|
stereo|mono|binaural|multispectral|hyperspectral|spectral|band|bands|rgba|rgbd|cmyk|alpha channel|transparency|
transparent|infrared|thermal|depth map|depth maps|one hot|bilingual|bigram|bigrams|trigram|trigrams|
odd|even|deep|deeper|shallow|shallower|wide|wider|thin|thinner|thick|thicker|stack|stacks|stacked|residual|residuals|
skip|skips|skipped|skipping|dense block|bottleneck|bottlenecks|inception|squeeze and excitation|maximum|minimum|
minimal|maximal|total of both|stem|trunk|backbone|pyramid|hourglass|ladder|mask|masks|masking|unmasked|
sliding window|windowed|dilate|strided|fused|folded|folding|absorbed
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
