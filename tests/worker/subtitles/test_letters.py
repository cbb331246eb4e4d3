"""Subtitles in the encodings that people still have."""

import pytest

from app.worker.subtitles.letters import decode

SAID = {
    "ru": "Привет, как дела?\nЯ не знаю, что сказать тебе.\nОни придут завтра утром.",
    "fr": "Où étais-tu hier soir ?\nC'est déjà trop tard, mon frère.\nÇa va être génial !",
    "pl": "Gdzie jesteś? Muszę już iść.\nŻółta łódź płynie przez rzekę.\nNie wiem, dlaczego tak mówisz.",
    "el": "Καλημέρα, πού ήσουν χθες;\nΔεν ξέρω τι να σου πω.",
    "tr": "Günaydın, dün gece neredeydin?\nBilmiyorum, şimdi gidiyoruz, çok güzel.",
    "he": "שלום, איפה היית אתמול?\nאני לא יודע מה לומר לך.",
    "ja": "こんにちは、お元気ですか。\n昨日の夜どこにいましたか。私は何も知りません。",
    "zh": "你好，你昨天晚上在哪里？\n我不知道该对你说什么。我们走吧。",
    "ko": "안녕하세요, 어제 밤에 어디 있었어요?\n무슨 말을 해야 할지 모르겠어요.",
    "th": "สวัสดี เมื่อคืนคุณอยู่ที่ไหน\nฉันไม่รู้จะพูดอะไร",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *(("ru", name) for name in ("cp1251", "koi8_r", "iso8859_5", "cp866")),
        *(("fr", name) for name in ("cp1252", "mac_roman")),
        *[("pl", "cp1250"), ("el", "cp1253"), ("tr", "cp1254"), ("he", "cp1255"), ("th", "cp874"), ("ko", "cp949")],
        *[("ja", "cp932"), ("ja", "euc_jp"), ("zh", "gb18030")],
    ],
)
def test_a_told_language_helps(language: str, encoding: str) -> None:
    assert decode(SAID[language].encode(encoding), language) == SAID[language]


@pytest.mark.parametrize(
    ("language", "encoding"), [("ru", "cp1251"), ("el", "cp1253"), ("ja", "cp932"), ("ko", "cp949"), ("pl", "cp1250")]
)
def test_without_one_the_letters_tell(language: str, encoding: str) -> None:
    assert decode(SAID[language].encode(encoding)) == SAID[language]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_known_with_and_without_its_mark(encoding: str) -> None:
    text = "Hello, where were you last night? " + SAID["fr"]

    assert decode(text.encode(encoding), "ru") == text


def test_a_wrong_language_in_the_name_does_not_spoil_utf_8() -> None:
    assert decode(SAID["ja"].encode(), "fr") == SAID["ja"]


def test_a_letter_that_is_cut_off_at_the_end_does_not_change_the_encoding() -> None:
    assert decode(SAID["ru"].encode()[:-1]).startswith("Привет")


@pytest.mark.parametrize("raw", [b"", b"\xff", b"\x81\x8d\x8f\x90\x9d" * 9, bytes(range(256)), b"\0" * 64])
def test_what_is_no_text_is_still_answered(raw: bytes) -> None:
    assert isinstance(decode(raw, "ru"), str)
