"""Plan: a Site becomes every output of the site, as values.

In: a linked site and the listing of its files. Out: a Plan, pages and copies each sorted by path. A
page's view holds all that the page may show and nothing else, because its digest decides whether
the page is rendered again; a planner that puts more into a view makes builds slower, one that puts
less in cannot exist, since a template sees nothing but the view.

A new kind of page is a view in `model`, a planner here and a template. `NEWS` and `LISTS` are the
planners, in an order that shows in no output.

Rejected: pages that are completed by a later step (who reads one too early prints half a page), and
a registry that planners enter themselves into (nobody can read what will run).
"""

from generator.plan.site import LISTS, NEWS, Planned, plan_site

__all__ = ["LISTS", "NEWS", "Planned", "plan_site"]
