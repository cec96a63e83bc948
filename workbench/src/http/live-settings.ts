import { catalogue, type ResolvedSettings, type Settings, settingNames } from "../config.ts";
import { ToposcopeError } from "../errors.ts";
import type { SettingView } from "../machine-contract.ts";
import {
  type SettingSources,
  type SettingsPatch,
  saveSettings,
  settingName,
  settleSettings,
  viewSettings,
} from "../settings-file.ts";

/** The settings of a running server: what is saved holds at once, but for what a machine reads at its start. */
export class LiveSettings {
  readonly #sources: SettingSources;
  readonly #atStart: Settings;
  #resolved: ResolvedSettings;

  constructor(resolved: ResolvedSettings, sources: SettingSources) {
    this.#sources = sources;
    this.#atStart = resolved.settings;
    this.#resolved = resolved;
  }

  get current(): Settings {
    const atStart = settingNames.filter((name) => catalogue[name].scope === "machine");
    return {
      ...this.#resolved.settings,
      ...Object.fromEntries(atStart.map((name) => [name, this.#atStart[name]])),
    };
  }

  view(): SettingView[] {
    return viewSettings(this.#resolved);
  }

  /** @throws ToposcopeError INVALID_SETTING, also for a secret: those never travel through the page */
  async save(patch: SettingsPatch): Promise<SettingView[]> {
    for (const name of Object.keys(patch).map(settingName)) {
      if (catalogue[name].secret) {
        throw new ToposcopeError("INVALID_SETTING", `${name} is a secret and cannot be saved here`, {
          hint: `set it where the server is started: ${catalogue[name].env}, or toposcope settings set ${name} <value>`,
        });
      }
    }
    await saveSettings(this.#atStart.data, patch);
    this.#resolved = await settleSettings(this.#sources);
    return this.view();
  }
}
