import pytest

from app.contract.errors import KINDS, MarqueeError, NotFound, error_for


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_comes_back_as_its_own_kind(kind: type[MarqueeError]) -> None:
    sent = kind("Why.", details={"path": "/x"})

    heard = error_for(sent.status, sent.code, sent.message, sent.details)

    assert type(heard) is kind
    assert (heard.code, heard.message, heard.details) == (kind.default_code, "Why.", {"path": "/x"})


def test_an_error_may_have_a_code_of_its_own() -> None:
    error = NotFound("No such source.", code="source_not_found")

    assert (error.status, error.code, str(error)) == (404, "source_not_found", "No such source.")


@pytest.mark.parametrize("status", [429, 500])
def test_a_status_without_a_kind_is_a_plain_error(status: int) -> None:
    assert type(error_for(status, "busy", "Later.")) is MarqueeError


def test_kinds_differ_in_status_and_code() -> None:
    assert len({kind.status for kind in KINDS}) == len({kind.default_code for kind in KINDS}) == len(KINDS)
