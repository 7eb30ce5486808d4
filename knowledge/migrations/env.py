"""Alembic's entry point: the address comes from `knowledge.database.migrate`."""

from alembic import context

from knowledge.database import engine_for
from knowledge.models import Base
from knowledge.settings import database_url

engine = engine_for(context.config.attributes.get("url") or database_url())
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
