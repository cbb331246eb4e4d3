"""Makes dist/marquee (a program that needs no Python) and, on Debian, a .deb from it."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "packaging"))
sys.path.insert(0, str(ROOT / "scripts"))

import deb
import page_vendor

import translations

BUNDLE = ROOT / "dist" / "marquee"
STRIPPABLE = (
    *("libpython*", "lib-dynload/*.so", "av/**/*.so", "av.libs/*.so*", "pillow.libs/*.so*"),
    *("aiohttp/*.so", "zeroconf/**/*.so", "cryptography/**/*.so"),
)
"""What may be stripped. Qt's own libav*.so break when they are, so they are never named here."""


def main() -> int:
    """Build everything that this system can build."""
    translations.release()
    page_vendor.install()
    freeze()
    smoke_test()
    if shutil.which("dpkg-deb"):
        print(deb.build(BUNDLE, ROOT / "dist"))
    return 0


def freeze() -> None:
    """Collect the program with PyInstaller, then take the symbols out of what can do without."""
    tool = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    subprocess.run([*tool, *folders, str(ROOT / "packaging" / "marquee.spec")], check=True, cwd=ROOT)
    if shutil.which("strip") and sys.platform.startswith("linux"):
        inside = BUNDLE / "_internal"
        for file in {file for glob in STRIPPABLE for file in inside.rglob(glob) if not file.is_symlink()}:
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=False, stderr=subprocess.DEVNULL)


def smoke_test() -> None:
    """Start what was built: a bundle that cannot import its parts must not become an installer."""
    for arguments in (["--version"], ["doctor", "--json"], ["openapi"]):
        subprocess.run([str(BUNDLE / "marquee"), *arguments], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
