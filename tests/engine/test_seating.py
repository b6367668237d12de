import pytest

from antiphon.engine.plan import Feed, Plan, PlanNode
from antiphon.engine.seating import Seating, seat


def band(parts: int) -> Plan:
    """An organ with an echo for each part; the last two share a reverb."""
    nodes = []
    for part in range(parts):
        stem = part if part < parts - 2 else -1
        nodes.append(PlanNode(f"organ{part}", "instrument.organ", part, (), -1, 0))
        nodes.append(PlanNode(f"gain{part}", "effect.gain", -1, (Feed("in", 2 * part),), stem, 0))
    feeds = tuple(Feed("in", 2 * part + 1) for part in (parts - 2, parts - 1))
    nodes.append(PlanNode("hall", "effect.gain", -1, feeds, parts, 0))
    names = tuple(f"P{part}" for part in range(parts))
    return Plan(names, names, (8,) * parts, tuple(nodes), (0.5,) * (2 * parts + 200))


def loads(plan: Plan, costs: list[float], seating: Seating) -> list[float]:
    given = [0.0] * seating.workers
    for node, cost in zip(plan.nodes, costs, strict=True):
        given[seating.nodes[node.id]] += cost
    return given


def test_what_fits_one_core_stays_on_it() -> None:
    plan = band(6)
    seating = seat(plan, [0.05] * 13, cores=4)
    assert seating.workers == 1
    assert seating.plan(plan, 0) == plan


def test_what_does_not_is_shared_evenly_and_what_is_cabled_stays_together() -> None:
    plan = band(6)
    costs = [0.1] * 13
    seating = seat(plan, costs, cores=2)
    assert seating.workers == 2
    given = loads(plan, costs, seating)
    assert max(given) == pytest.approx(0.7)
    for node in plan.nodes:
        for feed in node.feeds:
            assert seating.nodes[node.id] == seating.nodes[plan.nodes[feed.source].id]
    assert seating.parts == tuple(seating.nodes[f"organ{part}"] for part in range(6))


def test_the_plans_of_the_workers_make_up_the_whole() -> None:
    plan = band(6)
    seating = seat(plan, [0.2] * 13, cores=3)
    plans = [seating.plan(plan, worker) for worker in range(seating.workers)]
    assert sorted(node.id for each in plans for node in each.nodes) == sorted(node.id for node in plan.nodes)
    names = {node.id: [plan.nodes[feed.source].id for feed in node.feeds] for node in plan.nodes}
    for each in plans:
        assert each.parts == plan.parts
        for node in each.nodes:
            assert [each.nodes[feed.source].id for feed in node.feeds] == names[node.id]


def test_nobody_moves_without_need() -> None:
    plan = band(8)
    before = seat(plan, [0.1] * 17, cores=2)
    after = seat(plan, [0.1, 0.12] * 8 + [0.1], cores=2, before=before)
    assert after.nodes == before.nodes
    lopsided = [1.0 if before.nodes[node.id] == 0 else 0.01 for node in plan.nodes]
    assert seat(plan, lopsided, cores=2, before=before).nodes != before.nodes


def test_there_are_never_more_workers_than_cores_or_groups() -> None:
    plan = band(3)
    assert seat(plan, [5.0] * 7, cores=8).workers == 2
    assert seat(plan, [5.0] * 7, cores=1).workers == 1
    assert seat(plan, [0.0] * 7, cores=4, least=2).workers == 2
