import type {
  DocumentDetail,
  DocumentListItem,
  Passage,
  Project,
  Source,
  TopicCard,
  TopicListItem,
} from "toposcope/contract";
import { fixtureTopics } from "./fixture-topics.ts";

/** A generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const bell = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export interface FixtureChunk {
  readonly id: number;
  readonly document: number;
  readonly ordinal: number;
  readonly topic: number | null;
  readonly strength: number;
  readonly x: number;
  readonly y: number;
}

export interface FixtureWorld {
  readonly topics: readonly TopicListItem[];
  readonly chunks: readonly FixtureChunk[];
  readonly documents: readonly DocumentListItem[];
  /** Documents that were deleted. */
  readonly deleted: Set<number>;
}

/** Invents a project: topics in three layers, documents that are mostly about one of them, and a place for every passage. */
export function makeWorld({ documents: count = 900, seed = 7, arrivals = 0 } = {}): FixtureWorld {
  const random = seededNumbers(seed);
  const places = placeTopics(random);
  const chunks: FixtureChunk[] = [];
  const documents: DocumentListItem[] = [];
  for (let document = 1; document <= count; document++) {
    const home = places[Math.floor(random() ** 1.5 * places.length)];
    if (home === undefined) continue;
    const passages = 2 + Math.floor(random() * 12);
    for (let ordinal = 0; ordinal < passages; ordinal++)
      chunks.push(placeChunk({ id: chunks.length + 1, document, ordinal }, home, places, random));
    const arrived = document === count ? "unplaced" : document > count - arrivals ? "placed" : null;
    const described = describeDocument(document, home, passages, random);
    documents.push({ ...described, arrived: arrivals === 0 ? null : arrived });
  }
  return { topics: measureTopics(places, chunks), chunks, documents, deleted: new Set() };
}

interface TopicPlace {
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  readonly keywords: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly spread: number;
}

const broadIds = 100;
const wideIds = 200;
const abroad = ["War and peace", "Nations and treaties"];

function placeTopics(random: () => number): TopicPlace[] {
  const places: TopicPlace[] = [];
  for (const [at, fine] of Object.values(fixtureTopics).entries()) {
    const angle = (2 * Math.PI * at) / Object.keys(fixtureTopics).length + 0.3;
    for (const [name, words] of Object.entries(fine)) {
      const turn = angle + bell(random) * 0.32;
      const radius = 6 + bell(random) * 2.6;
      places.push({
        id: places.length,
        parent: broadIds + at,
        name,
        keywords: words.split(", "),
        x: 1.45 * radius * Math.cos(turn),
        y: radius * Math.sin(turn),
        spread: 0.45 + random() * 0.5,
      });
    }
  }
  return places;
}

function placeChunk(
  chunk: Pick<FixtureChunk, "id" | "document" | "ordinal">,
  home: TopicPlace,
  places: readonly TopicPlace[],
  random: () => number,
): FixtureChunk {
  const roams = random() < 0.2;
  const place = roams ? (places[Math.floor(random() * places.length)] ?? home) : home;
  const lost = random() < 0.06;
  const spread = lost ? 4 * place.spread : place.spread;
  return {
    ...chunk,
    topic: lost ? null : place.id,
    strength: lost ? 0 : 0.5 + random() / 2,
    x: place.x + bell(random) * spread,
    y: place.y + bell(random) * spread * 0.8,
  };
}

const surnames = "Adams, Polk, Grant, Hayes, Harding, Truman, Carter, Lincoln, Taft, Monroe".split(", ");

function describeDocument(
  id: number,
  home: TopicPlace,
  passages: number,
  random: () => number,
): DocumentListItem {
  const year = 1790 + Math.floor(random() * 230);
  const surname = surnames[Math.floor(random() * surnames.length)] ?? "Adams";
  const flagged = random();
  return {
    id,
    externalId: null,
    title: `${surname}, ${year}: on ${home.name.toLowerCase()}`,
    path: `addresses/${year}-${id}-${surname.toLowerCase()}.txt`,
    row: null,
    date: `${year}-12-0${1 + (id % 8)}`,
    label: id % 2 === 0 ? "speech" : "written",
    language: "en",
    words: passages * 180 + Math.floor(random() * 90),
    tokens: passages * 240,
    pages: id % 3 === 0 ? Math.ceil(passages / 2) : null,
    quality: 0.9,
    flags:
      flagged < 0.05
        ? [{ flag: "near-duplicate", detail: null }]
        : flagged < 0.08
          ? [{ flag: "too-short", detail: "24 words" }]
          : [],
    duplicateOf: flagged < 0.05 && id > 1 ? id - 1 : null,
    setAside: false,
    topic: home.id,
    topicName: home.name,
    strength: 0.6 + random() * 0.35,
    outlier: false,
    arrived: null,
  };
}

