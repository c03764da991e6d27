"""A mail from whatever bytes: never an exception, and of a person's mail their own words."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.inbound.mails import bounce, reply
from trialogue.web.config.inbound import parse_inbound_url
from trialogue.web.config.mail import Security
from trialogue.web.inbound.reading import Automatic, Bounce, Reply, Unreadable, read_mail
from trialogue.web.inbound.trimming import own_words, text_of_html

KINDS = (Automatic, Bounce, Reply, Unreadable)
HEADERS = st.sampled_from(
    [
        b"From: ", b"To: ", b"Message-ID: ", b"In-Reply-To: <", b"References: ", b"Subject: =?",
        b"Content-Type: multipart/report; boundary=b\r\n\r\n--b", b"Content-Type: text/html",
        b"Content-Type: message/delivery-status\r\n\r\n", b"Status: 5.1.1", b"Action: failed",
        b"Content-Type: text/plain; charset=", b"Content-Transfer-Encoding: base64", b"--b--",
        b"Content-Type: message/rfc822", b"\r\n", b"\r\n\r\n", b"utf-7", b"<x@y>", b"@", b"?=",
    ]
)  # fmt: skip


@given(st.lists(HEADERS | st.binary(max_size=30), max_size=20).map(b"".join))
def test_any_bytes_are_read_without_an_exception(content: bytes) -> None:
    assert isinstance(read_mail(content), KINDS)


@given(st.text(max_size=200), st.sampled_from(["plain", "html"]))
def test_any_words_of_a_well_formed_mail_are_read(words: str, subtype: str) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "mei@example.org"
    mail.set_content(words.encode("utf-8", "replace").decode(), subtype=subtype)

    assert isinstance(read_mail(mail.as_bytes()), Reply)


@given(st.integers(0, 900), st.integers(0, 255))
def test_a_bounce_with_a_broken_byte_is_read_without_an_exception(at: int, byte: int) -> None:
    content = bytearray(bounce("<a@b.example>"))
    content[at % len(content)] = byte

    assert isinstance(read_mail(bytes(content)), KINDS)


def test_a_reply_names_what_it_answers_nearest_first() -> None:
    mail = reply("<three@h>", "Mei <mei@Example.org>", References="<one@h> <two@h> <three@h>")

    found = read_mail(mail.as_bytes())

    assert isinstance(found, Reply)
    assert found.answers == ("<three@h>", "<two@h>", "<one@h>")
    assert (found.sender, found.text) == ("mei@example.org", "Thank you.")


@pytest.mark.parametrize("charset", ["gb18030", "iso-8859-1", "utf-8", "x-unknown"])
def test_words_of_any_character_set_are_read(charset: str) -> None:
    words = "谢谢" if charset == "gb18030" else "Grüße"
    raw = words.encode("utf-8" if charset == "x-unknown" else charset)
    head = f"From: mei@example.org\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"

    found = read_mail(head.encode() + raw)

    assert isinstance(found, Reply)
    assert found.text == words


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Monday, Trials wrote:\n> Come?\n> Please.\n", "Yes."),
        ("Ja.\n\nAm 25.11.2026 um 10:00 schrieb Trials\n<t@h.example>:\n\n> Kommen?\n", "Ja."),
        ("好的。\n\n在 2026年11月25日，Trials 写道：\n> 来吗？", "好的。"),
        ("Yes.\n-----Original Message-----\nFrom: Trials\nCome?", "Yes."),
        ("Yes.\n\n________________________________\nVon: Trials\nKommen?", "Yes."),
        ("> Come?\nYes.\n> Papers?\nYes.", "> Come?\nYes.\n> Papers?\nYes."),
        ("> Come?\n> Please.", "> Come?\n> Please."),
        ("These hurt:\nhead\n\n> quoted", "These hurt:\nhead"),
        ("No quote at all:", "No quote at all:"),
        ("See http://x/enquiry/ABCD-EFGH-0123/ there", "See […] there"),
    ],
)  # fmt: skip
def test_what_is_quoted_at_the_end_is_left_out_and_nothing_else(text: str, own: str) -> None:
    assert own_words(text) == own


def test_html_becomes_words() -> None:
    html = (
        "<style>p{}</style><p>Yes,&nbsp;<b>Monday</b>.<br>Thank you</p><script>x()</script>"
        "<div>On Monday, Trials wrote:</div><blockquote><p>Come?</p></blockquote>"
    )

    assert own_words(text_of_html(html)) == "Yes, Monday.\nThank you"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("imap.example", "begins with none of imaps://"),
        ("imaps://u:p@/x", "no host"),
        ("imaps://host/INBOX", "a user and a password"),
        ("imap+plain://u:p@mail.example/INBOX", "unprotected"),
        ("imaps://u:p@host/INBOX?x=1", "after the folder"),
        ("imaps://u:p%C3%A4@host/INBOX", "ASCII"),
        ("imaps://u:p@host:many/", "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_without_its_password(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as found:
        parse_inbound_url(url)

    assert "p@" not in str(found.value)


def test_the_setting_names_server_account_and_folder() -> None:
    found = parse_inbound_url("imaps://trials%40h:p%40ss@mail.example/Trial%20answers")

    assert found is not None
    assert (found.host, found.port, found.security) == ("mail.example", 993, Security.TLS)
    assert (found.user, found.password, found.folder) == ("trials@h", "p@ss", "Trial answers")
    assert "p@ss" not in repr(found)
