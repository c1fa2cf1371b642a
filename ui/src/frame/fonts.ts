/** No window waits longer for its fonts than this, in milliseconds. */
const longestWait = 250;

/** The weights of the first frame, by their family in `fonts.css`. */
const faces = [400, 500, 600].map((weight) => `${weight} 14px "IBM Plex Sans Arabic"`);

/** One letter of each script: a face is loaded for the letters that it has. */
const scripts = ["a", "\u0639"];

/** Waits for the fonts of both scripts, so that no word is drawn twice in the first frame. */
export async function fontsLoaded(): Promise<void> {
  const loads = faces.flatMap((face) => scripts.map((letter) => document.fonts.load(face, letter)));
  await Promise.race([
    Promise.allSettled(loads),
    new Promise((resolve) => setTimeout(resolve, longestWait)),
  ]);
}
