"""The house rules that an import graph cannot express. Each failure says what to do instead."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "app"
MODULES = sorted(APP.rglob("*.py"))
MAX_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_CONSTRUCTOR_PARAMETERS = 6
MAX_PUBLIC_METHODS = 12

# Which files may import a library, as globs relative to app/.
HOMES = {
    "PySide6": ["desktop/*"],
    "qasync": ["desktop/*"],
    "aiohttp": ["engine/web/*", "engine/*/routes.py", "engine/lan/*", "client/events.py"],
    "httpx": ["client/*", "engine/ground/net.py"],
    "sqlite3": ["engine/ground/db.py", "engine/ground/migrate.py", "engine/*/store.py", "engine/*/schema.py"],
    "sqlite_utils": ["engine/ground/db.py", "engine/ground/migrate.py", "engine/*/store.py", "engine/*/schema.py"],
    "av": ["worker/*"],
    "PIL": ["worker/*"],
    "mutagen": ["worker/*"],
    "charset_normalizer": ["worker/*"],
    "defusedxml": ["engine/library/local/*", "engine/imports/bodies.py", "worker/*"],
    "zeroconf": ["engine/devices/*"],
    "keyring": ["engine/ground/secrets.py"],
}
QT_FREE_IN_DESKTOP = "state.py"
OPEN_ROOMS = {"ground", "web"}  # engine rooms without a front door
DOCUMENTED = ("contract/*", "client/*", "engine/ground/*", "engine/*/service.py", "engine/*/rules.py")
FORBIDDEN_WORDS = ("Manager", "Helper", "Util", "Handler", "Data", "Info", "Process", "Common", "Misc")


@cache
def parsed(path: Path) -> ast.Module:
    """Return what a file says; several tests look at each."""
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted module) for every import in a file, lazy ones included."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def import_problems(path: Path, here: Path) -> Iterator[str]:
    """Yield what a file imports although it is not at home there."""
    for line, module in imports(path):
        library = module.split(".")[0]
        if library in HOMES and not any(fnmatch(here.as_posix(), home) for home in HOMES[library]):
            yield f"{here}:{line} imports {library}; its homes are {HOMES[library]}"
        if library == "PySide6" and here.name == QT_FREE_IN_DESKTOP:
            yield f"{here}:{line} state.py holds no Qt; move the Qt part to model.py"
        if module.startswith("app.engine."):
            room, *inner = module.removeprefix("app.engine.").split(".")
            stranger = here.parts[:2] != ("engine", room) and here.as_posix() != "engine/compose.py"
            if stranger and room not in OPEN_ROOMS and inner and is_inside(room, inner[0]):
                yield f"{here}:{line} reaches into {room}/{inner[0]}; import app.engine.{room}"


def is_inside(room: str, name: str) -> bool:
    """Tell whether a name is a module of a room, not something its front door gives."""
    return (APP / "engine" / room / f"{name}.py").exists() or (APP / "engine" / room / name).is_dir()


def size_problems(tree: ast.Module, here: Path, lines: int) -> Iterator[str]:
    """Yield what has grown over the limits of the house."""
    if lines > MAX_LINES:
        yield f"{here} has {lines} lines, the house limit is {MAX_LINES}: split it by verb"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{here}:{node.lineno} {node.name} has {length} lines: name its parts"
            parameters = len(node.args.args) + len(node.args.kwonlyargs) - 1
            if node.name == "__init__" and parameters > MAX_CONSTRUCTOR_PARAMETERS:
                yield f"{here}:{node.lineno} a constructor with {parameters} parameters: which noun is hiding in them?"
        if isinstance(node, ast.ClassDef):
            yield from class_problems(node, here)


def class_problems(node: ast.ClassDef, here: Path) -> Iterator[str]:
    """Yield classes that do too much, or whose name says nothing."""
    public = [
        part.name
        for part in node.body
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not part.name.startswith("_")
        and part.name == part.name.lower()  # Qt's own overrides are camelCase
        and not any(isinstance(mark, ast.Name) and mark.id == "property" for mark in part.decorator_list)
    ]
    if len(public) > MAX_PUBLIC_METHODS:
        yield f"{here}:{node.lineno} {node.name} has {len(public)} public methods: it is two nouns"
    if node.name.endswith(FORBIDDEN_WORDS):
        yield f"{here}:{node.lineno} {node.name}: a plain noun says more"


def docstring_problems(tree: ast.Module, here: Path) -> Iterator[str]:
    """Yield what a stranger could not understand from its first line."""
    has_code = any(not isinstance(node, ast.Expr) for node in tree.body)
    if has_code and not ast.get_docstring(tree):
        yield f"{here} says nowhere what it is for: add a docstring of one line"
    if not any(fnmatch(here.as_posix(), glob) for glob in DOCUMENTED):
        return
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        if is_public(tree, node) and not ast.get_docstring(node):
            yield f"{here}:{node.lineno} {node.name} is public here and has no docstring"


def is_public(tree: ast.Module, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Tell whether a definition is at the top of the module or of a public class, under a plain name."""
    classes = [part for part in tree.body if isinstance(part, ast.ClassDef) and not part.name.startswith("_")]
    places = [tree.body, *[part.body for part in classes]]
    return not node.name.startswith("_") and any(node in place for place in places)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_module_keeps_house_rules(path: Path) -> None:
    here = path.relative_to(APP)
    tree = parsed(path)

    problems = [
        *import_problems(path, here),
        *size_problems(tree, here, len(path.read_text("utf-8").splitlines())),
        *docstring_problems(tree, here),
    ]

    assert not problems, "\n".join(problems)
