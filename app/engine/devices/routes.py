"""The Marquees of the network over HTTP."""

from app import __version__
from app.contract.accounts import Permission
from app.contract.devices import FoundServer
from app.contract.server import API
from app.engine.devices.service import Devices
from app.engine.web.route import Call, Route

_FOUND = FoundServer(
    id="3f0c9a52e1d84b7f", name="Marquee on den", url="http://192.168.1.20:8730", version=__version__, is_self=True
)


def routes(devices: Devices) -> tuple[Route, ...]:
    """Return the routes of this room."""

    async def handler(_call: Call) -> tuple[FoundServer, ...]:
        return await devices.list_servers()

    return (
        Route(
            method="GET",
            path=f"{API}/devices",
            permission=Permission.DEVICES_READ,
            handler=handler,
            summary="The Marquees of the network",
            description=(
                "Lists by name the Marquees that advertise themselves with zeroconf. This one is among them once its "
                "own advert has been heard. An event `devices.changed` tells when to ask again."
            ),
            tag="devices",
            answer=tuple[FoundServer, ...],
            example=(_FOUND,),
        ),
    )
