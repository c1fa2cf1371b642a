import type { ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  Heading,
  Modal,
  ModalOverlay,
  type PopoverProps,
} from "react-aria-components";

import { useMessages } from "../messages";
import { IconButton } from "./button";
import { CloseIcon } from "./icons";

/** A dialog in the middle of the window; Escape and a click beside it close it. */
export function Dialog({
  title,
  isOpen,
  onClose,
  wide = false,
  roomy = false,
  children,
}: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** For what is read side by side. */
  readonly roomy?: boolean;
  readonly children: ReactNode;
}) {
  const translate = useMessages();
  return (
    <ModalOverlay
      className="fixed inset-0 z-40 grid place-items-center bg-veil p-6"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) {
          onClose();
        }
      }}
    >
      <Modal
        className={`appear flex max-h-full w-full flex-col overflow-hidden rounded-dialog border border-line bg-raised shadow-over ${roomy ? "max-w-[960px]" : wide ? "max-w-[720px]" : "max-w-[480px]"}`}
      >
        <AriaDialog className="flex min-h-0 flex-col outline-none">
          <div className="flex items-center justify-between gap-4 ps-5 pe-3 pt-4 pb-2">
            <Heading className="font-semibold text-title" slot="title">
              {title}
            </Heading>
            <IconButton name={translate("action.close")} onPress={onClose}>
              <CloseIcon />
            </IconButton>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A small panel beside what opened it. */
export function Popover({
  children,
  ...rest
}: Omit<PopoverProps, "className" | "style" | "children"> & { readonly children: ReactNode }) {
  return (
    <AriaPopover
      offset={4}
      {...rest}
      className="appear max-h-[70vh] overflow-y-auto rounded-card border border-line bg-raised shadow-over"
    >
      {children}
    </AriaPopover>
  );
}

/** A panel whose content is more than a menu. */
export function PopoverDialog({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <AriaDialog aria-label={name} className="outline-none">
      {children}
    </AriaDialog>
  );
}
