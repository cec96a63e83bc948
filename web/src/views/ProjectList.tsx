import { ActionIcon, Button, Menu } from "@mantine/core";
import { EllipsisVertical, FolderPlus, Pencil, Plus, Trash2 } from "lucide-react";
import type { Project } from "toposcope/contract";
import { formatAge, formatPlural, formatShort } from "../format.ts";
import type { Missing } from "../query-state.ts";
import { hrefTo } from "../url.ts";
import { Empty } from "./Empty.tsx";
import { InPlace } from "./InPlace.tsx";
import classes from "./ProjectList.module.css";

export type ProjectListProps = Missing | ReadyProjectList;

interface ReadyProjectList {
  readonly status: "ready";
  readonly projects: readonly Project[];
  readonly onOpen: (project: string) => void;
  readonly onCreate: () => void;
  readonly onRename: (project: Project) => void;
  readonly onDelete: (project: Project) => void;
}

/** Every project as a card. */
export function ProjectList(props: ProjectListProps) {
  if (props.status !== "ready")
    return <InPlace of={props} rows={3} height={96} label="Fetching the projects" />;
  const { projects, onCreate } = props;
  if (projects.length === 0)
    return (
      <Empty
        icon={<FolderPlus size={40} strokeWidth={1.25} />}
        title="Make your first project"
        action={
          <Button leftSection={<Plus size={16} />} onClick={onCreate}>
            New project
          </Button>
        }
      >
        A project holds documents and what they are about. Make one, then drop files into it: PDF, Word, text,
        mail, or a table. Nothing leaves this machine.
      </Empty>
    );
  return (
    <>
      <div className={classes.head}>
        <h1>Projects</h1>
        <Button leftSection={<Plus size={16} />} onClick={onCreate}>
          New project
        </Button>
      </div>
      <ul className={classes.grid}>
        {projects.map((project) => (
          <li key={project.id}>
            <ProjectCard {...props} project={project} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ProjectCard({ project, onOpen, onRename, onDelete }: ReadyProjectList & { project: Project }) {
  const { name, activeRun, topics, documents, chunks, updatedAt, rejections } = project;
  return (
    <article className={classes.card}>
      <div className={classes.top}>
        <h2 className={classes.name} dir="auto">
          <a
            href={hrefTo({ project: name })}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              onOpen(name);
            }}
          >
            {name}
          </a>
        </h2>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Actions for ${name}`}
              className={classes.menu}
            >
              <EllipsisVertical size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={14} />} onClick={() => onRename(project)}>
              Rename
            </Menu.Item>
            <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => onDelete(project)}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <dl className={classes.numbers}>
        <Figure label={topics === 1 ? "topic" : "topics"} value={topics} />
        <Figure label={documents === 1 ? "document" : "documents"} value={documents} />
        <Figure label={chunks === 1 ? "passage" : "passages"} value={chunks} />
      </dl>
      <p className={classes.foot}>
        {activeRun === null ? `Changed ${formatAge(updatedAt)}` : "At work now"}
        {rejections > 0 && ` · ${formatPlural(rejections, "file or row", "files or rows")} not taken`}
      </p>
    </article>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dd>{formatShort(value)}</dd>
      <dt>{label}</dt>
    </div>
  );
}
