import { sentenceSpans } from "@toposcope/algorithms";
import type { AnswerSentence, Citation, PassageAnswer } from "../answer-contract.ts";
import { passageId } from "../model.ts";
import { CitationScanner, type CitedPlace } from "./citation-scanner.ts";
import { cite, type Retrieved } from "./passage.ts";
import { type Evidence, nearestSentence, supportOf } from "./support.ts";

/** What a model's text is made of after its citations were looked up. */
export type CitedPart =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "citation"; readonly citation: Citation }
  | { readonly type: "rejected-citation"; readonly id: string; readonly place: CitedPlace };

/** Reads a model's text as it comes: each citation is looked up among the passages that were retrieved. */
export class CitedText {
  readonly #scanner = new CitationScanner();
  readonly #passages: ReadonlyMap<string, Retrieved>;
  readonly #parts: CitedPart[] = [];

  constructor(passages: readonly Retrieved[]) {
    this.#passages = new Map(passages.map((passage) => [passage.id, passage]));
  }

  push(text: string): CitedPart[] {
    return this.#add(this.#scanner.push(text));
  }

  end(): CitedPart[] {
    return this.#add(this.#scanner.end());
  }

  /** Everything so far. */
  get parts(): readonly CitedPart[] {
    return this.#parts;
  }

  #add(scanned: ReturnType<CitationScanner["push"]>): CitedPart[] {
    const added = scanned.flatMap((part): CitedPart[] =>
      part.type === "text"
        ? [{ type: "text", text: part.written }]
        : part.places.map((place) => this.#lookUp(place)),
    );
    this.#parts.push(...added);
    return added;
  }

  #lookUp(place: CitedPlace): CitedPart {
    const id = passageId(place.document, place.passage - 1);
    const passage = this.#passages.get(id);
    if (passage) return { type: "citation", citation: cite(passage, passage.excerpt) };
    return { type: "rejected-citation", id, place };
  }
}

/** A sentence with the ids that it cites. */
export interface CitedSentence {
  readonly text: string;
  readonly ids: readonly string[];
}

/** Cuts cited text into sentences; a citation belongs to the words before it. */
export function citedSentences(parts: readonly CitedPart[]): CitedSentence[] {
  let text = "";
  const marks: { readonly at: number; readonly id: string }[] = [];
  for (const part of parts) {
    if (part.type === "text") text += part.text;
    else if (part.type === "citation")
      marks.push({ at: Math.max(0, text.trimEnd().length - 1), id: part.citation.id });
  }
  const spans = sentenceSpans(text);
  return spans.map(({ start, end }, at) => {
    const from = at === 0 ? 0 : start;
    const to = spans[at + 1]?.start ?? Number.POSITIVE_INFINITY;
    const ids = marks.filter((mark) => mark.at >= from && mark.at < to).map(({ id }) => id);
    return { text: tidy(text.slice(start, end)), ids: [...new Set(ids)] };
  });
}

/** Without the space that a citation left before a full stop. */
const tidy = (text: string) => text.replace(/\s+/g, " ").replace(/ ([.,;:!?])/g, "$1");

/** Each sentence with its citations, pointed at the words that bear it out, and how far they do. */
export function checkSentences(
  sentences: readonly CitedSentence[],
  passages: readonly Retrieved[],
  similarities: ReadonlyMap<string, number> = new Map(),
): AnswerSentence[] {
  const byId = new Map(passages.map((passage) => [passage.id, passage]));
  return sentences.map(({ text, ids }) => {
    const cited = ids.map((id) => byId.get(id)!);
    const evidence = cited.map(evidenceOf);
    const citations = cited.map((passage) =>
      cite(passage, nearestSentence(text, passage.hit.text, passage.hit.language ?? "en")),
    );
    return { text, citations, support: supportOf(text, evidence, similarities.get(text)) };
  });
}

/** What a sentence that cites a passage is held against. */
export const evidenceOf = ({ hit }: Retrieved): Evidence => ({
  text: [hit.title, ...hit.headingPath, hit.text].join("\n"),
  language: hit.language ?? "en",
});

/** How many sentences are borne out, and how many citations were taken out. */
export function reportOn(
  sentences: readonly AnswerSentence[],
  parts: readonly CitedPart[] = [],
): PassageAnswer["report"] {
  const count = (support: AnswerSentence["support"]) =>
    sentences.filter((sentence) => sentence.support === support).length;
  return {
    full: count("full"),
    partial: count("partial"),
    none: count("none"),
    rejected: parts.filter(({ type }) => type === "rejected-citation").length,
  };
}
