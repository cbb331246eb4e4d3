"""The page of questions: one key each, the next one comes by itself, and everything can be taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.contract.errors import Unavailable
from app.contract.library import ItemKind
from app.contract.review import Answer, DoubtKind, Guess, ReviewChanged, ReviewEntry, ReviewState, Scope, Verdict
from app.desktop.kit.desk import Desk
from app.desktop.review.page import ReviewPage
from app.desktop.review.state import QueueState, correction
from app.desktop.review.words import word_choice, word_guess, word_reason, word_waiting
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient
from tests.fakes.review import RIGHT, a_question, some_questions

SHOW = Answer(verdict=Verdict.SHOW, title="Tidewater")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> ReviewPage:
    fake.review.put(*some_questions())
    made = ReviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    drive(made.show_with())
    made.take_focus()
    return made


def press(page: ReviewPage, drive: Drive, qtbot: QtBot, key: Qt.Key, *, times: int = 1) -> None:
    """Press a key where the focus is in a shown window: in the list."""

    async def hit() -> None:
        for _ in range(times):
            QTest.keyClick(page.list, key)

    drive(hit())


def said(fake: FakeClient) -> list[tuple[object, ...]]:
    """Return what was answered."""
    return [arguments for verb, arguments in fake.calls if verb == "answer"]


def open_name(page: ReviewPage) -> str:
    return page.question.name.text()


def test_the_first_question_is_open_with_its_answers_by_number(page: ReviewPage) -> None:
    assert page.phase == "full"
    assert open_name(page) == "Tidewater 12.mkv"
    assert page.question.guess.text() == "The film “Tidewater 12”"
    assert [button.text_label.text() for button in page.question.buttons] == [
        "It is right as it is",
        "The film “Tidewater 12”",
        "The show “Tidewater”",
        "Leave it out of the library",
    ]
    assert page.waiting.text() == "7 open questions"


def test_a_number_answers_and_the_next_question_comes(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient
) -> None:
    press(page, drive, qtbot, Qt.Key.Key_3)

    assert said(fake) == [("1", SHOW, Scope.FILE)]
    assert open_name(page) == "Tidewater 13.mkv"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (Qt.Key.Key_Return, RIGHT),
        (Qt.Key.Key_F, Answer(verdict=Verdict.FILM, title="Tidewater 12")),
        (Qt.Key.Key_S, SHOW),
        (Qt.Key.Key_I, Answer(verdict=Verdict.IGNORE)),
    ],
)
def test_letters_and_enter_answer(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient, key: Qt.Key, answer: Answer
) -> None:
    press(page, drive, qtbot, key)

    assert said(fake) == [("1", answer, Scope.FILE)]


def test_keys_that_mean_nothing_here_say_nothing(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient
) -> None:
    for key in (Qt.Key.Key_9, Qt.Key.Key_X, Qt.Key.Key_U):
        press(page, drive, qtbot, key)

    assert said(fake) == []
    assert "reopen" not in fake.verbs()


def test_a_copy_is_no_question_of_film_or_show(page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient) -> None:
    press(page, drive, qtbot, Qt.Key.Key_Down, times=4)
    assert open_name(page) == "Northbound (2016).mkv"

    press(page, drive, qtbot, Qt.Key.Key_F)

    assert said(fake) == []
    assert not page.question.whole_folder.isVisible()


def test_an_answer_for_the_folder_settles_its_other_files(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient
) -> None:
    press(page, drive, qtbot, Qt.Key.Key_A)
    assert page.question.whole_folder.isChecked()
    assert page.question.buttons[1].text_label.text() == "Films, each with its own title"

    press(page, drive, qtbot, Qt.Key.Key_S)

    assert said(fake) == [("1", SHOW, Scope.FOLDER)]
    assert open_name(page).startswith("The Glass Orchard")
    assert not page.state.is_for_folder


def test_an_answer_is_taken_back_with_u(page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient) -> None:
    assert not page.undo.isVisible()
    press(page, drive, qtbot, Qt.Key.Key_Down)
    press(page, drive, qtbot, Qt.Key.Key_1)
    assert page.undo.isVisible()

    press(page, drive, qtbot, Qt.Key.Key_U)

    assert open_name(page) == "Tidewater 13.mkv"
    assert page.waiting.text() == "7 open questions"


def test_a_choice_and_a_switch_can_be_clicked(page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient) -> None:
    async def click() -> None:
        page.question.whole_folder.click()
        page.question.buttons[2].click()

    drive(click())

    assert said(fake) == [("1", SHOW, Scope.FOLDER)]


def test_a_question_can_be_put_away(page: ReviewPage, drive: Drive, fake: FakeClient) -> None:
    async def click() -> None:
        page.question.dismiss.click()

    drive(click())

    assert fake.review.entries["1"].state is ReviewState.DISMISSED
    assert open_name(page) == "Tidewater 13.mkv"


def test_the_last_answer_leaves_a_page_that_says_all_is_well(
    qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient
) -> None:
    fake.review.put(a_question("1", "Tidewater/Tidewater 12.mkv"))
    page = ReviewPage(desk)
    qtbot.addWidget(page)
    page.show()
    drive(page.show_with())

    press(page, drive, qtbot, Qt.Key.Key_1)
    assert page.phase == "empty"

    async def undo() -> None:
        QTest.keyClick(page, Qt.Key.Key_U)

    drive(undo())
    assert page.phase == "full"


def test_two_quick_keys_answer_one_question(page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient) -> None:
    press(page, drive, qtbot, Qt.Key.Key_1, times=2)

    assert len(said(fake)) == 1


def test_news_of_the_engine_show_at_once(page: ReviewPage, drive: Drive, desk: Desk, fake: FakeClient) -> None:
    fake.review.entries["1"] = replace(fake.review.entries["1"], state=ReviewState.ANSWERED)

    async def tell() -> None:
        desk.live.tell(ReviewChanged(open_count=6))

    drive(tell())

    assert open_name(page) == "Tidewater 13.mkv"


def test_a_refused_answer_is_said_and_leaves_the_question_open(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient, desk: Desk
) -> None:
    fake.failure = Unavailable("away")

    press(page, drive, qtbot, Qt.Key.Key_1)

    assert desk.notices.shown is not None
    assert open_name(page) == "Tidewater 12.mkv"


def test_what_none_of_the_offers_says_can_be_typed(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient
) -> None:
    form = page.question.form
    press(page, drive, qtbot, Qt.Key.Key_E)
    assert form.isVisible()
    assert not page.question.buttons[0].isVisible()
    assert (form.title.text(), form.kind.value, form.season.isVisible()) == ("Tidewater 12", "film", False)

    async def fill() -> None:
        form.kind.set_value("show")
        form.kind.chosen.emit("show")
        form.title.setText(" The Tide ")
        form.year.setText("1999")
        form.season.setText("2")
        form.offset.setText("-11")
        assert form.season.isVisible()
        QTest.keyClick(form.offset, Qt.Key.Key_Return)

    drive(fill())
    said_so = Answer(verdict=Verdict.SHOW, title="The Tide", year=1999, season=2, episode_offset=-11)
    assert said(fake) == [("1", said_so, Scope.FILE)]
    assert not form.isVisible()


def test_letters_typed_into_a_title_answer_nothing(
    page: ReviewPage, drive: Drive, qtbot: QtBot, fake: FakeClient
) -> None:
    press(page, drive, qtbot, Qt.Key.Key_Down, times=2)
    press(page, drive, qtbot, Qt.Key.Key_E)
    form = page.question.form
    assert form.kind.value == "show"

    async def type_and_leave() -> None:
        form.title.setFocus()
        QTest.keyClicks(form.title, "fsiu1")
        QTest.keyClick(form.title, Qt.Key.Key_Escape)

    drive(type_and_leave())

    assert said(fake) == []
    assert not form.isVisible()
    assert page.question.buttons[0].isVisible()


def test_a_copy_has_no_other_title(page: ReviewPage, drive: Drive, qtbot: QtBot) -> None:
    press(page, drive, qtbot, Qt.Key.Key_Down, times=4)
    press(page, drive, qtbot, Qt.Key.Key_E)

    assert not page.question.form.isVisible()
    assert not page.question.other.isVisible()


def test_empty_fields_keep_what_was_read() -> None:
    assert correction(Verdict.FILM, "", "", "2", "-") == Answer(verdict=Verdict.FILM)
    assert correction(Verdict.SHOW, "", "0", "0", "-") == Answer(verdict=Verdict.SHOW, season=0)


async def test_an_empty_queue_answers_nothing(fake: FakeClient) -> None:
    state = QueueState(fake.as_client())
    await state.load()

    await state.answer(RIGHT)
    await state.dismiss()

    assert (state.current, state.choices, state.find_choice(Verdict.FILM)) == (None, (), None)
    assert not await state.undo()
    assert said(fake) == []


def test_a_letter_without_an_offer_still_answers(fake: FakeClient) -> None:
    state = QueueState(fake.as_client(), entries=(a_question("1", "a/b 1.mkv", offers=(RIGHT,)),))

    assert state.find_choice(Verdict.SHOW) == Answer(verdict=Verdict.SHOW)


SENTENCES = (
    "called like its folder",
    "called like its folder",
    "season 3, its folder says season 2",
    "2021",
    "Films/",
    "episode 5",
    "damaged",
)


@pytest.mark.parametrize(("entry", "sentence"), list(zip(some_questions(), SENTENCES, strict=True)))
def test_every_reason_is_said_in_plain_words(entry: ReviewEntry, sentence: str) -> None:
    assert sentence in word_reason(entry)


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        (("three digits",), "season and episode together"),
        (("no_episode_number", "no number"), "among your shows"),
        (("a rule of tomorrow",), "more than one way"),
        ((), "more than one way"),
        (("season folder", "last number"), "belong to the title"),
    ],
)
def test_rules_are_said_in_plain_words_and_unknown_ones_too(reasons: tuple[str, ...], sentence: str) -> None:
    assert sentence in word_reason(a_question("1", "a.mkv", reasons=reasons))


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (None, "Nothing so far: it cannot be read"),
        (Guess(kind=ItemKind.FILM, title="Arrival", year=2016), "The film “Arrival (2016)”"),
        (Guess(kind=ItemKind.FILM), "A film"),
        (Guess(kind=ItemKind.EPISODE), "An episode"),
        (
            Guess(kind=ItemKind.EPISODE, title="Tidewater", season=2, episode=1203),
            "The show “Tidewater”, season 2, episode 1203",
        ),
    ],
)
def test_a_guess_is_one_phrase(guess: Guess | None, said: str) -> None:
    assert word_guess(guess) == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(verdict=Verdict.KEEP_BOTH), "Keep both"),
        (Answer(verdict=Verdict.FILM), "A film"),
        (Answer(verdict=Verdict.SHOW), "An episode"),
        (Answer(verdict=Verdict.SHOW, title="Tidewater", season=2), "The show “Tidewater”, season 2"),
        (Answer(verdict=Verdict.SHOW, episode_offset=2), "Count as the NFO does (+2)"),
        (Answer(verdict=Verdict.SHOW, episode_offset=-2), "Count as the NFO does (−2)"),
    ],
)
def test_an_answer_is_one_phrase(answer: Answer, said: str) -> None:
    assert word_choice(answer, a_question("1", "a.mkv"), is_for_folder=False) == said


def test_a_broken_file_is_left_out_in_other_words() -> None:
    broken = a_question("1", "a.mkv", DoubtKind.UNREADABLE)

    assert word_choice(Answer(verdict=Verdict.IGNORE), broken, is_for_folder=False) == "Leave it out and ask no more"
    assert word_waiting(1) == "1 open question"
