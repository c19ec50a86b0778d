"""The rule of every table: who reads it and who writes it (SEC-01).

A table beneath a file is recognised by its `file_id`, one beneath a complaint by its `complaint_id`, one that is a
person's by its `user_id`; the others stand here. What stands nowhere is closed to web and worker: tests name it.
"""

from __future__ import annotations

from redress.assembly import FILES
from redress.assessment.kinds import WRITES
from redress.casework.kinds import Kind
from redress.claims.kinds import HANDLES
from redress.complaints.kind_of_file import COMPLAINT
from redress.operations.floor import kinds
from redress.operations.floor.rules import (
    ALL,
    CAME_IN,
    DOOR,
    ENTERS,
    HOUSE,
    ME,
    SEES,
    SIGNED_IN,
    Rule,
    adds,
    alike,
    beneath,
    duty,
    file_seen,
    known_in_house,
    opened,
    over,
    own,
    reached,
)
from redress.organisation.kinds import SECOND_PERSON_DUTIES
from redress.policies.kinds import LOOKS_UP
from redress.suggestions.kinds import CHOOSES

_ADMINISTRATORS = f"{HOUSE} OR {duty('administrator')}"
_PERSON = f"{ALL} OR {SIGNED_IN}"
_ACCOUNT = f"{HOUSE} OR {DOOR} OR id = {ME} OR {duty('administrator', 'manager')}"
_IDENTITY = "jsonb_build_object('provider', provider, 'uid', uid)"
_KEEPS_KEYS = duty("administrator", "manager")
_UNIT = "redress_unit_of(department_id)"
_SIGHT = "ARRAY[" + ",".join(f"'{each}'" for each in sorted(SECOND_PERSON_DUTIES)) + "]::text[]"
_SIGN_IN = f"{ALL} OR {DOOR} OR user_id = {ME} OR by_id = {ME} OR {duty('administrator', 'auditor')}"
_BODYS_UNIT = "(SELECT b.unit_id FROM committee_body b WHERE b.id = committee_seat.body_id)"
COMES = f"({DOOR} AND what = 'proposed' AND by_id = person_id)"
"""Who comes by the directory for the first time is entered before anybody is signed in."""
_CASE = f"{ALL} OR {SEES}"
_HELD = f"{ALL} OR {HOUSE} OR {duty(*sorted(LOOKS_UP))}"
_ADDED = adds()

_WITH_ME = (
    "department_id = ANY ((SELECT redress_departments())::bigint[])"
    " OR user_id = ANY ((SELECT redress_people())::bigint[])"
)
_BENEATH = "EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaints_share.complaint_id)"
_SHARED = "EXISTS (SELECT FROM redress_shared_with_me s WHERE s.complaint_id = complaints_complaint.id)"
_SEEN_CASE = (
    f"{ALL} OR unit_id = ANY ((SELECT redress_units())::bigint[])"
    " OR received_unit_id = ANY ((SELECT redress_units())::bigint[])"
    " OR owner_id = ANY ((SELECT redress_people())::bigint[])"
    " OR registered_by_id = ANY ((SELECT redress_people())::bigint[])"
    f" OR {_SHARED}"
)
_SEEN_CALL = (
    f"{ALL} OR unit_id = ANY ((SELECT redress_units())::bigint[]) OR {reached('unit_id', *sorted(HANDLES))}"
)
_HERS = f"{ALL} OR {DOOR} OR user_id = {ME} OR redress_over_person('{{administrator}}', user_id)"
_SERIES = "redress_sees_of_unit(unit_id)"
_ARTICLE = f"{ALL} OR drafted_by_id = {ME} OR unit_id = ANY ((SELECT redress_units())::bigint[])"
_KNOWN = f"{_ARTICLE} OR (state = 'published' AND redress_knows_article(unit_id, published_by_id))"

_OF_UNIT = f"{ALL} OR unit_id = ANY ((SELECT redress_units())::bigint[])"
_ACTION = f"{_OF_UNIT} OR owner_id = {ME} OR department_id = ANY ((SELECT redress_departments())::bigint[])"
_OF_BODY = "(SELECT b.id FROM committee_body b WHERE b.unit_id = ANY ((SELECT redress_units())::bigint[]))"
_SESSION = f"{ALL} OR {ME} = ANY (readers) OR body_id IN {_OF_BODY}"
_END = "EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaints_link.{})"
_TO_END = _END.format("to_id")
_EITHER_END = f"{ALL} OR {_END.format('complaint_id')} OR {_TO_END}"
_MESSAGE = f"{ALL} OR user_id = {ME} OR {file_seen('outbox_message.file_id')}"
_AUDITED = "(SELECT redress_audited())"


