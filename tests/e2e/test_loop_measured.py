"""The episode loop in a real browser: its numbers are those of the recorded training."""

from __future__ import annotations

import pytest
import torch
from playwright.sync_api import Page, expect

from fewshot_app.instruments.loop.filmed import Filmed
from fewshot_app.instruments.loop.recording import record_loop
from fewshot_app.shared.task import Task
from fewshot_app.shared.text import words
from fewshot_core import load_data
from fewshot_core.data.datasets import DataSet
from tests.e2e.film import RECORDED, REST, data_with, rests_at


def number_after(said: str, name: str) -> float:
    """The number after ``name =`` in a line of the pseudo-code."""
    return float(said.split(f"{name} = ")[1].split()[0])


def filmed(data: DataSet) -> Filmed:
    """What the film of these tests is of."""
    return Filmed(Task(data.name, "train", 3, 2, 2, 7))


def length(vector: torch.Tensor) -> object:
    """The vector's length, as far as two decimals or three digits show it."""
    return pytest.approx(float(vector.norm()), rel=6e-3, abs=5.1e-3)


def test_pseudo_code_shows_the_values_of_the_trace(page: Page, film):
    loop = film("maml", "conventional", frame=0)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)
    data = load_data(data_with("maml", "conventional"))
    trace = record_loop(data, "maml", filmed(data))
    task = trace.early[0].first
    walk, losses = task.inner.parameters, task.inner.support_losses
    code = loop.locator(".code")
    loop.locator("[data-code=values]").focus()
    page.keyboard.press("Enter")
    rests_at(page, code="values")
    seen = {}
    for _ in range(60):
        phase = loop.get_attribute("data-phase")
        seen.setdefault(phase, []).append(loop.locator(".code .on").inner_text())
        if phase == "update":
            break
        loop.locator(".next").click()
    for k, said in enumerate(seen["forward"]):
        right = int((task.inner.support_scores[k].argmax(-1) == torch.arange(3).repeat_interleave(2)).sum())
        assert f"L = {losses[k]:.2f}" in said
        assert k == 0 or f"{right} of 6 right" in said  # at φ₀ all classes are alike
    for k, said in enumerate(seen["step"]):
        assert number_after(said, "‖∇L‖") == length(task.inner.gradients[k])
        assert number_after(said, "− θ‖") == length(walk[k + 1] - walk[0])
        assert f"L {losses[k]:.2f} → {losses[k + 1]:.2f}" in said
        assert f"{trace.info['inner_lr']:g} ∇L" in said
    assert f"L {task.query_losses[0]:.2f} → {task.query_losses[-1]:.2f}" in seen["judge"][0]
    assert number_after(seen["outer"][-1], "‖∂L/∂θ‖") == length(task.outer_gradient)
    assert number_after(seen["average"][0], "‖mean‖") == length(trace.early[0].outer_gradient)
    assert f"{task.query_losses[-1]:.2f} ← loss" in code.inner_text()
    batch = record_loop(data, "conventional", filmed(data)).early[0]
    loop.locator("[data-learner=conventional]").click()
    assert number_after(loop.locator(".code .on").inner_text(), "‖g‖") == length(batch.gradient)
    loop.locator("[data-code=symbols]").click()
    assert "‖" not in code.inner_text()


def test_pseudo_code_folds_away_and_the_address_keeps_it(page: Page, film):
    loop = film("conventional", code="folded")
    pressed, code = loop.locator(".writing [aria-pressed=true]"), loop.locator(".code")
    expect(pressed).to_have_count(0)
    expect(code).not_to_be_visible()
    loop.locator("[data-code=values]").click()
    expect(code).to_be_visible()
    rests_at(page, code="values")
    loop.locator("[data-code=values]").click()
    expect(code).not_to_be_visible()
    rests_at(page, code="folded")
    page.set_viewport_size({"width": 820, "height": 1180})
    expect(page.locator(".loop:not(.two):not(.narrow)")).to_be_visible()
    assert page.locator(".code-panel").bounding_box()["height"] < 60  # nothing but its heading


def test_the_learning_curve_is_there_as_a_table(page: Page, film):
    loop = film("maml", level="whole")
    loop.locator(".numbers summary").focus()
    page.keyboard.press("Space")
    rows = loop.locator(".numbers tbody tr")
    rows.first.wait_for(timeout=REST)
    page.locator(".loop[data-complete]").wait_for(timeout=RECORDED)  # what was open stays open
    assert rows.count() == int(loop.locator("input[type=range]").get_attribute("max")) + 1
    data = load_data(data_with("maml"))
    log = record_loop(data, "maml", filmed(data)).log
    step, tasks, loss, right = log[-1]
    said = rows.last.inner_text().split("\t")
    assert said[:4] == [f"{step:,}", f"{tasks:,}", f"{loss:.2f}", f"{100 * right:.1f}\N{NO-BREAK SPACE}%"]


def test_conventional_trainings_test_opens_at_the_end(page: Page, film):
    loop = film("conventional", frame=0)
    box = loop.locator(".loss").nth(1)
    assert "%" not in box.inner_text()
    loop.focus()
    page.keyboard.press("End")
    assert loop.get_attribute("data-phase") == "test"
    data = load_data(data_with("conventional"))
    test = record_loop(data, "conventional", filmed(data)).test
    right = sum(int(data.class_of[i]) == c for i, c in zip(test.items, test.predicted, strict=True))
    said = box.inner_text()
    assert (
        f"{round(100 * right / len(test.items))}\N{NO-BREAK SPACE}%" in said
        and f"{len(test.items):,} images" in said
    )
    assert loop.locator(".tray.open").count() == 1
    assert "?" not in said


def test_reptile_shows_whose_turn_it_is(film):
    loop = film("reptile", n=3, k=2, frame=6)
    shown = loop.locator(".phase").inner_text()
    assert shown == words("en")("loop.phase_forward")
    dim = loop.evaluate(
        """loop => [...loop.querySelectorAll('.tile:not(.absent)')].map(tile => tile.style.opacity)"""
    )
    assert dim.count("0.3") == dim.count("1") == 3
