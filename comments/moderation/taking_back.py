from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .standing import Standing
from .status import Status


class TakenBack(Standing):
    """Undoing what a person decided: bound, like the deciding, to what stands at that moment."""

    class Meta:
        abstract = True

    def last_decision(self):
        """The one that brought it where it is: not undone, and no undoing itself; or None."""
        standing = self.decisions.filter(undoes__isnull=True, undone_by__isnull=True)
        return standing.order_by("-pk").first()

    def take_back(self, decision, *, by, **how):
        """Undo what a person decided, if nothing was decided or changed since.

        Returns the Decision that records it, or None. What was edited gets its earlier text back.
        """
        at = how.pop("at", None) or timezone.now()
        with transaction.atomic():
            self.hold_place()
            self.refresh_from_db()
            last = self.last_decision()
            if last is None or last.pk != decision.pk or last.by_id is None:
                return None
            edits = self.decisions.edits_of([self.pk]).get(self.pk, ())
            if self.status != last.became or not self.reads_as_when(last, edits):
                return None
            values = self._before(last, at)
            if values is None or not self._movable_to(last.was).update(**values):
                return None
            if last.is_edit:
                self.keep_earlier_text(by=by, at=at)
            for field, value in values.items():
                setattr(self, field, value)
            how |= {"undoes": last, "is_edit": last.is_edit}
            return self._record(last.became, by=by, at=at, **how)

    @classmethod
    def take_back_all(cls, decisions, *, by, via, at=None, **how):
        """Undo many at once, each as `take_back` would; returns the decisions that record it.

        The caller holds their places and has read decisions and comments behind that.
        """
        at = at or timezone.now()
        record = cls._meta.get_field("decisions").related_model
        last = record.objects.standing().filter(comment__in=[one.comment_id for one in decisions])
        last = set(last.order_by().values("comment").annotate(last=Max("pk")).values_list("last"))
        edits = record.objects.edits_of([one.comment_id for one in decisions])
        undone = [
            record(
                comment=decision.comment, revision=decision.revision, was=decision.became,
                became=decision.was, by=by, via=via, at=at, undoes=decision, **how,
            )
            for decision in decisions
            if (decision.pk,) in last
            and decision.comment._stands_as_decided(decision, edits.get(decision.comment_id, ()))
        ]  # fmt: skip
        for status in {one.became for one in undone}:
            moved = [one.comment_id for one in undone if one.became == status]
            cls._base_manager.filter(pk__in=moved).update(status=status)
        for one in undone:
            one.comment.status = one.became
        record.objects.bulk_create(undone)
        cls.follow_up_all(undone)
        return undone

    def reads_as_when(self, decision, edits):
        """Whether its words are those of `decision`, the last that stands.

        What moderators changed since was taken back then, each edit and undoing a revision more;
        what is above that, its author changed. `edits` are the ids of its decisions of that kind.
        """
        return self.revision == decision.revision + sum(pk > decision.pk for pk in edits)

    def _before(self, decision, at):
        """The values that undo it; None where its author had the earlier text erased."""
        if not decision.is_edit:
            return {"status": decision.was}
        earlier = self.earlier_text_before(decision.revision)
        return earlier and {**earlier, "revision": self.revision + 1, "edited_at": at}

    def _stands_as_decided(self, decision, edits):
        """So that a change of its status alone undoes it."""
        as_decided = self.status == decision.became and self.reads_as_when(decision, edits)
        is_change_of_status = decision.by_id and decision.was and not decision.is_edit
        return as_decided and is_change_of_status and (self.body or decision.was == Status.REMOVED)
