from dataclasses import replace

import pytest

from app.contract.encoding import TrialTask
from app.worker.trials import trial

TASK = TrialTask(encoder="", width_px=160, height_px=96, count=5, limit_s=5.0)


@pytest.mark.parametrize("encoder", ["libx264", "mpeg2video", "libsvtav1"])
def test_an_encoder_that_works_is_measured(encoder: str) -> None:
    made = trial(replace(TASK, encoder=encoder))

    assert made.fault == ""
    assert made.frame_rate > 0
    assert made.cores > 0


@pytest.mark.parametrize("encoder", ["h264_nvenc", "no_such_encoder"])
def test_a_name_without_anything_behind_it_is_found_out(encoder: str) -> None:
    made = trial(replace(TASK, encoder=encoder))

    assert made.frame_rate == 0
    assert made.fault


def test_a_slow_encoder_is_not_waited_for() -> None:
    made = trial(replace(TASK, encoder="libx264", preset="ultrafast", count=10**9, limit_s=0.05))

    assert made.frame_rate > 0
