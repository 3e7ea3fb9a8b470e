"""Handing over: whatever the server does, nobody gets two, nobody is forgotten, and every message is in one state."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from ssl import SSLContext

import pytest

from docgen.findings import Finding
from docgen.model import Message, MessageState, Unit
from docgen.results import proofs, settle
from docgen.results.postman import MailServerError
from docgen.store import Archive, messages, open_store, verify_journal
from tests.proof import size
from tests.results.office import WHO, Office, ids, moved_to, unit
from tests.results.server import AFTER_THE_DOT, Fault, Mailbox, at_random, no_faults, own_certificate, serving

ROOT = Path(__file__).resolve().parent.parent.parent


def everybody(office: Office) -> tuple[Message, ...]:
    with office.store.begin() as tx:
        return messages.of_year(tx, 2026)


def states(office: Office) -> dict[str, MessageState]:
    return {message.unit: message.state for message in everybody(office)}


def units(count: int) -> list[Unit]:
    return [unit(f"{number:04}") for number in range(count)]


@pytest.mark.parametrize(
    ("fault", "state", "accepted", "expected"),
    [
        (Fault.NONE, MessageState.SENT, 1, []),
        (Fault.DROP_BEFORE, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.DROP_AT_DATA, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.DROP_AFTER, MessageState.UNCERTAIN, 1, ["W-MAIL-UNCERTAIN"]),
        (Fault.LATER, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.LATER_AT_END, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.CLOSING, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.NEVER, MessageState.REFUSED, 0, ["E-MAIL-REFUSED"]),
        (Fault.NEVER_AT_END, MessageState.REFUSED, 0, ["E-MAIL-REFUSED"]),
        (Fault.TLS_CUT, MessageState.QUEUED, 0, ["W-MAIL-LATER"]),
        (Fault.SLOW_AFTER, MessageState.UNCERTAIN, 1, ["W-MAIL-UNCERTAIN"]),
    ],
)
def test_a_fault_leaves_the_message_in_the_state_that_is_true(
    tmp_path: Path, fault: Fault, state: MessageState, accepted: int, expected: list[str]
) -> None:
    with serving(lambda _: fault) as (port, box):
        office = Office.at(tmp_path, port)
        done = office.deliver(office.queue(office.parcels(units(1))).waiting, timeout=2)
    assert states(office) == {"0000": state}
    assert len(box.mails) == accepted
    assert ids(done.findings) == expected


def test_a_server_that_breaks_off_inside_a_message_took_none_of_it(tmp_path: Path) -> None:
    with serving(lambda _: Fault.DROP_INSIDE) as (port, box):
        office = Office.at(tmp_path, port)
        office.deliver(office.queue(office.parcels(units(1))).waiting)
    assert box.mails == []
    assert states(office)["0000"] in (MessageState.QUEUED, MessageState.UNCERTAIN)  # the hanging up may be heard late


def test_a_server_that_is_not_found_is_told_so_in_words(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    waiting = office.queue(office.parcels(units(1))).waiting
    [finding, *_] = office.deliver(waiting, host="no-such-server.invalid").findings
    assert finding.code.id == "W-MAIL-LATER"
    assert "its name is misspelt" in finding.message
    assert "Errno" not in finding.message


def test_what_is_sent_is_the_mail_that_was_kept_dots_and_all(tmp_path: Path) -> None:
    with serving() as (port, box):
        office = Office.at(tmp_path, port)
        (message,) = office.queue(office.parcels(units(1))).waiting
        office.deliver([message])
    kept = Archive(office.folder / "archive").get(message.content, ".eml")
    assert box.mails == [("unit0000@units.example", kept)]
    assert b"\r\n.\r\n" in kept


def test_a_second_run_sends_nothing(tmp_path: Path) -> None:
    with serving() as (port, box):
        office = Office.at(tmp_path, port)
        parcels = office.parcels(units(5))
        for _ in range(2):
            office.deliver(office.queue(parcels).waiting)
    assert set(box.counts.values()) == {1}
    assert len(box.mails) == 5


@pytest.mark.parametrize("seed", range(size(4, 200)))
def test_nobody_gets_two_and_nobody_is_forgotten(tmp_path: Path, seed: int) -> None:
    """A schedule of faults, the command run again and again, then what is uncertain cleared up by copies of mails."""
    box, count = Mailbox(), size(40, 100)
    tls, mail = _tls(tmp_path) if seed % 2 else (None, {})
    with serving(at_random(seed), box=box, tls=tls) as (port, _):
        office = Office.at(tmp_path, port)
        for _ in range(2):
            office.deliver(office.queue(office.parcels(units(count))).waiting, timeout=2, **mail)
    _sound(office, box, count)
    with serving(no_faults, box=box) as (port, _):
        office.port = port
        office.deliver(office.queue(office.parcels(units(count))).waiting)
        _clear_up(office, box, tmp_path / "copies")
        office.deliver(office.queue(office.parcels(units(count))).waiting)
    _sound(office, box, count)
    assert set(states(office).values()) <= {MessageState.SENT, MessageState.REFUSED}
    with office.store.begin() as tx:
        assert verify_journal(tx).broken == ()
    _note(seed, box)


def _note(seed: int, box: Mailbox) -> None:
    """Where DOCGEN_FAULTS names a folder, what struck: the table of a proof in its full size."""
    if folder := os.environ.get("DOCGEN_FAULTS"):
        table = "".join(f"{fault.value}\t{box.struck[fault]}\n" for fault in Fault)
        (Path(folder) / f"{seed}.tsv").write_text(f"{table}mails\t{len(box.mails)}\n", encoding="utf-8")


def _tls(folder: Path) -> tuple[SSLContext, dict[str, object]]:
    _, context = own_certificate(folder)
    return context, {"security": "starttls", "authorities": "ca.pem"}


def _sound(office: Office, box: Mailbox, count: int) -> None:
    """What must hold at any moment."""
    got, now = box.counts, states(office)
    assert len(now) == count
    assert max(got.values(), default=0) <= 1
    for code, state in now.items():
        received = got[f"unit{code}@units.example"]
        assert state is not MessageState.SENT or received == 1
        assert state not in (MessageState.QUEUED, MessageState.REFUSED) or received == 0
    uncertain = sum(state is MessageState.UNCERTAIN for state in now.values())
    assert uncertain <= sum(box.struck[fault] for fault in AFTER_THE_DOT)


def _clear_up(office: Office, box: Mailbox, folder: Path) -> None:
    """As an office does: copies from its archive mailbox prove what went out, the rest is queued again."""
    folder.mkdir(exist_ok=True)
    uncertain = {m.id: m for m in everybody(office) if m.state is MessageState.UNCERTAIN}
    for number, (_, mail) in enumerate(box.mails):
        if any(id_.encode() in mail for id_ in uncertain):
            (folder / f"{number}.eml").write_bytes(mail)
    proved = proofs.read_proofs(office.store, WHO, sorted(folder.iterdir()))
    for id_ in uncertain.keys() - {message.id for message in proved.messages}:
        settle(office.store, WHO, id_, MessageState.QUEUED, "not in the archive mailbox")


def test_equal_names_are_not_mixed_up(tmp_path: Path) -> None:
    """Every mail goes to the address of the unit whose code its file and its text name."""
    count = size(50, 2_000)
    roster = [unit(f"{number:06}", name="Transport Bureau") for number in range(count)]
    with serving() as (port, box):
        office = Office.at(tmp_path, port)
        office.deliver(office.queue(office.parcels(roster)).waiting)
    wrong = [to for to, mail in box.mails if _enclosed(mail) != f"The result of unit {to[4:10]}."]
    assert (len(box.mails), wrong) == (count, [])


def _enclosed(mail: bytes) -> str:
    parsed = message_from_bytes(mail, policy=default)
    assert isinstance(parsed, EmailMessage)
    (enclosed,) = parsed.iter_attachments()
    return str(enclosed.get_content())


def test_a_refused_message_goes_out_once_the_address_is_corrected(tmp_path: Path) -> None:
    with serving(lambda to: Fault.NEVER if to.startswith("old") else Fault.NONE) as (port, box):
        office = Office.at(tmp_path, port)
        old = unit("01", "old@units.example")
        office.deliver(office.queue([office.parcel(old)]).waiting)
        assert office.queue([office.parcel(old)]).waiting == ()
        office.deliver(office.queue([office.parcel(moved_to(old, "new@units.example"))]).waiting)
    assert [to for to, _ in box.mails] == ["new@units.example"]
    assert states(office) == {"01": MessageState.SENT}


def test_tls_is_asked_for_and_checked(tmp_path: Path) -> None:
    authority, context = own_certificate(tmp_path)
    with serving(tls=context, require_starttls=True) as (port, box):
        office = Office.at(tmp_path / "campaign", port)
        (office.folder / "ca.pem").write_bytes(authority.read_bytes())
        waiting = office.queue(office.parcels(units(1))).waiting
        office.deliver(waiting, security="starttls")
        assert states(office) == {"0000": MessageState.QUEUED}  # nobody vouches for that certificate
        office.deliver(waiting, security="starttls", authorities="ca.pem")
    assert states(office) == {"0000": MessageState.SENT}
    assert len(box.mails) == 1


def test_a_server_without_tls_gets_nothing_where_the_campaign_asks_for_it(tmp_path: Path) -> None:
    with serving() as (port, box):
        office = Office.at(tmp_path, port)
        with pytest.raises(MailServerError, match="TLS"):
            office.deliver(office.queue(office.parcels(units(1))).waiting, security="starttls")
    assert (box.mails, states(office)) == ([], {"0000": MessageState.QUEUED})


def test_a_server_that_does_not_let_us_in_is_no_fault_of_a_message(tmp_path: Path) -> None:
    from aiosmtpd.smtp import AuthResult

    def nobody(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with serving(authenticator=nobody, auth_require_tls=False) as (port, box):
        office = Office.at(tmp_path, port)
        mail = {"user": "office", "password": "environment", "password_env": "SECRET"}
        with pytest.raises(MailServerError, match="office") as stopped:
            office.deliver(office.queue(office.parcels(units(1))).waiting, **mail)
    assert "swordfish" not in str(stopped.value)
    assert (box.mails, states(office)) == ([], {"0000": MessageState.QUEUED})


def test_a_server_that_never_answers_keeps_nobody_waiting_for_ever(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as deaf:
        office = Office.at(tmp_path, deaf.getsockname()[1])
        start = time.monotonic()
        done = office.deliver(office.queue(office.parcels(units(1))).waiting, timeout=1)
    assert time.monotonic() - start < 30
    assert ids(done.findings) == ["W-MAIL-LATER"]


def test_a_server_that_drips_its_answer_is_cut_off(tmp_path: Path) -> None:
    import socket
    import threading

    with socket.create_server(("127.0.0.1", 0)) as slow:
        threading.Thread(target=_drip, args=(slow,), daemon=True).start()
        office = Office.at(tmp_path, slow.getsockname()[1])
        start = time.monotonic()
        done = office.deliver(office.queue(office.parcels(units(1))).waiting, timeout=1)
    assert time.monotonic() - start < 60
    assert ids(done.findings) == ["W-MAIL-LATER"]


def _drip(slow: object) -> None:
    import contextlib
    import socket

    assert isinstance(slow, socket.socket)
    with contextlib.suppress(OSError):
        while True:
            line, _ = slow.accept()
            with line, contextlib.suppress(OSError):
                while True:
                    line.sendall(b"2")
                    time.sleep(0.3)


SENDER = """
import sys
from pathlib import Path
from tests.results.office import Office, unit
office = Office.at(Path(sys.argv[1]), int(sys.argv[2]))
units = [unit(f"{number:04}") for number in range(int(sys.argv[3]))]
office.deliver(office.queue(office.parcels(units)).waiting)
"""


def test_a_sender_killed_at_any_moment_sends_nobody_a_second_mail(tmp_path: Path) -> None:
    count = size(40, 100)
    with serving() as (port, box):
        for kill in range(size(4, 30)):
            words = [sys.executable, "-c", SENDER, str(tmp_path), str(port), str(count)]
            process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
            before = len(box.mails)
            _wait(lambda before=before, kill=kill: len(box.mails) > before + kill % 7, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        office = Office(tmp_path, port, open_store(tmp_path / "docgen.db"))
        office.deliver(office.queue(office.parcels(units(count))).waiting)
    now = Counter(states(office).values())
    assert sum(now.values()) == count
    assert max(box.counts.values()) == 1
    assert now[MessageState.UNCERTAIN] <= size(4, 30)
    assert len(box.mails) >= now[MessageState.SENT]


def _wait(reached: "object", process: "subprocess.Popen[bytes]") -> None:
    assert callable(reached)
    end = time.monotonic() + 30
    while not reached() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.001)


REPORT = """\
From: MAILER-DAEMON@relay.example
To: safety@bureau.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; unit0000@units.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: {id}

