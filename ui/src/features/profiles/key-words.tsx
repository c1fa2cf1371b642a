import type { KeyView } from "../../bridge/types";
import { useFormat } from "../../format";
import { Message, useMessages } from "../../messages";

/** What may be shown of a key: its last characters, and since when it is stored. */
export function KeyWords({ keyView }: { readonly keyView: KeyView }) {
  const translate = useMessages();
  const format = useFormat();
  if (keyView.state === "missing") {
    return <span>{translate("profiles.key.missing")}</span>;
  }
  // A key too short to show four characters of it shows none.
  const ending =
    keyView.lastFour === "" ? (
      translate("profiles.key.hidden")
    ) : (
      <Message
        id="profiles.key.ending"
        values={{
          lastFour: (
            <bdi className="font-mono text-ink" dir="ltr">
              …{keyView.lastFour}
            </bdi>
          ),
        }}
      />
    );
  return (
    <span className="min-w-0">
      <span className="block">{ending}</span>
      {keyView.state === "stored" ? (
        <span className="block text-ink-faint text-small" title={format.exact(keyView.storedAt)}>
          <Message id="profiles.key.storedAt" values={{ time: format.moment(keyView.storedAt) }} />
        </span>
      ) : (
        <span className="block text-needs text-small">{translate("profiles.key.session")}</span>
      )}
    </span>
  );
}
