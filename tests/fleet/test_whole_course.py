"""The whole course in a fleet: what schools share is made once, and each package is that of a build of its own."""

from __future__ import annotations

from pathlib import Path

from seemenow import pipeline, resources

from .conftest import FILES, run

CONTACT = FILES["contact.yaml"]
FLEET = """\
brands: [{id: plain, theme: plain.yaml}]
defaults: {lite: true, audiences: [mbo], languages: [en], formats: [scorm12, web]}
schools: [{id: ash, contact: ash.yaml}, {id: elm, contact: elm.yaml}, {id: oak}]
"""


def test_packages_of_a_fleet_are_those_of_builds_one_by_one(tmp_path: Path) -> None:
    contacts = {name: CONTACT.replace("Our team", f"Team {name}").strip() for name in ("ash", "elm")}
    inside = {name: f", contact: {{{each.replace(chr(10), ', ')}}}" for name, each in contacts.items()}
    for name in ("ash", "elm", "oak"):
        (tmp_path / f"{name}.yaml").write_text(contacts.get(name, ""))
        (tmp_path / f"theme-{name}.yaml").write_text(f"{{id: plain, name: Plain{inside.get(name, '')}}}")
    (tmp_path / "plain.yaml").write_text("{id: plain, name: Plain}")
    (tmp_path / "fleet.yaml").write_text(f"course: {resources.sample_course()}\n{FLEET}")
    done = run(tmp_path / "fleet.yaml", tmp_path / "out", jobs=1)
    built = {
        (name, each.package.format): each.sha256
        for name in ("ash", "elm", "oak")
        for each in pipeline.build(
            resources.sample_course(),
            resources.assets(),
            tmp_path / name,
            formats=["scorm12", "web"],
            languages=["en"],
            audiences=["mbo"],
            lite=True,
            theme_path=tmp_path / f"theme-{name}.yaml",
        ).artifacts
    }
    assert {(each.order.school, each.order.format): each.sha256 for each in done.rows} == built
    assert len(set(built.values())) == len(built)
