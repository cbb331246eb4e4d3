"""`marquee token create NAME`: a token for a program or a player."""

import argparse
import asyncio

from app.cli import console
from app.cli.arguments import add_data_dir
from app.cli.connection import connect
from app.contract.accounts import MadeToken, NewToken, Permission
from app.engine.ground.paths import Home, find_home

_SCOPES = sorted(set(Permission) - {Permission.OPEN, Permission.SIGNED})


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True, parser_class=argparse.ArgumentParser)
    create = verbs.add_parser("create", help="make one and print it", description="Make a token and print it, once.")
    create.add_argument("name", metavar="NAME", help="what or who it is for")
    create.add_argument(
        "--scope",
        action="append",
        dest="scopes",
        default=[],
        choices=[scope.value for scope in _SCOPES],
        metavar="SCOPE",
        help=f"what it may do, several times for several; all when left out. One of: {', '.join(_SCOPES)}",
    )
    create.add_argument("--json", action="store_true", help='print {"id", "name", "token"}')
    add_data_dir(create, default=argparse.SUPPRESS)
    create.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the token. Without --json it stands alone on standard output."""
    wish = NewToken(name=options.name, scopes=tuple(map(Permission, options.scopes)))
    made = asyncio.run(_create(find_home(options.data_dir), wish))
    if options.json:
        console.show(made)
    else:
        console.note("Keep it: it cannot be shown again.")
        console.say(made.token)
    return 0


async def _create(home: Home, wish: NewToken) -> MadeToken:
    async with connect(home) as client:
        return await client.accounts.create_token(wish)