function measureTopics(places: readonly TopicPlace[], chunks: readonly FixtureChunk[]): TopicListItem[] {
  const summary = (members: readonly FixtureChunk[]) => ({
    size: members.length,
    documents: new Set(members.map(({ document }) => document)).size,
    x: members.reduce((sum, { x }) => sum + x, 0) / Math.max(1, members.length),
    y: members.reduce((sum, { y }) => sum + y, 0) / Math.max(1, members.length),
  });
  const fine = places.map(
    ({ id, parent, name, keywords }): TopicListItem => ({
      id,
      layer: 0,
      name,
      keywords: [...keywords],
      parent,
      ...summary(chunks.filter(({ topic }) => topic === id)),
    }),
  );
  const parentOf = new Map(places.map(({ id, parent }) => [id, parent]));
  const broad = Object.entries(fixtureTopics).map(
    ([name, parts], at): TopicListItem => ({
      id: broadIds + at,
      layer: 1,
      name,
      keywords: Object.values(parts).map((words) => words.split(", ")[0] ?? ""),
      parent: wideIds + (abroad.includes(name) ? 1 : 0),
      ...summary(chunks.filter(({ topic }) => topic !== null && parentOf.get(topic) === broadIds + at)),
    }),
  );
  const wide = ["At home", "Abroad"].map((name, at): TopicListItem => {
    const parts = broad.filter(({ parent }) => parent === wideIds + at);
    const within = new Set(
      fine.filter((topic) => parts.some(({ id }) => id === topic.parent)).map(({ id }) => id),
    );
    return {
      id: wideIds + at,
      layer: 2,
      name,
      keywords: parts.map(({ keywords }) => keywords[0] ?? ""),
      parent: null,
      ...summary(chunks.filter(({ topic }) => topic !== null && within.has(topic))),
    };
  });
  return [...fine, ...broad, ...wide].sort((a, b) => a.layer - b.layer || b.size - a.size);
}

const sentences = [
  "I recommend to the Congress a careful consideration of {a} and of the means by which {b} may be secured.",
  "During the past year the condition of {a} has improved, though {b} still asks for legislation.",
  "It is a matter of congratulation that {a} no longer disturbs the public mind.",
  "No subject is of greater moment to our people than {b}; without it {a} cannot endure.",
  "The report of the Secretary sets out the cost of {a} and the progress made upon {b}.",
  "Let us then resolve that {a} shall be met with firmness, and {b} with generosity.",
];

/** The words of a passage: a few sentences with the keywords of its topic. */
function passageText({ topics }: FixtureWorld, chunk: FixtureChunk): string {
  const random = seededNumbers(chunk.id * 977 + 13);
  const keywords = topics.find(({ id }) => id === chunk.topic)?.keywords ?? [
    "the general welfare",
    "the state of the Union",
  ];
  const word = () => keywords[Math.floor(random() * keywords.length)] ?? "";
  const said = Array.from({ length: 6 + Math.floor(random() * 4) }, () =>
    (sentences[Math.floor(random() * sentences.length)] ?? "").replace("{a}", word()).replace("{b}", word()),
  );
  return said.join(" ");
}

export function passageOf(world: FixtureWorld, chunk: FixtureChunk): Passage {
  const document = world.documents[chunk.document - 1];
  const page = document?.pages == null ? null : Math.floor(chunk.ordinal / 2) + 1;
  return {
    chunk: chunk.id,
    document: chunk.document,
    title: document?.title ?? "",
    text: passageText(world, chunk),
    pages: page === null ? null : [page, page],
    headingPath: chunk.ordinal < 2 ? ["Foreign relations"] : ["Domestic affairs", `Part ${chunk.ordinal}`],
    strength: chunk.strength,
    topic: chunk.topic,
  };
}

/** The second document is a conversation of as many turns as it has paragraphs. */
function turnsOf({ id }: DocumentListItem, text: string): DocumentDetail["turns"] {
  if (id !== 2) return [];
  return [...text.matchAll(/[^\n]+/g)].map(({ 0: words, index }, at) => {
    const role = at % 2 === 0 ? "user" : "assistant";
    return { role, speaker: role, start: index, said: index, end: index + words.length };
  });
}

