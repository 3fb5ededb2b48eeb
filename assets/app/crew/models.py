"""What is kept."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, ForeignKey, String, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    """Of all tables."""


class User(Base):
    """Somebody who has signed up. Names are the same in capitals and in small letters, as MySQL compares them.

    Several may have one address: an answer that tells apart whether it is known would tell anybody who has signed up.
    """

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("username", name="uq_users_username"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(String(254))
    password_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())
    """In UTC."""

    def set_password(self, password: str) -> None:
        self.password_hash = generate_password_hash(password, method="scrypt")

    def has_password(self, password: str) -> bool:
        return check_password_hash(self.password_hash, password)

    @property
    def joined(self) -> datetime:
        """When they signed up, in the time zone of the host (TZ)."""
        return self.created_at.replace(tzinfo=UTC).astimezone()


class LogIn(Base):
    """A log-in of a user. The cookie holds its token, which opens nothing once the row is gone."""

    __tablename__ = "log_ins"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    since: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())
    """In UTC."""


# Of no password: what is checked for a name nobody has, so that the time an answer takes does not reveal which names exist.
_NOBODY = generate_password_hash("", method="scrypt")


def password_of_nobody(password: str) -> None:
    """Takes as long as `User.has_password`."""
    check_password_hash(_NOBODY, password)
