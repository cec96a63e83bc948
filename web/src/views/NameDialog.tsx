import { Button, Group, Modal, TextInput } from "@mantine/core";

export interface NameDialogProps {
  readonly title: string;
  readonly action: string;
  /** The name that there is. */
  readonly name: string;
  /** The name as far as it is typed. */
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Whether it may go without one. */
  readonly mayBeEmpty?: boolean;
  readonly saving: boolean;
  /** Why the last attempt failed. */
  readonly trouble: string | null;
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for a name. */
export default function NameDialog(props: NameDialogProps) {
  const { typed: name, onType: setName } = props;
  return (
    <Modal opened onClose={props.onClose} title={props.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onSave(name.trim());
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          maxLength={120}
          autoComplete="off"
          dir="auto"
          value={name}
          error={props.trouble}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={props.saving}
            disabled={(name.trim() === "" && !props.mayBeEmpty) || name.trim() === props.name}
          >
            {props.action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
