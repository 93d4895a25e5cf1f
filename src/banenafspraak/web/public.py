"""The public pages by the names of their views. Whatever is not named here is for who is logged in."""

PUBLIC = frozenset(
    {
        "home",
        "glossary",
        "about",
        "privacy",
        "accessibility",
        "licence",
        "health",
        "robots",
        "sitemap",
        "own",
        "own_run",
        "own_upload",
        "own_columns",
        "own_progress",
        "own_stop",
        "own_wipe",
        "own_workers",
        "own_file",
    }
)
