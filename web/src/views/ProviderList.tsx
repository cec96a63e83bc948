import { Button, Switch } from "@mantine/core";
import { useState } from "react";
import type { Provider, ProviderTest } from "toposcope/provider-contract";
import { formatDollars, purposes } from "../provider-draft.ts";
import classes from "./LanguageModels.module.css";
import { sentence } from "./sentence.ts";

export interface ProviderListProps {
  readonly providers: readonly Provider[];
  /** What the last test came to. */
  readonly tests: { readonly provider: string; readonly results: readonly ProviderTest[] } | null;
  /** Name of the one that is being tested. */
  readonly testing: string | null;
  readonly trouble: { readonly message: string; readonly hint: string } | null;
  readonly onAdd: () => void;
  readonly onEdit: (provider: Provider) => void;
  readonly onTest: (name: string) => void;
  readonly onEnable: (name: string, enabled: boolean) => void;
  readonly onRemove: (name: string) => void;
}

/** The providers that are set up, with what each is asked for. */
export function ProviderList(props: ProviderListProps) {
  const { providers, trouble, onAdd } = props;
  return (
    <section className={classes.section} aria-labelledby="providers-title">
      <div className={classes.head}>
        <h3 id="providers-title">Providers</h3>
        <Button size="xs" onClick={onAdd}>
          Add a provider
        </Button>
      </div>
      {providers.length === 0 ? (
        <p className={classes.about}>
          None is set up: names, insights and answers are taken from the texts, and no text leaves this
          machine.
        </p>
      ) : (
        <ul className={classes.list}>
          {providers.map((provider) => (
            <li key={provider.name} className={classes.provider}>
              <ProviderItem {...props} provider={provider} />
            </li>
          ))}
        </ul>
      )}
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
    </section>
  );
}

function ProviderItem(props: ProviderListProps & { readonly provider: Provider }) {
  const { provider, tests, testing, onEdit, onTest, onEnable } = props;
  const { name, kind, address, enabled } = provider;
  return (
    <>
      <div className={classes.head}>
        <strong>{name}</strong>
        <Switch
          size="sm"
          label="In use"
          aria-label={`${name} in use`}
          checked={enabled}
          onChange={(event) => onEnable(name, event.currentTarget.checked)}
        />
      </div>
      <p className={classes.facts}>
        {kind} at {address}, {keyText(provider.key)}
      </p>
      {provider.key.trouble !== null && <p className={classes.trouble}>{sentence(provider.key.trouble)}</p>}
      {provider.prices.map(({ model, price }) => (
        <p key={model} className={classes.facts}>
          {model} for {purposes.filter((purpose) => provider.models[purpose] === model).join(", ")}:{" "}
          {priceText(price)}
        </p>
      ))}
      <div role="status">
        {tests?.provider === name &&
          tests.results.map(({ model, ok, said, milliseconds, cost }) => (
            <p key={model} className={ok ? classes.facts : classes.trouble}>
              {ok
                ? `${model} answered in ${Math.round(milliseconds)} ms${cost === null ? "" : ` for ${formatDollars(cost)}`}.`
                : sentence(`${model}: ${said}`)}
            </p>
          ))}
      </div>
      <div className={classes.actions}>
        <Button size="compact-sm" variant="subtle" loading={testing === name} onClick={() => onTest(name)}>
          Test<span className="hidden"> {name}</span>
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => onEdit(provider)}>
          Change<span className="hidden"> {name}</span>
        </Button>
        <RemoveButton name={name} onRemove={props.onRemove} />
      </div>
    </>
  );
}

/** Asks once more in its own place, since a key that is gone does not come back. */
function RemoveButton({ name, onRemove }: { name: string; onRemove: (name: string) => void }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Button
      size="compact-sm"
      variant={isAsking ? "filled" : "subtle"}
      {...(isAsking && { color: "red.9" })}
      onBlur={() => setAsking(false)}
      onClick={() => (isAsking ? onRemove(name) : setAsking(true))}
    >
      {isAsking ? "Remove it, with its key" : "Remove"}
      <span className="hidden"> {name}</span>
    </Button>
  );
}

function keyText({ from, hint }: Provider["key"]): string {
  if (from === "none") return "no key";
  return from === "stored" ? `stored key ${hint}` : `key from ${hint}`;
}

function priceText(price: Provider["prices"][number]["price"]): string {
  if (price === null) return "price unknown";
  if (price.input + price.output === 0) return "costs nothing";
  return `$${price.input} in and $${price.output} out per million tokens`;
}
