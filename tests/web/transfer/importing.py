"""How a test brings a file in by the pages, as a person does."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.web.conftest import REFERENCE

IMPORT = f"/study/{REFERENCE}/data/import/"
HEAD = "subject,visit,date,test,value,unit,low,high\n"
LABS = (
    HEAD
    + "P-1,D28,2025-03-01 08:30,GPT,54,U/L,7,40\n"
    + "P-1,D28,2025-03-01 08:30,ANC,1500,cells/uL,1800,6300\n"
    + "P-2,D28,2025-03-01,ALT,30,U/L,7,40\n"
)


def uploaded(client: Client, text: str, name: str = "labs.csv") -> str:
    """Upload a file, and give the address of the page on what it means."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.post(IMPORT, {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def mapped(client: Client, at: str, **said: str) -> Any:
    """Send the mapping as it is shown, changed as said, and give the preview."""
    shown = client.get(at).context
    posted = {
        "do": "preview",
        "encoding": "",
        "shape": shown["mapping"].shape,
        "form": shown["mapping"].form,
        "dates": shown["mapping"].dates,
        "decimal": shown["mapping"].decimal,
        "otherwise": shown["mapping"].otherwise,
    }
    for one in (*shown["columns"], *shown["tests"], *shown["visits"]):
        posted[f"name-{one.key}"] = one.name
        posted[one.key] = said.get(one.name, one.value)
        posted[f"unit-{one.key}"] = one.unit
    posted |= {key: text for key, text in said.items() if key in posted or key == "name"}
    answer = client.post(at, posted)
    if answer.status_code == 200:
        return answer
    return client.get(answer.headers["Location"])


def previewed(client: Client, text: str, name: str = "labs.csv", **said: str) -> Any:
    """Upload a file and look at what it would do."""
    return mapped(client, uploaded(client, text, name), **said)


def confirmed(client: Client, preview: Any, **said: str) -> Any:
    """Confirm what was looked at."""
    seen = {"seen": preview.context["plan"].digest}
    return client.post(preview.request["PATH_INFO"], seen | said)
