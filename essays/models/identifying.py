"""Who a printed name is. Speakers that stand already are offered; only what is sure is taken without asking.

Two people may share a name, and one may be printed with two offices: the same name alone is never enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce

from essays.access import STRANGER, visible_to
from essays.documents.quotes.posts import ends_as_body

from .attribution import Verdict
from .quote import Quote
from .speaker import Speaker

LONGEST = int(Speaker._meta.get_field("name").max_length or 0)
UNNAMED = "某"
FEW = 3  # posts that tell a candidate from others of the name


class Identity(NamedTuple):
    """Kind and name of whoever a quote is printed to be by.

    No name: an unnamed person, or a crowd (大家, 上海广大干部群众). Such a quote is confirmed without a Speaker.
    """

    kind: str
    name: str

    @classmethod
    def of(cls, quote: Quote) -> Identity:
        if quote.speaker:
            return cls(Speaker.Kind.PERSON.value, quote.speaker[:LONGEST])
        body = quote.organisation
        is_named = 0 < len(body) <= LONGEST and not body.startswith(UNNAMED) and ends_as_body(body)
        return cls(Speaker.Kind.BODY.value, body if is_named else "")


@dataclass(slots=True)
class Candidate:
    """A standing speaker of the name: with the posts that confirmed quotes print, and where they were printed."""

    speaker: Speaker
    posts: Counter[tuple[str, str]] = field(default_factory=Counter)
    organisations: set[str] = field(default_factory=set)
    bodies: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # by essay, of those asked for

    def add(self, organisation: str, title: str, count: int = 1, *, essay: int | None = None) -> None:
        self.posts[organisation, title] += count
        self.organisations.add(organisation)
        if essay is not None:
            self.bodies[essay].add(organisation)

    @property
    def quotes(self) -> int:
        return sum(self.posts.values())

    @property
    def post(self) -> tuple[str, str]:
        """Organisation and title as printed most often."""
        return next((post for post, _count in self.posts.most_common() if any(post)), ("", ""))

    @property
    def described(self) -> list[str]:
        """The posts, the most frequent first."""
        common = [organisation + title for (organisation, title), _count in self.posts.most_common()]
        return [post for post in common if post][:FEW]

    def is_sure_for(self, quote: Quote) -> bool:
        """A body is its name; a person was printed as of the same organisation, or here as of no other."""
        if self.speaker.kind == Speaker.Kind.BODY:
            return True
        body, here = quote.organisation, self.bodies.get(quote.essay_id)
        if here is not None and (not body or here <= {body, ""}):
            return True
        return bool(body) and body in self.organisations


Offered = dict[Identity, list[Candidate]]


def candidates(quotes: Iterable[Quote]) -> Offered:
    """The speakers that may be meant, by who the quotes are printed to be by. Four queries.

    Those of most quotes first; one merged into another is offered as that one.
    """
    asked = [(identity, quote.essay_id) for quote in quotes if (identity := Identity.of(quote)).name]
    offered: Offered = {identity: [] for identity, _essay in asked}
    named = Speaker.objects.filter(name__in={identity.name for identity in offered})
    heads: dict[Identity, set[int]] = defaultdict(set)
    for kind, name, head in named.annotate(stands=Coalesce("head", "pk")).values_list("kind", "name", "stands"):
        heads[Identity(kind, name)].add(head)
    found = described({head for identity in offered for head in heads[identity]}, {essay for _one, essay in asked})
    for identity, listed in offered.items():
        listed += sorted((found[head] for head in heads[identity]), key=lambda one: (-one.quotes, one.speaker.pk))
    return offered


def described(heads: set[int], essays: Collection[int] = ()) -> dict[int, Candidate]:
    """Standing speakers with their posts, by id, and with the bodies these essays print them of. Three queries."""
    found = {speaker.pk: Candidate(speaker) for speaker in Speaker.objects.filter(pk__in=heads)}
    settled = Quote.objects.working().filter(
        Q(attribution__speaker__in=heads) | Q(attribution__speaker__head__in=heads),
        visible_to(STRANGER),
        attribution__verdict=Verdict.CONFIRMED,
    )
    printed = settled.annotate(stands=Coalesce("attribution__speaker__head", "attribution__speaker")).order_by()
    posts = printed.values_list("stands", "organisation", "title").annotate(count=Count("pk"), first=Min("pk"))
    for head, organisation, title, count, _first in posts.order_by("first"):
        if head in found:
            found[head].add(organisation, title, count)
    here = printed.filter(essay__in=essays).values_list("stands", "essay", "organisation").distinct()
    for head, essay, organisation in here if essays else ():
        if head in found:
            found[head].bodies[essay].add(organisation)
    return found


def sure(quote: Quote, offered: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that evidence speaks for; None when there is none, or more than one."""
    fit = [candidate for candidate in offered if candidate.is_sure_for(quote)]
    return fit[0] if len(fit) == 1 else None
