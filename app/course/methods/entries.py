"""What each method's page is made of, apart from its words and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...shared.learners import LEARNERS, PAGES

REFERENCE = "conventional/fine-tune"
"""Whom every method is set against."""
PLAINEST, HOME = "frozen/prototype", "everyday/protonet"
"""Whom the others on the photo network are set against, and whom that one, as the crossover calls them."""
ENGINE = "fewshot_core"
Moves = Literal["all", "last block", "head", "none"]
"""Which weights a new task moves."""


@dataclass(frozen=True)
class Lines:
    """Lines of a function of the engine, from the one that holds ``first`` to the one that holds ``last``.

    ``where`` is ``module:name`` below the engine's package. Without ``first`` they begin with the signature,
    without ``last`` they go to the end.
    """

    where: str
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Entry:
    """One method: its rule as LaTeX, the lines that do it, its papers' ids, and where it can be watched."""

    id: str
    formula: str
    lines: tuple[Lines, ...]
    papers: tuple[str, ...]
    rooms: tuple[str, ...]
    moves: tuple[Moves, ...]  # of each of its learners

    @property
    def learners(self) -> tuple[str, ...]:
        """The ids of its learners: several where it answers in several ways that share a page."""
        return tuple(each.id for each in LEARNERS if each.method == self.id) or (self.id,)

    @property
    def words(self) -> str:
        """Where its words are kept."""
        return f"methods.method.{self.id.replace('/', '-')}"

    @property
    def of_photographs(self) -> bool:
        """Whether others trained its network, on photographs: it is measured in the crossover."""
        return self.id.startswith("frozen/")

    @property
    def against(self) -> str:
        """Whom it is set against: for the references themselves, who has the next lesser prior."""
        if self.of_photographs:
            return HOME if self.id == PLAINEST else PLAINEST
        return "scratch" if self.id == "conventional" else REFERENCE


INNER = Lines("methods.inner_loop:inner_loop", "for _ in range(steps)", "step = sgd_step")
SEEN = ("compare", "curves", "map")
"""Rooms in which every method can be seen that was trained on drawings."""
PHOTO_ROOMS = ("photo", "crossover", "data")
"""Rooms for those who know photographs."""

