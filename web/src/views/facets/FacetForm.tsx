import { Button, Group, Modal, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import type { Facet } from "toposcope/facet-contract";
import classes from "./Facets.module.css";

/** A facet as it is typed. */
export interface FacetDraft {
  readonly name: string;
  readonly description: string;
  /** What its values come from: a question, or what is computed. */
  readonly from: "question" | NonNullable<Facet["computed"]>;
  readonly question: string;
  readonly column: string;
  readonly type: Facet["type"];
  /** One value a line, each with what it means behind a colon. */
  readonly values: string;
  readonly least: number | "";
  readonly most: number | "";
  readonly role: string;
}

export const emptyDraft: FacetDraft = {
  name: "",
  description: "",
  from: "question",
  question: "",
  column: "",
  type: "category",
  values: "",
  least: "",
  most: "",
  role: "",
};

/** A facet that there is, to be changed. */
export const draftOf = (facet: Facet): FacetDraft => ({
  name: facet.name,
  description: facet.description,
  from: facet.computed ?? "question",
  question: facet.question ?? "",
  column: facet.column ?? "",
  type: facet.type,
  values: (facet.choices ?? [])
    .map(({ name, description }) => (description ? `${name}: ${description}` : name))
    .join("\n"),
  least: facet.least ?? "",
  most: facet.most ?? "",
  role: facet.role ?? "",
});

const fixedTypes = { words: "number", language: "category", date: "date", sentiment: "category" } as const;

/** What is typed as the API takes it; what does not belong to the type stays away. */
export function definitionOf(draft: FacetDraft) {
  const { name, description, from, question, column, values, least, most, role } = draft;
  const isAsked = from === "question";
  const type = from === "question" || from === "column" ? draft.type : fixedTypes[from];
  const choices = values
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [choice = "", ...rest] = line.split(":");
      const about = rest.join(":").trim();
      return { name: choice.trim(), ...(about === "" ? {} : { description: about }) };
    });
  const hasChoices = isAsked && (type === "category" || type === "list") && choices.length > 0;
  return {
    name: name.trim(),
    description: description.trim(),
    type,
    ...(isAsked ? { question: question.trim() } : { computed: from }),
    ...(from === "column" ? { column: column.trim() } : {}),
    ...(hasChoices ? { choices } : {}),
    ...(type === "number" && least !== "" ? { least } : {}),
    ...(type === "number" && most !== "" ? { most } : {}),
    ...(isAsked && role.trim() !== "" ? { role: role.trim() } : {}),
  };
}

export interface FacetFormProps {
  readonly title: string;
  readonly action: string;
  readonly draft: FacetDraft;
  readonly saving: boolean;
  /** Why the last attempt failed. */
  readonly trouble: string | null;
  readonly onType: (draft: FacetDraft) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/** Asks what a facet is called, what it asks, and what answers may be. */
export function FacetForm({
  title,
  action,
  draft,
  saving,
  trouble,
  onType,
  onSave,
  onClose,
}: FacetFormProps) {
  const set = (change: Partial<FacetDraft>) => onType({ ...draft, ...change });
  const { from } = draft;
  const isAsked = from === "question";
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          description="What the column is called"
          maxLength={60}
          autoComplete="off"
          dir="auto"
          value={draft.name}
          error={trouble}
          onChange={({ currentTarget: { value } }) => set({ name: value })}
        />
        <NativeSelect
          label="Values come from"
          value={from}
          onChange={({ currentTarget: { value } }) => set({ from: value as FacetDraft["from"] })}
          data={[
            { value: "question", label: "A question to every document" },
            { value: "column", label: "A column of the documents' table" },
            { value: "words", label: "The length in words" },
            { value: "language", label: "The language" },
            { value: "date", label: "The date" },
            { value: "sentiment", label: "The sentiment, by words of feeling" },
          ]}
        />
        {isAsked && (
          <Textarea
            label="Question"
            autosize
            minRows={2}
            maxLength={2_000}
            dir="auto"
            value={draft.question}
            onChange={({ currentTarget: { value } }) => set({ question: value })}
          />
        )}
        {from === "column" && (
          <TextInput
            label="Column"
            value={draft.column}
            onChange={({ currentTarget: { value } }) => set({ column: value })}
          />
        )}
        {(isAsked || from === "column") && <AnswerFields draft={draft} isAsked={isAsked} set={set} />}
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving} disabled={draft.name.trim() === ""}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface AnswerFieldsProps {
  readonly draft: FacetDraft;
  readonly isAsked: boolean;
  readonly set: (change: Partial<FacetDraft>) => void;
}

function AnswerFields({ draft, isAsked, set }: AnswerFieldsProps) {
  const { type } = draft;
  const number = (value: string | number) => (value === "" ? "" : Number(value));
  return (
    <>
      <NativeSelect
        label="Answers are"
        value={type}
        onChange={({ currentTarget: { value } }) => set({ type: value as Facet["type"] })}
        data={[
          { value: "category", label: "One of some values" },
          { value: "yes-no", label: "Yes or no" },
          { value: "number", label: "A number" },
          { value: "date", label: "A date" },
          { value: "list", label: "A list" },
          { value: "text", label: "A text" },
        ]}
      />
      {isAsked && (type === "category" || type === "list") && (
        <Textarea
          label={type === "list" ? "Values (any, where there are none)" : "Values"}
          description="One a line; what it means behind a colon"
          placeholder={"low: no hurry\nhigh: at once"}
          autosize
          minRows={3}
          maxRows={10}
          dir="auto"
          value={draft.values}
          onChange={({ currentTarget: { value } }) => set({ values: value })}
        />
      )}
      {type === "number" && (
        <div className={classes.pair}>
          <NumberInput
            label="At least"
            value={draft.least}
            onChange={(value) => set({ least: number(value) })}
          />
          <NumberInput
            label="At most"
            value={draft.most}
            onChange={(value) => set({ most: number(value) })}
          />
        </div>
      )}
      {isAsked && (
        <TextInput
          label="Only of this role"
          description="In conversations: whose words are asked; empty for all"
          value={draft.role}
          onChange={({ currentTarget: { value } }) => set({ role: value })}
        />
      )}
    </>
  );
}
