"""Templates to Python code, with the calls that every page makes hundreds of times kept short.

In: Jinja's syntax tree. Out: the code that Jinja would write, but for two things. The page's own
functions (`DIRECT`) are called as they are, where Jinja goes through a dispatcher that looks for
decorators they do not have; and text is escaped by the C function at once, where Jinja first wraps
each piece for the case that somebody escapes it again. Both give the same bytes, and save a quarter
of a page's time.

A template that has a variable or macro of its own by one of these names is compiled as Jinja does.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from markupsafe import Markup, escape
from markupsafe._speedups import _escape_inner

DIRECT = frozenset({"href", "absolute", "asset", "linked_data"})


def escape_text(value: object) -> str:
    """What `markupsafe.escape` gives, as plain text."""
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else str(escape(value))


class Compiler(CodeGenerator):
    """Jinja's code generator with short calls."""

    def visit_Call(  # noqa: N802 - Jinja's name
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call; directly where a function of the page is called with plain arguments."""
        if not self._is_direct(node, frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _is_direct(self, node: nodes.Call, frame: Frame) -> bool:
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in DIRECT or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        load = frame.symbols.find_load(frame.symbols.ref(name))
        return load is not None and load[0] == VAR_LOAD_RESOLVE

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escape_text(")
        else:
            super()._output_child_pre(node, frame, finalize)
