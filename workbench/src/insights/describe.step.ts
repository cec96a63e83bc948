import type { Context } from "../context.ts";
import { checkEpoch, finishBatch } from "../jobs/batch.ts";
import { partsToDescribe } from "../jobs/description.ts";
import type { BatchProgress, Step } from "../jobs/step.ts";
import { wholeRun } from "../jobs/whole-run.ts";
import { type PromptPart, promptParts } from "../model.ts";
import { keepExpectedCost } from "../providers/expected-cost.ts";
import type { ClaimedBatch } from "../store/batch.ts";
import { addEvent } from "../store/event.ts";
import { type RunRow, runById } from "../store/run.ts";
import {
  type DescribableTopic,
  describableTopics,
  descriptionsOf,
  keptDescriptions,
  nameTopics,
  saveDescriptions,
  type TopicDescription,
} from "../store/topic-description.ts";
import { lockEdits } from "../store/topic-edit.ts";
import { type Asking, askApart, askInsight, askName } from "./ask.actions.ts";
import { clashing, type NamedTopic, toldApart } from "./distinct-names.ts";
import { type GatheredTopic, gatherTopics, passagesAsked } from "./gather.actions.ts";
import { inFlight } from "./in-flight.ts";
import type { NameAnswer } from "./topic-answer.ts";
import { recipeOf } from "./topic-prompt.ts";

const asksAtOnce = 8;
const clashRounds = 2;
/** Of the members of two topics together, the share that both have, from which what was said of the one holds for the other. */
const leastShared = 0.9;

/**
 * Has a model name the topics of an analysis and say what they say, layer by layer from fine to coarse. What was said under
 * the same recipe of a topic with nearly the same members is kept; a layer is committed as a whole, and what was paid for it
 * is not paid again where that did not come to pass.
 */
export const describeStep: Step = {
  name: "describe",
  unit: "topics",
  async *plan(context, run) {
    const parts = await partsToDescribe(context, run.settings, { projectId: run.projectId, runId: run.id });
    const topics = await describableTopics(context.db, describedRun(run));
    if (parts.length === 0 || topics.length === 0) return;
    const planned = parts.map(({ part }) => ({
      purpose: promptParts[part].purpose,
      calls: topics.length,
    }));
    await keepExpectedCost(context, { projectId: run.projectId, runId: run.id }, planned);
    yield* wholeRun(Promise.resolve(topics.length * parts.length));
  },
  async run(context, batch, { run, signal, progress }) {
    const { db } = context;
    const parts = await partsToDescribe(context, run.settings, { projectId: run.projectId, runId: run.id });
    const analysis = await runById(db, describedRun(run));
    const topics = analysis ? await describableTopics(db, analysis.id) : [];
    const asking = { projectId: run.projectId, runId: run.id, writing: run.settings, signal };
    let before = 0;
    for (const layer of [...new Set(topics.map((topic) => topic.layer))]) {
      for (const { part, model } of parts) {
        const count = topics.filter((topic) => topic.layer === layer).length;
        const show: BatchProgress = (detail, done = 0) => progress(detail, before + done);
        const recipe = recipeOf(part, model, asking.writing);
        const work = { context, batch, run, analysisId: describedRun(run), layer, asking, recipe, show };
        await (part === "name" ? describeNames(work) : describeInsights(work));
        before += count;
      }
    }
    await db.transaction((tx) => finishBatch(tx, batch));
  },
};

function describedRun({ id, settings: { describes } }: RunRow): number {
  if (describes === undefined) throw new Error(`run ${id} does not say what it describes`);
  return describes;
}

interface LayerWork {
  readonly context: Context;
  readonly batch: ClaimedBatch;
  readonly run: RunRow;
  readonly analysisId: number;
  readonly layer: number;
  readonly asking: Asking;
  readonly recipe: Buffer;
  readonly show: BatchProgress;
}

/** The topics of a layer, and which of them have what is wanted already or can keep what an earlier analysis has. */
async function takeStock({ context: { db }, run, analysisId, layer, recipe }: LayerWork, part: PromptPart) {
  const topics = await describableTopics(db, analysisId, layer);
  const ids = topics.map(({ id }) => id);
  const said = await descriptionsOf(db, analysisId, ids);
  const isFresh = (one: TopicDescription) => one.part === part && recipe.equals(one.recipe);
  const fresh = new Set(said.filter(isFresh).map(({ topic }) => topic));
  const earlier = { projectId: run.projectId, runId: analysisId, part, recipe, leastShared };
  const kept = (await keptDescriptions(db, earlier)).filter(
    ({ topic }) => ids.includes(topic) && !fresh.has(topic),
  );
  const known = new Set([...fresh, ...kept.map(({ topic }) => topic)]);
  return { topics, kept, missing: topics.filter(({ id }) => !known.has(id)) };
}