export function detailOf(world: FixtureWorld, item: DocumentListItem): DocumentDetail {
  const chunks = world.chunks.filter(({ document }) => document === item.id);
  let text = `${item.title}\n\n`;
  const spans = chunks.map((chunk) => {
    const start = text.length;
    text += `${passageText(world, chunk)}\n\n`;
    return { chunk, start, end: text.length - 2 };
  });
  return {
    ...item,
    text,
    pageStarts:
      item.pages === null
        ? null
        : spans.filter((_, at) => at % 2 === 0).map(({ start }, at) => (at === 0 ? 0 : start)),
    headings: [{ offset: 0, level: 1, text: item.title }],
    turns: turnsOf(item, text),
    chunks: spans.map(({ chunk, start, end }) => {
      const { pages, headingPath } = passageOf(world, chunk);
      return { id: chunk.id, ordinal: chunk.ordinal, start, end, pages, headingPath, topic: chunk.topic };
    }),
    topics:
      item.topic === null
        ? []
        : [{ id: item.topic, name: item.topicName ?? "", relevance: item.strength ?? 0, rank: "primary" }],
    metadata: { president: item.title.split(",")[0] ?? "", type: item.label },
  };
}

export function cardOf(world: FixtureWorld, topic: TopicListItem, run: number): TopicCard {
  const mine = world.chunks.filter((chunk) => isIn(world, chunk, topic));
  const related = world.topics
    .filter((other) => other.layer === topic.layer && other.id !== topic.id)
    .map((other) => ({ id: other.id, name: other.name, similarity: similarityOf(topic, other) }))
    .sort((a, b) => b.similarity - a.similarity);
  return {
    ...topic,
    run,
    keywordScores: topic.keywords.map((keyword, at) => ({ keyword, score: 0.42 / (1 + 0.35 * at) })),
    representations: [
      { method: "mmr", keywords: [...topic.keywords].reverse() },
      { method: "importance", keywords: topic.keywords.slice(0, 5) },
    ],
    passages: [...mine]
      .sort((a, b) => b.strength - a.strength)
      .slice(0, 5)
      .map((chunk) => passageOf(world, chunk)),
    related: related.slice(0, 5),
    children: world.topics
      .filter(({ parent }) => parent === topic.id)
      .map(({ id, name, size }) => ({ id, name, size })),
  };
}

/** A topic and every broader one that it is part of. */
export function withBroader({ topics }: Pick<FixtureWorld, "topics">, topic: number | null): number[] {
  const parent = topics.find(({ id }) => id === topic)?.parent ?? null;
  return topic === null ? [] : [topic, ...withBroader({ topics }, parent)];
}

const isIn = (world: FixtureWorld, chunk: FixtureChunk, topic: TopicListItem) =>
  withBroader(world, chunk.topic).includes(topic.id);

export function similarityOf(a: TopicListItem, b: TopicListItem): number {
  const distance = Math.hypot((a.x ?? 0) - (b.x ?? 0), (a.y ?? 0) - (b.y ?? 0));
  return Math.max(0, 0.92 - distance / 9);
}

export const fixtureTime = "2026-11-20T09:30:00.000Z";

export function fixtureSources(world: FixtureWorld): Source[] {
  return [
    {
      id: 1,
      kind: "folder",
      location: "addresses",
      createdAt: fixtureTime,
      documents: world.documents.length,
      files: world.documents.map(({ path }, at) => ({
        path,
        documents: 1,
        warnings: at === 3 ? ["decoded as windows-1252"] : [],
      })),
      rejections: [
        {
          path: "addresses/scan-1862.pdf",
          reason: "no-text",
          detail: "12 pages of pictures",
          hint: "there is no text to read; a scan needs OCR first",
        },
        {
          path: "addresses/notes.docx",
          reason: "encrypted",
          detail: "",
          hint: "remove the password and import it again",
        },
        { path: "addresses/empty.txt", reason: "empty", detail: "0 bytes", hint: "the file holds nothing" },
      ],
    },
  ];
}

function arrivalsOf({ documents, deleted }: FixtureWorld): NonNullable<Project["arrived"]> {
  const [placed, unplaced] = (["placed", "unplaced"] as const).map(
    (fit) => documents.filter(({ id, arrived }) => arrived === fit && !deleted.has(id)).length,
  );
  return {
    placed: placed ?? 0,
    unplaced: unplaced ?? 0,
    deleted: deleted.size,
    since: 1,
    worth: (placed ?? 0) > 3,
  };
}

export const fixtureProject = (name: string, id: number, world: FixtureWorld | null): Project => ({
  id,
  name,
  documents: world?.documents.length ?? 0,
  chunks: world?.chunks.length ?? 0,
  topics: world?.topics.filter(({ layer }) => layer === 0).length ?? 0,
  sources: world === null ? 0 : 1,
  rejections: world === null ? 0 : 3,
  run: world === null ? null : 1,
  shown: world === null ? null : 2,
  arrived: world === null ? null : arrivalsOf(world),
  provisional: null,
  activeRun: null,
  createdAt: fixtureTime,
  updatedAt: fixtureTime,
});
