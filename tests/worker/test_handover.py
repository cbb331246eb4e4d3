"""Handing things from thread to thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.worker.handover import Closed, Handover


def test_things_arrive_in_their_order_however_little_fits() -> None:
    handover: Handover[int] = Handover(10)

    with ThreadPoolExecutor(1) as other:
        giving = other.submit(_put_many, handover)
        got = [handover.get() for _ in range(50)]
        giving.result()

    assert got == list(range(50))


def test_one_thing_always_fits() -> None:
    handover: Handover[str] = Handover(1)

    handover.put("large", 1_000_000)

    assert handover.get() == "large"


def test_both_sides_hear_of_the_end() -> None:
    handover: Handover[int] = Handover(1)
    handover.put(1, 1)

    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(handover.put, 2, 1)
        left = handover.close()
        with pytest.raises(Closed):
            waiting.result()

    assert left == [1]
    with pytest.raises(Closed):
        handover.get()


def _put_many(handover: Handover[int]) -> None:
    for number in range(50):
        handover.put(number, 7)
