"""Files that are not what they say: by name, how each is made, and what is said of it."""

import io
import struct
import zipfile
from collections.abc import Callable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
DOCTYPE = (
    '<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" '
    '"http://www.musicxml.org/dtds/partwise.dtd">\n'
)


def score(words: str = "Song", head: str = HEAD) -> str:
    """A whole MusicXML file of one note, with a title."""
    return (
        f"{head}{DOCTYPE}<score-partwise><work><work-title>{words}</work-title></work><part-list><score-part id='P1'>"
        "<part-name>Flute</part-name></score-part></part-list><part id='P1'><measure number='1'><attributes><divisions>1"
        "</divisions><time><beats>4</beats><beat-type>4</beat-type></time></attributes><note><pitch><step>C</step>"
        "<octave>4</octave></pitch><duration>4</duration><type>whole</type></note></measure></part></score-partwise>"
    )


def laughs() -> bytes:
    """Entities of entities: a gigabyte where it is read."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return score("&a9;").replace(DOCTYPE, f"<!DOCTYPE score-partwise [{entities}]>").encode()


def outside() -> bytes:
    """An entity that is a file of the server's."""
    entity = '<!DOCTYPE score-partwise [<!ENTITY key SYSTEM "file:///etc/passwd">]>'
    return score("&key;").replace(DOCTYPE, entity).encode()


def bomb() -> bytes:
    """A small archive of 300 MB."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("score.xml", "w") as file,
    ):
        file.write(HEAD.encode())
        for _ in range(300):
            file.write(b" " * 1_000_000)
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """The same, which says of itself that it is small."""
    data = bytearray(bomb())
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(data)


def nested() -> bytes:
    """Elements in elements, a hundred thousand deep."""
    return (HEAD + "<score-partwise>" + "<a>" * 100_000 + "</a>" * 100_000 + "</score-partwise>").encode()


def absurd_midi() -> bytes:
    """65,535 tracks, the first of which says that it is four gigabytes long."""
    return (
        b"MThd"
        + struct.pack(">IHHH", 6, 1, 65535, 96)
        + b"MTrk"
        + struct.pack(">I", 0xFFFFFFF0)
        + b"\x00\x90"
    )


def endless_midi() -> bytes:
    """One note at a time that is beyond any piece."""
    late = b"\xff\xff\xff\x7f"
    track = (late + b"\x90\x3c\x40") * 60 + b"\x00\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 1) + b"MTrk" + struct.pack(">I", len(track)) + track


def photo() -> bytes:
    """A picture under another name."""
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "laughs.musicxml": (laughs, "declares XML entities"),
    "outside.musicxml": (outside, "declares XML entities"),
    "bomb.mxl": (bomb, "too large"),
    "lying.mxl": (lying_bomb, "lying.mxl"),
    "nested.musicxml": (nested, "nests more than"),
    "cut.musicxml": (lambda: score().encode()[:400], "broken MusicXML at line"),
    "cut.mei": (lambda: b'<mei xmlns="http://www.music-encoding.org/ns/mei"><music>', "broken MEI"),
    "absurd.mid": (absurd_midi, "MIDI"),
    "endless.mid": (endless_midi, "endless.mid"),
    "zero.mid": (lambda: b"MThd" + struct.pack(">IHHH", 6, 1, 1, 0) + b"MTrk\x00\x00\x00\x00", "zero.mid"),
    "photo.musicxml": (photo, "broken MusicXML"),
    "photo.mid": (photo, "not a MIDI file"),
    "photo.mxl": (photo, "not a compressed MusicXML file"),
    "photo.mei": (photo, "broken MEI"),
    "photo.abc": (photo, "photo.abc"),
    "photo.krn": (photo, "photo.krn"),
    "music.mei": (lambda: score().encode(), "not MEI"),
    "page.musicxml": (
        lambda: b"<!doctype html><html><body>Not found</body></html>",
        "a web page, not MusicXML",
    ),
    "large.musicxml": (lambda: b"<" + b" " * 65_000_000, "too large"),
    "noise.abc": (lambda: b"\xff\xfe\x00", "noise.abc"),
    "song.pdf": (lambda: b"%PDF-1.7", "must end in"),
}
