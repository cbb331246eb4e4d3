"""Devices: this Marquee's address and switch, and the others."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.contract.devices import FoundServer
from app.contract.errors import Denied
from app.contract.quirks import Quirk
from app.desktop.devices.page import DevicesPage
from app.desktop.devices.quirk_row import QuirkRow, word_files_of
from app.desktop.devices.state import DevicesState
from app.desktop.kit.desk import Desk
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient, a_quirk

ATTIC = FoundServer(id="b", name="Marquee on attic", url="http://192.168.1.9:8730", version="0.1.0")
SELF = FoundServer(id="a", name="Marquee on box", url="http://192.168.1.4:8730", version="0.1.0", is_self=True)


async def test_the_others_are_listed_without_this_one(fake: FakeClient) -> None:
    fake.devices.servers = (SELF, ATTIC)
    state = DevicesState(fake.as_client())
    assert state.address == ""

    await state.load()

    assert state.others == (ATTIC,)
    assert not state.has_lan


def test_the_switch_lets_the_house_in(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> None:
    fake.devices.servers = (SELF, ATTIC)
    page = DevicesPage(desk)
    qtbot.addWidget(page)
    page.show()
    drive(page.show_with())
    fake.server.lan_url = "http://192.168.1.4:8730"

    async def flip() -> None:
        page.lan.click()

    drive(flip())

    assert ("save_settings", ({"network.lan_access": True},)) in fake.calls
    assert page.address.text() == "http://192.168.1.4:8730"
    page.copy.click()
    assert QGuiApplication.clipboard().text() == page.address.text()


def test_a_refused_switch_goes_back(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> None:
    page = DevicesPage(desk)
    qtbot.addWidget(page)
    page.show()
    drive(page.show_with())
    fake.failure = Denied("no")

    async def flip() -> None:
        page.lan.click()

    drive(flip())

    assert not page.lan.isChecked()
    assert desk.notices.shown is not None


def test_what_a_device_could_not_play_is_told_and_tried_again(
    qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient
) -> None:
    fake.playback.quirks = {"1": a_quirk()}
    page = DevicesPage(desk)
    qtbot.addWidget(page)
    page.show()
    drive(page.show_with())
    (row,) = page.findChildren(QuirkRow)

    async def again() -> None:
        row.again.click()

    told, button = row.accessibleName(), row.again.accessibleName()
    drive(again())

    assert told.startswith("Living room, mkv with HEVC and DTS. It showed no picture. Since ")
    assert button == "Try again: mkv with HEVC and DTS"
    assert fake.playback.quirks == {}


@pytest.mark.parametrize(
    ("quirk", "words"),
    [
        (replace(a_quirk(), audio_codec=""), "mkv with HEVC"),
        (replace(a_quirk(), audio_codec="", video_codec=""), "mkv"),
    ],
)
def test_files_are_told_by_what_they_hold(qapp: object, quirk: Quirk, words: str) -> None:
    assert word_files_of(quirk) == words


async def test_a_quirk_that_somebody_else_forgot_is_no_failure(fake: FakeClient) -> None:
    state = DevicesState(fake.as_client())

    await state.forget("9")

    assert state.quirks == ()
