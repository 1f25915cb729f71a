"""`sixfold watch`: editions, as PDF, made again whenever a seed, a catalog or a template is saved."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import Executor
from contextlib import closing
from pathlib import Path

from sixfold.commands.pdf import WHY_WITHHELD, outcomes, requests
from sixfold.commands.report import derive_fonts, from_here, print_failure, print_problems, require_packages
from sixfold.errors import SixfoldError
from sixfold.project.paths import Project, find_project
from sixfold.publishing.executors import usual_jobs
from sixfold.publishing.pipeline import typesetters


def run(options: argparse.Namespace) -> int:
    """Make what is out of date, at once and after each change, until a signal ends it."""
    require_packages("watching needs", "watch", "watchfiles")
    from watchfiles import watch  # noqa: PLC0415  (not installed for every project)

    project = find_project(Path.cwd())
    languages = [request.language for request in requests(project, options)]
    jobs = min(options.jobs or usual_jobs(), len(languages))
    # Folders: editors save by renaming. Where a file system sends no events, they are looked at again and again.
    changes = watch(*project.source_folders, debounce=60, step=20, rust_timeout=100, yield_on_timeout=True)
    next(changes)  # from now on none is missed
    print("watching seeds, locales and templates; Ctrl+C ends it", file=sys.stderr)
    while True:  # the workers read templates and stylesheets once
        # at least two: for one, a process would be forked from here, where there is a thread
        with typesetters(project, languages * 2, jobs, derive_fonts) as workers:
            _make(project, options, workers)
            for changed in changes:
                if any(Path(path).is_relative_to(project.templates) for _, path in changed):
                    break
                if changed:
                    _make(project, options, workers)


def _make(project: Project, options: argparse.Namespace, workers: Executor) -> None:
    """Make what is out of date, and say in a line what was made, in how many seconds, or why it was not."""
    began = time.monotonic()
    try:
        with closing(outcomes(project, requests(project, options), options, workers)) as known:
            for request, outcome in known:
                path = request.pdf(project)
                if outcome.is_up_to_date or print_failure(outcome, path, WHY_WITHHELD, with_traceback=options.debug):
                    continue
                draft = f"; DRAFT: {outcome.draft_summary}" if outcome.untranslated else ""
                print(f"{from_here(path)}: {time.monotonic() - began:.1f} s{draft}", flush=True)
    except SixfoldError as error:
        print_problems(error.problems)
