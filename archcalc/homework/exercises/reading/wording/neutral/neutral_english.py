"""English words that bear on no number of an exercise, and those that change what is asked."""

NEUTRAL = """
feature value gate gates position forward choice choices chain print prints score scores tagger opening khz profiling
recurrence displayed summary layernorm vec gamma beta γ β stored keep kept row rows entry bottleneck stacked excitation
a an the this that i you he she it we they me him her us them my your his its our hers ours who whom oneself am is are
was were be been do does did done has have had can may must will need needing of in at by for as if though when whether
via upon despite here thus so such very too also however therein yet already soon now tonight ever formerly anywhere
maybe honestly frankly well fine ok okay oh ah hey hi hello bye goodbye yeah yep welcome dear sir madam mr mrs ms dr
it's i'm he's i've i'd he'd she'd we'd i'll he'll she'll that'll it'd y'all actively aptly arguably badly bravely
broadly calmly casually cleverly curiously eagerly fast firmly gently gladly greatly happily hastily humbly largely late
lazily legally likely loudly mainly mentally mildly mostly neatly newly nicely notably openly plainly politely poorly
promptly publicly quickly quietly readily reliably sadly secretly securely sensibly silently smoothly steadily strictly
subtly swiftly tightly urgently usefully vaguely vastly verbally vividly warmly wisely aloud ago revise revises revised
forgets memorise grasp grasps grasped master masters enrol enrols enroled enroll enrolls lecture tutored coaches coached
instruct educate educates mentor mentors advise advises advised assists help guides guided guiding grading mark marking
assesses examine examines test quiz quized quizing submit submits hand hands handed handing assign assigns ask asks
responds replies replied student students freshmen postdocs scholar scholars dean deans trainers trainee trainees
interns novice novices amateur amateurs newcomer newbies courses seminars session sessions exam exams midterms problems
task handout handouts chapters appendix note syllabus syllabi hint tip tips credits deadline degree degrees diploma
diplomas theses essays poster posters talk campus campuses lab labs faculty colleges academy schools symposia journals
articles preprint blog blogs post thread threads forum forums debate debates faq faqs wiki wikis math geography geology
ecology algebra calculus geometry logic bachelor phd bsc msc postgrad resit makeup oral stepwise worked ungraded
optional elective made draft drafts drafted plan outlines pick picked prefers use uses used code codes type types
compile compiles launch launches launched begun commence finishes publish release releases deploys installs set sets
call calling title titles titling refer cite cites citing quote quotes quoted quoting tell told say says said spoke
spoken talked argued arguing assert asserts look looks watches watched viewing inspects proven persuade show displays
plot plots plotted draw drew records monitors tracks tracked estimate find figured deduces deduced infers acquires
collects prepares arrange arranges organize organise manages managed work serve serves served serving act acts acted
behaves behaved contact contacts suppose guessed hope hoped hoping wish wished wishing want wanting like liking love
loves loved loving hate hates hated hating enjoys enjoyed admire admires admired fear fears feared fearing worries
doubts doubted trusts care cares cared caring mind minds minded minding know knew realises realizes locates localize
localise analyzes optimise enhance enhances enhanced refine refines refined polish polishes polished fix fixes fixing
tackle tackles tackled address attempts try aim aims aimed aiming struggle fail failed failing confuses puzzles amaze
amazes amazed bore bores bored boring annoy annoys annoyed clarify stress stresses implied signify phrased admit admits
agrees agreed disagree approve approves permit permits allow allows allowed let lets leted leting enable enables enabled
prompt prompts motivate inspire inspires excite excites excited pleases pleased thanked greet greets greeted welcomes
invite invites invited visit visits visited meet meets met lead led go goes went gone come came arrive arrived walk
walked walking drives drove driven ride rides rode ridden riding fly flies flew flown flying travels sail sails sailed
sailing swim swims swam swum climb climbs climbed dance dances danced dancing sing sings sang sung play plays played
playing game gamed gaming win wins won winning compete competes race races raced racing cook cooks cooked cooking bake
bakes baked baking eat eats ate eaten eating drink drinks drank drunk taste tastes tasted tasting smell smells smelled
hear hearing listen listens sleeps slept wake wakes woke woken waking sit sits sat stand stood live lived die dies died
dying existed emerge emerges emerged arose arisen feel felt feeling touch touches touched hold held carries take took
send sends sent sending posting ship shipped orders ordered buy buys bought buying sell sells sold selling pay pays paid
paying spends spent earn earns earned earning rent rents rented renting hire hires hired hiring borrow borrows lend
lends lent lending donate donates donated trade trades traded trading invest invests bank banked banking insure insures
insured sign signing swear swears sweared promise promises promised warn warns warned threaten protect protects secures
secured guard guards guarded defend defends attack attacks hack hacks hacked hacking steal steals stole stolen cheat
cheats cheated search searches searched seek seeks seeking explores wait waits waited waiting hurry hurries hurried rush
rushes rushed rushing delay delays delayed wash washes washed washing cleans cleaned wear wears wore worn wearing dress
dresses dressed sew sews sewn sewing peel peels peeled peeling harvest harvests planted waters watered farm farms farmed
farming fish fished fishing hunt hunts hunted hunting mines mined mining drill drills drilled weld welded welding paints
painted scan paste pastes pasted pasting uploads download browse browses browsed click clicks clicked press presses
pressed push pushes pushed pushing pull pulls pulled pulling throw throws threw thrown catch catches caught kick kicks
kicked kicking hit hits hitting shoot shoots shot burn burns burnt burned melt melts melted melting boil boils boiled
boiling heat heats heated heating cool cools cooled cooling warm warms warmed warming rain rains rained raining snow
snows snowed snowing shine shines shone shining glow glows glowed glowing flash flashes flashed rings rang rung knock
knocks knocked whisper whispers shout shouts shouted scream screams laugh laughs laughed smiles smiled smiling cry cries
cried crying yell yells yelled yelling joke jokes joked joking tease teases teased teasing kiss kisses kissed kissing
hug hugs huged huging marry marries married divorce divorces born borns borned borning heal heals healed healing treats
inject injects hurt hurts hurting injure injures injured kill kills killed killing rescue rescues rescued vote votes
voted voting elect elects elected govern governs governed regulate judges judged judging accuse accuses accused arrest
arrests arrested jail jails jailed jailing resign resigns retire retires retired promote promotes marketed sponsor
sponsors fund funds funded funding finances audit audits audited unload unloads equip equips repair repairs recycle
recycles pollute pollutes polluted sustain sustains sow sows sowed sowing irrigate spray sprays sprayed breed breeds
breeded graze grazes grazed grazing milk milks milked milking shear shears sheared navigate steer steers steered brake
brakes braked braking park parks parked orbit orbits orbited land lands landed landing sense senses sensed sensing
transmit broadcast emit emits emited emiting hum hums humed huming buzz buzzes buzzed buzzing chat chated chating text
texted texting emailed tweeted annotate moderate register login logins logined laptops desktop desktops tablet tablets
gpu gpus cpu cpus tpu tpus npu npus fpga fpgas asic asics chip boards gadget gadgets screens keyboard mice printer
printers scanners webcams headset headsets speakers actuator cable cables router routers modem modems antenna antennas
app apps toolkits tool toolbox plugins repo repos warnings compiler terminal console consoles editor editors ide ides
browsers webpage webpages homepage portal portals platform corpora archive archives folder folders chart charts method
methods strategy demo upgrade upgrades licenses user clients coder coders hacker hackers admin admins analyst analysts
designer testers vendor vendors scipy pandas jax flax mxnet caffe theano sklearn cuda cudnn onnx tensorrt openvino
tflite coreml amd intel qualcomm amazon meta facebook openai deepmind ibm oracle samsung huawei baidu tencent alibaba
sony bosch siemens tesla toyota bmw mercedes boeing airbus nasa esa uber netflix spotify twitter tiktok whatsapp
telegram linkedin gitlab discord slack zoom ieee acm nips icml iclr cvpr iccv eccv aaai ijcai acl emnlp naacl icassp edx
linux macos ubuntu ios unix java matlab julia rust golang fortran haskell scala swift kotlin perl ruby php html css sql
json yaml xml csv pdf latex markdown docker git imdb yale eth epfl cornell columbia carnegie mellon toronto mcgill
montreal tsinghua peking tum kit inria cnrs imperial ucl delft leuven zurich munich berlin hamburg vienna paris lyon
madrid lisbon rome milan london dublin oslo stockholm helsinki warsaw prague budapest athens istanbul beirut amman
riyadh dubai tehran delhi mumbai beijing shanghai shenzhen taipei seoul tokyo kyoto sydney auckland mexico bogota lima
santiago havana brazil chile peru canada america usa uk germany france spain italy austria poland sweden norway denmark
finland belgium greece turkey egypt morocco tunisia algeria lebanon iraq iran israel india china japan korea taiwan
vietnam thailand malaysia africa asia europe kenya nigeria ghana ethiopia russia ukraine spanish italian dutch swedish
danish finnish czech greek russian arabic hebrew persian turkish hindi urdu bengali tamil chinese mandarin japanese
korean thai latin swahili african american european asian british canadian indian mexican egyptian swiss austrian irish
scottish bob dave david eve frank grace heidi ivan judy mallory oscar peggy trent victor walter anna ann anne amy amir
ali omar leila yasmin hassan hussein khalid aisha mary martha martin matthew michael mike mia mei ming li wei wang chen
liu yang zhao lin lee kim sato yuki hiro akira raj ravi anil sara samuel sam samantha sophie sophia stefan stephan steve
susan tom thomas tim tina tobias paul paula petra philip pablo juan jose luis luca lucia laura lena leo leon liam lisa
louis emma emily eric erik elisa ella ethan eva fiona florian george georg gina hannah hans harry helen henry igor
ingrid irene isabel jack jacob james jan jane janet jason jean jenny jens jessica jim joan joe john johan jonathan
joseph josh julian julie karen karl kate katie kevin klaus kurt nadia natalie nick nicole nina noah nora olga oliver
otto rachel rebecca richard robert robin roger rosa ruth ryan simon sven tanya theo ursula uwe valentina vera veronica
vladimir william wolfgang zoe zara diego sergio miguel javier carmen jacques camille chloe antoine francois giulia
matteo smith jones miller williams davis garcia martinez lopez muller schmidt meyer weber ng turing shannon gauss euler
newton einstein darwin fourier laplace bayes markov vapnik minsky papert ioffe hubel wiesel man men kid kids baby boy
boys girl girls teenager adult adults parents mothers fathers son sons daughter brothers sisters sibling siblings uncles
aunt aunts cousin cousins nephew nephews niece nieces husband husbands wife wives stranger guest guests host hosts
citizen citizens resident tourist tourists captain captains sailor sailors soldier soldiers officers lawyers witness
criminal victim victims prisoner king kings queen queens princes princess president minister diplomat reporter writers
poet poets novelist painter painters sculptor actor actors actress director singer singers composer dancer dancers
referee referees champion winner winners loser losers nurses surgeons dentist dentists chemists gardener shepherd baker
bakers butcher butchers chef chefs waiter waiters barista baristas tailor tailors plumber plumbers mechanic welder
welders miner miners builder builders boss bosses owner owners employee worker workers clerk clerks banker bankers
broker brokers trader traders investor salesman salesmen seller sellers buyer buyers supplier courier couriers postman
postmen volunteer startups firm firms agency agencies club clubs team offices shop shops mall malls cafe cafes hotels
hostel hostels hospital clinics pharmacy surgery gallery theatre theatres theater theaters cinema cinemas stadium
stadiums gym gyms church churches mosque mosques temple temples castle castles palace palaces road avenue avenues
highways motorway pavement sidewalk harbour harbours harbor harbors railways bus tram trams taxi taxis car cars lorry
lorries van vans bike scooter scooters boat boats ferry ferries yacht yachts rockets satellite star comet comets
asteroid sun suns earths universe city cities town towns village villages suburb suburbs district county counties
province nation nations island islands coast coasts beach beaches sea seas oceans lake lakes rivers pond ponds hill
hills valley valleys desert deserts forests jungle jungles meadow meadows gardens barn barns orchard orchards vineyard
home homes kitchens bathroom bedroom bedrooms garage garages basement roof roofs stair stairs elevator desk desks bed
beds sofa sofas lamp lamps clock clocks cup cups glass glasses knife knives spoon spoons pan pans pot pots oven ovens
fridge fridges vacuum vacuums broom brooms bag bags basket baskets suitcase backpack wallet wallets purse purses
umbrella hat hats shirts shoe sock socks coat coats jacket jackets glove gloves scarf scarves necklace toy toys doll
dolls ball balls balloon balloons chesses oranges lemon lemons lime limes cherry cherries grape grapes melon melons
peach peaches plum plums mangos coconut coconuts olive olives avocado avocados carrot carrots onion onions cucumber
pepper peppers lettuce lettuces cabbage cabbages spinach pea peas pumpkin pumpkins garlic garlics almond almonds walnut
walnuts peanut peanuts cereal cereals berry berries breads cake cakes cookie cookies biscuit biscuits pizzas burger
burgers sandwich sausage sausages egg eggs cheeses sauce sauces soup soups salad salads noodle noodles meal meals lunch
lunches dinner dinners supper suppers snack snacks dessert desserts coffees tea teas juice juices beer beers wine wines
recipe recipes barley rice corn soy soybean soybeans cotton sugar salt butter meat beef pork ham bacon pasta honey
chocolate food yogurt flour pet pets dog dogs cat cats puppy puppies kitten kittens cow cows bull bulls calf calves pony
ponies donkey donkeys mule mules camel camels sheeps goat goats lamb lambs pig pigs piglet piglets hen hens rooster
roosters duck ducks goose geese bird eagle eagles hawk hawks owl owls parrot parrots pigeon pigeons sparrow sparrows
penguin penguins ostrich swan swans seagull seagulls shark sharks dolphin dolphins salmon salmons trout trouts tuna
tunas crab crabs lobster lobsters shrimps octopus snail snails turtle turtles tortoise frog frogs toad toads snake
snakes lizard lizards dinosaur bee bees wasp wasps ant ants mosquito moth moths beetle beetles ladybug ladybugs spider
spiders worm worms lions tigers leopard leopards cheetah cheetahs panther panthers giraffe giraffes rhino rhinos hippo
hippos monkeys ape apes gorilla gorillas bear bears wolf wolves fox foxes deer deers moose mooses rabbit rabbits hare
hares squirrel hedgehog beaver beavers otter otters badger badgers rat rats hamster hamsters kangaroo koala koalas panda
dragon dragons unicorn unicorns monster monsters oak oaks palm palms bush bushes shrub shrubs grass grasses weed tulip
tulips daisy daisies orchid orchids lily lilies leaf trunks pollen pollens petal petals poultry illness sickness viruses
germ germs fever fevers cough coughs headache pain pains injury injuries wound wounds fracture skull skulls rib ribs
muscle muscles tendon tendons nerve nerves skin skins mole moles tumours cancers melanoma nodule nodules polyp polyps
cyst cysts ulcer ulcers stroke strokes seizure seizures allergy asthma asthmas covids malaria malarias dementia anemia
anemias glaucoma cataract symptoms syndrome disorder therapy drug drugs pill pills vaccine vaccines implant implants
biopsies smear smears specimen urine urines tissues hearts brains lung livers kidneys stomach bladder bladders retinas
eye eyes ear ears nose noses mouth mouths lip lips chin chins cheek cheeks forehead hair hairs elbow elbows finger
fingers thumbs chests breast breasts belly bellies hip hips leg legs knee knees ankle ankles toe toes body bodies mri ct
ecg ekg eeg emg xray oncology surgical sick ill wellness hygiene chronic acute infected cytology proteins dna rna gene
genomes genetic enzyme enzymes antibody motor motors engine engines turbine turbines pump pumps valve valves screw
screws bolt bolts crane cranes dent dents failure failures steel steels metal metals plastic plastics rubber rubbers
ceramic ceramics textiles fabrics leathers diode diodes windmill dam dams reactor reactors refinery quarry quarries
tanker tankers cargo cargos pallet pallets shelf shelves barcode barcodes tender tenders salary salaries wage wages
bonuses tax taxes loan mortgage debt debts dividend currency banknote payment payments purchase sale sales discount
profit profits revenue revenues income incomes expense expenses frauds scam scams risk risks surveys election campaign
law laws trials evidence visa visas booking bookings flight flights journey journeys holiday holidays vacation storm
storms wind winds thunder thunders tornado tornados flood floods drought droughts volcano eruption wildfire glacier
glaciers iceberg icebergs climate climates seasons summers autumn autumns winters sunrise sunrises sunset sunsets
sunshine shadow shadows rainbow rainbows fog fogs fuel fuels oil oils petrol petrols diesel diesels coal coals gas gases
hydrogen oxygen oxygens carbon carbons nitrogen uranium uraniums copper coppers aluminium lithium lithiums stone stones
sand sands mud muds dust dusts smoke smokes flame flames magnet magnets atom atoms electron proton protons particle
collider quark quarks photons theory theories theorem theorems lemma lemmas proof proofs idea ideas notion notions
insight insights belief beliefs fact goal challenge obstacle trick tricks benefit benefits drawback maritime nautical
economic national federal regional rural urban suburban coastal alpine tropical arctic electric nuclear atomic optical
magnetic robotic wireless portable handheld analog analogue virtual cyber crypto bitcoin forestry tourism catering
aviation safety privacy ethics fairness song concert concerts choir choirs playlist podcasts audiobook speeches accent
accents dialect dialects musics pianos guitars violin violins cello cellos flute flutes trumpet trumpets drum harp harps
earphone subtitle envelope postcard hashtag hashtags magazine novels tale tales fable fables poem poems poetries lyric
rhyme rhymes sonnet sonnets drama dramas comedy comedies tragedy trailer trailers hero heroes villain villains wizard
wizards witch witches treasure pirate pirates ghost ghosts zombie zombies vampire vampires alien aliens anime animes
avatar avatars meme selfie selfies statue statues mosaic mosaics pottery hobby hobbies soccer soccers baseball tennis
tennises golf golfs hockey hockeys rugby rugbies boxing boxings wrestling judo judos karate karates skiing skiings
skating skatings marathon medal medals trophy trophies joystick arcade arcades enemy enemies opponent lottery casino
casinos jackpot jackpots tetris pacman mario pokemon lego jazz blues folk rock vocal lyrical poetic literary semantic
lexical phonetic ironic hateful toxic abusive spam phishing fake mood moods humor humour irony sarcasm gossip rumor
rumour lidars radars sonars gripper grippers signpost kerb kerbs curb curbs tyre tyres tire tires bumper bumpers
seatbelt airbag airbags cockpit cockpits rotor rotors fuselage runway runways parachute cosmonaut rover rovers lander
landers crater craters mission missions landings takeoff takeoffs docking dockings rooftop rooftops skyline skylines
able absurd afraid aged alive angry anxious apparent artistic ashamed asleep awesome awful awkward bad beloved bitter
blind bold brave busy calm careless cautious charming cheerful chief civil clumsy cold concise concrete costly crazy
creative crucial cruel customary cute decisive delicate dirty diverse domestic doubtful dramatic dumb eager easy
eccentric efficient elderly eligible eminent eternal ethical evident exotic fabulous fair faithful far feasible flexible
foolish friendly fun furious generous gifted glad glorious good gorgeous gradual guilty happy hard harmful harmless
historic holy honest hopeful horrible hot humble hungry idle illegal indoor informal innocent insane jealous jolly keen
kind lazy lively lonely loud lovely loyal lucky mad magic magical main mature mere messy mild naked nasty native neat
nervous neutral new nice noble nosy notable old organic orthodox outdoor painful past peaceful peculiar playful pleasant
plentiful poor precious probable prone proud pure quick random rare real relaxed renowned rich rigorous rigid risky
romantic royal rude ruthless sacred sad safe scared scary severe shiny shy silent sincere skilled skillful sleepy slow
splendid stable steady striking strong stubborn stunning stylish sudden sunny superb sure sweet tasty tedious terrible
terrific thirsty tidy tired tiresome tragic troubled ugly unable uncommon unfair unhappy unlikely unsure unusual upset
urgent useful useless vague verbal viable vibrant vicious vital vivid weak wealthy wild wise witty wooden worthy yummy
red yellow purple violet pink brown silvery beige maroon ml mls ai ais wisdoms skill skills talent talents habit habits
behavior attitude manner manners culture cultures tradition religion festival ceremony weddings birthday parties luck
lucks fortune fortunes success victory defeat defeats loss losses metric metrics epoch epoches contest contests award
awards prize prizes emulator simulator premise premises symbols glossary acronym acronyms nickname footnote neural nlp
cv overfit overfits underfit accuracy backprop numeric bayesian january february march april june july august october
november december monday tuesday thursday friday saturday sunday weekends mornings evenings noon midnight nights day
days week weeks month months year years easter ramadan era eras age ages meantime calendar guys mates buddy pal dude lol
haha hmm hm uh um wow oops aha yay btw fyi imo imho tldr asap rsvp etc eg ie viz nb ps plz pls thx ty congrats clueless
clue clues spoiler spoilers rant rants upvote upvoted tia noob noobs eli5 edited kindness whoever whys hows nonsense
ways kinds sort sorts deal troubles bother favor favour pity shame joy dream dreams secrets news info feedback efforts
energy job jobs career careers life death birth peace war wars army armies navy weapon weapons gun guns bomb bombs tank
tanks battle battles freedom justice
"""
"""Words that may stand in an exercise without changing a figure, by topic."""

