"""The table of log-ins, and addresses that several may have."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ADDRESSES = "uq_users_email"


def upgrade() -> None:
    # MySQL commits each change at once: a start killed in between finds some of them made.
    op.create_table(
        "log_ins",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False, server_default=sa.func.now()),
        if_not_exists=True,
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
    )
    constraints = sa.inspect(op.get_bind()).get_unique_constraints("users")
    if any(constraint["name"] == ADDRESSES for constraint in constraints):
        op.drop_constraint(ADDRESSES, "users", type_="unique")


def downgrade() -> None:
    op.create_unique_constraint(ADDRESSES, "users", ["email"])
    op.drop_table("log_ins")
