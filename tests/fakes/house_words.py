"""Words for a made-up library: titles in many alphabets, names of people, genres, studios."""

ADJECTIVES = (
    "Silent", "Northern", "Paper", "Golden", "Midnight", "Broken", "Distant", "Hollow", "Salt", "Borrowed", "Electric",
    "Wandering", "Crooked", "Tender", "Ninth", "Bitter", "Velvet", "Frozen", "Unwritten", "Glass",
)  # fmt: skip
NOUNS = (
    "Harbour", "Orchard", "Signal", "Winter", "Cartographer", "Lighthouse", "Parade", "Echo", "Mountain", "Letters",
    "Kingdom", "Ferry", "Garden", "Astronomer", "Tide", "Circus", "Inheritance", "Weather", "Quarry", "Understudy",
)  # fmt: skip
FORMS = (
    "{a} {n}", "The {a} {n}", "{n} of {m}", "A {a} {n}", "{n}", "The {n}", "{a} {n} and the {m}", "No {m} in the {n}",
    "{n}: {a} {m}", "Seven {n}s",
)  # fmt: skip
ODD_TITLES = (
    "Q", "Oz & Ida", "9", "1408 Metres", "Über den Dächern", "Élise et le Phare", "Ångström", "¿Quién Llama?",
    "Тихая гавань", "Северный ветер", "Ο Φάρος της Νύχτας", "Λευκός χειμώνας", "منارة الشمال", "מגדלור הצפון",
    "灯台の手紙", "北方的果园", "등대지기", "ღამის ნავსადგური",
    "The Extraordinary and Entirely Truthful Account of a Lighthouse Keeper Who Counted the Waves Until They Stopped",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "Wait… What?!", "S.O.S. 47°N", "…and Then Snow",
    "Señorita Tormenta", "Łódź o świcie", "Çınar Sokağı", "Đường về nhà", "Þögn",
)  # fmt: skip
SHOW_TITLES = (
    "Tidewater", "The Night Bureau", "Low Orbit", "Marrow & Stone", "Kingsbridge", "Small Gods", "Switchyard",
    "Der letzte Leuchtturm", "Дом у моря", "Το Νησί", "بيت البحر", "深夜食卓", "Æther", "X",
    "The Complete and Unabridged Chronicles of the Harbour Police, Volume Two: The Winter Files",
)  # fmt: skip
BAND_FORMS = ("The {a} {n}s", "{n} Trio", "{a} {n}", "{p} Quartet", "{p}", "{n} & {m}", "DJ {n}", "{p} and the {n}s")
ODD_ARTISTS = ("Ö", "Кино ночи", "Björk Sveinsdóttir", "Φως", "فرقة الميناء", "!!?", "K", "Sigur Þór")
SONGS = (
    "Overture", "Slow Light", "Ferry Song", "What the Keeper Saw", "Undertow", "Paper Boats", "Interlude", "Salt",
    "Every Window in This House Is Facing the Sea and None of Them Will Open", "Coda", "Вечер", "Letter Home",
)  # fmt: skip
FIRST_NAMES = (
    "Ada", "Amélie", "Bao", "Carla", "Chidi", "Dmitri", "Elif", "Fiona", "Guðrún", "Hiro", "Ines", "Jamal", "Katya",
    "Lars", "Mirela", "Noor", "Oisín", "Priya", "Rafael", "Søren",
)  # fmt: skip
LAST_NAMES = (
    "Okafor", "Lindqvist", "Marchetti", "Petrova", "Nakamura", "O'Sullivan", "García Márquez", "Haddad", "Novak",
    "Bergström", "Adeyemi", "Dubois", "Yılmaz", "Kowalczyk", "Fischer", "Rahman", "Silva", "Tanaka", "Weiss", "Zhou",
)  # fmt: skip
ROLES = (
    "The keeper", "Captain Roe", "Young Ida", "Inspector Vance", "Mother", "The stranger", "Himself", "Doctor Amsel",
    "Narrator", "A very tired telegraph operator with an opinion on everything",
)  # fmt: skip
GENRES = (
    "Drama", "Comedy", "Thriller", "Science Fiction", "Documentary", "Animation", "Crime", "Romance", "Horror",
    "Western", "Fantasy", "Mystery", "War", "Family", "Adventure", "History",
)  # fmt: skip
MUSIC_GENRES = ("Rock", "Jazz", "Electronic", "Classical", "Folk", "Hip-Hop", "Ambient")
STUDIOS = ("Pier Pictures", "North Lantern", "Harbour Television", "Studio Kite", "Quay Films", "Bureau of Pictures")
TAGS = ("lighthouse", "sea", "based on a novel", "slow", "black and white", "heist", "festival winner", "road movie")
COLLECTIONS = ("The Lighthouse Trilogy", "Night Bureau Collection", "Tales of the Quay")
CERTIFICATES = ("", "PG-13", "R", "FSK 12", "FSK 16", "PG", "TV-MA")
OVERVIEWS = (
    "A keeper who has not left the rock for nine years finds a message that is older than the lamp.",
    (
        "Two sisters inherit a ferry, a debt and a dog, in this order, and have until spring to give back one of them. "
        "What begins as a bet over who can sell the boat first becomes the longest summer the island has known, and "
        "neither of them is quite sure any more who is staying for whom."
    ),
    "Nobody believes the night clerk. Then the lights go out.",
    "",
)
TAGLINES = ("Keep it lit.", "", "Some doors only open outwards.", "The sea returns everything.", "")
