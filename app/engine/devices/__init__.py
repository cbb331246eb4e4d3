"""Advertises this Marquee on the network and finds others."""

from app.engine.devices.routes import routes
from app.engine.devices.service import Devices

__all__ = ["Devices", "routes"]
