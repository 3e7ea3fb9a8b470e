"""Who a message goes to: exactly one address, or a finding that says why not."""

from email.errors import MessageError, NonASCIILocalPartDefect
from email.policy import SMTPUTF8

from docgen.findings import Code, Finding, Place
from docgen.findings.mail import MAIL_ADDRESS_NONE, MAIL_ADDRESS_TWO, MAIL_ADDRESS_WRONG
from docgen.model import Unit

_SEPARATORS = (";", ",", "；", "，", "、", "/", "\n", "|")


def one_address(unit: Unit, topic: str) -> tuple[str, Finding | None]:
    """The one address of `unit`, its domain as mail servers know it; or why there is none.

    The field's standard is RFC 5322's addr-spec; a header of several recipients is no address. A server that cannot
    take letters beyond ASCII before the @ says so itself.
    """
    text = unit.contact.email.strip()
    if not text:
        return "", _finding(MAIL_ADDRESS_NONE, unit, what=topic.partition(" ")[0], unit=unit.code)
    if text.count("@") > 1 or any(mark in text for mark in _SEPARATORS):
        return "", _finding(MAIL_ADDRESS_TWO if text.count("@") > 1 else MAIL_ADDRESS_WRONG, unit, address=text)
    address = _spec(text)
    return (address, None) if address else ("", _finding(MAIL_ADDRESS_WRONG, unit, address=text))


def _spec(text: str) -> str:
    """`text` as an addr-spec with the domain in its ASCII form; empty if it is none."""
    try:
        header = SMTPUTF8.header_factory("To", text)
        local, _, domain = header.addresses[0].addr_spec.rpartition("@") if header.addresses else ("", "", "")
        ascii_domain = domain.encode("idna").decode()
    except (MessageError, UnicodeError, ValueError, IndexError):
        return ""
    defects = [found for found in header.defects if not isinstance(found, NonASCIILocalPartDefect)]
    if defects or not local or "." not in domain or any(c.isspace() or not c.isprintable() for c in local):
        return ""
    return f"{local}@{ascii_domain}"


def _finding(code: Code, unit: Unit, /, **values: str) -> Finding:
    return Finding(code, Place(unit=unit.code, field="contact_email"), {"name": unit.name, **values})
