import { expect, test } from "vitest";
import type { Db } from "../../src/store/db.ts";
import { registerWorker } from "../../src/store/worker.ts";
import { noteShortage, othersHaveRoom } from "../../src/store/worker-memory.ts";
import { testDb } from "../postgres.ts";

const db = await testDb();

const workerOn = async (session: Db, machine: string) => {
  const of = { host: machine, processId: 1, machine, sessionName: `test ${machine}`, programVersion: "0" };
  return (await registerWorker(session, of)).id;
};

test("a worker that is short of memory leaves a run to another machine's, unless that is short as well", async () => {
  await db.session(async (session) => {
    const here = await workerOn(session, "here");
    await workerOn(session, "here");
    expect(await othersHaveRoom(db, here)).toBe(false);
    const there = await workerOn(session, "there");
    expect(await othersHaveRoom(db, here)).toBe(true);
    await noteShortage(db, { workerId: there, isShort: true });
    expect(await othersHaveRoom(db, here)).toBe(false);
    await noteShortage(db, { workerId: there, isShort: false });
    expect(await othersHaveRoom(db, here)).toBe(true);
  });
});
