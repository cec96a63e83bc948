import { writeSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { openDb } from "../store/db.ts";
import { pulseSessionName } from "../store/worker.ts";
import { Heart } from "./heart.ts";
import type { FromPulse, PulseStart, ToPulse } from "./pulse.ts";

const answerDeadlineMs = 4_000;
const standardError = 2;

const { connection, identity } = workerData as PulseStart;
const tell = (message: FromPulse) => parentPort?.postMessage(message);
const db = openDb({
  connection,
  applicationName: pulseSessionName(identity.sessionName),
  maxConnections: 1,
  deadlineMs: answerDeadlineMs,
  connectDeadlineMs: answerDeadlineMs,
});
const heart = new Heart({
  db,
  identity,
  listener: {
    registered: (workerId) => tell({ type: "registered", workerId }),
    lost: (error) => tell({ type: "lost", error }),
    freed: (runIds) => tell({ type: "freed", runIds }),
    refused: ({ code, message }) => tell({ type: "refused", error: { code, message } }),
  },
  kill(why) {
    writeSync(standardError, `the worker ends itself: ${why}\n`);
    process.kill(process.pid, "SIGKILL");
  },
});
const stopping = new AbortController();
parentPort?.on("message", (message: ToPulse) => {
  if (message.type === "enter") heart.enter(message.stretch, message.runId);
  else if (message.type === "leave") heart.leave(message.stretch);
  else stopping.abort();
});
await heart.beat(stopping.signal);
await db.close();
parentPort?.close();
