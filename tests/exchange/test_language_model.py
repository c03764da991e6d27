"""The client against a server of our own that is good, slow, broken, refusing, overrun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.chat_server import Chat, Reply, chat_server, error, of_json, says
from trialogue.exchange.language_model import Answer, LanguageModel, Message, ask

KEY = "sk-a-secret-of-ours"
QUESTION = (Message(role="system", text="Be plain."), Message(role="user", text="Äpfel 苹果?"))


def model_at(chat: Chat, **changes: object) -> LanguageModel:
    given = {"timeout_seconds": 30.0, "pause_seconds": 0.01, "attempts": 3, "key": KEY} | changes
    return LanguageModel(endpoint=chat.endpoint, model="small", **given)


def asked(*replies: Reply, **changes: object) -> tuple[Answer | None, str, Chat, list[float]]:
    """Ask a server that gives these replies: the answer, the fault's words, what was waited."""
    waited: list[float] = []
    with chat_server(replies) as chat:
        answer, faults = ask(model_at(chat, **changes), QUESTION, sleep=waited.append)
    return answer, "; ".join(map(str, faults)), chat, waited


def test_a_good_answer_comes_with_the_name_of_the_model_that_gave_it() -> None:
    answer, faults, chat, waited = asked(says("Plain words. 苹果"))

    assert (answer, faults, waited) == (
        Answer(text="Plain words. 苹果", model="small-1b-q4"),
        "",
        [],
    )
    assert (chat.paths, chat.keys) == (["/v1/chat/completions"], [f"Bearer {KEY}"])
    assert chat.questions == [
        {
            "model": "small",
            "messages": [
                {"role": "system", "content": "Be plain."},
                {"role": "user", "content": "Äpfel 苹果?"},
            ],
            "max_tokens": 4096,
            "temperature": 0,
            "stream": False,
        }
    ]


def test_a_local_model_needs_no_key() -> None:
    answer, _, chat, _ = asked(says("yes"), key="")

    assert (answer is not None, chat.keys) == (True, [None])


def test_an_answer_in_parts_is_joined() -> None:
    answer, *_ = asked(says([{"type": "text", "text": "one "}, {"type": "text", "text": "two"}]))

    assert answer == Answer(text="one two", model="small-1b-q4")


@pytest.mark.parametrize(
    "passing",
    [
        error(429, "slow down"),
        error(500),
        error(502),
        error(503, "loading"),
        error(504),
        Reply(hangs_up=True),
        Reply(body=b"{", claimed=900),
        Reply(body=b"<html>gateway</html>"),
        Reply(body=b'{"choices": [{"mess'),
        Reply(body=b"\xff\xfe\x00"),
        says(""),
        says(None),
    ],
)
def test_what_may_pass_is_tried_again_after_growing_pauses(passing: Reply) -> None:
    answer, faults, chat, waited = asked(passing, passing, says("at last"))

    assert (answer, faults) == (Answer(text="at last", model="small-1b-q4"), "")
    assert (len(chat.questions), waited) == (3, [0.01, 0.02])


@pytest.mark.parametrize(
    ("lasting", "said"),
    [
        (error(400, "context length"), "status 400 (Bad Request): 'context length'"),
        (error(401, f"bad key {KEY}"), "status 401 (Unauthorized): 'bad key …'"),
        (error(403), "status 403 (Forbidden)"),
        (error(404, "no such model"), "status 404 (Not Found): 'no such model'"),
        (of_json({"error": "too long"}, 413), "'too long'; allowed"),
        (Reply(status=418, body=b"\x00"), "status 418 (I'm a Teapot)"),
        (Reply(status=599), "status 599 (no known status)"),
        (error(429, "pay first", "insufficient_quota"), "status 429 (Too Many Requests)"),
        (Reply(status=307, headers=(("Location", "/v2"),)), "redirects are not followed"),
        (says(None, refusal="I cannot help with that."), "a refusal: 'I cannot help with that.'"),
        (says("half", finish="length"), "cut off"),
        (says("", finish="content_filter"), "held back by the server's filter"),
        (of_json({"choices": []}), "JSON without an answer"),
        (of_json({"choices": [7]}), "JSON without an answer"),
        (of_json({"choices": [{"message": "hello"}]}), "JSON without an answer"),
        (of_json({}), "JSON without an answer"),
    ],
)
def test_what_will_not_pass_is_one_fault_at_once(lasting: Reply, said: str) -> None:
    answer, faults, chat, waited = asked(lasting)

    assert (answer, len(chat.questions), waited) == (None, 1, [])
    assert said in faults


