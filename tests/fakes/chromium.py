"""A real Chromium without a window, driven through its DevTools protocol."""

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp

from app.contract import resources

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WAIT_S = 30
LOOK_AGAIN_S = 0.02
HAS_HLS_JS = (resources.find("resources") / "web" / "vendor" / "hls.min.js").is_file()
_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--mute-audio",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=en",
    "--remote-debugging-port=0",
)
_KEYS = {"Enter": 13, "Escape": 27, " ": 32, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}
# Asked on every frame, inside the page: nobody outside has to guess how long something takes.
_WAIT = """new Promise((done, broken) => {
  const end = performance.now() + %d, look = () => {
    let value; try { value = (%s); } catch { value = false; }
    if (value) done(value);
    else if (performance.now() > end) broken(new Error('still not: ' + %s + ' at ' + location.hash + ': ' + document.body.innerText.slice(0, 300)));
    else setTimeout(look, 20);
  }; look(); })"""  # noqa: E501


def find_chromium() -> str | None:
    """Return the program, or None when it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Tab:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, session: str) -> None:
        self._socket = socket
        self._session = session
        self._numbers = itertools.count(100)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loaded = asyncio.Event()
        self.said: list[str] = []
        """What the page complained about on its console, refusals of its policy included."""

    async def listen(self) -> None:
        """Take in what the browser says, until it ends."""
        async for message in self._socket:
            told = json.loads(message.data)
            if told.get("method") == "Page.loadEventFired":
                self._loaded.set()
            if told.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self._note(told)
            answer = self._answers.pop(told.get("id", 0), None)
            if answer is not None and not answer.done():
                answer.set_result(told)

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command of the protocol and return its result."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        told = {"id": number, "sessionId": self._session, "method": method, "params": parameters}
        await self._socket.send_str(json.dumps(told))
        reply = await asyncio.wait_for(answer, WAIT_S * 2)
        assert "error" not in reply, f"{method}: {reply['error']}"
        result: dict[str, Any] = reply["result"]
        return result

    async def run(self, script: str) -> Any:
        """Return what an expression is, awaited, as plain values."""
        told = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise AssertionError(told["exceptionDetails"].get("exception", {}).get("description", told))
        return told["result"].get("value")

    async def until(self, condition: str) -> Any:
        """Return the first true value of an expression."""
        return await self.run(_WAIT % (WAIT_S * 1000, condition, json.dumps(condition)))

    async def open(self, url: str) -> None:
        """Go to the address of another page."""
        await self._load("Page.navigate", url=url)

    async def sign_in(self, url: str, token: str) -> None:
        """Go to the page of an engine with a token at hand."""
        await self.open(url)
        await self.run(f"sessionStorage.setItem('marquee.token', {token!r})")

    async def reload(self) -> None:
        """Load the page anew."""
        await self._load("Page.reload")

    async def click(self, selector: str) -> None:
        """Click into the middle of an element, as a mouse does."""
        quoted = json.dumps(selector)
        await self.until(f"document.querySelector({quoted})")
        await self.run(f"document.querySelector({quoted}).scrollIntoView({{block: 'center', inline: 'center'}})")
        box = await self.run(
            f"(() => {{ const b = document.querySelector({quoted}).getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            place = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
            await self.call("Input.dispatchMouseEvent", type=kind, **place)

    async def write(self, text: str) -> None:
        """Type text where the focus is."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """Press and release one key."""
        code = _KEYS.get(key, ord(key[0].upper()))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, windowsVirtualKeyCode=code)
        await self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def resize(self, width: int, height: int, *, is_phone: bool = False) -> None:
        """Be a screen of another size."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=is_phone,
        )
        await self.call("Emulation.setTouchEmulationEnabled", enabled=is_phone)

    async def go_offline(self, is_away: bool) -> None:
        """Lose the network, or find it again."""
        await self.call("Network.enable")
        await self.call(
            "Network.emulateNetworkConditions", offline=is_away, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )

    async def shoot(self) -> bytes:
        """Return what is seen as a PNG, to be looked at."""
        told = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(told["data"])

    async def _load(self, method: str, **parameters: Any) -> None:
        self._loaded.clear()
        await self.call(method, **parameters)
        async with asyncio.timeout(WAIT_S * 2):
            await self._loaded.wait()

    def _note(self, told: dict[str, Any]) -> None:
        details = told["params"].get("exceptionDetails")
        entry = told["params"].get("entry", {})
        if details is not None:
            self.said.append(details.get("exception", {}).get("description", details["text"]))
        elif entry.get("source") == "security" or entry.get("level") == "error":
            self.said.append(f"{entry['text']} {entry.get('url', '')}")


class Chromium:
    """A browser that runs; each tab has cookies, a store and a cache of its own, as if it were another browser."""

    def __init__(self, address: str) -> None:
        self._address = address

    @asynccontextmanager
    async def tab(self) -> AsyncIterator[Tab]:
        """Open an empty page of a stranger, and forget it with the block."""
        async with (
            aiohttp.ClientSession() as http,
            http.ws_connect(self._address, max_msg_size=0) as socket,
        ):
            tab = Tab(socket, await _attach(socket))
            listening = asyncio.create_task(tab.listen())
            for domain in ("Page", "Runtime", "Log"):
                await tab.call(f"{domain}.enable")
            yield tab
            listening.cancel()


@contextmanager
def running() -> Iterator[Chromium]:
    """Start a Chromium, and end it with the block."""
    program = find_chromium()
    assert program is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile, said = Path(folder) / "profile", Path(folder) / "said.txt"
        with (
            said.open("wb") as errors,
            subprocess.Popen(
                [program, *_SWITCHES, f"--user-data-dir={profile}"], stdout=subprocess.DEVNULL, stderr=errors
            ) as process,
        ):
            try:
                yield Chromium(_address(process, said))
            finally:
                process.kill()


def _address(process: "subprocess.Popen[bytes]", said: Path) -> str:
    end = time.monotonic() + WAIT_S * 2
    while process.poll() is None and time.monotonic() < end:
        _, found, address = said.read_text(errors="replace").partition("DevTools listening on ")
        if found and "\n" in address:
            return address.partition("\n")[0].strip()
        time.sleep(LOOK_AGAIN_S)
    raise AssertionError(f"Chromium does not listen: {said.read_text(errors='replace')[-500:]}")


async def _attach(socket: aiohttp.ClientWebSocketResponse) -> str:
    """Open a page and return the session by which it is spoken to."""
    stranger = await _ask(socket, 1, "Target.createBrowserContext", disposeOnDetach=True)
    target = await _ask(
        socket, 2, "Target.createTarget", url="about:blank", browserContextId=stranger["browserContextId"]
    )
    told = await _ask(socket, 3, "Target.attachToTarget", targetId=target["targetId"], flatten=True)
    session: str = told["sessionId"]
    return session


async def _ask(socket: aiohttp.ClientWebSocketResponse, number: int, method: str, **parameters: Any) -> dict[str, Any]:
    await socket.send_str(json.dumps({"id": number, "method": method, "params": parameters}))
    while True:
        told = json.loads((await socket.receive(WAIT_S)).data)
        if told.get("id") == number:
            result: dict[str, Any] = told["result"]
            return result
