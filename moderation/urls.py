"""Addresses of the code of conduct and of what follows from it."""

from django.urls import path

from moderation.views import code, decisions, desk, drafts, openness, reports

about_cases = [
    path("desk/", desk.desk, name="cases"),
    path("desk/<int:case_id>/", desk.case, name="case"),
    path("desk/<int:case_id>/decide/", desk.decide, name="decide_case"),
    path("desk/<int:case_id>/confirm/", desk.confirm, name="confirm_decision"),
    path("desk/<int:case_id>/claim/", desk.claim, name="claim_case"),
    path("desk/<int:case_id>/let-go/", desk.let_go, name="let_case_go"),
    path("desk/<int:case_id>/names/", desk.names, name="show_names"),
    path("desk/<int:case_id>/notes/", desk.note, name="case_note"),
    path("desk/<int:case_id>/files/<uuid:file_id>/<str:rendition>/", desk.file, name="case_file"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/appeal/", decisions.appeal_against, name="make_appeal"),
    path("decisions/about/<slug:kind>/<int:subject_id>/", decisions.about, name="decision_about"),
    path("appeals/<int:appeal_id>/", decisions.appeal, name="appeal"),
    path("appeals/<int:appeal_id>/say/", decisions.say, name="say_in_appeal"),
    path("appeals/<int:appeal_id>/decide/", decisions.decide_again, name="decide_appeal"),
    path("appeals/<int:appeal_id>/take-back/", decisions.take_back, name="take_appeal_back"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<slug:kind>/<int:subject_id>/", reports.report, name="report"),
]

urlpatterns = [
    path("code/", code.code, name="code"),
    path("code/accept/", code.accept, name="accept_code"),
    path("code/versions/", code.versions, name="code_versions"),
    path("code/versions/<int:number>/", code.version, name="code_version"),
    path("code/versions/<int:number>/changes/", code.changes, name="code_changes"),
    path("code/drafts/<int:draft_id>/", drafts.draft, name="code_draft"),
    path("code/drafts/<int:draft_id>/remarks/", drafts.remark, name="remark_on_code"),
    path("code/what-we-measure/", openness.what_we_measure, name="what_we_measure"),
    path("code/what-we-measure/<slug:key>/", openness.figure, name="measured_figure"),
    path("code/in-figures/", openness.in_figures, name="code_in_figures"),
    *about_cases,
]
