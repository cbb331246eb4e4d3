"""Runs real players on a URL, as fast as they can, and tells what they showed and what they complained of."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE_S = 60
MPV_BLOCK_S = 8192 / 8000
"""mpv writes sound in blocks of so many samples."""
GSTREAMER_ATTEMPTS = 3
"""Its seek at the start races with its own reading: now and then it ends without a picture and without a word. Of HLS
that FFmpeg wrote, on a plain web server, too."""
COMPLAINTS = re.compile(
    r"(?i)^error|error while decoding|"
    r"non-monoton|out of order|timestamp|discontinu|corrupt|invalid|missing picture|lost"
)
"""What a player writes when times or bytes do not fit together."""
# VLC tells of every seek that it skipped some pieces, and that it was not told where to stop.
_NO_COMPLAINT = re.compile(r"Fragment sequence discontinuity|invalid stop-time ignored")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a player did.

    Attributes:
        frames: Digests of the pictures, in their order; of VLC, which does not tell them, only so many "".
    """

    frames: tuple[str, ...]
    complaints: tuple[str, ...]


def ffmpeg(url: str, *, start_s: float = 0, count: int | None = None, agent: str = "") -> Shown:
    """Decode the film and its sound. `agent` "" is FFmpeg's own name."""
    asked = ("-user_agent", agent) if agent else ()
    start = ("-ss", str(start_s)) if start_s else ()
    film = ("-map", "0:v:0", *(("-frames:v", str(count)) if count else ()), "-f", "framemd5", "-")
    sound = ("-map", "0:a:0", *(("-t", "1") if count else ()), "-f", "null", "-")
    out = _run("ffmpeg", "-nostdin", "-v", "warning", *asked, *start, "-i", url, *film, *sound)
    return _told(_framemd5(out.stdout), out.stderr)


def ffmpeg_pictures(url: str) -> Shown:
    """Decode a film that may have no sound."""
    out = _run("ffmpeg", "-nostdin", "-v", "warning", "-i", url, "-map", "0:v:0", "-f", "framemd5", "-")
    return _told(_framemd5(out.stdout), out.stderr)


def ffprobe(url: str, *, agent: str = "") -> Any:
    """Return what ffprobe tells of the streams."""
    asked = ("-user_agent", agent) if agent else ()
    out = _run("ffprobe", "-v", "error", *asked, "-show_streams", "-of", "json", url)
    return json.loads(out.stdout)


def sound_s(url: str, *, agent: str = "") -> float:
    """Return how many seconds of the first sound FFmpeg decodes."""
    asked = ("-user_agent", agent) if agent else ()
    into = ("-map", "0:a:0", "-ac", "1", "-ar", "8000", "-f", "u8", "-")
    command = ("ffmpeg", "-nostdin", "-v", "error", *asked, "-i", url, *into)
    out = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_S)
    return len(out.stdout) / 8000


def complaints(url: str) -> tuple[str, ...]:
    """Return what FFmpeg has against a sound, its checksums included."""
    careful = ("-err_detect", "crccheck")
    out = _run("ffmpeg", "-nostdin", "-v", "warning", *careful, "-i", url, "-map", "0:a:0", "-f", "null", "-")
    return _told((), out.stderr).complaints


def mpv_sound_s(url: str) -> float:
    """Return how many seconds of sound mpv decodes; it fills up its last block."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sound"
        into = ("-o", str(target), "--of=s16le", "--oac=pcm_s16le", "--audio-channels=mono", "--audio-samplerate=8000")
        _run("mpv", "--no-config", "--no-terminal", "--no-video", *into, url)
        return target.stat().st_size / 16_000


def mpv(url: str, *, start_s: float = 0, count: int | None = None) -> Shown:
    """Let mpv decode the film."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "frames"
        some = (f"--frames={count}",) if count else ()
        start = (f"--start={start_s}",) if start_s else ()
        quiet = ("--no-config", "--no-terminal", "--really-quiet=no", "--msg-level=all=warn", "--framedrop=no")
        into = ("-o", str(target), "--of=framemd5", "--ovc=rawvideo", "--no-audio")
        out = _run("mpv", *quiet, *start, *some, *into, url)
        return _told(_framemd5(target.read_text()), out.stdout + out.stderr)


def gstreamer(url: str, *, start_s: float = 0) -> Shown:
    """Let GStreamer play from somewhere to the end; it may show the very first frame before it seeks."""
    for _attempt in range(GSTREAMER_ATTEMPTS):
        shown = _gstreamer(url, start_s)
        if shown.frames or shown.complaints:
            break
    return shown


def _gstreamer(url: str, start_s: float) -> Shown:
    sinks = ("--audiosink=fakesink sync=false", "--videosink=checksumsink sync=false")
    out = _run("gst-play-1.0", "--no-interactive", f"--start-position={start_s}", *sinks, url)
    frames = re.findall(r"^[0-9:.]+ ([0-9a-f]{40})", out.stdout.replace("\r", "\n"), re.MULTILINE)
    return _told(frames, out.stderr)


def vlc(url: str, *, start_s: float = 0) -> Shown:
    """Let VLC read from somewhere to the end and write what it read; VLC refuses root, so root plays as nobody."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        target = Path(folder) / "read.ts"
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        user = ("runuser", "-u", "nobody", "--", "env", f"HOME={folder}") if is_root else ()
        into = ("--sout", f"#std{{access=file,mux=ts,dst={target}}}")
        plain = ("-vv", "--no-video-title-show", f"--start-time={start_s}")
        out = _run(*user, shutil.which("cvlc") or "cvlc", *plain, *into, url, "vlc://quit")
        told = [line for line in out.stderr.splitlines() if re.search(" (warning|error): ", line)]
        return _told([""] * _count(target), "\n".join(told))


def frames_of(path: Path) -> tuple[str, ...]:
    """Return digests of all pictures of a file."""
    return ffmpeg(str(path)).frames


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE_S,
    )


def _told(frames: Sequence[str], messages: str) -> Shown:
    complaints = (line for line in messages.splitlines() if COMPLAINTS.search(line) and not _NO_COMPLAINT.search(line))
    return Shown(frames=tuple(frames), complaints=tuple(complaints))


def _framemd5(text: str) -> list[str]:
    return [line.rpartition(",")[2].strip() for line in text.splitlines() if line.startswith("0,")]


def _count(path: Path) -> int:
    asked = ["-select_streams", "v:0", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"]
    out = _run("ffprobe", "-v", "error", *asked, str(path)).stdout.split()
    return int(out[0]) if out else 0
