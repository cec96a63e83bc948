import { Button, NativeSelect, NumberInput, Switch } from "@mantine/core";
import { useState } from "react";
import type { ProviderRules } from "toposcope/provider-contract";
import classes from "./LanguageModels.module.css";
import { sentence } from "./sentence.ts";

export interface ProviderRulesFormProps {
  readonly rules: ProviderRules;
  readonly saving: boolean;
  readonly trouble: { readonly message: string; readonly hint: string } | null;
  readonly onSave: (rules: ProviderRules) => void;
}

const routings = ["priority", "cheapest", "fastest", "round-robin"] as const;
const budgets = [
  { name: "runBudget", label: "A run may cost" },
  { name: "dayBudget", label: "A day may cost" },
  { name: "projectBudget", label: "A project may cost" },
] as const;

/** In which order providers are asked, and what they may cost. */
export function ProviderRulesForm({ rules, saving, trouble, onSave }: ProviderRulesFormProps) {
  const [draft, setDraft] = useState(rules);
  const changed = JSON.stringify(draft) !== JSON.stringify(rules);
  return (
    <form
      className={classes.section}
      aria-labelledby="rules-title"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(draft);
      }}
    >
      <h3 id="rules-title">Order and budgets</h3>
      <p className={classes.about}>
        Held for all projects at once; what is spent counts from the first call. A project or a run may have
        its own budget.
      </p>
      <div className={classes.fields}>
        <NativeSelect
          label="Asked first"
          data={[...routings]}
          value={draft.routing}
          onChange={({ currentTarget: { value } }) =>
            setDraft({ ...draft, routing: routings.find((name) => name === value) ?? draft.routing })
          }
        />
        {budgets.map(({ name, label }) => (
          <NumberInput
            key={name}
            label={label}
            placeholder="no limit"
            prefix="$"
            allowNegative={false}
            value={draft[name] ?? ""}
            onChange={(value) => setDraft({ ...draft, [name]: typeof value === "number" ? value : null })}
          />
        ))}
      </div>
      <Switch
        label="Ask models of unknown price although there is a budget"
        checked={draft.unpricedAllowed}
        onChange={(event) => setDraft({ ...draft, unpricedAllowed: event.currentTarget.checked })}
      />
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
      <div className={classes.actions}>
        <Button type="submit" disabled={!changed} loading={saving}>
          Save rules
        </Button>
      </div>
    </form>
  );
}
