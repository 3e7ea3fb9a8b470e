"""Which tag ends which: pairs the block tags of a part and says what does not fit together, each fault once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.findings import Code
from docgen.findings import word as codes

OPENERS = frozenset({"if", "for", "macro", "call", "filter", "with", "set", "block", "raw", "autoescape"})
"""Words that begin a block; `set` does only where it has no “=”."""

BRANCHES = frozenset({"else", "elif"})
SINGLE = frozenset({"set", "cellbg", "colspan", "vm", "hm"})
FORBIDDEN = frozenset({"include", "import", "from", "extends"})
KEYWORDS = OPENERS | BRANCHES | SINGLE | FORBIDDEN | {f"end{word}" for word in OPENERS}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A block tag that does not fit: which one by its index, why, and the index of the tag it clashes with."""

    code: Code
    index: int
    other: int | None = None


@dataclass(slots=True)
class Pairs:
    """How the tags of one part belong together: `ends` from the index of a beginning to that of its end."""

    ends: dict[int, int] = field(default_factory=dict)
    branches: dict[int, int] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)


def pair(words: Sequence[str]) -> Pairs:
    """Pair `words`, the block words in order (`for`, `else`, `endfor`); any other word is passed over."""
    pairs = Pairs()
    stack: list[int] = []
    closed_by_else: set[int] = set()
    for index, word in enumerate(words):
        if word in OPENERS:
            stack.append(index)
        elif word in BRANCHES:
            _branch(pairs, words, index, stack, closed_by_else)
        elif word.startswith("end") and word[3:] in OPENERS:
            _end(pairs, words, index, stack)
    pairs.misfits += [Misfit(codes.BLOCK_NOT_ENDED, index) for index in stack]
    return pairs


def _branch(pairs: Pairs, words: Sequence[str], index: int, stack: list[int], closed_by_else: set[int]) -> None:
    allowed = ("if", "for") if words[index] == "else" else ("if",)
    # A loop or block that lacks its end must not make the else of the condition around it look misplaced.
    while stack and words[stack[-1]] not in allowed and not _ends_later(words, index, words[stack[-1]]):
        pairs.misfits.append(Misfit(codes.BLOCK_NOT_ENDED, stack.pop()))
    owner = stack[-1] if stack else None
    if owner is None or words[owner] not in allowed or owner in closed_by_else:
        pairs.misfits.append(Misfit(codes.ELSE_MISPLACED, index))
        return
    pairs.branches[index] = owner
    if words[index] == "else":
        closed_by_else.add(owner)


def _end(pairs: Pairs, words: Sequence[str], index: int, stack: list[int]) -> None:
    kind = words[index][3:]
    depth = next((d for d in range(len(stack) - 1, -1, -1) if words[stack[d]] == kind), None)
    if depth is None:
        _stray_end(pairs, words, index, stack)
        return
    inner = stack[depth + 1 :]
    crossing = [opener for opener in inner if _ends_later(words, index, words[opener])]
    pairs.misfits += [Misfit(codes.BLOCK_NOT_ENDED, opener) for opener in inner if opener not in crossing]
    if crossing:
        pairs.misfits.append(Misfit(codes.BLOCKS_MIXED, index, crossing[-1]))
    else:
        pairs.ends[stack[depth]] = index
    stack[depth:] = crossing


def _stray_end(pairs: Pairs, words: Sequence[str], index: int, stack: list[int]) -> None:
    """An end of a kind that is not open: taken for the end of what is open, unless that gets its own end later."""
    if stack and not _ends_later(words, index, words[stack[-1]]):
        pairs.misfits.append(Misfit(codes.BLOCKS_MIXED, index, stack.pop()))
    else:
        pairs.misfits.append(Misfit(codes.BLOCK_NOT_BEGUN, index))


def _ends_later(words: Sequence[str], index: int, kind: str) -> bool:
    depth = 0
    for word in words[index + 1 :]:
        depth += (word == kind) - (word == f"end{kind}")
        if depth < 0:
            return True
    return False
