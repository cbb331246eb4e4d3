"""Makes a Debian package from the frozen program."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINUX = ROOT / "packaging" / "linux"

# What the bundle leaves to the system. Names that changed on Debian 13 are given both ways.
DEPENDS = (
    "libc6 (>= 2.34)",
    "libstdc++6",
    "libgl1",
    "libegl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libfontconfig1",
    "libfreetype6",
    "libdbus-1-3",
    "libpulse0",
    "libgssapi-krb5-2",
    "libx11-6",
    "libx11-xcb1",
    "libxext6",
    "libxrandr2",
    "libxkbcommon0",
    "libxkbcommon-x11-0",
    "libxcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
)
# A second player with more codecs, and windows on Wayland.
RECOMMENDS = ("libmpv2", "libwayland-cursor0", "libwayland-egl1")


def build(bundle: Path, target: Path) -> Path:
    """Return the package made from `bundle` in the folder `target`."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    architecture = _output("dpkg", "--print-architecture")
    tree = target / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(bundle, tree)
    _write_control(tree, version, architecture)
    package = target / f"marquee_{version}_{architecture}.deb"
    command = [
        "dpkg-deb",
        "--root-owner-group",
        "-Zzstd" if _has_zstd() else "-Zxz",
        "--build",
        str(tree),
        str(package),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return package


def _lay_out(bundle: Path, tree: Path) -> None:
    shutil.copytree(bundle, tree / "usr/lib/marquee", symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/marquee").symlink_to("../lib/marquee/marquee")
    for source, place in (
        (LINUX / "marquee.desktop", "usr/share/applications/io.github.marquee.desktop"),
        (LINUX / "marquee.metainfo.xml", "usr/share/metainfo/io.github.marquee.metainfo.xml"),
        (ROOT / "resources/icons/marquee.svg", "usr/share/icons/hicolor/scalable/apps/marquee.svg"),
        (LINUX / "copyright", "usr/share/doc/marquee/copyright"),
    ):
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tree / place)


def _write_control(tree: Path, version: str, architecture: str) -> None:
    size_kib = sum(file.lstat().st_size for file in tree.rglob("*")) // 1024
    fields = {
        "Package": "marquee",
        "Version": version,
        "Section": "video",
        "Priority": "optional",
        "Architecture": architecture,
        "Installed-Size": str(size_kib),
        "Maintainer": "The Marquee developers <marquee@localhost>",
        "Depends": ", ".join(DEPENDS),
        "Recommends": ", ".join(RECOMMENDS),
        "Description": "media center of a house\n"
        " Marquee scans films, shows and music, shows them on the big screen,\n"
        " and streams them to the players of the house. One install, no container.",
    }
    folder = tree / "DEBIAN"
    folder.mkdir()
    (folder / "control").write_text("".join(f"{name}: {value}\n" for name, value in fields.items()), "utf-8")


def _has_zstd() -> bool:
    return "zstd" in _output("dpkg-deb", "--help")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
