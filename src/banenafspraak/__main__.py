"""The command `banenafspraak`: never a traceback, always an exit code that says which kind of problem it was."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command."""
    from banenafspraak.cli.app import run  # noqa: PLC0415 - Ctrl-C while loading is caught too

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
