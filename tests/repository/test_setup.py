"""Set-up: what it installs, what it says, and how it goes on after an interruption. apt, Python and pip are played."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = (
    "bash", "cat", "cp", "dirname", "env", "flock", "grep", "head", "mkdir", "readlink", "rm", "sed", "sleep", "sort", "touch",
    "true",
)  # fmt: skip

DOCTOR = """
from pathlib import Path
def missing_packages(languages=()):
    names = Path("missing").read_text().split()
    return [name for name in names if languages or "noto" not in name]
def missing_remedies(languages=()): return [f"install {name}" for name in missing_packages(languages)]
"""

# A Python whose venv is a folder and whose pip and uv note their words; everything else is done by the real one.
PYTHON = f"""#!/usr/bin/env bash
case "$*" in
*"-m venv"*)
    mkdir -p .venv/bin
    echo "command = python -m venv $PWD/.venv" >.venv/pyvenv.cfg
    cp "$0" .venv/bin/python ;;
*"-m pip config list"*) ! [ -e settings ] || cat settings ;;
*"-m uv"*)
    echo "$*" >>uv.calls
    [ ! -e slow ] || sleep 0.3
    [ ! -e offline ] || {{ echo "error: no route to host"; exit 1; }} ;;
*"-m pip"*)
    echo "$*" >>pip.calls
    [ ! -e pip-offline ] || {{ echo "ERROR: no route to host"; exit 1; }} ;;
