"""The way to MySQL."""

import ssl

from flask import current_app
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from .config import Settings


def engine(settings: Settings, read_timeout: float | None = 15) -> Engine:
    """An engine; it connects when first used. `read_timeout` is how long, in seconds, one answer may take."""
    return create_engine(
        settings.database_url,
        connect_args={
            "connect_timeout": 5,
            "read_timeout": read_timeout,
            "write_timeout": 15,
            "init_command": "SET time_zone = '+00:00'",
            **({"ssl": _encrypted(settings)} if settings.database_tls else {"ssl_disabled": True}),
        },
        # A connection that died meanwhile is noticed and replaced before it is used.
        pool_pre_ping=True,
        pool_recycle=1800,
        pool_size=4,
        max_overflow=2,
        pool_timeout=10,
        # Errors and logs show statements without what was put into them.
        hide_parameters=True,
    )


def _encrypted(settings: Settings) -> ssl.SSLContext | dict[str, object]:
    """TLS or no connection: PyMySQL refuses a server without it when it is handed a context, or what to make one of.

    With the authorities' certificates at hand, the server has to show one of theirs with its own name on it. They are read anew for each
    connection, since they are renewed beside a running container. Without them nobody on the way can read along, but somebody able to
    redirect traffic inside the VPC could pose as the database.
    """
    if settings.database_ca:
        return {"ca": settings.database_ca, "check_hostname": True, "verify_mode": True}
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Database:
    """The engine, and a session for each request."""

    def __init__(self, settings: Settings):
        self.engine = engine(settings)
        self.session = scoped_session(sessionmaker(self.engine))

    def answers(self) -> bool:
        """Whether the database answers a query now."""
        try:
            with self.engine.connect() as connection:
                return connection.scalar(text("SELECT 1")) == 1
        except SQLAlchemyError:
            return False


def session() -> Session:
    """The session of the request at hand."""
    return current_app.extensions["database"].session()
