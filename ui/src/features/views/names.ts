import type { SavedView, ViewDraft } from "../../bridge/types";
import type { Translate } from "../../messages";

/** The longest name, in characters. */
export const longestName = 60;

/** What a view is called: as a person named it, or in the page's own words. */
export function nameOfView({ name, builtIn }: SavedView, translate: Translate): string {
  return name ?? (builtIn === null ? translate("view.unnamed") : translate(`view.${builtIn}`));
}

/** The name as it is kept: the page's own words stay the page's, and so follow its language. */
export function keptName(view: SavedView, typed: string, translate: Translate): string | null {
  const own = view.builtIn === null ? null : translate(`view.${view.builtIn}`);
  return typed === own ? null : typed;
}

/** A view as it stands, to be changed in part. */
export function draftOf({ name, icon, search, sort, ascending, columns }: SavedView): ViewDraft {
  return { name, icon, search, sort, ascending, columns };
}
