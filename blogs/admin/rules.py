"""What the organisation agreed about blogs, on one page of the administration."""

from django.contrib import admin
from django.shortcuts import redirect

from blogs.actions import change_blog_rules
from blogs.models import BlogRules
from blogs.policies import can_change_blog_rules
from people.admin.pages import PlainAdmin


@admin.register(BlogRules)
class BlogRulesAdmin(PlainAdmin):
    """The one agreement."""

    fields = ("allows_unnamed_questions", "nominations_needed", "term_weeks")

    def has_module_permission(self, request):
        return can_change_blog_rules(request.user)

    def has_view_permission(self, request, obj=None):
        return can_change_blog_rules(request.user)

    has_change_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, **kwargs):
        context |= {"is_the_only_one": True}
        return super().render_change_form(request, context, **kwargs)

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:blogs_blogrules_change", 1)

    def get_object(self, request, object_id, from_field=None):
        """Return what is agreed, also before anything was: then what stands there at first."""
        found = super().get_object(request, object_id, from_field)
        return found or (BlogRules(pk=1) if object_id == "1" else None)

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in self.fields}
        change_blog_rules(actor=request.user, **facts)
