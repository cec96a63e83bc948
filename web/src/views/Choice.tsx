import { NativeSelect } from "@mantine/core";

interface ChoiceProps {
  readonly label: string;
  /** What is chosen where nothing is. */
  readonly every: string;
  readonly value: string | undefined;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The class of one whose label only a screen reader reads. */
  readonly bare?: string | undefined;
  /** Takes the chosen value, or an empty one. */
  readonly onValue: (value: string) => void;
}

/** One of some, or none of them. */
export function Choice({ label, every, value = "", choices, bare, onValue }: ChoiceProps) {
  const known = value === "" || choices.some((choice) => choice.value === value);
  return (
    <NativeSelect
      size="xs"
      {...(bare === undefined ? { label } : { "aria-label": label, className: bare })}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      data={[{ value: "", label: every }, ...choices, ...(known ? [] : [{ value, label: value }])]}
    />
  );
}
