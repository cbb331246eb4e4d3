"""Fails when the tests cover less of a part of the house than its floor."""

import sys
from collections.abc import Callable

import coverage

FLOORS: tuple[tuple[str, float, Callable[[str], bool]], ...] = (
    ("rules", 100, lambda path: path.endswith("/rules.py")),
    ("contract", 100, lambda path: "/app/contract/" in path),
    ("client", 100, lambda path: "/app/client/" in path),
    ("engine", 90, lambda path: "/app/engine/" in path),
    ("desktop", 75, lambda path: "/app/desktop/" in path),
)


def main() -> int:
    """Print covered lines for each part and return 1 when one lies below its floor."""
    data = coverage.Coverage(config_file="pyproject.toml")
    data.load()
    counts = {path: _count(data, path) for path in data.get_data().measured_files()}
    bad = False
    for name, floor, belongs in FLOORS:
        chosen = {path: count for path, count in counts.items() if belongs(path.replace("\\", "/"))}
        lines, missed = (sum(count[i] for count in chosen.values()) for i in (0, 1))
        share = 100.0 if not lines else 100 * (lines - missed) / lines
        bad |= share < floor
        print(f"{'ok  ' if share >= floor else 'FAIL'} {name:9} {share:6.2f} % of {lines} lines, floor {floor} %")
        if share < floor:
            _show_worst(chosen)
    return int(bad)


def _count(data: coverage.Coverage, path: str) -> tuple[int, int]:
    _, lines, _, missing, _ = data.analysis2(path)
    return len(lines), len(missing)


def _show_worst(chosen: dict[str, tuple[int, int]]) -> None:
    for path, (lines, missed) in sorted(chosen.items(), key=lambda entry: -entry[1][1])[:15]:
        if missed:
            print(f"     {missed:4} of {lines:4} lines not covered in {path}")


if __name__ == "__main__":
    sys.exit(main())
