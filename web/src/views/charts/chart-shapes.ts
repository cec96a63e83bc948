interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** Round numbers from 0 to at least `most`, about `count` of them, for an axis. */
export function niceTicks(most: number, count: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((nice) => nice >= rough * 0.999) ?? rough;
  const ticks = Math.ceil(most / step - 1e-9);
  return Array.from({ length: ticks + 1 }, (_, at) => Number((at * step).toPrecision(12)));
}

/** Every which label of an axis has room, so that none touches the next. */
export const labelStride = (labels: number, width: number, labelWidth: number) =>
  Math.max(1, Math.ceil((labels * labelWidth) / Math.max(1, width)));

/**
 * The slope at each point of a curve that rises and falls only where the points do.
 *
 * @see Fritsch & Carlson, SIAM J. Numer. Anal. 1980; as in Steffen, A&A 1990
 */
function slopes(points: readonly ChartPoint[]): number[] {
  const rise = points.slice(1).map((point, at) => {
    const before = points[at]!;
    return (point.y - before.y) / (point.x - before.x);
  });
  return points.map((_, at) => {
    const [left, right] = [rise[at - 1], rise[at]];
    if (left === undefined || right === undefined || left * right <= 0) return 0;
    return 2 * Math.sign(left) * Math.min(Math.abs(left), Math.abs(right), Math.abs(left + right) / 4);
  });
}

const at = ({ x, y }: ChartPoint) => `${Number(x.toFixed(2))},${Number(y.toFixed(2))}`;

/** The part of a path that leads through the points, from the first one on. */
function curveThrough(points: readonly ChartPoint[]): string {
  const slope = slopes(points);
  return points
    .slice(1)
    .map((to, index) => {
      const from = points[index]!;
      const third = (to.x - from.x) / 3;
      const leaving = { x: from.x + third, y: from.y + third * slope[index]! };
      const arriving = { x: to.x - third, y: to.y - third * slope[index + 1]! };
      return `C${at(leaving)} ${at(arriving)} ${at(to)}`;
    })
    .join("");
}

/** A curve through points whose x grows, as an SVG path. */
export const linePath = (points: readonly ChartPoint[]): string =>
  points.length === 0 ? "" : `M${at(points[0]!)}${curveThrough(points)}`;

/** The area between two curves over the same x, as an SVG path. */
export function areaPath(upper: readonly ChartPoint[], lower: readonly ChartPoint[]): string {
  if (upper.length === 0) return "";
  const back = lower.toReversed();
  return `${linePath(upper)}L${at(back[0]!)}${curveThrough(back)}Z`;
}

/** Puts series on top of one another: where each begins and ends at every place. */
export function stacked(series: readonly (readonly number[])[]): { from: number[]; to: number[] }[] {
  let base = series[0]?.map(() => 0) ?? [];
  return series.map((values) => {
    const from = base;
    const to = values.map((value, place) => value + (from[place] ?? 0));
    base = to;
    return { from, to };
  });
}
