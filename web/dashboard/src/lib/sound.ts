// A sound made here: no file to fetch.

/** Two short tones, made here: no file to fetch. */
export function ring(): void {
  try {
    const audio = new AudioContext();
    tone(audio, 660, 0);
    tone(audio, 880, 0.14);
    setTimeout(() => void audio.close(), 800);
  } catch {
    // No sound device, or not allowed yet.
  }
}

function tone(audio: AudioContext, hertz: number, after: number): void {
  const start = audio.currentTime + after;
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.28);
  source.connect(volume).connect(audio.destination);
  source.start(start);
  source.stop(start + 0.3);
}
