"""The rules of docs/architecture.md that a program can hold: rooms, purity, docstrings, sizes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = frozenset({"load", "parse", "cite", "link", "check", "plan", "render", "write"})
PURE = frozenset({"parse", "cite", "link", "check", "plan", "render"})
SHARED = frozenset(
    {"model", "problems", "urls", "fields", "field_reader", "yaml_nodes", "wording"}
    | {"rights", "sentences"}
)
IMPURE_MODULES = frozenset(
    {"io", "locale", "os", "pathlib", "random", "shutil", "socket", "subprocess", "sys", "tempfile"}
    | {"threading", "time", "urllib.request"}
)
IMPURE_CALLS = frozenset({"open", "print", "input", "exit", "now", "today", "utcnow", "getenv"})
LONGEST_FILE = 300
LONGEST_FUNCTION = 50

FILES = sorted((ROOT / "generator").rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    """Every imported module by its full name; what is imported from `generator` counts too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""
            if node.module == "generator":
                yield from (f"generator.{alias.name}" for alias in node.names)


def imported_modules(tree: ast.AST, modules: set[str]) -> set[str]:
    """The modules of the package that are imported; a sub-module stands for itself alone."""
    found = {name for name in imports(tree) if name in modules}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            below = {f"{node.module}.{alias.name}" for alias in node.names} & modules
            if below:
                found = found - {str(node.module)} | below
    return found


def calls(tree: ast.AST) -> Iterator[str]:
    """The last name of every function that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def room_of(path: Path) -> str:
    """The stage that a file belongs to, or its own name where it stands beside the stages."""
    parts = path.relative_to(ROOT / "generator").parts
    return parts[0] if len(parts) > 1 else path.stem


def faults(room: str, text: str) -> list[str]:
    """What breaks the rules in a module of a room."""
    tree = ast.parse(text)
    rooms = {name.split(".")[1] for name in imports(tree) if name.startswith("generator.")}
    found = []
    if room in STAGES:
        found += [f"{room} imports {other}" for other in rooms - SHARED - {room}]
    if room in SHARED:
        found += [f"{room} imports {other}" for other in rooms - SHARED]
    if room != "build" and len(rooms & STAGES - {room}) > (0 if room in STAGES else 1):
        found.append(f"{room} knows several stages")
    if room == "workers":
        found += [f"{room} imports {other}" for other in rooms - {"workers", "version"}]
    if room in PURE:
        found += [f"{room} imports {name}" for name in imports(tree) if name in IMPURE_MODULES]
        found += [f"{room} calls {name}" for name in calls(tree) if name in IMPURE_CALLS]
    if room not in ("cli", "__main__"):
        found += [f"{room} calls {name}" for name in calls(tree) if name in ("print", "exit")]
    if not ast.get_docstring(tree):
        found.append("no docstring")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_the_rules(path: Path) -> None:
    assert faults(room_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in FILES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    graph = {
        name: imported_modules(ast.parse(path.read_text("utf-8")), set(names))
        for name, path in names.items()
    }
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join((*above, name))
        if name not in done:
            for other in sorted(graph[name] - {"generator"}):
                visit(other, (*above, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize(
    ("room", "text", "fault"),
    [
        ("link", "'''d'''\nfrom generator.parse.seed import x", "link imports parse"),
        ("link", "'''d'''\nfrom generator import plan", "link imports plan"),
        ("parse", "'''d'''\nif TYPE_CHECKING:\n    import generator.link", "parse imports link"),
        ("plan", "'''d'''\nimport os", "plan imports os"),
        ("render", "'''d'''\nopen('x')", "render calls open"),
        ("parse", "'''d'''\ndate.today()", "parse calls today"),
        ("write", "'''d'''\nprint(1)", "write calls print"),
        ("urls", "'''d'''\nimport generator.build", "urls imports build"),
        (
            "config",
            "'''d'''\nimport generator.load, generator.parse",
            "config knows several stages",
        ),
        ("load", "x = 1", "no docstring"),
    ],
)
def test_a_breach_is_seen(room: str, text: str, fault: str) -> None:
    assert fault in faults(room, text)
