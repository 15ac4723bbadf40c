"""Files in a store that speaks S3: fetched by us alone, and without an address of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from boto3.exceptions import Boto3Error
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage


@contextmanager
def as_a_disk_would(name: str) -> Iterator[None]:
    """Fail as a disk does, so that who keeps files need not know where they are."""
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(name) from None
        raise OSError(f"The store refused {name}: {error}") from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(f"The store was not reached for {name}: {error}") from error


class ObjectStore(S3Storage):
    """A bucket that keeps each file under its path, and hands it out as it comes in."""

    def __init__(self, **options: Any) -> None:
        style = options.pop("addressing_style")
        super().__init__(**options, file_overwrite=True, default_acl=None)
        # Newer checksums are not understood by every store that speaks S3.
        self.client_config = Config(
            s3={"addressing_style": style},
            signature_version="s3v4",
            connect_timeout=3,
            read_timeout=20,
            retries={"max_attempts": 3, "mode": "standard"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )

    def url(self, name: Any, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a file is served after the check of sight, and in no other way."""
        raise NotImplementedError("A file has no address of its own.")

    def _open(self, name: str, mode: str = "rb") -> File:
        with as_a_disk_would(name):
            key = self._normalize_name(name)
            body = self.bucket.Object(key).get()["Body"]
        return File(body, name)

    def _save(self, name: str, content: Any) -> str:
        with as_a_disk_would(name):
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        """Delete a file; one that is gone already is fine."""
        with as_a_disk_would(name):
            super().delete(name)
