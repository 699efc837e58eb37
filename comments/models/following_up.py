from django.db.models.functions import Lower

from comments.models.new_rows import insert
from comments.models.signed_name import SignedName
from comments.models.tally import Tally
from comments.models.text_columns import values_of_text
from comments.moderation import Moderated, Status
from comments.text import folded_address

TOLD_OF = {Status.APPROVED, Status.REMOVED}  # what follows a comment may be mailed


class FollowedUp(Moderated):
    """What a decision brings with it: counts, reports, known names, and mail."""

    class Meta:
        abstract = True

    def hold_place(self):
        """One change at a time to what stands under a post: counts are taken after the last."""
        Tally.hold(self.post_id)

    def store_decision(self, decision):
        insert(decision)

    def follow_up(self, decision):
        moves = decision.was != decision.became
        if moves:
            Tally.shift(self.post_id, [(decision.was, decision.became)])
        if moves and Status.APPROVED in {decision.was, decision.became}:
            self._recount()
        if decision.was:
            self.count_open_flags()
        self._remember_and_tell(decision, self._emails_now() if decision.was else self._emails)

    @classmethod
    def follow_up_all(cls, decisions):
        """Once for each post: counting it for each comment takes time by the square of them."""
        by_post = {}
        for decision in decisions:
            by_post.setdefault(decision.comment.post_id, []).append(decision)
        for post_id, here in by_post.items():
            Tally.shift(post_id, [(decision.was, decision.became) for decision in here])
            public = [one for one in here if Status.APPROVED in {one.was, one.became}]
            roots = {one.comment.thread_id or one.comment_id for one in public}
            if roots:
                Tally.recount(cls.objects, post_id, *roots)
        decided = [decision for decision in decisions if decision.by_id]  # else nobody is told
        flags = cls._meta.get_field("flags").related_model.objects
        flagged = flags.filter(comment__in=[decision.comment_id for decision in decided])
        flagged = set(flagged.values_list("comment", flat=True))
        cls._hold_concerned([one.comment for one in decided if one.became in TOLD_OF])
        for decision in decided:
            if decision.comment_id in flagged:
                decision.comment.count_open_flags()
            comment = decision.comment
            comment._remember_and_tell(decision, comment._emails)

    @classmethod
    def _hold_concerned(cls, comments):
        """Lock in the order in which an address is erased, and all of a kind by their ids.

        Locked comment by comment, readers and batches on other posts would wait for each other.
        """
        emails = {folded_address(one.author_email) for one in comments if one.author_email}
        SignedName.hold_addresses(emails)
        subscriptions = cls._meta.get_field("subscriptions").related_model.objects
        list(subscriptions.about(comments).kept())

    def follow_findings(self, findings):
        terms = {term for finding in findings for term in finding.terms}
        if terms:
            self.term_hits.note(self, terms)

    def keep_earlier_text(self, *, by, at):
        self.earlier_texts.create(revision=self.revision, body=self.body, by=by, at=at)

    def earlier_text_before(self, revision):
        earlier = self.earlier_texts.filter(revision=revision - 1).first()
        return earlier and values_of_text(earlier.body)

    def count_open_flags(self):
        self.open_flags = self.flags.open().count()
        type(self).objects.filter(pk=self.pk).update(open_flags=self.open_flags)

    def follow_edit(self):
        self.count_open_flags()
        if self.status == Status.APPROVED:  # it may answer the question now, or no more
            self._recount()

    def _remember_and_tell(self, decision, emails):
        if decision.undoes_id:
            decision.kinds_gone = self.notifications.recall(decision.undoes)
        if decision.was == decision.became:
            return
        if self.status == Status.APPROVED and self.author_email:
            SignedName.remember(self.author_name, emails)
        self.notifications.owe_for(decision)

    @property
    def _emails(self):
        return [folded_address(self.author_email)]

    def _emails_now(self):
        """As the row has it: who was erased since it was loaded is remembered nowhere."""
        return type(self).objects.filter(pk=self.pk).values_list(Lower("author_email"))

    def _recount(self):
        Tally.recount(type(self).objects, self.post_id, self.thread_id or self.pk)
