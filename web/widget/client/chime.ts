// The sound of an answer that nobody is looking at.

let audio: AudioContext | undefined;

/** Two short notes. Silent until the visitor has touched the panel. */
export function chime(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  try {
    audio ??= new AudioContext();
    const { currentTime, destination } = audio;
    for (const [at, pitch] of [
      [0, 660],
      [0.11, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0.05, currentTime + at);
      gain.gain.exponentialRampToValueAtTime(0.0001, currentTime + at + 0.25);
      tone.connect(gain).connect(destination);
      tone.start(currentTime + at);
      tone.stop(currentTime + at + 0.3);
    }
  } catch {
    // No sound is no harm.
  }
}
