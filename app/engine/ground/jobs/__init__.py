"""Durable work: it survives a crash, is tried again, and tells how far it is."""

from app.engine.ground.jobs.service import Jobs
from app.engine.ground.jobs.work import Work

__all__ = ["Jobs", "Work"]
