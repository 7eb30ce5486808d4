"""What the HSDS API lists and finds services by

Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REBUILT = (
    "attribute",
    "taxonomy_term",
    "schedule",
    "phone",
    "url",
    "service_area",
    "service",
    "release",
)
"""Emptied first: the directory is rebuilt from the data files at the next start."""


def upgrade() -> None:
    for table in _REBUILT:
        op.execute(sa.text(f"DELETE FROM {table}"))
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_modified", sa.String(length=20), nullable=False))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column("version", sa.String(length=16), nullable=False))
        batch_op.alter_column("source_document", type_=sa.String(length=300))
        batch_op.create_index(batch_op.f("ix_service_last_modified"), ["last_modified"])
        batch_op.create_unique_constraint("service_number_key", ["number"])
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description", sa.Text(), nullable=True))
    with op.batch_alter_table("taxonomy_term", schema=None) as batch_op:
        batch_op.add_column(sa.Column("description", sa.Text(), nullable=False))
    op.create_table(
        "location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("location_type", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("location_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"]),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    for column in ("location_id", "service_id"):
        op.create_index(f"ix_service_at_location_{column}", "service_at_location", [column])
    op.create_table(
        "facet",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "key"),
    )
    op.create_table(
        "service_facet",
        sa.Column("facet_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["facet_id"], ["facet.id"]),
        sa.PrimaryKeyConstraint("facet_id", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("word"),
    )
