import { parseSetting } from "../config.ts";
import type { Context } from "../context.ts";
import type { Run } from "../contract.ts";
import { ToposcopeError } from "../errors.ts";
import type {
  DescribedName,
  Evidence,
  InsightList,
  SaidInsight,
  TopicInsight,
  TopicPreview,
  WritingRequest,
} from "../insight-contract.ts";
import { partsToDescribe, startDescription } from "../jobs/description.ts";
import { runView } from "../jobs/progress.ts";
import { runSettings } from "../jobs/run-settings.ts";
import { type PromptPart, passageId, type RunSettings } from "../model.ts";
import { chunkDocuments } from "../store/chunk.ts";
import type { Db } from "../store/db.ts";
import { layersOf } from "../store/layer.ts";
import { passagesByIds } from "../store/passage.ts";
import { type ProjectRow, requireProject, type ShownRun, shownRun } from "../store/project.ts";
import { openRuns, runById } from "../store/run.ts";
import {
  type DescribableTopic,
  describableTopics,
  descriptionsOf,
  type TopicDescription,
} from "../store/topic-description.ts";
import { askInsight, askName, promptFor } from "./ask.actions.ts";
import { extractInsight } from "./extract-insight.ts";
import { type GatheredTopic, gatherTopics, passagesAsked } from "./gather.actions.ts";
import type { NameAnswer } from "./topic-answer.ts";
import type { Writing } from "./topic-prompt.ts";

const topicsAtOnce = 50;
/** So many passages of a topic are read to say it in their own words. */
const passagesRead = 20;

/** A project as it is shown, or as one of its analyses has it: that one's run id. */
interface AsOf {
  readonly project: string;
  readonly run?: number | undefined;
}

interface Shown {
  readonly project: ProjectRow;
  readonly run: ShownRun;
  readonly settings: RunSettings;
}

/** What a topic says: by a model where one did, else in its texts' own words. @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND */
export async function topicInsight(
  { db }: Context,
  { topic: id, ...asOf }: AsOf & { topic: number },
): Promise<TopicInsight> {
  const shown = await requireShown(db, asOf);
  const topics = await layerOf(db, shown.run, id);
  const [said] = await insightsOf(db, shown, topics, [id]);
  if (!said) throw noTopic(shown.run, id);
  const { name, insight, evidence } = said;
  const passages = await passagesFor(db, shown.run.id, evidence);
  return { run: shown.run.number, topic: id, name, insight, passages };
}

/** What the topics of a layer say, the largest first; by default the suggested layer. */
export async function listInsights(
  { db }: Context,
  { layer: asked, ...asOf }: AsOf & { layer?: number | undefined },
): Promise<InsightList> {
  const shown = await requireShown(db, asOf);
  const suggested = (await layersOf(db, shown.run.id)).find((one) => one.suggested)?.layer ?? 0;
  const layer = asked ?? suggested;
  const topics = await describableTopics(db, shown.run.id, layer);
  const insights: InsightList["insights"] = [];
  for (let from = 0; from < topics.length; from += topicsAtOnce) {
    const some = topics.slice(from, from + topicsAtOnce);
    const ids = some.map(({ id }) => id);
    for (const { topic, size, name, insight } of await insightsOf(db, shown, topics, ids))
      insights.push({ topic, size, name, insight });
  }
  return { run: shown.run.number, layer, insights };
}

/**
 * Starts to have a model describe the topics of the analysis that a project shows, as the project's settings are now; where one
 * is at it already, its run comes back.
 *
 * @throws ToposcopeError NO_ANALYSIS, NO_LANGUAGE_MODEL
 */
export async function describeTopics(context: Context, { project }: { project: string }): Promise<Run> {
  const { db } = context;
  const shown = await requireShown(db, { project });
  const analysis = await runById(db, shown.run.id);
  if (!analysis || shown.run.provisional) throw noAnalysis(project);
  const { settings: now, overridden } = runSettings(context, shown.project);
  const { naming, insights, namingModel, insightsModel, budget } = now;
  const asked = { naming, insights, namingModel, insightsModel, budget };
  const settings = { ...analysis.settings, ...writingOf(now), ...asked };
  if ((await partsToDescribe(context, settings, { projectId: analysis.projectId })).length === 0)
    throw new ToposcopeError("NO_LANGUAGE_MODEL", "no language model is set up for names or insights");
  const open = (await openRuns(db, analysis.projectId)).find(
    ({ settings: { describes } }) => describes === analysis.id,
  );
  const run = open ?? (await startDescription(context, analysis, { settings, overridden }));
  return await runView(db, run.id);
}

/**
 * What a model says of one topic, with the prompts that it was sent; nothing is kept of it.
 *
 * @throws ToposcopeError NO_ANALYSIS, TOPIC_NOT_FOUND, INVALID_SETTING, NO_LANGUAGE_MODEL, and what asking may fail with
 */
