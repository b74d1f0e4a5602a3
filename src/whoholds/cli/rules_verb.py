"""`whoholds rules`: how a sentence is read."""

from __future__ import annotations

import click

from whoholds.cli.common import json_option, open_tools, print_json, print_table


@click.group("rules")
def command() -> None:
    """Try the rules on a sentence, or list them."""


@command.command("try")
@click.argument("sentence")
@json_option
def try_rules(sentence: str, as_json: bool) -> None:
    """Show the tree of SENTENCE, its claims, and for every rule whose words stand in it what became of it."""
    from whoholds.extract.trace import tree_lines, tried_rules
    from whoholds.forms.interchange import claim_of
    from whoholds.pipeline import claims_of
    from whoholds.records import Document

    tools = open_tools()
    made = claims_of(Document("try", sentence), tools)
    tried = tried_rules(made.annotated, tools)
    if as_json:
        rules = [
            {"rule": t.rule, "trigger": t.trigger, "score": round(t.score, 4), "outcome": t.outcome} for t in tried
        ]
        print_json([{"tree": tree_lines(made.annotated), "claims": [claim_of(c) for c in made.claims], "rules": rules}])
        return
    click.echo("\n".join(tree_lines(made.annotated)))
    for claim in made.claims:
        roles = {"actor": claim.actors, "target": claim.targets, "place": claim.places, "source": claim.sources}
        told = "; ".join(f"{role} {', '.join(f.name for f in fillers)}" for role, fillers in roles.items() if fillers)
        click.echo(f"claim: {claim.type} [{claim.trigger.words}] {claim.status}, score {claim.score:.2f}; {told}")
    if not made.claims:
        click.echo("no claims")
    rows = [(t.rule, t.trigger, t.score, t.outcome) for t in tried]
    print_table(
        "Rules whose words stand here", ("rule", "trigger", "score", "outcome"), rows, "no rule's words stand here"
    )


@command.command("list")
@json_option
def list_rules(as_json: bool) -> None:
    """List all rules in force, shipped and yours."""
    from whoholds.rules.load import open_rules
    from whoholds.settings import read_settings

    rules = open_rules(read_settings().rules).rules
    if as_json:
        print_json({"id": rule.id, "type": rule.type, "file": rule.file, "line": rule.line} for rule in rules)
        return
    print_table("Rules", ("id", "type", "file", "line"), [(r.id, r.type, r.file, r.line) for r in rules], "no rules")
