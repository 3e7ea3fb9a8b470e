"""From units to books: made, kept current, issued once, and from then on frozen.

    report = make_books(campaign, who=Who("clerk", "docgen books", now), choice=Choice(), means=Means(jobs=4))
    report.results        one BookResult a unit: outcome, number, files, findings, differences
    report.releasable     codes of the units whose book `release` would issue now
    unlock(campaign, passphrase_of, at)            -> Unlocked: the keys ready to sign, or what is wrong with them
    release(campaign, who=who, signing=signing)    -> ReleaseReport, after the person has confirmed
    reissue(campaign, "0101", reason, who=who)     -> BookResult: a new version, the old one superseded
    supplement(campaign, "0101", reason, who=who)  -> BookResult: a sheet that lists what has changed
    print_run(campaign, who=who)                   -> PrintRun: all books in one PDF, and the sign-in sheet

    side_by_side(campaign)                         -> SideBySide: both PDF engines as pictures on one page
    survey(campaign, store)                        -> BooksSurvey: how each book stands; nothing is made or locked

All but the last take the campaign's lock and open its database. They raise UsageError (unknown unit, no reason, not
issued) and DocgenError (disk full, template locked, another run); what is wrong with a unit is in its findings.
`book_context(campaign, unit, number, version)` is what a template may say.
"""

from docgen.books.bench import Choice
from docgen.books.context import BookData, book_context, book_data
from docgen.books.countersigning import Countersigning, countersign_book
from docgen.books.demokeys import make_demo_keys
from docgen.books.issue import release
from docgen.books.lint import TemplateLint, lint_characters, lint_keys, lint_templates, lint_wordings
from docgen.books.make import make_books
from docgen.books.print_run import PrintedBook, PrintRun, print_run
from docgen.books.report import BookOutcome, BookResult, BooksReport, Difference, ReleaseReport
from docgen.books.revise import reissue, supplement
from docgen.books.side_by_side import SideBySide, side_by_side
from docgen.books.signing import KeyRow, Passphrases, Unlocked, key_rows, lacking_boxes, unlock, unlock_for_letters
from docgen.books.survey import survey
from docgen.press.series import Means
from docgen.press.signing import Signing

__all__ = [
    "BookData",
    "BookOutcome",
    "BookResult",
    "BooksReport",
    "Choice",
    "Countersigning",
    "Difference",
    "KeyRow",
    "Means",
    "Passphrases",
    "PrintRun",
    "PrintedBook",
    "ReleaseReport",
    "SideBySide",
    "Signing",
    "TemplateLint",
    "Unlocked",
    "book_context",
    "book_data",
    "countersign_book",
    "key_rows",
    "lacking_boxes",
    "lint_characters",
    "lint_keys",
    "lint_templates",
    "lint_wordings",
    "make_books",
    "make_demo_keys",
    "print_run",
    "reissue",
    "release",
    "side_by_side",
    "supplement",
    "survey",
    "unlock",
    "unlock_for_letters",
]
