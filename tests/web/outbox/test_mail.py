"""A mail's bytes: nothing that a person types becomes a header, and each try is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.web.config.mail import Sender, parse_mail_url, parse_sender, plain_address
from trialogue.web.outbox.mail import Mail, seal

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SENDER = Sender(name="Trials", address="trials@hospital.example")
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "Content-Language",
    "List-Unsubscribe", "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
]  # fmt: skip
WILD = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029\t "\\<>,;:@=?\u202e\ud800'),
    ),
    max_size=300,
)


@given(subject=WILD, name=WILD, text=WILD)
def test_no_text_adds_a_header_a_recipient_or_a_part(subject: str, name: str, text: str) -> None:
    injected = f"{subject}\r\nBcc: thief@example.org\r\n\r\n{name}"
    mail = Mail(
        key="k", kind="k", to="mei@example.org", subject=injected, to_name=f"{name}\nBcc: x@y.z",
        text=f"{text}\r\n.\r\nRCPT TO:<thief@example.org>", reply_to="answer@hospital.example",
        headers={"List-Unsubscribe": "<https://hospital.example/x>"},
    )  # fmt: skip

    sealed = seal(mail, message_id="<1@hospital.example>", sender=SENDER, made_at=NOW)

    read = message_from_bytes(sealed.message, policy=default)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert [one.addr_spec for one in read["To"].addresses] == ["mei@example.org"]
    assert not read.is_multipart()
    assert sealed.recipient == "mei@example.org"


@given(text=WILD, html=WILD)
def test_a_mail_has_the_same_bytes_each_time(text: str, html: str) -> None:
    mail = Mail(key="k", kind="k", to="mei@example.org", subject=text, text=text, html=html or "-")

    first, second = (
        seal(mail, message_id="<1@hospital.example>", sender=SENDER, made_at=NOW) for _ in "ab"
    )

    assert first == second
    assert [part.get_content_type() for part in _parts(first.message)] == [
        "text/plain",
        "text/html",
    ]


def _parts(content: bytes) -> list[object]:
    return list(message_from_bytes(content, policy=default).iter_parts())


@given(name=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_a_name_of_any_script_is_read_as_it_was_written(name: str) -> None:
    mail = Mail(key="k", kind="k", to="mei@example.org", to_name=name, subject="s", text="t")

    sealed = seal(mail, message_id="<1@hospital.example>", sender=SENDER, made_at=NOW)

    # The new parser puts a space between encoded words, against RFC 2047, section 6.2.
    written, address = parseaddr(message_from_bytes(sealed.message)["To"])
    assert address == "mei@example.org"
    assert str(make_header(decode_header(written))) == mail.to_name


@pytest.mark.parametrize(
    "address",
    [
        "", "mei", "@example.org", "mei@", "mei@example", "mei@@example.org", "me i@example.org",
        "mei@exa mple.org", '"mei"@example.org', "mei@example.org,x@y.org", "mei@[127.0.0.1]",
        "mei@127.0.0.1", "<mei@example.org>", "mei@example.org\r\nBcc: x@y.org", ".mei@example.org",
        "m..ei@example.org", "mei@-example.org", "mei@example..org", "x" * 65 + "@example.org",
        "mei@" + "a." * 130 + "org",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"@|mailbox|domain|longer"):
        plain_address(address)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Mei.Li+trial@Example.ORG ", "Mei.Li+trial@example.org"),
        ("o'neil@example.co.uk", "o'neil@example.co.uk"),
        ("李美@例子.中国", "李美@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_a_plain_address_is_kept_with_its_domain_in_ascii(given: str, kept: str) -> None:
    assert plain_address(given) == kept


@pytest.mark.parametrize(
    "headers", [{"Bcc": "x@y.org"}, {"List-Unsubscribe": "a\r\nBcc: x"}, {"In-Reply-To": "å"}]
)
def test_an_app_may_add_few_headers_and_plain_text(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="may not be added"):
        Mail(key="k", kind="k", to="a@b.org", subject="s", text="t", headers=headers)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.example", "begins with none of"),
        ("smtp://", "no host"),
        ("smtp://u:p@h:99999", "cannot be read"),
        ("smtp://h/folder", "something stands after"),
        ("smtp+plain://u:p@h", "unprotected"),
    ],
)
def test_a_mail_server_that_would_surprise_is_refused(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_mail_url(url)


def test_a_mail_server_and_a_sender_are_read() -> None:
    server = parse_mail_url("smtps://trials%40h:p%40ss@mail.example")

    assert server is not None
    assert (server.host, server.port, server.user, server.password) == (
        "mail.example", 465, "trials@h", "p@ss",
    )  # fmt: skip
    assert "p@ss" not in repr(server)
    assert parse_sender("儿童医院 <a@B.org>") == Sender(name="儿童医院", address="a@b.org")
    reader: Callable[[str], object] = parse_sender
    with pytest.raises(ValueError, match="address"):
        reader("Trials")
