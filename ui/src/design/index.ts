/**
 * The design of the page.
 *
 * - Colours, sizes and radii are the tokens of `tokens.css`; a component never names a colour of
 *   its own. `text-body` is the size of the page, `text-small` for asides, `text-title`, `text-total`.
 * - Only logical directions: `ps-`/`pe-`, `ms-`/`me-`, `start-`/`end-`, `text-start`. A test fails
 *   on the others. Icons that point along the line of reading are `DirectedIcon`s.
 * - Whoever shows an id, an amount, a name or a time puts it into `<bdi>`; `Message` does so itself.
 * - A meaning is a tone (`waiting`, `moving`, `done`, `needs`, `stop`): a shape, a colour and a word.
 * - What Points has not confirmed wears the class `pending`; nothing moves but opacity.
 * - One `primary` button a screen. Each button that has a key shows it.
 * - Words come from `messages/`, never from here.
 */
export * from "./amount-field";
export * from "./button";
export * from "./choice";
export * from "./copy-line";
export * from "./direction";
export * from "./disclosure";
export * from "./field";
export * from "./field-fault";
export * from "./icons";
export * from "./marks";
export * from "./menu";
export * from "./notes";
export * from "./number-field";
export * from "./order-marks";
export * from "./overlay";
export * from "./radio-card";
export * from "./radio-line";
export * from "./reorder";
export * from "./row-box";
export * from "./rows";
export * from "./select";
export * from "./tooltip";
export * from "./view-icons";
