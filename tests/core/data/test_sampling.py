"""What a task is made of."""

import gc
import hashlib
import weakref
from collections import Counter
from dataclasses import replace
from math import comb

import pytest
import torch

from fewshot_core.data.augment import Augmentation
from fewshot_core.data.datasets import ClassInfo, DataSet
from fewshot_core.data.pools import count_tasks, eligible_classes
from fewshot_core.data.sampling import Source, sample_episode, sample_episodes
from fewshot_core.tensors.episode import Episode, EpisodeSpec
from fewshot_core.tensors.errors import (
    NotEnoughClasses,
    NotEnoughHands,
    NotEnoughImages,
    NotEnoughInGroup,
    OutOfRange,
    Unknown,
)
from tests.core.conftest import make_data

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


def make_alphabets(sizes: tuple[int, ...] = (4, 6, 9), drawers: int = 8) -> DataSet:
    """Alphabets of so many characters, all in ``test``; every character drawn once by each drawer."""
    groups = [f"g{n}" for n, size in enumerate(sizes) for _ in range(size)]
    infos = tuple(
        ClassInfo(f"c{i}", "", "", group, "test", i * drawers, drawers, order_of_drawers(i, drawers))
        for i, group in enumerate(groups)
    )
    pixels = torch.arange(len(groups) * drawers, dtype=torch.uint8).view(-1, 1, 1, 1)
    return DataSet("alphabets", infos, (), (), pixels, draw=lambda item: None)


def order_of_drawers(character: int, drawers: int) -> tuple[str, ...]:
    """Every character's drawings lie in another order, so that place and drawer differ."""
    return tuple(f"d{(place + character) % drawers}" for place in range(drawers))


def hands(data: DataSet, items: tuple[int, ...]) -> list[str]:
    owners = [data.classes[data.class_of[item]] for item in items]
    return [info.origins[item - info.first] for info, item in zip(owners, items, strict=True)]


def draw(data: DataSet, spec: EpisodeSpec, count: int = 300, seed: int = 0) -> list[Episode]:
    return sample_episodes(data, "test", spec, count, torch.Generator().manual_seed(seed))


PLAIN = "936bfd6d804b006d76316bed6edd6c60c560d36c7e877595ccf8a862f9c3ab23"


def test_plain_tasks_of_a_seed_are_those_of_the_first_release(tiny):
    """Stored accuracies are compared task by task: the same seed must go on giving the same tasks."""
    generator = torch.Generator().manual_seed(11)
    tasks = sample_episodes(tiny, "test", SPEC, 7, generator) + sample_episodes(
        tiny, "train", SPEC, 3, generator
    )
    digest = hashlib.sha256()
    for task in [*tasks, sample_episode(tiny, "test", SPEC, 5)]:
        digest.update(repr((task.class_ids, task.support_items, task.query_items)).encode())
        digest.update(task.support_x.numpy().tobytes() + task.query_x.numpy().tobytes())
    assert digest.hexdigest() == PLAIN


def test_within_a_group_all_classes_are_of_one_and_groups_are_equally_likely():
    data = make_alphabets()
    spec = EpisodeSpec(5, 1, 2, within_group=True)
    of_task = [{data.classes[i].group for i in task.class_ids} for task in draw(data, spec, 2000)]
    assert all(len(groups) == 1 for groups in of_task)
    counts = Counter(group for groups in of_task for group in groups)
    assert set(counts) == {"g1", "g2"}  # g0 has four characters
    assert abs(counts["g1"] - 1000) < 5 * (2000 / 4) ** 0.5


def test_within_a_group_its_classes_are_equally_likely():
    data = make_alphabets()
    tasks = draw(data, EpisodeSpec(5, 1, 2, within_group=True), 3000)
    counts = Counter(i for task in tasks for i in task.class_ids if data.classes[i].group == "g2")
    share = sum(counts.values()) / 9
    assert len(counts) == 9 and all(abs(n - share) < 5 * share**0.5 for n in counts.values())


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize(("shot", "query"), [(1, 1), (3, 5)])
def test_support_and_query_are_of_different_drawers_alike_for_all_classes(within, shot, query):
    data = make_alphabets()
    for task in draw(data, EpisodeSpec(4, shot, query, within, other_hand=True)):
        support = torch.tensor([int(h[1:]) for h in hands(data, task.support_items)]).view(4, shot)
        queries = torch.tensor([int(h[1:]) for h in hands(data, task.query_items)]).view(4, query)
        assert (support == support[0]).all() and (queries == queries[0]).all()
        assert len(set(support[0].tolist()) | set(queries[0].tolist())) == shot + query
        of_class = [int(data.class_of[item]) for item in task.support_items]
        assert of_class == [i for i in task.class_ids for _ in range(shot)]
        assert (len({data.classes[i].group for i in task.class_ids}) == 1) or not within


