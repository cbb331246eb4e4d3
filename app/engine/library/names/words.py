"""The technical words of release names, as data: what they mean, and whether one alone ends a title.

Each row is (class, value, phrases). Phrases are lower case, their words parted by one blank; "|" parts phrases.
"""

Row = tuple[str, str, str]

# One of these alone shows that the title is over.
STRONG: tuple[Row, ...] = (
    ("resolution", "2160p", "2160p|4320p|2160i|uhd 4k|ultrahd|ultra hd|4k ultrahd|4k ultra hd|4k uhd"),
    ("resolution", "1440p", "1440p"),
    ("resolution", "1080p", "1080p|fhd|full hd|fullhd|1080 hd"),
    ("resolution", "1080i", "1080i"),
    ("resolution", "720p", "720p|720i|hd 720|1280p"),
    ("resolution", "576p", "576p|576i"),
    ("resolution", "540p", "540p"),
    ("resolution", "480p", "480p|480i"),
    ("resolution", "360p", "360p|360i"),
    ("source", "HD-DVD", "hddvd|hddvdrip|hd dvd|hd dvdrip"),
    (
        "source",
        "Blu-ray",
        (
            "bluray|blu ray|blueray|bdrip|bd rip|brrip|br rip|bdremux|bd remux|mbluray|mblu ray"
            "|uhdbd|uhdbdrip|uhd bluray|uhd blu ray|bdmux|bdlight|bluray rip|blurayrip|bdiso|bdmv|remux|uhdremux"
            "|hdbrrip|uhd bdremux|dvd to bd|bd50|bd25|bd66|bd100|bdr|hdc bluray|hdlight|m bluray|bdlrip|microhd"
            "|uhdrip|uhd rip|uhd remux"
        ),
    ),
    (
        "source",
        "Web",
        (
            "web dl|webdl|web rip|webrip|webmux|webhd|web hd|web dlrip|webdlrip|web dlmux|webcap|web cap"
            "|webdl rip|dlwebrip|vodrip|vodhd|vod rip|amazonhd|ituneshd|netflixhd|maxdomehd|netflixuhd|huluhd"
            "|webuhd|web dlrip|amznhd|amazonuhd|web mux|webdlmux|dlmux|dl mux|hbogo webrip|webcast"
        ),
    ),
    (
        "source",
        "DVD",
        (
            "dvdrip|dvd rip|dvdscr|dvd scr|dvdscreener|dvdr|dvd r|dvd5|dvd9|dvd 5|dvd 9|dvdmux|dvdremux|ntscdvd"
            "|paldvd|xvidvd|xvid dvd|dvd5 pal|dvdivx|dvdfull|dvd full|hddvdscr|dvd screener|r5|ldrip|dvdripux"
        ),
    ),
    (
        "source",
        "HDTV",
        (
            "hdtv|hd tv|pdtv|dsr|dsrip|dthrip|dvb|dvbrip|dvb rip|tvrip|tv rip|hdtvrip|sdtv|satrip|sat rip|iptv"
            "|digital tv|ahdtv|uhdtv|hdtv rip|hdrip tv|tv dub|ldtv|dtv|tvhdrip|ppvrip|ppv rip|iptvrip|dtt"
            "|dvb t|hdtvmux"
        ),
    ),
    ("source", "Telesync", "telesync|hdts|hd ts|pdvd|predvd|predvdrip|telesynch|hdtsrip|tsrip|pre dvdrip"),
    ("source", "Telecine", "telecine|hdtc|hd tc|tcrip|hdtcrip"),
    ("source", "Cam", "camrip|hdcam|hd cam|hqcam|cam rip|hdcamrip|newcam|hqcamrip|s print|sprint rip"),
    ("source", "Workprint", "workprint"),
    ("source", "VHS", "vhsrip|vhs rip"),
    ("source", "Web", "hdrip"),
    (
        "codec",
        "",
        (
            "x264|x265|x 264|x 265|h264|h265|h 264|h 265|hevc|xvid|divx|av1|avc|vp9|vp8|mpeg2|mpeg 2|mpeg4|mpeg 4"
            "|10bit|8bit|10 bit|8 bit|12bit|hi10p|hi10|hi444pp|hevc10|vc1|vc 1"
            "|dxva|divx5|divx6|xvidhd|wmv3|theora|vorbis|h264 10bit|hdr10|hdr10plus|dolby vision|dovi|hdr10p"
            "|10bits|8bits|hi10pp|yuv420p10|h26410bit|x26410bit"
        ),
    ),
    (
        "audio",
        "",
        (
            "dts hd|dtshd|dts hd ma|dts x|dts es|truehd|true hd|ac3|eac3|e ac3|ac 3|e ac 3|aac|aac2|flac|ddp|dd5"
            "|ddp5|ddp2|dd2|aac5|eac35|dd|ddpa|ddpa5|atmos|dolby digital|dolby atmos|dolby|mp3|dts|lpcm|opus"
            "|aac lc|he aac|ac3d|dtsrip|ac3dsc|dsc|dual audio|dualaudio|multi audio|multiaudio|dual áudio"
            "|320 kbps|192 kbps|128 kbps|320kbps|qaac|hqaac|ddex"
        ),
    ),
    (
        "noise",
        "",
        (
            "multisub|multi sub|multisubs|multi subs|vostfr|msubs|esubs|esub|e sub|e subs|nlsubs|hardsub|hardsubs"
            "|softsub|softsubs|hardcoded subs|subbed|dubbed|engsub|engsubs|eng subs|subfrench|hc eng|korsub"
            "|korsubs|hardcoded|swesub|danishsubs|norsub|multiple subtitle|multi subtitle|subs|nfofix|dirfix"
            "|repack|repack2|repack3|rerip|real proper|vr180|vr 180"
            "|vr360|vr 360|readnfo|read nfo|internal dvdrip|60fps|50fps|30fps|ntsc"
            "|half ou|half sbs|half tab|h ou|h sbs"
        ),
    ),
)

