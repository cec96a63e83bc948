import { Button, Menu } from "@mantine/core";
import { Download } from "lucide-react";
import { Fragment } from "react";
import type { ExportWhat } from "toposcope/contract";
import classes from "./ExportMenu.module.css";

export type TableFormat = "csv" | "jsonl" | "parquet";
export type PictureFormat = "png" | "svg";

export interface ExportMenuProps {
  readonly disabled: boolean;
  /** The format named first, from the settings. */
  readonly format: TableFormat;
  readonly resolution: number;
  /** Whether the map is on screen, so that it can be saved as it is seen. */
  readonly mapShown: boolean;
  readonly onData: (what: Exclude<ExportWhat, "map">, format: TableFormat) => void;
  readonly onScreen: (format: PictureFormat) => void;
  readonly onPrint: (format: PictureFormat) => void;
}

const names: Readonly<Record<TableFormat, string>> = { csv: "CSV", jsonl: "JSON Lines", parquet: "Parquet" };

const subjects = [
  { what: "topics", title: "Topics" },
  { what: "documents", title: "Documents with their topics" },
  { what: "vectors", title: "Vectors" },
] as const;

/** What can be taken away, and in which form. */
export function ExportMenu(props: ExportMenuProps) {
  const { disabled, format, resolution, mapShown, onData, onScreen, onPrint } = props;
  const formats = [format, ...(["csv", "jsonl", "parquet"] as const).filter((other) => other !== format)];
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          disabled={disabled}
          className={classes.button ?? ""}
          leftSection={<Download size={16} />}
        >
          <span className={classes.text}>Export</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflowY: "auto" }}>
        {subjects.map(({ what, title }) => (
          <Fragment key={what}>
            <Menu.Label>{title}</Menu.Label>
            {formats.map((name) => (
              <Menu.Item
                key={name}
                onClick={() => onData(what, name)}
                aria-label={`${title} as ${names[name]}`}
              >
                {names[name]}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
        <Menu.Divider />
        <Menu.Label>Map as on screen</Menu.Label>
        <Menu.Item disabled={!mapShown} onClick={() => onScreen("png")} aria-label="Map on screen as PNG">
          PNG
        </Menu.Item>
        <Menu.Item disabled={!mapShown} onClick={() => onScreen("svg")} aria-label="Map on screen as SVG">
          SVG
        </Menu.Item>
        <Menu.Label>Whole map for print</Menu.Label>
        <Menu.Item
          onClick={() => onPrint("png")}
          aria-label={`Map for print as PNG, ${resolution} dots per inch`}
        >
          PNG, {resolution} dots per inch
        </Menu.Item>
        <Menu.Item onClick={() => onPrint("svg")} aria-label="Map for print as SVG">
          SVG
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
