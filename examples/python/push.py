"""Pushes the events of a JSON file, a list of CloudEvents: push.py DOOR FILE"""

import json
import sys
import time

import requests


def push(door: str, events: list[dict], tries: int = 10) -> list[dict]:
    """Receipts of the events; sent again after 429, 503 and broken connections, as each event counts once."""
    for attempt in range(tries):
        try:
            answer = requests.post(
                f"{door}/v1/events",
                data=json.dumps(events),
                headers={"content-type": "application/cloudevents-batch+json"},
                timeout=60,
            )
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError):
            time.sleep(2**attempt)
            continue
        if answer.status_code in (429, 503):
            asked = answer.headers.get("retry-after", "")
            time.sleep(int(asked) if asked.isdecimal() else 2**attempt)
            continue
        if answer.status_code == 422:
            raise ValueError(answer.json()["errors"])
        answer.raise_for_status()
        return answer.json()["receipts"]
    raise TimeoutError(f"no receipt after {tries} tries")


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        print(json.dumps(push(sys.argv[1], json.load(file))))
