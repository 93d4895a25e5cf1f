"""The YAML that comes with the project: law, problems, notes, sentences, definitions. Read in one way.

What a file must hold is for the room that owns it to check.
"""

from __future__ import annotations

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:  # noqa: ANN401 - YAML gives anything
    """Plain data from a text; yaml.YAMLError when it is none.

    >>> load_yaml("{naam: monitor, maanden: 1}")
    {'naam': 'monitor', 'maanden': 1}
    """
    return yaml.load(text, Loader=LOADER)  # noqa: S506 - the C twin of SafeLoader
