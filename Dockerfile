# One image for all services, jobs and the loader; the compose file says which runs.

ARG NODE_IMAGE=node:24-bookworm-slim
FROM ${NODE_IMAGE} AS base
WORKDIR /app
ENV SCARF_ANALYTICS=false DO_NOT_TRACK=1

# The manifests alone: as long as they stay the same, so do the layers with the packages.
FROM base AS manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

FROM base AS build
COPY --from=manifests /app ./
# Without install scripts: they fetch another Node, which only a checkout needs.
RUN npm ci --ignore-scripts --loglevel=error
COPY . .
# The page keeps what was built of it; its sources and libraries are in it.
RUN npm run build \
  && find apps/dashboard -mindepth 1 -maxdepth 1 ! -name dist ! -name package.json -exec rm -rf {} + \
  && rm -rf node_modules apps/*/node_modules libs/*/node_modules apps/*/src libs/*/src

FROM base AS packages
COPY --from=manifests /app ./
RUN npm ci --ignore-scripts --omit=dev --workspace=apps --loglevel=error

FROM base
ENV NODE_ENV=production HOST=0.0.0.0 SILKGAUGE_STATE=/var/lib/silkgauge
COPY --from=packages /app ./
COPY --from=build /app ./
# The loader remembers here what it has pushed, and the notifier its keys. The cache is for whatever user mounts a volume there.
RUN mkdir /var/lib/silkgauge /var/lib/silkgauge-notifier /var/cache/silkgauge \
  && chown node:node /var/lib/silkgauge /var/lib/silkgauge-notifier && chmod 1777 /var/cache/silkgauge
USER node
CMD ["node", "apps/growth-api/bundle/main.js"]
