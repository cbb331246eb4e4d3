"""A small house full of media: films, two shows, an album; every container and codec of the first release."""

from dataclasses import dataclass
from pathlib import Path

from tests.fakes.films import make_film, make_picture

SUBTITLE = "1\n00:00:00,500 --> 00:00:01,500\nHello, harbour.\n"
DEEP_BLUE, ORANGE, GREEN = "#142878", "#dc781e", "#1e8c46"


@dataclass(frozen=True, slots=True)
class House:
    """Where the media of the house lie."""

    root: Path

    @property
    def films(self) -> Path:
        return self.root / "Films"

    @property
    def shows(self) -> Path:
        return self.root / "Shows"

    @property
    def music(self) -> Path:
        return self.root / "Music"


def build_house(root: Path) -> House:
    """Write 44 media files and what lies beside them."""
    house = House(root)
    _films(house.films)
    _shows(house.shows)
    _music(house.music)
    return house


def _films(root: Path) -> None:
    lantern = root / "The Lantern (2019)"
    make_film(lantern / "The Lantern (2019).mkv", seconds=12, audio_tracks=2, languages=("eng", "deu"), subtitles=True)
    make_picture(lantern / "poster.jpg", (400, 600), DEEP_BLUE)
    make_picture(lantern / "fanart.jpg", (1280, 720), ORANGE)
    (lantern / "The Lantern (2019).de.forced.srt").write_text(SUBTITLE, "utf-8")
    make_film(root / "Night Ferry (2021)" / "Night Ferry (2021).mp4", video="libx265")
    make_film(root / "Paper Moons (2018).webm", video="libvpx-vp9", audio="libopus")
    make_film(root / "Harbour Lights (1999).ts", video="mpeg2video", audio="ac3")
    make_film(root / "Old Reels (1987).avi", video="mpeg4", audio="libmp3lame")
    make_film(root / "Glass Orchard (2015).mkv", audio="flac", chapters=("Arrival", "Harvest"))
    make_picture(root / "Glass Orchard (2015)-poster.jpg", (400, 600), GREEN)
    make_film(root / "Two Cuts (2005)" / "Two Cuts (2005) - 1080p.mkv", size=(1920, 1080), seconds=1)
    make_film(root / "Two Cuts (2005)" / "Two Cuts (2005) - 480p.mkv", size=(640, 360), seconds=1)
    for number, title in enumerate(("Salt Road", "The Quiet Engine", "Winter Garden", "Ninety Steps"), 2001):
        make_film(root / f"{title} ({number})" / f"{title} ({number}).mkv")


def _shows(root: Path) -> None:
    hill = root / "Signal Hill"
    for season, episodes in ((1, 6), (2, 4)):
        for episode in range(1, episodes + 1):
            make_film(hill / f"Season {season:02}" / f"Signal Hill - S{season:02}E{episode:02} - Part {episode}.mkv")
    make_picture(hill / "poster.jpg", (400, 600), ORANGE)
    coast = root / "Coastline (2020)"
    make_film(coast / "Season 1" / "coastline.s01e01e02.720p.web.h264-grp.mkv", audio="ac3")
    for episode in range(3, 7):
        make_film(coast / "Season 1" / f"coastline.s01e{episode:02}.720p.web.h264-grp.mp4")
    make_film(coast / "Specials" / "coastline.s00e01.mkv")


def _music(root: Path) -> None:
    album = root / "Ada Field" / "First Light (2012)"
    titles = ("Dawn", "Low Tide", "Kites", "Copper", "Evening Post", "Lanterns", "Home", "Night Bus")
    for number, title in enumerate(titles, 1):
        suffix, codec = ("flac", "flac") if number <= 6 else ("mp3", "libmp3lame")
        make_film(
            album / f"{number:02} - {title}.{suffix}",
            video=None,
            audio=codec,
            seconds=4,
            tags={
                "title": title,
                "artist": "Ada Field",
                "album_artist": "Ada Field",
                "album": "First Light",
                "track": f"{number}/8",
                "date": "2012",
            },
        )
    make_picture(album / "cover.jpg", (500, 500), GREEN)
    other = root / "Ada Field" / "Second Wind (2016)"
    for number, title in enumerate(("Gate", "Long Way", "Sparrow", "Tin Roof"), 1):
        make_film(
            other / f"{number:02} - {title}.mp3",
            video=None,
            audio="libmp3lame",
            cover=True,
            tags={"title": title, "artist": "Ada Field", "album": "Second Wind", "track": str(number), "date": "2016"},
        )