--b--
"""


@pytest.mark.parametrize(
    ("action", "state"),
    [("failed", MessageState.REFUSED), ("delayed", MessageState.SENT), ("relayed", MessageState.SENT)],
)
def test_a_mail_that_came_back_is_known_by_its_id(tmp_path: Path, action: str, state: MessageState) -> None:
    with serving() as (port, _):
        office = Office.at(tmp_path, port)
        (message,) = office.queue(office.parcels(units(1))).waiting
        office.deliver([message])
    report = tmp_path / "bounce.eml"
    report.write_text(REPORT.format(action=action, id=message.id))
    told = proofs.read_proofs(office.store, WHO, [report])
    assert states(office) == {"0000": state}
    assert ids(told.findings) == (["E-BOUNCED"] if state is MessageState.REFUSED else [])
    if told.findings:
        assert "550 no such user" in str(told.findings[0])


@pytest.mark.parametrize(
    "log",
    [
        "Feb 26 postfix/cleanup[1]: 4F1A2B3C4D: message-id={id}\n"
        "Feb 26 postfix/smtp[2]: 4F1A2B3C4D: to=<unit0000@units.example>, status=sent (250 OK)\n",
        "2027-02-26 250 accepted {id}\n",
    ],
)
def test_the_log_of_the_server_proves_what_was_uncertain(tmp_path: Path, log: str) -> None:
    with serving(lambda _: Fault.DROP_AFTER) as (port, _):
        office = Office.at(tmp_path, port)
        (message,) = office.queue(office.parcels(units(1))).waiting
        office.deliver([message])
    path = tmp_path / "mail.log"
    path.write_text(log.format(id=message.id))
    proofs.read_proofs(office.store, WHO, [path])
    assert states(office) == {"0000": MessageState.SENT}


def test_a_file_that_says_nothing_of_ours_is_a_finding(tmp_path: Path) -> None:
    office = Office.at(tmp_path)
    path = tmp_path / "holiday.eml"
    path.write_text("From: a@b.example\nSubject: I am away\n\nBack on Monday.\n")
    found: tuple[Finding, ...] = proofs.read_proofs(office.store, WHO, [path]).findings
    assert ids(found) == ["W-PROOF-UNKNOWN"]
