"""What the year ends in, and how it reaches the units: letters and lists, and the outbox everything is sent by.

`queue` turns parcels into messages (`docgen.model.mail`), each written once and kept; `deliver` hands them to the mail
server one recipient at a time; `read_proofs` and `settle` clear up what is uncertain. Nobody gets a message twice.
"""

from docgen.results.addresses import one_address
from docgen.results.byhand import HandRun, make_by_hand
from docgen.results.compose import MailText, read_text
from docgen.results.deliver import Delivered, Mailroom, Pace, deliver
from docgen.results.lint import lint_mail
from docgen.results.outbox import Queued, Written, confirm_handed_over, queue, settle, state_word, written
from docgen.results.postman import Postman
from docgen.results.proofs import Proofs, read_proofs
from docgen.results.publish import Papers, make_papers, preview, publish
from docgen.results.year import UnitYear, Year

__all__ = [
    "Delivered",
    "HandRun",
    "MailText",
    "Mailroom",
    "Pace",
    "Papers",
    "Postman",
    "Proofs",
    "Queued",
    "UnitYear",
    "Written",
    "Year",
    "confirm_handed_over",
    "deliver",
    "lint_mail",
    "make_by_hand",
    "make_papers",
    "one_address",
    "preview",
    "publish",
    "queue",
    "read_proofs",
    "read_text",
    "settle",
    "state_word",
    "written",
]
