"""Names of FFmpeg's numbers about colour."""

TRANSFER_UNTOLD, TRANSFER_PQ, TRANSFER_HLG = 2, 16, 18
PRIMARIES_UNTOLD = 2
_TRANSFERS = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    8: "linear",
    9: "log100",
    10: "log316",
    11: "iec61966-2-4",
    12: "bt1361e",
    13: "iec61966-2-1",
    14: "bt2020-10",
    15: "bt2020-12",
    TRANSFER_PQ: "smpte2084",
    17: "smpte428",
    TRANSFER_HLG: "arib-std-b67",
}
_PRIMARIES = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    8: "film",
    9: "bt2020",
    10: "smpte428",
    11: "smpte431",
    12: "smpte432",
    22: "ebu3213",
}


def transfer_name(number: int) -> str | None:
    """Return FFmpeg's name of an AVColorTransferCharacteristic; None when it is untold."""
    return _TRANSFERS.get(number)


def primaries_name(number: int) -> str | None:
    """Return FFmpeg's name of an AVColorPrimaries; None when they are untold."""
    return _PRIMARIES.get(number)
