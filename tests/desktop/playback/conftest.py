"""Real playback on a machine without a sound card and without a GPU: Qt says so, and plays."""

import pytest

REMARKS = (
    "propagateSizeHints",
    "PulseAudioService",
    "No audio device",
    "No RHI backend",
    "No HW decoder",
    "Could not open media",
    "Demuxing failed",
    "Could not",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.name == "test_qt_backend.py":
            item.add_marker(pytest.mark.qt_log_ignore(*REMARKS), append=False)
