"""`python -m banenafspraak.web`: run, fill, assets and translate, beside what Django can do itself (migrate, check).

A fault in the settings ends with one message that names all of them.
"""

from __future__ import annotations

import os
import sys

from banenafspraak.web.installation import InstallationError

SETTING_NOT_VALID, STOPPED = 5, 130
"""Exit codes, as in docs/start/settings.md."""


def main() -> None:
    """Hand the command to Django, or tell what is wrong with the settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banenafspraak.web.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the settings are named

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:  # asked to stop before there was something to stop
        sys.exit(STOPPED)
    except InstallationError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(SETTING_NOT_VALID)


if __name__ == "__main__":
    main()