export async function previewTopic(
  context: Context,
  { project, topic: id, ...asked }: { project: string; topic: number } & WritingRequest,
): Promise<TopicPreview> {
  const { db } = context;
  const shown = await requireShown(db, { project });
  for (const [name, value] of Object.entries(asked)) parseSetting(name as keyof WritingRequest, value);
  const writing = { ...writingOf(runSettings(context, shown.project).settings), ...asked };
  const topics = await layerOf(db, shown.run, id);
  const [topic] = await gatherTopics(db, shown.run.id, topics, { wanted: [id], passages: passagesAsked });
  if (!topic) throw noTopic(shown.run, id);
  const asking = { projectId: shown.project.id, writing };
  const name = await askName(context, asking, topic);
  const named = { ...topic, name: name?.content.name ?? topic.name };
  const insight = await askInsight(context, asking, named);
  const evidence = topic.passages.map((passage) => passage.id);
  return {
    run: shown.run.number,
    topic: id,
    name: name ? nameBy(named.name, { ...name, evidence }) : keywordName(topic),
    insight: insight ? insightBy(insight) : extracted(topic),
    passages: await passagesFor(db, shown.run.id, evidence),
    prompts: { name: promptFor("name", asking, topic), insight: promptFor("insight", asking, named) },
  };
}

async function requireShown(db: Db, { project: name, run: asOf }: AsOf): Promise<Shown> {
  const project = await requireProject(db, name, asOf);
  const run = await shownRun(db, project);
  const row = run && (await runById(db, run.id));
  if (!run || !row) throw noAnalysis(name);
  return { project, run, settings: row.settings };
}

const noAnalysis = (project: string) =>
  new ToposcopeError("NO_ANALYSIS", `project ${project} has no topics yet`);

const noTopic = ({ number }: ShownRun, topic: number) =>
  new ToposcopeError("TOPIC_NOT_FOUND", `analysis ${number} has no topic ${topic}`);

/** The shown topics of the layer that one is in. @throws ToposcopeError TOPIC_NOT_FOUND */
async function layerOf(db: Db, run: ShownRun, id: number): Promise<DescribableTopic[]> {
  const topics = await describableTopics(db, run.id);
  const layer = topics.find((topic) => topic.id === id)?.layer;
  if (layer === undefined) throw noTopic(run, id);
  return topics.filter((topic) => topic.layer === layer);
}

interface TopicSaying {
  readonly topic: number;
  readonly size: number;
  readonly name: DescribedName;
  readonly insight: SaidInsight | null;
  /** The chunks that either was made of. */
  readonly evidence: readonly number[];
}

async function insightsOf(
  db: Db,
  { run, settings }: Shown,
  topics: readonly DescribableTopic[],
  ids: readonly number[],
): Promise<TopicSaying[]> {
  const said = await descriptionsOf(db, run.id, ids);
  const find = (topic: number, part: PromptPart) =>
    said.find((one) => one.topic === topic && one.part === part);
  const gathered = await gatherTopics(db, run.id, topics, { wanted: ids, passages: passagesRead });
  return gathered.map((topic) => {
    const written = find(topic.id, "insight");
    const own = settings.insights === false ? null : extracted(topic);
    const insight = written ? insightBy(written as Saying) : own;
    const shown = written?.evidence ?? topic.passages.map((passage) => passage.id);
    const name = topicName(topic, find(topic.id, "name"));
    return {
      topic: topic.id,
      size: topic.size,
      name,
      insight,
      evidence: [...new Set([...shown, ...name.chunks])],
    };
  });
}

type Saying = Pick<TopicDescription, "origin"> & { readonly content: Omit<SaidInsight, "by" | "origin"> };

const insightBy = ({ content, origin }: Saying): SaidInsight => ({ ...content, by: "model", origin });

const extracted = ({ passages, keywords, nearby }: GatheredTopic): SaidInsight =>
  extractInsight({
    passages: passages.map((passage) => ({ ...passage, chunk: passage.id })),
    keywords,
    nearby,
  });

function topicName(topic: GatheredTopic, said: TopicDescription | undefined): DescribedName {
  const name = said?.content as NameAnswer | undefined;
  const byModel = said && name ? nameBy(topic.name, { ...said, content: name }) : keywordName(topic);
  return topic.isNamedByHand || (name !== undefined && name.name !== topic.name)
    ? { ...byModel, by: "hand" }
    : byModel;
}

function nameBy(
  text: string,
  {
    content,
    evidence,
    origin,
  }: Pick<TopicDescription, "evidence" | "origin"> & { readonly content: NameAnswer },
): DescribedName {
  const { summary, keywords } = content;
  return {
    text,
    by: "model",
    summary: summary || null,
    keywords: [...keywords],
    chunks: [...evidence],
    origin,
  };
}

const keywordName = ({ name, keywords, passages }: GatheredTopic): DescribedName => ({
  text: name,
  by: "keywords",
  summary: null,
  keywords: [...keywords],
  chunks: passages.map(({ id }) => id),
  origin: null,
});

/** The passages that names and insights were made of, as far as they are still there. */
async function passagesFor(db: Db, runId: number, ids: readonly number[]): Promise<Evidence[]> {
  const places = new Map((await chunkDocuments(db, ids)).map((place) => [place.chunk, place.ordinal]));
  const passages = await passagesByIds(db, { runId, ids });
  return passages.map((passage) => ({
    ...passage,
    label: passageId(passage.document, places.get(passage.chunk) ?? 0),
  }));
}

function writingOf({ nameLanguage, audience, namePrompt, insightPrompt }: Writing): Writing {
  return {
    ...(nameLanguage !== undefined && { nameLanguage }),
    ...(audience !== undefined && { audience }),
    ...(namePrompt !== undefined && { namePrompt }),
    ...(insightPrompt !== undefined && { insightPrompt }),
  };
}
