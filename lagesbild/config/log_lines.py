"""What the log says and leaves out: a stranger's mistake is one short line, and no key is written down."""

import logging
import re

from django.core.exceptions import SuspiciousOperation
from django.core.mail.backends.console import EmailBackend

LONGEST = 300
LEFT_OUT = "…"
KEY_IN_ADDRESS = re.compile(r"(/logga-in/(?:lank/|glomt/nytt/[0-9A-Za-z]+-))[^/\s\"'<>]+")
CODE = re.compile(r"\b\d{4}[- ]?\d{4}\b")


def without_keys(text: str) -> str:
    """The addresses that let somebody in without a password, without what lets them in."""
    return KEY_IN_ADDRESS.sub(rf"\g<1>{LEFT_OUT}", text)


class ShortAndWithoutKeys(logging.Filter):
    """No traceback of what was asked wrongly (another host, a broken form), and no line longer than it needs to be."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], SuspiciousOperation):
            record.exc_info = None
        sentence = without_keys(record.getMessage())
        asked_wrongly = record.name.startswith("django.") and record.exc_info is None
        if asked_wrongly and len(sentence) > LONGEST:
            sentence = sentence[:LONGEST] + LEFT_OUT
        record.msg, record.args = sentence, ()
        return True


class MailWithoutKeys(EmailBackend):
    """Without a mail server: to whom and about what is written down, the codes and keys in it are not."""

    def write_message(self, message) -> None:
        to, text = ", ".join(message.recipients()), CODE.sub(LEFT_OUT, without_keys(message.body))
        self.stream.write(f"To: {to}\nSubject: {CODE.sub(LEFT_OUT, message.subject)}\n\n{text}\n{'-' * 79}\n")
