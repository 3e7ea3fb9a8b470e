"""What becomes of a field that has no value: the rules a campaign chooses, and the value that stands in for it.

A missing field does not stop a render: it is noted, stands for nothing, and the render goes on, so that all missing
fields of a document are told at once.
"""

from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple, Protocol, Self

from jinja2 import Undefined
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.utils import missing

from docgen.model import MissingPolicy


class Spot(NamedTuple):
    """A tag in a template: its expression as written, the field it names, the number of its paragraph in the part.

    `{{ h.deadline }}` inside `{% for h in unit.hazards %}` is tag `h.deadline`, field `unit.hazards.deadline`.
    """

    tag: str
    field: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class MissingRules:
    """What becomes of missing fields: pairs of pattern (`*` is any letters) and policy, the longest match counting."""

    default: MissingPolicy = MissingPolicy.ERROR
    fields: tuple[tuple[str, MissingPolicy], ...] = ()

    def policy(self, field: str) -> MissingPolicy:
        """The policy of the longest pattern that matches `field`, else the default."""
        matching = (pair for pair in self.fields if fnmatchcase(field, pair[0]))
        return max(matching, key=lambda pair: len(pair[0]), default=("", self.default))[1]


STRICT = MissingRules()
"""Every missing field is an error."""


class Ledger(Protocol):
    """Whoever notes down the missing fields of a render."""

    def lack(self, spot: Spot | None, missing: "Missing | None") -> str:
        """Note a missing field; what is printed in its place."""
        ...


ledger: ContextVar[Ledger] = ContextVar("ledger")
"""The render going on in this thread."""


class Missing(Undefined):
    """A name or an attribute that is not there. Using it in any way notes it; it stands for nothing."""

    __slots__ = ("spot",)

    spot: Spot | None

    def __init__(
        self,
        hint: str | None = None,
        obj: object = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, exc)
        self.spot = None

    @classmethod
    def at(cls, spot: Spot, obj: object, name: str) -> Self:
        """What stands for attribute `name` of `obj`, or for the name itself, at a tag of the template."""
        stand_in = cls(obj=obj, name=name)
        stand_in.spot = spot
        return stand_in

    @property
    def name(self) -> str:
        """The name that was looked for."""
        return str(self._undefined_name)

    @property
    def unsafe(self) -> bool:
        """Whether it is there, but no template may touch it."""
        return issubclass(self._undefined_exception, SecurityError)

    @property
    def reason(self) -> str:
        """Why it is not there, in Jinja's words."""
        return self._undefined_message

    def use(self) -> str:
        """Note that the field was needed; what is printed in its place."""
        return ledger.get().lack(self.spot, self)

    def __getattr__(self, name: str) -> Self:
        if name.startswith("__") or name == "spot":
            raise AttributeError(name)
        return self

    def __str__(self) -> str:
        return self.use()

    def __repr__(self) -> str:
        return self.use()  # printed as a member of a list

    def __bool__(self) -> bool:
        if self._undefined_hint is None or self.unsafe:  # a hint tells of an end: a loop has no item before its first
            self.use()
        return False

    def __len__(self) -> int:
        self.use()
        return 0

    def __iter__(self) -> Iterator[object]:
        self.use()
        return iter(())

    def __eq__(self, other: object) -> bool:
        self.use()
        return False

    def __ne__(self, other: object) -> bool:
        self.use()
        return True

    __hash__ = Undefined.__hash__


def _nothing(self: Missing, *_: object) -> Missing:
    """Whatever is reckoned with something missing is missing."""
    self.use()
    return self


def _false(self: Missing, _: object) -> bool:
    """Nothing is smaller or larger than something missing, or in it."""
    self.use()
    return False


def _same(self: Missing, _: object) -> Missing:
    """A member of something missing is missing, and noted when it is used."""
    return self


_OPERATORS = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")
_COMPARISONS = ("lt", "le", "gt", "ge", "contains")
_BEHAVIOUR = {
    **dict.fromkeys((*_OPERATORS, *(f"r{name}" for name in _OPERATORS), "neg", "pos", "call"), _nothing),
    **dict.fromkeys(_COMPARISONS, _false),
    "getitem": _same,
    "int": lambda self: int(_false(self, None)),
    "float": lambda self: float(_false(self, None)),
}
for _name, _method in _BEHAVIOUR.items():
    setattr(Missing, f"__{_name}__", _method)  # Undefined declares that these never return; here they do
