import type { KeyPress } from "../scanner";
import type { Command, Key } from "./command";

/** Whether the person is typing into it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select")) &&
    // A box that was ticked by the mouse keeps the focus, and takes no letters.
    !target.matches("[type='checkbox'], [type='radio']")
  );
}

/** What takes the keys for itself while it is there, wherever the focus is. */
const windows = "[role='dialog'], [role='alertdialog'], [role='menu']";
const covers = `${windows}, [role='listbox']`;

/** Whether something that takes the keys for itself lies over the page. */
export function isCovered(): boolean {
  return document.querySelector(covers) !== null;
}

/** The same for one key: what a field lists under itself does not cover the keys that work in fields. */
function isCoveredFor({ inFields }: Key, target: EventTarget | null): boolean {
  return inFields === true && isTyping(target)
    ? document.querySelector(windows) !== null
    : isCovered();
}

/** Whether the key already means something to what has the focus, as Enter does to a link. */
function isTaken(code: string, target: EventTarget | null): boolean {
  return (
    code === "Enter" &&
    target instanceof Element &&
    target.closest("a, button, [role='button']") !== null
  );
}

/** Whether this press is the key. */
export function isPress(key: Key, press: KeyPress): boolean {
  return (
    (press.code === key.code || key.also?.includes(press.code) === true) &&
    press.shift === (key.shift ?? false) &&
    press.control === (key.command ?? false) &&
    !press.alt &&
    (!press.repeat || key.repeats === true)
  );
}

/**
 * The command that a press asks for: none in a field, behind a dialog or where single keys are
 * off. Escape closes even then, since it is no letter.
 */
export function commandFor(
  press: KeyPress,
  commands: readonly Command[],
  areSingleKeysOn: boolean,
): Command | undefined {
  const command = commands.find(({ key }) => key !== undefined && isPress(key, press));
  const key = command?.key;
  if (key === undefined || isCoveredFor(key, press.target)) {
    return undefined;
  }
  const isSingle = key.command !== true && key.code !== "Escape";
  const isAllowed =
    (areSingleKeysOn || !isSingle) &&
    (key.inFields === true || !isTyping(press.target)) &&
    !isTaken(press.code, press.target);
  return isAllowed ? command : undefined;
}
