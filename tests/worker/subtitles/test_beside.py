"""Files beside a film: what they hold counts, not how they are called."""

from pathlib import Path

import pytest

from app.contract.subtitles import Cue, SideTextTask
from app.worker.checks import Fault
from app.worker.subtitles import beside
from app.worker.subtitles.beside import side_text
from app.worker.subtitles.lists import Text

SRT = "1\n00:00:01,000 --> 00:00:02,000\nHello\n"
ASS = "[Script Info]\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,Hello\n"


def read(path: Path, content: bytes | str, language: str = "") -> Text:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return side_text(SideTextTask(path=str(path), language=language, frame_rate=25.0))


@pytest.mark.parametrize(
    ("content", "codec"),
    [
        (SRT, "subrip"),
        (ASS, "ass"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "webvtt"),
        ("{25}{50}Hello", "microdvd"),
        ("[10][20]Hello", "microdvd"),
        ("00:00:01.00,00:00:02.00\nHello", "subviewer"),
        ("<SAMI><BODY><SYNC Start=1000><P>Hello<SYNC Start=2000><P>&nbsp;</BODY>", "sami"),
        ('<tt><body><p begin="1s" end="2s">Hello</p></body></tt>', "ttml"),
    ],
)
def test_a_format_is_known_by_its_content(tmp_path: Path, content: str, codec: str) -> None:
    text = read(tmp_path / "film.srt", content)

    assert (text.codec, text.cues) == (codec, [Cue(1000, 2000, "Hello")])
    assert bool(text.script) is (codec == "ass")


def test_an_old_encoding_is_understood(tmp_path: Path) -> None:
    text = read(tmp_path / "film.ru.srt", SRT.replace("Hello", "Привет, как дела").encode("cp1251"), "ru")

    assert text.cues[0].text == "Привет, как дела"


@pytest.mark.parametrize("content", [b"\0\0\x01\xba" + b"\0" * 90, b"just words", b"\x7fELF\1\2\3", b" "])
def test_what_holds_no_subtitles_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Fault):
        read(tmp_path / "film.sub", content)


def test_a_file_that_never_ends_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "MOST_BYTES", 60)

    assert read(tmp_path / "film.srt", SRT + "\n" + "x" * 1000).is_cut
