import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { FolderSync, X } from "lucide-react";
import type { Watch } from "toposcope/machine-contract";
import { formatAge, formatPlural } from "../format.ts";
import classes from "./Records.module.css";

export interface WatchedFoldersProps {
  readonly watches: readonly Watch[];
  /** The folder as far as it is typed. */
  readonly folder: string;
  readonly onFolder: (folder: string) => void;
  readonly adding: boolean;
  /** Why the last folder was not taken. */
  readonly trouble: string | null;
  readonly onAdd: () => void;
  readonly onRemove: (watch: Watch) => void;
}

/** Folders of the server's machine that are followed: what is new in them comes in by itself. */
export function WatchedFolders(props: WatchedFoldersProps) {
  const { watches, folder, onFolder, adding, trouble, onAdd, onRemove } = props;
  return (
    <section className={classes.records} aria-labelledby="followed-folders">
      <h2 id="followed-folders" className={classes.heading}>
        Followed folders
      </h2>
      <ul>
        {watches.map((watch) => (
          <li key={watch.id} className={classes.line}>
            <span className={classes.path} dir="auto">
              {watch.folder}
            </span>
            <span className={classes.count}>
              {formatPlural(watch.files, "file")} · since {formatAge(watch.createdAt)}
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Follow ${watch.folder} no more`}
                onClick={() => onRemove(watch)}
              >
                <X size={14} />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAdd();
        }}
      >
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            size="xs"
            label="Folder on the server's machine"
            description="What is new or changed in it comes in, what is gone from it goes"
            placeholder="reports/2026"
            autoComplete="off"
            spellCheck={false}
            value={folder}
            error={trouble}
            onChange={({ currentTarget: { value } }) => onFolder(value)}
          />
          <Button
            type="submit"
            size="xs"
            variant="default"
            loading={adding}
            disabled={folder.trim() === ""}
            leftSection={<FolderSync size={14} />}
          >
            Follow
          </Button>
        </Group>
      </form>
    </section>
  );
}
