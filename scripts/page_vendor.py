#!/usr/bin/env python3
"""Installs hls.js from npm into resources/web/vendor, for browsers that cannot play HLS by themselves.

    python3 scripts/page_vendor.py            installs the pinned version, unless it is there
    python3 scripts/page_vendor.py --check    tells whether it is there

The folder is not in the repository; packaging calls this. It asks the registry itself, since Debian's npm brings 360
packages along; another registry than npm's own is named by NPM_CONFIG_REGISTRY. Standard library only.
"""

import base64
import hashlib
import http.client
import io
import os
import sys
import tarfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "resources" / "web" / "vendor"
REGISTRY = "https://registry.npmjs.org"
TIMEOUT_S = 30
MOST_BYTES = 64 * 1024 * 1024
VERSION = "1.6.19"
INTEGRITY = "sha512-A//aZeaAgM5rgUCbTURD4gkfyw5Uag2/4Jky7CfDOukL/DN+P5DjbgK2BYteyP3/KnCkPfkGVkbLxQG2T0AbUQ=="
"""Of the package that was tried: another one is not installed, whatever npm sends."""
FILES = {
    "package/dist/hls.min.js": "hls.min.js",
    "package/dist/hls.worker.js": "hls.worker.js",
    "package/LICENSE": "hls.LICENSE.txt",
}
MARK = "hls.VERSION.txt"


def is_there() -> bool:
    """Tell whether the pinned version is installed."""
    mark = VENDOR / MARK
    files = all((VENDOR / name).is_file() for name in FILES.values())
    return files and mark.is_file() and mark.read_text("utf-8").strip() == VERSION


def install() -> bool:
    """Install the pinned version; tell whether it is there afterwards."""
    if is_there():
        return True
    try:
        package = fetch(os.environ.get("NPM_CONFIG_REGISTRY", REGISTRY))
    except (OSError, http.client.HTTPException) as error:
        print(f"npm's registry did not bring hls.js {VERSION}: {error}", file=sys.stderr)
        print("The page plays HLS only in browsers that can by themselves.", file=sys.stderr)
        return False
    unpack(package)
    return True


def fetch(registry: str) -> bytes:
    """Return the package as a registry has it, at most MOST_BYTES of it. Raises OSError and HTTPException."""
    url = f"{registry.rstrip('/')}/hls.js/-/hls.js-{VERSION}.tgz"
    if not url.startswith(("https://", "http://")):
        raise OSError(f"{registry} is no registry")
    with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
        content: bytes = answer.read(MOST_BYTES)
    return content


def unpack(package: bytes, integrity: str = INTEGRITY, vendor: Path = VENDOR) -> None:
    """Write the files that the page uses out of a package, after its bytes were checked."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    if found != integrity:
        raise SystemExit(f"hls.js {VERSION} from npm is not the package that was tried: {found}")
    vendor.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for inside, name in FILES.items():
            member = archive.extractfile(inside)
            if member is None:
                raise SystemExit(f"hls.js {VERSION} has no {inside}")
            (vendor / name).write_bytes(member.read())
    (vendor / MARK).write_text(f"{VERSION}\n", "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(0 if is_there() else 1)
    sys.exit(0 if install() else 1)
