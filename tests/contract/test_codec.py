import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.contract import codec
from app.contract.accounts import Permission, Token
from app.contract.errors import Invalid
from app.contract.jobs import JobProgress, JobState
from app.contract.settings import SettingChange

TOKEN = Token(
    id="1",
    name="tv",
    user_id="2",
    scopes=(Permission.LIBRARY_READ,),
    created_at=datetime(2026, 11, 21, tzinfo=UTC),
    last_used_at=None,
)


def test_a_value_survives_the_wire() -> None:
    assert codec.decode(codec.encode(TOKEN), Token) == TOKEN
    assert codec.convert(codec.plain(TOKEN), Token) == TOKEN


def test_times_are_written_in_utc_and_enums_as_their_word() -> None:
    plain = codec.plain(TOKEN)

    assert plain["created_at"] == "2026-11-21T00:00:00Z"
    assert list(plain["scopes"]) == ["library.read"]


def test_an_event_is_written_without_its_name() -> None:
    event = JobProgress(id="1", kind="a.b", state=JobState.DONE, progress=1.0, detail="")

    assert codec.plain(event) == {"id": "1", "kind": "a.b", "state": "done", "progress": 1.0, "detail": ""}


def test_a_field_of_a_newer_engine_is_ignored() -> None:
    assert codec.decode(b'{"values": {}, "new": 1}', SettingChange) == SettingChange(values={})


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b"{}", b'{"values": 1}', b'{"values": {"a": []}}'])
def test_what_does_not_fit_is_invalid(body: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        codec.decode(body, SettingChange)
    assert caught.value.code == "invalid_body"


def test_the_message_names_the_field() -> None:
    with pytest.raises(Invalid, match="values"):
        codec.decode(b'{"values": 1}', SettingChange)


def test_numbers_of_a_query_come_as_text() -> None:
    assert codec.convert({"a": "7"}, dict[str, int], from_text=True) == {"a": 7}
    with pytest.raises(Invalid):
        codec.convert({"a": "7"}, dict[str, int])


RACE = """
import dataclasses, sys, threading
from app.contract import codec

def meet(barrier, outer, inner):
    barrier.wait()
    codec.convert({f"part_{n}": {f"field_{n}": n for n in range(12)} for n in range(6)}, outer)
    codec.convert({f"field_{n}": n for n in range(12)}, inner)

sys.setswitchinterval(1e-6)
for _ in range(100):
    inner = dataclasses.make_dataclass("Inner", [(f"field_{n}", int) for n in range(12)], kw_only=True)
    outer = dataclasses.make_dataclass("Outer", [(f"part_{n}", inner) for n in range(6)], kw_only=True)
    barrier = threading.Barrier(8)
    threads = [threading.Thread(target=meet, args=(barrier, outer, inner)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_many_threads_may_meet_a_type_for_the_first_time() -> None:
    run = subprocess.run([sys.executable, "-c", RACE], cwd=Path(__file__).parents[2], check=False, timeout=60)

    assert run.returncode == 0, "the process crashed"
