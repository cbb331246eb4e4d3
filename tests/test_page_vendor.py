"""hls.js is installed only as the package that was tried."""

import base64
import hashlib
import importlib.util
import io
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "page_vendor.py"


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("page_vendor", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def package(names: list[str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 4
            archive.addfile(entry, io.BytesIO(b"code"))
    return out.getvalue()


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_only_the_files_that_the_page_uses_are_taken_out(script: ModuleType, tmp_path: Path) -> None:
    content = package([*script.FILES, "package/dist/other.js", "../../evil.js"])

    script.unpack(content, integrity(content), tmp_path / "vendor")

    assert {path.name for path in tmp_path.rglob("*.*")} == {*script.FILES.values(), script.MARK}
    assert (tmp_path / "vendor" / "hls.min.js").read_bytes() == b"code"


def test_another_package_than_the_tried_one_is_refused(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="not the package that was tried"):
        script.unpack(package(list(script.FILES)), vendor=tmp_path / "vendor")

    assert not (tmp_path / "vendor").exists()


def test_it_is_fetched_from_the_registry_that_is_named(script: ModuleType) -> None:
    content, asked = package(list(script.FILES)), []

    class Registry(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fetched = script.fetch(f"http://127.0.0.1:{server.server_port}/npm/")
        server.shutdown()

    assert fetched == content
    assert asked == [f"/npm/hls.js/-/hls.js-{script.VERSION}.tgz"]


def test_without_a_registry_it_says_what_that_means(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(script, "VENDOR", tmp_path)

    for registry in ("http://127.0.0.1:1", "file:///etc"):
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", registry)
        assert not script.install()

    assert "only in browsers that can by themselves" in capsys.readouterr().err
