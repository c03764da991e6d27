"""The ways to a mail server: STARTTLS, TLS, a login, a certificate that does not fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import Settings

from tests.web.outbox.conftest import SENDER
from tests.web.outbox.smtp_server import CERTIFICATE, check_login, smtp_server, tls_context
from trialogue.web.config.mail import MailServer, Security
from trialogue.web.outbox.actions import enqueue
from trialogue.web.outbox.delivery import deliver_due
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.worker import make_transport

RIGHT = {"user": "trials", "password": "p@ss"}
WRONG = {"user": "trials", "password": "wrong"}
Make = Callable[..., Mail]
pytestmark = pytest.mark.django_db


def deliver_by(
    settings: Settings, port: int, security: Security, **account: str
) -> tuple[int, str]:
    """Deliver what is due; give how many letters went out, and the first one's answer."""
    settings.MAIL_SENDER, settings.MAIL_TIMEOUT = SENDER, 30
    settings.MAIL_SERVER = MailServer(host="localhost", port=port, security=security, **account)
    transport = make_transport()
    sent = deliver_due(transport).sent
    transport.close()
    return sent, Letter.objects.order_by("pk")[0].answer


def test_starttls_with_a_login(settings: Settings, mail: Make) -> None:
    settings.MAIL_AUTHORITY = CERTIFICATE
    enqueue(mail())
    with smtp_server(
        tls_context=tls_context(), require_starttls=True, authenticator=check_login,
        auth_required=True,
    ) as server:  # fmt: skip
        sent, _ = deliver_by(settings, server.port, Security.STARTTLS, **RIGHT)

        assert sent == 1
        assert server.hello == "hospital.example"


def test_tls_from_the_first_byte(settings: Settings, mail: Make) -> None:
    settings.MAIL_AUTHORITY = CERTIFICATE
    enqueue(mail())
    with smtp_server(ssl_context=tls_context()) as server:
        assert deliver_by(settings, server.port, Security.TLS)[0] == 1


def test_a_certificate_that_nobody_vouches_for_is_refused_and_the_letter_waits(
    settings: Settings, mail: Make
) -> None:
    settings.MAIL_AUTHORITY = None
    enqueue(mail())
    with smtp_server(tls_context=tls_context()) as server:
        sent, answer = deliver_by(settings, server.port, Security.STARTTLS)

        assert sent == 0
        assert "CERTIFICATE_VERIFY_FAILED" in answer
        assert server.taken == []


def test_a_server_without_starttls_gets_nothing_where_it_is_insisted_on(
    settings: Settings, mail: Make
) -> None:
    enqueue(mail())
    with smtp_server() as server:
        sent, answer = deliver_by(settings, server.port, Security.STARTTLS)

        assert (sent, server.taken) == (0, [])
        assert "STARTTLS" in answer


def test_a_wrong_password_burns_no_letter(settings: Settings, mail: Make) -> None:
    settings.MAIL_AUTHORITY = CERTIFICATE
    enqueue(mail())
    with smtp_server(tls_context=tls_context(), authenticator=check_login) as server:
        sent, answer = deliver_by(settings, server.port, Security.STARTTLS, **WRONG)

        assert sent == 0
        assert answer.startswith("535")
        assert Letter.objects.get().state == "waiting"


@pytest.mark.parametrize(("takes_it", "state"), [(True, "sent"), (False, "failed")])
def test_an_address_of_other_letters_goes_where_the_server_takes_it(
    takes_it: bool, state: str, settings: Settings, mail: Make
) -> None:
    enqueue(mail(to="李美@例子.example", to_name="李美"))
    with smtp_server(enable_SMTPUTF8=takes_it) as server:
        deliver_by(settings, server.port, Security.NONE)

        assert Letter.objects.get().state == state
        assert [got.recipient for got in server.taken] == ["李美@xn--fsqu00a.example"] * takes_it


def test_without_a_server_letters_wait_and_in_the_demo_they_count_as_delivered(
    settings: Settings, mail: Make
) -> None:
    settings.MAIL_SERVER = None
    enqueue(mail())

    settings.DEMO = False
    assert deliver_due(make_transport()).sent == 0
    Letter.objects.update(next_at=Letter.objects.get().made_at)
    settings.DEMO = True
    assert deliver_due(make_transport()).sent == 1
