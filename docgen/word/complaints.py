"""What the libraries of this room complain of, in a person's words: Jinja, Python and zip speak to programmers."""

from docgen.language import N_, reworded

_SENTENCES = {
    r"expected token 'end of print statement', got '(?P<got>.+)'": N_("“{got}” stands where the tag should end"),
    r"expected token 'end of statement block', got '(?P<got>.+)'": N_("“{got}” stands where the tag should end"),
    r"expected token '(?P<due>.+)', got 'end of .+'": N_("it ends where “{due}” is due"),
    r"expected token '(?P<due>.+)', got '(?P<got>.+)'": N_("“{got}” stands where “{due}” is due"),
    r"unexpected 'end of .+'": N_("it ends too early"),
    r"unexpected '(?P<got>.+)', expected '(?P<due>.+)'": N_("“{got}” stands where “{due}” is due"),
    r"unexpected '(?P<got>.+)'$": N_("“{got}” is not expected there"),
    r"unexpected char '(?P<got>.+)' at \d+": N_("“{got}” is not expected there"),
    r"Encountered unknown tag '(?P<word>\w+)'": N_("“{word}” is not a word that begins a tag"),
    r"Unexpected end of template": N_("what was begun is not ended"),
    r"Expected an expression, got 'end of .+'": N_("something is missing at its end"),
    r"No filter named '(?P<name>\w+)'": N_("there is no filter “{name}”"),
    r"No test named '(?P<name>\w+)'": N_("there is no question “is {name}”"),
    r"unsupported operand type\(s\) for (?P<sign>\S+):": N_("“{sign}” stands between values that do not go together"),
    r"can only concatenate": N_("a text and something else are added"),
    r"'(?P<sign>[<>=]+)' not supported between": N_("the values beside “{sign}” cannot be compared"),
    r"division by zero|modulo by zero|float modulo|negative power|[Dd]ivision ?[Uu]ndefined|DivisionByZero": N_(
        "something is divided by 0"
    ),
    r"Overflow|too large|out of range|Numerical result|InvalidOperation": N_("a number in it cannot be reckoned with"),
    r"object is not iterable": N_("it loops over something that is no list"),
    r"values to unpack": N_("a list has more or fewer parts than the tag names"),
    r"no attribute '?(?P<name>\w+)'?": N_("there is no “{name}”"),
    r"'(?P<name>[\w.]+)' is undefined": N_("there is no “{name}”"),
    r"access to attribute '(?P<name>\w+)'": N_("it reaches for “{name}”, an inner part of the program"),
    r"not a zip file|[Bb]ad magic|end-of-central|Truncated|zip": N_("it is not whole"),
    r"Bad CRC|decompress|invalid (distance|block|stored|code|literal)|incorrect": N_("a part of it is damaged"),
}


def in_words(trouble: BaseException | str) -> str:
    """What a library says in `trouble`, in words of ours where it is a usual complaint; without a full stop."""
    return reworded(str(trouble).rstrip("."), _SENTENCES) or type(trouble).__name__
