"""Pages of topics, and their index.

In: the topics of the configuration, in its order, and the documents filed under each. Out: a page
for each topic (an empty one too: the menu may lead there), pages by year of long ones, `topics/`.
The number beside a topic is the number of documents that its pages list, wherever it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Head, Link, ListingView, Page, Site, Tally, Topic
from generator.plan import addresses
from generator.plan.desk import Desk, Documents, articles_of, explaining
from generator.plan.listings import kind_groups, year_groups, year_pages, year_tallies
from generator.plan.pages import listing_head, to_page
from generator.plan.rows import holdings
from generator.wording import plural


def topic_links(names: Iterable[str], desk: Desk) -> tuple[Link, ...]:
    """Links to topics in the configuration's order; a name that it does not have is no topic."""
    wanted = frozenset(names)
    return tuple(link for name, link in desk.topics.items() if name in wanted)


def topic_tallies(desk: Desk) -> tuple[Tally, ...]:
    """Every topic with the number of documents that its pages list."""
    return tuple(
        Tally(addresses.topic_url(topic.name), topic.title, len(_documents(topic, desk)))
        for topic in desk.config.topics
    )


def plan_topics(site: Site, desk: Desk) -> Iterator[Page]:
    """The pages of every topic."""
    for topic in desk.config.topics:
        documents = _documents(topic, desk)
        articles = articles_of(documents)
        head = _head(topic, documents)
        view = ListingView(
            head=head,
            intro=topic.summary,
            groups=(
                *kind_groups(explaining(documents), desk),
                *year_groups(head.url, articles, desk),
            ),
            tallies=year_tallies(head.url, articles),
        )
        yield to_page(view)
        yield from year_pages(head, articles, desk)


def plan_topic_index(site: Site, desk: Desk) -> Iterator[Page]:
    """`topics/`: every topic with its count."""
    count = plural(len(desk.config.topics), "topic", "topics")
    head = listing_head(
        addresses.TOPICS, "Topics", f"{count} that {desk.config.title} is filed under."
    )
    yield to_page(ListingView(head=head, intro="", groups=(), tallies=topic_tallies(desk)))


def _head(topic: Topic, documents: Documents) -> Head:
    url = addresses.topic_url(topic.name)
    contents = holdings(documents) or "nothing yet"
    return listing_head(
        url=url,
        title=topic.title,
        description=f"{topic.title}: {contents}. {topic.summary}".strip(),
        trail=(Link(addresses.TOPICS, "Topics"),),
        feed=url + addresses.FEED,
    )


def _documents(topic: Topic, desk: Desk) -> Documents:
    return desk.in_topic.get(topic.name, ())
