import { orderName, type Standing, standingOf } from "../../actions";
import { failureOf } from "../../bridge";
import { Dialog, FailureNote } from "../../design";
import { go, usePlace } from "../../location";
import { isKept, Made } from "../../made";
import { useMessages } from "../../messages";
import { useActionEvidence } from "../../queries";
import { Choice } from "./choice";
import { Evidence } from "./evidence";
import { HiddenNote, HidesMoney, useHidesMoney } from "./hidden-money";
import { KnownNote } from "./known-note";

const close = () => go({ action: null });

/** The action that the address names, over whichever screen. */
export function DecisionDialog({
  hidesMoney,
}: {
  /** No amount may be read on the screen that it is over. */
  readonly hidesMoney: boolean;
}) {
  const { action } = usePlace();
  return action === null ? null : (
    <HidesMoney value={hidesMoney}>
      <Decision id={action} key={action} />
    </HidesMoney>
  );
}

function Decision({ id }: { readonly id: number }) {
  const translate = useMessages();
  const { data: evidence, error } = useActionEvidence(id);
  const isHidden = useHidesMoney();
  const standing = evidence === undefined ? null : standingOf(evidence.action);
  return (
    <Dialog isOpen onClose={close} roomy title={translate(titleOf(standing))}>
      {error !== null && <FailureNote failure={failureOf(error)} />}
      {evidence !== undefined && (
        <div className="flex flex-col gap-5">
          <KnownNote evidence={evidence} />
          {isHidden && <HiddenNote />}
          {!isHidden && isKept(evidence.action) && (
            <Made
              action={evidence.action}
              onLeave={close}
              purchase={{
                orderNumber: orderName(evidence.action),
                totalHalalas: evidence.action.amountHalalas ?? 0,
                // The desk keeps no name beside what was asked.
                customerName: null,
              }}
            />
          )}
          <Evidence evidence={evidence} />
          {evidence.action.state === "needs_person" && (
            <Choice action={evidence.action} onDone={close} />
          )}
        </div>
      )}
    </Dialog>
  );
}

function titleOf(standing: Standing | null) {
  switch (standing) {
    case "needs_person":
      return "decision.title";
    case "unsent":
      return "decision.titleUnsent";
    default:
      return "decision.titleOpen";
  }
}
