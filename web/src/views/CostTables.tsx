import type { Costs, Estimate } from "toposcope/provider-contract";
import { formatCount, formatPlural } from "../format.ts";
import { formatDollars } from "../provider-draft.ts";
import classes from "./LanguageModels.module.css";

/** What language models were asked and what that cost. */
export function CostTables({ costs: { total, today, byPurpose, byRun } }: { costs: Costs }) {
  return (
    <section className={classes.section} aria-labelledby="costs-title">
      <h3 id="costs-title">Costs so far</h3>
      <p className={classes.about}>
        {formatPlural(total.calls, "call")}, {costText(total)} in all, {formatDollars(today)} today
        {total.cached > 0 && `; ${formatCount(total.cached)} answered by what had been paid for before`}.
      </p>
      {total.calls > 0 && (
        <CostTable
          head="Purpose"
          rows={byPurpose.map((row) => ({ ...row, name: row.purpose, estimate: null }))}
        />
      )}
      {byRun.length > 0 && (
        <CostTable
          head="Run"
          rows={byRun.map((row) => ({
            ...row,
            name: `${row.project}, ${row.number === null ? `id ${row.run}` : `run ${row.number}`}`,
          }))}
        />
      )}
    </section>
  );
}

type Row = Costs["total"] & { readonly name: string; readonly estimate: Estimate | null };

function CostTable({ head, rows }: { head: string; rows: readonly Row[] }) {
  const hasEstimates = rows.some(({ estimate }) => estimate !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.table} aria-label={`Costs by ${head.toLowerCase()}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">Calls</th>
            <th scope="col">Failed</th>
            <th scope="col">Tokens in</th>
            <th scope="col">Of them cached</th>
            <th scope="col">Tokens out</th>
            {hasEstimates && <th scope="col">Expected</th>}
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td>{row.name}</td>
              <td>{formatCount(row.calls)}</td>
              <td>{formatCount(row.failures)}</td>
              <td>{formatCount(row.inputTokens)}</td>
              <td>{formatCount(row.cachedInputTokens)}</td>
              <td>{formatCount(row.outputTokens)}</td>
              {hasEstimates && <td>{row.estimate === null ? "" : estimateText(row.estimate)}</td>}
              <td>{costText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is not known is said, not counted as nothing. */
const costText = ({ cost, unpriced }: Costs["total"]) =>
  unpriced === 0 ? formatDollars(cost) : `${formatDollars(cost)} + ${formatCount(unpriced)} of unknown price`;

function estimateText({ leastCost, mostCost }: Estimate): string {
  if (leastCost === null || mostCost === null) return "unknown";
  if (leastCost === mostCost) return formatDollars(mostCost);
  return `${formatDollars(leastCost)} to ${formatDollars(mostCost)}`;
}
