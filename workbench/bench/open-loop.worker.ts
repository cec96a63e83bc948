/** Calls a server at a steady pace, from a thread of its own so that the calls are not late because of the answers. */
import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

/** What to call: the addresses in turn, so many a second, whether those before are answered or not. */
export interface OpenLoop {
  readonly addresses: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

const { addresses, perSecond, seconds } = workerData as OpenLoop;
const agent = new Agent({ keepAlive: true });
const start = performance.now();
const calls: Promise<number>[] = [];
for (let i = 0; i < perSecond * seconds; i++) {
  const due = start + (1_000 * i) / perSecond;
  while (performance.now() < due) await sleep(Math.max(1, due - performance.now()));
  calls.push(call(addresses[i % addresses.length]!, due));
}
parentPort!.postMessage(await Promise.all(calls));

/** @returns milliseconds from when the call was due until its last byte; infinite where it was refused */
function call(address: string, due: number): Promise<number> {
  return new Promise((resolve) => {
    get(address, { agent }, (reply) => {
      const took = () =>
        resolve(reply.statusCode === 200 ? performance.now() - due : Number.POSITIVE_INFINITY);
      reply.resume().once("end", took);
    }).once("error", () => resolve(Number.POSITIVE_INFINITY));
  });
}