ENTRIES = (
    Entry(
        "scratch",
        r"\begin{aligned}\phi_0 &\sim p_0\\ \phi_{k+1} &= \phi_k - \alpha\,\nabla L_S(\phi_k)\end{aligned}",
        (Lines("methods.method:Method.__init__", "torch.manual_seed", "self.network"), INNER),
        (),
        ("overfit", "sinusoid", *SEEN),
        ("all",),
    ),
    Entry(
        "conventional",
        r"\begin{aligned}\theta &\leftarrow \theta - \beta\,\nabla L_B(\theta)\\"
        r"\phi_{k+1} &= \phi_k - \alpha\,\nabla L_S(\phi_k),\quad \phi_0 = \theta\end{aligned}",
        (
            Lines("methods.supervised:Supervised.train_step", "scores = self.network", "loss.backward"),
            Lines(
                "methods.conventional:Conventional._fine_tune", "start = theta | head", "walk = inner_loop"
            ),
        ),
        ("chen2019closer", "tian2020", "wang2019simpleshot"),
        ("loop", "when", *SEEN),
        ("all", "head", "none"),
    ),
    Entry(
        "baseline",
        r"\begin{aligned}W_0 &= 0\\ W &\leftarrow W - \alpha\,\nabla_{\!W} L_S\big(W f(x)\big)\end{aligned}",
        (
            Lines("methods.baseline:Baseline.new_head"),
            Lines("methods.baseline:Baseline.adapt", "with torch.no_grad", "walk = inner_loop"),
        ),
        ("chen2019closer",),
        SEEN,
        ("head",),
    ),
    Entry(
        "baseline-pp",
        r"s_c = \gamma\,\frac{f(x)^{\top} w_c}{\lVert f(x)\rVert\,\lVert w_c\rVert}",
        (Lines("methods.baseline_pp:CosineHead.forward"), Lines("methods.baseline_pp:BaselinePP.new_head")),
        ("chen2019closer",),
        SEEN,
        ("head",),
    ),
    Entry(
        "maml",
        r"\begin{aligned}\phi_\tau &= \theta - \alpha\,\nabla L_{S_\tau}(\theta)\\"
        r"\theta &\leftarrow \theta - \beta\,\nabla_{\!\theta} \sum_\tau L_{Q_\tau}(\phi_\tau)\end{aligned}",
        (Lines("methods.maml:MAML.learn"), INNER),
        ("finn2017maml", "ye2022maml"),
        ("loop", "plane", "sinusoid", *SEEN),
        ("all",),
    ),
    Entry(
        "fomaml",
        r"\begin{aligned}\phi_\tau &= \theta - \alpha\,\nabla L_{S_\tau}(\theta)\\"
        r"\theta &\leftarrow \theta - \beta \sum_\tau \nabla_{\!\phi} L_{Q_\tau}(\phi_\tau)\end{aligned}",
        (Lines("methods.fomaml:FOMAML.learn"),),
        ("finn2017maml", "nichol2018reptile"),
        ("loop", "plane", "when", *SEEN),
        ("all",),
    ),
    Entry(
        "reptile",
        r"\theta \leftarrow \theta + \frac{\varepsilon}{T} \sum_{\tau=1}^{T} (\phi_\tau - \theta)",
        (
            Lines("methods.reptile:Reptile.build_optimiser"),
            Lines("methods.reptile:Reptile.learn", "change =", "outer ="),
        ),
        ("nichol2018reptile",),
        ("loop", "plane", *SEEN),
        ("all",),
    ),
    Entry(
        "anil",
        r"\begin{aligned}\phi_\tau &= \big(w,\ h - \alpha\,\nabla_{\!h} L_{S_\tau}(w, h)\big)\\"
        r"(w, h) &\leftarrow (w, h) - \beta\,\nabla \sum_\tau L_{Q_\tau}(\phi_\tau)\end{aligned}",
        (Lines("methods.anil:ANIL.walk", "body =", "short = inner_loop"),),
        ("raghu2020anil",),
        SEEN,
        ("head",),
    ),
    Entry(
        "metasgd",
        r"\begin{aligned}\phi_\tau &= \theta - \alpha \circ \nabla L_{S_\tau}(\theta)\\"
        r"(\theta, \alpha) &\leftarrow (\theta, \alpha)"
        r" - \beta\,\nabla \sum_\tau L_{Q_\tau}(\phi_\tau)\end{aligned}",
        (
            Lines("methods.metasgd:MetaSGD.walk"),
            Lines("tensors.functional:sgd_step", "if isinstance(lr, dict)", "return {name: value - lr"),
        ),
        ("li2017metasgd",),
        SEEN,
        ("all",),
    ),
    Entry(
        "lstm",
        r"\phi_{t} = f_t \circ \phi_{t-1} - i_t \circ \nabla L_S(\phi_{t-1})",
        (Lines("methods.lstm:Cell.forward", "first = self.first"),),
        ("ravi2017", "andrychowicz2016"),
        SEEN,
        ("all",),
    ),
    Entry(
        "protonet",
        r"\begin{aligned}c_k &= \frac{1}{K} \sum_{x \in S_k} f(x)\\"
        r"p(k \mid x) &\propto \exp\!\big(-\lVert f(x) - c_k\rVert^2\big)\end{aligned}",
        (
            Lines("methods.protonet:ProtoNet.fit_support"),
            Lines("methods.protonet:ProtoNet.scores"),
            Lines("tensors.functional:class_means", "member ="),
        ),
        ("snell2017protonet",),
        ("map", "inside", "when", "compare", "curves"),
        ("none",),
    ),
    Entry(
        "matchingnet",
        r"\begin{aligned}a_i &= \operatorname{softmax}_i\ \gamma \cos\!\big(f(x), f(x_i)\big)\\"
        r"p(k \mid x) &= \sum_{x_i \in S_k} a_i\end{aligned}",
        (Lines("methods.matchingnet:MatchingNet.scores"),),
        ("vinyals2016",),
        ("map", "inside", "compare", "curves"),
        ("none",),
    ),
    Entry(
        "relationnet",
        r"r_k(x) = g\Big(\Big[\tfrac{1}{K} \sum_{x_i \in S_k} f(x_i),\ f(x)\Big]\Big)",
        (Lines("methods.relationnet:RelationNet.scores"), Lines("methods.relationnet:RelationNet.loss")),
        ("sung2018",),
        SEEN,
        ("none",),
    ),
    Entry(
        "r2d2",
        r"\begin{aligned}W &= X^{\top} (X X^{\top} + \lambda I)^{-1}\, Y\\"
        r"s(x) &= \alpha\, f(x)\, W\end{aligned}",
        (Lines("methods.r2d2:ridge_solution", "eye ="), Lines("methods.r2d2:R2D2.scores")),
        ("bertinetto2019r2d2",),
        SEEN,
        ("none",),
    ),
    Entry(
        "frozen/prototype",
        r"\begin{aligned}c_k &= \frac{1}{K} \sum_{x \in S_k} \hat f(x),\quad"
        r" \hat f(x) = \frac{f(x)}{\lVert f(x)\rVert}\\"
        r"s_k(x) &= \gamma \cos\!\big(f(x), c_k\big)\end{aligned}",
        (Lines("methods.frozen:Frozen._features"), Lines("methods.frozen:Frozen._prototype")),
        ("wang2019simpleshot", "hu2022"),
        PHOTO_ROOMS,
        ("none",),
    ),
    Entry(
        "frozen/ridge",
        r"\begin{aligned}W &= X^{\top} (X X^{\top} + \lambda I)^{-1}\, Y\\"
        r"s(x) &= \alpha\, \big[\hat f(x),\ 1\big]\, W\end{aligned}",
        (Lines("methods.frozen:Frozen._ridge"), Lines("methods.r2d2:ridge_solution", "eye =")),
        ("bertinetto2019r2d2", "tian2020"),
        PHOTO_ROOMS,
        ("none",),
    ),
    Entry(
        "frozen/head",
        r"\begin{aligned}W_0 &= 0\\"
        r"W &\leftarrow W - \alpha\,\nabla_{\!W} L_S\big(r\, W \hat f(x)\big)\end{aligned}",
        (Lines("methods.frozen:Frozen._head"), INNER),
        ("tian2020", "kornblith2019"),
        PHOTO_ROOMS,
        ("head",),
    ),
    Entry(
        "frozen/last-block",
        r"\begin{aligned}f &= g_\psi \circ t,\quad W_0 = 0\\"
        r"W &\leftarrow W - \alpha_W\,\nabla_{\!W} L_S(\psi, W)\\"
        r"\psi &\leftarrow \psi - \alpha_\psi\,\nabla_{\!\psi} L_S(\psi, W)\end{aligned}",
        (Lines("methods.frozen:Frozen._last_block", "own = dict", "end = inner_loop"),),
        ("kornblith2019", "hu2022"),
        PHOTO_ROOMS,
        ("last block",),
    ),
)
"""All methods that have a page, in the order of the learners."""

BY_ID = {entry.id: entry for entry in sorted(ENTRIES, key=lambda entry: PAGES.index(entry.id))}


def beside(id: str) -> tuple[str, str]:
    """The methods before and after one; empty where there is none."""
    ids = ("", *BY_ID, "")
    place = ids.index(id)
    return ids[place - 1], ids[place + 1]
