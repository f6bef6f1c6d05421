"""The embedding map: projection, regions and neighbours by hand, and the page in both languages."""

from __future__ import annotations

import json
import time

import pytest
import torch

from fewshot_app.instruments.map import MapChoices
from fewshot_app.instruments.map.figures import (
    GRID,
    WIDE,
    embed,
    embedding_record,
    plane_places,
    winners,
)
from fewshot_app.instruments.map.page import map_data
from fewshot_app.shared import runs
from fewshot_app.shared.projection import principal_axes
from fewshot_app.shared.text import words
from fewshot_core import load_data, sample_episode
from fewshot_core.methods import method_class
from fewshot_core.tensors.episode import Adapted, Episode, EpisodeSpec
from fewshot_core.tensors.functional import class_means

pytest.importorskip("streamlit.testing.v1")
from streamlit.testing.v1 import AppTest


def identity(points: torch.Tensor) -> Adapted:
    """A learner of two states that takes images for features, and in the second for twice themselves."""
    means = class_means(points[:2], torch.tensor([0, 1]), 2)
    return Adapted(
        states=2,
        features=lambda x, state: x.flatten(1) * (1 + state),
        classify=lambda f, state: -torch.cdist(f, means * (1 + state)),
    )


def flat_task() -> tuple[torch.Tensor, Episode]:
    """Two support and two query images of four pixels; all that differs lies in the first two."""
    x = torch.tensor([[-4.0, 1, 5, 5], [4.0, -1, 5, 5], [-3.0, 0, 5, 5], [3.0, 0.5, 5, 5]])
    y = torch.tensor([0, 1])
    images = x.view(4, 1, 2, 2)
    return x, Episode(images[:2], y, images[2:], y, (7, 9), (0, 1), (2, 3))


def test_a_task_that_is_flat_is_shown_whole() -> None:
    x, episode = flat_task()
    e = embed(identity(x), episode)
    assert e.kept == pytest.approx((1.0, 1.0))
    inside = torch.cdist(e.points[0, :4], e.points[0, :4])
    assert torch.allclose(inside, torch.cdist(x, x), atol=1e-4)  # a rotation keeps distances
    assert torch.allclose(e.points[1], 2 * e.points[0], atol=1e-4)  # the axes are the same in every state
    assert float(e.points[..., 0].abs().max()) < e.extent
    assert float(e.points[..., 1].abs().max()) < e.extent / WIDE


def test_neighbours_by_hand() -> None:
    x, episode = flat_task()
    e = embed(identity(x), episode)
    assert e.near[0, 0].tolist() == [2, 3, 1] and e.near[0, 1].tolist() == [3, 2, 0]
    assert e.distances[0, 0, 0].item() == pytest.approx(2**0.5)
    assert e.distances[1, 0, 0].item() == pytest.approx(2 * 2**0.5)


def test_axes_are_orthonormal_and_their_signs_fixed() -> None:
    x = torch.randn(30, 6, generator=torch.Generator().manual_seed(0))
    axes = principal_axes(x - x.mean(0))
    assert torch.allclose(axes.T @ axes, torch.eye(2), atol=1e-5)
    assert torch.allclose(axes, principal_axes(-(x - x.mean(0))), atol=1e-5)
    along = (x - x.mean(0)) @ axes
    assert along[:, 0].var() > along[:, 1].var()


def test_places_begin_at_the_top_left_and_ties_belong_to_nobody() -> None:
    places = plane_places(2.0)
    assert places[0, 0] < 0 < places[0, 1] and places[-1, 0] > 0 > places[-1, 1]
    assert winners(torch.tensor([[1.0, 2.0], [3.0, 3.0]])).tolist() == [1, -1]


