"""Brings the tables to what the code expects. Safe to run again, and by several at once."""

import logging
import ssl
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from .config import Settings
from .database import engine

log = logging.getLogger(__name__)

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"

# What a database answers, or fails to, that is starting, restarting or not yet known by name: too many connections, shutting down,
# can't connect, gone, lost while it was asked. https://dev.mysql.com/doc/mysql-errors/8.4/en/
NOT_YET = {1040, 1053, 2002, 2003, 2006, 2013}
BETWEEN_TRIES = 2.0
FOR_THE_LOCK = 60


class MigrationError(Exception):
    """The database can't be used as it is; the message says why."""


def migrate(settings: Settings) -> None:
    """Waits until the database is reachable, within `settings.database_wait` seconds, then runs the migrations it lacks."""
    # No limit on the wait for an answer: a migration, or the one of another process that is waited for, takes its time.
    database = engine(settings, read_timeout=None)
    try:
        with reached(database, settings) as connection:
            wait_for_turn(connection)
            config = Config()
            config.set_main_option("script_location", str(SCRIPTS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    finally:
        database.dispose()
    log.info("the tables are up to date")


def reached(database: Engine, settings: Settings) -> Connection:
    """A connection, waited for."""
    deadline = time.monotonic() + settings.database_wait
    while True:
        try:
            return database.connect()
        except OperationalError as error:
            code, reason = (*getattr(error.orig, "args", ()), None, None)[:2]
            left = deadline - time.monotonic()
            told = f"the database at {settings.database_address} can't be used ({code}: {reason})"
            if code not in NOT_YET or _is_another(error):
                raise MigrationError(told) from None
            if left <= 0:
                raise MigrationError(f"{told}; given up after {settings.database_wait:.0f} s") from None
            log.warning("%s; trying for another %.0f s", told, left)
            time.sleep(min(BETWEEN_TRIES, left))


def _is_another(error: OperationalError) -> bool:
    """Whether the server shows a certificate that is not the database's: PyMySQL counts that as a failed connection."""
    return isinstance(getattr(error.orig, "original_exception", None), ssl.SSLCertVerificationError)


def wait_for_turn(connection: Connection) -> None:
    """One process migrates at a time. The server frees the lock when the connection is closed, or its holder dies."""
    # Locks are the whole server's, and a name has 64 characters at most.
    lock = text("SELECT GET_LOCK(CONCAT('migrations-', MD5(DATABASE())), :seconds)")
    if connection.scalar(lock, {"seconds": FOR_THE_LOCK}) != 1:
        raise MigrationError(f"another process has been migrating for {FOR_THE_LOCK} s")
    connection.commit()
