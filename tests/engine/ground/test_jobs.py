import asyncio
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from app.contract.errors import Conflict, Invalid, NotFound, Unavailable, Unsupported
from app.contract.jobs import Job, JobProgress, JobState
from app.engine.ground import clock
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs, Work, rules, runner, store

Handler = Callable[[Work], Awaitable[None]]


class Ends:
    """Waits until jobs have come to a state."""

    def __init__(self, bus: Bus) -> None:
        self.told: list[JobProgress] = []
        self._news = asyncio.Event()
        bus.on(JobProgress, self._on_progress)

    async def wait(self, id_: str, state: JobState, *, detail: str | None = None) -> None:
        async with asyncio.timeout(10):
            while not any(
                event.id == id_ and event.state is state and detail in {None, event.detail} for event in self.told
            ):
                self._news.clear()
                await self._news.wait()

    def _on_progress(self, event: JobProgress) -> None:
        self.told.append(event)
        self._news.set()


@pytest.fixture
def ends(bus: Bus) -> Ends:
    return Ends(bus)


async def nothing(_work: Work) -> None:
    """Is done at once."""


async def for_ever(_work: Work) -> None:
    await asyncio.Event().wait()


def jobs_with(db: Db, bus: Bus, handler: Handler, *, at_once: int = 1) -> Jobs:
    jobs = Jobs(db, bus)
    jobs.handle("room.verb", handler, at_once=at_once)
    return jobs


async def test_a_job_is_done_and_stays_in_the_list(db: Db, bus: Bus, ends: Ends) -> None:
    seen = []

    async def see(work: Work) -> None:
        seen.append((work.kind, work.key, work.payload, work.attempt))

    async with jobs_with(db, bus, see) as jobs:
        id_ = await jobs.add("room.verb", {"path": "a"}, key="k")
        await ends.wait(id_, JobState.DONE)
        job = await jobs.get_job(id_)

    assert seen == [("room.verb", "k", {"path": "a"}, 1)]
    assert (job.state, job.progress, job.attempts) == (JobState.DONE, 1.0, 1)
    assert job.finished_at is not None
    assert [event.state for event in ends.told] == [JobState.RUNNING, JobState.DONE]


async def test_the_most_urgent_job_goes_first(db: Db, bus: Bus, ends: Ends) -> None:
    order = []

    async def see(work: Work) -> None:
        order.append(work.key)

    jobs = jobs_with(db, bus, see)
    last = await jobs.add("room.verb", {}, key="late", priority=10)
    await jobs.add("room.verb", {}, key="usual")
    await jobs.add("room.verb", {}, key="usual, later")
    await jobs.add("room.verb", {}, key="first", priority=1)
    async with jobs:
        await ends.wait(last, JobState.DONE)

    assert order == ["first", "usual", "usual, later", "late"]


@pytest.mark.parametrize("priority", [0, 11])
async def test_a_priority_lies_between_1_and_10(db: Db, bus: Bus, priority: int) -> None:
    with pytest.raises(Invalid) as caught:
        await Jobs(db, bus).add("room.verb", {}, priority=priority)
    assert caught.value.code == "job_priority"


async def test_the_same_waiting_job_is_hurried_not_added(db: Db, bus: Bus) -> None:
    jobs = Jobs(db, bus)
    first = await jobs.add("room.verb", {}, key="k", priority=7)

    assert await jobs.add("room.verb", {}, key="k", priority=2) == first
    assert await jobs.add("room.verb", {}, key="k", priority=9) == first
    assert (await jobs.get_job(first)).priority == 2
    assert await jobs.add("room.other", {}, key="k") != first
    assert await jobs.add("room.verb", {}) != await jobs.add("room.verb", {})


async def test_two_jobs_of_one_key_never_run_together_but_two_keys_do(db: Db, bus: Bus, ends: Ends) -> None:
    running: set[str] = set()
    most: list[tuple[str, ...]] = []
    both = asyncio.Event()

    async def see(work: Work) -> None:
        assert work.key not in running
        running.add(work.key)
        most.append(tuple(sorted(running)))
        if len(running) == 2:
            both.set()
        await both.wait()
        running.discard(work.key)

    async with jobs_with(db, bus, see, at_once=5) as jobs:
        first = await jobs.add("room.verb", {}, key="a")
        await ends.wait(first, JobState.RUNNING)
        second = await jobs.add("room.verb", {}, key="a")
        assert second != first
        await jobs.add("room.verb", {}, key="b")
        await ends.wait(second, JobState.DONE)

    assert ("a", "b") in most


async def test_no_more_jobs_of_a_kind_run_at_once_than_it_says(db: Db, bus: Bus, ends: Ends) -> None:
    counts = [0, 0]
    pairs = asyncio.Barrier(2)

    async def see(_work: Work) -> None:
        counts[0] += 1
        counts[1] = max(counts)
        await pairs.wait()
        counts[0] -= 1

    async with jobs_with(db, bus, see, at_once=2) as jobs:
        ids = [await jobs.add("room.verb", {}) for _ in range(8)]
        for id_ in ids:
            await ends.wait(id_, JobState.DONE)

    assert counts == [0, 2]