def _audited(kind: Kind) -> str:
    """The entry of the access log shows files of the kind, of units whose reads the person audits."""
    units = " OR ".join(f"c.{unit} = ANY ({_AUDITED}::bigint[])" for unit in kind.sight.units)
    files = "complaints_accessentry.cases || complaints_accessentry.file_id"
    return f"EXISTS (SELECT FROM {kind.table} c WHERE c.id = ANY ({files}) AND ({units}))"


_AUDITORS = f"""{ALL} OR unit_id = ANY ({_AUDITED}::bigint[])
    OR {_AUDITED} <> '{{}}'::bigint[] AND (
        action = 'refused' AND user_id IS NULL AND unit_id IS NULL AND number = ''
        OR {" OR ".join(map(_audited, FILES))})"""

RULES: dict[str, Rule] = {
    # The key of a file is known to who sees the file. The database writes it (`redress_file_key`), and nobody else.
    "casework_file": Rule(f"{ALL} OR {file_seen('casework_file.id')}"),
    # Cases: who shares in one must be told by who sees it. None is ever deleted.
    "complaints_complaint": Rule(_SEEN_CASE, ENTERS, _SEEN_CASE),
    # With whom a case is shared is known to who sees it. The rule of cases asks of what is shared with oneself by a
    # view, which shows nobody more than that and asks no rule again.
    "complaints_share": Rule(f"{ALL} OR {_WITH_ME} OR {_BENEATH}", _ADDED, _CASE, _CASE),
    # A link is known to who sees either end; what stands at the other is shown under that case's own rule.
    "complaints_link": Rule(_EITHER_END, f"{_ADDED} OR {_TO_END}", _EITHER_END, _EITHER_END),
    # What somebody read is written as oneself, and read by the auditors of the unit, of the cases that were shown, and
    # of what nobody who was signed in asked for.
    "complaints_accessentry": Rule(_AUDITORS, f"{ALL} OR user_id IS NOT DISTINCT FROM {ME}", ALL),
    "complaints_draft": own(),
    "complaints_lookups": own(),
    "complaints_savedview": own(),
    "casework_desksettings": own(),
    # A published version never changes: the table is a register, and who adds to it may publish that rulebook.
    "complaints_rulebookversion": Rule(add=f"{ALL} OR {HOUSE} OR redress_may_publish(name)"),
    # Whether an import is being taken back is asked for every case that came with one; of others nobody is told
    # anything, as how many files a company's import brought.
    "complaints_importrun": Rule(f"{ALL} OR {CAME_IN} AND taking_back_at IS NOT NULL", ALL, ALL),
    # Kinds of file that are seen by what they say of themselves, with all that hangs on them; none of it is deleted.
    **{table: rule for kind in FILES if kind is not COMPLAINT for table, rule in kinds.rules(kind)},
    # Calls are brought by the call centre's records; seen over their unit by who sees its claims.
    "claims_reportcall": Rule(_SEEN_CALL, ALL),
    # The organisation: what of it who may change stands in people.sql where a rule of rows cannot say it.
    "organisation_unit": Rule(
        add=f"{HOUSE} OR {over('parent_id', 'administrator')}",
        change=f"{HOUSE} OR {over('id', 'administrator', 'manager')}",
        columns=("closed_until", "rulebook", "claims_rulebook", "calendar", "reception"),
    ),
    "organisation_department": Rule(
        add=f"{HOUSE} OR {over('unit_id', 'administrator')}",
        change=f"{HOUSE} OR {over('unit_id', 'administrator', 'manager')}",
        columns=("email",),
    ),
    "organisation_calendaryear": known_in_house(f"{HOUSE} OR redress_may_load(calendar)"),
    "organisation_appointment": Rule(
        add=f"{HOUSE} OR redress_may_appoint(user_id, department_id, duty, period, {_SIGHT})",
        change=f"{HOUSE} OR {over(_UNIT, 'administrator')}",
        columns=("period",),
    ),
    "organisation_deputy": Rule(
        add=f"{HOUSE} OR (named_by_id = {ME} AND deputy_id <> ALL (redress_people()) AND redress_may_name(absent_id))",
        change=f"{HOUSE} OR {SIGNED_IN}",
        delete=f"{HOUSE} OR {SIGNED_IN}",
        columns=("period",),
    ),
    "organisation_changenotice": Rule(
        add=f"{HOUSE} OR {over(_UNIT, 'administrator', 'manager')}",
        change=f"{HOUSE} OR {over(_UNIT, 'administrator', 'manager', 'cs_head', 'complaint_officer')}",
    ),
    "organisation_proposal": Rule(
        add=(
            f"{HOUSE} OR (proposed_by_id = {ME} AND {over('unit_id', 'administrator')})"
            f" OR ({DOOR} AND kind = 'identity' AND proposed_by_id = person_id AND proposers = ARRAY[person_id])"
        ),
        change=f"{HOUSE} OR proposed_by_id = {ME} OR {over('unit_id', 'administrator', 'manager')}",
        columns=("verdict", "decided_by_id", "decided_at", "reason"),
    ),
    # Its file says how often something was changed, and the head of the chain: known in the house, moved on by who is
    # admitted to a change, and by the door for who comes by the directory for the first time.
    "administration_organisationfile": Rule(
        read=f"{_PERSON} OR {DOOR}",
        add=f"{_PERSON} OR {DOOR}",
        change=f"{_PERSON} OR {DOOR}",
        columns=("state", "version", "journal_head"),
    ),
    "organisation_organisationentry": Rule(add=f"{ALL} OR by_id = {ME} OR {COMES}"),
    # Accounts: looked up at the door, kept by their person and by administrators; the trigger says what of them.
    "organisation_user": Rule(add=_ADMINISTRATORS, change=_ACCOUNT),
    "organisation_user_groups": Rule(read=CAME_IN),
    "organisation_user_user_permissions": Rule(read=CAME_IN),
    "auth_group": Rule(),
    "auth_group_permissions": Rule(),
    "auth_permission": Rule(),
    "django_content_type": Rule(),
    "django_session": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
    "account_emailaddress": own(besides=DOOR),
    "account_emailconfirmation": Rule(f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}", "", f"{ALL} OR {DOOR}"),
    # Keys of an account are its person's. The door uses them, the worker renews what they are encrypted with, and a
    # second person who confirmed it takes them away.
    "mfa_authenticator": Rule(
        read=f"{ALL} OR {DOOR} OR user_id = {ME} OR {_KEEPS_KEYS}",
        add=f"{HOUSE} OR user_id = {ME}",
        change=f"{ALL} OR {DOOR} OR user_id = {ME}",
        delete=f"{HOUSE} OR user_id = {ME} OR {opened('factor_reset', person='user_id')}",
    ),
    "organisation_secondfactoruse": Rule(
        read=f"{ALL} OR {DOOR} OR user_id = {ME} OR {_KEEPS_KEYS}",
        add=f"{HOUSE} OR {DOOR} OR user_id = {ME}",
        change=f"{HOUSE} OR {DOOR} OR user_id = {ME}",
        delete=f"{HOUSE} OR user_id = {ME} OR {opened('factor_reset', person='user_id')}",
    ),
    # Which sessions there are is asked before it is known who comes. One's own are noted, and ended by who administers
    # their person as well.
    "organisation_staffsession": Rule(CAME_IN, f"{ALL} OR {DOOR} OR user_id = {ME}", _HERS, _HERS),
    "organisation_signin": Rule(_SIGN_IN, f"{ALL} OR {DOOR} OR user_id = {ME} OR by_id = {ME}"),
    "socialaccount_socialaccount": Rule(
        read=f"{ALL} OR {DOOR} OR user_id = {ME} OR {_KEEPS_KEYS}",
        add=f"{HOUSE} OR {opened('identity', person='user_id', values=_IDENTITY)}",
        change=f"{HOUSE} OR {DOOR} OR user_id = {ME}",
        delete=f"{HOUSE} OR user_id = {ME}",
    ),
    "socialaccount_socialtoken": Rule(f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}", f"{ALL} OR {DOOR}"),
    "socialaccount_socialapp": Rule(),
    # Looked up, and noted as used, before it is known who comes; who may end one stands in guards.sql.
    "api_token": Rule(
        read=CAME_IN,
        add=f"{ALL} OR user_id = {ME}",
        change=CAME_IN,
        columns=("revoked_at", "last_used_at"),
    ),
    # Held by who calls a session or seats somebody, and never changed: of a row that may be held, one column must be
    # free, and the key of a body is none that anything could be gained by.
    # What was learned is read by who registers, encrypted; learned at the command line, chosen over its unit.
    "suggestions_learnedversion": Rule(
        add=f"{ALL} OR {HOUSE}",
        change=f"{ALL} OR {HOUSE} OR {over('unit_id', *sorted(CHOOSES))}",
        columns=("in_use", "least"),
    ),
    # Published tables of a market are everybody's to read; they are taken in at the command line and never changed.
    "insight_markettable": Rule(add=ALL),
    "insight_marketrow": Rule(add=ALL),
    "committee_body": Rule(
        add=f"{HOUSE} OR {over('unit_id', 'administrator')}", change=_PERSON, delete=HOUSE, columns=("id",)
    ),
    # A seat gives sight of what is on its body's agenda: it is added by who confirmed it.
    "committee_seat": Rule(
        add=f"{HOUSE} OR redress_may_seat(body_id, role, user_id, department_id, duty, period)",
        change=f"{HOUSE} OR {over(_BODYS_UNIT, 'administrator')}",
        delete=HOUSE,
        columns=("period",),
    ),
    # A session is known to those it names as its readers, and to the unit of its body; so is all that was said in it.
    "committee_session": Rule(_SESSION, _SESSION, _SESSION),
    "committee_action": beneath("committee_session", "session_id", "committee_action", stays=True),
    "committee_attendee": beneath("committee_session", "session_id", "committee_attendee", stays=True),
    "committee_item": beneath("committee_session", "session_id", "committee_item", stays=True),
    "committee_sessionentry": beneath("committee_session", "session_id", "committee_sessionentry"),
    "committee_hearing": beneath("committee_item", "item_id", "committee_hearing"),
    "committee_recusal": beneath("committee_item", "item_id", "committee_recusal"),
    "committee_vote": beneath("committee_item", "item_id", "committee_vote"),
    # Files by their hash: who may open one is a question of what refers to it.
    "evidence_blob": Rule(CAME_IN, _PERSON, ALL, ALL),
    # A file that was given to the house belongs to who gave it, until it is attached.
    "evidence_upload": own("by_id"),
    "letters_letterremark": beneath("letters_letter", "letter_id", "letters_letterremark"),
    "letters_attempt": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
    "letters_letterseries": Rule(_SERIES, _SERIES, _SERIES),
    "assessment_assessmententry": alike(f"{_OF_UNIT} OR by_id = {ME}"),
    "assessment_correctiveaction": alike(_ACTION),
    "assessment_sample": Rule(_OF_UNIT, _OF_UNIT, _OF_UNIT),
    # Published articles are read by the company. A row is held by who reads it; what of it who may change, and that a
    # second person publishes, stands in guards.sql.
    "assessment_knowledgearticle": Rule(
        read=_KNOWN,
        add=f"{ALL} OR (drafted_by_id = {ME} AND state = 'draft' AND {over('unit_id', *sorted(WRITES))})",
        change=_KNOWN,
    ),
    # What the insurer holds of its customers is read by those whose work it is to look it up, and written by the house.
    "policies_product": Rule(),
    "policies_policy": Rule(read=_HELD),
    "policies_party": Rule(read=_HELD),
    "policies_cover": Rule(read=_HELD),
    "policies_contactcheck": Rule(read=_HELD, add=f"{ALL} OR by_id = {ME}"),
    # A message is known to who sees its case, and to whom it went.
    "outbox_message": Rule(_MESSAGE, f"user_id = {ME} OR {adds('file_id')}", _MESSAGE, _MESSAGE),
    "outbox_attempt": beneath("outbox_message", "message_id", "outbox_attempt"),
    "outbox_pause": Rule(CAME_IN, ALL, ALL, ALL),
    # The house enters it, once it is known that the message it is said of is one's to decide about.
    "outbox_optout": Rule(add=ALL, change=ALL),
    # Where somebody is reached is that person's to say.
    "outbox_staffcontact": Rule(
        add=f"{HOUSE} OR user_id = {ME}",
        change=f"{ALL} OR user_id = {ME}",
        delete=f"{HOUSE} OR user_id = {ME}",
    ),
    # What stands at the basis of the house itself.
    "django_migrations": Rule(read="true"),
    "sealing_kind": Rule(),
    "sealing_seal": Rule(read=ALL, add=CAME_IN),
    "sealing_checkpoint": Rule(CAME_IN, ALL),
    "sealing_verification": Rule(CAME_IN, ALL),
    "redress_as_of": Rule(),
    "redress_shared": Rule(CAME_IN, CAME_IN, CAME_IN, CAME_IN),
}

GO_BEFORE_THEIR_CASE = frozenset(
    {
        "clocks_clock", "complaints_cause", "complaints_disposal", "complaints_party", "complaints_share",
        "complaints_signoff", "evidence_upload",
    }
)  # fmt: skip
"""Rows that a command takes out while the case stands. All others go with its disposal, or are never deleted."""

OWNERS_ALONE = frozenset({"redress_ticket_verifier"})
"""Nobody who serves reads or writes them."""

OPEN = frozenset({"django_migrations"})
"""Read before a process has come in: whether it fits this database at all."""

JOBS = frozenset(
    {"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"}
)
"""The worker's. The web adds jobs by a function, and reads which workers are up."""
