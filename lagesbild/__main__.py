import sys

from lagesbild.commands.main import main

# The processes that a large table is dealt over begin by reading this file too.
if __name__ == "__main__":
    sys.exit(main())
