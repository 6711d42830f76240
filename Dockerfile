# One program with the pages inside, on an otherwise empty image: no shell, no package, not root.
#   docker build -t baton .
#   docker run -p 127.0.0.1:8300:8300 -v baton:/data --read-only baton

FROM node:22-bookworm-slim AS pages
WORKDIR /build/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run --silent build

FROM rust:1.95-bookworm AS program
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY crates crates
COPY xtask xtask
COPY demo demo
COPY --from=pages /build/web/dist web/dist
RUN cargo build --release --locked --package server --bin baton
# The program, the libraries that it names, the certificates that it believes, and its folder.
RUN mkdir -p /image/usr/local/bin /image/etc/ssl/certs \
    && mkdir /volume && mkdir -m 700 /volume/data \
    && cp target/release/baton /image/usr/local/bin/ \
    && ldd target/release/baton | grep -o '/[^ ]*' | xargs -I{} cp --parents -L {} /image/ \
    && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/

FROM scratch
COPY --from=program /image /
COPY --from=program --chown=10001:10001 /volume /
ENV PATH=/usr/local/bin BATON_DATA=/data BATON_LISTEN=0.0.0.0:8300
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8300
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/usr/local/bin/baton", "health"]
ENTRYPOINT ["/usr/local/bin/baton"]
CMD ["serve"]
