from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.errors import Denied
from app.engine.streaming.signing import LIFETIME, Signer, viewer, viewer_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
SIGNER = Signer(b"k" * 32)


def parts(signed: str) -> tuple[int, int, str]:
    subject, expires, signature = signed.split("/")
    return int(subject), int(expires), signature


@given(subject=st.integers(min_value=1, max_value=2**60))
def test_a_signed_path_is_accepted_until_it_expires(subject: int) -> None:
    signed = parts(SIGNER.sign("direct", subject, NOON))

    SIGNER.check("direct", *signed, NOON + LIFETIME)

    with pytest.raises(Denied, match="too old"):
        SIGNER.check("direct", *signed, NOON + LIFETIME + timedelta(seconds=1))


def test_a_signature_holds_for_one_file_of_one_kind_under_one_key() -> None:
    subject, expires, signature = parts(SIGNER.sign("direct", 7, NOON))
    others: list[tuple[Signer, str, int, int, str]] = [
        (SIGNER, "side", subject, expires, signature),
        (SIGNER, "direct", subject + 1, expires, signature),
        (SIGNER, "direct", subject, expires + 1, signature),
        (SIGNER, "direct", subject, expires, signature[:-1] + ("A" if signature[-1] != "A" else "B")),
        (SIGNER, "direct", subject, expires, "é\udcff"),
        (Signer(b"x" * 32), "direct", subject, expires, signature),
    ]

    for signer, kind, number, until, claimed in others:
        with pytest.raises(Denied) as caught:
            signer.check(kind, number, until, claimed, NOON)
        assert caught.value.code == "bad_signature"


def test_a_signature_tells_for_whom_it_was_made_and_holds_for_nobody_else() -> None:
    subject, expires, signature = parts(SIGNER.sign("encode/ab", 7, NOON, "anna"))

    assert signature.endswith("~anna")
    assert SIGNER.check("encode/ab", subject, expires, signature, NOON) == "anna"
    assert SIGNER.check("direct", *parts(SIGNER.sign("direct", 7, NOON)), NOON) == ""
    for other in (signature.replace("anna", "ben"), signature.partition("~")[0]):
        with pytest.raises(Denied):
            SIGNER.check("encode/ab", subject, expires, other, NOON)


def test_a_path_ends_with_the_token_that_it_names_and_nobody_can_leave_that_out() -> None:
    standing = {"12"}
    signer = Signer(b"k" * 32, standing.__contains__)
    subject, expires, signature = parts(signer.sign("direct", 7, NOON, viewer("anna", "12")))

    signer.check("direct", subject, expires, signature, NOON)
    assert viewer_of(signature) == "anna"
    standing.clear()

    for claimed, code in ((signature, "token_withdrawn"), (signature.removesuffix(".12"), "bad_signature")):
        with pytest.raises(Denied) as refused:
            signer.check("direct", subject, expires, claimed, NOON)
        assert refused.value.code == code
    signer.check("direct", *parts(signer.sign("direct", 7, NOON, viewer("anna", ""))), NOON)
