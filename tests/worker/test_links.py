"""Link files, as a worker reads them."""

from pathlib import Path

import pytest

from app.contract.media import StreamType
from app.worker.checks import Fault
from app.worker.probe import probe


def test_of_a_film_on_another_server_only_the_container_is_known(tmp_path: Path) -> None:
    path = tmp_path / "The Lantern (2019).strm"
    path.write_text("http://films.example/lantern.mkv?key=1\n")

    found = probe(path)

    assert (found.container, found.duration_ms) == ("matroska", 0)
    assert [(stream.type, stream.codec) for stream in found.streams] == [(StreamType.VIDEO, "")]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "The Lantern (2019).strm"
    path.write_text("ftp://films.example/lantern.mkv")

    with pytest.raises(Fault, match="no http or https address"):
        probe(path)
