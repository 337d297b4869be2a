"""The log: a stranger's mistake is one short line, and no key that lets somebody in is written down."""

import io
import logging
import sys

import pytest
from django.core.exceptions import DisallowedHost
from django.core.mail import EmailMessage

from lagesbild.config.log_lines import MailWithoutKeys, ShortAndWithoutKeys


def logged(name: str, sentence: str, *values, error: Exception | None = None) -> str:
    """What is written of an event, by the filter and the plain format of the settings."""
    exc_info = None
    if error:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    record = logging.LogRecord(name, logging.WARNING, "", 1, sentence, values, exc_info)
    assert ShortAndWithoutKeys().filter(record)
    return logging.Formatter("%(message)s").format(record)


def test_a_wrong_host_is_one_line():
    line = logged("django.security.DisallowedHost", "Invalid host: %s", "'x'", error=DisallowedHost("x"))
    assert line == "Invalid host: 'x'"


def test_a_fault_of_ours_keeps_its_traceback():
    line = logged("django.request", "Internal Server Error: %s", "/mal/3/", error=ValueError("sönder"))
    assert "Traceback" in line and "sönder" in line


def test_a_long_address_is_cut():
    line = logged("django.request", "Not Found: %s", "/" + "a" * 5000)
    assert len(line) < 320 and line.endswith("…")


@pytest.mark.parametrize(
    "address", ["/logga-in/lank/abc:def-1/", "/logga-in/glomt/nytt/2f-c9k-abcdef/", "/en/logga-in/lank/x.y/"]
)
def test_a_key_in_an_address_is_left_out(address):
    line = logged("django.request", "Forbidden: %s", address)
    assert line.endswith("…/")
    assert not any(key in line for key in ("def-1", "abcdef", "x.y"))


def test_mail_that_reaches_nobody_is_written_without_codes_and_keys():
    stream = io.StringIO()
    text = "Din kod är 1234-5678. https://exempel.se/logga-in/lank/hemlig:nyckel/ gäller i tio minuter."
    message = EmailMessage("Kod 12345678", text, to=["bo@exempel.se"])
    MailWithoutKeys(stream=stream).send_messages([message])
    written = stream.getvalue()
    assert "To: bo@exempel.se" in written and "gäller i tio minuter" in written
    assert not any(secret in written for secret in ("1234", "5678", "hemlig", "nyckel"))
