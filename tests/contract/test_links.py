"""What link files hold."""

import pytest

from app.contract.links import LONGEST_ADDRESS, address_of, is_link


def test_the_first_line_that_is_no_comment_is_the_address() -> None:
    content = (
        "\ufeff#KODIPROP:mimetype=video/mp4\r\n\r\n https://films.example/a%20b.mkv?key=1 \nhttp://other/".encode()
    )

    assert address_of(content) == "https://films.example/a%20b.mkv?key=1"
    assert (is_link("The Lantern.STRM"), is_link("strm.mkv")) == (True, False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# nothing else",
        b"/etc/passwd",
        b"file:///etc/passwd",
        b"plugin://video/1",
        b"http:///path",
        b"http://[::1",
        b"http://live.example/a.m3u8",
        b"http://long.example/" + b"a" * LONGEST_ADDRESS,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_address_of_a_film_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\."):
        address_of(content)