# These also occur in titles: they count right of the year or the marker, or directly before a strong word.
WEAK: tuple[Row, ...] = (
    ("resolution", "2160p", "4k|uhd"),
    ("resolution", "1080p", "1080"),
    ("resolution", "720p", "720"),
    ("resolution", "480p", "480"),
    ("source", "Web", "web|streaming|vod|itunes hd"),
    ("source", "DVD", "dvd|dvd pal|dvd ntsc|pal dvd|ntsc dvd"),
    ("source", "Blu-ray", "bd|br"),
    ("source", "HDTV", "tv|ppv|hdtv1080p"),
    ("source", "Telesync", "ts"),
    ("source", "Telecine", "tc"),
    ("source", "Cam", "cam"),
    ("source", "Workprint", "wp"),
    ("source", "VHS", "vhs"),
    ("source", "DVD", "scr|screener|laserdisc"),
    (
        "service",
        "",
        (
            "amzn|nf|dsnp|hmax|atvp|hulu|pcok|pmtp|itunes|it|crav|ip|stan|cr|max|hbo|amazon|netflix|abema|bili|cc"
            "|ae|dscp|red"
        ),
    ),
    ("range", "HDR", "hdr|sdr|dv|hlg"),
    ("audio", "", "5 1|7 1|2 0|1 0|6ch|2ch|8ch|ma 5 1|hd ma|ma|stereo|mono|2audio|6 1"),
    ("container", "", "mkv|mp4|avi|m4v|ts mkv|wmv|ogm|webm|rmvb"),
    (
        "edition",
        "Director's Cut",
        (
            "directors cut|director s cut|directors|director s|director cut|director s edition|directors edition"
            "|dc|cut director s|director"
        ),
    ),
    ("edition", "Director's Definitive Cut", "ddc|director s definitive cut|directors definitive cut"),
    (
        "edition",
        "Extended",
        ("extended|extended cut|extended edition|extended version|ee|extended director s cut|extended uncut|ext"),
    ),
    ("edition", "Theatrical", "theatrical|theatrical cut|theatrical edition|theatrical version|theatrical release"),
    ("edition", "Unrated", "unrated|unrated cut|unrated edition|unrated version"),
    ("edition", "Uncut", "uncut|uncut edition|uncut version"),
    ("edition", "Uncensored", "uncensored|uncensored cut|uncensored version"),
    ("edition", "IMAX", "imax|imax edition|imax enhanced|imax cut"),
    (
        "edition",
        "Remastered",
        "remastered|remaster|hd remaster|hd remastered|4k remastered|4k remaster|digitally remastered",
    ),
    ("edition", "Restored", "restored|restore|4k restored|4k restore|restoration"),
    ("edition", "Special", "special edition|se|special cut|special"),
    (
        "edition",
        "Collector",
        (
            "collector edition|collectors edition|collector s edition|edition collector|collector|collectors"
            "|collector s|ce|collectors cut"
        ),
    ),
    ("edition", "Criterion", "criterion|criterion collection|criterion edition|the criterion collection"),
    (
        "edition",
        "Ultimate",
        (
            "ultimate edition|ultimate cut|ultimate|ultimate hunter edition"
            "|ultimate extended edition|ultimate rekall edition"
        ),
    ),
    ("edition", "Ultimate Collector", "ultimate collector edition|ultimate collector s edition"),
    ("edition", "Rekall", "rekall edition|rekall"),
    ("edition", "Hunter", "hunter edition"),
    ("edition", "Anniversary", "anniversary edition|anniversary"),
    ("edition", "Final", "final cut|final edition"),
    ("edition", "Fan", "fan edit|fan edition|fanedit|fan collection|fan cut|fan edited"),
    ("edition", "Despecialized", "despecialized|despecialised|despecialized edition"),
    ("edition", "Limited", "limited|limited edition|ltd"),
    ("edition", "Deluxe", "deluxe|deluxe edition"),
    (
        "edition",
        "Alternative Cut",
        ("alternate|alternative|alternative cut|alternate cut|alternate ending|alternative ending"),
    ),
    ("edition", "Assembly", "assembly cut|assembly"),
    ("edition", "Open Matte", "open matte|openmatte"),
    ("edition", "2in1", "2in1|2 in 1|3in1"),
    ("edition", "Diamond", "diamond edition"),
    ("edition", "Signature", "signature edition"),
    ("edition", "Imperial", "imperial edition"),
    ("edition", "Festival", "festival cut|festival"),
    ("edition", "Recut", "recut|re cut|re cut version"),
    ("edition", "Definitive", "definitive edition|definitive|the definitive edition"),
    ("layout", "hsbs", "hsbs|half sbs|h sbs"),
    ("layout", "fsbs", "fsbs|full sbs"),
    ("layout", "htab", "htab|half tab|h tab"),
    ("layout", "ftab", "ftab"),
    ("layout", "sbs", "sbs|sbs3d"),
    ("layout", "tab", "tab"),
    ("layout", "hou", "hou"),
    ("layout", "ou", "ou"),
    ("layout", "mvc", "mvc"),
    ("layout", "3d", "3d"),
    (
        "noise",
        "",
        (
            "proper|internal|multi|complete|final|read|nfo|dubbed|dual|subbed|real|retail|rip|hd|hq|hc|ws|pal|fs"
            "|dubbing|sub|custom|fix|uncompressed|dl|ml|vo|raw|v2|v3|batch|dub|md|ld|hybrid|festival rip"
            "|documentary|stv|line|upscaled|ai|conv|convert|new|clean|kids|extras|completed|rus sub|iso"
            "|widescreen|fullscreen|xxx|colorized|vr|mic dubbed|doku|docu|cut|version|edition|plus"
            "|lq|sample|multi5|repost"
            "|digital|preair"
        ),
    ),
)

