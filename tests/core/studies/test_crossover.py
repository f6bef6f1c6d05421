"""The crossover: two views of the same images, the same tasks for all, and what was stored of them."""

import numpy as np
import pytest
import torch
from PIL import Image

from fewshot_core import EpisodeSpec, load_data, sample_episode
from fewshot_core.cli import main
from fewshot_core.measuring.measure import stored as stored_evaluation
from fewshot_core.studies.crossover.domains import (
    DOMAINS,
    DRAWINGS,
    PHOTOGRAPHS,
    SPLIT,
    UNNAMED,
    drawings,
    photographs,
    unnamed,
)
from fewshot_core.studies.crossover.imagenet import named
from fewshot_core.studies.crossover.learners import BY_ID, LEARNERS, taking_part
from fewshot_core.studies.crossover.stored import QUERY, SHOTS, Results, Store, answers
from fewshot_core.tensors.errors import Unknown, Unusable
from fewshot_core.training import checkpoints

KINDS = ("lemon", "banana", "kiwi", "leek", "lime", "plum", "peach")


@pytest.fixture(scope="module")
def photos(tmp_path_factory):
    """Kinds that differ in their colour, sixteen pictures each."""
    root = tmp_path_factory.mktemp("photos")
    noise = np.random.default_rng(0)
    for number, kind in enumerate(KINDS):
        (root / kind).mkdir()
        colour = 30 * np.array([number, 7 - number, number % 3])
        for picture in range(16):
            pixels = (colour + noise.integers(0, 30, (24, 32, 3))).astype(np.uint8)
            Image.fromarray(pixels).save(root / kind / f"{picture:02}.png")
    return f"photos:{root}"


@pytest.mark.parametrize(
    ("kind", "of_imagenet"),
    [
        ("Apple/Granny-Smith", "Granny Smith"),
        ("Apple/Royal-Gala", ""),
        ("Pepper/Orange-Bell-Pepper", "bell pepper"),
        ("Mushroom/Brown-Cap-Mushroom", "mushroom"),
        ("Cabbage/Cabbage", "head cabbage"),
        ("Cucumber/Cucumber", "cucumber"),
        ("Potato/Sweet-Potato", ""),
        ("Lime/Lime", ""),
        ("Lemon/Lemon", "lemon"),
    ],
)
def test_a_kind_is_known_by_the_name_of_a_class(kind, of_imagenet):
    assert named(kind) == of_imagenet


def test_both_views_have_the_same_tasks_of_unseen_classes(photos):
    for domain in (drawings(), photographs(photos), unnamed(photographs(photos))):
        tasks = [
            sample_episode(view, SPLIT, EpisodeSpec(5, 1, 10), 3) for view in (domain.ink, domain.colour)
        ]
        assert tasks[0].query_items == tasks[1].query_items
        assert tasks[0].query_x.shape[1:] == (1, 28, 28) and tasks[1].query_x.shape[1:] == (3, 128, 128)
        assert set(tasks[0].query_items) <= set(domain.items.tolist())
        assert all(task.query_x.amax() > 0 for task in tasks)
    assert {info.id for info in unnamed(photographs(photos)).classes} == set(KINDS) - {"lemon", "banana"}
    learnt = {info.id for info in load_data("everyday").classes if info.split == "train"}
    assert not learnt & {info.id for info in drawings().classes}


def test_photographs_have_colours(photos):
    with pytest.raises(Unusable):
        photographs(photos.replace("photos:", "folder:"))


def test_right_answers_are_counted_class_by_class(photos):
    domain = photographs(photos)
    found = answers(BY_ID["frozen/prototype"], domain, 1, 2)
    assert found.right.shape == found.classes.shape == (2, 5) and int(found.right.max()) <= QUERY
    assert found.right.float().mean() > 0.5 * QUERY  # they differ in their colour, which it sees
    again = answers(BY_ID["everyday/protonet"], domain, 1, 2)
    assert torch.equal(found.classes, again.classes)


