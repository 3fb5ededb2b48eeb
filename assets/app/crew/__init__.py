"""The crew book: people sign up, log in, and see who else is there."""

import logging

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from . import accounts, errors, headers, health, logs, pages, words
from .config import Settings
from .database import Database


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve. Nothing is asked of the database yet."""
    settings = settings or Settings.from_environment()
    logs.to_stdout()

    app = Flask(__name__)
    app.config.from_mapping(settings.for_flask())
    app.extensions["database"] = Database(settings)
    # One proxy, nginx, stands in front.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)

    CSRFProtect(app)
    for part in (accounts, pages, health):
        app.register_blueprint(part.blueprint)
    accounts.register(app)
    errors.register(app)
    headers.register(app)
    words.register(app)
    app.teardown_appcontext(lambda _: app.extensions["database"].session.remove())

    logging.getLogger(__name__).info("ready; the database is %s", settings.database_address)
    return app
