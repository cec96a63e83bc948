import type { RunDetail } from "toposcope/run-contract";
import classes from "./RunOrigin.module.css";

type Origin = Pick<RunDetail, "settings" | "overridden" | "provenance" | "fingerprint" | "edit">;

/** With which settings a run was made, which of them are its own, and what its result came from. */
export function RunOrigin({ settings, overridden, provenance, fingerprint, edit }: Origin) {
  const own = new Set(overridden);
  const kept = Object.entries(settings).filter(([name]) => !hiddenSettings.has(name));
  return (
    <div className={classes.origin}>
      <p>
        {own.size === 0
          ? "Made with the project's settings."
          : `Made with its own ${listed(overridden.map(readable))}, otherwise with the project's settings.`}
        {edit > 0 && " Its topics were edited by hand since."}
      </p>
      <details>
        <summary>How it was made</summary>
        <dl className={classes.facts}>
          {kept.map(([name, value]) => (
            <Fact
              key={name}
              name={own.has(name) ? `${readable(name)} (its own)` : readable(name)}
              value={value}
            />
          ))}
          {Object.entries(provenance).flatMap(([group, value]) =>
            isRecord(value)
              ? Object.entries(value).map(([name, part]) => (
                  <Fact
                    key={`${group} ${name}`}
                    name={`${readable(group)}: ${readable(name)}`}
                    value={part}
                  />
                ))
              : [<Fact key={group} name={readable(group)} value={value} />],
          )}
          {fingerprint !== null && <Fact name="Fingerprint of the result" value={fingerprint} />}
        </dl>
      </details>
    </div>
  );
}

/** Where the files lay, and what followed, say nothing of the result. */
const hiddenSettings: ReadonlySet<string> = new Set(["paths", "mapping", "next"]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readable = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const list = new Intl.ListFormat("en", { type: "conjunction" });
const listed = (names: readonly string[]) => list.format(names.map((name) => name.toLowerCase()));

function Fact({ name, value }: { name: string; value: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
    </div>
  );
}