CHANGES = """
deformable|shared|sharing|share weights|shares|tied|tying|weight tying|untied|pruned|prune|sparse|sparsity|quantized|
quantised|quantization|quantisation|quantize|distilled|distillation|distill|binarized|binary|ternary|low rank|
factorized|lora|adapter|frozen|freeze|unfreeze|unfrozen|finetune|fine tune|fine tuned|fine tuning|asymmetric|
asymmetrical|symmetric|octave|circular|circulant|toeplitz|reflect|reflection|reflective|replicate|replication|mirrored|
wrapped|periodic|partial|gated|dynamic|conditional|steerable|equivariant|capsule|hypernetwork|mixture of experts|
mixture|experts|routed|siamese|twin|ensemble|bagging|branch|parallel|in parallel|two stream|towers|nested|recursive|
unrolled|looped|reuse|weighted|weighted average|weighted sum|average|median|geometric mean|harmonic mean|variance|
standard deviation|global|local|locally connected|half|halve|halved|third|quarter|fifth of|tenth|percent|percentage|
proportional|ratio|per|per cent|times|twice|thrice|double|doubled|triple|tripled|quadruple|fold|tenfold|twofold|
threefold|square root|square|cubic|cube|sqrt|root|power of|powers|exponent|exponential|logarithm|logarithmic|log|ln|
log2|log10|modulo|factorial|reciprocal|inverse|inverted|negative|minus|subtract|multiply by|divided|divide by|dividing|
except|except for|exception|unless|until|instead|rather|otherwise|but for|apart from|aside from|besides|barring|
save for|other than|all but|unlike|contrary|opposite|conversely|however many|whichever is|extra|additional|another|
further|leftover|left over|remaining|rest of|remainder|surplus|spare|missing|lack|incomplete|wrong|mistake|mistaken|
incorrect|false|faulty|buggy|bug|error|erroneous|typo|invalid|impossible|misleading|not|never|don't|doesn't|didn't|
isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|can't|couldn't|won't|wouldn't|shouldn't|mustn't|needn't|ain't|cannot|
nor|neither|nothing|nobody|nowhere|hardly|scarcely|barely|rarely|seldom|forbidden|prohibited|double counted|
counted twice|counted once|counted separately|separately|independently|individually|alternate|interleaved|
respectively swapped|swap|exchanged|permuted|shuffle|transposed input|rotated by|reverse|change|modify|modifies|
modified|alter|vary|varies|varied|grow|grown|shrink|shrunk|expand|expansion|compress|compression|squeeze|widen|deepen|
lengthen|shorten|extend|extension|enlarge|crop|trim|truncate|resize|rescale|downscaled|upscaled|cut|remove|delete|
insert|append|prepend|replaced|duplicate|copy|copies|copied|repeat|repetition|merge|combine|split|chunk|tile|overlap|
nonoverlapping|optimizer|optimizers|optimiser|optimizer state|optimizer states|adam|adamw|rmsprop|adagrad|adadelta|lion|
momentum|nesterov|sgd|gradient|gradients|gradient checkpointing|checkpoint|recompute|recomputation|offload|accumulation|
mixed precision|master weights|moments|backward|ema|exponential moving average|moving average|sharded|sharding|
distributed|zero redundancy|tensor parallel|data parallel|pipeline parallel|speculative|stereo|mono|binaural|
multispectral|hyperspectral|spectral|band|rgba|rgbd|cmyk|alpha channel|transparency|transparent|infrared|thermal|
depth map|depth maps|one hot|bilingual|bigram|trigram|odd|even|deep|shallow|wide|thin|thick|stack|residual|skip|
dense block|bottleneck|inception|squeeze and excitation|maximum|minimum|minimal|maximal|total of both|stem|trunk|
backbone|pyramid|hourglass|ladder|mask|unmasked|sliding window|windowed|dilate|strided|fused|absorbed
"""
"""Words and phrases, with | between them, that change figures in a way that has to be understood."""
