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

const hasRuns = ({ runs }: Machine) => runs.length > 0;
/** The run that a number stands for now. */
const runAt = ({ runs }: Machine, number: number) => number % runs.length;
/** The worker of a number, or the other one where only that is as it should be. */
const workerThat = (isAsWanted: (worker: number) => boolean, number: number) =>
  [number, 1 - number].find(isAsWanted);

const start = (kind: RunKind, queue: boolean) =>
  command({
    text: `start(${kind}${queue ? ", queue" : ""})`,
    can: ({ runs }) => runs.length < 4,
    async play(machine, { real }) {
      assert.equal(await real.start(kind, queue), machine.start(kind, queue));
    },
  });

const steer = (verb: "pause" | "resume" | "cancel", number: number, queue: boolean) =>
  command({
    text: `${verb}(${number}${queue ? ", queue" : ""})`,
    can: hasRuns,
    async play(machine, { real }) {
      const at = runAt(machine, number);
      const expected = verb === "resume" ? machine.resume(at, queue) : machine[verb](at);
      assert.equal(await real.steer(verb, at, queue), expected, `${verb} of run ${at}`);
    },
  });

const idleWorker = (machine: Machine, number: number) =>
  workerThat((worker) => !machine.isBusy(worker), number);
const busyWorker = (machine: Machine, number: number) =>
  workerThat((worker) => machine.isBusy(worker), number);

/** Mostly at the run that can get on. */
const take = (number: number, at: number | undefined) =>
  command({
    text: `take(${number}, ${at})`,
    can: (machine) => hasRuns(machine) && idleWorker(machine, number) !== undefined,
    async play(machine, { real }) {
      const worker = idleWorker(machine, number) as number;
      const workable = machine.runs.findIndex(({ isWorkable }) => isWorkable);
      const wanted = runAt(machine, at ?? Math.max(0, workable));
      machine.take(worker, machine.runs[wanted] as Machine["runs"][number]);
      await real.take(worker, wanted);
    },
  });

const end = (number: number, outcome: Outcome) =>
  command({
    text: `end(${number}, ${outcome})`,
    can: (machine) => busyWorker(machine, number) !== undefined,
    async play(machine, { real }) {
      const worker = busyWorker(machine, number) as number;
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

/** Somebody who was taken for dead finishes late. */
const zombieEnds = () =>
  command({
    text: "zombieEnds",
    async play(machine, { zombies }) {
      machine.zombieEnds();
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
const always = fc.constant(undefined);
const startAny = fc
  .tuple(fc.constantFrom<RunKind>("import", "analysis"), fc.boolean())
  .map((of) => start(...of));
const steerAny = fc
  .tuple(fc.constantFrom("pause", "resume", "cancel", "resume"), run, fc.boolean())
  .map((of) => steer(...of));
const takeAny = fc.tuple(worker, fc.option(run, { nil: undefined, freq: 3 })).map((of) => take(...of));
const endAny = fc
  .tuple(worker, fc.constantFrom<Outcome>("done", "fault", ...outcomes))
  .map((of) => end(...of));

/** Sequences of what users, workers and faults can do. */
export const commands = (maxCommands: number) =>
  fc.commands(
    [
      startAny,
      steerAny,
      takeAny,
      takeAny,
      endAny,
      endAny,
      worker.map((at) => end(at, "done")),
      worker.map((at) => end(at, "fault")),
      worker.map(die),
      always.map(zombieEnds),
      always.map(timePasses),
      fc.nat(9).map((chance) => (chance === 0 ? deleteProject() : timePasses())),
    ],
    { maxCommands, size: "max" },
  );
