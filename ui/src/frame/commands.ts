import type { DeskView } from "../bridge/types";
import { type Command, useCommands } from "../commands";
import { go, noView, type Screen } from "../location";
import { useOpenProfile, useSync, useSyncControl } from "../queries";
import { useNotices } from "./notices";

const screens = [
  "today",
  "orders",
  "packing",
  "review",
  "log",
  "settings",
] as const satisfies readonly Screen[];

/** The commands of the side bar. */
export function useScreenCommands(hasStore: boolean): void {
  useCommands(
    hasStore
      ? screens.map(
          (screen): Command => ({
            id: `screen.${screen}`,
            group: "screens",
            words: (translate) =>
              translate("command.goTo", { screen: translate(`frame.${screen}`) }),
            names: (translate) => translate(`command.goTo.${screen}`),
            run: () => go({ screen, order: null }),
          }),
        )
      : [],
  );
}

/** The commands of the state of sync. */
export function useSyncCommands(hasStore: boolean): void {
  const { mutate } = useSyncControl();
  const { fail } = useNotices();
  const phase = useSync().data?.phase;
  const command = (step: "now" | "pause" | "resume"): Command => ({
    id: `sync.${step}`,
    group: "sync",
    words: (translate) => translate(`sync.${step}`),
    names: (translate) => translate("command.sync.names"),
    run: () => mutate(step, { onError: fail }),
  });
  const isStopped = phase === undefined || phase === "no_key" || phase === "key_refused";
  useCommands(
    !hasStore || isStopped
      ? []
      : phase === "paused"
        ? [command("resume")]
        : phase === "running"
          ? [command("pause")]
          : [command("now"), command("pause")],
  );
}

/** The commands of the switch of stores. */
export function useStoreCommands({ profiles, activeProfile }: DeskView): void {
  const { mutate } = useOpenProfile();
  const { fail } = useNotices();
  useCommands([
    ...profiles
      .filter(({ id }) => id !== activeProfile)
      .map(
        ({ id, name, environment }): Command => ({
          id: `store.${id}`,
          group: "stores",
          words: (translate) =>
            translate("command.openStore", {
              name,
              environment: translate(`environment.${environment}`),
            }),
          names: (translate) => translate("frame.switchProfile"),
          run: () =>
            mutate(id, {
              onSuccess: () => go({ screen: "orders", order: null, ...noView }),
              onError: fail,
            }),
        }),
      ),
    {
      id: "store.add",
      group: "stores",
      words: (translate) => translate("frame.addStore"),
      run: () => go({ screen: "welcome", order: null }),
    },
  ]);
}
