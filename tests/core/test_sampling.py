"""What a task is made of."""

from math import comb

import pytest
import torch
from conftest import make_data

from fewshot_core.augment import Augmentation, turn_classes, usual_augmentation
from fewshot_core.sampling import Source, count_tasks, sample_episode, sample_episodes
from fewshot_core.types import EpisodeSpec, NotEnoughClasses, NotEnoughImages, OutOfRange, Unknown

SPEC = EpisodeSpec(way=4, shot=3, query=5)


def test_support_and_query_are_disjoint_and_of_the_classes_they_say(tiny):
    for episode in sample_episodes(tiny, "train", SPEC, 200, torch.Generator().manual_seed(1)):
        assert not set(episode.support_items) & set(episode.query_items)
        assert len(set(episode.support_items)) == 12 and len(set(episode.query_items)) == 20
        assert len(set(episode.class_ids)) == 4
        for items, labels in (
            (episode.support_items, episode.support_y),
            (episode.query_items, episode.query_y),
        ):
            of_class = [int(tiny.class_of[item]) for item in items]
            assert of_class == [episode.class_ids[label] for label in labels.tolist()]


def test_the_images_are_those_of_the_items(tiny):
    episode = sample_episode(tiny, "test", SPEC, seed=3)
    assert torch.equal(episode.query_x, tiny.images[list(episode.query_items)].float() / 255)
    assert (episode.way, episode.shot, episode.query) == (4, 3, 5)


@pytest.mark.parametrize("split", ["train", "val", "test"])
def test_tasks_keep_to_their_split(tiny, split):
    allowed = set(tiny.split_classes(split))
    for episode in sample_episodes(tiny, split, SPEC, 50, torch.Generator().manual_seed(2)):
        assert set(episode.class_ids) <= allowed


def test_a_seed_is_a_task(tiny):
    first, again, other = (sample_episode(tiny, "test", SPEC, seed) for seed in (9, 9, 10))
    assert first.support_items == again.support_items and first.query_items == again.query_items
    assert first.support_items != other.support_items


def test_classes_and_images_are_equally_likely(tiny):
    spec = EpisodeSpec(2, 1, 1)
    drawn = torch.zeros(len(tiny.images))
    for episode in sample_episodes(tiny, "test", spec, 3000, torch.Generator().manual_seed(0)):
        drawn[list(episode.support_items)] += 1
    counts = drawn[drawn > 0]
    assert len(counts) == 6 * 12
    expected = 3000 * 2 / len(counts)
    chi_square = ((counts - expected) ** 2 / expected).sum().item()
    assert chi_square < 71 + 5 * (2 * 71) ** 0.5  # five standard deviations above the mean of 71


def test_small_classes_are_left_out_of_tasks_they_cannot_serve():
    data = make_data(classes=8, images=12)
    small = data.classes[-1].__class__(**{**vars(data.classes[-1]), "count": 4})
    data = data.__class__(**{**vars(data), "classes": (*data.classes[:-1], small)})
    with pytest.raises(NotEnoughImages) as caught:
        sample_episode(data, "test", EpisodeSpec(2, 3, 5), 0)
    assert (caught.value.needed, caught.value.available) == (8, 4)
    assert 7 in {
        c for s in range(40) for c in sample_episode(data, "test", EpisodeSpec(2, 1, 3), s).class_ids
    }


def test_impossible_tasks_are_refused_with_numbers(tiny):
    with pytest.raises(NotEnoughClasses) as caught:
        sample_episode(tiny, "test", EpisodeSpec(7, 1, 1), 0)
    assert (caught.value.way, caught.value.available, caught.value.split) == (7, 6, "test")
    with pytest.raises(NotEnoughImages):
        sample_episode(tiny, "test", EpisodeSpec(5, 10, 3), 0)
    with pytest.raises(Unknown):
        sample_episode(tiny, "tests", SPEC, 0)
    with pytest.raises(OutOfRange):
        EpisodeSpec(1, 1, 1)


def test_tasks_are_counted(tiny):
    choices, tasks = count_tasks(tiny, "test", EpisodeSpec(5, 1, 5))
    assert choices == comb(6, 5)
    assert tasks == comb(6, 5) * (12 * comb(11, 5)) ** 5


def test_turning_a_class_turns_all_its_images_alike(tiny):
    episode = sample_episode(tiny, "train", SPEC, 0)
    support, query = turn_classes(episode, Augmentation(turns=True), torch.Generator().manual_seed(4))
    shapes = [
        lambda x, k=k, f=f: torch.rot90(x.flip(2) if f else x, k, (1, 2)) for k in range(4) for f in (0, 1)
    ]
    for label in range(4):
        fitting = [
            shape
            for shape in shapes
            if all(
                torch.equal(shape(before), after)
                for before, after in (
                    *zip(
                        episode.support_x[episode.support_y == label],
                        support[episode.support_y == label],
                        strict=True,
                    ),
                    *zip(
                        episode.query_x[episode.query_y == label],
                        query[episode.query_y == label],
                        strict=True,
                    ),
                )
            )
        ]
        assert len(fitting) == 1


def test_augmentation_leaves_the_data_as_it_is(tiny):
    before = tiny.images.clone()
    source = Source(
        tiny, "train", usual_augmentation(False), torch.Generator().manual_seed(0), torch.device("cpu")
    )
    source.episodes(SPEC, 5)
    x, y, items = source.batch(64)
    assert torch.equal(tiny.images, before)
    assert x.shape == (64, 1, 28, 28) and x.min() >= 0 and x.max() <= 1
    assert [tiny.split_classes("train")[i] for i in y.tolist()] == tiny.class_of[list(items)].tolist()
