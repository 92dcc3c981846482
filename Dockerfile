# The product in one image: the web server, the worker and every command. Runs as a user without rights.
FROM node:22-slim AS pages
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
# templates name the icons and pieces that are built
COPY graphapp /graphapp
RUN npm run build

FROM python:3.12-slim AS packages
WORKDIR /build
COPY requirements-stack.lock ./
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-stack.lock
# extras of your choice, such as PACKAGES=faster-whisper (docs/deploy.md); what is locked stays as it is
ARG PACKAGES=""
RUN sed '/--hash/d; s/ \\$//' requirements-stack.lock > pinned.txt \
 && if [ -n "$PACKAGES" ]; then /opt/venv/bin/pip install --no-cache-dir -c pinned.txt $PACKAGES; fi

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /srv/saidgraph saidgraph \
 && mkdir -p /data/tmp && chown saidgraph /data /data/tmp
WORKDIR /srv/saidgraph
COPY --from=packages /opt/venv /opt/venv
COPY --chown=root:root manage.py pyproject.toml ./
COPY --chown=root:root ingest ingest
COPY --chown=root:root graphapp graphapp
COPY --from=pages --chown=root:root /build/dist frontend/dist
# recordings and backups are put together on disk: compose.yaml has /tmp in memory
ENV TMPDIR=/data/tmp
ENV PATH=/opt/venv/bin:$PATH DATA_DIR=/data HOST=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER saidgraph
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request as u; host = os.environ.get('ALLOWED_HOSTS', '').split(',')[0].strip().lstrip('.*') or 'localhost'; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': host, 'X-Forwarded-Proto': 'https'}), timeout=4)"]
CMD ["gunicorn", "graphapp.config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "8", "--limit-request-line", "8190", "--worker-tmp-dir", "/dev/shm", "--logger-class", "graphapp.config.server_lines.ServerLines", "--access-logfile", "-", "--no-control-socket"]
