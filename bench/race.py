"""``make bench-race``: *Save* pressed while the editor is saving by itself, in a real browser, on every form of ours.

Every form that adds and every inline row is tried at ten delays after the editor's own request has left. What was
sent by itself is then sent once more after the save, as a slow network would bring it. Nothing may be stored twice,
nothing lost, and no older text may stand where a newer was saved. A form that the editor does not save by itself is
saved by two presses.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DELAYS = (0, 50, 100, 150, 200, 300, 400, 500, 700, 1000)
"""Milliseconds from when the editor's own request left until *Save* is pressed."""
OLDER, NEWER = "Skrivet medan det", "Skrivet medan det sparades"
FORM = "document.getElementById('w-editor-form')"
FILL = f"""fields => Object.entries(fields).forEach(([name, text]) => {{
  const field = {FORM}.elements[name];
  if (field && !(field instanceof RadioNodeList && !field.value && !text)) field.value = text;
}})"""
# Wagtail waits two seconds before it looks for changes, and then as long as the settings say: nothing to race with.
SAVE_BY_ITSELF = f"""async () => {{
  {FORM}.dataset.wAutosaveIntervalValue = 1;
  await new Promise(requestAnimationFrame);
  {FORM}.dispatchEvent(new CustomEvent("w-unsaved:add", {{bubbles: true, cancelable: true}}));
}}"""
PRESS = "() => document.querySelector('#w-editor-form footer button[type=submit]:not([name])').click()"
PRESS_TWICE = f"delay => {{ ({PRESS})(); setTimeout(() => {FORM}.requestSubmit(), delay); }}"


@dataclass(frozen=True)
class EditorForm:
    """A form that adds (``relation`` is empty), or one that edits and gets a new row."""

    model: type
    relation: str = ""

    def __str__(self):
        return f"{self.model.__name__}.{self.relation}" if self.relation else f"{self.model.__name__}, new"

    @property
    def text(self) -> str:
        """The field whose text tells the newer from the older."""
        from tests.website.editor_forms import TEXTS

        return next(name for name in TEXTS if hasattr(self.model, name))


def every_form() -> list[EditorForm]:
    from tests.website.editor_forms import MODELS, ROWS

    return [EditorForm(model) for model in MODELS] + [EditorForm(*row) for row in ROWS]


class Race:
    """One tab that is logged in, and a client of the same person that prepares what is raced on."""

    def __init__(self, tab, client):
        self.tab, self.client = tab, client
        self.number = 0

    def run(self, form: EditorForm, delay: int) -> Counter:
        """What went wrong: ``doubled``, ``lost``, ``older``; also how many were ``tried`` and came ``late``."""
        self.number += 1
        before = set(form.model.objects.values_list("pk", flat=True))
        thing = None if not form.relation else self._made(form.model)
        self._open(form, thing)
        late = self._save_while_it_saves(form, delay)
        if late:
            self._send_again(late)
        new = form.model.objects.exclude(pk__in=before)
        return Counter(tried=1, late=bool(late)) + self._wrong(form, new)

    def _made(self, model):
        from tests.website.editor_forms import required_of
        from tests.website.test_editing import address
        from tests.website.test_editing import form as drawn

        where = address(model, "add")
        fields = drawn(self.client, where) | required_of(model) | {"slug": ""}
        answer = self.client.post(where, fields)
        if answer.status_code != 302:
            raise RuntimeError(f"{model.__name__} could not be made: {answer.status_code}")
        return model.objects.order_by("pk").last()

    def _open(self, form: EditorForm, thing) -> None:
        from tests.website.editor_forms import required_of, required_of_row
        from tests.website.test_editing import address

        self.tab.goto(address(form.model, "edit" if thing else "add", thing))
        if thing:
            self.tab.evaluate(f"() => document.getElementById('id_{form.relation}-ADD').click()")
            row = required_of_row(form.model, form.relation)
            fields = {f"{form.relation}-0-{name}": text for name, text in row.items()}
        else:
            fields = required_of(form.model)
        own = {name: self._own(text) for name, text in fields.items()}
        self.tab.evaluate(FILL, own | {form.text: self._own(OLDER)})

    def _own(self, text: str) -> str:
        """No two tries write the same name or day: some, such as an organisation's number, is refused twice."""
        from django import forms

        from tests.website.editor_forms import SAMPLES

        if text == SAMPLES[forms.DateField]:
            return str(date.fromisoformat(text) + timedelta(days=self.number))
        return f"{text} {self.number}" if text in (SAMPLES[forms.CharField], OLDER, NEWER) else text

    def _save_while_it_saves(self, form: EditorForm, delay: int):
        """What the editor sent by itself, or None where it does not."""
        if not self.tab.evaluate(f"() => {FORM}.matches('[data-controller~=w-autosave]')"):
            self._press_twice(form, delay)
            return None
        with self.tab.expect_request(_is_autosave) as request:
            self.tab.evaluate(SAVE_BY_ITSELF)
        self.tab.wait_for_timeout(delay)
        self.tab.evaluate(FILL, {form.text: self._own(NEWER)})
        # The answer to the editor's own request may change the address meanwhile: that is no page that was loaded.
        with self.tab.expect_event("load"):
            self.tab.evaluate(PRESS)
        return request.value

    def _press_twice(self, form: EditorForm, delay: int) -> None:
        self.tab.evaluate(FILL, {form.text: self._own(NEWER)})
        with self.tab.expect_event("load"):
            self.tab.evaluate(PRESS_TWICE, delay)
        self.tab.wait_for_load_state("networkidle")

    def _send_again(self, request) -> None:
        headers = {"Content-Type": request.headers["content-type"], "Accept": "application/json"}
        headers["Referer"] = request.url
        answer = self.tab.context.request.post(request.url, headers=headers, data=request.post_data_buffer)
        if answer.status not in (200, 400):
            raise RuntimeError(f"{request.url} answered {answer.status} to what came late")

    def _wrong(self, form: EditorForm, new) -> Counter:
        things = list(new)
        wrong = Counter(doubled=max(len(things) - 1, 0), lost=not things)
        for thing in things[:1]:
            latest = thing.get_latest_revision_as_object() if hasattr(thing, "latest_revision") else thing
            wrong["older"] += getattr(latest, form.text) != self._own(NEWER)
            if form.relation:
                rows = [getattr(one, form.relation).count() for one in (thing, latest)]
                wrong += Counter(doubled=max(rows) - 1, lost=min(rows) == 0)
        return wrong


