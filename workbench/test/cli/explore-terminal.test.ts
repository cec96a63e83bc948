import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporary-folder.ts";
import { cleanEnvironment, fromSource } from "./call.ts";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));
/** What a terminal is to the program: its standard output says that it is one. */
const inTerminal = "data:text/javascript,process.stdout.isTTY=true";

test("in a terminal explore serves the page, says where from the start, names the first topics, and stays until Ctrl-C", async () => {
  const folder = join(temporaryFolder(), "letters");
  mkdirSync(folder);
  for (let i = 0; i < 12; i += 1)
    writeFileSync(
      join(folder, `${i}.txt`),
      i % 2 === 0 ? `The ship left harbour ${i}.` : `Bread needs flour ${i}.`,
    );
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...environment } = cleanEnvironment();
  const parameters = ["explore", folder, "--data", temporaryFolder(), "--model", "static", "--port", "0"];
  const child = spawn(process.execPath, [fromSource, "--import", inTerminal, bin, ...parameters], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit");
  try {
    let printed = "";
    let noted = "";
    child.stdout.on("data", (piece: Buffer) => {
      printed += piece.toString();
    });
    child.stderr.on("data", (piece: Buffer) => {
      noted += piece.toString();
    });
    await expect.poll(() => noted, { timeout: 90_000 }).toContain("Ctrl-C stops it");
    const address = /page: (http:\S+)/.exec(printed)?.[1] ?? "";
    expect(noted).toContain(`page: ${address}`);
    expect(noted.indexOf("page:")).toBeLessThan(noted.indexOf("Ctrl-C"));
    expect(printed).toMatch(/ship|harbour/);
    expect(new URL(address).searchParams.get("project")).toBe("letters");
    expect(await (await fetch(address)).text()).toContain("<title>Toposcope");
    child.kill("SIGINT");
    const [code, signal] = await ended;
    expect([code, signal]).toEqual([0, null]);
  } finally {
    child.kill("SIGKILL");
  }
});
