"""Sign-up, log-in and log-out."""

import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, current_app, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from .database import session
from .forms import LogIn as LogInForm
from .forms import SignUp
from .models import LogIn, User, password_of_nobody
from .words import _

blueprint = Blueprint("accounts", __name__)
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """What every page's frame needs. It asks nothing of the database."""
    app.context_processor(lambda: {"logged_in_as": cookie.get("username")})


def for_users(view: Callable[..., Any]) -> Callable[..., Any]:
    """Of a page that only somebody logged in sees; the user is in `g.user`."""

    @wraps(view)
    def only_logged_in(*arguments: Any, **named: Any) -> Any:
        user = logged_in()
        if user is None:
            cookie.clear()
            flash(_("Log in to see this page."), "note")
            return redirect(url_for("accounts.log_in"), 303)
        g.user = user
        return view(*arguments, **named)

    return only_logged_in


def logged_in() -> User | None:
    """Whose log-in the cookie is of, while it lasts: one that was logged out is gone from the table, whoever kept its cookie."""
    if "log_in" not in cookie:
        return None
    current = select(User).join(LogIn).where(LogIn.token == cookie["log_in"], LogIn.since > oldest())
    return session().scalar(current)


def oldest() -> datetime:
    """Since when a log-in lasts, in UTC."""
    return datetime.now(UTC).replace(tzinfo=None) - current_app.permanent_session_lifetime


@blueprint.route("/signup", methods=["GET", "POST"])
def sign_up() -> Any:
    if "log_in" in cookie and request.method == "GET":
        return redirect(url_for("pages.users"), 303)
    form = SignUp()
    if not form.validate_on_submit():
        return render_template("signup.html", form=form), 422 if form.is_submitted() else 200

    user = User(username=form.username.data, email=form.email.data)
    user.set_password(form.password.data)
    session().add(user)
    try:
        # The table itself refuses a second one: two sign-ups at the same instant are kept apart there.
        session().commit()
    except IntegrityError:
        session().rollback()
        form.username.errors = [*form.username.errors, "Somebody has this user name already. Choose another."]
        return render_template("signup.html", form=form), 409
    log.info("user %s signed up", user.id)
    remember(user)
    flash(_("Welcome aboard, %(name)s.", name=user.username), "good")
    return redirect(url_for("pages.users"), 303)


@blueprint.route("/login", methods=["GET", "POST"])
def log_in() -> Any:
    if "log_in" in cookie and request.method == "GET":
        return redirect(url_for("pages.users"), 303)
    form = LogInForm()
    if not form.validate_on_submit():
        return render_template("login.html", form=form), 422 if form.is_submitted() else 200

    name, password = form.username.data, form.password.data
    user = session().scalar(select(User).where(User.username == name))
    if user is None:
        password_of_nobody(password)
    if user is None or not user.has_password(password):
        log.warning("a log-in from %s failed", request.remote_addr)
        form.password.errors = [*form.password.errors, "User name and password do not fit together."]
        return render_template("login.html", form=form), 401
    log.info("user %s logged in", user.id)
    remember(user)
    flash(_("Good to see you, %(name)s.", name=user.username), "good")
    return redirect(url_for("pages.users"), 303)


@blueprint.post("/logout")
def log_out() -> Any:
    session().execute(delete(LogIn).where(LogIn.token == cookie.get("log_in", "")))
    session().commit()
    cookie.clear()
    flash(_("You are logged out."), "note")
    return redirect(url_for("pages.home"), 303)


def remember(user: User) -> None:
    """From a new session on: nothing from before the log-in is kept, its token included. Log-ins that are over go."""
    token = secrets.token_hex(32)
    session().execute(delete(LogIn).where(LogIn.since <= oldest()))
    session().add(LogIn(token=token, user_id=user.id))
    session().commit()
    cookie.clear()
    cookie.permanent = True
    cookie["log_in"], cookie["username"] = token, user.username
