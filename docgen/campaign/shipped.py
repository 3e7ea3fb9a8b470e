"""Where the shipped templates and samples are: beside the package in a checkout, inside it when installed."""

from pathlib import Path

from docgen.errors import CampaignError, UsageError
from docgen.excel import nearest
from docgen.language import enumerated, say

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The shipped folder `name` (templates or samples). Raises CampaignError if this installation lacks it."""
    for base in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (base / name).is_dir():
            return base / name
    raise CampaignError(
        say("This installation of docgen lacks its folder {name}.", name=name),
        say("Install docgen again."),
    )


def sample_names() -> tuple[str, ...]:
    """The names of the shipped sample campaigns."""
    return tuple(sorted(p.parent.name for p in shipped("samples").glob("*/campaign.toml")))


def sample_folder(name: str) -> Path:
    """The folder of a shipped sample. Raises UsageError, offering the nearest, if there is none of this name."""
    names = sample_names()
    if name in names:
        return shipped("samples") / name
    near = nearest(name, names)
    raise UsageError(
        say("There is no sample “{name}”.", name=name),
        say("Did you mean {near}?", near=near) if near else say("There are: {names}.", names=enumerated(names)),
    )


def template_folder(sample: str, language: str) -> Path:
    """The shipped templates a sample uses: those under its own name, else those of its language."""
    own = shipped("templates") / sample
    return own if own.is_dir() else shipped("templates") / language


def form_folder(sample: str) -> Path:
    """The shipped definitions of forms a sample uses: those under its own name, else those of all."""
    own = shipped("templates") / "forms" / sample
    return own if own.is_dir() else own.parent
