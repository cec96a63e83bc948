#!/usr/bin/env node
// Plain JavaScript that Node 20 understands: it only finds a Node new enough for the program and goes on with it.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const leastNode = [24, 12];
const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = fromHere("../dist/cli/main.js");
const source = fromHere("../src/cli/main.ts");

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1]);
}

/** The Node that npm installed beside this package, where there is one for this machine. */
function npmNode() {
  try {
    const name = `node-${process.platform}-${process.arch}`;
    const node = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), "bin/node");
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Compiled code is kept between calls; where that folder cannot be written, Node goes on without. */
function compileCacheFolder() {
  try {
    return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "toposcope");
  } catch {
    return undefined;
  }
}

function refuse(reason) {
  const asJson = process.argv.includes("--json");
  const hint = `install Node ${leastNode.join(".")} or newer, or install again without --omit=optional so that npm brings one along`;
  const detail = `${reason}; Toposcope needs Node ${leastNode.join(".")} or newer`;
  process.stderr.write(
    asJson
      ? `${JSON.stringify({ code: "NODE_TOO_OLD", detail, hint })}\n`
      : `error[NODE_TOO_OLD]: ${detail}\nhint: ${hint}\n`,
  );
  process.exitCode = 1;
}

/** Replaces this process where the system can, so that there is one process to signal and to wait for. */
function goOnWith(node, parameters) {
  if (process.platform !== "win32" && typeof process.execve === "function") {
    process.removeAllListeners("warning");
    process.execve(node, [node, ...parameters], process.env);
  }
  // The channel tells the program when this process dies of a signal that nobody can catch.
  const child = spawn(node, parameters, { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  child.on("error", (error) => refuse(`${node} does not start (${error.message})`));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]) {
    process.on(signal, () => {
      const reachedBoth = signal === "SIGINT" && process.stdin.isTTY;
      if (!reachedBoth) child.kill(signal);
    });
  }
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

const cache = compileCacheFolder();
if (cache !== undefined) process.env.NODE_COMPILE_CACHE ??= cache;
const wantsSource = process.execArgv.includes("--conditions=toposcope-source");
const isBuilt = existsSync(built) && !wantsSource;

if (isNewEnough(process.versions.node) && (isBuilt || wantsSource)) {
  process.removeAllListeners("warning");
  if (cache !== undefined) module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  await import(pathToFileURL(isBuilt ? built : source).href);
} else {
  const node = isNewEnough(process.versions.node) ? process.execPath : npmNode();
  const run = [
    "--disable-warning=ExperimentalWarning",
    ...(isBuilt ? [built] : ["--conditions=toposcope-source", source]),
  ];
  if (node === undefined) refuse(`this is Node ${process.versions.node}`);
  else goOnWith(node, [...run, ...process.argv.slice(2)]);
}
