from django.db import migrations

ONLY_GROWS = """
CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log only grows (docs/adr/0024).'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- The number of its seal is the one thing that a record is given later, once.
CREATE FUNCTION audit_is_sealed_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed platform_auditrecord := OLD;
BEGIN
    sealed.seal_number := NEW.seal_number;
    IF OLD.seal_number IS NULL AND NEW IS NOT DISTINCT FROM sealed THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The audit log only grows (docs/adr/0024).'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER a_record_never_changes BEFORE UPDATE ON platform_auditrecord
    FOR EACH ROW EXECUTE FUNCTION audit_is_sealed_once();
CREATE TRIGGER a_record_never_goes BEFORE DELETE ON platform_auditrecord
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER the_log_is_never_emptied BEFORE TRUNCATE ON platform_auditrecord
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER a_seal_never_changes BEFORE UPDATE OR DELETE ON platform_auditseal
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows();
CREATE TRIGGER the_seals_are_never_emptied BEFORE TRUNCATE ON platform_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows();
"""

MAY_CHANGE = """
DROP TRIGGER a_record_never_changes ON platform_auditrecord;
DROP TRIGGER a_record_never_goes ON platform_auditrecord;
DROP TRIGGER the_log_is_never_emptied ON platform_auditrecord;
DROP TRIGGER a_seal_never_changes ON platform_auditseal;
DROP TRIGGER the_seals_are_never_emptied ON platform_auditseal;
DROP FUNCTION audit_is_sealed_once();
DROP FUNCTION audit_only_grows();
"""


class Migration(migrations.Migration):
    """A door against slips of our own; whoever owns the database opens it, and the seals show that."""

    dependencies = [
        ("platform", "0005_what_waits_for_a_seal"),
    ]

    operations = [migrations.RunSQL(ONLY_GROWS, MAY_CHANGE)]
