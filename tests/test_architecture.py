"""The house rules that a reader relies on, held by reading the code itself (docs/architecture.md)."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "docgen"

LEVELS = (
    {"__main__"},
    {"cli"},
    {"books", "forms", "returns", "desk", "assessment", "results", "verify", "merge", "agenda", "doctor"},
    {"press", "campaign", "expression"},
    {"word", "excel", "pdf", "store", "batch"},
    {"findings", "model", "errors", "language", "files", "containers", "doors", ""},
)
"""Rooms from the top down. A room imports lower levels only, never a neighbour; "" is `docgen/__init__.py`."""

GROUND = LEVELS[-1]
LIBRARIES = {
    "docx": {"word"},
    "docxtpl": {"word"},
    "docxcompose": {"word"},
    "openpyxl": {"excel"},
    "xlsxwriter": {"excel"},
    "dxpdf": {"pdf"},
    "pikepdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "pdfplumber": {"pdf"},
    "pyhanko": {"pdf"},
    "pyhanko_certvalidator": {"pdf"},
    "asn1crypto": {"pdf"},
    "cryptography": {"pdf"},
    "PIL": {"pdf"},
    "zxingcpp": {"pdf"},
    "lxml": {"word", "excel", "pdf"},
    "sqlalchemy": {"store"},
    "yaml": {"assessment"},
    "olefile": {"word", "excel"},
    "smtplib": {"results"},
    "matplotlib": {"results"},
    "click": {"cli"},
    "rich": {"cli"},
}
"""A library and the rooms that may import it."""

VAGUE = re.compile(r"utils?|helpers?|common|managers?|misc")
BOUND_TO_TABLES = {
    "returns/extra.py",
    "desk/review.py",
    "files.py",
    "findings/__init__.py",
    "model/assessment.py",
    "pdf/abilities.py",
}
"""Modules of the ground floor that say sentences of a table: the rows themselves are gathered for translation."""


@dataclass(frozen=True)
class Module:
    """A source file of the package with its syntax tree."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """Its path inside the package, for messages."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def dotted(self) -> str:
        """Its import name."""
        parts = ("docgen", *self.path.relative_to(PACKAGE).with_suffix("").parts)
        return ".".join(parts).removesuffix(".__init__")

    @property
    def room(self) -> str:
        """The room it stands in."""
        return room(self.dotted)


def room(dotted: str) -> str:
    """The room of an import name: `docgen.word.lint` is in `word`, `docgen` itself in the ground floor."""
    return [*dotted.split("."), ""][1]


def read(path: Path) -> Module:
    source = path.read_text(encoding="utf-8")
    return Module(path, ast.parse(source), source.count("\n"))


MODULES = [read(path) for path in sorted(PACKAGE.rglob("*.py"))]
DOTTED = {module.dotted for module in MODULES}


