"""Make the database itself refuse to change or remove rows, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def refuse_changes(table: str, message: str) -> migrations.RunPython:
    """Make the operation of a migration that adds the triggers, and takes them away going back.

    `message` is what the database says to whoever tries; it holds no quotation mark.
    """
    return migrations.RunPython(_refuse(table, message), _allow(table))


def allow_changes(table: str, message: str) -> migrations.RunPython:
    """Take the triggers away, for a migration that changes the table and then refuses again.

    SQLite changes a table by making a new one, on which the old one's triggers do not stand.
    """
    return migrations.RunPython(_allow(table), _refuse(table, message))


def _refuse(table: str, message: str) -> Step:
    def refuse(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        statements = {"sqlite": _sqlite, "postgresql": _postgres}[editor.connection.vendor]
        for statement in statements(table, message):
            editor.execute(statement)

    return refuse


def _allow(table: str) -> Step:
    def allow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _undo(table)[editor.connection.vendor]:
            editor.execute(statement)

    return allow


def _sqlite(table: str, message: str) -> list[str]:
    """Refuse UPDATE and DELETE, and the INSERT OR REPLACE by which SQLite goes round both."""
    replaced = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - our own table
    return [
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {replaced} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        *(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for action in ("UPDATE", "DELETE")
        ),
    ]


def _postgres(table: str, message: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()",
    ]


def _undo(table: str) -> dict[str, list[str]]:
    return {
        "sqlite": [
            f"DROP TRIGGER {table}_no_{action}" for action in ("update", "delete", "replace")
        ],
        "postgresql": [
            f"DROP TRIGGER {table}_no_change ON {table}",
            f"DROP FUNCTION {table}_refuse()",
        ],
    }
