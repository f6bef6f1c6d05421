"""Runs the command ``fewshot`` as ``python -m fewshot_core.cli``."""

import sys

from fewshot_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
