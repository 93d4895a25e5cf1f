"""The public pages by the names of their views. Whatever is not named here is for who is logged in."""

PUBLIC = frozenset(
    {
        "home",
        "glossary",
        "about",
        "privacy",
        "accessibility",
        "licence",
        "open_data",
        "api",
        "health",
        "robots",
        "sitemap",
        "api-v1:api-root",
        "api-v1:openapi-json",
        "api-v1:regios",
        "api-v1:regio",
        "api-v1:gemeenten",
        "api-v1:gemeente",
        "api-v1:doelstellingen",
        "api-v1:doelstelling",
        "api-v1:resultaten",
        "api-v1:resultaat",
        "api-v1:metingen",
        "api-v1:meting",
        "catalogue",
        "catalogue_turtle",
        "catalogue_json_ld",
        "open_data_file",
    }
)
