"""What a person is to judge in a file, and what was answered, for other programs."""

from __future__ import annotations

import json
from typing import Any

from report_builder.check.judgement.asking import Task
from report_builder.check.judgement.naming import named
from report_builder.check.judgement.questions import QUESTIONS
from report_builder.language.catalogue import Catalogue
from report_builder.pipeline.answers import Answers
from report_builder.pipeline.assessing import Assessment

FORMAT = 1
"""Raised when a key goes or changes its meaning; keys may be added."""


def as_json(assessment: Assessment, words: Catalogue) -> str:
    """Give every question with what it is about and the answers, in the language of ``words``."""
    asked = assessment.asked
    questions = [
        {
            "id": question.id,
            "question": words(question.key),
            "criteria": list(question.criteria),
            "about": [_about(task, assessment.answers, words) for task in asked.about(question)],
        }
        for question in QUESTIONS
    ]
    answer = {"format": FORMAT, "file": str(assessment.path), "title": asked.title, "questions": questions}
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _about(task: Task, answers: Answers, words: Catalogue) -> dict[str, Any]:
    subject = task.subject
    answer = answers.get(task.name)
    return {
        "key": subject.key,
        "kind": subject.kind,
        "called": words.text(named(subject)),
        "pages": [page + 1 for page in subject.pages],
        "name": subject.name,
        "text": subject.text,
        "alt": subject.alt,
        "answer": answer.answer if answer else "",
        "remark": answer.remark if answer else "",
        "by": answer.by if answer else "",
        "day": str(answer.day) if answer else "",
    }
