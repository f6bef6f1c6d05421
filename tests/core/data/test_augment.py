"""Turned, slanted, bent and jittered drawings: what changes alike, what on its own, and what not at all."""

from dataclasses import replace

import torch

from fewshot_core.data.augment import Augmentation, jitter, turn_classes, usual_augmentation
from fewshot_core.data.sampling import Source, sample_episode
from fewshot_core.tensors.episode import EpisodeSpec

SPEC = EpisodeSpec(way=4, shot=3, query=5)


def test_a_task_of_one_alphabet_is_turned_as_a_whole(tiny):
    """The source asks for it where tasks keep to one group; elsewhere classes are turned one by one."""
    pattern = torch.arange(28 * 28, dtype=torch.uint8).view(1, 1, 28, 28)
    alike = replace(tiny, images=pattern.repeat(len(tiny.images), 1, 1, 1))  # only turns make a difference
    for within, kinds in ((True, {1}), (False, {2, 3, 4})):
        generator = torch.Generator().manual_seed(0)
        source = Source(alike, "train", Augmentation(turns=True), generator, torch.device("cpu"), within)
        tasks = source.episodes(EpisodeSpec(4, 1, 1), 20)
        different = [len(torch.cat([t.support_x, t.query_x]).flatten(1).unique(dim=0)) for t in tasks]
        assert set(different) <= kinds
        assert len({task.support_x[0].sum(-1).argmax().item() for task in tasks}) > 1  # and not always alike


def test_a_task_of_one_alphabet_is_slanted_as_a_whole_and_differently_every_time(tiny):
    episode = sample_episode(tiny, "train", SPEC, 0)
    same = replace(episode, support_x=episode.support_x[:1].expand_as(episode.support_x).clone())
    generator = torch.Generator().manual_seed(0)
    slanted = [turn_classes(same, Augmentation(turns=True, slant=0.3), generator, True)[0] for _ in range(9)]
    for images in slanted:
        assert all(torch.equal(image, images[0]) for image in images)  # classes stay as alike as they were
    turned = [
        torch.rot90(x, k, (1, 2)) for x in (same.support_x[0], same.support_x[0].flip(2)) for k in range(4)
    ]
    assert not any(torch.allclose(images[0], shape) for images in slanted for shape in turned)
    alone = turn_classes(same, Augmentation(turns=True, slant=0.3), generator)[0]
    assert any(torch.equal(alone[0], shape) for shape in turned)  # one by one, classes are only turned


def test_a_bent_class_is_bent_alike_in_all_its_images_and_no_two_classes_are(tiny):
    episode = sample_episode(tiny, "train", EpisodeSpec(4, 2, 3), 0)
    dot = episode.support_x[:1]
    same = replace(
        episode,
        support_x=dot.expand_as(episode.support_x).clone(),
        query_x=dot.expand_as(episode.query_x).clone(),
    )
    generator = torch.Generator().manual_seed(0)
    support, query = turn_classes(same, Augmentation(morph=0.05), generator, together=True)
    for label in range(4):
        images = torch.cat([support[2 * label : 2 * label + 2], query[3 * label : 3 * label + 3]])
        assert all(torch.equal(image, images[0]) for image in images)
    assert len(support.flatten(1).unique(dim=0)) == 4
    bent_alone = jitter(same.support_x, Augmentation(bend=0.05), generator)
    assert len(bent_alone.flatten(1).unique(dim=0)) == 8  # every image on its own
    assert torch.allclose(
        jitter(same.support_x, Augmentation(bend=1e-9), generator), same.support_x, atol=1e-4
    )


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