def test_a_failure_that_does_not_pass_in_time_is_a_fault_after_the_last_attempt() -> None:
    answer, faults, chat, waited = asked(error(503, "loading"))

    assert (answer, len(chat.questions), waited) == (None, 3, [0.01, 0.02])
    assert "status 503 (Service Unavailable): 'loading'" in faults


def test_a_server_that_asks_for_seconds_gets_them() -> None:
    _, faults, _, waited = asked(error(429, Retry_After="7"), says("now"))

    assert (faults, waited) == ("", [7.0])


def test_a_server_that_names_a_moment_is_waited_for() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    _, faults, _, waited = asked(error(503, Retry_After=moment), says("now"))

    assert faults == ""
    assert 20 < waited[0] <= 30


@pytest.mark.parametrize("odd", ["soon", "-3", "", "٣", "Thu, 99 Foo 2026"])
def test_an_unreadable_wish_to_wait_is_no_wish(odd: str) -> None:
    _, faults, _, waited = asked(
        Reply(status=429, headers=(("Retry-After", odd.encode().decode("latin-1")),)), says("now")
    )

    assert (faults, waited) == ("", [0.01])


def test_nobody_waits_longer_than_allowed() -> None:
    answer, faults, chat, waited = asked(error(429, Retry_After="3600"))

    assert (answer, len(chat.questions), waited) == (None, 1, [])
    assert "asks to wait 3600 seconds; allowed" in faults


@pytest.mark.parametrize(
    "slow",
    [
        Reply(late_seconds=1.2, body=says("too late").body),
        Reply(drip_seconds=0.05, body=says("drop by drop").body),
    ],
    ids=["late", "dripping"],
)
def test_a_slow_answer_is_given_up_in_time(slow: Reply) -> None:
    answer, faults, chat, _ = asked(slow, attempts=2, timeout_seconds=0.6)

    assert (answer, len(chat.questions)) == (None, 2)
    assert "no complete answer within 0.6 seconds" in faults


def test_a_server_that_is_not_there_is_a_fault() -> None:
    with chat_server([says("gone")]) as chat:
        model = model_at(chat, attempts=2)

    answer, faults = ask(model, QUESTION, sleep=lambda _: None)

    assert answer is None
    assert [fault.remedy for fault in faults] == ["check the endpoint, and that the server runs"]


def test_an_answer_without_end_is_not_read_to_the_end() -> None:
    answer, faults, *_ = asked(Reply(body=b"x" * (5 << 20)))

    assert answer is None
    assert "more than 4 MiB" in faults


def test_the_key_stands_in_no_fault_and_no_repr() -> None:
    with chat_server([error(401, f"you sent {KEY}")]) as chat:
        model = model_at(chat)
        _, faults = ask(model, QUESTION)

    assert KEY not in repr(model) + repr(faults)


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "file:///etc/passwd"},
        {"endpoint": "localhost:8080/v1"},
        {"endpoint": "http://"},
        {"endpoint": "http://me:secret@host/v1"},
        {"endpoint": "http://host:port/v1"},
        {"endpoint": "http://ho st/v1"},
        {"endpoint": "http://[::1/v1"},
        {"model": " "},
        {"key": "two\nlines"},
        {"key": "schlüssel"},
        {"timeout_seconds": 0},
        {"timeout_seconds": float("nan")},
        {"timeout_seconds": float("inf")},
        {"attempts": 0},
        {"pause_seconds": -1.0},
        {"longest_wait_seconds": float("inf")},
    ],
)
def test_what_cannot_be_used_is_refused_at_birth(wrong: dict[str, object]) -> None:
    given = {"endpoint": "http://localhost/v1", "model": "small"} | wrong

    with pytest.raises(ValueError, match=r"\w"):
        LanguageModel(**given)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.binary(max_size=80), status=st.sampled_from([200, 201, 400, 429, 500, 302]))
def test_no_bytes_give_a_traceback(body: bytes, status: int) -> None:
    with chat_server([Reply(body=body, status=status)]) as chat:
        answer, faults = ask(model_at(chat, attempts=1), QUESTION)

    assert (answer is None) == (len(faults) == 1)
