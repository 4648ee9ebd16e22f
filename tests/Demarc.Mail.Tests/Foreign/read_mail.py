"""Reads mails with Python's email package and writes what it found, one JSON document a line.

Arguments are files. A property the package raises on is written as {"raised": kind}.
"""

import json
import sys
from email import message_from_bytes, policy


def attempt(read):
    try:
        return read()
    except Exception as error:  # whatever the package raises is a finding
        return {"raised": type(error).__name__}


def leaves(part):
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in part.iter_parts():
            yield from leaves(child)
    else:
        yield part


def body(message):
    part = message.get_body(preferencelist=("plain",))
    return None if part is None else part.get_content()


def addresses(message, name):
    field = message.get(name)
    return [] if field is None else [address.addr_spec for address in field.addresses]


def main():
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            message = message_from_bytes(file.read(), policy=policy.default)
        print(json.dumps({
            "subject": attempt(lambda: None if message["subject"] is None else str(message["subject"])),
            "from": attempt(lambda: addresses(message, "from")),
            "to": attempt(lambda: addresses(message, "to")),
            "text": attempt(lambda: body(message)),
            "names": attempt(lambda: [part.get_filename() for part in leaves(message) if part.get_filename()]),
        }))


main()
