"""Questions about learning with numbers: losses, gradients, what is moved and how far."""

from __future__ import annotations

from math import exp, log
from random import Random

from ..figure import Box, Drawing, Label, Line, Mark, Role
from .drawn import Drawn, Offer, Value, listed, number, numbers

LETTERS = "ABCD"
ROLES: tuple[Role, ...] = ("a", "b", "c", "d")


def gradient_step(random: Random) -> Drawn:
    """One step of gradient descent: θ − α g."""
    theta, rate = random.choice((1.0, 2.0, 3.0, 0.5)), random.choice((0.1, 0.2, 0.5))
    slope = random.choice((-4, -3, -2, 2, 3, 4))
    offers = numbers(
        down=theta - rate * slope, up=theta + rate * slope, no_rate=theta - slope, step=-rate * slope
    )
    values = {"theta": number(theta), "rate": number(rate), "slope": number(slope)}
    return Drawn(values | {"step": number(rate * slope)}, offers)


def cross_entropy(random: Random) -> Drawn:
    """The cross-entropy of an answer that gives the true class the probability p: −ln p."""
    p, other = random.choice((0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1)), random.choice((3, 4, 5))
    offers = numbers(true=-log(p), probability=p, rest=1 - p, other=-log((1 - p) / (other - 1)))
    return Drawn({"p": number(p), "way": str(other), "each": number((1 - p) / (other - 1))}, offers)


def softmax_class(random: Random) -> Drawn:
    """The class that scores stand for: that of the highest score, which softmax leaves the highest."""
    scores = [x / 10 for x in random.sample(range(-20, 21), 4)]
    scores[random.randrange(4)] = -random.randint(25, 35) / 10  # the one with the largest absolute value
    places = sorted(range(4), key=lambda i: scores[i])
    share = exp(scores[places[-1]]) / sum(map(exp, scores))
    keys = {places[-1]: "highest", places[0]: "largest_absolute", places[2]: "second", places[1]: "other"}
    offers = [_letter(keys[i], i) for i in (places[3], places[2], places[1], places[0])]
    values = {"scores": "; ".join(f"{LETTERS[i]} {number(scores[i])}" for i in range(4))}
    return Drawn(values | {"share": number(100 * share, 0)}, tuple(offers), _bars(scores), in_order=True)


def _letter(key: str, label: int) -> Offer:
    return Offer(key, {"n": LETTERS[label]})


def _bars(scores: list[float]) -> Drawing:
    zero, scale = 95, 24
    marks: list[Mark] = [Line(((20, zero), (300, zero)), "quiet", 1.5)]
    for i, score in enumerate(scores):
        top, tall = (zero - scale * score, scale * score) if score > 0 else (zero, -scale * score)
        x = 40 + 66 * i
        marks += [Box(x, top, 40, tall, ROLES[i]), Label(x + 20, 208, LETTERS[i], bold=True)]
        marks.append(Label(x + 20, zero - scale * score + (-11 if score > 0 else 11), number(score)))
    return Drawing(320, 222, tuple(marks))


def two_inner_steps(random: Random) -> Drawn:
    """Two inner steps on the loss (φ − goal)² / 2, whose gradient is φ − goal."""
    theta, goal, rate = random.choice((0, 2, 4)), random.choice((8, 10, 12)), random.choice((0.5, 0.25))
    first = theta - rate * (theta - goal)
    offers = numbers(
        twice=first - rate * (first - goal),
        once=first,
        same_gradient=theta - 2 * rate * (theta - goal),
        goal=goal,
    )
    values = {"theta": number(theta), "goal": number(goal), "rate": number(rate), "first": number(first)}
    return Drawn(values | {"left": number(first - goal)}, offers)


def reptile_step(random: Random) -> Drawn:
    """Reptile's outer step over two tasks: θ + ε · mean(φ − θ)."""
    theta, rate = random.choice((0, 1, 2)), random.choice((0.1, 0.2, 0.5))
    ends = (theta + random.randint(2, 5), theta + random.choice((6, 8, 10)))
    mean = sum(ends) / 2
    offers = numbers(
        part=theta + rate * (mean - theta),
        all=mean,
        away=theta - rate * (mean - theta),
        sum=theta + rate * (sum(ends) - 2 * theta),
    )
    values = {"theta": number(theta), "rate": number(rate), "mean": number(mean)}
    return Drawn(values | {"one": number(ends[0]), "two": number(ends[1])}, offers)


def maml_gradient(random: Random) -> Drawn:
    """MAML's gradient of the query loss with respect to θ, on two parabolas, through one inner step.

    Support loss a (θ − c)² / 2, so φ = θ − α a (θ − c) and dφ/dθ = 1 − α a; query loss (φ − d)² / 2.
    """
    theta, goal, wanted, curve, rate, phi = _parabolas(random)
    chain = 1 - rate * curve
    offers = numbers(
        through=chain * (phi - wanted), first_order=phi - wanted, before=theta - wanted, chain=chain
    )
    return Drawn(_parabola_words(theta, goal, wanted, curve, rate, phi), offers)


