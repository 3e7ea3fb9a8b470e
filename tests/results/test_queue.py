"""Before anything goes out: who it goes to, what it says, what it encloses; every doubt is a finding."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from docgen.files import digest
from docgen.model import Contact, Enclosure, MessageState, Parcel, Unit
from docgen.results import MailText, read_text
from docgen.store import Archive
from tests.proof import size
from tests.results.office import TEXT, Office, ids, unit
from tests.results.server import serving


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.at(tmp_path / "campaign")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "E-MAIL-ADDRESS-NONE"),
        ("   ", "E-MAIL-ADDRESS-NONE"),
        ("a@x.example, b@y.example", "E-MAIL-ADDRESS-TWO"),
        ("a@x.example b@y.example", "E-MAIL-ADDRESS-TWO"),
        ("a@x.example;b@y.example", "E-MAIL-ADDRESS-TWO"),
        ("a@x.example、b@y.example", "E-MAIL-ADDRESS-TWO"),
        ("nobody", "E-MAIL-ADDRESS-WRONG"),
        ("a@", "E-MAIL-ADDRESS-WRONG"),
        ("@x.example", "E-MAIL-ADDRESS-WRONG"),
        ("a@localhost", "E-MAIL-ADDRESS-WRONG"),
        ("a@x..example", "E-MAIL-ADDRESS-WRONG"),
        ("a@x.example\r\nBcc: spy@evil.example", "E-MAIL-ADDRESS-TWO"),
        ("a@x.example\r\nSubject: bought", "E-MAIL-ADDRESS-WRONG"),
        ("a b@x.example", "E-MAIL-ADDRESS-WRONG"),
    ],
)
def test_an_address_that_is_not_exactly_one_is_told_before_anything_is_sent(
    office: Office, address: str, expected: str
) -> None:
    queued = office.queue(office.parcels([unit("01", address), unit("02")]))
    assert ids(queued.findings) == [expected]
    assert [message.unit for message in queued.messages] == ["02"]


def test_a_unit_without_mail_is_served_by_a_command_that_can_be_typed_whatever_the_period(office: Office) -> None:
    parcels = [replace(one, topic=f"forms {p}") for p in ("2026Q1", "2026") for one in office.parcels([unit("01", "")])]
    [finding] = set(office.queue(parcels).findings)
    assert finding.remedy.endswith("docgen send forms --unit 01 --by-hand")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("office@bureau.example", "office@bureau.example"),
        (" office@bureau.example ", "office@bureau.example"),
        ("Bureau <office@bureau.example>", "office@bureau.example"),
        ("office@bücher.example", "office@xn--bcher-kva.example"),
        ("办公室@bureau.example", "办公室@bureau.example"),
    ],
)
def test_an_address_is_used_as_mail_servers_know_it(office: Office, address: str, expected: str) -> None:
    queued = office.queue(office.parcels([unit("01", address)]))
    assert [message.recipient for message in queued.messages] == [expected]


@pytest.mark.parametrize("name", ["A\r\nBcc: spy@evil.example", "A\nB", "A\x00B", "A\u2028B", "A\u202eB"])
def test_a_name_cannot_put_a_line_into_the_header(office: Office, name: str) -> None:
    queued = office.queue([office.parcel(Unit("01", name, "county", contact=Contact("", "", "a@x.example")))])
    assert (ids(queued.findings), queued.messages) == (["E-MAIL-SUBJECT"], ())


def test_a_missing_and_a_changed_enclosure_are_told_apart(office: Office) -> None:
    good, gone, changed = office.parcels([unit("01"), unit("02"), unit("03")])
    gone.enclosures[0].path.unlink()
    changed.enclosures[0].path.write_bytes(b"another text")
    queued = office.queue([good, gone, changed])
    assert ids(queued.findings) == ["E-ENCLOSURE-MISSING", "E-ENCLOSURE-CHANGED"]
    assert [message.unit for message in queued.messages] == ["01"]


def test_a_message_too_large_for_the_server_is_told_with_its_size(office: Office) -> None:
    parcel = office.parcel(unit("01"))
    parcel.enclosures[0].path.write_bytes(b"x" * 2_000_000)
    again = Enclosure("big.bin", parcel.enclosures[0].path, digest(b"x" * 2_000_000))
    queued = office.queue([Parcel("results", parcel.unit, (again,))], largest=1)
    assert ids(queued.findings) == ["E-MAIL-TOO-LARGE"]
    assert "MB" in str(queued.findings[0])


def test_a_tag_without_a_value_is_told_with_the_file_of_the_text(office: Office) -> None:
    text = MailText("templates/mail/results.txt", "Result", "Dear {{ unit.nickname }}")
    queued = office.queue(office.parcels([unit("01")]), text)
    assert ids(queued.findings) == ["E-MAIL-TEXT-WRONG"]
    assert "templates/mail/results.txt" in str(queued.findings[0])


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ unit.__init__.__globals__ }}"])
def test_a_text_runs_nothing(office: Office, text: str) -> None:
    queued = office.queue(office.parcels([unit("01")]), MailText("t.txt", "Result", text))
    assert ids(queued.findings) == ["E-MAIL-TEXT-WRONG"]


def test_data_are_data_in_text_and_html(office: Office) -> None:
    name = "{{ 7 * 7 }} <b>&amp;"
    text = MailText("t.txt", "Result", "{{ unit.name }}", "<p>{{ unit.name }}</p>")
    queued = office.queue([office.parcel(unit("01", name=name))], text)
    mail = _mail(office, queued.messages[0].content)
    assert _said(mail, "html") == "<p>{{ 7 * 7 }} &lt;b&gt;&amp;amp;</p>"
    assert _said(mail, "plain") == name


def test_a_message_says_who_it_is_for_and_holds_that_units_file_alone(office: Office) -> None:
    queued = office.queue(office.parcels([unit("01", name="第一局"), unit("02", name="第一局")]))
    for message in queued.messages:
        mail = _mail(office, message.content)
        assert mail["To"] == f"unit{message.unit}@units.example"
        assert mail["Subject"] == "Result 2026 for 第一局"
        assert mail["Message-ID"] == message.id
        (enclosed,) = mail.iter_attachments()
        assert enclosed.get_filename() == "result.txt"
        assert message.unit in enclosed.get_content()


def test_the_same_parcel_is_queued_once_and_a_changed_one_anew(office: Office) -> None:
    parcel = office.parcel(unit("01"))
    first, second = office.queue([parcel]), office.queue([parcel])
    assert (first.fresh, second.fresh) == (1, 0)
    assert first.messages == second.messages
    changed = Enclosure("result.txt", parcel.enclosures[0].path, "")
    assert Parcel("results", parcel.unit, (changed,)).edition != parcel.edition


def test_the_same_parcel_gives_the_same_bytes(tmp_path: Path) -> None:
    text = MailText("t.txt", TEXT.subject, TEXT.text, "<p>{{ unit.name }}</p>")
    offices = [Office.at(tmp_path / name) for name in ("a", "b")]
    contents = {office.queue(office.parcels([unit("01")]), text).messages[0].content for office in offices}
    assert len(contents) == 1


ONE_NAME = MailText("templates/mail/results.txt", "Result for {{ unit.name }}", "Code: {{ unit.code }}.")


@pytest.mark.parametrize("round_", range(size(1, 50)))
def test_a_hundred_thousand_units_of_one_name_each_get_their_own_mail(tmp_path: Path, round_: int) -> None:
    """The whole way, in fifty campaigns of two thousand: parcel, outbox, archive, and what the mail server was given.

    Address, id, words and file of each mail are that unit's, nobody gets two, and nobody is forgotten.
    """
    codes = [f"{round_:02}{number:04}" for number in range(size(200, 2_000))]
    with serving() as (port, box):
        office = Office.at(tmp_path, port)
        queued = office.queue(office.parcels(unit(code, name="Transport Bureau") for code in codes), ONE_NAME)
        done = office.deliver(queued.waiting)
    ids = {message.unit: message.id for message in done.messages}
    assert [to for to, _ in box.mails] == [f"unit{code}@units.example" for code in codes]
    assert len(set(ids.values())) == len(codes)
    assert {message.state for message in done.messages} == {MessageState.SENT}
    for code, (to, content) in zip(codes, box.mails, strict=True):
        mail = message_from_bytes(content)  # not by the policy it was written with, and quicker
        words, enclosed = (part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart())
        assert (mail["To"], mail["Message-ID"], words, enclosed) == (
            to,
            ids[code],
            f"Code: {code}.\r\n".encode(),
            f"The result of unit {code}.".encode(),
        )


@pytest.mark.parametrize(
    ("html", "frame", "file", "why"),
    [
        ('{% extends "frame.html" %}', "", "frame.html", "build on"),
        ("<p>{{ unit.nickname }}</p>", "", "results.html", "nickname"),
        ("<p>{% for %}</p>", "", "results.html", "tag"),
        ('{% extends "frame.html" %}', "{% block words %}", "frame.html", "tag"),
    ],
)
def test_what_is_wrong_in_html_is_told_with_the_file_it_stands_in(
    office: Office, html: str, frame: str, file: str, why: str
) -> None:
    folder = office.folder / "templates" / "mail"
    folder.mkdir(parents=True)
    kept = {"results.txt": "Subject: x\n\nDear {{ unit.name }}", "results.html": html, "frame.html": frame}
    for name, content in kept.items():
        (folder / name).write_text(content, encoding="utf-8")
    text, fault = read_text(office.folder, "results")
    findings = (fault,) if fault else office.queue(office.parcels([unit("01")]), text or TEXT).findings
    assert ids(findings) == ["E-MAIL-TEXT-WRONG"]
    assert f"templates/mail/{file}" in str(findings[0])
    assert why in str(findings[0])


def test_a_text_begins_with_its_subject(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "mail"
    folder.mkdir(parents=True)
    (folder / "books.txt").write_text("Subject: Your book\n\nDear {{ unit.name }}\n", encoding="utf-8")
    text, wrong = read_text(tmp_path, "books")
    assert wrong is None
    assert text
    assert (text.subject, text.text) == ("Your book", "Dear {{ unit.name }}\n")


def test_a_missing_or_broken_text_is_a_finding_with_its_path(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "mail"
    folder.mkdir(parents=True)
    (folder / "broken.txt").write_text("Subject: x\n\n{% for %}", encoding="utf-8")
    found = [read_text(tmp_path, kind)[1] for kind in ("nothing", "broken")]
    assert ids(f for f in found if f) == ["E-MAIL-TEXT-MISSING", "E-MAIL-TEXT-WRONG"]
    assert "templates/mail/broken.txt" in str(found[1])


def _said(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body
    return str(body.get_content()).strip()


def _mail(office: Office, content: str) -> EmailMessage:
    mail = message_from_bytes(Archive(office.folder / "archive").get(content, ".eml"), policy=default)
    assert isinstance(mail, EmailMessage)
    return mail
