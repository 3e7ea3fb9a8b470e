"""A private fontconfig world that holds the bundled fonts only.

On Linux the embedded engine finds its fonts through fontconfig, which is told here to look into one folder of ours and
at nothing of the machine: not its fonts, not its settings, not the user's. Without this the same book would look
different from machine to machine, and take several times as long.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.errors import EngineError
from docgen.files import cause
from docgen.language import say
from docgen.pdf.fonts import FOLDER, SERIF, SONG, SUBSTITUTES, Substitute, fonts_digest

VARIABLES = ("FONTCONFIG_SYSROOT", "FONTCONFIG_FILE")
"""The environment variables that lead fontconfig here. It reads them at each conversion."""

OTHERS = "others.conf"
"""The same for programs that cannot live under a system root of ours: with full paths."""
_HEAD = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{root}/fonts</dir>
<cachedir>{root}/cache</cachedir>
"""
# The engine asks for a face that has a character its own font lacks; the last families are what it is then given.
_TAIL = f"""<match target="pattern"><edit name="family" mode="append_last">
<string>{SERIF}</string><string>{SONG}</string>
</edit></match>
</fontconfig>
"""


def configuration(root: str = "") -> str:
    """The fontconfig file: one folder, the bundled families under all the names they stand in for, a last resort."""
    return _HEAD.format(root=escape(root)) + "".join(map(_alias, SUBSTITUTES)) + _TAIL


def _alias(row: Substitute) -> str:
    """The names are given to the faces as they are scanned, since the engine looks a family up among those it lists."""
    weight = '<test name="weight" compare="more_eq"><const>bold</const></test>' if row.bold else ""
    names = "".join(f"<string>{escape(name)}</string>" for name in row.names)
    return (
        f'<match target="scan"><test name="family"><string>{row.family}</string></test>{weight}'
        f'<edit name="family" mode="append">{names}</edit></match>\n'
    )


@dataclass(frozen=True, slots=True)
class BundledFonts:
    """The bundled fonts laid out on this machine, for fontconfig to be led to. Made by `lay_out_fonts`."""

    root: Path

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let conversions of this process see the bundled fonts only; outside the block nothing has changed."""
        before = {name: os.environ.get(name) for name in VARIABLES}
        os.environ.update(zip(VARIABLES, (str(self.root), str(self.root / "fonts.conf")), strict=True))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def bundled_fonts_for_others() -> Mapping[str, str]:
    """The environment that lets a program of the machine's own see the bundled fonts only. Raises EngineError."""
    inherited = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return inherited | {"FONTCONFIG_FILE": str(lay_out_fonts().root / OTHERS)}


def lay_out_fonts() -> BundledFonts:
    """The bundled fonts in a folder of their own, made at the first call on a machine. Raises EngineError."""
    try:
        return BundledFonts(_private_root())
    except OSError as trouble:
        raise EngineError(
            say("The bundled fonts could not be laid out: {reason}.", reason=cause(trouble)),
            say("Make room in the folder for temporary files, or set TMPDIR to one you may write to."),
        ) from trouble


def _private_root() -> Path:
    """A folder of this user and these fonts, shared by all workers; made or mended without disturbing those at work.

    It is a system root to fontconfig: otherwise each conversion would read the descriptions of the machine's own
    settings (a quarter of its time), and complain about those it does not know. Therefore the root must hold the file
    under its full name too.
    """
    owner = os.getuid() if hasattr(os, "getuid") else 0
    digest = hashlib.sha256((configuration() + fonts_digest()).encode()).hexdigest()
    root = Path(tempfile.gettempdir()).resolve() / f"docgen-fonts-{owner}-{digest[:16]}"
    root.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and root.stat().st_uid != owner:
        root = Path(tempfile.mkdtemp(prefix="docgen-fonts-")).resolve()
    (root / "fonts").mkdir(exist_ok=True)
    for file in FOLDER.glob("*.ttf"):
        _link(root / "fonts" / file.name, file)
    nested = root / root.relative_to(root.anchor)
    nested.mkdir(parents=True, exist_ok=True)
    for folder in (root, nested):
        _write(folder / "fonts.conf", configuration())
    _write(root / OTHERS, configuration(str(root)))
    return root


def _link(link: Path, file: Path) -> None:
    if not link.is_symlink() or link.readlink() != file:
        draft = link.with_name(f".{os.getpid()}-{link.name}")
        draft.unlink(missing_ok=True)
        draft.symlink_to(file)
        draft.replace(link)


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        draft = path.with_name(f".{os.getpid()}-{path.name}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
