"""Kinds of files, by the name and by what they are said to be."""

from collections.abc import Iterator

ENDINGS = {
    "image": "jpg jpeg png gif webp heic heif avif bmp tif tiff svg",
    "video": "mp4 mov avi mkv webm m4v mpg mpeg wmv 3gp",
    "audio": "mp3 m4a wav ogg oga opus flac aac wma",
    "document": "pdf doc docx odt rtf txt md xls xlsx ods csv ppt pptx odp pages numbers key",
    "archive": "zip rar 7z tar gz tgz bz2 xz iso cab",
    "program": "exe msi bat cmd com scr pif ps1 vbs vbe js jse wsf hta jar apk app dmg pkg deb rpm "
    "sh bin dll lnk reg",
}
KINDS = tuple(ENDINGS)
KIND_OF = {ending: kind for kind, endings in ENDINGS.items() for ending in endings.split()}
TYPES = {
    "application/pdf": "document",
    "application/msword": "document",
    "application/rtf": "document",
    "application/zip": "archive",
    "application/gzip": "archive",
    "application/vnd.rar": "archive",
    "application/x-7z-compressed": "archive",
    "application/x-tar": "archive",
    "application/x-msdownload": "program",
    "application/x-msdos-program": "program",
    "application/x-executable": "program",
    "application/x-sh": "program",
    "application/vnd.android.package-archive": "program",
    "application/java-archive": "program",
    "text/javascript": "program",
}
FAMILIES = {"image": "image", "video": "video", "audio": "audio", "text": "document"}
OFFICE = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.ms-")


def kinds_of(name: str, mime: str) -> Iterator[str]:
    """Yield what a file is: its ending with a dot, and its kind by its name and by its type."""
    # Windows reads 'bill.exe. ' as 'bill.exe'.
    _before, dot, ending = name.strip().rstrip(". ").lower().rpartition(".")
    if dot:
        yield f".{ending}"
    if dot and ending in KIND_OF:
        yield KIND_OF[ending]
    kind = mime.partition(";")[0].strip().lower()
    if kind in TYPES:
        yield TYPES[kind]
    elif kind.startswith(OFFICE):
        yield "document"
    elif (family := kind.partition("/")[0]) in FAMILIES:
        yield FAMILIES[family]


def is_kind(kind: str) -> bool:
    """Tell whether this names files: one of the kinds, or an ending such as .exe."""
    return kind in ENDINGS or (kind.startswith(".") and kind[1:].isalnum())
