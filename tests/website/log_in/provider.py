"""A municipality's own log-in, and a browser that goes there and back. Everything is real and on loopback."""

import json
import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import requests

from tests.conftest import copy_of_home, lagesbild

PEOPLE = """
from lagesbild.organisations.models import Organisation, User
from django.contrib.auth.models import Group
for name in ("Tekniska kontoret", "Miljönämnden"):
    Organisation.objects.create(name_sv=name, slug="tekniska-kontoret" if name[0] == "T" else "miljonamnden")
bo = User.objects.create_user("bo", "bo@exempel.se", "fyra-korta-ord-ihop")
bo.groups.add(Group.objects.get(name="Läsare"), Group.objects.get(name="Godkännare"))
User.objects.create_superuser("rut", "rut@exempel.se", "fyra-korta-ord-ihop")
"""


def new_home(made_once, home: Path) -> Path:
    """An installation with two organisations, an approver called bo, and an administrator called rut."""
    return copy_of_home(made_once("people", _with_people), home)


def _with_people(home: Path) -> None:
    lagesbild("migrate", home=home)
    lagesbild("manage", "shell", "-c", PEOPLE, home=home)


class Browser:
    """Follows links, answers the provider's form, and remembers cookies."""

    def __init__(self, site: str):
        self.site = site
        self.session = requests.Session()

    def get(self, path: str) -> requests.Response:
        return self.session.get(urljoin(self.site, path), timeout=20)

    def way_in(self) -> requests.Response:
        """From the button of the log-in page to whatever the provider answers."""
        page = self.get("/logga-in/?next=/arbete/roller/").text
        return self.get(unescape(re.search(r'class="button-second" href="([^"]+)"', page)[1]))

    def post(self, address: str, data: dict) -> requests.Response:
        return self.session.post(address, data=data, timeout=20)

    @property
    def logged_in(self) -> bool:
        return self.get("/arbete/").url == f"{self.site}/arbete/"


class Rows:
    """What the site's database holds, asked without Django."""

    def __init__(self, home: Path):
        self.file = home / "lagesbild.sqlite3"

    def __call__(self, sql: str, *values) -> list:
        with sqlite3.connect(self.file, timeout=20) as database:
            found = database.execute(sql, values).fetchall()
        database.close()
        return [row[0] for row in found]

    def groups(self, address: str) -> set[str]:
        return set(
            self(
                "SELECT g.name FROM auth_group g JOIN organisations_user_groups ug ON ug.group_id = g.id"
                " JOIN organisations_user u ON u.id = ug.user_id WHERE u.email = ?",
                address,
            )
        )

    def organisations(self, address: str) -> set[str]:
        return set(
            self(
                "SELECT o.slug FROM organisations_organisation o JOIN organisations_user_organisations uo"
                " ON uo.organisation_id = o.id JOIN organisations_user u ON u.id = uo.user_id WHERE u.email = ?",
                address,
            )
        )

    def administrators(self) -> set[str]:
        return set(self("SELECT username FROM organisations_user WHERE is_superuser"))

    def kept_claims(self) -> set[str]:
        return {
            json.dumps(json.loads(text))
            for text in self("SELECT extra_data FROM socialaccount_socialaccount")
        }


def hidden(page: str, name: str) -> str:
    return unescape(re.search(rf'name="{name}"\s+value="([^"]+)"', page)[1])
