interface Stretch {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const formats = [
  { least: 360 * dayMs, format: { year: "numeric" } },
  { least: 28 * dayMs, format: { year: "numeric", month: "short" } },
  { least: 0, format: { year: "numeric", month: "short", day: "numeric" } },
] as const;

/** What stretches of time are called, as precisely as they are long: `1790–1799`, `Mar 2024`. */
export function timeBinNames(bins: readonly Stretch[]): { name: string; start: string }[] {
  const longest = Math.max(0, ...bins.map(({ from, to }) => Date.parse(to) - Date.parse(from)));
  const { format } = formats.find(({ least }) => longest >= least) ?? formats[2];
  const written = new Intl.DateTimeFormat(undefined, { ...format, timeZone: "UTC" });
  return bins.map(({ from, to }, at) => {
    const isLast = at === bins.length - 1;
    const [first, end] = [Date.parse(from), Date.parse(to) - (isLast ? 0 : 1)];
    const start = written.format(first);
    const last = written.format(Math.max(first, end));
    return { start, name: start === last ? start : `${start}–${last}` };
  });
}
