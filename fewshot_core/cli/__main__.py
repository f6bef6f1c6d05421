"""``python -m fewshot_core.cli``: the command without its script."""

import sys

from fewshot_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
