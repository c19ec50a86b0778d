"""E-mail by SMTP (RFC 5321). The Message-ID is made of the key, so that a mail is the same mail at every attempt."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.messages.channels.base import Answer, Channel, Parcel, Reached
from redress.messages.channels.mail.line import connected
from redress.messages.models import Medium, Outcome
from redress.messages.reachable import mailbox
from redress.outward.deadline import Deadline

_WANTED = 354
_DONE = 250


class Mail(Channel):
    """An SMTP server cannot be asked whether it has a mail: what is uncertain waits for a person."""

    medium = Medium.MAIL
    reached = Reached.MAILBOX
    for_staff = for_customers = True
    needs = ("REDRESS_SMTP_URL", "REDRESS_MAIL_FROM")
    unready = gettext_lazy("No mail server is set up yet.")

    def address(self, written: str) -> str:
        return mailbox(written) if written else ""

    def send(self, parcel: Parcel) -> Answer:
        address = mailbox(parcel.address)
        if not address:
            return Answer(Outcome.FAILED, error=_("No mail server takes this address."))
        parcel = replace(parcel, address=address)
        handed_over = False
        try:
            with Deadline(2 * settings.REDRESS_GATEWAY_SECONDS) as deadline, connected(deadline) as smtp:
                _say(smtp.mail(parseaddr(settings.REDRESS_MAIL_FROM)[1]))
                _say(smtp.rcpt(parcel.address))
                _say(smtp.docmd("DATA"), _WANTED)
                handed_over = True
                smtp.send(_wire(letter(parcel)))
                code, words = smtp.getreply()
                handed_over = False
                _say((code, words))
                return Answer(Outcome.SENT, provider_id=message_id(parcel.key))
        except smtplib.SMTPResponseException as refusal:
            return _refused(refusal)
        except (OSError, smtplib.SMTPException) as fault:
            # From the first byte of the text to the server's answer nobody can say whether it took the mail.
            outcome = Outcome.UNCERTAIN if handed_over else Outcome.RETRY
            return Answer(outcome, error=f"{type(fault).__name__}: {fault}", trouble=True)


def message_id(key: str) -> str:
    """'<key@host of the sender>'."""
    return f"<{key}@{parseaddr(settings.REDRESS_MAIL_FROM)[1].partition('@')[2]}>"


def key_of(mail_id: str) -> str:
    """The key again; empty when the mail is not one of ours."""
    key, _at, host = mail_id.strip().strip("<>").rpartition("@")
    return key if host == parseaddr(settings.REDRESS_MAIL_FROM)[1].partition("@")[2] else ""


def letter(parcel: Parcel) -> EmailMessage:
    """The mail. Auto-Submitted keeps answering machines quiet (RFC 3834)."""
    name, host = parcel.address.rsplit("@", 1)
    mail = EmailMessage()
    mail["From"] = settings.REDRESS_MAIL_FROM
    mail["To"] = Address(" ".join(parcel.name.split()), name, host)
    mail["Subject"] = " ".join(parcel.subject.split())
    mail["Message-ID"] = message_id(parcel.key)
    mail["Date"] = format_datetime(timezone.localtime())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.body)
    return mail


def _wire(mail: EmailMessage) -> bytes:
    """The mail as SMTP wants it: CRLF, dots doubled, ended by a dot."""
    lines = mail.as_bytes().splitlines()
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines) + b".\r\n"


def _say(reply: tuple[int, bytes], wanted: int = _DONE) -> None:
    code, words = reply
    if code != wanted and not (wanted == _DONE and code == 251):
        raise smtplib.SMTPResponseException(code, words)


def _refused(refusal: smtplib.SMTPResponseException) -> Answer:
    """4xx: later; 5xx: never. A wrong password is ours to mend, so the mail waits."""
    words = refusal.smtp_error
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    later = refusal.smtp_code < 500 or isinstance(refusal, smtplib.SMTPAuthenticationError)
    # 421: the server closes the line, whoever the mail is for; so does one that greets nobody.
    whoever = (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError)
    ours = refusal.smtp_code == 421 or isinstance(refusal, whoever)
    return Answer(
        Outcome.RETRY if later else Outcome.FAILED, error=f"{refusal.smtp_code} {said}", trouble=ours
    )