@pytest.mark.parametrize("name", ["protonet", "maml", "conventional", "relationnet"])
def test_regions_are_the_learners_own_on_the_plane(name: str) -> None:
    """A place of the plane, taken back to all dimensions, is answered as its ground says."""
    cls = method_class(name)
    method = cls(cls.Config(width=8))
    episode = sample_episode(load_data("everyday"), "test", EpisodeSpec(3, 2, 2), 0)
    adapted = method.adapt(episode.support_x, episode.support_y)
    e = embed(adapted, episode)
    last = adapted.states - 1
    with torch.no_grad():
        sets = [adapted.features(x, last) for x in (episode.support_x, episode.query_x)]
        images = torch.cat(sets)
        every = [torch.cat([adapted.features(x, s) for x in (episode.support_x, episode.query_x)]).flatten(1)
                 for s in range(adapted.states)]  # fmt: skip
        axes = principal_axes(torch.cat([x - x.mean(0) for x in every]))
        for row, column in ((0, 0), (5, 40), (GRID // 2, GRID // 2)):
            place = plane_places(e.extent)[row * GRID + column]
            feature = images.flatten(1).mean(0) + place @ axes.T
            scores = adapted.classify(feature.view(1, *images.shape[1:]), last)
            assert e.regions[last, row, column] == winners(scores)[0]
    assert torch.equal(e.scores[last], adapted.predict(episode.query_x))


def test_a_record_is_small_and_plain() -> None:
    episode = sample_episode(load_data("everyday"), "test", EpisodeSpec(5, 5, 5), 0)
    cls = method_class("maml")
    method = cls(cls.Config(width=8))
    record = embedding_record(embed(method.adapt(episode.support_x, episode.support_y), episode), episode)
    assert len(json.dumps(record)) < 300_000
    assert record["states"] == 11 and len(record["points"]) == 11
    assert len(record["points"][0]) == 55 and len(record["answer"][0]) == 25
    assert set(record["regions"][0]) <= set("ABCDE.") and len(record["regions"][0]) == GRID**2
    assert record["regions"][0] == "." * GRID**2  # one head vector for all classes: nothing told apart yet


def script() -> None:
    from fewshot_app.shared.host import PageHost
    from fewshot_app.shared.room import room

    host = PageHost(room("map"))
    host.room.page().draw(host.now(), host)


def opened(**params: str) -> AppTest:
    """The page, once its learner has looked."""
    app = AppTest.from_function(script, default_timeout=60)
    for key, value in {"n": "3", "k": "1", "q": "2", **params}.items():
        app.query_params[key] = value
    app.run()
    deadline = time.monotonic() + 60
    while not app.get("bidi_component"):
        assert time.monotonic() < deadline and not app.exception and not app.error
        time.sleep(0.05)
        app.run()
    return app


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_in_both_languages(lang: str) -> None:
    if not runs.learners("everyday"):
        pytest.skip("no checkpoint is there yet")
    app = opened(lang=lang, learner="maml")
    assert not app.exception and not app.error
    assert app.title[0].value == words(lang)("map.title")
    assert app.selectbox(key="map_learner").value == "maml"


def test_a_learner_that_was_just_added_has_a_map(newcomer: str) -> None:
    app = opened(lang="en", learner=newcomer)
    assert not app.exception and not app.error and not app.warning
    select = app.selectbox(key="map_learner")
    assert select.value == newcomer
    assert words("en")("map.by", name=newcomer) in select.options


def test_the_class_mean_is_called_prototype_only_where_it_is_one() -> None:
    w = words("en")
    record = {"states": 1}
    called = {
        learner: map_data(MapChoices(), learner, record, w)["words"]["mean"]
        for learner in ("protonet", "maml")
    }
    assert called["protonet"] == w("map.prototype") and called["maml"] == w("map.class_mean")


def test_what_is_chosen_reaches_the_picture() -> None:
    w = words("en")
    data = map_data(MapChoices(step=3, image=2, exact=True), "maml", {"states": 11}, w)
    assert (data["step"], data["image"], data["exact"]) == (3, 2, True)
    assert data["look"] == map_data(MapChoices(step=7), "maml", {"states": 11}, w)["look"]
    assert data["look"] != map_data(MapChoices(seed=7), "maml", {"states": 11}, w)["look"]
    assert data["heading"][0] == w("map.by", name="MAML") and "42" in data["heading"][1]
