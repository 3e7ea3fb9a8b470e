"""What docgen remembers of a campaign: documents, numbers, items of batches, the journal, and the archive of blobs.

`open_store(path or URL)` gives a `Store`; everything is done inside `with store.begin() as tx:` by the functions of the
modules `documents`, `forms`, `items`, `numbers` and `journal`, so that an act and its journal entry are one
transaction. Rows come and go as frozen dataclasses. `Archive` keeps the bytes of what was issued, by digest, written
once.
"""

from docgen.store.blobs import Archive
from docgen.store.canonical import canonical, canonical_digest, plain
from docgen.store.database import Store, Transaction, look_into, open_store
from docgen.store.documents import Document
from docgen.store.forms import FormVersion, MadeForm
from docgen.store.items import Item, Output
from docgen.store.journal import Act, Entry, JournalReport, Who, verify_journal
from docgen.store.signatures import Signature

__all__ = [
    "Act",
    "Archive",
    "Document",
    "Entry",
    "FormVersion",
    "Item",
    "JournalReport",
    "MadeForm",
    "Output",
    "Signature",
    "Store",
    "Transaction",
    "Who",
    "canonical",
    "canonical_digest",
    "look_into",
    "open_store",
    "plain",
    "verify_journal",
]
