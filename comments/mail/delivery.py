from comments.models import Notification


def deliver_due():
    for notification in Notification.objects.due():
        notification.claim()
