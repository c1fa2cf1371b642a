import { IntlMessageFormat } from "intl-messageformat";

import type { Language } from "../bridge/types";
import arabic from "./ar.json";
import english from "./en.json";
import { type Locale, tagOf } from "./locale";

/** The name of a message. Both files hold the same names; a test compares them. */
export type MessageId = keyof typeof english;

/** What a message is filled with. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Words in one locale. */
export type Translate = (id: MessageId, values?: MessageValues) => string;

const texts: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en: english,
  ar: arabic,
};

const parsed = new Map<string, IntlMessageFormat>();

/** The parsed message; each is parsed once a locale. */
export function messageFormat(locale: Locale, id: MessageId): IntlMessageFormat {
  const tag = tagOf(locale);
  const key = `${tag}|${id}`;
  const known = parsed.get(key);
  if (known !== undefined) {
    return known;
  }
  // Tags are never read from a message: "<" is an ordinary character in our words.
  const format = new IntlMessageFormat(texts[locale.language][id], tag, undefined, {
    ignoreTag: true,
  });
  parsed.set(key, format);
  return format;
}

/** Words for a locale other than the one on the screen, as in "Say this". */
export function translator(locale: Locale): Translate {
  return (id, values) => String(messageFormat(locale, id).format(values));
}

/** Whether a name built from a word of the API is one we have words for. */
export function isMessageId(id: string): id is MessageId {
  return Object.hasOwn(english, id);
}
