"""Sign-up, log-in and log-out."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask import session as cookie
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from .database import session
from .forms import LogIn, SignUp
from .models import User, password_of_nobody

blueprint = Blueprint("accounts", __name__)
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """What every page's frame needs. It asks nothing of the database."""
    app.context_processor(lambda: {"logged_in_as": cookie.get("username")})


def for_users(view: Callable[..., Any]) -> Callable[..., Any]:
    """Of a page that only somebody logged in sees; the user is in `g.user`."""

    @wraps(view)
    def only_logged_in(*arguments: Any, **named: Any) -> Any:
        user = session().get(User, cookie["user_id"]) if "user_id" in cookie else None
        if user is None:
            cookie.clear()
            flash("Log in to see this page.", "note")
            return redirect(url_for("accounts.log_in"), 303)
        g.user = user
        return view(*arguments, **named)

    return only_logged_in


@blueprint.route("/signup", methods=["GET", "POST"])
def sign_up() -> Any:
    if "user_id" in cookie and request.method == "GET":
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
        tell_duplicate(form)
        return render_template("signup.html", form=form), 409
    log.info("user %s signed up", user.id)
    remember(user)
    flash(f"Welcome aboard, {user.username}.", "good")
    return redirect(url_for("pages.users"), 303)


def tell_duplicate(form: SignUp) -> None:
    """Says beside its field what is taken: the name, or else the address."""
    if session().scalar(select(User.id).where(User.username == form.username.data)):
        form.username.errors = [*form.username.errors, "Somebody has this user name already. Choose another."]
    if not form.username.errors:
        form.email.errors = [*form.email.errors, "This address has signed up already. Log in instead."]


@blueprint.route("/login", methods=["GET", "POST"])
def log_in() -> Any:
    if "user_id" in cookie and request.method == "GET":
        return redirect(url_for("pages.users"), 303)
    form = LogIn()
    if not form.validate_on_submit():
        return render_template("login.html", form=form), 422 if form.is_submitted() else 200

    name, password = form.username.data, form.password.data
    user = session().scalar(select(User).where(or_(User.username == name, User.email == name.lower())))
    if user is None:
        password_of_nobody(password)
    if user is None or not user.has_password(password):
        log.warning("a log-in from %s failed", request.remote_addr)
        form.password.errors = [*form.password.errors, "User name and password do not fit together."]
        return render_template("login.html", form=form), 401
    log.info("user %s logged in", user.id)
    remember(user)
    flash(f"Good to see you, {user.username}.", "good")
    return redirect(url_for("pages.users"), 303)


@blueprint.post("/logout")
def log_out() -> Any:
    cookie.clear()
    flash("You are logged out.", "note")
    return redirect(url_for("pages.home"), 303)


def remember(user: User) -> None:
    """From a new session on: nothing from before the log-in is kept, its token included."""
    cookie.clear()
    cookie.permanent = True
    cookie["user_id"], cookie["username"] = user.id, user.username
