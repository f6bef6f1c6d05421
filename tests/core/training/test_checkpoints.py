"""Checkpoints: what is saved comes back, what is damaged is named, what was measured is reproduced."""

import json

import pytest
import torch

from fewshot_core import load, load_data
from fewshot_core.data.sampling import sample_episode
from fewshot_core.measuring import measure as measuring
from fewshot_core.measuring.evaluation import evaluate
from fewshot_core.measuring.measure import store, stored, stored_forms, variants
from fewshot_core.methods.gradient_based import GradientConfig
from fewshot_core.methods.maml import MAML
from fewshot_core.tensors.episode import EpisodeSpec
from fewshot_core.tensors.errors import Damaged, Unknown
from fewshot_core.training import checkpoints
from fewshot_core.training.checkpoints import MANIFEST, WEIGHTS

EMBEDDED = checkpoints.checkpoint_names()


@pytest.fixture
def saved(tmp_path):
    method = MAML(GradientConfig(width=8, seed=3))
    checkpoints.save(method, "tiny", tmp_path, {"steps": 0})
    return method, tmp_path


def test_what_is_saved_comes_back(saved, tiny):
    method, folder = saved
    again = load(folder)
    assert again.config == method.config
    episode = sample_episode(tiny, "test", EpisodeSpec(3, 1, 2), 0)
    answers = [
        m.adapt(episode.support_x, episode.support_y).predict(episode.query_x) for m in (method, again)
    ]
    assert torch.equal(*answers)


def test_a_changed_byte_is_found(saved):
    _, folder = saved
    content = bytearray((folder / WEIGHTS).read_bytes())
    content[-1] ^= 1
    (folder / WEIGHTS).write_bytes(content)
    with pytest.raises(Damaged) as caught:
        load(folder)
    assert WEIGHTS in caught.value.path


@pytest.mark.parametrize("text", ["", "{", "[]", '{"method": "maml"}', "\x80pickle"])
def test_a_broken_manifest_is_refused(saved, text):
    _, folder = saved
    (folder / MANIFEST).write_text(text, encoding="latin-1")
    with pytest.raises(Damaged):
        load(folder)


def test_weights_of_another_network_are_refused(saved):
    _, folder = saved
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["config"]["width"] = 16
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(Damaged):
        load(folder)


def test_a_checkpoint_that_is_not_there():
    with pytest.raises(Unknown):
        load("everyday/nothing")


def test_measured_values_are_kept_beside_the_checkpoint(saved, tiny):
    method, folder = saved
    result = evaluate(method, tiny, "test", EpisodeSpec(3, 1, 2), 8, seed=1)
    store(folder, result, None)
    again = stored(folder, 3, 1)
    assert torch.equal(again.values, result.values) and again.spec == result.spec
    assert stored(folder, 3, 5) is None
    store(folder, result, None)
    assert len(checkpoints.read_manifest(folder).evaluations) == 1


def test_the_last_step_alone_is_no_answer_to_who_asks_for_every_step(saved, tiny):
    method, folder = saved
    each = evaluate(method, tiny, "test", EpisodeSpec(3, 2, 2), 4, seed=1)
    last = evaluate(method, tiny, "test", EpisodeSpec(3, 1, 2), 4, seed=1, each_state=False)
    assert stored_forms(folder) == ()
    store(folder, each, None)
    store(folder, last, None, last_step=True)
    assert stored(folder, 3, 1) is None and stored(folder, 3, 2) is not None
    assert "last_step" not in checkpoints.read_manifest(folder).find(3, 2)
    forms = stored_forms(folder)
    assert [e.spec for e in forms] == [EpisodeSpec(3, 1, 2), EpisodeSpec(3, 2, 2)]
    assert torch.equal(forms[0].values, last.values) and torch.equal(forms[1].values, each.values)


