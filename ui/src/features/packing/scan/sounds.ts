/** What is heard when something was scanned. Each sound is told from the others by its rhythm too. */
import { useEffect, useRef } from "react";

import type { Session, Sound } from "./session";

/** A note: hertz, when it begins and how long it lasts, seconds. */
interface Note {
  readonly pitch: number;
  readonly at: number;
  readonly lasts: number;
}

interface Melody {
  readonly wave: OscillatorType;
  readonly notes: readonly Note[];
}

const melodies: Readonly<Record<Sound, Melody>> = {
  // One short step up.
  done: {
    wave: "sine",
    notes: [
      { pitch: 988, at: 0, lasts: 0.06 },
      { pitch: 1319, at: 0.06, lasts: 0.1 },
    ],
  },
  // Twice the same.
  already: {
    wave: "triangle",
    notes: [
      { pitch: 587, at: 0, lasts: 0.08 },
      { pitch: 587, at: 0.13, lasts: 0.08 },
    ],
  },
  // Three low ones that nobody overhears.
  stop: {
    wave: "square",
    notes: [
      { pitch: 196, at: 0, lasts: 0.14 },
      { pitch: 196, at: 0.18, lasts: 0.14 },
      { pitch: 147, at: 0.36, lasts: 0.28 },
    ],
  },
};

const loudness = 0.25;

/** So long a note takes to begin and to end, seconds: without it the speaker clicks. */
const edge = 0.008;

function play(context: AudioContext, { wave, notes }: Melody): void {
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(context.destination);
  for (const { pitch, at, lasts } of notes) {
    const start = context.currentTime + at;
    const oscillator = context.createOscillator();
    oscillator.type = wave;
    oscillator.frequency.value = pitch;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loudness, start + edge);
    gain.gain.setValueAtTime(loudness, start + lasts - edge);
    gain.gain.linearRampToValueAtTime(0, start + lasts);
    oscillator.connect(gain);
    oscillator.start(start);
    oscillator.stop(start + lasts);
  }
}

/** Lets each new sound of a session be heard. Where the system has no sound, nothing is. */
export function useSounds(sound: Session["sound"], isOn: boolean): void {
  const context = useRef<AudioContext | null>(null);
  useEffect(
    () => () => {
      // A context that cannot be closed is gone already.
      context.current?.close().catch(() => undefined);
      context.current = null;
    },
    [],
  );
  useEffect(() => {
    if (sound === null || !isOn || !("AudioContext" in window)) {
      return;
    }
    context.current ??= new AudioContext();
    play(context.current, melodies[sound.name]);
  }, [sound, isOn]);
}
