"""hls.js is installed only as the package that was tried."""

import base64
import hashlib
import importlib.util
import io
import tarfile
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