async def test_a_job_that_becomes_due_while_the_queue_is_read_is_next(
    db: Db, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Jobs(db, bus).add("room.verb", {}, delay_s=60)
    feeder = runner.Runner(db, bus, {"room.verb": runner.Kind(handler=nothing, at_once=1)})
    looked_at = await feeder._begin_due()
    monkeypatch.setattr(clock, "now_ms", lambda: looked_at + 60_200)

    assert await feeder._sleep_s(looked_at) == 0


async def test_a_failed_job_is_tried_again_and_dies_in_the_end(
    db: Db, bus: Bus, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FIRST_DELAY_S", 0.001)
    attempts = []

    async def fail(work: Work) -> None:
        attempts.append(work.attempt)
        raise Unavailable("The disk is away.")

    async with jobs_with(db, bus, fail) as jobs:
        id_ = await jobs.add("room.verb", {}, max_attempts=3)
        await ends.wait(id_, JobState.DEAD)
        job = await jobs.get_job(id_)

    assert attempts == [1, 2, 3]
    assert (job.error, job.attempts) == ("The disk is away.", 3)


async def test_a_failure_that_cannot_get_better_is_final_at_once(db: Db, bus: Bus, ends: Ends) -> None:
    async def fail(_work: Work) -> None:
        raise Unsupported("No film.")

    async with jobs_with(db, bus, fail) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.DEAD)

        assert (await jobs.get_job(id_)).attempts == 1


async def test_a_bug_in_a_handler_is_logged_and_the_runner_goes_on(db: Db, bus: Bus, ends: Ends) -> None:
    async def fail(work: Work) -> None:
        if work.key == "bad":
            raise ZeroDivisionError("oops")

    with capture_logs() as logs:
        async with jobs_with(db, bus, fail) as jobs:
            bad = await jobs.add("room.verb", {}, key="bad", max_attempts=1)
            good = await jobs.add("room.verb", {}, key="good")
            await ends.wait(bad, JobState.DEAD)
            await ends.wait(good, JobState.DONE)
            assert (await jobs.get_job(bad)).error == "ZeroDivisionError: oops"

    assert "job_broke" in [line["event"] for line in logs]


async def test_a_dead_job_can_be_tried_again(db: Db, bus: Bus, ends: Ends) -> None:
    broken = [True]

    async def fail_once(_work: Work) -> None:
        if broken:
            broken.clear()
            raise NotFound("Nothing there.")

    async with jobs_with(db, bus, fail_once) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.DEAD)
        await jobs.retry(id_)
        await ends.wait(id_, JobState.DONE)

        with pytest.raises(Conflict) as caught:
            await jobs.retry(id_)
    assert caught.value.code == "job_not_dead"


async def test_a_running_job_has_ended_when_cancel_returns(db: Db, bus: Bus, ends: Ends) -> None:
    async with jobs_with(db, bus, for_ever) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.RUNNING)
        await jobs.cancel(id_)

        assert (await jobs.get_job(id_)).state is JobState.CANCELLED
        with pytest.raises(Conflict) as caught:
            await jobs.cancel(id_)
    assert caught.value.code == "job_finished"


async def test_a_waiting_job_can_be_cancelled(db: Db, bus: Bus, ends: Ends) -> None:
    jobs = Jobs(db, bus)
    id_ = await jobs.add("room.verb", {})
    await jobs.cancel(id_)

    assert (await jobs.get_job(id_)).state is JobState.CANCELLED
    assert ends.told[-1].state is JobState.CANCELLED


async def test_a_job_that_is_cancelled_while_it_is_claimed_does_not_start(db: Db, bus: Bus) -> None:
    started = []

    async def see(work: Work) -> None:
        started.append(work.id)

    jobs = jobs_with(db, bus, see)
    id_ = await jobs.add("room.verb", {})
    claimed = await db.write(store.claim, ["room.verb"], clock.now_ms(), clock.now_ms())
    assert claimed is not None
    await jobs.cancel(id_)
    task = jobs._runner._begin(claimed)
    await asyncio.wait({task})

    assert started == []
    assert (await jobs.get_job(id_)).state is JobState.CANCELLED


@pytest.mark.parametrize("id_", ["7", "x", "", "9" * 30])
async def test_a_job_that_is_not_there_is_not_found(db: Db, bus: Bus, id_: str) -> None:
    with pytest.raises(NotFound) as caught:
        await Jobs(db, bus).get_job(id_)
    assert caught.value.code == "job_not_found"


async def test_a_stopping_engine_puts_its_jobs_back_untouched(db: Db, bus: Bus, ends: Ends) -> None:
    async with jobs_with(db, bus, for_ever) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.RUNNING)

    job = await jobs.get_job(id_)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


