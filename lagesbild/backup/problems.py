"""What stops a backup or a restoring, in sentences that say what to do."""


class BackupProblem(Exception):
    """No backup was written, or nothing was restored. The message says why, and what to do."""


class DamagedArchive(BackupProblem):
    """The archive is not as it was written. ``names``: the files in it that are not."""

    def __init__(self, archive, damages: dict[str, str]):
        self.names = tuple(damages)
        lines = "\n".join(f"  {name}: {reason}" for name, reason in damages.items())
        super().__init__(f"{archive} is not as it was written. Take another backup.\n{lines}")
