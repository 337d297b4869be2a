"""The log as JSON, a line an event, for those who gather logs of many programs (``LAGESBILD_LOG=json``)."""

import json
import logging
from datetime import UTC, datetime

MORE = ("status_code", "duration")
"""What Django adds to some events, and is a plain value."""


class JsonLines(logging.Formatter):
    """Time, level, logger and message; the traceback where there is one. Line ends in them never end the line."""

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields |= {name: getattr(record, name) for name in MORE if hasattr(record, name)}
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)
