"""The first log-in of a new barometer: an administrator, with a password that is written in the home folder."""

import os
import secrets
from pathlib import Path

from lagesbild.commands import common

LOGIN = "new-login.txt"
USER = "administrator"


def make(home: Path, email: str) -> None:
    """An administrator with a password of this installation's own, kept where only its owner can read it."""
    from django.contrib.auth.models import Group

    from lagesbild.organisations.models import User
    from lagesbild.organisations.roles import COORDINATOR

    if User.objects.filter(is_superuser=True).exists():
        return
    if os.environ.get("LAGESBILD_SMTP") and not email:
        raise common.CommandProblem("Each log-in is followed by a code in a mail. Say to whom with --email.")
    password = secrets.token_urlsafe(12)
    user = User.objects.create_superuser(USER, email or f"{USER}@example.org", password)
    user.groups.set(Group.objects.filter(name=COORDINATOR))
    file = home / LOGIN
    file.touch(mode=0o600)
    file.write_text(f"{USER} {password}\n")


def lines(home: Path, address: str) -> list[str]:
    """How to log in, as lines of text."""
    file = home / LOGIN
    if not file.exists():
        return [f"Log in at {address}logga-in/"]
    name, password = file.read_text().split()
    sentences = [
        f"Log in at {address}logga-in/ as {name} with {password} (also in {file}; change it, then remove it)."
    ]
    if os.environ.get("LAGESBILD_SECOND_STEP") == "0":
        sentences.append("Here a password is enough. A real site sends a code too: see docs/running.md.")
    return sentences
