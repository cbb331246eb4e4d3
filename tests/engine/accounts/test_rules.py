"""What roles and scopes allow."""

from hypothesis import given
from hypothesis import strategies as st

from app.contract.accounts import Permission, Role
from app.engine.accounts.rules import GRANTABLE, permissions_of


def test_the_owner_may_everything_that_can_be_given() -> None:
    assert permissions_of(Role.OWNER) == GRANTABLE
    assert Permission.OPEN not in GRANTABLE


def test_a_member_watches_and_changes_nothing() -> None:
    allowed = permissions_of(Role.MEMBER)

    assert Permission.PLAYBACK in allowed
    assert not {permission for permission in allowed if permission.value.endswith(".manage")}


@given(st.sampled_from(Role), st.sets(st.sampled_from(Permission), min_size=1))
def test_scopes_never_widen(role: Role, scopes: set[Permission]) -> None:
    allowed = permissions_of(role, scopes)

    assert allowed <= permissions_of(role)
    assert allowed <= scopes
