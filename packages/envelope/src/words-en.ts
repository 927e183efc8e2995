// The English word list for codes: our own list of 2,048 words, sorted; a word's index is its 11 bits.
// Frozen: every code already written on paper depends on it, so never add, remove or reorder a word.
export const wordsEn: readonly string[] = (
  'abacus able aboard about above absent acorn acre acrobat actor actress adapt add addition admire ' +
  'adverb afloat after again age agree ahead air airmail album algebra alley almond aloe along alpaca ' +
  'alphabet also always amazed amuse anchor ancient angle animal aniseed ankle anorak another answer ' +
  'antelope anthill antique antler anvil anyone appear apple apricot apron aqua arcade arch area ' +
  'armchair aroma around arrive art artist artwork ascend ashore ask asleep asphalt asteroid athlete ' +
  'atlas atoll attic audience aunt author autumn avenue avocado awake award away awesome awning baby ' +
  'back badger bag bagel baggage bagpipe bakery balance balcony ball bamboo banana bangle banjo bank ' +
  'barber barefoot bargain barley barn baseball bashful basin basket bassoon bat bathtub bay bazaar ' +
  'beach bead beak beam bean bear beauty bed bedding bedpost bedroom bedside bedtime bee beef beehive ' +
  'beeswax beetle before begin behave behind beige bell below bench bend beneath berry beside best ' +
  'better between beyond bib bicycle big bike binder biology birch bird birthday biscuit bison black ' +
  'blanket blend blink blizzard block bloom blossom blot blouse blue blur blush board boat bobbin ' +
  'bobcat boil bold bolt bonnet bonsai bonus book boot bottle boulder bounce bowl bowtie box boy ' +
  'bracelet braid bramble branch brass brave bread breeze brick bridge bright brim bring brisk bronze ' +
  'broom broth brown brunch brush bubble bucket bud buffalo build bulb bulky bull bumper bun bunch ' +
  'bundle bungalow bunny bunting burger burrow bus business busy button buzz cabbage cabin cable cactus ' +
  'cafe cake calendar calf call calm camel canal candle canoe canteen canvas canyon cap capable cape ' +
  'car caramel card cargo caribou carousel carpet carrot cart cascade cashew cassette castle casual cat ' +
  'catch catfish catnap cattle cave cedar ceiling celery cello cement century ceramic cereal chair ' +
  'chalk champion change chapter chart cheese chef cherry chess chew chicken child chimney chin chip ' +
  'chirp chisel choice choose chorus chowder chuckle chunk chutney cicada cinema cinnamon circle citrus ' +
  'city clam clap clarinet class claw clay clean clerk clever click cliff climb clinic clog close cloth ' +
  'cloud clove clump coach coal coast coat cobbler cobweb coconut coffee cogwheel coil coin cold ' +
  'coleslaw collar comb come comfort comic common compass concert cone confetti conifer consider ' +
  'contest cook cool coral cord corn corridor cosmos costume cot cotton couch count couple course ' +
  'cousin cove cowbell crab cradle craft crane crate crawl crayon cream creek cress crib cricket ' +
  'crimson crisp critter crocus crop crown crumb crunch crust cube cucumber cuddle cumin cup cupboard ' +
  'cupcake curious curl curry curtain curve cushion custard cute cutlery cycle cylinder dab daffodil ' +
  'daily dainty dairy damp dance dangle dapper daring dash date daughter day daybreak daylight dazzle ' +
  'december decide deck decorate deep deer degree delight delta denim dentist describe desert design ' +
  'desk develop dew diagram dial diamond diet digit dill dimple dine dinner dinosaur dip dish display ' +
  'distance dive divide dock doctor doily doll dolphin dome domino donate doodle door dormouse dot ' +
  'double dough dove down dozen dragon drain drama draw dream dress dribble drift drink drip drive ' +
  'drizzle drop drought drum dry duck duet dumpling dune dusk dust duvet dwell eagle ear early earplug ' +
  'earring earth easel east easy eat echo eclair eclipse ecology edge edible edit educate eel effort ' +
  'egg eggcup eggshell eight elastic elbow elegant elephant eleven elm emerald empty emu enamel encore ' +
  'endless energy engine enjoy enlarge enormous enough enter entry equal eraser essay estuary evening ' +
  'every exact exam excite excuse exercise exit expand explain express extra eyebrow eyelash fable ' +
  'fabric fabulous face factory fade fair falafel fall family famous fan fancy faraway farm fashion ' +
  'fasten father fawn feather february feed feel feline felt fence fennel fern ferry festival fiction ' +
  'fiddle fidget field fifteen fig figure film filter final finch finger finish first fish fit five ' +
  'fizz flake flamingo flannel flap flask flat flax fleece flicker flint flipper float flock floor ' +
  'florist floss flower fluff fluid flurry flush flute fly foal foam focus fog foil fold folk food ' +
  'football forest forget fork form forty forward fossil fountain four fox fraction freckle freezer ' +
  'fresh fridge friend frill fringe fritter frock frog frolic frosty froth frown frozen fruit fry fudge ' +
  'fun fungus funnel fur furnish furry fussy future gadget galaxy gale gallery game gander garage ' +
  'garden gargle garlic garment garnet gate gather gazelle gear gecko gelato gem genius gentle geology ' +
  'geometry geranium gerbil giant gibbon gift gigantic giggle ginger giraffe girl give glacier glad ' +
  'glance glass glaze gleam glide glimmer glitter globe gloomy gloss glove glow glue goal goat gobble ' +
  'goggles gold golf gong good goose gopher gorge gosling gourd gown grade grain grammar grandma grape ' +
  'grass grater gravy graze grease green grid grill grin grip grocer groom ground grove grow guava ' +
  'guest guide guitar gull gum gumboot gumdrop gust gutter gym gymnast haddock hail hair half halibut ' +
  'hall hammer hamper hamster hand hanger happy harmony harness harp harvest hat hatch hay hayloft ' +
  'haystack hazelnut health heap heart heat heavy hedgehog heel height helium hello hem hen herb herd ' +
  'herring hexagon hiccup hike hill hinge hippo history hive hobby hockey hold holiday hollow home ' +
  'honey hoof hoop hooray hope horizon horn horse hose hospital hotel hotplate hour house hubcap huddle ' +
  'hug huge hum humble humid hundred hungry hurdle husband husk hut hutch hydrant hyphen ice iceberg ' +
  'icecap icicle icing idea igloo iguana image improve inch include index indigo indoors ink inkpot ' +
  'inland inlet insect insole instep invent invite iron island itchy item ivory jacket jam janitor ' +
  'january jar jaw jazz jeans jelly jetty jigsaw job jockey jogger join joke jolly jotter journey joy ' +
  'jug juggle juice jukebox jumbo jump jungle junior kale kangaroo kayak kazoo kebab keep kelp ketchup ' +
  'kettle keyboard kid kilogram kimono kind kiosk kit kitchen kite kitten kiwi knapsack knead knee knit ' +
  'knot knuckle koala label lace ladder ladle lady lagoon lake lamb lamp land lane language lantern ' +
  'laptop larder large lark lasso last latch later latte laugh laundry lava lavender lawn layer layout ' +
  'leaf league leap learn leather ledge leek left leg legend legging lemon lemur lend length lens ' +
  'lentil leopard lesson letter level library lid life lift light lilac lime linen lining link lip ' +
  'lipstick liquid little lively lizard llama load loaf loan lobby lobster local locust lodge loft log ' +
  'logo lollipop lonely long loom loop lorry lotion loud lounge low lowland lozenge luck luggage ' +
  'lukewarm lullaby lumber lunar lunch lung luxury lynx macaroni machine mackerel magenta magnet magpie ' +
  'mail maize mall mammal manatee mandolin mango manner mansion mantis many maple marathon marble mare ' +
  'margin marigold market marmot maroon marsh marzipan mascot mash mat match material mattress maximum ' +
  'maybe meadow meal measure meat mechanic medicine meerkat mellow melon melt memory mend menu merry ' +
  'mesh metal meteor method metro middle mild mile milk mill mimic mince mingle minibus minnow mint ' +
  'minute mirror mist mitten mixture moat mobile model moist molar moment monday monsoon month mood ' +
  'moon moose mop moped morning morsel mosaic moss motel mother motor motto mountain mouse mouth move ' +
  'movie mower mud muffin mug mulberry mulch multiply mumble munch mural murmur muscle museum mushroom ' +
  'music mustard mutton myself nacho nail nanny nap napkin narrow nature nearby neat nectar needle ' +
  'neither nephew nest net netball never newborn newt nibble nice nickel niece nifty night nimble nine ' +
  'noise noodle noon normal north nose nostril notebook nothing notice noun november nozzle nugget ' +
  'nurse nut nutmeg nutshell nylon oak oasis oat oatmeal object oblong oboe obstacle ocean octagon ' +
  'octopus offer often oil okra old olive one onion online only open option orange orbit orchard ' +
  'ordinary oregano origami ornament osprey ostrich other otter ounce outdoor outfit outline outside ' +
  'oval oven over owl oxen oxygen oyster pack pad paddle page painter palace palette palm pan pancake ' +
  'panda panel pantry papaya paper paprika parasol parent park parrot parsley part pasta patch path ' +
  'patio pattern pause pavement paw peach peak peanut pearl pebble pecan peel pelican pen pencil ' +
  'pendant penguin people pepper perfume perhaps person petal petunia pewter pharmacy pheasant phone ' +
  'physics piano piccolo pickle picnic picture pie piece pier pile pillow pin pinball pinch pine pink ' +
  'pinwheel pitch pixel pizza place plant plaster plate play plaza please plenty pliers pluck plug plum ' +
  'plunger plural plus plywood pocket podium poem poet point polar polite polka pollen polo polygon ' +
  'pomelo pompom poncho pond pony pool popcorn poplar popular porch porridge porter possum post pot ' +
  'potato pothole pottery pouch poultry pour prairie pram prawn precious prepare present pretzel price ' +
  'primrose print problem produce promise prong proof proud prune puddle puff pull pulp pumpkin pupil ' +
  'purple purr purse push putty puzzle pyramid quail quality quarter quick quilt quince quiz rabbit ' +
  'race racket radish raft railway rain raisin rake ramble ramp ranch rapid rare rattle ravioli reach ' +
  'ready reason rebuild recipe recycle red reduce redwood reef referee refill reflect refresh regular ' +
  'rehearse reindeer relay relish remain remember renew rent repair repeat reptile respect rest result ' +
  'return reuse review rewind rhino rhombus rhyme rib ribbon rice riddle ride ridge ring rink rinse ' +
  'ripe ripple risotto river road roam roar roast robe robot rock rodeo roller roof room rooster root ' +
  'rosette rosy rough round rowboat rudder ruffle rug rugby ruler runner rust sack safari saffron sage ' +
  'sailor salad salmon salsa salt samosa sample sandal sapling sardine sarong sash satchel satin saucer ' +
  'sauna save sawdust sawmill scale scarf scenery school science scissors scone scoop score scratch ' +
  'screen scribble scroll scrub scuba sculptor sea seabird seafood seagull seahorse seaport season seat ' +
  'seaweed second seed seesaw select semolina sequin serve sesame set seven sewing shack shade shallow ' +
  'shampoo shape share shawl shed sheep shelf shepherd sherbet shift shimmer shine ship shirt shoe shop ' +
  'shore shoulder shovel shower shrimp shrub shuffle shutter sibling side sieve silk silver simmer ' +
  'simple singer sink sip six sixteen size sizzle skate sketch skip skirt skittle sky skylark slab ' +
  'slate sled sleeve slender slice slide slim slipper slope sloth slow slumber small smart smell smile ' +
  'smooth snack snail snap sneeze snooze snore snow snug soak soap soccer socket soda sofa soft soggy ' +
  'soil solar solid solo solve sonata song soon soothe sorbet sort sound soup sour soybean space ' +
  'spanner sparrow spatula speckle sphere spice spider spinach spiral splash splendid sponge spoon ' +
  'sport spout spray spread spring sprout spruce square squeeze squid stable stack stadium staff stage ' +
  'stair stamp stand staple star station stay steam steep stem stencil step stereo stew sticky stitch ' +
  'stomach stool stopper story stove straw stream string strong student stump sturdy style subject ' +
  'subtract suburb subway success sugar suggest suit sumac summer sun sunbeam sundial sunhat sunlight ' +
  'sunrise sunshine suntan supper surf surprise sushi swallow swamp swan swap sweater sweet swift swim ' +
  'swing swirl switch swivel syrup table tackle taco tadpole tahini tailor take talent tall talon tame ' +
  'tandem tangle tap tassel taste taxi tea teacher teak team teapot teaspoon teddy teenager tempo ten ' +
  'tennis tent test textbook thank thatch thaw theme thick thimble thin thirty thistle thorn thousand ' +
  'thread thrive throw thumb thunder thursday tiara ticket tide tidy tie tight tile timber time tin ' +
  'tinfoil tingle tinsel tint tiny tiptoe tissue title toad toast toboggan today toddler toe toenail ' +
  'toffee tofu together tomato tomorrow tongs tonight tool tooth top topaz topic topsoil torch tortoise ' +
  'toucan tour towel town toy toybox toyshop tractor trade traffic train tram travel tray treasure ' +
  'treble tree trek trellis triangle tricycle trifle trim trinket trio trip trolley trombone trophy ' +
  'trot trousers trowel truck trunk try tube tuesday tuft tugboat tulip tumble tummy tuna tundra ' +
  'turmeric turnip turtle tusk tutor tutu tuxedo tweezers twelve twenty twice twig twilight twin twirl ' +
  'twist two type typist ukulele umbrella umpire uncle uneven unfold unicycle universe unpack unplug ' +
  'unroll untidy unusual unwrap uphill upland upright upside upstairs useful usual utensil vacuum ' +
  'valley value valve van vanilla varnish vase vast veggie velvet vent veranda verb vertical very vet ' +
  'view village vinegar vinyl violin visitor visor vista vitamin vivid volcano volume voucher voyage ' +
  'waddle wade wafer waffle wagon waist waiter walk wallet walnut walrus waltz wardrobe warm washer ' +
  'wasp water wave wavy wax wealth wear weather weave web website wedding wedge week weight welcome ' +
  'well wet wetland whale wharf wheat wheel whirl whisker white wicker wide width wife wig wiggle wild ' +
  'willow winch window wing winter wipe wish wisp witty wobble wok wombat wonder wooden wool workshop ' +
  'world worry woven wrap wrench wriggle wrinkle wrist write yak yam yard yarn yawn year yeast yellow ' +
  'yes yogurt yolk young yummy zebra zero zest zigzag zinc zipper zoo'
).split(' ')
