/** What was put wrong into a table, and where. */
export interface PlantedFaults {
  readonly injected: readonly { readonly data_row: number; readonly dirt: string }[];
  readonly data_rows_well_formed: number;
}

type Findings = ReadonlyMap<number, ReadonlySet<string>>;

const expected: Readonly<Record<string, string>> = {
  "HTML tags and entities in narrative": "html-tags",
  "empty date": "empty-date",
  "whitespace-only narrative": "no-text",
  "date in ISO form, others are MM/DD/YY": "odd-date-format",
  "placeholder narrative (N/A)": "no-text",
  "empty narrative": "no-text",
  "spreadsheet formula as narrative": "formula",
  "injected (fictitious) personal data": "personal-data",
  "impossible date": "bad-date",
  "exact duplicate of the row above": "exact-duplicate",
  "very long narrative (repeated x40)": "repetitive",
  "near duplicate of the row above (case/space), new id": "near-duplicate",
  "mojibake in narrative": "mojibake",
};

/** Faults that are not reported by row and reason; the four rows behind the well-formed ones are broken. */
export function missedFaults({ injected, data_rows_well_formed: rows }: PlantedFaults, found: Findings) {
  const broken = [1, 2, 3, 4].map((after) => ({ data_row: rows + after, dirt: "broken row" }));
  return [
    ...injected.filter(({ data_row, dirt }) => !found.get(data_row)?.has(expected[dirt]!)),
    ...broken.filter(({ data_row }) => [...(found.get(data_row) ?? [])].join() !== "bad-row"),
  ];
}

/** What is reported of rows where it was not planted. A text made forty times as long is very long as well. */
export function falseAlarms(
  { injected, data_rows_well_formed: rows }: PlantedFaults,
  found: Findings,
): string[] {
  const planted = new Map<number, Set<string>>();
  for (const { data_row, dirt } of injected) {
    const reasons = (planted.get(data_row) ?? new Set()).add(expected[dirt]!);
    planted.set(data_row, dirt.startsWith("very long") ? reasons.add("very-long") : reasons);
  }
  const alarms: string[] = [];
  for (const [row, reasons] of found) {
    if (row > rows) continue;
    const real = planted.get(row) ?? new Set();
    const isCopy = real.has("exact-duplicate") || real.has("near-duplicate");
    for (const reason of reasons) {
      if (real.has(reason) || (isCopy && planted.get(row - 1)?.has(reason))) continue;
      alarms.push(`${row}: ${reason}`);
    }
  }
  return alarms;
}
