import errno
from pathlib import Path

import av.error
import pytest

from app.contract.media import MediaFault
from app.worker.checks import Fault, fault_of, reading


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(errno.EACCES, "no"), MediaFault.NO_PERMISSION),
        (av.error.PermissionError(errno.EPERM, "no"), MediaFault.NO_PERMISSION),
        (av.error.UndefinedError(-1, "no"), MediaFault.NO_PERMISSION),
        (FileNotFoundError(errno.ENOENT, "gone"), MediaFault.VANISHED),
        (OSError(errno.ESTALE, "stale"), MediaFault.VANISHED),
        (OSError(errno.EISDIR, "folder"), MediaFault.NOT_A_FILE),
        (OSError(errno.EIO, "disk"), MediaFault.UNREADABLE),
        (av.error.InvalidDataError(1, "bad"), MediaFault.NO_PERMISSION),
        (ValueError("bad"), MediaFault.UNREADABLE),
    ],
)
def test_an_error_means_a_fault(error: Exception, expected: MediaFault) -> None:
    assert fault_of(error) is expected


@pytest.mark.parametrize(
    "error",
    [
        IndexError("tuple"),
        MemoryError(),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
        EOFError(),
        ZeroDivisionError(),
    ],
)
def test_whatever_a_library_raises_over_a_file_is_told(tmp_path: Path, error: Exception) -> None:
    (tmp_path / "film").write_text("x")

    with pytest.raises(Fault) as caught, reading(tmp_path / "film"):
        raise error
    assert caught.value.kind is MediaFault.UNREADABLE
    assert str(caught.value)


def test_a_file_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "film").write_text("x")
    monkeypatch.setattr("os.open", refuse)  # root may read everything

    with pytest.raises(Fault) as caught, reading(tmp_path / "film"):
        pass
    assert caught.value.kind is MediaFault.NO_PERMISSION


def test_ffmpegs_nameless_failure_in_the_middle_of_a_file_is_no_lack_of_permission(tmp_path: Path) -> None:
    path = tmp_path / "film.mkv"
    path.write_bytes(b"film")

    with pytest.raises(Fault) as caught, reading(path):
        raise av.error.PermissionError(errno.EPERM, "Operation not permitted")

    assert caught.value.kind is MediaFault.UNREADABLE