async function describeNames(work: LayerWork): Promise<void> {
  const { context, analysisId, asking, recipe, show } = work;
  const { topics, kept, missing } = await takeStock(work, "name");
  const open = missing.filter(({ isNamedByHand }) => !isNamedByHand);
  const wanted = open.map(({ id }) => id);
  const gathered = await gatherTopics(context.db, analysisId, topics, { wanted, passages: passagesAsked });
  let done = topics.length - open.length;
  show("names", done);
  const { done: said, failure } = await inFlight(gathered, asksAtOnce, async (topic) => {
    const answer = await askName(context, asking, topic);
    show("names", ++done);
    return answer && descriptionOf(topic, "name", answer, recipe);
  });
  const described = [...kept, ...said.filter((one) => one !== undefined)];
  const names = await settleNames(work, { topics, gathered, described, mayAsk: failure === undefined });
  await keep(work, described, names);
  if (failure !== undefined) throw failure;
}

async function describeInsights(work: LayerWork): Promise<void> {
  const { context, analysisId, asking, recipe, show } = work;
  const { topics, kept, missing } = await takeStock(work, "insight");
  const wanted = missing.map(({ id }) => id);
  const gathered = await gatherTopics(context.db, analysisId, topics, { wanted, passages: passagesAsked });
  let done = topics.length - missing.length;
  show("insights", done);
  const { done: said, failure } = await inFlight(gathered, asksAtOnce, async (topic) => {
    const answer = await askInsight(context, asking, topic);
    show("insights", ++done);
    return answer && descriptionOf(topic, "insight", answer, recipe);
  });
  await keep(work, [...kept, ...said.filter((one) => one !== undefined)], []);
  if (failure !== undefined) throw failure;
}

function descriptionOf(
  { id, passages }: GatheredTopic,
  part: PromptPart,
  { content, origin }: Pick<TopicDescription, "content" | "origin">,
  recipe: Buffer,
): TopicDescription {
  return { topic: id, part, content, evidence: passages.map((passage) => passage.id), origin, recipe };
}

interface LayerNames {
  readonly topics: readonly DescribableTopic[];
  readonly gathered: readonly GatheredTopic[];
  readonly described: readonly TopicDescription[];
  readonly mayAsk: boolean;
}

/** The names that topics of a layer get, no two the same: clashes are renamed together, by the model as long as that helps. */
async function settleNames(
  { context, asking }: LayerWork,
  { topics, gathered, described, mayAsk }: LayerNames,
): Promise<NamedTopic[]> {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  let named = described.flatMap(({ topic, content }): NamedTopic[] => {
    const known = byId.get(topic);
    return !known || known.isNamedByHand ? [] : [{ ...known, name: (content as NameAnswer).name }];
  });
  const changing = new Set(named.map(({ id }) => id));
  const fixed = topics.filter(({ id }) => !changing.has(id)).map(({ name }) => name);
  for (let round = 0; mayAsk && round < clashRounds; round += 1) {
    const clashes = clashing(named, fixed);
    if (clashes.length === 0) break;
    const renamed = await inFlight(clashes, asksAtOnce, async (sharing) => {
      const about = sharing.flatMap(({ id, name }) => {
        const topic = gathered.find((one) => one.id === id);
        return topic ? [{ ...topic, name }] : [];
      });
      const taken = [...fixed, ...named.map(({ name }) => name)];
      return about.length === 0 ? [] : [...(await askApart(context, asking, about, taken))];
    });
    if (renamed.failure !== undefined) throw renamed.failure;
    const names = new Map(renamed.done.flat());
    named = named.map((topic) => ({ ...topic, name: names.get(topic.id) ?? topic.name }));
  }
  const apart = toldApart(named, fixed);
  return named.map((topic) => ({ ...topic, name: apart.get(topic.id) ?? topic.name }));
}

/** Commits what is said of a layer, unless somebody else is at it by now. */
async function keep(
  { context, batch, analysisId }: LayerWork,
  described: readonly TopicDescription[],
  named: readonly NamedTopic[],
): Promise<void> {
  if (described.length === 0) return;
  const { db, clock } = context;
  await db.transaction(async (tx) => {
    const { inForce } = await lockEdits(tx, analysisId);
    await checkEpoch(tx, batch);
    const byHand = new Set((await describableTopics(tx, analysisId)).filter(isByHand).map(({ id }) => id));
    const names = new Map(named.filter(({ id }) => !byHand.has(id)).map(({ id, name }) => [id, name]));
    const settled = described.map((one) =>
      names.has(one.topic)
        ? { ...one, content: { ...(one.content as object), name: names.get(one.topic) } }
        : one,
    );
    await saveDescriptions(tx, { runId: analysisId, now: clock.now() }, settled);
    await nameTopics(
      tx,
      analysisId,
      [...names].map(([id, name]) => ({ id, name })),
    );
    const analysis = await runById(tx, analysisId);
    if (!analysis) return;
    const { projectId, number } = analysis;
    await addEvent(tx, {
      projectId,
      runId: analysisId,
      type: "topic.changed",
      data: { number, edit: inForce },
    });
  });
}

const isByHand = ({ isNamedByHand }: DescribableTopic) => isNamedByHand;