# Language words by ISO 639-1 code; short codes count only in capitals or among other technical words.
LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "english|eng|en|ingles|inglés"),
    ("fr", "french|fra|fre|fr|vf|vff|vfq|vfi|vf2|truefrench|français|francais|vostfr|subfrench"),
    ("es", "spanish|spa|esp|es|español|espanol|castellano|latino|lat|cast|españa"),
    ("de", "german|ger|deu|de|deutsch|videomann|swissgerman|germandl"),
    ("it", "italian|ita|italiano"),
    ("da", "danish|dan|dk|dansk"),
    ("nl", "dutch|nld|dut|nl|flemish|vlaams|nlsubs"),
    ("ja", "japanese|jpn|jap|jp|ja"),
    ("is", "icelandic|ice|isl"),
    ("zh", "chinese|chi|zho|zh|mandarin|cantonese|chs|cht|ch|big5|gb|简体|繁体|简繁|中文字幕|国语|中字"),
    ("ru", "russian|rus|ru"),
    ("pl", "polish|pol|pl|pldub|dubpl|plsub|lektor|lektor pl"),
    ("vi", "vietnamese|vie"),
    ("sv", "swedish|swe|se|sv|swesub"),
    ("no", "norwegian|nor|norsk|no"),
    ("fi", "finnish|fin|fi|finsub"),
    ("tr", "turkish|tur|tr|türkçe"),
    ("pt", "portuguese|por|pt|pt br|brazilian|dublado|português|portugues|ptbr|legendado"),
    ("el", "greek|gre|ell|gr"),
    ("ko", "korean|kor|ko|kr|korsub"),
    ("hu", "hungarian|hun|hundub|hunsub|hu"),
    ("he", "hebrew|heb|he|hebdub"),
    ("lt", "lithuanian|lit|lt"),
    ("cs", "czech|cze|ces|cz|cs"),
    ("hi", "hindi|hin|hi"),
    ("ro", "romanian|rum|ron|ro|rodubbed"),
    ("th", "thai|tha|th"),
    ("bg", "bulgarian|bul|bg|bgaudio"),
    ("ar", "arabic|ara|ar"),
    ("uk", "ukrainian|ukr|ua|uk"),
    ("fa", "persian|per|fas|farsi"),
    ("bn", "bengali|ben"),
    ("sk", "slovak|slo|slk|sk"),
    ("lv", "latvian|lav|lv"),
    ("ca", "catalan|cat|ca|català|catala"),
    ("hr", "croatian|hrv|hr"),
    ("sr", "serbian|srp|sr"),
    ("bs", "bosnian|bos"),
    ("et", "estonian|est|et"),
    ("ta", "tamil|tam"),
    ("id", "indonesian|ind"),
    ("te", "telugu|tel"),
    ("mk", "macedonian|mkd"),
    ("sl", "slovenian|slv|si"),
    ("ml", "malayalam|mal"),
    ("kn", "kannada|kan"),
    ("sq", "albanian|sqi|alb"),
    ("af", "afrikaans|afr"),
    ("mr", "marathi|mar"),
    ("tl", "tagalog|tgl|filipino"),
    ("ur", "urdu|urd"),
    ("rm", "romansh|rumantsch|romansch"),
    ("mn", "mongolian|khalkha"),
    ("ka", "georgian|geo"),
    ("az", "azerbaijani|aze"),
    ("uz", "uzbek|uzb"),
    ("ms", "malay|msa"),
    ("eu", "basque|eus"),
    ("nordic", "nordic"),
)

