"""What the tray says: who plays what, and what is being scanned; no Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.contract.library import Scan, ScanState
from app.contract.playback import Session, SessionState

BUSY = (ScanState.QUEUED, ScanState.WALKING, ScanState.PROBING)


@dataclass(slots=True)
class TrayState:
    """The sessions and scans that go on now."""

    sessions: dict[str, Session] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)

    def set_sessions(self, sessions: Iterable[Session]) -> None:
        """Take what the engine lists."""
        self.sessions = {session.id: session for session in sessions if session.state is not SessionState.STOPPED}

    def set_scan(self, scan: Scan) -> bool:
        """Take the news of a scan; True when it just came to its end."""
        was_busy = scan.source_id in self.scans
        if scan.state in BUSY:
            self.scans[scan.source_id] = scan
            return False
        self.scans.pop(scan.source_id, None)
        return was_busy and scan.state is ScanState.DONE

    @property
    def now_playing(self) -> Session | None:
        """The session that moved last."""
        return max(self.sessions.values(), key=lambda session: session.updated_at, default=None)

    @property
    def scan_part(self) -> float | None:
        """How far all scans are together; None when there is none."""
        total = sum(scan.total for scan in self.scans.values())
        if not self.scans:
            return None
        return sum(scan.done for scan in self.scans.values()) / total if total else 0.0
