import { renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import type { Settings } from "./config.ts";
import { makeFolder } from "./make-folder.ts";

const largestLogBytes = 20_000_000;

/**
 * The log of one call: JSON lines in the data folder, and on standard error for a server that nobody watches.
 * The file is kept small by setting one old file aside; where it cannot be written the call goes on without.
 */
export function openLog(settings: Settings, { toStandardError = false } = {}): Logger {
  const level = settings.debug ? "debug" : "info";
  const streams = [
    ...logFile(settings.data),
    ...(toStandardError ? [{ level: "trace" as const, stream: process.stderr }] : []),
  ];
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: ["token", "*.token", "authorization"],
      serializers: { error: pino.stdSerializers.err },
    },
    pino.multistream(streams),
  );
}

function logFile(dataFolder: string): { level: "trace"; stream: { write(line: string): void } }[] {
  try {
    const folder = join(dataFolder, "logs");
    const path = join(folder, "toposcope.log");
    makeFolder(folder);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestLogBytes) renameSync(path, `${path}.1`);
    const file = pino.destination({ dest: path, sync: true });
    // A full disk must not end the process that says so.
    file.on("error", () => {});
    return [{ level: "trace", stream: file }];
  } catch {
    return [];
  }
}
