import { Button, Group, Modal, NumberInput } from "@mantine/core";

export interface CountDialogProps {
  readonly title: string;
  readonly about: string;
  readonly label: string;
  readonly action: string;
  /** The number as far as it is typed. */
  readonly value: number;
  readonly onType: (value: number) => void;
  readonly least: number;
  readonly most: number;
  readonly busy: boolean;
  readonly onCount: (count: number) => void;
  readonly onClose: () => void;
}

/** Asks how many topics there are to be. */
export default function CountDialog(props: CountDialogProps) {
  const { title, about, label, action, least, most, busy, onCount, onClose } = props;
  const { value: count, onType: setCount } = props;
  const isValid = count >= least && count <= most;
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) onCount(count);
        }}
      >
        <p>{about}</p>
        <NumberInput
          data-autofocus
          mt="md"
          label={label}
          min={least}
          max={most}
          allowDecimal={false}
          value={count}
          onChange={(value) => setCount(Number(value))}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!isValid}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
