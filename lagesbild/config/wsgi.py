import atexit
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.config.settings")
application = get_wsgi_application()

from lagesbild.config import urls  # noqa: E402, F401 (every view is loaded now, and not at the first request)

# What is loaded by now stays as long as the process. Looked through for garbage over and over it would now and then
# hold a page up for longer than the page takes; and a page makes too many small things to look after every 700.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
atexit.register(gc.unfreeze)
