from allauth.account import views as account
from allauth.mfa.base import views as app_codes
from allauth.socialaccount import views as social
from django.urls import path, re_path, register_converter
from django.views.decorators.cache import never_cache

from lagesbild.website import about, changes_page, feeds, raw_files, search_page
from lagesbild.website.comparing import goal_views as compare_goal
from lagesbild.website.comparing import views as comparing
from lagesbild.website.goals import actions, attention_page, responsible, start
from lagesbild.website.goals import views as goals
from lagesbild.website.indicators import chart_views, methods
from lagesbild.website.indicators import views as indicators
from lagesbild.website.log_in import app_views, log_out
from lagesbild.website.log_in import views as log_in
from lagesbild.website.register import (
    calls,
    commitments,
    exchanges,
    funding,
    lessons,
    network,
    partner_map,
    partnerships,
    projects,
    three_questions,
)
from lagesbild.website.work import (
    begin,
    findings,
    history_page,
    indicator_paste,
    letters,
    my_work,
    people,
    people_paste,
    programme_paste,
    review,
    rounds,
    synchronised,
    workbook,
)


class GoalNumber:
    """1 to 17."""

    regex = "[1-9]|1[0-7]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class BoardFile:
    """What a round's board can be taken away as."""

    regex = "csv|xlsx"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(GoalNumber, "goalnumber")
register_converter(BoardFile, "boardfile")