def test_a_measurement_that_was_stopped_goes_on(saved, tiny, monkeypatch):
    _, folder = saved
    asked = []

    def counted(method, data, split, spec, episodes, seed, each_state):
        asked.append((spec.shot, episodes, each_state))
        return evaluate(method, data, split, spec, episodes, seed, each_state)

    monkeypatch.setattr(measuring, "load_data", lambda name: tiny)
    monkeypatch.setattr(measuring, "evaluate", counted)
    first, both = [EpisodeSpec(3, 1, 2)], [EpisodeSpec(3, 1, 2), EpisodeSpec(3, 2, 2)]

    def run(specs, episodes, **how):
        asked.clear()
        return list(measuring.measure(folder, specs, episodes, 0, **how))

    run(first, 3, last_step=True)
    assert asked == [(1, 3, False)]
    lines = run(both, 3, last_step=True)
    assert asked == [(2, 3, False)] and lines[0].endswith("3-way 1-shot is stored (3 tasks)")
    run(first, 4, last_step=True)
    assert asked == [(1, 4, False)]  # more tasks than are stored
    run(first, 4)
    assert asked == [(1, 4, True)]  # each step is more than the last one
    run(first, 2, last_step=True)
    assert asked == [] and stored(folder, 3, 1).episodes == 4  # and is kept
    run(first, 2, again=True)
    assert asked == [(1, 2, True)] and stored(folder, 3, 1).episodes == 2


@pytest.mark.skipif(not EMBEDDED, reason="no checkpoints are embedded")
def test_both_data_sets_have_all_learners():
    learners = {"scratch", "conventional", "maml", "fomaml", "reptile", "protonet"}
    assert {f"{data}/{name}" for data in ("everyday", "scripts") for name in learners} <= set(EMBEDDED)


@pytest.mark.parametrize("name", EMBEDDED)
def test_embedded_checkpoints_reproduce_their_manifest(name):
    """The first tasks of the stored evaluation, answered again, give the stored accuracies."""
    manifest = checkpoints.read_manifest(checkpoints.folder_of(name))
    data = load_data(manifest.data)
    assert manifest.evaluations
    for variant in variants(load(name)):
        for shot in (1, 5):
            kept = stored(checkpoints.folder_of(name), 5, shot, variant.answer)
            again = evaluate(variant.method, data, kept.split, kept.spec, 3, kept.seed)
            entry = manifest.find(5, shot, variant.answer)
            assert entry["accuracy"] == pytest.approx(kept.accuracy, abs=1e-6)
            assert entry["ci95"] == pytest.approx(kept.ci95, abs=1e-6)
            # Another processor rounds differently, which may turn single answers over.
            close = (again.values - kept.values[:3]).abs().mean().item()
            assert close <= 0.03


@pytest.mark.parametrize("name", EMBEDDED)
def test_every_form_that_was_measured_has_its_values(name):
    """Of those with the last step alone, two tasks are answered again."""
    folder = checkpoints.folder_of(name)
    manifest, data = checkpoints.read_manifest(folder), load_data(name.split("/")[0])
    for variant in variants(load(name)):
        for kept in stored_forms(folder, variant.answer):
            entry = manifest.find(kept.spec.way, kept.spec.shot, variant.answer)
            assert kept.episodes == entry["episodes"]
            assert kept.accuracy == pytest.approx(entry["accuracy"], abs=1e-6)
            if entry.get("last_step") and kept.spec.shot == 3:
                again = evaluate(variant.method, data, kept.split, kept.spec, 2, kept.seed, each_state=False)
                assert (again.values - kept.values[:2]).abs().mean().item() <= 0.04  # processors round


@pytest.mark.parametrize("name", EMBEDDED)
def test_one_embedded_checkpoint_serves_twenty_classes_and_ten_shots(name):
    method = load(name)
    data = load_data(name.split("/")[0])
    episode = sample_episode(data, "test", EpisodeSpec(20, 10, 1), 0)
    assert method.adapt(episode.support_x, episode.support_y).predict(episode.query_x).shape == (20, 20)
