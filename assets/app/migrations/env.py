"""How alembic runs the migrations: on the connection that crew.migrate holds."""

from alembic import context

from crew.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
