import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Project } from "toposcope/contract";
import { formatPlural } from "../format.ts";

export interface DeleteDialogProps {
  readonly project: Project;
  readonly deleting: boolean;
  readonly trouble: string | null;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

/** Asks to type the project's name before it and all that is in it are gone. */
export default function DeleteDialog({ project, deleting, trouble, onDelete, onClose }: DeleteDialogProps) {
  const [typed, setTyped] = useState("");
  const { name, documents, topics } = project;
  return (
    <Modal opened onClose={onClose} title={`Delete ${name}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onDelete();
        }}
      >
        <p>
          {formatPlural(documents, "document")} and {formatPlural(topics, "topic")} go with it, and cannot be
          brought back. The files they came from stay where they are.
        </p>
        <TextInput
          data-autofocus
          mt="md"
          label={`Type ${name} to go on`}
          autoComplete="off"
          dir="auto"
          value={typed}
          error={trouble}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button type="submit" color="red.9" loading={deleting} disabled={typed.trim() !== name}>
            Delete
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
