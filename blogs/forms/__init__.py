"""The shape of what is written in blogs; whether it may be written is not decided here."""

from blogs.forms.articles import PlanForm, TextForm, as_chosen, as_typed
from blogs.forms.blogs import BlogForm
from blogs.forms.colleagues import GivingForm, NominationForm
from blogs.forms.helping import HelpForm, SuggestionForm
from blogs.forms.keeping import PauseForm, RhythmForm
from blogs.forms.promises import NewsForm, PromiseForm
from blogs.forms.questions import AnswerForm, QuestionForm

__all__ = [
    "AnswerForm",
    "BlogForm",
    "HelpForm",
    "PlanForm",
    "QuestionForm",
    "SuggestionForm",
    "GivingForm",
    "NominationForm",
    "PauseForm",
    "PlanForm",
    "QuestionForm",
    "RhythmForm",
    "NewsForm",
    "PlanForm",
    "PromiseForm",
    "QuestionForm",
    "TextForm",
    "PlanForm",
    "QuestionForm",
    "TextForm",
    "as_chosen",
    "as_typed",
]
