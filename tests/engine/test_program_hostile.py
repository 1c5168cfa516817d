"""Programs by somebody who wants out, or wants it never to end: each is refused at a line, or is a harmless graph."""

from __future__ import annotations

import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from backprop.errors import ProgramError
from backprop.expression import ALIASES, ARITIES
from backprop.program.limits import LONGEST_TEXT, MOST_STEPS
from backprop.program.tracing import trace_program
from backprop.tracing import computed

LONGEST = 2.0
SHAPES = {"x": (), "M": (2, 2)}

# Every one of these must end with an error at a line.
WAYS_OUT = """\
x.__class__
x.__class__.__mro__[1].__subclasses__()
().__class__.__base__
[].__class__.__init__.__globals__
M.__dict__
np.__builtins__
np.linalg.inv(M)
np.load('/etc/passwd')
np.fromfile('/etc/passwd')
math.__loader__
math.__spec__.loader.load_module('os')
x.tracer
x.tracer.builder
x.index
M.cells
M.places
M.view(1)
M.ctypes
len.run
len.__self__
(lambda: x).__code__
(lambda: x).__globals__
__import__('os').system('id')
__builtins__
__name__
__file__
__debug__
_private
self
eval('x')
exec('y = x')
compile('x', '', 'eval')
open('/etc/passwd')
input()
globals()
locals()
vars()
dir()
getattr(x, 'tracer')
setattr(x, 'index', 3)
delattr(x, 'index')
hasattr(x, 'index')
type(x)
object()
super()
help()
breakpoint()
memoryview(b'x')
bytes(10**9)
bytearray(10**9)
iter(x)
next(x)
map(eval, ['x'])
filter(eval, ['x'])
str(x)
repr(x)
format(x, '>1000000000')
chr(95)*2
'{0.__class__}'.format(x)
'%s' % x
'%1000000000d' % 1
f'{x.__class__}'
f'{x!r:>1000000000}'
t'{x}'
'a'*10**9
'a' + 'b'
'a'.join([])
b'x'
1j
...
x if (y := x) else 0
[*M]
max(*M)
max(**M)
{x}
{x: x}
{**x}
{k: k for k in M}
{k for k in M}
[y async for y in M]
await x
(yield x)
(yield from M)
x <= M
x in M
x is x
~x
1 << 10**9
1 | x
x and x
not x
9**9**9
9**9**9**9
(10**15)**64
10**10**10
2.0**1e9
-9**99999
1e999
1e308*10
10**16
99999999999999999999999999999999999999
0**-1
1/0
1//0
1%0
int(1e300)
int('9'*9)
float('nan')
round(x)
range(10**15)[0]
range(0, 10**15)
list(range(10**12))
sum(range(10**9))
[0]*10**9
[[0]*10**5]*10**5
[x]*-1
[i for i in range(10**9)]
[a for a in range(999) for b in range(999)]
[1 for a in M for b in M for c in M for d in M for e in M]
sum(1 for a in range(10**4) for b in range(10**4))
np.zeros(10**9)
np.zeros((10**9, 0))
np.zeros((10**5, 10**5))
np.ones((9, 9, 9, 9))
np.eye(10**6)
np.arange(10**9)
np.outer(np.ones(2000), np.ones(2000))
np.ones((40, 40)) @ np.ones((40, 40))
M.reshape(10**9, -1)
M.reshape(-1, -1)
M.reshape(0)
M.sum(axis=7)
M.sum(axis=x)
M.sum(M, M, M)
M[0, 0, 0]
M[10**15]
M[x]
M['a']
M[None, None]
M[...]
M[0:10**15:0]
zip()
enumerate(x)
sorted(M)
sorted(range(10**9))
isinstance(x, len)
isinstance(x, (1, 2))
Value('2')
Value(Value)
Value(M)
softmax(x)
softmax(np.ones((2, 2, 2)))
print(x.__class__)
np
math
len
Value
None
True
'text'
[x]
M
"""
PROGRAMS = [
    "while True:\n    pass",
    "while 1:\n    y = x\n",
    "for i in range(10**9):\n    y = x",
    "a = [x]\nfor k in a:\n    a.append(k)\nx",
    "a = [x]\nwhile True:\n    a = a + a",
    "a = [x]\nwhile True:\n    a.extend(a)",
    "a = [x]\nwhile True:\n    a += a",
    "a = [x]\nwhile True:\n    a = [a, a]",
    "a = [1]*2000\nb = [a]*2000\nc = [b]*2000\nd = [c]*2000\nnp.array(d)",
    "a = []\na.append(a)\nnp.sum(a)*x",
    "a = [x]\na[0] = a\nnp.array(a)",
    "n = 3\nwhile True:\n    n = n*n",
    "n = 3\nwhile True:\n    n = n**9",
    "n = 2\nfor i in range(60):\n    n = n**2",
    "y = x\nwhile True:\n    y = y*y",
    "def f():\n    return f()\nf()",
    "def f(n):\n    return f(n - 1) + f(n - 1)\nf(9)",
    "def f(n):\n    return x if n == 0 else f(n - 1)\nf(500)",
    "def f(a=f):\n    return a\nf()",
    "def f(*a):\n    return a\nf(x)",
    "def f(**a):\n    return a\nf(a=x)",
    "def f(a, /):\n    return a\nf(x)",
    "def f(*, a):\n    return a\nf(a=x)",
    "def f(a, a):\n    return a\nf(x, x)",
    "def f(__class__):\n    return __class__\nf(x)",
    "def __init__(a):\n    return a\n__init__(x)",
    "def f[T](a):\n    return a\nf(x)",
    "type A = x\nx",
    "@len\ndef f():\n    return x\nf()",
    "class A:\n    def __getattr__(self, name):\n        return name\nA().b",
    "class A:\n    def __getattribute__(self, name):\n        return name\nA().b",
    "class A:\n    def __del__(self):\n        return x\nA()",
    "class A:\n    def __class_getitem__(self, k):\n        return k\nA[x]",
    "class A(metaclass=len):\n    pass\nA()",
    "class A(len):\n    pass\nA()",
    "class A(object):\n    pass\nA()",
    "class A:\n    __slots__ = []\nA()",
    "class A:\n    def __add__(self, o):\n        return self + o\nA() + A()",
    "class A:\n    def __call__(self):\n        return self()\nA()()",
    "class A:\n    def __init__(self):\n        self.a = A()\nA()",
    "class A:\n    def __len__(self):\n        return -1\nlen(A())*M",
    "class A:\n    def __getitem__(self, k):\n        return self[k]\nA()[0]",
    "import os\nx",
    "from os import system\nx",
    "import numpy as np\nx",
    "try:\n    x\nexcept Exception as e:\n    e",
    "try:\n    1/0\nfinally:\n    x",
    "raise ValueError(x)",
    "assert x",
    "del x",
    "global x\nx",
    "def f():\n    nonlocal x\n    return x\nf()",
    "with x as y:\n    y",
    "async def f():\n    return x\nf()",
    "match x:\n    case 1:\n        y = x",
    "for i in M:\n    break\nelse:\n    y = x",
    "def f():\n    yield x\nf()",
    "x.tracer = 3",
    "M.cells = [1]",
    "np.exp = 3\nx",
    "len.run = 3\nx",
    "x[0] = 1",
    "M['a'] = 1",
    "M[0] = 'text'",
    "M[0:2:0] = 1",
    "(a, b) = 1",
    "a, *b = M",
    "*a, = M",
    "x() = 1",
    "x + 1 = 2",
    "f(x) += 1",
    "(x, y) += 1",
    "a = b = c = d\n",
    "x\n\x00",
    "x\ufeff",
    "x = \u202e1",
    "＿＿class＿＿",
    "x.＿＿class＿＿",
    "x.ｔｒａｃｅｒ",
    "ｅｖａｌ('x')",
    "x\\\n+1",
    "'''" + "a" * 100,
    "x #" + "a" * LONGEST_TEXT,
    "y = " + "(" * 99 + "x" + ")" * 99,
    "y = " + "[" * 99 + "x" + "]" * 99,
    "y = " + "-" * 400 + "x",
    "y = " + "not " * 400 + "x",
    "y = " + "x if 1 else " * 300 + "x",
    "y = " + "x**" * 300 + "x",
    "y = x" + ".real" * 300,
    "y = M" + "[0]" * 300,
    "y = len" + "()" * 300,
    "y = " + "lambda:" * 200 + "x",
    "if 0:\n    y = x\n" + "elif 0:\n    y = x\n" * 50,
    "\n".join(" " * depth + "if 1:" for depth in range(90)) + "\n" + " " * 90 + "x",
    "y = x\n" * 200,
    "y = 0x10*x",
    "y = 0777*x",
    "y = 1_000*x",
    "y = 1if x else 2",
    "y = '" + "a" * 300 + "\nx",
    "y = x \t+ 1",
    "def f(n):\n" + "".join(f"    a{i} = [n]*900\n" for i in range(20)) + "    return f(n)\nf(x)",
    "T = np.ones((40, 50))\nwhile True:\n    T = T.T",
    "T = np.ones((40, 50))\nwhile True:\n    T.reshape(2000)",
    "T = np.ones((40, 50))\nwhile True:\n    T[0:40, 0:50]",
    "T = np.ones((40, 50))\nwhile True:\n    T.copy()",
    "T = [1]*2000\nwhile True:\n    a = T",
    "T = [1]*2000\nwhile True:\n    a = T[:]",
    "T = [1]*2000\nwhile True:\n    T.insert(0, 1)",
    "T = range(19999)\nwhile True:\n    list(T)",
    "a = Value(1)\nwhile True:\n    a = Value(2)",
]
# Harmless though they look otherwise: names that hide what was there, as in Python.
HARMLESS = [
    "M[None].sum()*x",
    "len = x\nlen*2",
    "sum = 0\nfor k in M[0]:\n    sum = sum + k\nsum",
    "np = x\nnp*2",
    "class list:\n    def __init__(self, a):\n        self.a = a\nlist(x).a*2",
    "def exp(a):\n    return a*2\nexp(x)",
    "class Value:\n    def __init__(a, d):\n        a.d = d\n    def __mul__(a, o):\n        return a.d*o\nValue(x)*2",
    "range = 3\nx*range",
    "x = x*2\nx",
    "'''__import__('os')'''\nx*2",
    "y = x*2 # __import__('os')",
    "def f(a):\n    'docs'\n    return a\nf(x)*2",
    "a = [[1]*3]*3\na[0][0] = x\nsum(sum(r) for r in a)",
]

