"""The home page, and the page of users."""

from typing import Any

from flask import Blueprint, g, render_template, request
from sqlalchemy import func, select

from .accounts import for_users
from .database import session
from .models import User

blueprint = Blueprint("pages", __name__)

PER_PAGE = 24


@blueprint.get("/")
def home() -> Any:
    return render_template("home.html")


@blueprint.get("/users")
@for_users
def users() -> Any:
    total = session().scalar(select(func.count(User.id))) or 0
    last = max(1, -(-total // PER_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    newest_first = select(User).order_by(User.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    crew = session().scalars(newest_first).all()
    return render_template("users.html", user=g.user, crew=crew, total=total, page=page, last=last)
