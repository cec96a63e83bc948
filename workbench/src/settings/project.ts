import { z } from "zod";
import {
  clusteringMethods,
  mapAlignments,
  mapMethods,
  type PromptPart,
  privacyModes,
  promptFault,
} from "../model.ts";
import { count, flagValue, settingOf } from "./setting.ts";

const setting = settingOf("project");
const dollars = z.coerce.number().min(0).max(1_000_000);
const modelList = z
  .string()
  .regex(
    /^(none|[^\s/,]+(\/[^\s,]+)?(\s*,\s*[^\s/,]+(\/[^\s,]+)?)*)$/,
    "provider/model, several by commas, or none",
  );

const prompt = (part: PromptPart) =>
  z
    .string()
    .max(20_000)
    .check(({ value, issues }) => {
      const fault = promptFault(part, value);
      if (fault !== undefined) issues.push({ code: "custom", message: fault, input: value });
    })
    .optional();

/** What a project's runs are told: each project may hold its own. */
export const projectSettings = {
  chunkTokens: setting({
    flag: "--chunk-size <tokens>",
    env: "TOPOSCOPE_CHUNK_SIZE",
    value: count(50, 8_000).default(1_000),
    unit: "tokens",
    about: "size of a chunk, held within a fifth either way",
  }),
  chunkOverlap: setting({
    flag: "--chunk-overlap <tokens>",
    env: "TOPOSCOPE_CHUNK_OVERLAP",
    value: count(0, 2_000).default(150),
    unit: "tokens",
    about: "tokens that a chunk shares with the one before",
  }),
  model: setting({
    flag: "--model <name>",
    env: "TOPOSCOPE_MODEL",
    value: z.string().min(1).default("minilm"),
    about: "embedding model: minilm, static, a folder with an ONNX model, or https://host/v1#model",
  }),
  reranker: setting({
    flag: "--reranker <folder>",
    env: "TOPOSCOPE_RERANKER",
    value: z.string().min(1).optional(),
    about: "folder with a cross-encoder as ONNX that puts the best passages of a search in its order",
  }),
  clustering: setting({
    flag: "--clustering <method>",
    env: "TOPOSCOPE_CLUSTERING",
    value: z.enum(clusteringMethods).default("communities"),
    about: "how topics are found: communities, density, hdbscan, hdbscan-leaf, kmeans or agglomerative",
  }),
  topics: setting({
    flag: "--topics <count>",
    env: "TOPOSCOPE_TOPICS",
    value: count(1, 10_000).optional(),
    about: "wanted number of topics; without it the data decide",
  }),
  seed: setting({
    flag: "--seed <number>",
    env: "TOPOSCOPE_SEED",
    value: count(0, 4_294_967_295).default(0),
    about: "same seed, same data, same topics",
  }),
  mapMethod: setting({
    flag: "--map <method>",
    env: "TOPOSCOPE_MAP",
    value: z.enum(mapMethods).default("pacmap"),
    about: "how the map is laid out",
  }),
  mapAlignment: setting({
    flag: "--map-alignment <kind>",
    env: "TOPOSCOPE_MAP_ALIGNMENT",
    value: z.enum(mapAlignments).default("anchored"),
    about:
      "what a new map takes from the one before: none; rigid, its orientation; anchored, the places of the texts that both have, where the model is the same and two texts in five are old",
  }),
  primaryThreshold: setting({
    flag: "--primary <cosine>",
    env: "TOPOSCOPE_PRIMARY",
    value: z.coerce.number().min(-1).max(1).optional(),
    about:
      "relevance from which a topic is primary for a document; without it where three documents in four reach it with their main topic, since models' cosines differ",
  }),
  secondaryThreshold: setting({
    flag: "--secondary <cosine>",
    env: "TOPOSCOPE_SECONDARY",
    value: z.coerce.number().min(-1).max(1).optional(),
    about: "relevance from which a topic is secondary; without it six sevenths of the primary one",
  }),
  linkThreshold: setting({
    flag: "--link <cosine>",
    env: "TOPOSCOPE_LINK",
    value: z.coerce.number().min(-1).max(1).default(0.25),
    about: "similarity from which two topics are linked in the topic graph",
  }),
  naming: setting({
    flag: "--naming <on>",
    env: "TOPOSCOPE_NAMING",
    value: flagValue.default(true),
    about: "let a language model name the topics, where one is set up; else names are made of keywords",
  }),
  insights: setting({
    flag: "--insights <on>",
    env: "TOPOSCOPE_INSIGHTS",
    value: flagValue.default(true),
    about:
      "say what each topic's texts say: by a language model where one is set up, else in their own words",
  }),
  nameLanguage: setting({
    flag: "--name-language <language>",
    env: "TOPOSCOPE_NAME_LANGUAGE",
    value: z.string().trim().min(2).max(60).optional(),
    defaultText: "that of the documents",
    about: "language in which a model writes names and insights",
  }),
  audience: setting({
    flag: "--audience <people>",
    env: "TOPOSCOPE_AUDIENCE",
    value: z.string().trim().min(1).max(500).optional(),
    about: "for whom a model writes names and insights, and in which words they like them",
  }),
  namePrompt: setting({
    flag: "--name-prompt <text>",
    env: "TOPOSCOPE_NAME_PROMPT",
    value: prompt("name"),
    defaultText: "that of docs/insights.md",
    about: "what a model is asked for a topic's name, with {passages} and {nearby} in it",
  }),
  insightPrompt: setting({
    flag: "--insight-prompt <text>",
    env: "TOPOSCOPE_INSIGHT_PROMPT",
    value: prompt("insight"),
    defaultText: "that of docs/insights.md",
    about: "what a model is asked for a topic's insight, with {passages} in it",
  }),
  namingModel: setting({
    flag: "--naming-model <models>",
    env: "TOPOSCOPE_NAMING_MODEL",
    value: modelList.optional(),
    about:
      "language models for names: provider/model, several by commas, none; else as the providers are set up",
  }),
  insightsModel: setting({
    flag: "--insights-model <models>",
    env: "TOPOSCOPE_INSIGHTS_MODEL",
    value: modelList.optional(),
    about: "the same for what topics say",
  }),
  facetsModel: setting({
    flag: "--facets-model <models>",
    env: "TOPOSCOPE_FACETS_MODEL",
    value: modelList.optional(),
    about: "the same for facets",
  }),
  answersModel: setting({
    flag: "--answers-model <models>",
    env: "TOPOSCOPE_ANSWERS_MODEL",
    value: modelList.optional(),
    about: "the same for answers",
  }),
  budget: setting({
    flag: "--budget <dollars>",
    env: "TOPOSCOPE_BUDGET",
    value: dollars.optional(),
    unit: "US dollars",
    about: "most that the language models of one run may cost",
  }),
  projectBudget: setting({
    flag: "--project-budget <dollars>",
    env: "TOPOSCOPE_PROJECT_BUDGET",
    value: dollars.optional(),
    unit: "US dollars",
    about: "most that the language models of a project may cost, in all",
  }),
  privacy: setting({
    flag: "--privacy <how>",
    env: "TOPOSCOPE_PRIVACY",
    value: z.enum(privacyModes).default("off"),
    about:
      "off; redact, models elsewhere see placeholders for personal data; strict, topics that failed an audit are hidden too",
  }),
  minSources: setting({
    flag: "--min-sources <count>",
    env: "TOPOSCOPE_MIN_SOURCES",
    value: count(1, 1_000_000).default(1),
    unit: "documents",
    about: "topics of fewer documents are folded away: in lists, on the map, in exports and answers",
  }),
};
