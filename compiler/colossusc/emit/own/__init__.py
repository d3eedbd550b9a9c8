"""A project's own templates: what runs in a process of its own, which is handed texts and hands back a text.

`formats` keeps what is printed a text in each format, `sandbox` is the Jinja that they are rendered with, `render` does
it and says what is wrong. Nothing here reads a file or knows a campus.
"""
