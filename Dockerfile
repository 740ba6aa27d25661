# The service without build tools, as an unprivileged user, for a read-only file system.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/copydesk
COPY requirements.lock ./
RUN /opt/copydesk/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY scoring scoring
COPY service service
COPY integrations/python integrations/python
RUN /opt/copydesk/bin/pip install hatchling && \
    /opt/copydesk/bin/pip install --no-deps --no-build-isolation . && \
    /opt/copydesk/bin/pip uninstall --yes hatchling pathspec trove-classifiers pip && \
    find /opt/copydesk -name '__pycache__' -prune -exec rm -rf {} + && \
    /opt/copydesk/bin/python -m compileall -q /opt/copydesk/lib

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="copydesk" \
      org.opencontainers.image.description="Scores how a news article is sourced, hedged and written, with the evidence" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/copydesk /opt/copydesk
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin copydesk
# Docker can publish only 0.0.0.0; -p and the network control access. So the image allows requests
# without a key. Once COPYDESK_KEYS is set, every request needs one.
ENV PATH=/opt/copydesk/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    ORT_DISABLE_TELEMETRY=1 \
    COPYDESK_HOST=0.0.0.0 COPYDESK_PORT=8000 COPYDESK_ALLOW_ANONYMOUS=true
USER 10001:10001
WORKDIR /opt/copydesk
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"COPYDESK_PORT\"]}/health/live', timeout=2)"]
CMD ["copydesk", "serve"]
