"""Questions, reasons and answers in words."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.contract.library import ItemKind
from app.contract.review import Answer, DoubtKind, Guess, ReviewEntry, Verdict
from app.desktop.kit.words import counted

translate = QCoreApplication.translate


def word_waiting(count: int) -> str:
    """Return "3 open questions"."""
    return counted(translate("Review", "%Ln open question(s)", "", count), count)


def word_kind(kind: DoubtKind) -> str:
    """Return what a question is about in two or three words."""
    return {
        DoubtKind.UNCERTAIN: translate("Review", "Unclear name"),
        DoubtKind.CLASH: translate("Review", "Name and folder differ"),
        DoubtKind.DUPLICATE: translate("Review", "There twice"),
        DoubtKind.UNREADABLE: translate("Review", "Cannot be read"),
        DoubtKind.CONTRADICTION: translate("Review", "NFO says otherwise"),
    }[kind]


def word_guess(guess: Guess | None) -> str:
    """Return what Marquee takes a file for: "The show Harbour, season 2, episode 3"."""
    if guess is None:
        return translate("Review", "Nothing so far: it cannot be read")
    title = f"{guess.title} ({guess.year})" if guess.title and guess.year else guess.title
    if guess.kind is ItemKind.FILM:
        return translate("Review", "The film “{0}”").format(title) if title else translate("Review", "A film")
    parts = [translate("Review", "The show “{0}”").format(title) if title else translate("Review", "An episode")]
    if guess.season is not None:
        parts.append(translate("Review", "season {0}").format(word_plain(guess.season)))
    if guess.episode is not None:
        parts.append(translate("Review", "episode {0}").format(word_plain(guess.episode)))
    return ", ".join(parts)


def word_plain(number: int) -> str:
    """Return a number that names something, without separators."""
    return str(number)


def word_reason(entry: ReviewEntry) -> str:
    """Return in a sentence or two why Marquee is not sure."""
    code, *told = entry.reasons or ("",)
    word = _REASONS.get(code) or _RULES.get(_weak_rule(entry.reasons))
    if word is None:
        return _KINDS[entry.kind]().format(code)
    return word().format(*told)


def _weak_rule(reasons: tuple[str, ...]) -> str:
    return next((reason for reason in reasons if reason in _RULES), "")


_REASONS: dict[str, Callable[[], str]] = {
    "no_title": lambda: translate("Review", "The name holds no title, and no folder tells one."),
    "episode_among_films": lambda: translate(
        "Review", "It is named like an episode, but lies where you keep your films."
    ),
    "no_episode_number": lambda: translate(
        "Review", "It lies among your shows, but nothing in its name says which episode it is."
    ),
    "number_after_folder_name": lambda: translate(
        "Review", "It is called like its folder, with a number behind: a film of that name, or an episode."
    ),
    "folder_season": lambda: translate("Review", "Its name says season {0}, its folder says season {1}."),
    "folder_year": lambda: translate("Review", "Its name says {0}, its folder says {1}."),
    "nfo_episode": lambda: translate("Review", "The NFO beside it says episode {0}, its name says episode {1}."),
    "nfo_kind": lambda: translate("Review", "The NFO beside it and its name do not mean the same kind of thing."),
    "empty": lambda: translate("Review", "The file is empty. It may still be on its way."),
    "timeout": lambda: translate("Review", "Reading it took too long. It may be damaged."),
    "crashed": lambda: translate("Review", "Reading it failed badly. It is probably damaged."),
}
_RULES: dict[str, Callable[[], str]] = {
    "three digits": lambda: translate(
        "Review", "The number in its name may be season and episode together, or simply count on."
    ),
    "s.ee": lambda: translate(
        "Review", "The number in its name may be season and episode together, or simply count on."
    ),
    "number before the tail": lambda: translate(
        "Review", "A number in its name may be an episode, or belong to the title."
    ),
    "last number": lambda: translate("Review", "A number in its name may be an episode, or belong to the title."),
    "no number": lambda: translate("Review", "Nothing in its name clearly says which episode it is."),
}
_KINDS: dict[DoubtKind, Callable[[], str]] = {
    DoubtKind.UNCERTAIN: lambda: translate("Review", "Its name can be read in more than one way."),
    DoubtKind.CLASH: lambda: translate("Review", "Its name and its folder do not say the same."),
    DoubtKind.DUPLICATE: lambda: translate("Review", "The same in the same quality also lies here: {0}"),
    DoubtKind.UNREADABLE: lambda: translate("Review", "It is damaged, or no media file. Copying it again may help."),
    DoubtKind.CONTRADICTION: lambda: translate("Review", "The NFO beside it says something else."),
}


def word_choice(answer: Answer, entry: ReviewEntry, *, is_for_folder: bool) -> str:
    """Return what an answer means for a file, or for its folder."""
    title = f"{answer.title} ({answer.year})" if answer.title and answer.year else answer.title
    match answer.verdict:
        case Verdict.RIGHT:
            return translate("Review", "It is right as it is")
        case Verdict.KEEP_BOTH:
            return translate("Review", "Keep both")
        case Verdict.IGNORE if entry.kind is DoubtKind.UNREADABLE:
            return translate("Review", "Leave it out and ask no more")
        case Verdict.IGNORE:
            return translate("Review", "Leave it out of the library")
        case Verdict.FILM if is_for_folder:
            return translate("Review", "Films, each with its own title")
        case Verdict.FILM:
            return translate("Review", "The film “{0}”").format(title) if title else translate("Review", "A film")
    return _word_show(answer, title)


def _word_show(answer: Answer, title: str) -> str:
    if answer.episode_offset:
        signed = f"+{answer.episode_offset}" if answer.episode_offset > 0 else f"−{-answer.episode_offset}"
        return translate("Review", "Count as the NFO does ({0})").format(signed)
    word = translate("Review", "The show “{0}”").format(title) if title else translate("Review", "An episode")
    if answer.season is None:
        return word
    return f"{word}, {translate('Review', 'season {0}').format(word_plain(answer.season))}"
