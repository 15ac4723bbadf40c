"""What the pages that Django draws have in common here: what they ask, say and leave out."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from people.forms.administration import TeamField
from people.models import Team

RELATED = ("can_add_related", "can_change_related", "can_delete_related", "can_view_related")


class PlainAdmin(admin.ModelAdmin):
    """A list and a form with one button; removing and the history on pages of ours."""

    delete_confirmation_template = "people/admin/remove.html"
    delete_selected_confirmation_template = "people/admin/remove.html"
    object_history_template = "people/admin/history.html"
    # What the list is called, where that is not what the things in it are called.
    heading = None
    # What happens to whom when something goes, where that is not what happens with parts.
    when_removed = ""
    # What an empty list says, where that is more than that nothing was found.
    when_empty = ""
    # The way from one of them to where it shows itself.
    words_on_site = ""

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, (extra_context or {}) | self.words())

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(
            request, object_id, form_url, (extra_context or {}) | self.words()
        )

    def delete_view(self, request, object_id, extra_context=None):
        return super().delete_view(request, object_id, (extra_context or {}) | self.words())

    def words(self):
        """Return what all pages of these things say."""
        return {
            "heading": self.heading or capfirst(self.opts.verbose_name_plural),
            "when_removed": self.when_removed,
            "words_on_site": self.words_on_site,
            "nothing": _("Nothing found."),
        }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Choose from what is there; it is added and changed on pages of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for may in RELATED:
            if field and hasattr(field.widget, may):
                setattr(field.widget, may, False)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.related_model is Team:
            kwargs |= {"form_class": TeamField, "queryset": Team.objects.with_those_above()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, **kwargs):
        context |= {
            "show_save_and_continue": False,
            "show_save_and_add_another": False,
        }
        context["adminform"].form.label_suffix = ""
        return super().render_change_form(request, context, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("Added: %(name)s") % {"name": obj})
        return self.response_post_save_add(request, obj)

    def response_change(self, request, obj):
        messages.success(request, _("Saved: %(name)s") % {"name": obj})
        return self.response_post_save_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        messages.success(request, _("Removed: %(name)s") % {"name": obj_display})
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