def test_pairs_of_drawers_are_equally_likely():
    data = make_alphabets(drawers=4)
    tasks = draw(data, EpisodeSpec(2, 1, 1, other_hand=True), 2400)
    pairs = Counter((hands(data, t.support_items)[0], hands(data, t.query_items)[0]) for t in tasks)
    assert len(pairs) == 12 and all(abs(n - 200) < 5 * 200**0.5 for n in pairs.values())


def test_only_drawers_of_every_class_are_drawn():
    data = make_alphabets((3, 3))
    strange = replace(data.classes[0], origins=("d0", "d1", *(f"x{n}" for n in range(6))))
    data = replace(data, classes=(strange, *data.classes[1:]))
    for task in draw(data, EpisodeSpec(3, 1, 1, other_hand=True), 100):
        assert set(hands(data, task.support_items + task.query_items)) == {"d0", "d1"}
    with pytest.raises(NotEnoughHands) as caught:
        draw(data, EpisodeSpec(3, 1, 2, other_hand=True))
    assert (caught.value.needed, caught.value.available) == (3, 2)
    within = draw(data, EpisodeSpec(3, 1, 2, within_group=True, other_hand=True), 50)
    assert {data.classes[i].group for task in within for i in task.class_ids} == {"g1"}
    assert eligible_classes(data, "test", EpisodeSpec(3, 1, 2, True, True)) == (3, 4, 5)


def test_impossible_groups_and_drawers_are_refused_with_numbers(tiny):
    with pytest.raises(NotEnoughInGroup) as caught:
        draw(make_alphabets(), EpisodeSpec(10, 1, 1, within_group=True))
    assert (caught.value.way, caught.value.available, caught.value.split) == (10, 9, "test")
    with pytest.raises(NotEnoughHands) as no_hands:
        draw(tiny, EpisodeSpec(2, 1, 1, other_hand=True))
    assert no_hands.value.available == 0


@pytest.mark.parametrize("spec", [EpisodeSpec(4, 1, 2, True), EpisodeSpec(4, 1, 2, True, True)])
def test_a_seed_is_a_task_in_every_form(spec):
    data = make_alphabets()
    first, again, other = (draw(data, spec, 5, seed) for seed in (1, 1, 2))
    assert [t.support_items for t in first] == [t.support_items for t in again]
    assert [t.support_items for t in first] != [t.support_items for t in other]


@pytest.mark.parametrize(("within", "other"), [(False, False), (True, False), (False, True), (True, True)])
def test_tasks_of_every_form_are_counted(within, other):
    """Against drawing so many that every task of a tiny set must have come."""
    data = make_alphabets((2, 3), drawers=3)
    spec = EpisodeSpec(2, 1, 1, within, other)
    tasks = {(frozenset(t.support_items), frozenset(t.query_items)) for t in draw(data, spec, 20_000)}
    classes = {frozenset(data.class_of[list(support)].tolist()) for support, _ in tasks}
    assert count_tasks(data, "test", spec) == (len(classes), len(tasks))


def test_a_source_can_keep_to_groups():
    data = make_alphabets()
    source = Source(data, "test", Augmentation(), torch.Generator(), torch.device("cpu"), within_group=True)
    for task in source.episodes(EpisodeSpec(4, 1, 1), 50):
        assert len({data.classes[i].group for i in task.class_ids}) == 1


def test_what_tasks_are_drawn_from_is_kept_no_longer_than_the_data():
    data = make_data(8, 9)
    sample_episode(data, "test", EpisodeSpec(2, 1, 1), seed=0)
    assert eligible_classes(data, "test", EpisodeSpec(2, 1, 1)) == data.split_classes("test")
    gone = weakref.ref(data)
    del data
    gc.collect()
    assert gone() is None


def test_a_query_set_can_hold_fewer_classes_than_the_task(tiny):
    whole = sample_episode(tiny, "train", SPEC, seed=3)
    few = whole.asking([1, 3])
    assert few.support_items == whole.support_items and (few.way, few.shot, few.query) == (4, 3, 5)
    assert few.query_y.tolist() == [1] * 5 + [3] * 5
    assert few.query_items == whole.query_items[5:10] + whole.query_items[15:20]
    assert torch.equal(few.query_x, torch.cat([whole.query_x[5:10], whole.query_x[15:20]]))
    assert whole.asking(range(4)).query_items == whole.query_items
