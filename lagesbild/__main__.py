import sys

from lagesbild.commands.main import main

sys.exit(main())
