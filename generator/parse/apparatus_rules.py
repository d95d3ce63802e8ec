"""The table of rules that recognise what is not an article's text.

A pattern must match a whole paragraph (in which every space is single), ignoring case. Adding a
rule is adding a line here, with an example in the tests of a line that it takes and of a sentence
that it must leave alone. Three ways keep sentences out: what a button says is listed word for word
(`share on x`, never `share prices fell`), a label needs its colon (`read more:`), and a credit
holds nothing but names and small words. Repetition is possessive (`*+`) where it could be read in
two ways, so that no line takes more than linear time. A look ahead over the whole line comes behind
one for the first word: nearly every paragraph of an article fails at that.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

End = Literal["top", "bottom", "both"]


class Rule(NamedTuple):
    """A kind of apparatus: its name, the end of a text that it stands at, and its pattern."""

    name: str
    end: End
    pattern: str


# --- Parts of patterns ----------------------------------------------------------------------------

NETWORK = (
    r"(?:facebook|x \(twitter\)|twitter|x|whatsapp|telegram|linkedin|reddit|pinterest|instagram"
    r"|threads|bluesky|mastodon|tiktok|youtube|viber|messenger|flipboard|google news|e-?mail|sms)"
)
NETWORKS = rf"{NETWORK}(?:(?:, and |, or |, | and | & | or ){NETWORK})*+"
BUTTON = (
    rf"(?:share (?:this |it )?(?:on|via|by|to|with) {NETWORK}|{NETWORK}"
    r"|share this(?: (?:article|story|page|post))?|share (?:article|story|link|via)|shares?"
    r"|copy link|copy|link copied!?|tweet|pin it|pin|print|save|listen"
    r"|(?:\d{1,6} )?(?:comments?|shares?)|(?:post|leave|add) a comment|view comments"
    r"|(?:show )?more sharing options|поділитися|поделиться)"
)
AGENCY = r"(?:ap|afp|reuters|upi|dpa|epa|tass|interfax|ukrinform|unian|bloomberg|xinhua)"
AGENCIES = rf"{AGENCY}(?:(?:, and |, | and |/| / ){AGENCY})*+"
PICTURES = rf"(?:{AGENCY}|getty images|getty|shutterstock|alamy|unsplash|epa-efe)"
WORK = r"(?:reporting|report|writing|written|editing|edited|compiled|translated|produced|graphics)"
WORKED = rf"(?:additional |further |original )?{WORK}(?: and {WORK})? by"
NAME = rf"(?!{WORK}\b)(?-i:[^\W\d_a-zа-яёєіїґ])[\w'’-]*+(?:\.[\w'’-]++)*+"
NAMES = (
    rf"(?:(?:{NAME}|&|and|at|de|der|for|from|in|of|the|van|von)"
    r"(?:[,;.]?(?: |$)|[,;.]?(?=\))))++"
)
SPEECH = r"(?!.*\b(?:said|says|told|asked|added|warned|wrote|insisted|announced)\b)"
"""Nobody speaks in what a button says: a line in which somebody does is a sentence."""
ARTICLE = r"(?:story|article|report|post|content|piece)"
SIMILAR = r"(?:articles?|stories|story|news|topics?|content|coverage|reading|links?)"
LIST = (
    rf"(?:read (?:more|also|next)|also read|see also|related(?: {SIMILAR})?"
    r"|recommended(?: for you)?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in)|don[’']t miss|most (?:read|popular)"
    r"|trending(?: now)?|up next|watch(?: now| also)?|continue reading|editors?[’']s? picks"
    r"|top stories|latest news|читайте також|читайте также)"
)
WHOLE = rf"(?:more|the (?:full|original|whole) {ARTICLE})"
ABOUT = r"(?:about|on|at|here|from|in)"
NEWS_BY_MAIL = r"(?=.*\b(?:newsletters?|updates|alerts|inbox|mailing list|channel|podcast)\b)"
SIGN_UP = r"(?:subscribe|sign up|register|get|join)"
HAVE = r"(?:got|do you have|have)"
ROLE = r"(?:(?:staff |senior |chief )?(?:writer|reporter|correspondent|editor)s?)?"
LEAD_IN = r"(?:— ?|– ?|- ?)?\(?"
WIRE = r"(?-i:[A-Z])\w*\b.{0,30}\bwires?(?: (?:services?|reports?))?"
AGGREGATED = (
    r"(?:is|was|has|has not|was not) (?:been )?(?:auto|auto[- ]?\w+|aggregated|syndicated|edited by"
    r"|(?:first|originally) published)"
)
PICTURE = r"(?:file )?(?:photo|image|picture|фото)s?"

# --- The rules ------------------------------------------------------------------------------------

RULES: tuple[Rule, ...] = (
    Rule("agency", "both", rf"{LEAD_IN}(?:with|from) (?:the )?{WIRE}\)?\.?"),
    Rule("agency", "both", rf"{LEAD_IN}with (?:wires|(?:wire )?(?:agencies|services))\)?\.?"),
    Rule("agency", "bottom", rf"{LEAD_IN}(?:with )?{AGENCIES}\)?\.?"),
    Rule("credit", "bottom", rf"\(?with (?:reports?|files|inputs?) (?:from|by) {NAMES}\)?\.?"),
    Rule(
        "credit", "bottom", rf"\(?(?:with )?{WORKED} {NAMES}(?:(?:and )?{WORKED} {NAMES})*+\)?\.?"
    ),
    Rule("credit", "bottom", rf"\(?{NAMES}contributed (?:to this {ARTICLE}|reporting)\b.{{0,60}}"),
    Rule("byline", "top", rf"by {NAMES}{ROLE}(?:\| ?.{{1,80}})?"),
    Rule("disclaimer", "both", r"(?:legal )?disclaimer ?[:.–—-].*"),
    Rule("disclaimer", "both", rf"\(?(?:this|the) {ARTICLE} {AGGREGATED}\b.*"),
    Rule("disclaimer", "bottom", r"(?:the )?(?:views|opinions) expressed (?:here|in th|by).*"),
    Rule("publisher", "both", r"publisher ?: ?\S.{0,120}"),
    Rule("source", "bottom", r"(?:news )?(?:sources?|via|джерел[оа]|источники?) ?: ?\S.{0,200}"),
    Rule("source", "both", r"(?:original(?: article)?|full story|link|url) ?: ?\S.{0,200}"),
    Rule("source", "both", r"<?https?://\S{1,500}"),
    Rule("copyright", "both", r"(?:©|copyright ?(?:©|\(c\)|\d{4}|:|by)|\(c\) ?\d{4}).*"),
    Rule("copyright", "both", r"(?:[^.]{0,80}\. )?all rights reserved.{0,200}"),
    Rule("read-more", "both", rf"{LIST} ?[:…|»›→>](?: .*)?"),
    Rule("read-more", "both", rf"(?:{LIST}|(?:show|load|see) more|back to top)(?:\.\.\.)?"),
    Rule("read-more", "both", rf"(?=read ){SPEECH}read {WHOLE} {ABOUT}\b[^.,!?]{{0,80}}\.?"),
    Rule("read-more", "bottom", r"more (?:from|on) (?:(?-i:[A-Z])[\w'’-]*+(?: |$)){1,5}+"),
    Rule("follow", "both", rf"(?:follow|like|find|join) (?:us|me|@?\w+) on {NETWORKS}[.!]?"),
    Rule("follow", "both", r"follow (?:us|@\w+)[:.!]?"),
    Rule(
        "follow",
        "both",
        rf"(?={SIGN_UP} ){SPEECH}{NEWS_BY_MAIL}{SIGN_UP} .{{1,200}}",
    ),
    Rule("follow", "both", r"(?:subscribe|sign (?:up|in)|log in)(?: (?:now|here|today))?[.!]?"),
    Rule(
        "follow",
        "both",
        rf"(?=subscribe ){SPEECH}subscribe to (?:the )?(?-i:[A-Z])[^.,!?]{{1,50}}[.!]?",
    ),
    Rule("follow", "both", r"(?:our |daily |weekly )?newsletters?:?"),
    Rule("follow", "both", r"(?:підписуй|подписывай)\w+ на .{1,100}"),
    Rule("share", "both", rf"{BUTTON}(?:(?: ?[|/•·,] ?| ){BUTTON})*+"),
    Rule("share", "both", r"be the first to comment|join the conversation"),
    Rule("share", "both", r"what do you think\? post a comment\.?"),
    Rule("advertisement", "both", r"(?:advertisements?|ad|sponsored|реклама)[.:]?"),
    Rule("advertisement", "both", r"(?:sponsored|paid|promoted) content"),
    Rule("advertisement", "both", rf"{ARTICLE} continues (?:below|after)(?: (?:this )?\w+)?\.?"),
    Rule("photo", "both", rf"\(?{PICTURE}(?: credits?| source)? ?[:,/] ?{NAMES}\)?\.?"),
    Rule("photo", "both", rf"\(?{PICTURE}(?: credits?| source)? ?[:,/].{{0,60}}{PICTURES}\)?\.?"),
    Rule("photo", "both", rf"\(?{PICTURE} (?:courtesy )?(?:by|of) {NAMES}(?:/.{{1,40}})?\)?\.?"),
    Rule("photo", "both", rf"\(?(?:via |credit: ?|[^.!?]{{1,40}}/ ?)?{PICTURES}(?: photos?)?\)?"),
    Rule("photo", "both", rf"\(?{PICTURES}(?: photos?)? ?/ ?[^.!?]{{1,40}}\)?"),
    Rule("tags", "both", r"(?:tags?|filed under|categor(?:y|ies)|keywords|labels|теги) ?:.{0,300}"),
    Rule("date", "both", r"(?:published|updated|posted):? \d+ (?:minute|hour|day|week)s? ago"),
    Rule("reading-time", "both", r"(?:reading time:? )?\w{1,5}[ -]min(?:ute)?s?(?: read)?"),
    Rule("contact", "bottom", rf"(?={HAVE} ){SPEECH}{HAVE} an? (?:news )?tip\b.{{0,200}}"),
    Rule("contact", "bottom", r"contact (?:us|the (?:author|reporter))(?: ?:| at| by)? ?\S{0,80}"),
    Rule("end-mark", "both", r"[-–—_*=#~•. ]{3,}|[-–— ]*(?:ends?|30|###)[-–— ]*"),
)

COMPILED = tuple((rule, re.compile(rule.pattern, re.IGNORECASE)) for rule in RULES)
