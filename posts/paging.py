"""Which pages a list leads to. Pure."""

NEIGHBOURS = 2


def shown_numbers(number, last):
    """The first page, the last, those around `number`, in order; None where some are left out."""
    around = range(max(1, number - NEIGHBOURS), min(last, number + NEIGHBOURS) + 1)
    numbers = sorted({1, *around, last})
    shown = []
    for before, this in zip([0, *numbers], numbers, strict=False):
        shown += [this] if this == before + 1 else [None, this]
    return shown
