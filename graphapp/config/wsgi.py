"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from graphapp.config.alternating import alternate_often
from graphapp.config.collecting import collect_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "graphapp.config.settings")
application = get_wsgi_application()
collect_seldom()
alternate_often()
