import { Kbd, Modal } from "@mantine/core";
import classes from "./KeysDialog.module.css";

const groups: readonly {
  title: string;
  keys: readonly (readonly [keys: readonly string[], what: string])[];
}[] = [
  {
    title: "Everywhere",
    keys: [
      [["/"], "search"],
      [["Enter"], "next passage found, with Shift the one before"],
      [
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        "map, ask, insights, graph, trends, documents, facets, sources, runs",
      ],
      [["t"], "to the tree of topics"],
      [["i"], "import files"],
      [["?"], "this list"],
      [["Esc"], "close what was opened last"],
    ],
  },
  {
    title: "Reading",
    keys: [
      [["["], "passage before"],
      [["]"], "next passage"],
    ],
  },
  {
    title: "On the map",
    keys: [
      [["←", "↑", "→", "↓"], "from topic to topic, with Shift the view moves"],
      [["Enter"], "open the topic"],
      [["+", "−"], "closer, farther"],
      [["0"], "show everything"],
      [["l"], "lasso, Esc ends it"],
      [["c"], "contours"],
      [["o"], "outliers"],
    ],
  },
  {
    title: "In the tree of topics",
    keys: [
      [["↑", "↓", "Home", "End"], "from row to row, with Shift they are marked"],
      [["→", "←"], "open, close, in and out"],
      [["Enter"], "show the topic"],
      [["Space"], "mark it"],
      [["m"], "merge the marked topics"],
      [["F2"], "rename"],
      [["Delete"], "leave out"],
      [["Ctrl z"], "undo, with Shift redo"],
    ],
  },
];

/** Which keys do what. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" size="xl">
      <div className={classes.groups}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, what]) => (
                <div key={what}>
                  <dt>
                    {names.map((name) => (
                      <Kbd key={name}>{name}</Kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
