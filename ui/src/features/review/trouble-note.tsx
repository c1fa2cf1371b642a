import type { CaseView } from "../../bridge/types";
import { Button, Note, wordsOf } from "../../design";
import { useFormat, useNow } from "../../format";
import { Message, useMessages } from "../../messages";
import { useSync } from "../../queries";
import type { Trouble } from "./decide";
import { changedFacts, factText } from "./facts";

/** Why nothing was done: the facts changed, and which; or Points could not be read again. */
export function TroubleNote({
  trouble,
  view,
  onAgain,
}: {
  readonly trouble: Trouble;
  readonly view: CaseView;
  readonly onAgain: () => void;
}) {
  return trouble.of === "changed" ? (
    <Changed before={trouble.before} view={view} />
  ) : (
    <Unreadable onAgain={onAgain} />
  );
}

function Changed({ before, view }: { readonly before: CaseView; readonly view: CaseView }) {
  const translate = useMessages();
  const format = useFormat();
  const now = useNow(60_000);
  const type = view.order?.orderType ?? null;
  const changes = changedFacts(before.evidence, view.evidence);
  return (
    <Note live title={translate("case.changed")} tone="moving">
      <p>{translate("case.changedWhy")}</p>
      {changes.length > 0 && (
        <ul className="mt-1 flex flex-col">
          {changes.map((change) => {
            const text = (fact: typeof change.after) =>
              fact === null
                ? translate("case.fact.none")
                : factText(translate, format, fact, change.column, type, now);
            return (
              <li
                className="text-ink"
                key={`${change.column}${text(change.before)}${text(change.after)}`}
              >
                <Message
                  id="case.changedFact"
                  values={{
                    who: translate(`case.column.${change.column}`),
                    before: text(change.before),
                    after: text(change.after),
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
    </Note>
  );
}

function Unreadable({ onAgain }: { readonly onAgain: () => void }) {
  const translate = useMessages();
  const problem = useSync().data?.problem ?? null;
  return (
    <Note
      actions={
        <Button onPress={onAgain} size="small">
          {translate("action.tryAgain")}
        </Button>
      }
      live
      title={translate("case.unreadable")}
      tone="needs"
    >
      {problem !== null && (
        <>
          <Message id={`error.${problem.code}.cause`} values={wordsOf(problem)} />{" "}
        </>
      )}
      {translate("case.unreadableWhy")}
    </Note>
  );
}
