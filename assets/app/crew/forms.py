"""The forms, and what may be entered in them. Their words are said in the visitor's language where they are shown."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

PASSWORD_LENGTH = (10, 128)


def _trimmed(value: str | None) -> str | None:
    return value.strip() if value else value


def _address(value: str | None) -> str | None:
    return value.strip().lower() if value else value


class SignUp(FlaskForm):
    username = StringField(
        "User name",
        filters=[_trimmed],
        description="3 to 32 letters, digits, dots, dashes or underscores.",
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
        validators=[
            InputRequired("Choose a user name."),
            Length(3, 32, "A user name has 3 to 32 characters."),
            Regexp(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z", message="Letters, digits, dots, dashes and underscores only, a letter or digit first."),
        ],
    )
    email = EmailField(
        "E-mail address",
        filters=[_address],
        description="Shown to nobody.",
        render_kw={"autocomplete": "email"},
        validators=[
            InputRequired("Enter your e-mail address."),
            Length(max=254, message="This address is too long."),
            Regexp(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z", message="This does not look like an e-mail address."),
        ],
    )
    password = PasswordField(
        "Password",
        description="At least 10 characters. A few words in a row do well.",
        render_kw={"autocomplete": "new-password"},
        validators=[
            InputRequired("Choose a password."),
            Length(*PASSWORD_LENGTH, "A password has 10 to 128 characters."),
        ],
    )
    confirm = PasswordField(
        "Password again",
        render_kw={"autocomplete": "new-password"},
        validators=[
            InputRequired("Enter the password a second time."),
            EqualTo("password", "The two passwords differ."),
        ],
    )


class LogIn(FlaskForm):
    username = StringField(
        "User name",
        filters=[_trimmed],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": 32},
        validators=[InputRequired("Enter your user name."), Length(max=32, message="This name is too long.")],
    )
    password = PasswordField(
        "Password",
        render_kw={"autocomplete": "current-password", "maxlength": PASSWORD_LENGTH[1]},
        validators=[InputRequired("Enter your password."), Length(max=PASSWORD_LENGTH[1], message="This password is too long.")],
    )
