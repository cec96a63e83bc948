import type { ServerResponse } from "node:http";
import type { Answer, AskEvent, Citation, PassageAnswer } from "toposcope/answer-contract";
import { type FixtureWorld, fixtureTime, passageOf } from "./fixture-data.ts";
import { Problem } from "./fixture-read.ts";

/** Questions and invented answers, each sentence of another support. */
export class FixtureQuestions {
  readonly #world: FixtureWorld;
  readonly #answers: Answer[] = [];

  constructor(world: FixtureWorld) {
    this.#world = world;
  }

  list(): object {
    const questions = this.#answers
      .toReversed()
      .map(({ id, question, after, kind, createdAt }) => ({ id, question, after, kind, createdAt }));
    return { questions, next: null };
  }

  get(id: number): Answer {
    const answer = this.#answers.find((known) => known.id === id);
    if (!answer) throw new Problem(404, "QUESTION_NOT_FOUND", `There is no question ${id}.`, "list them");
    return answer;
  }

  /** Sends an answer step by step, as a server does. */
  ask(body: string, response: ServerResponse): undefined {
    const {
      question,
      after = null,
      only = {},
    } = JSON.parse(body) as {
      question: string;
      after?: number;
      only?: Record<string, string | string[]>;
    };
    const words = Object.entries(only).flatMap(([key, value]) =>
      typeof value === "string" ? [`${key}=${value}`] : value,
    );
    const answer = { ...this.#answer(question, after), only: words };
    this.#answers.push(answer);
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of [...steps(answer), { type: "done", answer } satisfies AskEvent])
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end();
  }

  #answer(question: string, after: number | null): Answer {
    const known = {
      id: this.#answers.length + 1,
      question,
      asked: question,
      after,
      only: [],
      createdAt: fixtureTime,
    };
    const citations = this.#world.chunks.slice(0, 4).map((_, at) => this.#citation(at));
    const [first, second, third, fourth] = citations as [Citation, Citation, Citation, Citation];
    if (/opera/.test(question))
      return {
        ...known,
        kind: "refusal",
        text: "The documents do not seem to say anything about this.",
        closest: citations,
      };
    if (/how many/i.test(question))
      return {
        ...known,
        kind: "corpus",
        text: "There are 120 documents.",
        query: { filter: "all documents", documents: 120, groups: [{ name: "2023", documents: 120 }] },
      };
    return {
      ...known,
      kind: "answer",
      by: "model",
      model: "invented/small",
      note: null,
      sentences: [
        { text: first.quote, citations: [first, second], support: "full" },
        { text: "Some of it was said in another way.", citations: [third], support: "partial" },
        { text: "Nobody said this.", citations: [], support: "none" },
      ],
      unused: [fourth],
      report: { full: 1, partial: 1, none: 1, rejected: 1 },
    };
  }

  #citation(at: number): Citation {
    const { chunk, document, title, text, pages, headingPath } = passageOf(
      this.#world,
      this.#world.chunks[at]!,
    );
    const id = `D${document}-C${at + 1}`;
    return { id, chunk, document, title, pages, headingPath, start: 0, end: 40, quote: text.slice(0, 120) };
  }
}

const steps = (answer: Answer): AskEvent[] =>
  answer.kind === "answer" ? answer.sentences.flatMap(stepsOf) : [{ type: "text", text: answer.text }];

const stepsOf = ({ text, citations }: PassageAnswer["sentences"][number]): AskEvent[] => [
  { type: "text", text: `${text} ` },
  ...citations.map((citation): AskEvent => ({ type: "citation", citation })),
];
