"""Lake's one-shot test on real drawings, where the archives are beside the repository."""

import subprocess
import sys

import pytest
import torch

from fewshot_core import evaluate, load
from fewshot_core.data.datasets import DataSet, load_data
from fewshot_core.data.sampling import sample_episodes
from fewshot_core.measuring.views import Views
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import NotEnoughInGroup
from tests.core.omniglot import SOURCE, is_here, lay_out

pytestmark = pytest.mark.skipif(not is_here(), reason=f"needs the two archives in {SOURCE}")


@pytest.fixture(scope="session")
def omniglot(tmp_path_factory) -> DataSet:
    return load_data(f"folder:{lay_out(tmp_path_factory.mktemp('omniglot'))}")


def test_eight_alphabets_of_twenty_drawers(omniglot):
    alphabets = {
        split: {omniglot.classes[i].group for i in omniglot.split_classes(split)}
        for split in ("train", "test")
    }
    assert len(alphabets["train"]) == 5 and alphabets["test"] == {
        "Japanese_(katakana)",
        "Sanskrit",
        "Tagalog",
    }
    assert not alphabets["train"] & alphabets["test"]
    assert len(omniglot.classes) == 242 and omniglot.skipped == ()
    drawers = tuple(f"{n:02d}" for n in range(1, 21))
    assert all(info.origins == drawers for info in omniglot.classes)
    assert 0.02 < omniglot.images.float().mean() / 255 < 0.2  # thin strokes of ink


def test_tasks_of_one_alphabet_by_two_drawers(omniglot):
    spec = EpisodeSpec(20, 1, 1, within_group=True, other_hand=True)
    alphabets = set()
    for episode in sample_episodes(omniglot, "test", spec, 100, torch.Generator().manual_seed(0)):
        alphabets |= (one := {omniglot.classes[i].group for i in episode.class_ids})
        assert len(one) == 1
        support, query = (
            {drawer(omniglot, i) for i in items} for items in (episode.support_items, episode.query_items)
        )
        assert len(support) == len(query) == 1 and support != query
    assert alphabets == {"Japanese_(katakana)", "Sanskrit"}  # Tagalog has 17 characters
    with pytest.raises(NotEnoughInGroup):
        sample_episodes(omniglot, "test", EpisodeSpec(48, 1, 1, True), 1, torch.Generator())


def drawer(data: DataSet, item: int) -> str:
    info = data.classes[data.class_of[item]]
    return info.origins[item - info.first]


GENTLY = "--set query=2 --set inner_lr=0.4 --set adapt_lr=0.4"
IN_TURNS = "--set inner_steps=10 --set inner_shot=1 --set inner_lr=0.1 --set adapt_lr=0.1 --set outer_lr=1"
FAST = "--precision bfloat16 --set backbone="
TRAINING = {  # how many processes of one thread each, with what, and the largest error of the answers
    "protonet": (
        2,
        f"--way 22 --set query=2 --set transductive=true --set meta_batch_size=2 {FAST}conv5",
        0.10,
    ),
    "anil": (1, f"--way 20 {GENTLY}", 0.16),
    "fomaml": (1, f"--way 20 {GENTLY}", 0.16),
    "maml": (2, f"--way 20 {GENTLY} --set meta_batch_size=2 {FAST}conv4", 0.16),
    "reptile": (1, f"--way 20 --shot 10 {IN_TURNS} --set meta_batch_size=1", 0.25),
}


@pytest.mark.slow
@pytest.mark.parametrize("method", TRAINING)
def test_eighteen_minutes_on_five_alphabets_reach_a_band(method, omniglot, tmp_path):
    """One drawing of each of 20 characters of a new alphabet, asked about in another hand."""
    processes, settings, largest = TRAINING[method]
    run = [sys.executable, "-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
    run += ["-m", "fewshot_core.cli", "--threads", "1", "train", "--data", omniglot.name, "--method", method]
    run += ["--shot", "1", "--within-group", "--bend", *settings.split(), "--minutes", "18", "--seed", "0"]
    subprocess.run([*run, "--out", str(tmp_path)], check=True)
    spec = EpisodeSpec(20, 1, 1, within_group=True, other_hand=True)
    views = Views(turned=True)
    result = evaluate(load(tmp_path), omniglot, "test", spec, 600, seed=0, each_state=False, views=views)
    assert 1 - result.accuracy <= largest
    assert set(result.by_group()) == {"Japanese_(katakana)", "Sanskrit"}
