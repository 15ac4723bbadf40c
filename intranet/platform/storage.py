"""Where files are kept: a folder, or a store that speaks S3, by one address in the settings."""

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

FORM = "s3://key:secret@host/bucket?region=..&path_style=true"


def storage_from(address: str, folder: Path) -> dict[str, Any]:
    """Return the default entry of STORAGES; ValueError with a sentence for what makes no sense."""
    if not address:
        return in_folder(folder)
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        raise ValueError(f"STORAGE_URL is not an address, as {FORM}") from None
    if parts.scheme == "file" and parts.path:
        return in_folder(Path(unquote(parts.path)))
    if parts.scheme == "s3":
        return in_object_store(parts)
    raise ValueError(f"STORAGE_URL begins with s3:// or file://, as {FORM}")


def in_folder(folder: Path) -> dict[str, Any]:
    """Keep files in a folder of this machine."""
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder, "base_url": None},
    }


def in_object_store(parts: SplitResult) -> dict[str, Any]:
    """Keep files in a bucket; without a host at Amazon, without a key as this machine may."""
    if importlib.util.find_spec("boto3") is None or importlib.util.find_spec("storages") is None:
        raise ValueError("STORAGE_URL names S3, which needs what requirements-s3.txt lists")
    bucket, _slash, prefix = parts.path.strip("/").partition("/")
    if not bucket:
        raise ValueError(f"STORAGE_URL names no bucket, as {FORM}")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := asked.keys() - {"region", "path_style", "tls"}:
        raise ValueError(f"STORAGE_URL knows no {', '.join(sorted(unknown))}, only {FORM}")
    host = parts.netloc.rpartition("@")[2]
    scheme = "http" if asked.get("tls") == "false" else "https"
    return {
        "BACKEND": "intranet.platform.objectstore.ObjectStore",
        "OPTIONS": {
            "access_key": unquote(parts.username) if parts.username else None,
            "secret_key": unquote(parts.password) if parts.password else None,
            "bucket_name": bucket,
            "location": prefix,
            "region_name": asked.get("region"),
            "endpoint_url": f"{scheme}://{host}" if host else None,
            "addressing_style": "path" if asked.get("path_style") == "true" else "auto",
        },
    }
