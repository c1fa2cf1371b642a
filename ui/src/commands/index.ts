/**
 * What the page can do, each thing once: its words, its key and what it does. Keys, the key list
 * and the palette read from here, so that none of them can promise what another does not know.
 */
export { type Command, type CommandGroup, commandGroups, type Key, type Words } from "./command";
export { isCovered, isTyping } from "./pressed";
export {
  type CommandBook,
  CommandsProvider,
  type Takeover,
  takesScans,
  useCommandBook,
  useCommands,
  useScans,
  useSingleKeys,
  useTakeover,
} from "./registry";
