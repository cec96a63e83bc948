import { Button, NativeSelect, NumberInput, Switch, TextInput } from "@mantine/core";
import type { SettingView } from "toposcope/machine-contract";
import type { Missing } from "../query-state.ts";
import { InPlace } from "./InPlace.tsx";
import classes from "./SettingsForm.module.css";
import { sentence } from "./sentence.ts";

type Value = SettingView["value"];
export type SettingsDraft = Readonly<Record<string, Value>>;

export type SettingsFormProps =
  | Missing
  | {
      readonly status: "ready";
      readonly settings: readonly SettingView[];
      /** What was changed and is not saved yet. */
      readonly draft: SettingsDraft;
      readonly saving: boolean;
      /** Why the last attempt to save failed. */
      readonly trouble: { readonly message: string; readonly hint: string } | null;
      readonly onDraft: (draft: SettingsDraft) => void;
      readonly onSave: () => void;
    };

const choices: Readonly<Record<string, readonly string[]>> = {
  theme: ["auto", "light", "dark"],
  clustering: ["communities", "density", "hdbscan", "hdbscan-leaf", "kmeans", "agglomerative"],
  privacy: ["off", "redact", "strict"],
  vectorSearch: ["auto", "memory", "pgvector"],
  mapMethod: ["pacmap", "umap"],
  mapAlignment: ["none", "rigid", "anchored"],
  exportFormat: ["jsonl", "csv", "parquet"],
};

const scopes = [
  { scope: "page", title: "This page" },
  { scope: "project", title: "Imports and analyses" },
  { scope: "machine", title: "This machine" },
] as const;

/** Every setting: its value, where that comes from, and its default. */
export function SettingsForm(props: SettingsFormProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={8} height={34} label="Fetching the settings" />;
  const { settings, draft, saving, trouble, onDraft, onSave } = props;
  const change = (name: string, value: Value) => onDraft({ ...draft, [name]: value });
  const changed = Object.keys(draft).length > 0;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {scopes
        .filter(({ scope }) => settings.some((setting) => setting.scope === scope))
        .map(({ scope, title }) => (
          <fieldset key={scope} className={classes.group}>
            <legend>{title}</legend>
            {settings
              .filter((setting) => setting.scope === scope)
              .map((setting) => (
                <Setting
                  key={setting.name}
                  setting={setting}
                  value={setting.name in draft ? (draft[setting.name] ?? null) : setting.value}
                  onChange={(value) => change(setting.name, value)}
                />
              ))}
          </fieldset>
        ))}
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" disabled={!changed} onClick={() => onDraft({})}>
          Discard
        </Button>
        <Button type="submit" disabled={!changed} loading={saving}>
          Save
        </Button>
      </div>
    </form>
  );
}

function shownDefault(value: Value): string {
  if (value === null) return "automatic";
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}

interface SettingProps {
  readonly setting: SettingView;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

const readableName = (name: string) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function Setting({ setting, value, onChange }: SettingProps) {
  const fixed = setting.origin === "flag" || setting.origin === "environment";
  const standard = shownDefault(setting.default);
  const origin = {
    flag: `Fixed by ${setting.flag.split(" ")[0]} when the server was started.`,
    environment: `Fixed by ${setting.env} in the server's environment.`,
    file: `Saved here. Default: ${standard}.`,
    default: value === setting.value ? `Default: ${standard}.` : `Default: ${standard}. Not saved yet.`,
  }[setting.origin];
  return (
    <div className={classes.setting}>
      <div className={classes.control}>
        <Control setting={setting} value={value} onChange={onChange} disabled={fixed} />
        {setting.origin === "file" && value !== null && (
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(null)}>
            Back to default<span className="hidden"> for {readableName(setting.name)}</span>
          </Button>
        )}
      </div>
      <p className={classes.about}>
        {sentence(setting.about)} <span>{origin}</span>
      </p>
    </div>
  );
}

interface ControlProps extends SettingProps {
  readonly disabled: boolean;
}

function Control({ setting, value, onChange, disabled }: ControlProps) {
  const { name, unit } = setting;
  const label = readableName(name);
  const options = choices[name];
  const standard = setting.default;
  if (typeof standard === "boolean" || typeof value === "boolean")
    return (
      <Switch
        label={label}
        checked={Boolean(value ?? standard)}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  if (options !== undefined)
    return (
      <NativeSelect
        label={label}
        data={[...options]}
        value={String(value ?? standard)}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (isNumeric(setting))
    return (
      <NumberInput
        label={label}
        suffix={unit === null ? "" : ` ${unit}`}
        placeholder={standard === null ? "automatic" : `${standard}`}
        value={typeof value === "number" ? value : ""}
        disabled={disabled}
        onChange={(next) => onChange(typeof next === "number" ? next : null)}
      />
    );
  return (
    <TextInput
      label={label}
      placeholder={standard === null ? "" : String(standard)}
      value={value === null ? "" : String(value)}
      disabled={disabled}
      onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? null : currentTarget.value)}
    />
  );
}

const isNumeric = ({ value, default: standard, unit, flag }: SettingView) =>
  typeof value === "number" ||
  typeof standard === "number" ||
  unit !== null ||
  /<(count|number|cosine)>/.test(flag);
