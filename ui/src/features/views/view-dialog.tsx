import { type FormEvent, type ReactNode, useState } from "react";

import { failureOf } from "../../bridge";
import type { ViewIcon as ViewIconName } from "../../bridge/types";
import {
  Button,
  Checkbox,
  Choices,
  Dialog,
  FailureNote,
  Field,
  ViewIcon,
  viewIcons,
} from "../../design";
import { useMessages } from "../../messages";
import { longestName } from "./names";

/** What a person says of a view; what it shows is what the list shows. */
export interface ViewWords {
  readonly name: string;
  readonly icon: ViewIconName;
  readonly withColumns: boolean;
}

/** Asks for the name and the icon of a view, and whether its columns are part of it. */
export function ViewDialog({
  title,
  initial,
  filters,
  columns,
  isSaving,
  thrown,
  onSave,
  onClose,
}: {
  readonly title: string;
  readonly initial: ViewWords;
  /** What the view shows, in the language of the search box. */
  readonly filters: ReactNode;
  /** Names of the columns that it could keep; none: there is nothing to choose. */
  readonly columns: string | null;
  readonly isSaving: boolean;
  /** Why it was not saved. */
  readonly thrown: unknown;
  readonly onSave: (words: ViewWords) => void;
  readonly onClose: () => void;
}) {
  const translate = useMessages();
  const [words, setWords] = useState(initial);
  const [isTried, setTried] = useState(false);
  const name = words.name.trim();
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name !== "") {
      onSave({ ...words, name });
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      <form className="flex flex-col gap-4" noValidate onSubmit={save}>
        <Field
          autoFocus
          fault={isTried && name === "" && translate("view.nameMissing")}
          label={translate("view.name")}
          maxLength={longestName}
          onChange={(typed) => setWords({ ...words, name: typed })}
          ownDirection
          value={words.name}
        />
        <div className="flex flex-col items-start gap-1">
          <span aria-hidden="true" className="font-medium">
            {translate("view.icon")}
          </span>
          <Choices
            name={translate("view.icon")}
            onChange={(icon) => setWords({ ...words, icon })}
            options={viewIcons.map((icon) => ({
              value: icon,
              words: <ViewIcon icon={icon} />,
              name: translate(`view.icon.${icon}`),
            }))}
            value={words.icon}
          />
        </div>
        <div className="flex flex-col gap-1">
          <span className="font-medium">{translate("view.shows")}</span>
          <p className="rounded-control bg-sunken px-2.5 py-1.5 text-ink-soft text-small">
            <bdi>{filters}</bdi>
          </p>
        </div>
        {columns !== null && (
          <Checkbox
            isSelected={words.withColumns}
            onChange={(withColumns) => setWords({ ...words, withColumns })}
          >
            {translate("view.withColumns")}
            <span className="block text-ink-faint text-small">{columns}</span>
          </Checkbox>
        )}
        {thrown !== null && <FailureNote failure={failureOf(thrown)} />}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{translate("action.cancel")}</Button>
          <Button isDisabled={isSaving} kind="primary" type="submit">
            {translate("view.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
