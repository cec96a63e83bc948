import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../bin/toposcope.js", import.meta.url));

/** Tests what is written, also where an older build lies beside it. */
export const fromSource = "--conditions=toposcope-source";

export interface Called {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface CallOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly cwd?: string;
  readonly node?: string;
}

/** Runs the real command line as its users do. */
export function call(parameters: readonly string[], options: CallOptions = {}): Promise<Called> {
  const { env = {}, input = "", cwd, node = process.execPath } = options;
  const child = spawn(node, [fromSource, bin, ...parameters], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (piece: Buffer) => out.push(piece));
  child.stderr.on("data", (piece: Buffer) => err.push(piece));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** None of the settings that whoever runs the tests may have set. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !name.startsWith("TOPOSCOPE_") && !["DATABASE_URL", "NODE_OPTIONS", "FORCE_COLOR"].includes(name),
  );
  return Object.fromEntries(own);
}
