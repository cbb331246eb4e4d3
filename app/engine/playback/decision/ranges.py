"""Which dynamic range a picture has, and which one is left when its metadata is taken away."""

from dataclasses import dataclass

SDR = "SDR"
HDR10 = "HDR10"
HDR10_PLUS = "HDR10Plus"
HLG = "HLG"
DOVI = "DOVI"
_DOVI_TAGS = frozenset({"dovi", "dvh1", "dvhe", "dav1"})
_BASES = {1: "DOVIWithHDR10", 2: "DOVIWithSDR", 4: "DOVIWithHLG"}
_TRANSFERS = {"smpte2084": HDR10, "arib-std-b67": HLG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """What a probe says about colour and Dolby Vision.

    Attributes:
        dovi_profile: Of the Dolby Vision record; None without one. Likewise `dovi_base`, its base compatibility.
        named: The range that the sender worked out itself, if any.
    """

    tag: str = ""
    transfer: str = ""
    dovi_profile: int | None = None
    dovi_base: int | None = None
    has_hdr10_plus: bool = False
    named: str = ""


def find_range(colour: Colour) -> str | None:
    """Return the common name of a range, from the Dolby Vision record first; None when nothing is known."""
    if colour.dovi_profile is not None and (found := _dovi(colour)):
        return found
    if colour.named and colour.named.casefold() != "unknown":
        return colour.named
    if colour.tag.casefold() in _DOVI_TAGS:
        return DOVI
    base = _TRANSFERS.get(colour.transfer.casefold())
    if base == HDR10 and colour.has_hdr10_plus:
        return HDR10_PLUS
    return base or (SDR if colour.transfer else None)


def _dovi(colour: Colour) -> str | None:
    plus = "HDR10Plus" if colour.has_hdr10_plus else ""
    match colour.dovi_profile:
        case 5:
            return DOVI
        case 7:
            return f"DOVIWithEL{plus}"
        case 10 if colour.dovi_base == 0:
            return DOVI
        case 8 | 10:
            base = _BASES.get(-1 if colour.dovi_base is None else colour.dovi_base, "DOVIInvalid")
            return "DOVIWithHDR10Plus" if plus and base == "DOVIWithHDR10" else base
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """A range that copying can reach by taking metadata away."""

    action: str
    range: str


_STRIP = "strip_dolby_vision"
_STRIPPED: dict[str, tuple[Stripped, ...]] = {
    "doviwithhdr10": (Stripped(action=_STRIP, range=HDR10),),
    "doviwithhdr10plus": (Stripped(action=_STRIP, range=HDR10_PLUS),),
    "doviwithhlg": (Stripped(action=_STRIP, range=HLG),),
    "doviwithsdr": (Stripped(action=_STRIP, range=SDR),),
    "doviwithel": (
        Stripped(action="convert_dolby_vision_7_to_8", range="DOVIWithHDR10"),
        Stripped(action=_STRIP, range=HDR10),
    ),
    "doviwithelhdr10plus": (
        Stripped(action="convert_dolby_vision_7_to_8", range="DOVIWithHDR10Plus"),
        Stripped(action=_STRIP, range=HDR10_PLUS),
    ),
    "hdr10plus": (Stripped(action="strip_hdr10_plus", range=HDR10),),
}


def stripped(name: str | None, transfer: str) -> tuple[Stripped, ...]:
    """Return what a picture can become without encoding, the best first; nothing for Dolby Vision without a base."""
    if (name or "").casefold() == "doviinvalid":
        base = _TRANSFERS.get(transfer.casefold(), SDR)
        return (Stripped(action=_STRIP, range=base),)
    return _STRIPPED.get((name or "").casefold(), ())


def base_of(name: str | None) -> str:
    """Return the plain range under all metadata: SDR, HDR10, HLG; DOVI where there is none below."""
    folded = (name or SDR).casefold()
    if "hlg" in folded:
        return HLG
    if "hdr10" in folded or "withel" in folded:
        return HDR10
    return DOVI if folded in {"dovi", "doviinvalid"} else SDR


def also(name: str) -> tuple[str, ...]:
    """Return the ranges as which a picture passes: HDR10+ also where HDR10 does."""
    folded = name.casefold()
    plain = {"doviwithelhdr10plus": "doviwithel"}.get(folded, folded.removesuffix("plus"))
    return (folded,) if plain == folded else (folded, plain)
