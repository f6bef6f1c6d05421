"""Lake's one-shot test on real drawings, where the archives are beside the repository."""

import pytest
import torch
from omniglot import SOURCE, is_here, lay_out

from fewshot_core import evaluate, load
from fewshot_core.cli import main
from fewshot_core.datasets import DataSet, load_data
from fewshot_core.sampling import sample_episodes
from fewshot_core.types import EpisodeSpec, NotEnoughInGroup

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


INNER = ["--set", "query=2", "--set", "inner_lr=0.4", "--set", "adapt_lr=0.4"]
TRAINING = {  # with what, on how many jittered copies beside every image it answers, and its largest error
    "protonet": (["--way", "22", "--bend", "--set", "query=2", "--set", "transductive=true"], 8, 0.16),
    "anil": (["--way", "20", *INNER], 0, 0.23),
    "fomaml": (["--way", "20", *INNER], 0, 0.26),
    "maml": (
        ["--way", "20", *INNER, "--set", "backbone=conv4-strided", "--precision", "bfloat16"],
        0,
        0.31,
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("method", TRAINING)
def test_eighteen_minutes_on_five_alphabets_reach_a_band(method, omniglot, tmp_path):
    """One drawing of each of 20 characters of a new alphabet, asked about in another hand."""
    settings, copies, largest = TRAINING[method]
    command = ["train", "--data", omniglot.name, "--method", method, "--shot", "1", "--within-group"]
    assert main([*command, *settings, "--minutes", "18", "--seed", "0", "--out", str(tmp_path)]) == 0
    spec = EpisodeSpec(20, 1, 1, within_group=True, other_hand=True)
    result = evaluate(load(tmp_path), omniglot, "test", spec, 600, seed=0, each_state=False, copies=copies)
    assert 1 - result.accuracy <= largest
    assert set(result.by_group()) == {"Japanese_(katakana)", "Sanskrit"}
