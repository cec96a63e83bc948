import { once } from "node:events";
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from "node:net";
import type pg from "pg";

/** A way to a PostgreSQL server that can lose packets: connections stay open, and nothing comes through. */
export interface HalfOpenProxy {
  /** How to reach the server through it. */
  readonly connection: pg.ClientConfig;
  /** From now on connections that are there lose what is sent, both ways; with `all`, new ones too. */
  swallow(options?: { all?: boolean }): void;
  /** New connections work again; those that lost something stay dead. */
  heal(): void;
  close(): Promise<void>;
}

export async function halfOpenProxy(server: pg.ClientConfig | string): Promise<HalfOpenProxy> {
  const { target, user, database } = addressOf(server);
  const dead = new Set<Socket>();
  const sockets = new Set<Socket>();
  let swallowsAll = false;
  const forward = (from: Socket, to: Socket, pair: Socket) => {
    sockets.add(from);
    from.on("data", (piece) => {
      if (!dead.has(pair)) to.write(piece);
    });
    from.on("error", () => {});
    from.once("close", () => {
      sockets.delete(from);
      if (!dead.has(pair)) to.destroy();
    });
  };
  const listener = createServer((client) => {
    if (swallowsAll) dead.add(client);
    const upstream = connect(target);
    forward(client, upstream, client);
    forward(upstream, client, client);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    connection: { host: "127.0.0.1", port, user, database },
    swallow({ all = false } = {}) {
      for (const socket of sockets) dead.add(socket);
      swallowsAll = all;
    },
    heal() {
      swallowsAll = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, "close");
    },
  };
}

interface Address {
  readonly target: NetConnectOpts;
  readonly user: string | undefined;
  readonly database: string | undefined;
}

function addressOf(server: pg.ClientConfig | string): Address {
  if (typeof server === "string") {
    const { hostname: host, port, username, pathname } = new URL(server);
    return { target: { host, port: Number(port || 5432) }, user: username, database: pathname.slice(1) };
  }
  const { host = "", user, database } = server;
  return { target: { path: `${host}/.s.PGSQL.5432` }, user, database };
}
