"""What is kept."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, String, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash


class Base(DeclarativeBase):
    """Of all tables."""


class User(Base):
    """Somebody who has signed up. Names and addresses are the same in capitals and in small letters, as MySQL compares them."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("username", name="uq_users_username"),
        UniqueConstraint("email", name="uq_users_email"),
    )

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


# Of no password: what is checked for a name nobody has, so that the time an answer takes does not reveal which names exist.
_NOBODY = generate_password_hash("", method="scrypt")


def password_of_nobody(password: str) -> None:
    """Takes as long as `User.has_password`."""
    check_password_hash(_NOBODY, password)
