import json
import logging
import sys

from lagesbild.config.json_log import JsonLines


def test_an_event_is_one_line_whatever_it_says():
    try:
        raise ValueError("två\nrader")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Fel: %s\n", ("å",), error)
    record.status_code = 500
    line = JsonLines().format(record)
    assert "\n" not in line
    fields = json.loads(line)
    assert (fields["level"], fields["logger"], fields["message"]) == ("error", "django.request", "Fel: å\n")
    assert fields["status_code"] == 500 and "två" in fields["traceback"]
