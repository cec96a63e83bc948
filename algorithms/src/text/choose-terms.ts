/** A term that may describe a topic. */
export interface Candidate {
  readonly term: number;
  /** Stems of its words. */
  readonly key: string;
  /** How many words it has. */
  readonly length: number;
  /** Occurrences in the topic. */
  readonly count: number;
  score: number;
}

const replacedShare = 0.5;

/** By falling score; of equals the more frequent one, then the first in the alphabet. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || b.count - a.count || (a.key < b.key ? -1 : 1);
}

/** A phrase that covers most of the occurrences of a part of it takes over that part's score, if higher, and place. */
export function preferPhrases(candidates: readonly Candidate[]): Candidate[] {
  const phrases = candidates.filter(({ length }) => length > 1).sort((a, b) => a.length - b.length);
  const replaced = new Set<Candidate>();
  const byKey = new Map(candidates.map((candidate) => [candidate.key, candidate]));
  for (const phrase of phrases) {
    for (const key of partsOf(phrase.key)) {
      const part = byKey.get(key);
      if (!part || phrase.count < replacedShare * part.count) continue;
      phrase.score = Math.max(phrase.score, part.score);
      replaced.add(part);
    }
  }
  return candidates.filter((candidate) => !replaced.has(candidate)).sort(byScore);
}

/** The shorter phrases and words within a phrase. */
function partsOf(key: string): string[] {
  const parts = key.split(" ");
  const found: string[] = [];
  for (let start = 0; start < parts.length; start++) {
    for (let end = start + 1; end <= parts.length; end++) {
      if (end - start < parts.length) found.push(parts.slice(start, end).join(" "));
    }
  }
  return found;
}

/** The first terms that are no part of one another, word by word. */
export function distinctTerms(candidates: readonly Candidate[], count: number): Candidate[] {
  const chosen: Candidate[] = [];
  for (const candidate of candidates) {
    if (chosen.length >= count) break;
    if (!chosen.some(({ key }) => isPart(key, candidate.key))) chosen.push(candidate);
  }
  return chosen;
}

/** Whether one key is a part of the other, word by word. */
function isPart(a: string, b: string): boolean {
  return ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);
}