async def test_a_killed_engine_leaves_its_job_to_the_next_one(db: Db, bus: Bus, ends: Ends) -> None:
    id_ = await Jobs(db, bus).add("room.verb", {})
    await db.write(store.claim, ["room.verb"], clock.now_ms(), clock.now_ms() + 60_000)

    async with jobs_with(db, bus, nothing) as jobs:
        await ends.wait(id_, JobState.DONE)

        assert (await jobs.get_job(id_)).attempts == 2


async def test_a_job_that_ends_every_engine_dies(db: Db, bus: Bus) -> None:
    id_ = await Jobs(db, bus).add("room.verb", {}, max_attempts=1)
    await db.write(store.claim, ["room.verb"], clock.now_ms(), clock.now_ms() + 60_000)

    async with jobs_with(db, bus, nothing) as jobs:
        job = await jobs.get_job(id_)

    assert (job.state, job.error) == (JobState.DEAD, "The engine ended while this ran.")


async def test_the_heartbeat_keeps_leases_and_progress_and_takes_back_expired_ones(
    db: Db, bus: Bus, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "HEARTBEAT_S", 0.01)

    async def half(work: Work) -> None:
        work.progress(0.5, "half")
        await asyncio.Event().wait()

    async with jobs_with(db, bus, half) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.RUNNING)
        stray = await jobs.add("room.other", {})
        await db.write(store.claim, ["room.other"], clock.now_ms(), clock.now_ms() - 1)
        async with asyncio.timeout(10):
            while (await jobs.get_job(stray)).state is not JobState.QUEUED:
                pass
        row = await db.read(store.find_job, int(id_))

    assert row is not None
    assert (row.state, row.progress, row.detail) == (JobState.RUNNING, 0.5, "half")


async def test_progress_is_told_a_few_times_a_second_and_the_last_word_always(db: Db, bus: Bus, ends: Ends) -> None:
    async def much(work: Work) -> None:
        for step in range(1000):
            work.progress(step / 500, f"step {step}")
        await ends.wait(work.id, JobState.RUNNING, detail="step 999")
        work.progress(0.9)  # still waits when the job ends

    async with jobs_with(db, bus, much) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.DONE)

    details = [event.detail for event in ends.told]
    assert details == ["", "step 0", "step 999", ""]
    assert ends.told[2].progress == 1.0


async def test_the_list_shows_live_progress_and_filters_by_state(db: Db, bus: Bus, ends: Ends) -> None:
    async def half(work: Work) -> None:
        work.progress(0.5, "half")
        await asyncio.Event().wait()

    async with jobs_with(db, bus, half) as jobs:
        id_ = await jobs.add("room.verb", {})
        await ends.wait(id_, JobState.RUNNING)
        for number in range(3):
            await jobs.add("room.verb", {}, key=str(number))

        running = await jobs.list_jobs(states=(JobState.RUNNING,))
        page = await jobs.list_jobs(page=2, page_size=3)

    assert [(job.id, job.progress, job.detail) for job in running.entries] == [(id_, 0.5, "half")]
    assert ([job.id for job in page.entries], page.total) == ([id_], 4)


async def test_a_delayed_job_waits_for_its_time(db: Db, bus: Bus, ends: Ends) -> None:
    async with jobs_with(db, bus, nothing) as jobs:
        later = await jobs.add("room.verb", {}, delay_s=3600)
        soon = await jobs.add("room.verb", {}, delay_s=0.01)
        await ends.wait(soon, JobState.DONE)

        assert (await jobs.get_job(later)).state is JobState.QUEUED


async def test_only_the_newest_finished_jobs_are_kept(
    db: Db, bus: Bus, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "FINISHED_KEPT", 2)
    monkeypatch.setattr(runner, "PRUNE_EVERY", 1)

    async with jobs_with(db, bus, nothing) as jobs:
        for _ in range(5):
            id_ = await jobs.add("room.verb", {})
            await ends.wait(id_, JobState.DONE)
        kept: tuple[Job, ...] = (await jobs.list_jobs()).entries

    assert [job.id for job in kept] == ["5", "4"]


async def test_a_database_in_trouble_does_not_end_the_runner(
    db: Db, bus: Bus, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "AFTER_TROUBLE_S", 0.01)
    jobs = jobs_with(db, bus, nothing)
    id_ = await jobs.add("room.verb", {})
    claim, troubles = store.claim, [Unavailable("The disk is full.")]

    def fail_once(*args: object) -> object:
        if troubles:
            raise troubles.pop()
        return claim(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "claim", fail_once)
    with capture_logs() as logs:
        async with jobs:
            await ends.wait(id_, JobState.DONE)

    assert "jobs_wait" in [line["event"] for line in logs]


def test_the_delay_grows_by_four_up_to_an_hour() -> None:
    delays = [rules.delay_s(attempts, 0.5) for attempts in (1, 2, 3, 4, 7, 50)]

    assert delays == [1, 4, 16, 64, 3600, 3600]
    assert rules.delay_s(1, 0.0) == 0.75
    assert rules.delay_s(1, 1.0) == 1.25
