"""Views that read a large body as a stream, by name, with the most bytes each takes. Every other body is small.

Such a view runs in a thread of its own and reads with `request.read(size)`; it must not touch `request.POST` or
`request.FILES` before it has set upload handlers that keep nothing. It is no async view.
"""

STREAMED: dict[str, int] = {"own_upload": 2 << 30, "import_send": 17 << 20}
