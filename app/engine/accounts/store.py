"""SQL of the accounts. Tables: user, token."""

from dataclasses import dataclass
from sqlite3 import Connection, Row

from app.contract.accounts import Permission, Role, Token, User
from app.engine.ground.clock import from_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the database knows about a token that was shown."""

    token_id: int
    user_id: int
    role: Role
    scopes: tuple[Permission, ...]
    hash: str
    last_used_at: int


def get_owner_id(db: Connection) -> int:
    """Return the id of the first owner; every database has one."""
    row = db.execute("select id from user where role = 'owner' order by id limit 1").fetchone()
    return int(row["id"])


def get_role(db: Connection, user_id: int) -> Role:
    """Return what a user is."""
    row = db.execute("select role from user where id = ?", (user_id,)).fetchone()
    return Role(row["role"])


def list_users(db: Connection, limit: int, offset: int) -> tuple[User, ...]:
    """Return users by name."""
    rows = db.execute("select * from user order by name, id limit ? offset ?", (limit, offset))
    return tuple(
        User(id=str(row["id"]), name=row["name"], role=Role(row["role"]), created_at=from_ms(row["created_at"]))
        for row in rows
    )


def count_users(db: Connection) -> int:
    """Return how many users there are."""
    return int(db.execute("select count(*) from user").fetchone()[0])


def find_token(db: Connection, token_hash: str) -> Known | None:
    """Return what stands behind the SHA-256 of a token."""
    row = db.execute(
        """
        select token.id, token.user_id, user.role, token.scopes, token.hash, token.last_used_at
        from token join user on user.id = token.user_id
        where token.hash = ?
        """,
        (token_hash,),
    ).fetchone()
    if row is None:
        return None
    return Known(
        token_id=row["id"],
        user_id=row["user_id"],
        role=Role(row["role"]),
        scopes=_scopes(row["scopes"]),
        hash=row["hash"],
        last_used_at=row["last_used_at"] or 0,
    )


def list_tokens(db: Connection, limit: int, offset: int) -> tuple[Token, ...]:
    """Return tokens, the newest first."""
    rows = db.execute("select * from token order by id desc limit ? offset ?", (limit, offset))
    return tuple(map(_token, rows))


def list_token_ids(db: Connection) -> frozenset[str]:
    """Return the ids of all tokens; none is ever given again."""
    return frozenset(str(row["id"]) for row in db.execute("select id from token"))


def count_tokens(db: Connection) -> int:
    """Return how many tokens there are."""
    return int(db.execute("select count(*) from token").fetchone()[0])


def save_token(
    db: Connection, *, name: str, user_id: int, scopes: tuple[Permission, ...], token_hash: str, now_ms: int
) -> int:
    """Keep a new token and return its id."""
    text = " ".join(scope.value for scope in scopes)
    cursor = db.execute(
        "insert into token (name, user_id, scopes, hash, created_at) values (?, ?, ?, ?, ?)",
        (name, user_id, text, token_hash, now_ms),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def save_use(db: Connection, token_id: int, now_ms: int) -> None:
    """Keep when a token was last used."""
    db.execute("update token set last_used_at = ? where id = ?", (now_ms, token_id))


def delete_token(db: Connection, token_id: int) -> bool:
    """Forget a token; tell whether there was one."""
    return db.execute("delete from token where id = ?", (token_id,)).rowcount > 0


def _token(row: Row) -> Token:
    used = row["last_used_at"]
    return Token(
        id=str(row["id"]),
        name=row["name"],
        user_id=str(row["user_id"]),
        scopes=_scopes(row["scopes"]),
        created_at=from_ms(row["created_at"]),
        last_used_at=from_ms(used) if used is not None else None,
    )


def _scopes(text: str) -> tuple[Permission, ...]:
    """One that this version does not know is a damaged row: better an error than a token that may too much."""
    return tuple(Permission(word) for word in text.split())
