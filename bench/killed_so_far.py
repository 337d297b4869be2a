"""What has come of the kills in a folder, from one run of ``bench.killed`` to the next."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class KillsSoFar:
    """What has come of the kills in a folder, written down after each, so that another run goes on from there."""

    kills: int = 0
    day: int = 1
    generation: int = 1
    old: int = 0
    uncertain: int = 0
    during: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> "KillsSoFar":
        file = folder / "so-far.json"
        fields = json.loads(file.read_text()) if file.exists() else {}
        if strangers := fields.keys() - vars(cls()).keys():
            raise SystemExit(
                f"{file} is of another version: it says {', '.join(sorted(strangers))}. Begin anew."
            )
        # Until upgrades were killed as well, every kill was one of the work.
        fields.setdefault("generation", fields.get("kills", 0) + 1)
        return cls(**fields | {"during": Counter(fields.get("during", {}))})

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
