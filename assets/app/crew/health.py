"""Whether the application can do its work, for whoever watches it."""

from typing import Any

from flask import Blueprint, current_app

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Any:
    """200 when the database answers, else 503."""
    if current_app.extensions["database"].answers():
        return {"status": "ok", "database": "ok"}
    return {"status": "unavailable", "database": "no answer"}, 503
