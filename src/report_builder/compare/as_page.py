def as_page(*_):
    return ""
