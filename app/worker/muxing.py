"""Writes packets as one piece: in MP4 with absolute times and the same head for every piece, in TS counted out."""

from collections.abc import Iterator
from contextlib import contextmanager

import av
from av.container import OutputContainer

from app.contract.segments import Form
from app.worker.ts import counted_out

_OPTIONS = {
    Form.MP4: {
        # One "moof" for each piece; absolute times; the same head in front of every piece.
        "movflags": "frag_custom+empty_moov+delay_moov+default_base_moof+frag_discont+skip_trailer",
        "avoid_negative_ts": "disabled",
        "use_editlist": "0",
    },
    Form.TS: {"avoid_negative_ts": "disabled"},
}
_MUXERS = {Form.MP4: "mp4", Form.TS: "mpegts"}


class Sink:
    """Takes what a muxer writes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Take some more."""
        self._parts.append(content)
        return len(content)

    def content(self) -> bytes:
        """Return all of it."""
        return b"".join(self._parts)


class PieceFile:
    """A piece that is written.

    Attributes:
        output: Takes streams and their packets.
        content: The whole piece, once it is written.
        head_bytes: How much of it is the head of an MP4 file; 0 in TS.
    """

    def __init__(self, output: OutputContainer) -> None:
        self.output = output
        self.content = b""
        self.head_bytes = 0


@contextmanager
def piece_file(form: Form, number: int) -> Iterator[PieceFile]:
    """Lend a piece to write in; its content is there when the block ends. `number` counts from 0."""
    options = dict(_OPTIONS[form])
    if form is Form.MP4:
        options["fragment_index"] = str(number + 1)
    sink = Sink()
    with av.open(sink, "w", format=_MUXERS[form], container_options=options) as output:
        piece = PieceFile(output)
        yield piece
    content = sink.content()
    piece.content = counted_out(content) if form is Form.TS else content
    piece.head_bytes = 0 if form is Form.TS else _head_bytes(content)


def _head_bytes(content: bytes) -> int:
    """Return where the first "moof" begins: in front of it are "ftyp" and "moov"."""
    at = 0
    while at + 8 <= len(content) and content[at + 4 : at + 8] != b"moof":
        at += int.from_bytes(content[at : at + 4], "big") or len(content)
    return at
