"""Mails as people and servers write them; nobody of them exists."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def reply(to: str, sender: str, text: str = "Thank you.", **headers: str) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    given = {
        "From": sender,
        "To": "trials@hospital.example",
        "Subject": "Re: Your message",
        "Message-ID": "<answer-1@example.org>",
        "In-Reply-To": to,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        mail[name] = value
    mail.set_content(text)
    return mail


BOUNCE = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: trials@hospital.example
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b0"

--b0
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b0
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Wed, 25 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; somebody@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} User unknown

--b0
Content-Type: {kind}

From: trials@hospital.example
To: somebody@example.org
Subject: Your message
Message-ID: {id}

{body}
--b0--
"""
"""As RFC 3464 shows it, and Postfix writes it."""


def bounce(
    to: str, *, status: str = "5.1.1", action: str = "failed", kind: str = "message/rfc822"
) -> bytes:
    text = BOUNCE.format(id=to, status=status, action=action, kind=kind, body="words")
    return text.replace("\n", "\r\n").encode()
