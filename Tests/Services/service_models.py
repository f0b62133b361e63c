"""Finds botocore's model of the service that a host name belongs to."""

import functools
import re

import botocore.loaders
import botocore.model

# Host names whose first part is not botocore's name of the service.
NAMES = {
    "email": "ses",
    "monitoring": "cloudwatch",
    "runtime-v2-lex": "lexv2-runtime",
    "runtime.lex": "lex-runtime",
    "runtime.sagemaker": "sagemaker-runtime",
    "states": "stepfunctions",
}
HOST = re.compile(r"(?P<service>.+?)(\.[a-z]{2}(-[a-z]+)+-[0-9])?\.amazonaws\.com")


class UnknownService(Exception):
    """There is no model of the service."""


def service_of(host: str) -> str:
    """The service as its host name has it, such as `runtime.sagemaker`."""
    match = HOST.fullmatch(host)
    if not match:
        raise UnknownService(f"expected a host of AWS, found {host}")
    return match["service"]


def model_of(host: str, path: str = "/") -> botocore.model.ServiceModel:
    service = service_of(host)
    name = NAMES.get(service, service)
    if name == "ses" and path.startswith("/v2/"):
        name = "sesv2"
    return named(name)


@functools.cache
def named(name: str) -> botocore.model.ServiceModel:
    try:
        description = botocore.loaders.Loader().load_service_model(name, "service-2")
    except botocore.exceptions.UnknownServiceError:
        raise UnknownService(f"expected a service that botocore knows, found {name}") from None
    return botocore.model.ServiceModel(description, name)


def protocols(model: botocore.model.ServiceModel) -> list[str]:
    """All protocols of a service. Forms are no part of the model of SQS any more, but of SQS."""
    known = list(model.metadata.get("protocols") or [model.metadata["protocol"]])
    return known + ["query"] if model.service_name == "sqs" else known


def signing_name(model: botocore.model.ServiceModel) -> str:
    return model.metadata.get("signingName", model.metadata["endpointPrefix"])
