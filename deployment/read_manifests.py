"""YAML of Kubernetes on stdin; on stdout JSON with its documents, and what is wrong with each.

Each is validated against the OpenAPI schemas of a Kubernetes release, strictly: an unknown field is a
fault. One parameter for each kind that a cluster adds: KIND=FILE, with the file of its JSON Schema.
"""

import functools
import json
import sys

import jsonschema
import kubernetes_validate
import yaml
from kubernetes_validate import utils

RELEASE = "1.37"

# It reads its definitions again for each document otherwise.
utils.schema_contents = functools.cache(utils.schema_contents)


def fault_of(document, added):
    schema = added.get(document["kind"])
    try:
        if schema is None:
            kubernetes_validate.validate(document, RELEASE, strict=True)
        else:
            jsonschema.validate(document, schema, jsonschema.Draft202012Validator)
    except jsonschema.ValidationError as error:
        path = ".".join(str(step) for step in error.path)
        return f"{document['kind']} {document['metadata']['name']}: {path}: {error.message}"
    except utils.SchemaNotFoundError as error:
        return error.message
    return None


def main():
    added = {}
    for parameter in sys.argv[1:]:
        kind, path = parameter.split("=", 1)
        with open(path, encoding="utf-8") as file:
            added[kind] = json.load(file)
    documents = [each for each in yaml.safe_load_all(sys.stdin) if each is not None]
    faults = [fault_of(document, added) for document in documents]
    json.dump({"documents": documents, "faults": [each for each in faults if each]}, sys.stdout)


if __name__ == "__main__":
    main()
