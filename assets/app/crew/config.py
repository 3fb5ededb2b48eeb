"""The settings, all from the environment (see .env.example)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from .words import LANGUAGES


class ConfigurationError(Exception):
    """A setting is missing or wrong. The message names it and never holds its value."""


@dataclass(frozen=True)
class Settings:
    database_url: URL = field(repr=False)
    database_tls: bool
    database_ca: str | None
    """A file with the certificates of the authorities that may sign the database's."""
    secret_key: str = field(repr=False)
    language: str | None = None
    """The language of all pages; without one each visitor's browser decides."""
    database_wait: float = 120
    """Seconds that a start waits for a database that is not reachable yet."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        tls = environment.get("DATABASE_TLS", "required")
        if tls not in ("required", "off"):
            raise ConfigurationError("DATABASE_TLS has to be \"required\" or \"off\"")
        ca = environment.get("DATABASE_CA") or None
        if ca and not os.path.isfile(ca):
            raise ConfigurationError("DATABASE_CA has to be a file of certificates")
        secret_key = environment.get("SECRET_KEY", "")
        if len(secret_key) < 16:
            raise ConfigurationError("SECRET_KEY has to be set, to at least 16 characters nobody can guess")
        language = environment.get("APP_LANGUAGE") or "browser"
        if language not in ("browser", *LANGUAGES):
            raise ConfigurationError(f"APP_LANGUAGE has to be one of: browser, {', '.join(LANGUAGES)}")
        try:
            wait = float(environment.get("DATABASE_WAIT", "120"))
        except ValueError:
            raise ConfigurationError("DATABASE_WAIT has to be a number of seconds") from None
        url = _database_url(environment.get("DATABASE_URL", ""))
        chosen = None if language == "browser" else language
        return cls(url, tls == "required", ca, secret_key, chosen, wait)

    @property
    def database_address(self) -> str:
        """Where the database is, for logs: no name, no password."""
        return f"{self.database_url.host}:{self.database_url.port or 3306}/{self.database_url.database}"

    def for_flask(self) -> dict[str, object]:
        return {
            "SECRET_KEY": self.secret_key,
            "LANGUAGE": self.language,
            # The session is in a signed cookie that scripts can't read and other sites' forms don't send. "Secure" would keep it
            # from plain HTTP, which is what port 5085 speaks: set it once TLS stands in front.
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_SECURE": False,
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "MAX_CONTENT_LENGTH": 64 * 1024,
            "MAX_FORM_MEMORY_SIZE": 64 * 1024,
            "MAX_FORM_PARTS": 20,
        }


def _database_url(text: str) -> URL:
    example = "mysql+pymysql://USER:PASSWORD@HOST:3306/NAME?charset=utf8mb4, the password percent-encoded"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ConfigurationError(f"DATABASE_URL has to be like {example}") from None
    if url.drivername != "mysql+pymysql" or not url.host or not url.database:
        raise ConfigurationError(f"DATABASE_URL has to be like {example}")
    return url