def test_the_command_goes_on_and_begins_anew_with_other_photographs(photos, tmp_path, capsys):
    out = tmp_path / "out"
    command = ["crossover", "--out", str(out), "--episodes", "2", "--learners", "everyday/protonet"]
    assert main([*command, "--photos", photos]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(DOMAINS) * len(SHOTS)
    assert main([*command, "--photos", photos]) == 0
    assert capsys.readouterr().out == ""
    found = Store(out).results()
    assert found.tasks == 2 and found.imagenet == {"lemon": "lemon", "banana": "banana"}
    assert len(found.kinds[PHOTOGRAPHS]) == 7 and len(found.kinds[UNNAMED]) == 5
    assert found.images[PHOTOGRAPHS] == 7 * 16
    Store(out).describe(PHOTOGRAPHS, unnamed(photographs(photos)))
    left = Store(out).results()
    assert left.learners(DRAWINGS, 1) == ("everyday/protonet",) and left.learners(PHOTOGRAPHS, 1) == ()


def test_results_of_earlier_weights_are_measured_anew(photos, tmp_path, monkeypatch, capsys):
    command = ["crossover", "--episodes", "2", "--learners", "everyday/protonet", "--photos", photos]
    out, other = str(tmp_path / "out"), str(tmp_path / "other")
    assert main([*command, "--out", other]) == 0
    with monkeypatch.context() as trained_again:
        trained_again.setattr(type(BY_ID["everyday/protonet"]), "weights", lambda self: "others")
        assert main([*command, "--out", out]) == 0
    taken = Store(tmp_path / "other").get(BY_ID["everyday/protonet"], DRAWINGS, 1)
    taken.right[:] = QUERY  # so that it is told from what would be measured
    Store(tmp_path / "other").put(BY_ID["everyday/protonet"], DRAWINGS, 1, taken)
    capsys.readouterr()
    assert main([*command, "--out", out, "--take", other]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(DOMAINS) * len(SHOTS)
    assert Store(tmp_path / "out").results().accuracy("everyday/protonet", DRAWINGS, 1)[0] == 1


def test_stored_results_are_of_the_weights_that_are_here():
    store, found = Store(), Store().results()
    for id, domain, shot in found.right:
        assert store.has(BY_ID[id], domain, shot, found.tasks), (id, domain, shot)


def test_who_is_not_known_is_refused(photos, tmp_path, capsys):
    assert main(["crossover", "--out", str(tmp_path), "--photos", photos, "--learners", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    with pytest.raises(Unknown):
        Store(tmp_path).results()


def test_differences_are_paired_over_tasks():
    rows = {"a": [[1.0, 0.8], [0.6, 0.4]], "b": [[0.8, 0.8], [0.4, 0.2]]}
    right = {(who, DRAWINGS, 1): torch.tensor(values) for who, values in rows.items()}
    classes = {(DRAWINGS, 1): torch.tensor([[0, 1], [1, 0]])}
    found = Results(right, classes, {DRAWINGS: ("x", "y", "z")}, {}, {})
    mean, half = found.difference("a", "b", DRAWINGS, 1)
    assert mean == pytest.approx(0.15) and half == pytest.approx(1.96 * 0.05)
    assert found.by_kind("a", DRAWINGS, 1).keys() == {"x", "y"}  # nobody asked about z
    assert found.by_kind("a", DRAWINGS, 1)["x"] == pytest.approx((0.7, 1.96 * 0.3))


@pytest.mark.parametrize("shot", SHOTS)
def test_each_wins_where_it_was_trained(shot):
    """What is stored: no interval of the paired differences holds 0, in either direction."""
    found = Store().results()
    assert found.tasks >= 600
    home, half = found.difference("everyday/protonet", "frozen/prototype", DRAWINGS, shot)
    assert home > half
    for domain in (PHOTOGRAPHS, UNNAMED):
        away, half = found.difference("frozen/prototype", "everyday/protonet", domain, shot)
        assert away > half


@pytest.mark.parametrize("id", [e.id for e in LEARNERS if e.id.startswith("everyday/")])
def test_on_drawings_it_is_what_was_measured_of_the_checkpoints(id):
    """One number for one claim: the tasks are those of ``fewshot measure``.

    On another kind of processor a close answer here and there is another one.
    """
    found = Store().results()
    _, method, *answer = id.split("/")
    for shot in SHOTS:
        if id in found.learners(DRAWINGS, shot):
            measured = stored_evaluation(checkpoints.folder_of(f"everyday/{method}"), 5, shot, *answer)
            assert found.accuracy(id, DRAWINGS, shot)[0] == pytest.approx(measured.accuracy, abs=5e-4)


def test_every_domain_is_asked_of_learners_of_every_prior():
    assert {e.prior for e in taking_part(PHOTOGRAPHS)} == {"none", "drawings", "characters", "photographs"}
    assert {e.prior for e in taking_part(UNNAMED)} >= {"drawings", "characters", "photographs"}
