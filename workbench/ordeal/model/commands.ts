import assert from "node:assert/strict";
import fc from "fast-check";
import type { RunKind } from "../../src/model.ts";
import { type Machine, type Outcome, outcomes } from "./machine.ts";
import type { HandWorker, Real } from "./real.ts";

/** What a command is played on beside the model: the real thing, and workers that were taken for dead and live on. */
export interface Stage {
  readonly real: Real;
  readonly zombies: HandWorker[];
}

type Command = fc.AsyncCommand<Machine, Stage>;

interface Parts {
  readonly text: string;
  /** Whether it can be played now; else it is passed over. */
  readonly can?: (machine: Machine) => boolean;
  readonly play: (machine: Machine, stage: Stage) => Promise<void>;
}

/** A command after which model and tables must say the same. */
function command({ text, can = () => true, play }: Parts): Command {
  return {
    check: can,
    toString: () => text,
    async run(machine, stage) {
      await play(machine, stage);
      const { real } = stage;
      assert.deepEqual(real.broken, [], `a turn broke off at ${text}`);
      assert.deepEqual(await real.views(), machine.views, `after ${text}`);
      assert.deepEqual(await real.wrongDeeds(), [], `done twice or for nothing after ${text}`);
    },
  };
}

const hasRun = (at: number) => (machine: Machine) => machine.runs.length > at;

const start = (kind: RunKind, queue: boolean) =>
  command({
    text: `start(${kind}${queue ? ", queue" : ""})`,
    can: ({ runs }) => runs.length < 4,
    async play(machine, { real }) {
      assert.equal(await real.start(kind, queue), machine.start(kind, queue));
    },
  });

const steer = (verb: "pause" | "resume" | "cancel", at: number, queue: boolean) =>
  command({
    text: `${verb}(${at}${queue ? ", queue" : ""})`,
    can: hasRun(at),
    async play(machine, { real }) {
      const expected = verb === "resume" ? machine.resume(at, queue) : machine[verb](at);
      assert.equal(await real.steer(verb, at, queue), expected, `${verb}(${at})`);
    },
  });

const take = (worker: number, at: number) =>
  command({
    text: `take(${worker}, ${at})`,
    can: (machine) => hasRun(at)(machine) && !machine.isBusy(worker),
    async play(machine, { real }) {
      machine.take(worker, machine.runs[at] as Machine["runs"][number]);
      await real.take(worker, at);
    },
  });

const end = (worker: number, outcome: Outcome) =>
  command({
    text: `end(${worker}, ${outcome})`,
    can: (machine) => machine.isBusy(worker),
    async play(machine, { real }) {
      machine.end(worker, outcome);
      await real.end(worker, outcome);
    },
  });

const die = (worker: number) =>
  command({
    text: `die(${worker})`,
    async play(machine, { real, zombies }) {
      machine.die(worker);
      const dead = await real.die(worker);
      if (dead.isBusy) zombies.push(dead);
    },
  });

/** What somebody who was taken for dead finishes late is kept by nobody. */
const zombieEnds = () =>
  command({
    text: "zombieEnds",
    async play(_, { zombies }) {
      await zombies.shift()?.end("done");
    },
  });

const timePasses = () =>
  command({
    text: "timePasses",
    async play(machine, { real }) {
      machine.timePasses();
      await real.timePasses();
    },
  });

const deleteProject = () =>
  command({
    text: "deleteProject",
    async play(machine, { real }) {
      machine.deleteProject();
      await real.deleteProject();
    },
  });

const worker = fc.nat(1);
const run = fc.nat(3);

/** Sequences of what users, workers and faults can do. */
export const commands = (maxCommands: number) =>
  fc.commands(
    [
      fc.tuple(fc.constantFrom<RunKind>("import", "analysis"), fc.boolean()).map((of) => start(...of)),
      fc.tuple(fc.constantFrom("pause", "resume", "cancel"), run, fc.boolean()).map((of) => steer(...of)),
      fc.tuple(worker, run).map((of) => take(...of)),
      fc.tuple(worker, fc.constantFrom<Outcome>("done", ...outcomes)).map((of) => end(...of)),
      worker.map((at) => end(at, "done")),
      worker.map(die),
      fc.constant(null).map(zombieEnds),
      fc.constant(null).map(timePasses),
      fc.tuple(fc.nat(9), worker).map(([chance, at]) => (chance === 0 ? deleteProject() : end(at, "done"))),
    ],
    { maxCommands, size: "max" },
  );
