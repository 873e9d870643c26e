"""Prints the newest state of each key of a topic, once all that was there is read: follow.py BROKERS TOPIC"""

import json
import sys
import uuid

from confluent_kafka import Consumer, KafkaError


def newest(brokers: str, topic: str) -> dict[str, dict]:
    """The same states as GET /v1/growth: of each key the highest version."""
    consumer = Consumer(
        {
            "bootstrap.servers": brokers,
            "group.id": f"follow-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            "enable.partition.eof": True,
        }
    )
    states: dict[str, dict] = {}
    behind = set(consumer.list_topics(topic, timeout=30).topics[topic].partitions)
    consumer.subscribe([topic])
    try:
        while behind:
            record = consumer.poll(1)
            if record is None:
                continue
            if record.error():
                if record.error().code() != KafkaError._PARTITION_EOF:
                    raise RuntimeError(record.error())
                behind.discard(record.partition())
            elif record.value() is not None:
                state = json.loads(record.value())
                if state["version"] > states.get(state["key"], {"version": 0})["version"]:
                    states[state["key"]] = state
    finally:
        consumer.close()
    return states


if __name__ == "__main__":
    print(json.dumps(newest(sys.argv[1], sys.argv[2])))
