"""`python -m tools.runtime`: make the files for browsers; with --whole, fail where one of them cannot be made."""

from __future__ import annotations

import sys

from tools.runtime import make


def main(arguments: list[str]) -> int:
    """Make them and say what is missing."""
    missing = make().missing
    for what, reason in missing.items():
        print(f"The files for browsers are made without {what}: {reason}.", file=sys.stderr)
    return 1 if missing and "--whole" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
