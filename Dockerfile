# One file for the three services: docker build --build-arg APP=semantic-search .
# The Node that package.json pins.
FROM node:26.10.0-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# The versions of the lockfile. Not `npm ci`: scripts/ensure-installed.mjs says why.
RUN npm install --no-save --loglevel=error
COPY tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json --incremental false --declaration false
RUN node node_modules/vite/bin/vite.js build apps/console
# Also without the Node of optionalDependencies: the base image is that Node.
RUN npm prune --no-save --omit=dev --omit=optional --loglevel=error
RUN mkdir data

FROM node:26.10.0-slim
ARG APP=gateway
ENV APP=$APP
ENV NODE_ENV=production
ENV LLM_GATEWAY_PORT=8080 SEARCH_PORT=8081 AGENTS_PORT=8082
ENV LLM_GATEWAY_DATA_DIR=/data SEARCH_DATA_DIR=/data
WORKDIR /app
COPY package.json ./
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist/libs dist/libs
COPY --from=build /build/dist/apps/$APP dist/apps/$APP
COPY config config
COPY scripts/check-health.mjs scripts/
RUN ln -s apps/$APP/src/main.js dist/main.js
COPY --from=build --chown=1000:1000 /build/data /data
VOLUME /data
# The user `node`, by number: Kubernetes cannot tell that a name is not root.
USER 1000:1000
EXPOSE 8080 8081 8082
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["node", "scripts/check-health.mjs"]
# The flags of scripts/node-flags.mjs, which says what they are for.
CMD ["node", "--enable-source-maps", "--use-largepages=silent", "--max-semi-space-size=6", "--no-parallel-scavenge", "--heap-growing-percent=30", "dist/main.js"]
