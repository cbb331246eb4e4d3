"""Reads the record by which a file tells of Dolby Vision.

`DOVIDecoderConfigurationRecord` of "Dolby Vision streams within the ISO base media file format", section 3.2: in MP4
the content of a `dvcC`, `dvvC` or `dvwC` box, in Matroska the extra data of a block addition of that type.
"""

from dataclasses import dataclass

_NAMES = (b"dvcC", b"dvvC", b"dvwC")
LONGEST_MAPPING_BYTES = 256
"""Matroska's elements of one mapping lie within this much around its type; its name is the only long one."""
_EXTRA_DATA = b"\x41\xed"
_TOLD_BYTES = 5
_RECORD_BYTES = 24
_KNOWN_MAJORS = frozenset((1, 2, 3))
_LAST_PROFILE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DolbyVision:
    """Of which kind the Dolby Vision of a film is.

    Attributes:
        base: Compatibility of the base layer: 0 none, 1 HDR10, 2 SDR, 4 HLG, 6 HDR10 of a Blu-ray.
    """

    profile: int
    level: int
    base: int


def read_record(record: bytes) -> DolbyVision | None:
    """Return what a record says; None when it is none."""
    if len(record) < _TOLD_BYTES or record[0] not in _KNOWN_MAJORS:
        return None
    profile, level = record[2] >> 1, (record[2] & 1) << 5 | record[3] >> 3
    return DolbyVision(profile=profile, level=level, base=record[4] >> 4) if profile <= _LAST_PROFILE else None


def find_record(table: bytes) -> int:
    """Return where in a table the name of a record ends; -1 without one."""
    return next((at + 4 for name in _NAMES if (at := table.find(name)) >= 0), -1)


def read_entry(entry: bytes, at: int) -> DolbyVision | None:
    """Return what the record in a sample entry of MP4 says whose name ends at a place."""
    return read_record(entry[at : at + _RECORD_BYTES])


def read_mapping(tracks: bytes, at: int) -> DolbyVision | None:
    """Return what a record of Matroska says whose type ends at a place; its data follow, or stand before it."""
    behind = tracks.find(_EXTRA_DATA, at, at + LONGEST_MAPPING_BYTES)
    before = tracks.rfind(_EXTRA_DATA, max(at - LONGEST_MAPPING_BYTES, 0), at)
    # One byte tells the length, for records are 24 bytes long.
    found = (read_record(tracks[data + 3 : data + 3 + _RECORD_BYTES]) for data in (behind, before) if data >= 0)
    return next((record for record in found if record), None)
