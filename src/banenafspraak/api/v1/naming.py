"""Names in addresses."""


def in_address(name: str) -> str:
    """A name as it stands in an address, where a slash would divide it.

    >>> in_address("official/2018-12-31/total/all")
    'official.2018-12-31.total.all'
    """
    return name.replace("/", ".")
