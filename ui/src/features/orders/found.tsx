import { createContext, Fragment, useContext } from "react";

import { foundIn } from "../../search";

/** The words that the list was searched for. */
export const SearchedContext = createContext("");

/** A text in which what was searched for is marked, in whichever spelling. */
export function Found({ text }: { readonly text: string }) {
  const search = useContext(SearchedContext);
  const stretches = foundIn(text, search);
  if (stretches.length === 0) {
    return text;
  }
  return (
    <>
      {stretches.map(([from, before], place) => (
        <Fragment key={from}>
          {text.slice(stretches[place - 1]?.[1] ?? 0, from)}
          <mark className="rounded-small bg-needs-soft text-inherit underline decoration-needs underline-offset-2">
            {text.slice(from, before)}
          </mark>
        </Fragment>
      ))}
      {text.slice(stretches.at(-1)?.[1] ?? 0)}
    </>
  );
}