NORDIC = ("da", "sv", "no", "fi")
"""What the word "NORDiC" stands for."""

VIDEO_EXTENSIONS = frozenset(
    [
        "mkv",
        "mp4",
        "avi",
        "m4v",
        "mov",
        "wmv",
        "mpg",
        "mpeg",
        "ts",
        "m2ts",
        "mts",
        "flv",
        "webm",
        "ogv",
        "ogm",
        "rmvb",
        "rm",
        "asf",
        "vob",
        "divx",
        "strm",
        "3gp",
        "3g2",
        "dvr-ms",
        "wtv",
        "f4v",
        "mk3d",
        "iso",
        "img",
        "m2v",
        "m1v",
        "xvid",
        "evo",
        "mxf",
        "rec",
    ]
)
AUDIO_EXTENSIONS = frozenset(
    [
        "mp3",
        "flac",
        "m4a",
        "m4b",
        "aac",
        "ogg",
        "oga",
        "opus",
        "wav",
        "wma",
        "ape",
        "wv",
        "aif",
        "aiff",
        "alac",
        "dsf",
        "dff",
        "mka",
        "ac3",
        "dts",
        "eac3",
        "mpc",
        "tta",
        "tak",
        "mp2",
        "amr",
    ]
)
SUBTITLE_EXTENSIONS = frozenset(["srt", "ass", "ssa", "vtt", "sub", "idx", "sup", "smi", "sami", "ttml", "usf", "pgs"])
PICTURE_EXTENSIONS = frozenset(["jpg", "jpeg", "png", "webp"])
LYRICS_EXTENSIONS = frozenset(["lrc", "elrc"])
OTHER_EXTENSIONS = frozenset(["nfo", "disc", "torrent", "nzb", "txt", "rar", "zip", "ifo", "bup", "bdmv", "db"])
KNOWN_EXTENSIONS = (
    VIDEO_EXTENSIONS
    | AUDIO_EXTENSIONS
    | SUBTITLE_EXTENSIONS
    | PICTURE_EXTENSIONS
    | LYRICS_EXTENSIONS
    | OTHER_EXTENSIONS
)
