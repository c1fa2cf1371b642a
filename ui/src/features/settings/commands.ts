import type { Settings } from "../../bridge/types";
import { type Command, useCommands, type Words } from "../../commands";
import { useNotices } from "../../frame";
import type { MessageId } from "../../messages";
import { useSaveSettings } from "../../queries";
import { calendars, densities, digits, languages, themes } from "./looks";

/** Language and look, each value a command, but for the one that holds. */
export function useLookCommands(settings: Settings): void {
  const save = useSaveSettings();
  const { fail } = useNotices();
  const change = (some: Partial<Settings>) => () =>
    save.mutate({ ...settings, ...some }, { onError: fail });
  const command = (what: MessageId, value: Words, some: Partial<Settings>): Command => ({
    id: `look.${Object.entries(some).flat().join(".")}`,
    group: "look",
    words: (translate) =>
      translate("command.setting", { setting: translate(what), value: value(translate) }),
    names: (translate) => translate("command.look.names"),
    run: change(some),
  });
  const others = <Value>(values: readonly Value[], now: Value) =>
    values.filter((value) => value !== now);
  useCommands([
    ...others(languages, settings.language).map((language) =>
      command("settings.language", (translate) => translate(`language.${language}`), { language }),
    ),
    ...others(themes, settings.theme).map((theme) =>
      command("settings.theme", (translate) => translate(`settings.theme.${theme}`), { theme }),
    ),
    ...others(digits, settings.digits).map((chosen) =>
      command("settings.digits", (translate) => translate(`settings.digits.${chosen}.name`), {
        digits: chosen,
      }),
    ),
    ...others(calendars, settings.calendar).map((calendar) =>
      command("settings.calendar", (translate) => translate(`settings.calendar.${calendar}`), {
        calendar,
      }),
    ),
    ...others(densities, settings.density).map((density) =>
      command("settings.density", (translate) => translate(`settings.density.${density}`), {
        density,
      }),
    ),
  ]);
}
