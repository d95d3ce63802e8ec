"""Filters for templates."""

from __future__ import annotations

import json as standard_json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateRuntimeError

from generator.render.filters import json, kind_name


@given(st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner, max_size=3)))
def test_json_reads_back_and_cannot_end_a_script(value) -> None:
    text = json(value)
    assert standard_json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_a_kind_has_a_name_for_readers() -> None:
    assert kind_name("organisation") == "Organisation"


def test_an_unknown_kind_is_the_template_s_fault() -> None:
    with pytest.raises(TemplateRuntimeError, match="'persn'; did you mean 'person'"):
        kind_name("persn")
