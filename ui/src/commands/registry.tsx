import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
} from "react";

import { type Ground, watchKeys } from "../scanner";
import type { Command } from "./command";
import { commandFor, isCovered, isTyping } from "./pressed";

type OnScan = (text: string, ground: Ground) => void;

/** What has all keys and scans for itself while it is there. */
export interface Takeover {
  readonly commands: readonly Command[];
  readonly onScan: OnScan;
}

/** What the parts of the page offer at the moment. */
interface Registry {
  /** Those of each part, as it was drawn last. */
  readonly parts: Set<RefObject<readonly Command[]>>;
  readonly scans: Set<RefObject<OnScan>>;
  /** The last one has the keys and the scans. */
  readonly takeovers: Set<RefObject<Takeover>>;
  /** The ids of what was run from the palette, the last one first. */
  recent: readonly string[];
}

function newRegistry(): Registry {
  return { parts: new Set(), scans: new Set(), takeovers: new Set(), recent: [] };
}

function commandsOf({ parts }: Registry): readonly Command[] {
  return [...parts].flatMap(({ current }) => current);
}

function takeoverOf({ takeovers }: Registry): Takeover | undefined {
  return [...takeovers].at(-1)?.current;
}

const RegistryContext = createContext<Registry>(newRegistry());
const SingleKeysContext = createContext(true);

/** A field with this attribute has what is scanned instead of what stands in it. */
export const takesScans = "data-takes-scans";

function groundOf(target: EventTarget | null): Ground {
  if (isTyping(target)) {
    return target instanceof Element && target.hasAttribute(takesScans) ? "search" : "field";
  }
  return isCovered() ? "covered" : "page";
}

/**
 * The commands of everything below, and their keys. `enabled`: whether single keys do anything; a
 * setting, since they disturb some ways of typing.
 */
export function CommandsProvider({
  enabled,
  children,
}: {
  readonly enabled: boolean;
  readonly children: ReactNode;
}) {
  const registry = useMemo(newRegistry, []);
  useEffect(
    () =>
      watchKeys(window, {
        groundOf,
        actOf: (press) => {
          const takeover = takeoverOf(registry);
          const command =
            takeover === undefined
              ? commandFor(press, commandsOf(registry), enabled)
              : commandFor(press, takeover.commands, true);
          return command?.run ?? null;
        },
        isArmed: () => takeoverOf(registry) !== undefined,
        onScan: (text, ground) => {
          const takeover = takeoverOf(registry);
          if (takeover !== undefined) {
            takeover.onScan(text, ground);
            return;
          }
          for (const { current } of registry.scans) {
            current(text, ground);
          }
        },
      }),
    [registry, enabled],
  );
  return (
    <RegistryContext value={registry}>
      <SingleKeysContext value={enabled}>{children}</SingleKeysContext>
    </RegistryContext>
  );
}

/** Whether single keys are on: a button shows its key only then. */
export function useSingleKeys(): boolean {
  return useContext(SingleKeysContext);
}

/** Offers commands as long as the part that calls it is on the screen. */
export function useCommands(commands: readonly Command[]): void {
  const { parts } = useContext(RegistryContext);
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    parts.add(latest);
    return () => {
      parts.delete(latest);
    };
  }, [parts]);
}

/** Hears of each code that is scanned outside of fields. */
export function useScans(onScan: OnScan): void {
  const { scans } = useContext(RegistryContext);
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    scans.add(latest);
    return () => {
      scans.delete(latest);
    };
  }, [scans]);
}

/**
 * Has all keys and scans as long as the part that calls it is on the screen: no other command and
 * nobody else hears of them, and its keys work where single keys are off too.
 */
export function useTakeover(takeover: Takeover): void {
  const { takeovers } = useContext(RegistryContext);
  const latest = useRef(takeover);
  latest.current = takeover;
  useEffect(() => {
    takeovers.add(latest);
    return () => {
      takeovers.delete(latest);
    };
  }, [takeovers]);
}

/** What can be looked up and run by its name. */
export interface CommandBook {
  /** What applies now, each once. */
  readonly all: () => readonly Command[];
  /** The ids of what was run before, the last one first. */
  readonly recent: () => readonly string[];
  /** Notes that this was run. */
  readonly ran: (id: string) => void;
}

/** So many are remembered, until the app ends. */
const remembered = 8;

/** The commands of the moment, for the palette. */
export function useCommandBook(): CommandBook {
  const registry = useContext(RegistryContext);
  return useMemo(
    () => ({
      all: () => {
        const byId = new Map<string, Command>();
        for (const command of commandsOf(registry)) {
          if (command.isKeyOnly !== true && !byId.has(command.id)) {
            byId.set(command.id, command);
          }
        }
        return [...byId.values()];
      },
      recent: () => registry.recent,
      ran: (id) => {
        registry.recent = [id, ...registry.recent.filter((other) => other !== id)].slice(
          0,
          remembered,
        );
      },
    }),
    [registry],
  );
}
