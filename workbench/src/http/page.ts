import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Logger } from "pino";
import { ToposcopeError } from "../errors.ts";
import { newNonce, pagePolicy } from "./security.ts";

/** Where the built page lies, in a checkout as in an installed package. */
export const pageFolder = fileURLToPath(new URL("../../page/", import.meta.url));
const pageSource = fileURLToPath(new URL("../../../web/", import.meta.url));

const isBuilt = (folder: string) => existsSync(join(folder, "index.html"));

/**
 * Builds the page in a source checkout that has none yet.
 *
 * @returns whether there is a page to serve
 */
export async function ensurePage(log: Logger, folder = pageFolder): Promise<boolean> {
  if (isBuilt(folder)) return true;
  if (!existsSync(join(pageSource, "vite.config.ts"))) return false;
  log.info("building the page, once");
  try {
    await buildPage(folder);
  } catch (error) {
    log.warn({ err: error }, "the page could not be built");
  }
  return isBuilt(folder);
}

async function buildPage(folder: string): Promise<void> {
  const vite = join(
    dirname(createRequire(join(pageSource, "package.json")).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const child = spawn(
    process.execPath,
    [vite, "build", "--outDir", folder, "--emptyOutDir", "--logLevel", "warn"],
    {
      cwd: pageSource,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const collect = (piece: Buffer) => {
    output += piece.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`vite build ended with ${code}: ${output.trim()}`);
}

/** Serves the page's files; anything else that asks for a document gets the page itself, since its state is in the URL. */
export async function registerPage(server: FastifyInstance, folder = pageFolder): Promise<void> {
  await server.register(fastifyStatic, { root: folder, serve: false, dotfiles: "deny" });

  const sendPage = async (reply: FastifyReply) => {
    if (!isBuilt(folder)) throw new ToposcopeError("PAGE_MISSING", "the page has not been built");
    const template = await readFile(join(folder, "index.html"), "utf8");
    const nonce = newNonce();
    return reply
      .header("content-security-policy", pagePolicy(nonce))
      .header("cache-control", "no-cache")
      .type("text/html; charset=utf-8")
      .send(template.replaceAll("__CSP_NONCE__", nonce));
  };

  server.route({
    method: "GET",
    url: "/",
    config: { access: "anyone" },
    handler: (_, reply) => sendPage(reply),
  });
  server.route({
    method: "GET",
    url: "/*",
    config: { access: "anyone" },
    handler: async (request, reply) => {
      const path = (request.params as { "*": string })["*"];
      if (path === "index.html") return sendPage(reply);
      if (!isPageFile(folder, path)) throw new ToposcopeError("NOT_FOUND", `there is nothing at /${path}`);
      return path.startsWith("assets/")
        ? reply.sendFile(path, { immutable: true, maxAge: "365d", cacheControl: true })
        : reply.header("cache-control", "no-cache").sendFile(path, { cacheControl: false });
    },
  });
}

const isPageFile = (folder: string, path: string) =>
  !path.split(/[\\/]/).some((part) => part.startsWith(".")) && existsSync(join(folder, path));
