"""The compound file that an old Excel file is: its sectors put together to the one stream that matters, and back again.

Of what a file says of its sectors only so much is believed as its length has room for.
"""

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFC
_LAST, _FREE, _TABLE, _LIST = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
_SECTORS = {9: 512, 12: 4096}
"""What a file may say of the size of its sectors, as a power of two."""
_SECTOR, _NUMBERS, _IN_HEADER, _SMALLEST = 512, 128, 109, 4096


def compound_file(stream: bytes) -> bytes:
    """A compound file with the stream, named Workbook, and nothing else in it."""
    stream = stream.ljust(max(len(stream), _SMALLEST), b"\0")
    sectors, tables, lists = -(-len(stream) // _SECTOR), 0, 0
    while tables * _NUMBERS < lists + tables + 1 + sectors:
        tables += 1
        lists = -(-max(tables - _IN_HEADER, 0) // (_NUMBERS - 1))
    directory = lists + tables
    follow = [*[_LIST] * lists, *[_TABLE] * tables, _LAST]
    follow += [*range(directory + 2, directory + 1 + sectors), _LAST]
    follow += [_FREE] * (tables * _NUMBERS - len(follow))
    places = list(range(lists, lists + tables))
    entries = _entry("Root Entry", 5, _LAST, 0, child=1) + _entry("Workbook", 2, directory + 1, len(stream))
    parts = (
        _header(places[:_IN_HEADER], tables, directory, lists),
        _lists(places[_IN_HEADER:]),
        struct.pack(f"<{len(follow)}I", *follow),
        entries,
        stream,
    )
    return b"".join(part.ljust(-(-len(part) // _SECTOR) * _SECTOR, b"\0") for part in parts)


def _header(places: list[int], tables: int, directory: int, lists: int) -> bytes:
    first_list = 0 if lists else _LAST
    numbers = (0, tables, directory, 0, _SMALLEST, _LAST, 0, first_list, lists)
    header = struct.pack("<8s16xHHHHH6x9I", MAGIC, 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    return header + struct.pack("<109I", *places, *([_FREE] * (_IN_HEADER - len(places))))


def _lists(places: list[int]) -> bytes:
    """The sectors that say where the rest of the tables are, each with the number of the next at its end."""
    parts = [places[at : at + _NUMBERS - 1] for at in range(0, len(places), _NUMBERS - 1)]
    following = [*range(1, len(parts)), _LAST]
    return b"".join(
        struct.pack("<128I", *part, *([_FREE] * (_NUMBERS - 1 - len(part))), following_list)
        for part, following_list in zip(parts, following, strict=False)
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    return head + struct.pack("<III36xIII", _FREE, _FREE, child, start, size, 0)


def workbook_stream(content: bytes) -> bytes:
    """The stream named Workbook, or Book in the oldest files. Raises ValueError where there is none."""
    if len(content) < 512 or not content.startswith(MAGIC):
        raise ValueError("no compound file")
    sector = _SECTORS[struct.unpack_from("<H", content, 30)[0]]
    first_directory, cutoff, first_mini = struct.unpack_from("<I4xII", content, 48)
    first_difat = struct.unpack_from("<I", content, 68)[0]
    table = _allocation(content, sector, first_difat)
    directory = _chain(content, table, first_directory, sector, sector)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = next(entry for entry in entries if entry[66] == 5)
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if entry[66] == 2 and name in ("Workbook", "Book"):
            start, size = struct.unpack_from("<II", entry, 116)
            if size >= cutoff:
                return _whole(_chain(content, table, start, sector, sector), size)
            mini = _chain(content, table, struct.unpack_from("<I", root, 116)[0], sector, sector)
            minis = _whole_numbers(_chain(content, table, first_mini, sector, sector))
            return _whole(_chain(mini, minis, start, 64, 0), size)
    raise ValueError("no workbook in the compound file")


def _whole(stream: bytes, size: int) -> bytes:
    if len(stream) < size:
        raise ValueError("the file is cut off")
    return stream[:size]


def _allocation(content: bytes, sector: int, difat: int) -> list[int]:
    """Which sector follows each: as many as there are in the file, whatever it says."""
    places, sectors = list(struct.unpack_from("<109I", content, 76)), len(content) // sector
    while difat < END and len(places) * (sector // 4) < sectors:
        more = _whole_numbers(content[(difat + 1) * sector : (difat + 2) * sector])
        places += more[:-1]
        difat = more[-1]
    numbers: list[int] = []
    for place in places:
        if place < END and len(numbers) < sectors:
            numbers += _whole_numbers(content[(place + 1) * sector : (place + 2) * sector])
    return numbers


def _whole_numbers(content: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4]))


def _chain(content: bytes, table: list[int], sector: int, size: int, offset: int) -> bytes:
    parts = []
    # A chain that leads back to itself ends when it is longer than the file.
    while sector < len(table) and len(parts) * size <= len(content):
        parts.append(content[offset + sector * size : offset + (sector + 1) * size])
        sector = table[sector]
    return b"".join(parts)
