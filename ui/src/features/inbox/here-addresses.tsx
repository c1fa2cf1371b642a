import type { InboxHereView } from "../../bridge/types";
import { CopyLine } from "../../design";
import { useCopy } from "../../frame";
import { useMessages } from "../../messages";
import { hookAddress, tunnelTarget } from "./here-address";

/** The two addresses of an inbox on this computer: the one for a tunnel, and the one for Points. */
export function HereAddresses({ here }: { readonly here: InboxHereView }) {
  const translate = useMessages();
  const copy = useCopy();
  const hook = hookAddress(here);
  return (
    <dl className="flex flex-col gap-3">
      <div>
        <dt className="pb-1">{translate("inbox.here.target")}</dt>
        <dd>
          <CopyLine
            copy={translate("inbox.here.copyTarget")}
            onCopy={copy}
            text={tunnelTarget(here.port)}
          />
        </dd>
      </div>
      <div>
        <dt className="pb-1">{translate("inbox.here.hook")}</dt>
        <dd>
          {hook === null ? (
            <p className="text-needs text-small">{translate("inbox.here.noHost")}</p>
          ) : (
            <CopyLine copy={translate("inbox.here.copyHook")} onCopy={copy} text={hook} />
          )}
        </dd>
      </div>
    </dl>
  );
}
