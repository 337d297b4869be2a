"""What has come of the kills in a folder, from one run of ``bench.killed`` to the next."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class KillsSoFar:
    """Written down after each kill, so that another run goes on from there. ``days``: of the homes before this one,
    which has come to the ``day``, has had ``of_home`` kills, and shows the ``generation`` of Kolada's figures."""

    kills: int = 0
    days: int = 0
    day: int = 1
    generation: int = 1
    of_home: int = 0
    old: int = 0
    uncertain: int = 0
    during: Counter = field(default_factory=Counter)
    counts: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> "KillsSoFar":
        file = folder / "so-far.json"
        fields = json.loads(file.read_text()) if file.exists() else {}
        if strangers := fields.keys() - vars(cls()).keys():
            raise SystemExit(
                f"{file} is of another version: it says {', '.join(sorted(strangers))}. Begin anew."
            )
        # Until upgrades were killed as well, and homes begun anew, every kill was one of the work in the one home.
        fields.setdefault("generation", fields.get("kills", 0) + 1)
        fields.setdefault("of_home", fields.get("kills", 0))
        return cls(**fields | {name: Counter(fields.get(name, {})) for name in ("during", "counts")})

    def begin_home(self) -> None:
        self.days, self.day, self.generation, self.of_home = self.days + self.day - 1, 1, 1, 0

    def add(self, number: int, killed_in: str, when: str, faults: list[str]) -> None:
        self.kills = number
        self.during[killed_in] += 1
        self.wrong += [f"kill {number}, during {killed_in} {when}: {fault}" for fault in faults]
        for fault in faults[:5]:
            print("  wrong:", number, killed_in, fault, flush=True)

    def note(self, folder: Path) -> None:
        beside = folder / "so-far.part"
        beside.write_text(json.dumps(vars(self)))
        beside.replace(folder / "so-far.json")
