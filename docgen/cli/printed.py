"""What blank forms say beside the words of their definitions: so that what people write between is known as theirs."""

from collections.abc import Iterable, Mapping

from docgen.forms.remarks import remarks
from docgen.model import FormDefinition


def printed_of(definitions: Iterable[FormDefinition]) -> Mapping[str, frozenset[str]]:
    """The rules in words that blanks in the standard look print, by form code; an office's own look is left out."""
    return {
        form.code: frozenset(text for language in form.languages for text in remarks(form, language).values())
        for form in definitions
        if not form.layouts
    }
