"""Addresses of registering and of one case."""

from django.urls import path

from redress.desk.views import case, command, customer, draft, evidence, letters, register, section, uploads

urlpatterns = [
    path("register", register.register, name="register"),
    path("register/part/<slug:part>", register.part, name="register_part"),
    path("register/related", register.related, name="register_related"),
    path("register/suggestions", register.suggestions, name="register_suggestions"),
    path("register/insurer", register.insurer, name="register_insurer"),
    path("register/preview", register.preview, name="register_preview"),
    path("upload", uploads.upload, name="upload"),
    path("file/<str:number>/attach", uploads.attach, name="attach"),
    path("register/units", register.units, name="register_units"),
    path("draft/<path:form>/discard", draft.discard, name="draft_discard"),
    path("draft/<path:form>", draft.save, name="draft"),
    path("case/<str:number>", case.case, name="case"),
    path("case/<str:number>/timeline", case.older, name="case_timeline"),
    path("case/<str:number>/timeline/<int:sequence>", case.entry, name="case_entry"),
    path("case/<str:number>/refused", case.refused, name="case_refused"),
    path("case/<str:number>/more/<slug:key>", section.section, name="case_section"),
    path("case/<str:number>/clock", case.clock, name="case_clock"),
    path("case/<str:number>/clock/ended", case.ended, name="case_clocks_ended"),
    path("case/<str:number>/people/<int:party>", case.unmask, name="unmask"),
    path("case/<str:number>/people/<int:party>/call", case.call, name="call"),
    path("case/<str:number>/people/<int:party>/cases", customer.customer, name="customer"),
    path("case/<str:number>/evidence/<int:attachment>", evidence.evidence, name="evidence"),
    path("case/<str:number>/wording", letters.wording, name="wording"),
    path("case/<str:number>/letter/<int:letter>", letters.letter, name="letter"),
    path("case/<str:number>/letter/<int:letter>/pdf", letters.pdf, name="letter_pdf"),
    path("case/<str:number>/letter/<int:letter>/page/<int:page>", letters.page, name="letter_page"),
    path("case/<str:number>/letters/<str:letter>", letters.numbered, name="letter_numbered"),
    path("case/<str:number>/dossier", letters.sealed, name="dossier"),
    path("case/<str:number>/do/<slug:name>", command.command, name="command"),
]
