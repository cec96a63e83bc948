/** How many points one picture may have, learned from how long the last ones took. */
export interface Pace {
  readonly points: number;
}

export interface PaceLimits {
  readonly targetMs: number;
  readonly least: number;
  readonly most: number;
}

/** Half or double at most from one picture to the next, so that one slow moment does not empty the map. */
export function nextPace({ points }: Pace, drawn: number, tookMs: number, limits: PaceLimits): Pace {
  const wanted = (drawn * limits.targetMs) / Math.max(1, tookMs);
  const bounded = Math.min(points * 2, Math.max(points / 2, wanted));
  return { points: Math.round(Math.min(limits.most, Math.max(limits.least, bounded))) };
}
