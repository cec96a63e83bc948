import { Button, Group, Modal, Textarea, TextInput } from "@mantine/core";
import type { TopicPreview } from "toposcope/insight-contract";
import type { Missing } from "../query-state.ts";
import { InPlace } from "./InPlace.tsx";
import { sentence } from "./sentence.ts";
import classes from "./WritingForm.module.css";

export const writingNames = ["nameLanguage", "audience", "namePrompt", "insightPrompt"] as const;
export type WritingName = (typeof writingNames)[number];
export type WritingDraft = Readonly<Partial<Record<WritingName, string>>>;

export type WritingFormProps = { readonly onClose: () => void } & (
  | Missing
  | {
      readonly status: "ready";
      readonly values: WritingDraft;
      /** Whether something is not saved yet. */
      readonly changed: boolean;
      readonly busy: "preview" | "save" | null;
      readonly preview: TopicPreview | null;
      /** Why the last attempt failed. */
      readonly trouble: { readonly message: string; readonly hint: string } | null;
      readonly onChange: (name: WritingName, value: string) => void;
      readonly onPreview: () => void;
      readonly onSave: () => void;
      readonly onDescribe: () => void;
      /** What describing would take; null where no model is asked. */
      readonly expected: string | null;
    }
);

const lines = [
  { name: "nameLanguage", label: "Language", hint: "As German; empty: that of the documents" },
  { name: "audience", label: "For whom", hint: "As hospital managers; empty: for anybody" },
] as const;

const prompts = [
  {
    name: "namePrompt",
    label: "Prompt for names",
    hint: "Must hold {passages} and {nearby}; may hold {keywords}, {parts}, {language}, {audience}. Empty: the usual one",
  },
  {
    name: "insightPrompt",
    label: "Prompt for insights",
    hint: "Must hold {passages}; may hold {name}, {keywords}, {nearby}, {language}, {audience}. Empty: the usual one",
  },
] as const;

/** How a language model is asked about the topics: to be tried on one, and saved for the project. */
export function WritingForm(props: WritingFormProps) {
  return (
    <Modal opened onClose={props.onClose} title="How names and insights are written" size="lg">
      {props.status === "ready" ? (
        <Fields {...props} />
      ) : (
        <InPlace of={props} rows={5} height={34} label="Fetching the settings" />
      )}
    </Modal>
  );
}

function Fields(props: Extract<WritingFormProps, { status: "ready" }>) {
  const { values, changed, busy, preview, trouble, onChange } = props;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      <p className="muted">For language models. Without one, names and insights are taken from the texts.</p>
      {lines.map(({ name, label, hint }) => (
        <TextInput
          key={name}
          label={label}
          description={hint}
          dir="auto"
          value={values[name] ?? ""}
          onChange={(event) => onChange(name, event.currentTarget.value)}
        />
      ))}
      {prompts.map(({ name, label, hint }) => (
        <Textarea
          key={name}
          label={label}
          description={hint}
          rows={4}
          dir="auto"
          value={values[name] ?? ""}
          onChange={(event) => onChange(name, event.currentTarget.value)}
        />
      ))}
      {trouble !== null && (
        <p role="alert" className={classes.trouble}>
          {sentence(trouble.message)} {sentence(trouble.hint)}
        </p>
      )}
      {preview !== null && <Preview preview={preview} />}
      {!changed && props.expected !== null && <p className="muted">{props.expected}</p>}
      <Group justify="flex-end">
        <Button variant="default" loading={busy === "preview"} onClick={props.onPreview}>
          Try on this topic
        </Button>
        {changed ? (
          <Button type="submit" loading={busy === "save"}>
            Save for the project
          </Button>
        ) : (
          <Button loading={busy === "save"} onClick={props.onDescribe}>
            Describe all topics
          </Button>
        )}
      </Group>
    </form>
  );
}

function Preview({ preview: { name, insight, prompts: sent } }: { readonly preview: TopicPreview }) {
  return (
    <section aria-label="Preview" role="status" className={classes.preview} dir="auto">
      <strong>{name.text}</strong>
      {name.summary !== null && <p>{name.summary}</p>}
      {insight?.summary.map(({ text }) => (
        <p key={text}>{text}</p>
      ))}
      {insight !== null && <p className="muted">{insight.themes.map(({ title }) => title).join(" · ")}</p>}
      <details>
        <summary>What was sent</summary>
        <pre className={classes.sent}>{`${sent.name}\n\n—\n\n${sent.insight}`}</pre>
      </details>
    </section>
  );
}
