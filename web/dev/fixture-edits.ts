import type { TopicListItem } from "toposcope/contract";
import type { TopicEdit, TopicEditDone, TopicEditRequest, TopicEdits } from "toposcope/topic-contract";
import type { FixtureChunk, FixtureWorld } from "./fixture-data.ts";

type Change = Pick<TopicEdit, "kind" | "layer" | "before" | "after"> & { readonly world: FixtureWorld };

interface Done {
  readonly edit: TopicEdit;
  readonly world: FixtureWorld;
}

/** Edits of an invented world's topics, each of which can be taken back. */
export class FixtureEdits {
  readonly #first: FixtureWorld;
  #done: Done[] = [];
  #undone: Done[] = [];
  #count = 0;

  constructor(world: FixtureWorld) {
    this.#first = world;
  }

  get world(): FixtureWorld {
    return this.#done.at(-1)?.world ?? this.#first;
  }

  get last(): number {
    return this.#done.at(-1)?.edit.edit ?? 0;
  }

  list(run: number): TopicEdits {
    const undone = this.#undone.toReversed().map(({ edit }) => ({ ...edit, undone: true }));
    return { run, last: this.last, edits: [...this.#done.map(({ edit }) => edit), ...undone] };
  }

  edit(run: number, request: TopicEditRequest): TopicEditDone {
    const { world, ...change } = changed(this.world, request);
    const edit = { ...change, edit: ++this.#count, undone: false, createdAt: new Date().toISOString() };
    this.#done.push({ edit, world });
    this.#undone = [];
    return { run, last: this.last, edit };
  }

  /** @returns undefined where there is nothing to take back or put back */
  step(run: number, does: "undo" | "redo"): TopicEditDone | undefined {
    const [from, to] = does === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const moved = from.pop();
    if (moved === undefined) return undefined;
    to.push(moved);
    return { run, last: this.last, edit: { ...moved.edit, undone: does === "undo" } };
  }
}

const shortOf = ({ id, name, size }: TopicListItem) => ({ id, name, size });

function changed(world: FixtureWorld, request: TopicEditRequest): Change {
  const { kind } = request;
  if (kind === "reduce") return reduced(world, request.to, request.layer ?? 0);
  const ids = "topics" in request ? request.topics : [request.topic];
  const before = world.topics.filter(({ id }) => ids.includes(id));
  const first = before[0];
  if (first === undefined) throw new Error("the fixture has no such topic");
  const change = { kind, layer: first.layer, before: before.map(shortOf) };
  if (kind === "exclude") return { ...change, after: [], world: without(world, before) };
  if (kind === "rename") {
    const renamed = { ...first, name: request.name };
    const topics = world.topics.map((topic) => (topic.id === first.id ? renamed : topic));
    return { ...change, after: [shortOf(renamed)], world: { ...world, topics } };
  }
  const parts = kind === "split" ? splitTopic(world, first, request.into) : [mergeTopics(world, before)];
  return { ...change, after: parts.map(shortOf), world: replaced(world, before, parts) };
}

function reduced(world: FixtureWorld, to: number, layer: number): Change {
  const peers = world.topics.filter((topic) => topic.layer === layer).sort((a, b) => a.size - b.size);
  const before = peers.slice(0, peers.length - to + 1);
  const merged = mergeTopics(world, before);
  return {
    kind: "reduce",
    layer,
    before: before.map(shortOf),
    after: [shortOf(merged)],
    world: replaced(world, before, [merged]),
  };
}

const nextId = ({ topics }: FixtureWorld) => Math.max(...topics.map(({ id }) => id)) + 1;

function mergeTopics(world: FixtureWorld, parts: readonly TopicListItem[]): TopicListItem {
  const [largest] = [...parts].sort((a, b) => b.size - a.size);
  const sum = (of: (topic: TopicListItem) => number) => parts.reduce((total, topic) => total + of(topic), 0);
  const size = sum((topic) => topic.size);
  return {
    ...largest!,
    id: nextId(world),
    name: parts
      .slice(0, 3)
      .map(({ name }) => name)
      .join(" · "),
    size,
    documents: sum(({ documents }) => documents),
    x: sum((topic) => (topic.x ?? 0) * topic.size) / size,
    y: sum((topic) => (topic.y ?? 0) * topic.size) / size,
  };
}

function splitTopic(world: FixtureWorld, topic: TopicListItem, into: number): TopicListItem[] {
  return Array.from({ length: into }, (_, part) => ({
    ...topic,
    id: nextId(world) + part,
    name: `${topic.name}, part ${part + 1}`,
    size: Math.floor((topic.size + part) / into),
    x: (topic.x ?? 0) + part / 2,
  }));
}

/** Puts topics in the place of others, of which the members go to the new ones in turn. */
function replaced(
  world: FixtureWorld,
  before: readonly TopicListItem[],
  after: readonly TopicListItem[],
): FixtureWorld {
  const gone = new Set(before.map(({ id }) => id));
  const idFor = (key: number) => after[key % after.length]!.id;
  const topics = [
    ...world.topics
      .filter(({ id }) => !gone.has(id))
      .map((topic) =>
        topic.parent !== null && gone.has(topic.parent) ? { ...topic, parent: idFor(topic.id) } : topic,
      ),
    ...after,
  ];
  const move = (chunk: FixtureChunk) =>
    chunk.topic !== null && gone.has(chunk.topic) ? { ...chunk, topic: idFor(chunk.id) } : chunk;
  return { ...world, topics, chunks: world.chunks.map(move) };
}

function without(world: FixtureWorld, left: readonly TopicListItem[]): FixtureWorld {
  const gone = new Set(left.map(({ id }) => id));
  return {
    ...world,
    topics: world.topics
      .filter(({ id }) => !gone.has(id))
      .map((topic) => (topic.parent !== null && gone.has(topic.parent) ? { ...topic, parent: null } : topic)),
    chunks: world.chunks.map((chunk) =>
      chunk.topic !== null && gone.has(chunk.topic) ? { ...chunk, topic: null } : chunk,
    ),
  };
}