*) exec "{sys.executable}" "$@" ;;
esac
"""

# An apt that needs `apt-get update` once if there is a file `old-lists`, and then installs everything.
APT = """#!/usr/bin/env bash
echo "$*" >>apt.calls
case "$*" in
*update*) rm -f old-lists ;;
*--print-uris*) [ ! -e old-lists ] || exit 100; echo "Need to get 102 MB of archives." ;;
*install*) [ ! -e broken ] || { echo "E: disk full"; exit 100; }; : >missing ;;
esac
"""


class Machine:
    """A folder that stands for a checkout, and a PATH of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root / "a b"
        self.bin = root / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or "/missing")
        (self.root / "src/setup").mkdir(parents=True)
        (self.root / "src/sixfold/commands").mkdir(parents=True)
        shutil.copy(ROOT / "src/setup/setup.sh", self.root / "src/setup")
        self.write("src/sixfold/__init__.py", "")
        self.write("src/sixfold/commands/__init__.py", "")
        self.write("src/sixfold/commands/doctor.py", DOCTOR)
        self.write("missing", "")
        self.program("python3", PYTHON)
        self.program("id", "#!/usr/bin/env bash\necho 0\n")
        self.program("uname", "#!/usr/bin/env bash\necho Linux\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def program(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def have_test_programs(self) -> None:
        self.program("gs", "#!/usr/bin/env bash\necho 10.05.1")
        self.program("chromium", "#!/usr/bin/env bash\necho Chromium 156.0.8078.73 built on Debian")

    def be_somebody(self, sudo: str = "exit 1") -> None:
        self.program("id", "#!/usr/bin/env bash\necho 1000\n")
        self.program("sudo", f"#!/usr/bin/env bash\n{sudo}\n")

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            ["bash", str(self.root / "src/setup/setup.sh"), *words],
            env={"PATH": str(self.bin), "HOME": str(self.root), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def set_up(self, *words: str, **environment: str) -> tuple[int, str]:
        process = self.start(*(words or ("run",)), **environment)
        out, err = process.communicate(timeout=300)
        assert out == ""
        return process.returncode, err

    def calls(self, name: str) -> list[str]:
        path = self.root / f"{name}.calls"
        return path.read_text().splitlines() if path.exists() else []

    def stamp(self, name: str = ".ready") -> str | None:
        path = self.root / ".venv" / name
        return path.read_text() if path.exists() else None


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_setup_installs_pinned_versions_and_leaves_a_stamp(machine: Machine) -> None:
    assert machine.set_up() == (0, "set-up: fetching Python packages for make pdf (about 60 MB)\n")
    backend, project = machine.calls("uv")
    assert backend.endswith("--constraint src/setup/constraints.txt setuptools")
    assert project.endswith("--constraint src/setup/constraints.txt --no-build-isolation --editable .")
    assert all(call.endswith("--constraint src/setup/constraints.txt uv") for call in machine.calls("pip"))
    assert machine.stamp() == f"{machine.root.resolve()}\n"


@pytest.mark.parametrize(("setting", "is_by_uv"), [("index-url", False), ("no-index", False), ("extra-index-url", True)])
def test_pip_installs_where_its_settings_name_another_index_or_uv_fails(machine: Machine, setting: str, is_by_uv: bool) -> None:
    machine.write("settings", f"global.{setting}='https://mirror.example/'")
    assert machine.set_up()[0] == 0
    by_pip = [call for call in machine.calls("pip") if not call.endswith(" uv")]
    assert (len(by_pip), len(machine.calls("uv"))) == ((0, 2) if is_by_uv else (2, 0))
    machine.write("offline", "")
    code, said = machine.set_up("proof")
    assert code == 0
    assert ("trying pip" in said) is is_by_uv
    assert machine.calls("pip")[-1].endswith("--editable .[proof]")


def test_fonts_of_other_languages_wait_for_their_first_page(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.write("missing", "fonts-noto-cjk")
    assert machine.set_up()[0] == 0
    assert machine.calls("apt") == []
    assert machine.set_up("fonts", "fonts-noto-cjk") == (0, "set-up: fetching 102 MB of system packages: fonts-noto-cjk\n")
    assert machine.calls("apt")[-1].endswith(" fonts-noto-cjk")


def test_tools_are_installed_only_when_asked_for(machine: Machine) -> None:
    machine.set_up()
    assert machine.stamp(".ready-tools") is None
    machine.write("missing", "fonts-noto-cjk")
    machine.program("gs", "#!/usr/bin/env bash\necho 9.56.1")
    machine.program("apt-get", APT)
    code, said = machine.set_up("tools")
    assert "102 MB of system packages: fonts-noto-cjk\n" in said
    assert "102 MB of system packages: ghostscript chromium\n" in said
    assert code == 1  # apt brought no newer ones
    assert "tests need newer versions than apt has of: ghostscript chromium" in said
    assert machine.stamp(".ready-tools") is None
    machine.have_test_programs()
    assert machine.set_up("tools")[0] == 0
    assert machine.calls("uv")[-1].endswith("--editable .[test,lint,proof,cluster]")
    assert machine.stamp(".ready-tools") is not None


def test_the_proof_is_set_up_by_itself(machine: Machine) -> None:
    machine.set_up()
    assert machine.set_up("proof") == (0, "set-up: fetching Python packages for make proof (about 1 MB)\n")
    assert machine.calls("uv")[-1].endswith("--editable .[proof]")
    assert machine.stamp(".ready-proof") is not None


def test_what_is_fetched_is_said_before(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.write("missing", "gettext fonts-arphic-ukai")
    code, said = machine.set_up()
    assert code == 0
    assert said.startswith("set-up: fetching 102 MB of system packages: gettext fonts-arphic-ukai\n")
    assert "--yes --no-install-recommends" in machine.calls("apt")[-1]
    assert not any("update" in call for call in machine.calls("apt"))


def test_package_lists_are_fetched_where_apt_needs_them(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.write("missing", "gettext")
    machine.write("old-lists", "")
    assert machine.set_up()[0] == 0
    assert [call.split()[0] for call in machine.calls("apt")] == ["install", "update", "install", "install"]


def test_sudo_is_used_where_it_asks_nothing(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.be_somebody(sudo='[ "$1" = -n ] || exit 1; shift; echo "$*" >>sudo.calls; exec "$@"')
    machine.write("missing", "gettext")
    assert machine.set_up()[0] == 0
    assert any("DEBIAN_FRONTEND=noninteractive apt-get install" in call for call in machine.calls("sudo"))


def test_without_rights_one_sentence_has_the_exact_command(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.be_somebody()
    machine.write("missing", "gettext fonts-arphic-ukai")
    code, said = machine.set_up()
    assert code != 0
    command = "sudo apt-get install --no-install-recommends gettext fonts-arphic-ukai"
    assert said == f"error: set-up may not install what is missing; run this, then make again: {command}\n"
    assert not (machine.root / ".venv").exists()


def test_without_rights_and_lists_the_command_fetches_them(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.be_somebody()
    machine.write("missing", "gettext")
    machine.write("old-lists", "")
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends gettext"
    assert machine.set_up()[1].endswith(f": {command}\n")


def test_apt_that_fails_is_shown_with_what_to_do(machine: Machine) -> None:
    machine.program("apt-get", APT)
    machine.write("missing", "gettext")
    machine.write("broken", "")
    code, said = machine.set_up()
    assert code != 0
    assert said.splitlines()[-2:] == [
        "E: disk full",
        "error: apt could not install the packages; it says why above; then: sudo apt-get install gettext",
    ]


@pytest.mark.parametrize(("system", "remedy"), [("Linux", "install gettext"), ("MINGW64_NT-10.0", "Windows Subsystem")])
def test_without_apt_one_sentence_says_what_to_do(machine: Machine, system: str, remedy: str) -> None:
    machine.program("uname", f"#!/usr/bin/env bash\necho {system}\n")
    machine.write("missing", "gettext")
    code, said = machine.set_up()
    assert code != 0
    assert remedy in said
    assert len(said.splitlines()) == 1


def test_pip_that_fails_is_shown_and_leaves_no_stamp(machine: Machine) -> None:
    machine.write("offline", "")
    machine.write("pip-offline", "")
    code, said = machine.set_up()
    assert code != 0
    assert "ERROR: no route to host" in said
    assert machine.stamp() is None
    (machine.root / "pip-offline").unlink()
    assert machine.set_up()[0] == 0
    assert machine.stamp() is not None


def test_interrupted_setup_starts_again_from_nothing(machine: Machine) -> None:
    machine.set_up()
    (machine.root / ".venv/.ready").unlink()
    machine.write(".venv/.unfinished", "")
    machine.write(".venv/half", "")
    code, said = machine.set_up()
    assert code == 0
    assert "making it again" in said
    assert sorted(path.name for path in (machine.root / ".venv").iterdir()) == [".ready", "bin", "pyvenv.cfg"]


def test_interrupted_tools_start_again_from_nothing(machine: Machine) -> None:
    machine.set_up()
    machine.write(".venv/.unfinished", "")
    machine.write(".venv/half", "")
    machine.have_test_programs()
    assert machine.set_up("tools")[0] == 0
    assert not (machine.root / ".venv/half").exists()
    assert machine.stamp() == machine.stamp(".ready-tools") == f"{machine.root.resolve()}\n"


def test_moved_environment_is_made_again(machine: Machine) -> None:
    machine.set_up()
    machine.root = machine.root.rename(machine.root.parent / "elsewhere")
    code, said = machine.set_up()
    assert code == 0
    assert "making it again" in said
    assert machine.stamp() == f"{machine.root.resolve()}\n"


def test_two_at_once_install_once(machine: Machine) -> None:
    machine.write("slow", "")
    processes = [machine.start("run"), machine.start("run")]
    said = [process.communicate(timeout=300) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], said
    assert len(machine.calls("uv")) == 2  # setuptools and the project, by one of them


def test_python_that_is_too_old_is_refused(machine: Machine) -> None:
    machine.program("python3.9", "#!/usr/bin/env bash\nexit 1\n")
    code, said = machine.set_up(PYTHON="python3.9")
    assert code != 0
    assert said == "error: PYTHON=python3.9 is not a Python 3.11 or later\n"


def test_every_installed_package_is_pinned_by_name_and_version_alone() -> None:
    lines = (ROOT / "src/setup/constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(name and version[0].isdigit() for name, _, version in (pin.partition("==") for pin in pins))
    assert "setuptools" in {pin.partition("==")[0] for pin in pins}


def test_makefile_runs_this_machine_s_setup_scripts() -> None:
    for script in ("src/setup/setup.sh", "src/setup/test-fresh.sh", ".ci/run"):
        assert os.access(ROOT / script, os.X_OK)
        subprocess.run(["bash", "-n", str(ROOT / script)], check=True)
