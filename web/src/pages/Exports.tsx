import { useComputedColorScheme } from "@mantine/core";
import type { ExportWhat } from "toposcope/contract";
import { addressOf, explain, fetchBlob, token } from "../api.ts";
import { notify } from "../notify.ts";
import { fileName, saveAddress, saveBlob } from "../save.ts";
import { useView } from "../store.ts";
import { ExportMenu, type PictureFormat, type TableFormat } from "../views/ExportMenu.tsx";
import { useFirmness } from "./use-firmness.ts";
import { useSetting } from "./use-settings.ts";

/** A plain link streams to disk; only one that needs the token is fetched into memory first. */
async function download(address: string, name: string): Promise<void> {
  if (token.get() === null) {
    saveAddress(address, name);
    return;
  }
  try {
    saveBlob(await fetchBlob(address), name);
  } catch (error) {
    notify({ kind: "failed", ...explain(error) });
  }
}

/** What of a project can be taken away. */
export function Exports({ project, disabled }: { project: string; disabled: boolean }) {
  const map = useView((view) => view.map);
  const theme = useComputedColorScheme("light");
  const format = useSetting<TableFormat>("exportFormat", "csv");
  const resolution = useSetting<number>("exportResolution", 300);
  const base = fileName(project);
  const firmness = useFirmness();
  const strengthOf = (what: ExportWhat) =>
    what === "documents" && firmness > 0 ? firmness / 100 : undefined;
  const onScreen = async (picture: PictureFormat) => {
    if (map === null) return;
    const { clientWidth: width, clientHeight: height } = document.getElementById("map-area") ?? document.body;
    const options = { width, height, scale: Math.max(1, window.devicePixelRatio), theme };
    try {
      saveBlob(
        await (picture === "png" ? map.exportPng(options) : map.exportSvg(options)),
        `${base} map.${picture}`,
      );
    } catch (error) {
      notify({ kind: "failed", ...explain(error) });
    }
  };
  return (
    <ExportMenu
      disabled={disabled}
      format={format}
      resolution={resolution}
      mapShown={map !== null}
      onData={(what, as) =>
        void download(
          addressOf("export", { project, what, query: { format: as, strength: strengthOf(what) } }),
          `${base} ${what}.${as}`,
        )
      }
      onScreen={(picture) => void onScreen(picture)}
      onPrint={(picture) =>
        void download(
          addressOf("export", { project, what: "map", query: { format: picture, resolution, theme } }),
          `${base} map.${picture}`,
        )
      }
    />
  );
}