_watching: list[str] | None = None
# When it has found a mistake, Python's parser looks for the line in a file called so; what it finds is not used.
LOOKED_FOR = ("open", ("<unknown>", "rb", 0))
ALLOWED = {"compile", "object.__getattr__", "marshal.loads", "code.__new__"}


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if _watching is not None and event not in ALLOWED and (event, arguments) != LOOKED_FOR:
        _watching.append(f"{event}{arguments!r}"[:200])


@contextmanager
def bounded(seconds: float = LONGEST) -> Iterator[None]:
    """An end after so many seconds of this process's own work, whatever else the machine does meanwhile."""
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_long(*_: object) -> None:
    raise AssertionError("this takes too long")


@contextmanager
def watched() -> Iterator[list[str]]:
    """What this Python is asked to do meanwhile: to run code, import, open files. Parsing a text is allowed."""
    global _watching
    seen: list[str] = []
    _watching = seen
    try:
        yield seen
    finally:
        _watching = None


@pytest.fixture(scope="module", autouse=True)
def hooked() -> None:
    """A hook for audit events, which Python cannot take away again; the table's own texts are compiled beforehand."""
    for name, (least, _) in ARITIES.items():
        if name not in ALIASES and name not in ("where", "clip"):
            computed(name, *[0.5] * least)
    trace_program("np.exp(x) + sum(M[0])", SHAPES)
    sys.addaudithook(_audit)
    signal.signal(signal.SIGVTALRM, _too_long)


