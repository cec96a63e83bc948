import { Button, Group, Modal } from "@mantine/core";
import type { ReactNode } from "react";

export interface ConfirmDialogProps {
  readonly title: string;
  /** What happens then. */
  readonly children: ReactNode;
  readonly action: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something goes that does not come back. */
export default function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, busy, onConfirm, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={title}>
      <p>{children}</p>
      <Group justify="flex-end" mt="lg">
        <Button data-autofocus variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red.9" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
