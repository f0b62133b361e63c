"""HTTP messages as text, the way cases and the command write them."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Headers:
    """Header fields in their order, found under any case."""

    fields: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        values = [value for key, value in self.fields if key.lower() == name.lower()]
        return ", ".join(values) if values else default

    def names(self) -> list[str]:
        return [name.lower() for name, _ in self.fields]

    @property
    def media_type(self) -> str:
        return self.get("Content-Type").partition(";")[0].strip().lower()

    @property
    def are_of_json(self) -> bool:
        kind = self.media_type
        return kind == "application/json" or kind.startswith("application/x-amz-json") \
            or kind.endswith("+json")


@dataclass
class Request:
    method: str
    url: str
    headers: Headers
    body: bytes

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def path(self) -> str:
        return urlsplit(self.url).path or "/"

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)


@dataclass
class Response:
    status: int
    headers: Headers
    body: bytes

    def text(self) -> bytes:
        """The message as HTTP text."""
        lines = [f"HTTP/1.1 {self.status} -"]
        lines += [f"{name}: {value}" for name, value in self.headers.fields]
        return ("\n".join(lines) + "\n\n").encode() + self.body


def read_request(text: bytes) -> Request:
    (method, url, *_), headers, body = _read(text)
    return Request(method, url, headers, body)


def read_response(text: bytes) -> Response:
    (_, status, *_), headers, body = _read(text)
    return Response(int(status), headers, body)


def _read(text: bytes) -> tuple[list[str], Headers, bytes]:
    head, _, body = text.partition(b"\n\n")
    first, *lines = head.decode("utf-8").split("\n")
    fields = []
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        fields.append((name.strip(), value.strip()))
    return first.split(" "), Headers(fields), body