urlpatterns = [
    path("", start.start, name="start"),
    path("mal/", start.all_goals, name="global_goals"),
    path("mal/<goalnumber:number>/", goals.global_goal, name="global_goal"),
    path("program/", goals.programmes, name="programmes"),
    path("program/<slug:slug>/", goals.programme, name="programme"),
    path("program/<slug:programme>/<slug:slug>/", goals.goal, name="goal"),
    path("nyckeltal/", indicators.indicators, name="indicators"),
    path("nyckeltal/<slug:slug>/", indicators.indicator, name="indicator"),
    path("nyckeltal/<slug:slug>/tabell/", indicators.table, name="indicator_table"),
    path("nyckeltal/<slug:slug>/jamfor/", comparing.compare, name="indicator_compare"),
    path("nyckeltal/<slug:slug>/jamfor.csv", comparing.as_csv, name="indicator_compare_csv"),
    path("nyckeltal/<slug:slug>/jamfor.xlsx", comparing.as_xlsx, name="indicator_compare_xlsx"),
    path("nyckeltal/<slug:slug>/jamfor.svg", comparing.as_svg, name="indicator_compare_svg"),
    path("nyckeltal/<slug:slug>/jamfor.png", comparing.as_picture, name="indicator_compare_png"),
    path("nyckeltal/<slug:slug>/diagram/", chart_views.chart, name="indicator_chart"),
    path("nyckeltal/<slug:slug>/diagram.svg", chart_views.as_svg, name="indicator_chart_svg"),
    path("nyckeltal/<slug:slug>/diagram.png", chart_views.as_picture, name="indicator_chart_png"),
    path("nyckeltal/<slug:slug>/kort.png", chart_views.as_card, name="indicator_card"),
    path("jamfor/", compare_goal.compare_goal, name="compare_goal"),
    path("jamfor.csv", compare_goal.as_csv, name="compare_goal_csv"),
    path("jamfor.xlsx", compare_goal.as_xlsx, name="compare_goal_xlsx"),
    path("jamfor.svg", compare_goal.as_svg, name="compare_goal_svg"),
    path("jamfor.png", compare_goal.as_picture, name="compare_goal_png"),
    path("inbaddad/nyckeltal/<slug:slug>/", chart_views.embedded, name="embedded_indicator"),
    path("nyckeltal/<slug:slug>.csv", indicators.as_csv, name="indicator_csv"),
    path("nyckeltal/<slug:slug>.json", indicators.as_json, name="indicator_json"),
    path("nyckeltal/<slug:slug>.xlsx", indicators.as_xlsx, name="indicator_xlsx"),
    path("atgarder/", actions.actions, name="actions"),
    path("atgarder/<slug:slug>/", actions.action, name="action"),
    path("samarbeten/", partnerships.partnerships, name="partnerships"),
    path("samarbeten/forteckning/", commitments.commitments, name="commitments"),
    path("samarbeten/forteckning.csv", commitments.as_csv, name="commitments_csv"),
    path("samarbeten/forteckning.xlsx", commitments.as_xlsx, name="commitments_xlsx"),
    path("samarbeten/rapport/<int:year>/", commitments.report, name="international_report"),
    path("samarbeten/rapport/<int:year>.docx", commitments.report_docx, name="international_report_docx"),
    path("samarbeten/utbyten/", exchanges.exchanges, name="exchanges"),
    path("samarbeten/utbyten/<slug:slug>/", exchanges.exchange, name="exchange"),
    path("samarbeten/lardomar/", lessons.lessons, name="lessons"),
    path("samarbeten/natverk/", network.network, name="network"),
    path("samarbeten/karta/", partner_map.partner_map, name="partner_map"),
    path("samarbeten/overvagt/", three_questions.considered, name="considered"),
    path("samarbeten/<slug:slug>/", partnerships.partnership, name="partnership"),
    path("projekt/", projects.projects, name="projects"),
    path("projekt/<slug:slug>/", projects.project, name="project"),
    path("finansiering/", funding.funding, name="funding"),
    path("finansiering/utlysningar/", calls.calls, name="calls"),
    path("ansvariga/", responsible.organisations, name="organisations"),
    path("ansvariga/<slug:slug>/", responsible.organisation, name="organisation"),
    path("behover-uppmarksamhet/", attention_page.attention, name="attention"),
    path("teckenforklaring/", about.legend, name="legend"),
    path("metoder/", methods.methods, name="methods"),
    path("sok/", search_page.search, name="search"),
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("oppna-data/", about.open_data, name="open_data"),
    path("oppna-data/ra/<slug:origin>/<str:run>/<path:name>", raw_files.raw_file, name="raw_file"),
    path("feed/andringar/", feeds.Changes(), name="feed"),
    path("andringar/", changes_page.changes, name="changes"),
    path("logga-in/", log_in.log_in, name="account_login"),
    # allauth asks where one signs up, which nobody does.
    path("logga-in/", log_in.log_in, name="account_signup"),
    path("logga-in/e-post/", log_in.request_code, name="account_request_login_code"),
    path("logga-in/kod/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logga-in/app/", never_cache(app_codes.authenticate), name="mfa_authenticate"),
    path("logga-in/igen/", never_cache(account.reauthenticate), name="account_reauthenticate"),
    path("logga-in/igen/app/", never_cache(app_codes.reauthenticate), name="mfa_reauthenticate"),
    path("logga-in/lank/<str:token>/", log_in.by_link, name="log_in_link"),
    path("logga-in/glomt/", never_cache(account.password_reset), name="account_reset_password"),
    path("logga-in/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^logga-in/glomt/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "logga-in/glomt/klart/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("logga-in/avstangt/", account.account_inactive, name="account_inactive"),
    path("logga-in/avbruten/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("logga-ut/", log_out.log_out, name="account_logout"),
    path("logga-ut/klart/", log_out.logged_out, name="logged_out"),
    path("arbete/", my_work.my_work, name="my_work"),
    path("arbete/<int:pk>/", my_work.item, name="item"),
    path("arbete/<int:pk>/spara/", my_work.save_item, name="save_item"),
    path("arbete/arbetsbok.xlsx", workbook.download, name="work_workbook"),
    path("arbete/arbetsbok/", workbook.upload, name="work_upload"),
    path("arbete/omgangar/", rounds.rounds, name="rounds"),
    path("arbete/omgangar/ny/", rounds.new_round, name="round_new"),
    path("arbete/omgangar/<int:pk>/", rounds.round_page, name="round"),
    path("arbete/omgangar/<int:pk>/andra/", rounds.edit_round, name="round_edit"),
    path("arbete/omgangar/<int:pk>/oppna/", rounds.open_round, name="round_open"),
    path("arbete/omgangar/<int:pk>/stang/", rounds.close_round, name="round_close"),
    path("arbete/omgangar/<int:pk>/protokoll/", rounds.record, name="round_record"),
    path("arbete/omgangar/<int:pk>/protokoll.json", rounds.record_file, name="round_record_file"),
    path("arbete/omgangar/<int:pk>/tavla.<boardfile:ending>", rounds.board_file, name="board_file"),
    path("arbete/iakttagelser/", findings.findings_page, name="findings"),
    path("arbete/iakttagelser/<slug:key>/", findings.answer, name="finding"),
    path("arbete/granska/", review.review, name="review"),
    path("arbete/granska/<int:pk>/", review.review_item, name="review_item"),
    path("arbete/granska/<int:pk>/ratta/", review.correct, name="correct"),
    path("arbete/historik/<slug:kind>/<int:pk>/", history_page.history, name="history"),
    path("arbete/historik/<slug:kind>/<int:pk>/aterstall/", history_page.restore, name="restore"),
    path("arbete/roller/", review.roles, name="roles"),
    path("arbete/program/", programme_paste.paste_programme, name="programme_paste"),
    path("arbete/program/nyckeltal/", indicator_paste.paste_indicators, name="indicator_paste"),
    path("arbete/program/<int:pk>/", programme_paste.publish_programme, name="programme_publish"),
    path("arbete/personer/", people.people, name="people"),
    path("arbete/personer/ny/", people.new_person, name="person_new"),
    path("arbete/personer/lista/", people_paste.paste_people, name="people_paste"),
    path("arbete/personer/inbjudan/", people.send_invitations, name="people_invite"),
    path("arbete/personer/<int:pk>/", people.person, name="person"),
    path("arbete/personer/<int:pk>/utan-app/", people.without_app, name="person_without_app"),
    path("arbete/inloggning/", app_views.own_log_in, name="mfa_index"),
    path("arbete/inloggning/app/", app_views.add_app, name="mfa_activate_totp"),
    path("arbete/inloggning/utan-app/", app_views.remove_app, name="mfa_deactivate_totp"),
    path("arbete/inloggning/koder/", app_views.recovery_codes, name="mfa_view_recovery_codes"),
    path("arbete/inloggning/koder/nya/", app_views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("arbete/kom-igang/", begin.who, name="begin_who"),
    path("arbete/kom-igang/folja/", begin.kit, name="begin_kit"),
    path("arbete/kom-igang/hamta/", begin.fetch, name="begin_fetch"),
    path("arbete/kom-igang/publicera/", begin.publish, name="begin_publish"),
    path("arbete/brev/", letters.letters, name="letters"),
    path("arbete/synkronisering/", synchronised.synchronised, name="synchronised"),
    path("arbete/synkronisering/<str:name>/", synchronised.synchronised, name="synchronised_on"),
]
