"""The public pages by the names of their views. Whatever is not named here is for who is logged in."""

PUBLIC = frozenset(
    {
        "home",
        "figures",
        "figures-sheet",
        "figures-picture",
        "figure",
        "feed",
        "report",
        "report-paper",
        "sector",
        "regions",
        "regions-picture",
        "find",
        "region",
        "region-report",
        "region-paper",
        "glossary",
        "about",
        "privacy",
        "accessibility",
        "licence",
        "health",
        "robots",
        "sitemap",
    }
)
