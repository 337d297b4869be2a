"""The example municipality goes into the wheel, under the package: ``lagesbild demo`` then works without a checkout."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py


class WithExample(build_py):
    def run(self):
        super().run()
        if not self.editable_mode:
            copytree("examples", Path(self.build_lib, "lagesbild", "examples"), dirs_exist_ok=True)


setup(cmdclass={"build_py": WithExample})
