"""What GitHub reads: the workflow that publishes, and the form to report an error."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "error.yml"


@pytest.fixture(scope="module")
def workflow():
    return yaml.safe_load(WORKFLOW.read_text("utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_every_action_is_named_by_commit_with_its_version_beside_it(workflow):
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    text = WORKFLOW.read_text("utf-8")
    assert len(used) == 5
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.search(rf"{action} # v\d+\.\d+\.\d+$", text, re.MULTILINE), action


def test_each_job_may_do_what_it_needs_and_no_more(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["deploy"]["needs"] == "build"
    checkout = next(step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"]["persist-credentials"] is False


def test_it_tests_before_it_publishes_by_commands_that_exist(workflow):
    commands = [step["run"] for step in steps(workflow) if "scripts/make.py" in step.get("run", "")]
    assert commands == ["python3 scripts/make.py test", "python3 scripts/make.py publish"]
    for command in commands:
        done = subprocess.run(
            [sys.executable, *command.split()[1:], "--help"], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_the_public_address_is_handed_to_the_build_and_its_website_is_taken(workflow):
    build = workflow["jobs"]["build"]["steps"]
    publish = next(step for step in build if step.get("run", "").endswith("publish"))
    assert publish["env"] == {"READER_SITE_URL": "${{ steps.pages.outputs.base_url }}"}
    assert any(step.get("id") == "pages" and "configure-pages" in step["uses"] for step in build)
    assert build[-1]["with"] == {"path": "dist/website"}


def test_the_packages_are_those_that_the_editions_ask_for(workflow):
    from reader import pdf, zim

    install = next(step["run"] for step in steps(workflow) if "apt-get install" in step.get("run", ""))
    assert install.endswith(f"-qq {pdf.PACKAGES} {zim.PACKAGE}")


@pytest.mark.slow
@pytest.mark.parametrize(("file", "schema"), [(WORKFLOW, "github-workflows"), (FORM, "github-issue-forms")])
def test_the_files_are_as_github_reads_them(file, schema):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
