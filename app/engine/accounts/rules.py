"""What a role and the scopes of a token allow. Pure."""

from collections.abc import Collection

from app.contract.accounts import Permission, Role

GRANTABLE = frozenset(Permission) - {Permission.OPEN, Permission.SIGNED}
"""What can be given to somebody; the other two describe routes."""

_BY_ROLE = {
    Role.OWNER: GRANTABLE,
    Role.MEMBER: frozenset({Permission.LIBRARY_READ, Permission.PLAYBACK, Permission.DEVICES_READ}),
}


def permissions_of(role: Role, scopes: Collection[Permission] = ()) -> frozenset[Permission]:
    """Return what a token of somebody with this role may do.

    Scopes only narrow: they never give what the role does not have. No scopes means all of the role.
    """
    allowed = _BY_ROLE[role]
    return allowed & frozenset(scopes) if scopes else allowed