def refusal(text: str) -> ProgramError | None:
    """The error that tracing ends with; nothing may happen beside it, and no other error may come out."""
    with watched() as seen:
        try:
            with bounded():
                trace_program(text, SHAPES)
            error = None
        except ProgramError as problem:
            error = problem
    assert seen == [], text
    return error


ALL_USED = "used = M[0, 0]*x\n"


@pytest.mark.parametrize("text", [ALL_USED + each for each in (*WAYS_OUT.splitlines(), *PROGRAMS)])
def test_every_way_out_is_refused_at_a_line(text: str) -> None:
    """With a remedy, and a line that there is."""
    error = refusal(text)
    assert error is not None
    assert 1 <= error.line <= text.count("\n") + 1
    assert error.remedy
    assert len(str(error)) < 600


@pytest.mark.parametrize("text", HARMLESS)
def test_names_may_hide_what_was_there(text: str) -> None:
    """As in Python; nothing else happens."""
    assert refusal(ALL_USED + text) is None


def test_what_never_ends_is_ended_by_these_tests() -> None:
    """So that a program that is not ended by the count of its steps fails here, and does not hang."""

    def endless() -> None:
        while True:
            pass

    with pytest.raises(AssertionError, match="too long"), bounded(0.01):
        endless()


def test_the_steps_that_a_program_may_take_are_counted() -> None:
    """The count, not the clock, ends a program: at the same step on every machine."""
    text = ALL_USED + "n = 0\nwhile True:\n    n += 1\n"
    error = refusal(text)
    assert error is not None
    assert error.remedy == f"let it take at most {MOST_STEPS:,} steps: shorten its loops and lists"