def imported(module: Module, *, at_start: bool = False) -> Iterator[str]:
    """Every import name in `module`; `at_start` leaves out those inside functions and for type checkers only."""
    nodes = list(start_nodes(module.tree)) if at_start else list(ast.walk(module.tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in DOTTED else str(node.module)


def start_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from start_nodes(node)


def level(name: str) -> int:
    return next(number for number, rooms in enumerate(LEVELS) if name in rooms)


def by_name(module: Module) -> str:
    return module.name


every_module = pytest.mark.parametrize("module", MODULES, ids=by_name)


def test_every_room_has_its_level() -> None:
    assert {module.room for module in MODULES} <= set().union(*LEVELS)


def test_every_room_is_on_the_architecture_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {module.room for module in MODULES} - GROUND - {"__main__"}
    assert [name for name in sorted(rooms) if f"`{name}/`" not in page] == []


@every_module
def test_imports_go_down_only(module: Module) -> None:
    doors = module.room == ""  # the top names the rooms' doors for type checkers, and imports none by itself
    inside = {n for n in imported(module, at_start=doors) if n == "docgen" or n.startswith("docgen.")}
    other = {name for name in inside if room(name) != module.room}
    if module.room in GROUND:
        assert {name for name in other if room(name) not in GROUND} == set()
    else:
        assert {name for name in other if level(room(name)) <= level(module.room)} == set()


def test_no_imports_run_in_a_circle() -> None:
    edges = {m.dotted: {n for n in imported(m, at_start=True) if n in DOTTED} - {m.dotted} for m in MODULES}
    while leaves := [name for name, below in edges.items() if not below & edges.keys()]:
        for name in leaves:
            del edges[name]
    assert edges == {}, "what is left imports itself in a circle"


@every_module
def test_document_libraries_stay_in_their_rooms(module: Module) -> None:
    libraries = {name.split(".")[0] for name in imported(module)}
    assert {name for name in libraries if module.room not in LIBRARIES.get(name, {module.room})} == set()


def test_the_ground_floor_needs_the_standard_library_alone() -> None:
    for module in MODULES:
        if module.room in GROUND:
            outside = {name.split(".")[0] for name in imported(module)} - {"docgen"}
            assert outside <= sys.stdlib_module_names, module.name


@every_module
def test_unexpected_exceptions_are_caught_at_the_two_borders_only(module: Module) -> None:
    broad = [
        handler
        for handler in ast.walk(module.tree)
        if isinstance(handler, ast.ExceptHandler)
        and (handler.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(handler.type)))
    ]
    borders = ("cli/program.py", "batch/limited.py")  # to the person at the keyboard; to a file from outside
    assert len(broad) == (1 if module.name in borders else 0)


@every_module
def test_modules_and_functions_stay_small(module: Module) -> None:
    assert module.lines <= 500
    long = [
        f"{node.name}: {function_length(node)} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_length(node) > 60
    ]
    assert long == []


def function_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or 0) - first.lineno + 2


@pytest.mark.parametrize("path", sorted((ROOT / "docgen" / "cli").glob("*.py")), ids=lambda path: path.name)
def test_the_body_of_a_command_is_at_most_15_lines(path: Path) -> None:
    for node in ast.walk(read(path).tree):
        if isinstance(node, ast.FunctionDef) and any("click.command" in ast.unparse(d) for d in node.decorator_list):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            assert (node.end_lineno or 0) - body[0].lineno + 1 <= 15, node.name


@every_module
def test_no_name_is_vague(module: Module) -> None:
    parts = module.path.relative_to(PACKAGE).with_suffix("").parts
    assert [part for part in parts if VAGUE.fullmatch(part)] == []


@every_module
def test_what_is_said_is_written_where_it_is_said(module: Module) -> None:
    """A sentence in a variable would not be gathered for translation."""
    if not any(name.startswith("docgen.language") for name in imported(module)):
        return
    calls = [n for n in ast.walk(module.tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "say"]
    indirect = [c.lineno for c in calls if not (c.args and isinstance(c.args[0], ast.Constant))]
    assert module.name in BOUND_TO_TABLES or indirect == []


def catalogue_rows() -> Iterator[tuple[str, str]]:
    """Name and id of every finding code."""
    for module in MODULES:
        if module.room == "findings":
            for node in module.tree.body:
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    call = node.value
                    if ast.unparse(call.func) == "Code" and isinstance(node.targets[0], ast.Name):
                        yield node.targets[0].id, str(ast.literal_eval(call.args[0]))


def test_finding_ids_are_unique_and_begin_with_their_level() -> None:
    ids = [code_id for _, code_id in catalogue_rows()]
    assert [code_id for code_id, times in Counter(ids).items() if times > 1] == []
    assert [code_id for code_id in ids if not re.fullmatch(r"[EWI](-[A-Z0-9]+)+", code_id)] == []


def test_every_finding_code_is_used() -> None:
    used: set[str] = set()
    for module in MODULES:
        if module.room != "findings":
            nodes = list(ast.walk(module.tree))
            used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            used |= {node.id for node in nodes if isinstance(node, ast.Name)}
    assert [name for name, _ in catalogue_rows() if name not in used] == []
