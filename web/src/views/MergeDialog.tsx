import { Button, Group, Modal, NativeSelect } from "@mantine/core";
import { formatPlural } from "../format.ts";

interface Candidate {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}

export interface MergeDialogProps {
  readonly name: string;
  /** Topics of the same layer, the most alike first. */
  readonly others: readonly Candidate[];
  /** The one that is chosen. */
  readonly other: number | undefined;
  readonly busy: boolean;
  readonly onChoose: (other: number) => void;
  readonly onMerge: (other: number) => void;
  readonly onClose: () => void;
}

/** Asks which other topic a topic becomes one with. */
export default function MergeDialog(props: MergeDialogProps) {
  const { name, others, other, busy, onChoose, onMerge, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={`Merge ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (other !== undefined) onMerge(other);
        }}
      >
        <p>Both become one topic with the passages of both. It can be undone.</p>
        <NativeSelect
          data-autofocus
          mt="md"
          label="With"
          description="The most alike comes first."
          value={String(other)}
          onChange={(event) => onChoose(Number(event.currentTarget.value))}
          data={others.map(({ id, name: label, size }) => ({
            value: String(id),
            label: `${label} (${formatPlural(size, "passage")})`,
          }))}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={other === undefined}>
            Merge
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