def _is_autosave(request) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def run(home: Path, delays: list[int], only: str) -> int:
    from django.core.management import call_command
    from django.db import connections

    from tests.conftest import chromium, serving
    from tests.website.editor_forms import draw_what_is_pointed_to

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    draw_what_is_pointed_to()
    client = administrator()
    connections.close_all()
    browsers = chromium.__wrapped__()
    try:
        with serving(home) as address:
            context = next(browsers).new_context(base_url=address, locale="sv-SE")
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}
            context.add_cookies([cookie])
            return race_all(Race(context.new_page(), client), delays, only)
    finally:
        next(browsers, None)


def administrator():
    from django.test import Client

    from lagesbild.organisations.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("administrator"))
    return client


WRONG = ("doubled", "lost", "older", "failed")
COLUMNS = ("tried", "late", *WRONG)


def tried(race: Race, form: EditorForm, delay: int) -> Counter:
    """A try that could not be gone through with is told of, and the rest goes on."""
    from playwright.sync_api import Error

    try:
        return race.run(form, delay)
    except (Error, RuntimeError) as trouble:
        print(f"  {form} at {delay} ms: {trouble}", flush=True)
        return Counter(failed=1)


def race_all(race: Race, delays: list[int], only: str) -> int:
    """Prints a line a form; 1 if anything was wrong."""
    begun, total = time.monotonic(), Counter()
    print(f"{'form':<44}" + "".join(f"{name:>9}" for name in COLUMNS), flush=True)
    for form in every_form():
        if only in str(form):
            outcome = sum((tried(race, form, delay) for delay in delays), Counter())
            total += outcome
            _print(str(form), outcome)
    _print(f"in all, {time.monotonic() - begun:.0f} s", total)
    return int(any(total[name] for name in WRONG))


def _print(what: str, outcome: Counter) -> None:
    print(f"{what:<44}" + "".join(f"{outcome[name]:>9}" for name in COLUMNS), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.race", description=__doc__)
    parser.add_argument("--delays", type=int, nargs="+", default=DELAYS, help="milliseconds (%(default)s)")
    parser.add_argument("--only", default="", help="forms that have this in their name, such as Grant.claims")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="lagesbild-race-"))
    os.environ |= {"LAGESBILD_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lagesbild.config.settings"}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    os.environ.pop("LAGESBILD_DATABASE", None)
    try:
        import django

        django.setup()
        return run(home, options.delays, options.only)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
