import { Button, NativeSelect, NumberInput, PasswordInput, TextInput } from "@mantine/core";
import { useId } from "react";
import type { Provider } from "toposcope/provider-contract";
import { formatPlural } from "../format.ts";
import { kinds, type ProviderDraft, purposes } from "../provider-draft.ts";
import classes from "./LanguageModels.module.css";
import { sentence } from "./sentence.ts";

export interface ProviderFormProps {
  /** The one that is changed; null for a new one. */
  readonly provider: Provider | null;
  readonly draft: ProviderDraft;
  readonly saving: boolean;
  /** Why the last attempt to save failed. */
  readonly trouble: { readonly message: string; readonly hint: string } | null;
  readonly models: {
    readonly suggested: readonly { readonly model: string; readonly about: string | null }[];
    /** How many it says it has; null as long as it was not asked. */
    readonly found: number | null;
    readonly asking: boolean;
    readonly trouble: { readonly message: string; readonly hint: string } | null;
  };
  readonly onAskModels: () => void;
  readonly onDraft: (draft: ProviderDraft) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

const limits = [
  { name: "requestsPerMinute", label: "Requests a minute" },
  { name: "tokensPerMinute", label: "Tokens a minute" },
  { name: "concurrency", label: "Requests at once" },
] as const;

/** Sets a provider up, or changes one. */
export function ProviderForm(props: ProviderFormProps) {
  const { provider, draft, saving, trouble, onDraft, onSave, onClose } = props;
  return (
    <form
      className={classes.section}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <h3>{provider === null ? "Add a provider" : `Change ${provider.name}`}</h3>
      {provider === null && (
        <div className={classes.fields}>
          <TextInput
            data-autofocus
            label="Name"
            required
            autoComplete="off"
            maxLength={60}
            value={draft.name}
            onChange={({ currentTarget: { value } }) => onDraft({ ...draft, name: value })}
          />
          <NativeSelect
            label="Kind"
            data={[...kinds]}
            value={draft.kind}
            onChange={({ currentTarget: { value } }) =>
              onDraft({ ...draft, kind: kinds.find((kind) => kind === value) ?? draft.kind })
            }
          />
        </div>
      )}
      <Access {...props} />
      <Models {...props} />
      <div className={classes.fields}>
        <NumberInput
          label="Priority"
          description="Lower ones are asked first."
          allowDecimal={false}
          value={draft.priority}
          onChange={(value) => onDraft({ ...draft, priority: typeof value === "number" ? value : 0 })}
        />
        {limits.map(({ name, label }) => (
          <NumberInput
            key={name}
            label={label}
            placeholder="no limit"
            allowDecimal={false}
            allowNegative={false}
            value={draft[name] ?? ""}
            onChange={(value) => onDraft({ ...draft, [name]: typeof value === "number" ? value : null })}
          />
        ))}
      </div>
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={saving}>
          {provider === null ? "Add" : "Save"}
        </Button>
      </div>
    </form>
  );
}

function Access({ provider, draft, onDraft }: ProviderFormProps) {
  const kept = provider?.key.hint ?? null;
  return (
    <>
      <TextInput
        label="Address"
        description="Only where it is not where its kind usually is. On another host its key must be given again."
        autoComplete="off"
        spellCheck={false}
        value={draft.baseUrl}
        onChange={({ currentTarget: { value } }) => onDraft({ ...draft, baseUrl: value })}
      />
      <div className={classes.fields}>
        <PasswordInput
          label="Key"
          description="Stored encrypted, and never shown again."
          placeholder={kept === null ? "" : `keep ${kept}`}
          autoComplete="new-password"
          value={draft.key}
          onChange={({ currentTarget: { value } }) => onDraft({ ...draft, key: value })}
        />
        <TextInput
          label="Or the variable that holds it"
          description="Its name ends in _API_KEY."
          autoComplete="off"
          spellCheck={false}
          value={draft.keyVariable}
          onChange={({ currentTarget: { value } }) => onDraft({ ...draft, keyVariable: value })}
        />
      </div>
    </>
  );
}

function Models({ provider, draft, models, onAskModels, onDraft }: ProviderFormProps) {
  const listId = useId();
  return (
    <>
      <datalist id={listId}>
        {models.suggested.map(({ model, about }) => (
          <option key={model} value={model}>
            {about}
          </option>
        ))}
      </datalist>
      <p className={classes.about}>
        Models by purpose. Without one, this provider is not asked for that
        {provider === null && "; without any, a small usual one is taken for all"}.
      </p>
      <div className={classes.fields}>
        {purposes.map((purpose) => (
          <TextInput
            key={purpose}
            label={`Model for ${purpose}`}
            list={listId}
            autoComplete="off"
            spellCheck={false}
            value={draft.models[purpose]}
            onChange={({ currentTarget: { value } }) =>
              onDraft({ ...draft, models: { ...draft.models, [purpose]: value } })
            }
          />
        ))}
      </div>
      <div className={classes.head}>
        <p role="status" className={classes.facts}>
          {models.found !== null &&
            `It says that it has ${formatPlural(models.found, "model")}: the fields suggest them.`}
        </p>
        <Button variant="default" size="xs" loading={models.asking} onClick={onAskModels}>
          Ask which models it has
        </Button>
      </div>
      {models.trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(models.trouble.message)} {sentence(models.trouble.hint)}
        </p>
      )}
    </>
  );
}
