import { useFormat } from "../format";
import { type Translate, useMessages } from "../messages";
import { financialWord, shippingWord, typeWord } from "../points";
import type { Suggestion } from "../search";

/** The lines under the search box. The focus stays in the box; one line is active. */
export function SearchSuggestions({
  id,
  suggestions,
  active,
  onChoose,
}: {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
  /** The place of the active line; −1: none. */
  readonly active: number;
  readonly onChoose: (suggestion: Suggestion) => void;
}) {
  const translate = useMessages();
  const format = useFormat();
  return (
    <div
      aria-label={translate("search.suggestions")}
      className="appear absolute inset-x-0 top-full z-30 mt-1 min-w-80 rounded-card border border-line bg-raised p-1 text-ink shadow-over"
      id={id}
      role="listbox"
    >
      {suggestions.map((suggestion, place) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the active line
        <div
          aria-selected={place === active}
          className={`flex h-8 cursor-default items-center gap-2 rounded-control px-2 ${place === active ? "bg-selected" : "hover:bg-hover"}`}
          id={`${id}-${place}`}
          key={suggestion.text}
          // The box would lose the focus before the click.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(suggestion);
          }}
          role="option"
        >
          <bdi className="font-medium">{suggestion.written}</bdi>
          <span className="min-w-0 flex-1 truncate text-ink-faint text-small">
            {wordsOf(suggestion, translate)}
          </span>
          {suggestion.count !== null && (
            <span className="text-ink-faint text-small">{format.count(suggestion.count)}</span>
          )}
        </div>
      ))}
    </div>
  );
}

/** What a line means to people; nothing where the line says so itself. */
function wordsOf(suggestion: Suggestion, translate: Translate): string {
  if (suggestion.word === null) {
    return translate(`query.hint.${suggestion.filter}`);
  }
  const meaning = meaningOf(suggestion.filter, suggestion.word, translate);
  return meaning === suggestion.written.replaceAll("-", " ") ? "" : meaning;
}

function meaningOf(filter: Suggestion["filter"], word: string, translate: Translate): string {
  switch (filter) {
    case "status":
      return financialWord(translate, word, null);
    case "shipping":
      return shippingWord(translate, word);
    case "type":
      return typeWord(translate, word);
    case "is":
      return translate(word === "gone" ? "query.meaning.gone" : "query.meaning.unsettled");
    default:
      return "";
  }
}
