import { type Command, type CommandGroup, type Key, useCommands } from "../commands";
import { focusActiveRow, isInRows } from "../design";
import type { MessageId } from "../messages";

export {
  CommandsProvider as ShortcutsProvider,
  isCovered,
  isTyping,
  useSingleKeys as useShortcutsEnabled,
} from "../commands";

/** A key of the page and what it is for. */
export interface Shortcut extends Key {
  readonly words: MessageId;
  readonly group: CommandGroup;
  /** Other names to look for it by, between commas. */
  readonly names?: MessageId;
  /** It means something only where it is pressed: the palette does not offer it. */
  readonly isKeyOnly?: boolean;
}

/** What is printed on the key for commands of the system. */
const command = /Mac/.test(navigator.platform) ? "⌘" : "Ctrl ";

/** All keys, in the order of the key list within their group. */
export const shortcuts = {
  palette: {
    code: "KeyK",
    command: true,
    inFields: true,
    cap: `${command}K`,
    words: "keys.palette",
    group: "general",
    isKeyOnly: true,
  },
  search: { code: "Slash", cap: "/", words: "keys.search", group: "general" },
  find: {
    code: "KeyF",
    command: true,
    inFields: true,
    cap: `${command}F`,
    words: "keys.find",
    group: "general",
    isKeyOnly: true,
  },
  next: {
    code: "KeyJ",
    cap: "J",
    words: "keys.next",
    group: "list",
    repeats: true,
    isKeyOnly: true,
  },
  previous: {
    code: "KeyK",
    cap: "K",
    words: "keys.previous",
    group: "list",
    repeats: true,
    isKeyOnly: true,
  },
  open: { code: "Enter", cap: "Enter", words: "keys.open", group: "list", isKeyOnly: true },
  close: { code: "Escape", cap: "Esc", words: "keys.close", group: "order", isKeyOnly: true },
  advance: {
    code: "BracketRight",
    cap: "]",
    words: "keys.advance",
    group: "order",
    names: "keys.advance.names",
  },
  shippingMenu: {
    code: "BracketRight",
    shift: true,
    cap: "Shift ]",
    words: "keys.shippingMenu",
    group: "order",
    names: "keys.advance.names",
  },
  undo: {
    code: "KeyZ",
    cap: "Z",
    words: "keys.undo",
    group: "general",
    names: "keys.undo.names",
  },
  undoAnywhere: {
    code: "KeyZ",
    command: true,
    cap: `${command}Z`,
    words: "keys.undo",
    group: "general",
    isKeyOnly: true,
  },
  decide: { code: "KeyD", cap: "D", words: "keys.decide", group: "order" },
  refresh: {
    code: "KeyR",
    cap: "R",
    words: "keys.refresh",
    group: "order",
    names: "keys.refresh.names",
  },
  choose: { code: "KeyX", cap: "X", words: "keys.choose", group: "list", isKeyOnly: true },
  chooseNext: {
    code: "KeyJ",
    shift: true,
    cap: "Shift J",
    words: "keys.chooseNext",
    group: "list",
    repeats: true,
    isKeyOnly: true,
  },
  choosePrevious: {
    code: "KeyK",
    shift: true,
    cap: "Shift K",
    words: "keys.choosePrevious",
    group: "list",
    repeats: true,
    isKeyOnly: true,
  },
  chooseAll: {
    code: "KeyA",
    command: true,
    cap: `${command}A`,
    words: "keys.chooseAll",
    group: "list",
  },
  export: { code: "KeyE", cap: "E", words: "keys.export", group: "list" },
  copyNumber: { code: "KeyC", cap: "C", words: "keys.copyNumber", group: "order" },
  copySentence: { code: "KeyS", cap: "S", words: "keys.copySentence", group: "order" },
  note: { code: "KeyN", cap: "N", words: "keys.note", group: "order" },
  noteChosen: { code: "KeyN", cap: "N", words: "keys.noteChosen", group: "list" },
  print: {
    code: "KeyP",
    cap: "P",
    words: "keys.print",
    group: "order",
    names: "keys.print.names",
  },
  saveView: { code: "KeyV", cap: "V", words: "keys.saveView", group: "list" },
  addOrders: {
    code: "KeyA",
    cap: "A",
    words: "keys.addOrders",
    group: "general",
    names: "keys.addOrders.names",
  },
  takeOver: {
    code: "KeyI",
    cap: "I",
    words: "keys.takeOver",
    group: "general",
    names: "keys.takeOver.names",
  },
  givePoints: {
    code: "KeyG",
    cap: "G",
    words: "keys.givePoints",
    group: "general",
    names: "keys.givePoints.names",
  },
  paymentLink: {
    code: "KeyL",
    cap: "L",
    words: "keys.paymentLink",
    group: "general",
    names: "keys.paymentLink.names",
  },
  stage: { code: "Digit1", cap: "1 … 6", words: "keys.stage", group: "packing", isKeyOnly: true },
  scanMode: {
    code: "KeyF",
    cap: "F",
    words: "keys.scanMode",
    group: "packing",
    names: "keys.scanMode.names",
  },
  takeBack: {
    code: "KeyZ",
    cap: "Z",
    words: "keys.takeBack",
    group: "packing",
    names: "keys.takeBack.names",
  },
  recommend: {
    code: "Enter",
    also: ["NumpadEnter"],
    cap: "Enter",
    words: "keys.recommend",
    group: "review",
    isKeyOnly: true,
  },
  readCase: {
    code: "KeyR",
    cap: "R",
    words: "keys.readCase",
    group: "review",
    names: "keys.refresh.names",
  },
  putOff: {
    code: "KeyH",
    cap: "H",
    words: "keys.putOff",
    group: "review",
    names: "keys.putOff.names",
  },
  explain: {
    code: "KeyE",
    cap: "E",
    words: "keys.explain",
    group: "review",
    names: "keys.explain.names",
  },
  openCaseOrder: { code: "KeyO", cap: "O", words: "keys.openCaseOrder", group: "review" },
  lookThrough: {
    code: "KeyT",
    cap: "T",
    words: "keys.lookThrough",
    group: "review",
    names: "keys.lookThrough.names",
  },
  report: {
    code: "KeyP",
    cap: "P",
    words: "keys.report",
    group: "review",
    names: "keys.report.names",
  },
  need: { code: "Digit1", cap: "1 … 9", words: "keys.need", group: "today", isKeyOnly: true },
  keyList: {
    code: "Slash",
    shift: true,
    cap: "?",
    words: "keys.keyList",
    group: "general",
    names: "keys.keyList.names",
  },
} as const satisfies Readonly<Record<string, Shortcut>>;

/** The name of a key. */
export type ShortcutName = keyof typeof shortcuts;

/** The command of a key of the table. */
export function commandOf(name: ShortcutName, run: () => void): Command {
  const { words, names, group, isKeyOnly, ...key }: Shortcut = shortcuts[name];
  return {
    id: name,
    group,
    words: (translate) => translate(words),
    ...(names === undefined ? {} : { names: (translate) => translate(names) }),
    isKeyOnly: isKeyOnly ?? false,
    key,
    run,
  };
}

/** Runs `act` when the key is pressed anywhere but in a field, a menu or a dialog. */
export function useShortcut(name: ShortcutName, act: () => void, active = true): void {
  useCommands(active ? [commandOf(name, act)] : []);
}

/**
 * A key of the active row, where no order is open. It acts only while the focus is in the rows;
 * else the first press shows which row is meant, and brings the focus there.
 */
export function onActiveRow(act: () => void): () => void {
  return () => {
    if (isInRows()) {
      act();
    } else {
      focusActiveRow();
    }
  };
}
