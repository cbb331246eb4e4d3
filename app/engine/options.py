"""How an engine is wished for on the command line."""

from dataclasses import dataclass

from app.engine.ground.paths import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What `marquee serve` was told.

    Attributes:
        host: Address to listen on; None leaves it to the setting network.lan_access.
        port: None leaves it to the setting network.port; 0 takes any free one.
        discovery: Advertise on the network and look for others.
        child: Stop when standard input ends: the process that started this one is gone.
    """

    home: Home
    host: str | None = None
    port: int | None = None
    discovery: bool = True
    child: bool = False
