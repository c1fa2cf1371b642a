import { failureOf } from "../../bridge";
import { Button, CopyIcon, Dialog, FailureNote } from "../../design";
import { useCopy } from "../../frame";
import { useMessages } from "../../messages";
import { useObservationJson } from "../../queries";

/** What Points sent, word for word, only indented. */
export function JsonViewer({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const translate = useMessages();
  const copy = useCopy();
  const json = useObservationJson(id);
  return (
    <Dialog isOpen onClose={onClose} title={translate("json.title")} wide>
      {json.error !== null && <FailureNote failure={failureOf(json.error)} />}
      {json.data !== undefined && (
        <>
          <pre
            className="max-h-[56vh] overflow-auto rounded-card border border-line bg-sunken p-3 font-mono text-[12.5px] leading-[19px]"
            dir="ltr"
            // Scrolled with the keyboard, so it can have the focus.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by key
            tabIndex={0}
          >
            {indentJson(json.data)}
          </pre>
          <div className="mt-3 flex justify-end">
            <Button icon={<CopyIcon />} onPress={() => copy(json.data)}>
              {translate("json.copy")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

/**
 * Indents a JSON text without parsing its numbers, which would lose digits. A text that is no JSON
 * comes out with other white space but whole.
 */
export function indentJson(text: string): string {
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let out = "";
  const newLine = () => `\n${"  ".repeat(Math.max(depth, 0))}`;
  for (let place = 0; place < text.length; place += 1) {
    const sign = text.charAt(place);
    if (isInText) {
      out += sign;
      isInText = isEscaped || sign !== '"';
      isEscaped = sign === "\\" && !isEscaped;
    } else if (sign === '"') {
      isInText = true;
      out += sign;
    } else if (sign === "{" || sign === "[") {
      const end = /^\s*[}\]]/.exec(text.slice(place + 1));
      if (end === null) {
        depth += 1;
        out += sign + newLine();
      } else {
        out += sign + end[0].trim();
        place += end[0].length;
      }
    } else if (sign === "}" || sign === "]") {
      depth -= 1;
      out += newLine() + sign;
    } else if (sign === ",") {
      out += sign + newLine();
    } else if (sign === ":") {
      out += ": ";
    } else if (!/\s/.test(sign)) {
      out += sign;
    }
  }
  return out;
}
