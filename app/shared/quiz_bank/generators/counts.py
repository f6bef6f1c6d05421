"""Questions that count: images, tasks, steps."""

from __future__ import annotations

from math import comb, perm
from random import Random

from .drawn import Drawn, listed, number, numbers


def _said(**values: float) -> dict[str, str]:
    return {name: number(value) for name, value in values.items()}


def labelling_time(random: Random) -> Drawn:
    """Minutes that labelling a support set takes an expert: N · K · minutes an image."""
    way, shot, minutes = random.randint(3, 8), random.randint(2, 5), random.randint(3, 12)
    offers = numbers(
        product=way * shot * minutes,
        one_class=shot * minutes,
        one_image=way * minutes,
        images=way * shot,
    )
    return Drawn(_said(way=way, shot=shot, minutes=minutes, images=way * shot), offers)


def chance_accuracy(random: Random) -> Drawn:
    """The accuracy of guessing among N classes, in percent: 100 / N."""
    way, shot = random.choice((4, 5, 8, 10, 20)), random.choice((2, 3, 5))
    offers = numbers(one_in_way=100 / way, half=50, zero=0, by_images=100 / (way * shot))
    return Drawn(_said(way=way, shot=shot, chance=100 / way), offers)


def support_count(random: Random) -> Drawn:
    """Images of the support set: N · K."""
    way, shot, query = random.randint(3, 10), random.randint(2, 8), random.randint(2, 10)
    offers = numbers(product=way * shot, sum=way + shot, shot=shot, with_query=way * (shot + query))
    return Drawn(_said(way=way, shot=shot, query=query), offers)


def class_choices(random: Random) -> Drawn:
    """Ways to choose N of so many classes, whatever their order: C(classes, N)."""
    classes, way = random.randint(6, 12), random.randint(2, 4)
    offers = numbers(
        unordered=comb(classes, way),
        ordered=perm(classes, way),
        repeated=classes**way,
        product=classes * way,
    )
    return Drawn(_said(way=way, classes=classes), offers)


def meta_batch_images(random: Random) -> Drawn:
    """Images of one meta-batch: tasks · N · (K + query images a class)."""
    tasks, way = random.randint(2, 8), random.randint(3, 6)
    shot, query = random.randint(1, 5), random.randint(2, 10)
    offers = numbers(
        all=tasks * way * (shot + query),
        support=tasks * way * shot,
        one_task=way * (shot + query),
        one_class=tasks * (shot + query),
    )
    return Drawn(_said(tasks=tasks, way=way, shot=shot, query=query), offers)


def episodes_seen(random: Random) -> Drawn:
    """Episodes of a meta-training: meta-batches · tasks in each."""
    batches, tasks, steps = random.choice((500, 1000, 2000, 5000)), random.choice((2, 4, 8)), 5
    offers = numbers(
        product=batches * tasks, batches=batches, with_steps=batches * tasks * steps, tasks=tasks
    )
    return Drawn(_said(batches=batches, tasks=tasks, steps=steps), offers)


def inner_updates(random: Random) -> Drawn:
    """Inner steps that are taken before one outer update: tasks · steps."""
    tasks, steps = random.randint(2, 8), random.randint(3, 10)
    offers = numbers(product=tasks * steps, one_task=steps, tasks=tasks, one=1)
    return Drawn(_said(tasks=tasks, steps=steps), offers)


def batches_per_epoch(random: Random) -> Drawn:
    """Updates while every training image is seen once: images / batch size."""
    batch, updates = random.choice((20, 32, 50, 64, 100)), random.choice((25, 40, 60, 80, 150))
    images = batch * updates
    offers = numbers(quotient=updates, per_image=images, batch=batch, one=1)
    return Drawn(_said(images=images, batch=batch), offers)


def interval_width(random: Random) -> Drawn:
    """The half-width of an interval over ``factor`` times as many tasks: divided by the root of factor."""
    factor, half = random.choice((4, 9)), random.choice((0.6, 1.2, 1.8, 2.4))
    tasks = random.choice((100, 150, 200))
    offers = numbers(root=half / factor**0.5, factor=half / factor, same=half, wider=half * factor**0.5)
    return Drawn(_said(tasks=tasks, more=tasks * factor, half=half, factor=factor, root=factor**0.5), offers)


def trajectories(random: Random) -> Drawn:
    """Trajectories for one outer update in MAML's section 5.3: K before and K after adapting, each task."""
    tasks, shot = random.choice((10, 20, 30, 40)), random.choice((5, 10, 20))
    offers = numbers(both=2 * tasks * shot, before=tasks * shot, one_task=2 * shot, tasks=tasks)
    return Drawn(_said(tasks=tasks, shot=shot), offers)


def episode_return(random: Random) -> Drawn:
    """The return of a trajectory without discount: the sum of its rewards."""
    rewards = [random.randint(-3, 6) for _ in range(5)]
    offers = numbers(sum=sum(rewards), last=rewards[-1], largest=max(rewards), count=len(rewards))
    return Drawn({"rewards": listed(rewards), "count": str(len(rewards))}, offers)


def images_left(random: Random) -> Drawn:
    """Query images that a visitor's own images leave: N · (images a class − K)."""
    way, have, shot = random.randint(3, 6), random.randint(7, 12), random.randint(1, 5)
    offers = numbers(rest=way * (have - shot), all=way * have, one_class=have - shot, support=way * shot)
    return Drawn(_said(way=way, have=have, shot=shot, left=have - shot), offers)


def calibration_gap(random: Random) -> Drawn:
    """By how many points a learner is over-confident: mean confidence − share right."""
    answers = random.choice((40, 50, 80, 200))
    right, sure = round(answers * random.choice((0.5, 0.6, 0.7))), random.choice((80, 85, 90, 95))
    share = 100 * right / answers
    offers = numbers(gap=sure - share, sure=100 - sure, wrong=100 - share, share=share)
    return Drawn(_said(answers=answers, right=right, sure=sure, share=share), offers)


KINDS = (
    labelling_time, chance_accuracy, support_count, class_choices, meta_batch_images, episodes_seen,
    inner_updates, batches_per_epoch, interval_width, trajectories, episode_return, images_left,
    calibration_gap,
)  # fmt: skip
