"""Tables of the jobs: job. Times are milliseconds since 1970 UTC; `payload` is a JSON object."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("jobs")

_STATEMENTS = (
    # A running job belongs to an engine that says until `lease_until` that it is alive.
    """
    create table job (
        id integer primary key autoincrement,
        kind text not null,
        key text not null,
        payload text not null,
        priority integer not null,
        state text not null,
        progress real not null default 0,
        detail text not null default '',
        attempts integer not null default 0,
        max_attempts integer not null,
        error text not null default '',
        created_at integer not null,
        run_at integer not null,
        finished_at integer,
        lease_until integer
    ) strict
    """,
    "create index job_queue on job (priority, id) where state = 'queued'",
    "create index job_due on job (run_at) where state = 'queued'",
    "create index job_running on job (kind, key) where state = 'running'",
    "create index job_same on job (kind, key) where state = 'queued'",
    "create index job_state on job (state, id)",
)


@migrations()
def m2026_11_21_jobs(db: Database) -> None:
    """Queued, running and finished work."""
    for statement in _STATEMENTS:
        db.execute(statement)
