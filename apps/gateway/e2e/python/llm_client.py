"""The command `llm`, run in this process, since its start takes longer than a check."""

import json
import os
import tempfile
from pathlib import Path

from checks import SEARCH_CALL, TEXT, WEATHER_REPLY, run
from click.testing import CliRunner
from llm.cli import cli

FOLDER = tempfile.TemporaryDirectory(prefix="llm-gateway-llm-")
os.environ |= {"LLM_USER_PATH": FOLDER.name, "OPENAI_API_KEY": "client-key"}
SEARCH = 'def search(query: str) -> str:\n    """Searches."""\n    return "found " + query\n'


def llm(url, subject, *arguments, model=None):
    name = model or subject.model
    settings = {"model_id": name, "model_name": name, "api_base": f"{url}/v1"}
    abilities = {"supports_tools": True, "supports_schema": True}
    # JSON is YAML too.
    models = Path(FOLDER.name, "extra-openai-models.yaml")
    models.write_text(json.dumps([settings | abilities]))
    return CliRunner().invoke(cli, ["prompt", *arguments])


def says(result):
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout.strip()


def stream(url, subject):
    assert says(llm(url, subject, "-m", subject.model, "-s", "Be brief.", "Hi")) == TEXT
    assert "Be brief." in subject.seen()["text"]


def whole_answer(url, subject):
    result = llm(url, subject, "-m", subject.model, "--no-stream", "--usage", "Hi")
    assert says(result) == TEXT
    assert "12 input, 5 output" in result.stderr, result.stderr


def schema(url, subject):
    subject.says(WEATHER_REPLY)
    answer = says(llm(url, subject, "-m", subject.model, "--schema", "city, degrees int", "Hi"))
    assert json.loads(answer) == {"city": "Paris", "degrees": 21}, answer


def tool(url, subject):
    subject.says({"toolCalls": [SEARCH_CALL]})
    assert says(llm(url, subject, "-m", subject.model, "--functions", SEARCH, "Hi")) == TEXT
    assert "found wörld" in subject.seen()["text"]


def conversation(url, subject):
    says(llm(url, subject, "-m", subject.model, "My name is Alice."))
    says(llm(url, subject, "-c", "Who am I?"))
    seen = subject.seen()["text"]
    assert "My name is Alice." in seen and "Who am I?" in seen, seen


def unknown_model(url, subject):
    result = llm(url, subject, "-m", "nobody/knows", "Hi", model="nobody/knows")
    assert result.exit_code == 1, result
    assert "The model 'nobody/knows' is not known here." in result.stderr, result.stderr


def error_in_stream(url, subject):
    subject.fails({"type": "cut-after", "frames": subject.framesToText})
    result = llm(url, subject, "-m", subject.model, "Hi")
    assert result.exit_code == 1 and result.stderr.startswith("Error: "), result


run([stream, whole_answer, schema, tool, conversation, unknown_model, error_in_stream])
