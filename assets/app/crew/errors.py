"""What goes wrong, in kind words."""

import logging
from typing import Any

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from .words import _

log = logging.getLogger(__name__)

MESSAGES = {
    404: ("No such page", "Nothing is kept at this address."),
    405: ("Not like this", "This page can't be asked for in this way."),
    413: ("Too much", "What you sent is larger than any form here."),
}
OTHERS = ("Not understood", "The request could not be answered.")


def page(code: int, title: str, message: str) -> Any:
    return render_template("error.html", code=code, title=_(title), message=_(message)), code


def register(app: Flask) -> None:
    @app.errorhandler(CSRFError)
    def stale(_: CSRFError) -> Any:
        return page(400, "That form is stale", "It was open for too long, or your browser keeps no cookies. Load the page again and resend it.")

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Any:
        if error.response is not None or error.code is None or error.code < 400:
            return error
        title, message = MESSAGES.get(error.code, OTHERS)
        return page(error.code, title, message)

    @app.errorhandler(SQLAlchemyError)
    def no_database(error: SQLAlchemyError) -> Any:
        # The kind and the driver's own words; statements and their values are not logged.
        log.error("the database failed: %s: %s", type(error).__name__, getattr(error, "orig", None))
        answer, code = page(503, "The book is closed for a moment", "The database does not answer. Try again in a minute.")
        return answer, code, {"Retry-After": "30"}

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Any:
        log.error("unexpected", exc_info=error)
        return page(500, "Something broke", "That was not your doing. It is logged, and somebody will look.")
