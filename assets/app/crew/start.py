"""What the container runs: migrates the database, then becomes gunicorn."""

import logging
import os
import signal
import sys
from types import FrameType

from sqlalchemy.exc import SQLAlchemyError

from . import logs
from .config import ConfigurationError, Settings
from .migrate import MigrationError, migrate

log = logging.getLogger(__name__)


def stop(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> None:
    # The first process of a container ignores what it does not handle itself: "docker stop" would wait, then kill.
    signal.signal(signal.SIGTERM, stop)
    logs.to_stdout()
    try:
        migrate(Settings.from_environment())
    except (ConfigurationError, MigrationError) as error:
        log.error("not started: %s", error)
        sys.exit(1)
    except SQLAlchemyError as error:
        log.error("not started: a migration failed: %s", getattr(error, "orig", None) or type(error).__name__)
        sys.exit(1)
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn"])


if __name__ == "__main__":
    main()
