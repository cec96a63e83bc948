/** One time that a document was read. */
export interface Reading {
  /** Row of the document among those to recommend from. */
  readonly row: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Below 0: less of its kind. */
  readonly weight: number;
}

/** A document that says what a reader likes or dislikes. */
export interface Example {
  readonly row: number;
  /** Below 0 for a dislike. */
  readonly weight: number;
  /** When it was read last; undefined for one that was only named. */
  readonly readAt: number | undefined;
}

export const dayMs = 86_400_000;

/** What is left of something after a while, when half of it goes in each half-life: 1 at once, 0.5 after one. */
export const remaining = (ageMs: number, halfLifeDays: number): number =>
  2 ** (-Math.max(0, ageMs) / (halfLifeDays * dayMs));

/**
 * What a history says now: readings of one document add up and fade, and what was thought of it last decides whether it
 * counts for or against. The strongest first, and the strongest weighs 1.
 */
export function readingWeights(
  readings: readonly Reading[],
  { now, halfLifeDays, most }: { readonly now: number; readonly halfLifeDays: number; readonly most: number },
): Example[] {
  const byRow = new Map<number, Reading[]>();
  for (const reading of readings) byRow.set(reading.row, [...(byRow.get(reading.row) ?? []), reading]);
  const examples = Array.from(byRow, ([row, all]) => {
    const last = all.reduce((latest, reading) => (reading.at >= latest.at ? reading : latest));
    const alike = all.filter(({ weight }) => Math.sign(weight) === Math.sign(last.weight));
    const weight = alike.reduce((sum, one) => sum + one.weight * remaining(now - one.at, halfLifeDays), 0);
    return { row, weight, readAt: last.at };
  });
  const strongest = examples
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.row - b.row)
    .slice(0, most);
  const whole = Math.abs(strongest[0]?.weight ?? 1) || 1;
  return strongest.map((example) => ({ ...example, weight: example.weight / whole }));
}
