"""The web server of a published site: the files, the downloads counted, and the readers' answers."""

from report_builder.serve.app import make_app
from report_builder.serve.limits import Limits, World
from report_builder.serve.proxies import Proxies
from report_builder.serve.running import check_site, serve_site

__all__ = ["Limits", "Proxies", "World", "check_site", "make_app", "serve_site"]
