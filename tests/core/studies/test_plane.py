"""The two-parameter problem: what its arrows are, checked without the methods that made them."""

from __future__ import annotations

import pytest
import torch

from fewshot_core.studies import plane

THETA = torch.tensor([[0.4, -0.7], [-1.5, 1.2]], dtype=torch.float64)
SETTINGS = [(0.1, 1), (0.8, 3), (2.0, 5)]


def adapted(theta, task, lr, steps):
    """φ_S of one weight, by the gradient of logistic regression written out."""
    for _ in range(steps):
        x, y = task.support_x, task.support_y
        theta = theta - lr * x.T @ ((x @ theta).sigmoid() - y) / len(y)
    return theta


def hessian(theta, x):
    p = (x @ theta).sigmoid()
    return x.T @ (x * (p * (1 - p))[:, None]) / len(x)


def query_loss(theta, lr, steps):
    """Mean query loss after the inner steps."""
    losses = [plane.loss(adapted(theta, t, lr, steps)[None], t.query_x, t.query_y)[0] for t in plane.tasks()]
    return torch.stack(losses).mean()


@pytest.mark.parametrize(("lr", "steps"), SETTINGS)
def test_mamls_arrow_is_the_slope_of_the_query_loss_after_the_steps(lr, steps):
    found = plane.look(THETA, lr, steps).gradients["maml"]
    h = 1e-5
    for theta, gradient in zip(THETA, found, strict=True):
        slopes = [
            (query_loss(theta + h * e, lr, steps) - query_loss(theta - h * e, lr, steps)) / (2 * h)
            for e in torch.eye(2, dtype=torch.float64)
        ]
        assert (gradient - torch.stack(slopes)).norm() <= 1e-6 * gradient.norm()


@pytest.mark.parametrize(("lr", "steps"), SETTINGS)
def test_maml_minus_fomaml_is_the_hessian_term(lr, steps):
    view = plane.look(THETA, lr, steps)
    for g, theta in enumerate(THETA):
        terms = []
        for task in plane.tasks():
            jacobian, phi = torch.eye(2, dtype=torch.float64), theta
            for _ in range(steps):
                jacobian = (torch.eye(2).double() - lr * hessian(phi, task.support_x)) @ jacobian
                phi = adapted(phi, task, lr, 1)
            at_end = task.query_x.T @ ((task.query_x @ phi).sigmoid() - task.query_y) / len(task.query_y)
            terms.append(jacobian.T @ at_end - at_end)
        left_out = view.gradients["maml"][g] - view.gradients["fomaml"][g]
        torch.testing.assert_close(left_out, torch.stack(terms).mean(0), rtol=1e-9, atol=1e-12)


def test_reptiles_arrow_leads_to_the_mean_of_where_the_tasks_ended():
    view = plane.look(THETA, 0.5, 4)
    for g, theta in enumerate(THETA):
        ends = torch.stack([adapted(theta, task, 0.5, 4) for task in plane.tasks()])
        torch.testing.assert_close(view.paths[:, -1, g], ends, rtol=1e-9, atol=1e-12)
        torch.testing.assert_close(view.gradients["reptile"][g], theta - ends.mean(0), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("method", list(plane.METHODS))
def test_travelling_is_one_arrow_after_another(method):
    places = plane.travel(THETA[0], method, 0.5, 2, 0.7, 3)
    arrows = plane.look(places[:-1], 0.5, 2).gradients[method]
    torch.testing.assert_close(places[1:], places[:-1] - 0.7 * arrows, rtol=1e-9, atol=1e-12)


def test_each_task_has_a_minimum_on_the_plane():
    for task in plane.tasks():
        for x, y in ((task.support_x, task.support_y), (task.query_x, task.query_y)):
            theta = torch.zeros(2, dtype=torch.float64)
            for _ in range(50):
                gradient = x.T @ ((x @ theta).sigmoid() - y) / len(y)
                theta = theta - 0.5 * torch.linalg.solve(hessian(theta, x), gradient)
            assert gradient.norm() < 1e-6 and theta.abs().max() < 3, theta


def test_more_steps_part_the_arrows():
    def angle(lr, steps):
        g = plane.look(torch.tensor([[0.5, 0.5]]).double(), lr, steps).gradients
        return torch.nn.functional.cosine_similarity(g["maml"], g["fomaml"]).arccos().rad2deg().item()

    assert angle(0.05, 1) < 10 < angle(1.0, 5)
