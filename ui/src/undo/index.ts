/** Taking back what was asked last, while nothing of it was sent; after that, the honest way back. */
export { UndoProvider, useUndo } from "./undo";
