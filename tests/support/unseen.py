"""What of a page no checker need go through, as nobody sees it, and none says anything of it: thousands of elements."""

from __future__ import annotations

# Steps out of sight, drawings of those in the log, and what drawings share, which has no place of its own. What the
# live engine has written there in the meantime stays.
_EMPTIED = """() => {
  const steps = [...document.querySelectorAll(".bp-step > :is(.bp-drawing, .bp-text)")];
  const unseen = [...steps.filter((part) => !part.checkVisibility()), ...document.querySelectorAll(".bp-parts")];
  const emptied = unseen.map((part) => {
    const content = [...part.childNodes];
    part.replaceChildren();
    return [part, content];
  });
  return () => {
    for (const [part, content] of emptied) if (!part.hasChildNodes()) part.replaceChildren(...content);
  };
}"""


def without(act: str) -> str:
    """A function in JavaScript that does what this one does, all that is not seen being empty meanwhile."""
    return f"""async (given) => {{
  const fill = ({_EMPTIED})();
  try {{
    return await ({act})(given);
  }} finally {{
    fill();
  }}
}}"""
