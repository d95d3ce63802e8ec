"""What each document is about.

In: documents and the topics of the configuration. Out: for each document its topics, in the
configuration's order, and a problem for each topic that is not configured (a warning where a found
text names it). An article that was
given no topics has those of the explainers that it names: a text as found says nothing of topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from generator.model import Config, Document, Touch
from generator.problems import Problem, Severity, did_you_mean, fill


def topics_of(config: Config, document: Document, touches: Iterable[Touch]) -> tuple[str, ...]:
    """The document's own topics or else those it inherits, in the configuration's order."""
    topics = set(document.card.topics)
    if document.card.kind == "article" and not topics:
        for touch in touches:
            if touch.card.kind == "explainer":
                topics.update(touch.card.topics)
    return tuple(topic.name for topic in config.topics if topic.name in topics)


def unknown_topics(config: Config, documents: Iterable[Document]) -> Iterator[Problem]:
    """A problem for each topic that `site.yaml` does not list."""
    known = [topic.name for topic in config.topics]
    for document in documents:
        nowhere = Problem(path=document.card.key)
        severity: Severity = "warning" if document.card.kind == "article" else "error"
        for topic, where in zip_longest(document.card.topics, document.topic_places):
            if topic not in known:
                message = f"'{topic}' is not a topic of site.yaml"
                hint = did_you_mean(topic, known, "list it under 'topics' in site.yaml")
                yield fill(where or nowhere, severity, "unknown-topic", message, hint)
