"""Which names of the data a template uses, so that a table can be looked through for them."""

from io import BytesIO

from docxtpl import DocxTemplate

from docgen.word.environment import WordEnvironment
from docgen.word.filters import filters
from docgen.word.template import WordTemplate


def template_names(template: WordTemplate) -> tuple[str, ...]:
    """The names that `template` expects of its data, sorted; of `{{ unit.name }}` it is `unit`."""
    document = DocxTemplate(BytesIO(template.source))
    environment = WordEnvironment(filters(template.style))
    return tuple(sorted(document.get_undeclared_template_variables(environment)))
