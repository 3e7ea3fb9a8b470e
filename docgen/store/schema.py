"""The tables of `docgen.db`, in SQLAlchemy's words so that any database it speaks will do."""

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, UniqueConstraint, event

VERSION = "2"
"""Counts up whenever the tables change; a database says which it was made with."""

metadata = MetaData()

about = Table(
    "docgen_about",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(200), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("number", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("name", String(400), nullable=False),
    Column("docx", String(64), nullable=False),
    Column("pdf", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("made", String(40), nullable=False),
    Column("released", String(40), nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(200), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("field", String(40), primary_key=True),
    Column("signer", String(400), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("at", String(40), nullable=False),
)

items = Table(
    "items",
    metadata,
    Column("task", String(40), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("outputs", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("made", String(40), nullable=False),
)

form_definitions = Table(
    "form_definitions",
    metadata,
    Column("form", String(40), primary_key=True),
    Column("version", String(40), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("first", String(40), nullable=False),
)

forms = Table(
    "forms",
    metadata,
    Column("form", String(40), primary_key=True),
    Column("period", String(40), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("ending", String(10), primary_key=True),
    Column("version", String(40), nullable=False),
    Column("identity", String(64), nullable=False),
    Column("file", String(400), nullable=False),
    Column("state", String(20), nullable=False),
    Column("made", String(40), nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(200), primary_key=True),
    Column("sequence", Integer, nullable=False),
    UniqueConstraint("kind", "year", "sequence"),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("ts_utc", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("command", String(400), nullable=False),
    Column("action", String(80), nullable=False),
    Column("object", String(400), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("topic", String(200), nullable=False),
    Column("unit", String(200), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("recipient", String(400), nullable=False),
    Column("subject", Text, nullable=False),
    Column("content", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reply", Text, nullable=False),
    Column("queued", String(40), nullable=False),
    Column("changed", String(40), nullable=False),
    Column("document", String(80), nullable=False),
    UniqueConstraint("year", "topic", "unit", "edition", "channel"),
)

sightings = Table(
    "sightings",
    metadata,
    Column("path", String(1000), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("changed", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
)

received = Table(
    "received",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String(1000), nullable=False),
    Column("suffix", String(20), nullable=False),
    Column("container", String(40), nullable=False),
    Column("received", String(40), nullable=False),
    Column("via", String(80), nullable=False),
    Column("known_by", String(20), nullable=False),
    Column("first_seen", String(40), nullable=False),
    Column("end", String(20), nullable=False),
    Column("key", String(64), nullable=False),
    Column("findings", Text, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("form", String(80), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, nullable=False),
    Column("unit", String(200), nullable=False),
    Column("period", String(40), nullable=False),
    Column("about", String(400), nullable=False),
    Column("data", Text, nullable=False),
    Column("findings", Text, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("form", String(80), primary_key=True),
    Column("period", String(40), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("pages", String(400), nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("unit", String(200), nullable=False),
    Column("subject", String(400), nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("who", String(200), nullable=False),
    Column("at", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("document", String(400), nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("unit", String(200), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("made", String(40), nullable=False),
    Column("published", String(40), nullable=False),
)

_TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER journal_no_{verb} BEFORE {verb} ON journal "
        "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        for verb in ("update", "delete")
    ),
    "postgresql": (
        "CREATE FUNCTION journal_refuses() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION 'the journal is append-only'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses()",
    ),
}


@event.listens_for(journal, "after_create")
def _make_append_only(_table: Table, connection: Connection, **_options: object) -> None:
    for statement in _TRIGGERS.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement)