def fomaml_gradient(random: Random) -> Drawn:
    """FOMAML's gradient on the same parabolas: that of the query loss at φ, as if dφ/dθ were 1."""
    theta, goal, wanted, curve, rate, phi = _parabolas(random)
    offers = numbers(
        at_phi=phi - wanted,
        through=(1 - rate * curve) * (phi - wanted),
        before=theta - wanted,
        support=curve * (theta - goal),
    )
    return Drawn(_parabola_words(theta, goal, wanted, curve, rate, phi), offers)


def _parabolas(random: Random) -> tuple[float, ...]:
    theta, goal, wanted = random.choice((0, 2)), random.choice((4, 6, 8)), random.choice((-2, -4, 1))
    curve, rate = random.choice((2, 4)), random.choice((0.1, 0.2))
    return theta, goal, wanted, curve, rate, theta - rate * curve * (theta - goal)


def _parabola_words(
    theta: float, goal: float, wanted: float, curve: float, rate: float, phi: float
) -> dict[str, str]:
    said = {"theta": theta, "goal": goal, "wanted": wanted, "curve": curve, "rate": rate, "phi": phi}
    said |= {"chain": 1 - rate * curve, "slope": curve * (theta - goal), "query": phi - wanted}
    return {name: number(value) for name, value in said.items()} | {
        "minus_wanted": f"+ {number(-wanted)}" if wanted < 0 else f"− {number(wanted)}"
    }


def matching_vote(random: Random) -> Drawn:
    """A matching network's answer: the class whose support images have the most attention together."""
    while True:
        cuts = sorted(random.sample(range(5, 100, 5), 4))
        weights = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
        labels = [0, 1, 1, 2, 2]
        sums = [sum(w for w, y in zip(weights, labels, strict=True) if y == c) for c in range(3)]
        top = max(range(3), key=lambda c: sums[c])
        single = labels[max(range(5), key=lambda i: weights[i])]
        if single != top and sorted(sums)[-1] > sorted(sums)[-2] and weights.count(max(weights)) == 1:
            break
    keys = {top: "most", single: "one_image"}
    offers = [_letter(keys.get(c, "other"), c) for c in sorted(range(3), key=lambda c: c != top)]
    pairs = listed([f"{LETTERS[y]} {w / 100:.2f}" for w, y in zip(weights, labels, strict=True)])
    said = {f"sum_{LETTERS[c].lower()}": f"{sums[c] / 100:.2f}" for c in range(3)}
    return Drawn({"weights": pairs, **said}, tuple(offers), in_order=True)


def mse(random: Random) -> Drawn:
    """The mean squared error of three predictions."""
    errors = [random.choice((-3, -2, -1, 1, 2, 3)) for _ in range(3)]
    wanted = [random.randint(-4, 4) for _ in errors]
    said = [y + e for y, e in zip(wanted, errors, strict=True)]
    offers = numbers(
        mean=sum(e * e for e in errors) / 3,
        sum=sum(e * e for e in errors),
        signed=sum(errors) / 3,
        absolute=sum(map(abs, errors)) / 3,
    )
    squares = " + ".join(str(e * e) for e in errors)
    return Drawn({"wanted": listed(wanted), "said": listed(said), "squares": squares}, offers)


def average_answer(random: Random) -> Drawn:
    """The one answer that has the least mean squared error over several tasks: the mean of what they want."""
    wanted = [random.randint(-5, 5) for _ in range(4)]
    mean = sum(wanted) / 4
    offers = numbers(mean=mean, largest=max(wanted), smallest=min(wanted), sum=sum(wanted))
    return Drawn({"wanted": listed(wanted), "mean": number(mean)}, offers)


def test_accuracy(random: Random) -> Drawn:
    """The accuracy on a test set: the share of answers that are the true class, in percent."""
    true = [label for label in range(4) for _ in range(random.choice((2, 3)))][:10]
    true += [random.randrange(4) for _ in range(10 - len(true))]
    wrong = set(random.sample(range(10), random.choice((2, 3, 4))))
    said = [(y + random.randint(1, 3)) % 4 if i in wrong else y for i, y in enumerate(true)]
    right, first = 10 - len(wrong), sum(y == true[0] for y in true)
    hits = sum(y == s == true[0] for y, s in zip(true, said, strict=True))
    offers = numbers(share=10 * right, errors=10 * len(wrong), one_class=100 * hits / first, count=right)
    values = {"right": str(right), "wrong": str(len(wrong)), "letter": LETTERS[true[0]]}
    return Drawn(values | {"answers": _pairs(true, said)}, offers, _answers(true, said))


def _pairs(true: list[int], said: list[int]) -> Value:
    return listed([f"{LETTERS[y]}→{LETTERS[s]}" for y, s in zip(true, said, strict=True)])


def _answers(true: list[int], said: list[int]) -> Drawing:
    """Two rows of letters: above the true classes, below the answers."""
    marks: list[Mark] = [Line(((16, 52), (424, 52)), "line", 1.5)]
    for i, (y, s) in enumerate(zip(true, said, strict=True)):
        x = 36 + 41 * i
        marks += [Label(x, 26, LETTERS[y], "quiet"), Label(x, 78, LETTERS[s], "text", bold=True)]
    return Drawing(440, 104, tuple(marks))


KINDS = (
    gradient_step, cross_entropy, softmax_class, two_inner_steps, reptile_step, maml_gradient,
    fomaml_gradient, matching_vote, mse, average_answer, test_accuracy,
)  # fmt: skip
