"""Opening the campaign's database, and the transactions everything happens in."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import StaticPool

from docgen.errors import DocgenError, FileTroubleError, StoreError
from docgen.files import cause, read_bytes
from docgen.language import N_, reworded, say
from docgen.store import schema

Transaction = Connection
"""What the functions of this room work in; it is all kept or all dropped."""

BUSY_SECONDS = 30
"""How long a writer waits for another before it gives up."""


class Store:
    """An open database. Use it as a context manager, or `close` it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A transaction: kept at the end of the block, dropped by an exception. Raises StoreError, FileTroubleError."""
        try:
            with self._engine.begin() as tx:
                yield tx
        except SQLAlchemyError as trouble:
            raise _explain(self._engine, trouble) from trouble

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(location: Path | str) -> Store:
    """The store at a SQLite file or a URL, made if it is new. Raises StoreError: damaged, foreign, other version."""
    engine = _engine(location)
    store = Store(engine)
    try:
        with store.begin() as tx:
            _prepare(tx)
    except DocgenError:
        store.close()
        raise
    return store


def look_into(path: Path) -> Store:
    """The store at a SQLite file, to be read; a copy in memory where nothing may be written beside it.

    Raises StoreError, FileTroubleError.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return open_store(path)
    copy = _copied(path)
    store = Store(create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool))
    with store.begin() as tx:
        _prepare(tx)
    return store


def _copied(path: Path) -> sqlite3.Connection:
    """The database in memory, with what is still in its log: SQLite itself would open it only to write beside it."""
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    with tempfile.TemporaryDirectory(prefix="docgen-look-") as folder:
        for ending in ("", "-wal"):
            if (part := Path(f"{path}{ending}")).is_file():
                (Path(folder) / f"copy{ending}").write_bytes(read_bytes(part))
        try:
            with closing(sqlite3.connect(Path(folder) / "copy")) as source:
                source.backup(copy)
        except sqlite3.Error as trouble:
            raise _unusable(str(path), str(trouble)) from trouble
    return copy


_COMPLAINTS = {
    "disk is full": N_("the disk is full"),
    "disk I/O error": N_("the disk does not take or give what it should; it may be full"),
    "readonly": N_("the disk is read-only"),
    "unable to open": N_("it is not there, or you have no right to open it"),
    "not a database|malformed": N_("it is damaged"),
}
"""What SQLite complains of, in a person's words."""


def _engine(location: Path | str) -> Engine:
    if isinstance(location, str):
        return _sqlite_rules(create_engine(location))
    if not location.exists():
        _touch(location)
    return _sqlite_rules(create_engine(URL.create("sqlite", database=str(location))))


def _touch(path: Path) -> None:
    try:
        path.touch(mode=0o600)  # records of persons: nobody else on this machine reads them
    except OSError as trouble:
        raise FileTroubleError(
            say("{path} cannot be made: {why}.", path=path, why=cause(trouble)),
            say("Check that the campaign folder exists and may be written to, then run the same command again."),
        ) from trouble


def _sqlite_rules(engine: Engine) -> Engine:
    if engine.dialect.name != "sqlite":
        return engine

    @event.listens_for(engine, "connect")
    def _open(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would otherwise begin transactions behind our back
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # a reader that later writes would be refused without waiting

    return engine


def _prepare(tx: Transaction) -> None:
    tables = set(inspect(tx).get_table_names())
    if schema.about.name not in tables:
        if tables:
            raise StoreError(
                say("The database {path} was not made by docgen.", path=_name(tx.engine)),
                say("Move it away, or name another database in campaign.toml."),
            )
        schema.metadata.create_all(tx)
        tx.execute(insert(schema.about).values(name="schema", value=schema.VERSION))
        return
    found = tx.scalar(select(schema.about.c.value).where(schema.about.c.name == "schema"))
    if found != schema.VERSION:
        raise StoreError(
            say("The database {path} was made by another version of docgen.", path=_name(tx.engine)),
            say("Use that version of docgen, or a newer one; nothing was changed."),
        )
    schema.metadata.create_all(tx)  # a database made before some table was thought of


def _name(engine: Engine) -> str:
    return engine.url.database or engine.url.render_as_string(hide_password=True)


def _explain(engine: Engine, trouble: SQLAlchemyError) -> DocgenError:
    why = str(getattr(trouble, "orig", None) or trouble)
    path = _name(engine)
    if "disk is full" in why or "readonly" in why:
        return FileTroubleError(
            say("{path} cannot be written: {why}.", path=path, why=reworded(why, _COMPLAINTS)),
            say("Free space or make the folder writable, then run the same command again; what is finished is kept."),
        )
    if engine.dialect.name == "sqlite" and Path(path).exists() and not os.access(Path(path).parent, os.W_OK):
        folder = Path(path).parent.absolute()
        return FileTroubleError(  # SQLite only says that it cannot open what it would keep beside the database
            say("The folder {folder} is read-only, and docgen keeps notes beside its database there.", folder=folder),
            say("Make the folder writable, or copy it to a place that is, then run the same command again."),
        )
    if "locked" in why:
        return StoreError(
            say("The database {path} is held by another program.", path=path),
            say("Wait for the other docgen command to end, then run the same command again."),
        )
    return _unusable(path, why)


def _unusable(path: str, why: str) -> StoreError:
    return StoreError(
        say("The database {path} cannot be used: {why}.", path=path, why=reworded(why, _COMPLAINTS)),
        say(
            "Free space if the disk is full. If the database was damaged, put back the last copy of docgen.db and of "
            "the folder archive; nothing was changed."
        ),
    )
