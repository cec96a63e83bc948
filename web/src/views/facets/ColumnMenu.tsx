import { Button, Menu } from "@mantine/core";
import { Columns3 } from "lucide-react";
import classes from "./ColumnMenu.module.css";

export interface ColumnMenuProps {
  readonly facets: readonly string[];
  readonly shown: readonly string[];
  readonly onShow: (facet: string, isShown: boolean) => void;
}

/** Which facets have a column in the table of documents. */
export function ColumnMenu({ facets, shown, onShow }: ColumnMenuProps) {
  if (facets.length === 0) return null;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<Columns3 size={14} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ""}>
        {facets.map((facet) => (
          <Menu.CheckboxItem
            key={facet}
            checked={shown.includes(facet)}
            onChange={(isShown) => onShow(facet, isShown)}
          >
            <span dir="auto">{facet}</span>
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
