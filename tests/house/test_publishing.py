"""No door skips disclosure: one module publishes, and a report takes nothing else."""

import ast

from tests.house import tree

COUNTING = "src/banenafspraak/core/counting/"
PUBLISHING = f"{COUNTING}publishing.py"
SHARING = f"{COUNTING}own_shared.py"
PRINTED_BY_OTHERS = "src/banenafspraak/core/figures/trend.py"
INVENTED = "src/banenafspraak/core/invented/figures.py"
COUNTED = "src/banenafspraak/core/invented/counted.py"
OF_REPORTS = [*(f"{COUNTING}{name}.py" for name in ("trending", "trend_points", "trend_words")), INVENTED]
DISCLOSURE = "banenafspraak.core.kernel.disclosure"
COMPLETE = {"Outcome", "Heads", "Baseline", "Engine", "Prepared", "OneReading", "heads_of", "rows_of", "count"}
SOURCES = tree.python("src/")


def imported(module):
    """The names that a module imports, by where they come from."""
    nodes = (node for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and node.module)
    return {(node.module, name.name) for node in nodes for name in node.names}


def calls(module, name):
    """Whether a module calls something by this name."""
    found = (node.func for node in ast.walk(module) if isinstance(node, ast.Call))
    return any(getattr(func, "id", getattr(func, "attr", "")) == name for func in found)


def sets(module, keyword):
    """Whether a module sets something by this keyword to True."""
    found = (each for node in ast.walk(module) if isinstance(node, ast.Call) for each in node.keywords)
    return any(
        each.arg == keyword and isinstance(each.value, ast.Constant) and each.value.value is True for each in found
    )


def where(condition):
    return [name for name in SOURCES if condition(tree.tree(name))]


def test_one_module_decides_what_is_hidden_of_counts_and_one_of_what_employers_share():
    assert where(lambda module: (DISCLOSURE, "protect") in imported(module)) == [SHARING, PUBLISHING]


def test_what_is_shared_is_made_in_one_place():
    assert where(lambda module: calls(module, "SharedYear")) == [SHARING]


def test_one_module_says_that_a_result_is_published():
    assert where(lambda module: sets(module, "published")) == [PUBLISHING]


def test_each_kind_of_figure_has_one_module_that_makes_its_report():
    made = where(lambda module: calls(module, "Trend"))
    assert made == [f"{COUNTING}trending.py", PRINTED_BY_OTHERS, INVENTED]


def test_invented_figures_are_published_as_others_are():
    assert "publish_together" in {one for _, one in imported(tree.tree(COUNTED))}


def test_a_report_sees_nothing_that_is_complete():
    found = {name: {one for _, one in imported(tree.tree(name))} & COMPLETE for name in OF_REPORTS}
    assert found == {name: set() for name in OF_REPORTS}


def test_a_way_around_is_seen():
    module = ast.parse("from banenafspraak.core.kernel.disclosure import protect\nreplace(x, published=True)\nTrend()")
    assert (DISCLOSURE, "protect") in imported(module)
    assert sets(module, "published")
    assert calls(module, "Trend")
    assert not sets(ast.parse("replace(x, published=False)"), "published")
