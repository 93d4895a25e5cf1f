"""The command `banenafspraak`: never a traceback, always an exit code that says which kind of problem it was."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command; Ctrl-C while it is still loading is caught too."""
    try:
        from banenafspraak.cli.app import run  # noqa: PLC0415 - loading takes a moment, and may be interrupted

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
