"""Temporary (coordinator): helper B replaces this."""
from generator.model import Chrome, Source
from generator.urls import digest
def check_templates(templates):
    from generator.render.renderer import Renderer
    chrome = Chrome("", "", "en", "https://x.example/", (), (), ())
    r = Renderer(templates, chrome)
    d = digest("".join(s.digest for s in templates).encode())
    return r.check_templates(), {s.path.partition("/")[2]: d for s in templates}, {}
