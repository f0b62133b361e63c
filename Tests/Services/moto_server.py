"""A server of moto, which stands in for AWS, on a free port of the loopback interface."""

import http.client
import json
import logging
import urllib.request

import boto3
from botocore import xform_name
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from moto.server import ThreadedMotoServer

import service_models
from messages import Headers, Request, Response

REGION = "us-east-1"
# Header fields that belong to a connection, not to a message.
OF_THE_CONNECTION = {"host", "content-length", "transfer-encoding", "connection", "server", "date"}


class MotoServer:
    """Started with `with`, and stopped at its end."""

    def __enter__(self) -> "MotoServer":
        # What moto cannot answer is reported by the round trip that asked it.
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        self.address = self.server.get_host_and_port()
        self.url = "http://{}:{}".format(*self.address)
        return self

    def __exit__(self, *_) -> None:
        self.server.stop()

    def reset(self) -> None:
        self.post("/moto-api/reset", {})

    def post(self, path: str, body: dict) -> None:
        """Sends JSON to moto's own interface, which sets what it answers."""
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request).close()

    def call(self, service: str, operation: str, parameters: dict) -> dict:
        """What a client of the service gets."""
        client = boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="testing",
            aws_secret_access_key="testing",
            config=Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"}))
        return getattr(client, xform_name(operation))(**parameters)

    def send(self, request: Request) -> Response:
        """Sends a mapped request, signed as the gateway signs it: moto finds the service so."""
        model = service_models.model_of(request.host, request.path)
        headers = {name: value for name, value in request.headers.fields
                   if name.lower() not in OF_THE_CONNECTION}
        if "X-Amz-Target" in headers:
            # AWS takes any type of JSON here, moto only this one.
            version = model.metadata["jsonVersion"]
            headers["Content-Type"] = f"application/x-amz-json-{version}"
        _, _, rest = request.url.partition("://")
        target = "/" + rest.partition("/")[2]
        signed = AWSRequest(request.method, self.url + target, headers, request.body)
        scope = service_models.signing_name(model)
        signer = S3SigV4Auth if scope == "s3" else SigV4Auth
        signer(Credentials("testing", "testing"), scope, REGION).add_auth(signed)
        connection = http.client.HTTPConnection(*self.address, timeout=60)
        try:
            connection.request(request.method, target, request.body, dict(signed.headers.items()))
            answer = connection.getresponse()
            fields = [(_aws_name(name), value) for name, value in answer.getheaders()
                      if name.lower() not in OF_THE_CONNECTION]
            return Response(answer.status, Headers(fields), answer.read())
        finally:
            connection.close()


def _aws_name(name: str) -> str:
    """A name as AWS writes it: mappings tell `Last-Modified` from moto's `last-modified`."""
    is_plain = name.islower() and not name.startswith("x-amz") and name != "etag"
    return name.title() if is_plain else name
