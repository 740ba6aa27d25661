# The service without build tools, as an unprivileged user, for a read-only file system.
# Layers by how often they change: Python, dependencies, the model, the code.
# deploy/compose.yaml pins the base image by digest; docs/supply.md says how any other build does.
FROM python:3.11.16-slim-bookworm AS python

FROM python AS build
# strip, from Debian's signed packages; it is not in the image.
RUN apt-get update && apt-get install --yes --no-install-recommends binutils
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/build && python -m venv --without-pip /opt/copydesk
COPY requirements-build.lock ./
RUN /opt/build/bin/pip install --require-hashes -r requirements-build.lock
COPY requirements.lock ./
COPY deploy/supply/image.py deploy/supply/image.toml deploy/supply/
RUN python deploy/supply/image.py lock requirements.lock > image.lock && \
    /opt/build/bin/pip --python /opt/copydesk install --no-deps --require-hashes -r image.lock && \
    python deploy/supply/image.py slim /opt/copydesk/lib/python3.11/site-packages && \
    python deploy/supply/image.py debug /opt/copydesk/lib/python3.11/site-packages > modules && \
    xargs strip --strip-debug < modules && \
    find /opt/copydesk -name '__pycache__' -prune -exec rm -rf {} + && \
    python -m compileall -q --invalidation-mode unchecked-hash /opt/copydesk/lib
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY scoring scoring
COPY service service
COPY integrations/python integrations/python
# The code goes to a folder of its own, and the model to another, for layers of their own.
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir dist . && \
    /opt/build/bin/pip --python /opt/copydesk install --no-deps --no-compile --root /code dist/*.whl && \
    python -m compileall -q --invalidation-mode unchecked-hash -s /code /code && \
    reader=opt/copydesk/lib/python3.11/site-packages/scoring/model/reader && \
    mkdir -p "/model/$(dirname $reader)" && mv "/code/$reader" "/model/$reader"

FROM python
LABEL org.opencontainers.image.title="copydesk" \
      org.opencontainers.image.description="Scores how a news article is sourced, hedged and written, with the evidence" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin copydesk
COPY --from=build /opt/copydesk /opt/copydesk
COPY --from=build /model/opt/copydesk /opt/copydesk
COPY --from=build /code/opt/copydesk /opt/copydesk
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