ATOMS = (
    *(
        "x",
        "M",
        "np",
        "math",
        "len",
        "1",
        "0",
        "-1",
        "2.5",
        "10**15",
        "9**99",
        "[]",
        "[x]",
        "()",
        "None",
        "True",
        "'a'",
    ),
    *(
        "range(3)",
        "range(10**12)",
        "M[0]",
        "M.T",
        "x.tracer",
        "x.__class__",
        "M.cells",
        "np.zeros(3)",
        "np.ones((2, 2))",
    ),
    *(
        "_",
        "f",
        "A",
        "A()",
        "zip",
        "Value",
        "Value(1)",
        "eval",
        "y",
        "lambda: x",
        "sum(M)",
        "[i for i in M]",
        "1j",
        "f'{x}'",
    ),
)
FORMS = (
    *("{0} + {1}", "{0} - {1}", "{0}*{1}", "{0}/{1}", "{0}**{1}", "{0} @ {1}", "{0} % {1}", "{0} // {1}", "{0} << {1}"),
    *("{0}[{1}]", "{0}[{1}:{0}]", "{0}({1})", "{0}({1}, {0})", "{0}.T", "{0}.append({1})", "{0}.reshape({1})", "{0}.a"),
    *("-{0}", "not {0}", "{0} if {1} else {0}", "{0} and {1}", "{0} < {1}", "{0} == {1}", "{0} is {1}", "({0}, {1})"),
    *(
        "[{0} for i in {1}]",
        "[i for i in {0} if {1}]",
        "sum({0} for j in {1})",
        "max({0}, {1})",
        "np.sum({0}, axis={1})",
    ),
    *("np.array([{0}, {1}])", "np.concatenate([{0}, {1}])", "softmax({0})", "np.{0}", "zip({0}, {1})", "sorted({0})"),
    *("np.dot({0}, {1})", "enumerate({0}, {1})", "isinstance({0}, {1})", "{0}.sum({1})", "list({0})", "tanh({0})"),
)
STATEMENTS = (
    *("y = {0}", "y += {0}", "y, z = {0}", "x = {0}", "M[{0}] = {1}", "y[{0}] = {1}", "A.b = {0}", "{0}", "del {0}"),
    *("if {0}:\n    y = {1}", "for i in {0}:\n    y = {1}", "for i, j in {0}:\n    break", "def f(a):\n    return {0}"),
    *("class A:\n    def __add__(self, o):\n        return {0}", "class A:\n    b = {0}", "import {0}", "return {0}"),
    *("def f(a, b={0}):\n    return f({1})", "np.{0} = {1}", "len = {0}", "M += {0}", "f = {0}", "A = {0}"),
)


TAME = ("x", "M", "M[0]", "used", "1", "0", "2.5", "range(3)", "[x]", "(1, 2)")


def expression_of(choose: random.Random, depth: int) -> str:
    if depth == 0 or choose.random() < 0.3:
        return choose.choice(TAME if choose.random() < 0.6 else ATOMS)
    return choose.choice(FORMS).format(expression_of(choose, depth - 1), expression_of(choose, depth - 1))


def program_of(choose: random.Random) -> str:
    depth = choose.randint(0, 2)
    lines = [
        choose.choice(STATEMENTS).format(expression_of(choose, depth), expression_of(choose, depth))
        for _ in range(choose.randint(1, 3))
    ]
    return ALL_USED + "\n".join([*lines, "used + 1"])


def kind_of(text: str) -> str:
    """What a program ends in: a graph, an error with a line, or else; then the test says which program that was."""
    try:
        with bounded():
            trace_program(text, SHAPES)
    except ProgramError as error:
        return "error" if 1 <= error.line <= text.count("\n") + 1 else text
    except Exception as error:
        raise AssertionError(text) from error
    return "graph"


@pytest.mark.gate
def test_ten_thousand_programs_by_chance_do_nothing_but_make_a_graph() -> None:
    """Each ends by itself, in a graph or in an error of the engine's own with a line; some of each kind."""
    choose = random.Random("hostile")
    kinds = {"graph": 0, "error": 0}  # any other is a KeyError that names the program
    with watched() as seen:
        for _ in range(10_000):
            text = program_of(choose)
            kinds[kind_of(text)] += 1
    assert seen == []
    assert kinds["graph"] > 500
    assert kinds["error"] > 5000
