/**
 * Every word of the page. A message is ICU text; `en.json` and `ar.json` hold the same names and
 * arguments (`tests/messages.test.ts`). No `select` on texts: a choice is two messages.
 */
import { Fragment, isValidElement, type ReactNode, useMemo } from "react";

import { useLocale } from "./locale";
import { type MessageId, messageFormat, type Translate, translator } from "./translate";

export {
  directionOf,
  initialLocale,
  type Locale,
  LocaleProvider,
  localeFor,
  systemLocale,
  tagOf,
  useLocale,
} from "./locale";
export {
  isMessageId,
  type MessageId,
  type MessageValues,
  type Translate,
  translator,
} from "./translate";

/** Words in the present locale, as plain text: for names, titles and what is copied. */
export function useMessages(): Translate {
  const locale = useLocale();
  return useMemo(() => translator(locale), [locale]);
}

/**
 * Words in the present locale for the screen. Every text put into them is isolated with `<bdi>`,
 * so that an id or a phone number keeps its own direction.
 */
export function Message({
  id,
  values = {},
}: {
  id: MessageId;
  values?: Readonly<Record<string, string | number | ReactNode>>;
}) {
  const locale = useLocale();
  const filled = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? (
        value
      ) : isValidElement(value) ? (
        value
      ) : (
        <bdi key={name}>{value}</bdi>
      ),
    ]),
  );
  const parts = messageFormat(locale, id).format<ReactNode>(filled);
  if (!Array.isArray(parts)) {
    return parts;
  }
  // The parts never change their order, so the place is their identity.
  return parts.map((part, place) => <Fragment key={String(place)}>{part}</Fragment>);
}
