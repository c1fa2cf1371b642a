/** The command palette: everything that can be done, and every order, by what is typed. */
export { PaletteButton } from "./palette";
